"""Who has dropped off? The answer to each who asks."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import Connection

from bot.domain.people import Partner
from bot.domain.quiet import State
from bot.messages.cards import quiet as cards
from bot.services import our_part, outlook, seat_words, standing_now
from bot.services.request import Reply, Said
from bot.services.standing import PartnerStanding
from bot.services.standing_now import Summary
from bot.storage import obstacles, tables, worths

# People act on three names; on a list of twelve nobody does.
MOST_NAMES = 3

# Who is quiet was noted up to a minute ago at a large table: for one who has been heard from since, there is another.
SPARE = 1

# What somebody told is in the way is a reason to ring them while it is this fresh.
TOLD_LATELY = timedelta(days=56)


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
    part = our_part.of(tx, asker, today=today)
    counts = cards.Counts(
        seats=found.organisations,
        slow=found.slow,
        away=found.settled.get(State.AWAY, 0),
        not_messaged=found.settled.get(State.NOT_MESSAGED, 0),
        unreachable=found.settled.get(State.UNREACHABLE, 0),
        invited=found.settled.get(State.INVITED, 0),
        chairs=[chair.name for chair in tables.chairs(tx, asker.viewer) if chair.is_missing],
        maybe_the_table=found.maybe_the_table,
        outlook=outlook.lines(tx, asker, now=now),
    )
    if not asker.convenes:
        return Reply(show=cards.counts_only(part, counts))
    names, more = _names(tx, asker, _but(asker, found), now=now)
    told = obstacles.told(tx, asker.viewer, since=now - TOLD_LATELY)
    shown = [cards.InTheWay(name=one.name, organisation=one.organisation, words=one.words) for one in told]
    return Reply(show=cards.answer(part, counts, names, more=more, told=shown, today=today))


def _names(
    tx: Connection, asker: Partner, those: Sequence[int], *, now: datetime
) -> tuple[Sequence[cards.QuietOne], int]:
    """The first few as they are at this moment, and how many more there are."""
    looked_at = standing_now.those(tx, asker, those[: MOST_NAMES + SPARE], now=now)
    still = standing_now.listed(looked_at)
    first = still[:MOST_NAMES]
    worth = worths.of_those(tx, asker.viewer, [one.partner.id for one in first])
    names = [_named(tx, one, worth.get(one.partner.id), now=now) for one in first]
    return names, len(those) - (len(looked_at) - len(still)) - len(names)


def _named(tx: Connection, one: PartnerStanding, worth: str | None, *, now: datetime) -> cards.QuietOne:
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
        sponsor=seat_words.to_ask(tx, one, now=now),
    )
