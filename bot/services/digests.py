"""The weekly digest: of the table, in its conversation; and the notes that go with it."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from functools import partial
from zoneinfo import ZoneInfo

from sqlalchemy import Connection

from bot.domain import calendars, digest, manners, rhythm
from bot.domain.digest import Digest, Week
from bot.domain.manners import Kind, Later, Never, Why
from bot.domain.people import Partner, Partnership, Role, Viewer
from bot.messages.cards import digest as cards
from bot.messages.cards import nothing
from bot.messages.happened import Section
from bot.messages.parts import Card, Text
from bot.services import arrivals, debriefs, happened, moves, newcomers, notes, offered, outlook, pairs, seat_words
from bot.services.composed import Composed
from bot.services.request import Reply, Said
from bot.services.turns import AGAIN_AFTER, Turn, one_by_one
from bot.storage import answered, chairs, conversations, due, outbox, people, standings, tables, thanks, weeks
from bot.storage.helping import YES
from bot.storage.lately import lately
from bot.storage.outbox import OutboxRow, Owed

A_WEEK = timedelta(days=7)

# A weekly digest never lies further ahead than a week and the bank holidays at its end.
TOO_FAR = timedelta(days=12)

# Lines of a list in a digest's thread; what lies beyond is counted.
MOST_DETAILS = 100


def owe_digests(tx: Connection, *, now: datetime, after: int = 0) -> Turn:
    """A table whose digest time has come: its own, and the notes of those who get one.

    One table a transaction: the notes of several would not be owed in the order that `notes.owe_notes` keeps to.
    """
    found = due.digests(tx, now=now, too_far=now + TOO_FAR, most=1)
    return one_by_one(
        tx,
        [(partnership_id, partnership_id) for partnership_id in found],
        partial(_owe, now=now),
        otherwise=lambda partnership_id: due.set_next_digest(tx, partnership_id, due=now + AGAIN_AFTER),
        after=0 if found else None,
    )


def _owe(tx: Connection, partnership_id: int, *, now: datetime) -> list[int]:
    here = tables.partnership_by_id(tx, partnership_id)
    zone = ZoneInfo(here.zone)
    hour, country = here.digest_hour, here.country
    due.set_next_digest(tx, partnership_id, due=calendars.digest_at(now, zone=zone, hour=hour, country=country))
    week = calendars.week_due(now, zone=zone, hour=hour, country=country)
    if week is None:
        return []
    if debriefs.begin_if_due(tx, here, _everybody_at(here.id), now=now):
        pairs.offer_one(tx, here, _everybody_at(here.id), now=now)
    return [*_owe_table(tx, here, week, now=now), *notes.owe_notes(tx, _who_gets_a_note(tx, here, now=now), now=now)]


def _owe_table(tx: Connection, here: Partnership, week: str, *, now: datetime) -> Sequence[int]:
    """The table's digest: one per table and ISO week, ever; none where there is nothing to say.

    Where a table talks in several chats it stands in each, and a page is for a table that has none.
    """
    if manners.is_off(Kind.DIGEST, here.off):
        return []
    first, *others = conversations.of_table(tx, here.id) or (None,)
    if first is None or compose_for(tx, here, _everybody_at(here.id), now=now) is None:
        return []
    places = [(first, week), *((one, f"{week}/{one.id}") for one in others if one.platform in arrivals.CHATS)]
    owed = [
        Owed(
            partnership_id=here.id,
            place_id=place.id,
            kind=Kind.DIGEST,
            period=period,
            route=place.way,
            due_at=now,
            unasked=True,
        )
        for place, period in places
    ]
    return outbox.owe_all(tx, owed)


def week_in(period: str) -> str:
    """The ISO week of a digest's row, in whichever of a table's chats it stands."""
    return period.partition("/")[0]


def _who_gets_a_note(tx: Connection, here: Partnership, *, now: datetime) -> list[Partner]:
    """Coordinators always; others who have something due or waiting, were thanked, or are to be asked something.

    Manners are asked when it is sent.
    """
    viewer = _everybody_at(here.id)
    answers = standings.answers(tx, viewer)
    today = here.local_date(now)
    due_lately = weeks.partners_with_something_due(tx, viewer, first=today - notes.LATE, last=today + notes.AHEAD)
    told = thanks.whom_since(tx, viewer, since=now - A_WEEK) | answered.whose(tx, viewer, now=now)
    told |= seat_words.to_be_told(tx, viewer, now=now)
    busy = due_lately | offered.whose(tx, viewer) | told | moves.who_is_asked(tx, here, viewer, now=now)
    busy |= debriefs.whose(tx, here, viewer, now=now) | pairs.whose(tx, here, viewer, now=now)
    busy |= newcomers.whose(tx, here, viewer, now=now)
    return [
        partner
        for partner in people.everybody(tx, viewer)
        if answers.get(partner.id) == "yes" and (partner.convenes or partner.id in busy)
    ]


def _everybody_at(partnership_id: int) -> Viewer:
    """What all at a table may see: the viewer of things that stand in its own conversation."""
    return Viewer(partnership_id=partnership_id, partner_id=None, organisation_id=None, role=Role.PARTNER)


def compose(tx: Connection, row: OutboxRow, *, now: datetime) -> Composed | Later | Never:
    """The table's digest as it stands now, in the hours of its own zone; of a week that is over, none."""
    here = tables.partnership_by_id(tx, row.partnership_id)
    if week_in(row.period) != calendars.week_of(here.local_date(now)):
        return Never(Why.OVER)
    if manners.is_off(Kind.DIGEST, here.off):
        return Never(Why.SWITCHED_OFF)
    when = calendars.next_moment(now, zone=ZoneInfo(here.zone), country=here.country)
    if when > now:
        return Later(when, Why.OUT_OF_HOURS)
    card = standing(tx, here, now=now)
    return Composed(card=card) if card else Never(Why.NOTHING_TO_SAY)


