"""Who has dropped off? The answer to each who asks."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime

from sqlalchemy import Connection

from bot.domain import calls as calling
from bot.domain.looks import What
from bot.domain.manners import asking_that_is_off
from bot.domain.people import Partner
from bot.domain.quiet import State
from bot.messages.cards import quiet as cards
from bot.services import chairs, hindrances, how_it_went, looks, our_part, outlook, seat_words, standing_now
from bot.services.request import Reply, Said
from bot.services.standing import PartnerStanding
from bot.services.standing_now import Summary
from bot.storage import calls as rung
from bot.storage import left_be, obstacles, worths

# People act on three names; on a list of twelve nobody does.
MOST_NAMES = 3

# Nobody pages further than this.
LONGEST_NUMBER = 5

# Who is quiet was noted up to a minute ago at a large table: for one who has been heard from since, there is another.
SPARE = 1


def how_many_quiet(tx: Connection, asker: Partner, *, at: datetime) -> int:
    """The coordinator's line: how many partners are quiet, without a name."""
    return len(_but(asker, standing_now.summary(tx, asker, now=at)))


def _but(asker: Partner, found: Summary) -> Sequence[int]:
    """Those to speak of to somebody: not of themselves."""
    those = list(found.quiet)
    if asker.id in those:
        those.remove(asker.id)
    return those


def answer(tx: Connection, asker: Partner, said: Said, *, now: datetime) -> Reply:
    """`/table quiet`, by a private route: for coordinators names and what to do; for everybody else counts."""
    found = standing_now.summary(tx, asker, now=now)
    today = asker.partnership.local_date(now)
    if asker.convenes and (before := _after(said)):
        names, more = _names(tx, asker, _but(asker, found), before=before, now=now)
        return Reply(show=cards.further(names, before=before, more=more, today=today))
    part, table = our_part.of(tx, asker, today=today), outlook.about(tx, asker, now=now)
    counts = cards.Counts(
        seats=found.organisations,
        slow=found.slow,
        away=found.settled.get(State.AWAY, 0),
        not_messaged=found.settled.get(State.NOT_MESSAGED, 0),
        unreachable=found.settled.get(State.UNREACHABLE, 0),
        invited=found.settled.get(State.INVITED, 0),
        chairs=chairs.empty(tx, asker),
        maybe_the_table=found.maybe_the_table,
        outlook=table.lines,
        early=table.early,
    )
    if not asker.convenes:
        return Reply(show=cards.counts_only(part, counts))
    names, more = _names(tx, asker, _but(asker, found), now=now)
    return Reply(
        show=cards.answer(part, counts, names, more=more, beside=_beside(tx, asker, today, now=now), today=today)
    )


def _beside(tx: Connection, asker: Partner, today: date, *, now: datetime) -> cards.Beside:
    """What a coordinator is told that no list of names says."""
    told = obstacles.told(tx, asker.viewer, since=now - calling.TOLD_LATELY)
    return cards.Beside(
        rang=how_it_went.to_be_told(tx, asker, now=now),
        way=hindrances.line(tx, asker, now=now) or (),
        told=[cards.InTheWay(name=one.name, organisation=one.organisation, words=one.words) for one in told],
        left=left_be.now(tx, asker.viewer, today),
        gone=chairs.would_bring_back(tx, asker, now=now),
        off=asking_that_is_off(asker.partnership.off),
    )


def _after(said: Said) -> int:
    """How many names were read already: a button says so, or "after 3"; 0 for the whole answer."""
    number = said.on[0] if said.on else said.rest.removeprefix("after ").strip()
    return int(number) if number.isdecimal() and len(number) <= LONGEST_NUMBER else 0


def _names(
    tx: Connection, asker: Partner, all_of_them: Sequence[int], *, before: int = 0, now: datetime
) -> tuple[Sequence[cards.QuietOne], int]:
    """The first few after those that were named already, as they are at this moment, and how many more there are."""
    those = all_of_them[before:]
    looked_at = standing_now.those(tx, asker, those[: MOST_NAMES + SPARE], now=now)
    still = standing_now.listed(looked_at)
    first = still[:MOST_NAMES]
    looks.note(tx, asker, [one.partner.id for one in first], What.QUIET, on=asker.partnership.local_date(now))
    worth = worths.of_those(tx, asker.viewer, [one.partner.id for one in first])
    sponsors = seat_words.to_ask(tx, asker.viewer, first, now=now)
    since = now - calling.ASKED_FOR
    meant = rung.meant_for(tx, asker.viewer, [one.partner.id for one in first], since=since)
    mine = {one.partner_id for one in rung.meant_by(tx, asker, since=since)}
    names = [
        replace(
            _named(one, worth.get(one.partner.id), sponsors.get(one.partner.id)),
            mine=one.partner.id in mine,
            rings=_another(asker, meant.get(one.partner.id)),
        )
        for one in first
    ]
    return names, len(those) - (len(looked_at) - len(still)) - len(names)


def _another(asker: Partner, meant: rung.Call | None) -> tuple[str, date] | None:
    """Which other coordinator said that they would ring, and when."""
    if meant is None or meant.made_by == asker.id:
        return None
    return meant.by, asker.partnership.local_date(meant.made_at)


def _named(one: PartnerStanding, worth: str | None, sponsor: str | None) -> cards.QuietOne:
    organisation, meets_every = one.partner.organisation, one.partner.partnership.meets_every
    return cards.QuietOne(
        partner_id=one.partner.id,
        name=one.partner.person.name,
        organisation=organisation.name if organisation else "",
        last_on=one.standing.last_on,
        asked_on=one.standing.asked_on,
        usual=one.usual,
        meetings_missed=one.silent_days // meets_every if meets_every else None,
        only_one=one.only_one,
        waited_for=one.waited_for,
        step=one.next_step,
        worth=worth,
        sponsor=sponsor,
    )