def standing(tx: Connection, here: Partnership, *, now: datetime) -> Card | None:
    """The table's digest as it stands in its conversation, with the name by which it is found there."""
    card = compose_for(tx, here, _everybody_at(here.id), now=now)
    return replace(card, subject=subject_in(here, now=now)) if card else None


def standing_still(tx: Connection, here: Partnership, *, now: datetime) -> Card:
    """The same where it stands already: also once there is nothing left to say, for words may have been taken back."""
    return standing(tx, here, now=now) or replace(cards.nothing_left(here.name), subject=subject_in(here, now=now))


def subject_in(here: Partnership, *, now: datetime) -> str:
    """What the digest of this week at a table is called among the cards that stand somewhere."""
    return f"digest:{calendars.week_of(here.local_date(now))}"


def compose_for(tx: Connection, here: Partnership, viewer: Viewer, *, now: datetime) -> Card | None:
    """The digest for whoever may see it; None where there is nothing to say."""
    chosen = _chosen(tx, here, viewer, now=now)
    return cards.digest(here.name, chosen) if chosen else None


def _chosen(tx: Connection, here: Partnership, viewer: Viewer, *, now: datetime) -> Digest[Text] | None:
    monday = _monday(here.local_date(now))
    return digest.choose(_week(tx, here, viewer, now=now), monday=monday, questions=len(cards.questions()))


def chosen_for(tx: Connection, here: Partnership, *, now: datetime) -> Digest[Text] | None:
    """What a table's own digest is made from; None where there is nothing to say."""
    return _chosen(tx, here, _everybody_at(here.id), now=now)


def whole_week(tx: Connection, here: Partnership, *, now: datetime) -> Week[Text]:
    """The same with its lists as long as anybody would read them."""
    return _week(tx, here, _everybody_at(here.id), now=now, most_kept=MOST_DETAILS, most_due=MOST_DETAILS)


def _monday(day: date) -> date:
    return day - timedelta(days=day.weekday())


def _due(tx: Connection, here: Partnership, viewer: Viewer, today: date, most: int) -> list[Text]:
    """What is due in the coming week. Nobody is named whose silence is longer than their past explains."""
    terms = rhythm.terms_for(here.meets_every, theta=here.theta)
    ahead = weeks.due_between(tx, viewer, first=today, last=today + A_WEEK, most=most)
    silent = {
        who
        for who, (since, known) in weeks.last_seen(tx, viewer, ahead).items()
        if rhythm.due_on(since, known, terms=terms) <= today
    }
    return [cards.line(None if silent & one.on_it else cards.kept_by(one.whose), one.text, one.due_on) for one in ahead]


def _week(
    tx: Connection,
    here: Partnership,
    viewer: Viewer,
    *,
    now: datetime,
    most_kept: int = digest.MOST_KEPT,
    most_due: int = digest.MOST_DUE,
) -> Week[Text]:
    today = here.local_date(now)
    kept = weeks.kept_between(tx, viewer, since=now - A_WEEK, until=now, most=most_kept)
    ahead = _due(tx, here, viewer, today, most_due)
    told = happened.by_section(tx, viewer, since=now - A_WEEK, until=now)
    counts = lately(tx, here.id, "week", lambda: _counts(tx, viewer, now=now, today=today), now=now)
    return Week(
        outcomes=told[Section.OUTCOME],
        learned=told[Section.LEARNED],
        kept=[cards.line(cards.kept_by(one.whose, one.helps if one.helped == YES else None), one.text) for one in kept],
        moved=told[Section.MOVED],
        due=ahead,
        chairs=[chair.name for chair in chairs.all_of(tx, viewer) if chair.is_missing],
        share=outlook.share(tx, here, viewer, now=now),
        people=counts.people,
        further={"kept": max(counts.kept - len(kept), 0), "due": max(counts.due - len(ahead), 0)},
        past=counts.past,
        until=today,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Counts:
    """A week in numbers."""

    people: int
    kept: int
    due: int
    past: Sequence[int]


def _counts(tx: Connection, viewer: Viewer, *, now: datetime, today: date) -> _Counts:
    day = timedelta(days=1)
    began = weeks.began_on(tx, viewer)
    return _Counts(
        people=weeks.people_between(tx, viewer, first=today - A_WEEK + day, last=today),
        kept=weeks.count_kept(tx, viewer, since=now - A_WEEK, until=now),
        due=weeks.count_due(tx, viewer, first=today, last=today + A_WEEK),
        past=_past(tx, viewer, began, today),
    )


def _past(tx: Connection, viewer: Viewer, began: date | None, today: date) -> Sequence[int]:
    """How many organisations took part in each four weeks of the table's own past."""
    months = digest.months_seen(began, today)
    return weeks.organisations_over_time(tx, viewer, until=today, number=months) if months else ()


def show(tx: Connection, asker: Partner, said: Said, *, now: datetime) -> Reply:
    """`/table digest`: this week's, now, for the asker alone."""
    # A sponsor reads what a sponsor may; everybody else what stands in the table's conversation.
    viewer = asker.viewer if asker.role is Role.SPONSOR else _everybody_at(asker.partnership.id)
    card = compose_for(tx, asker.partnership, viewer, now=now)
    return Reply(show=card or _nothing(asker.partnership, now=now))


def _nothing(here: Partnership, *, now: datetime) -> Card:
    asked = cards.questions()
    number = digest.question_of(_monday(here.local_date(now)), questions=len(asked))
    return nothing.this_week(here.name, asked[number])


def for_table(tx: Connection, viewer: Viewer, *, now: datetime) -> Card:
    """The same for whoever runs the machine: what would stand in the table's conversation, not more."""
    here = tables.partnership_by_id(tx, viewer.partnership_id)
    return compose_for(tx, here, _everybody_at(here.id), now=now) or _nothing(here, now=now)
