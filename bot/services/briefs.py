"""The word before a meeting: each who agreed hears of it once, on their last working day before; anew when it moves.

It is owed by a round and put together when it goes out, from what is so by then.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta
from functools import partial

from sqlalchemy import Connection

from bot.domain import calendars, manners
from bot.domain import meetings as rules
from bot.domain.manners import Kind, Never, Why, Wishes
from bot.domain.meetings import Came, Meeting
from bot.domain.people import Partner
from bot.messages.cards import briefs as cards
from bot.services import askings, chairs, dropped_off, meetings, offered, reflections_back
from bot.services.composed import Composed
from bot.services.turns import AGAIN_AFTER, PAGE, Turn, one_by_one
from bot.storage import attendance, outbox, perspectives, weeks
from bot.storage import meetings as storage
from bot.storage.outbox import OutboxRow, Owed

# Wherever somebody lives, their day begins less than so long before the table's.
AROUND_THE_WORLD = timedelta(days=1)


def brief(tx: Connection, *, now: datetime, after: int = 0) -> Turn:
    """One meeting that is to be looked at, and a page of those who sit at its table."""
    found = storage.to_brief(tx, now=now)
    if found is None:
        return Turn()
    return one_by_one(
        tx,
        [(found.id, found)],
        partial(_owe, now=now),
        otherwise=lambda one: storage.looked(tx, one.meeting, next_at=now + AGAIN_AFTER, after=one.after),
        after=0,
    )


def _owe(tx: Connection, found: storage.Briefing, *, now: datetime) -> Sequence[int]:
    one = found.meeting
    if (begins := _begins(one)) > now and one.is_set and not found.after and one.version == 1:
        # Nobody was told of it yet, and nobody is before then.
        storage.looked(tx, one, next_at=begins)
        return ()
    if one.begins_at <= now:
        storage.looked(tx, one, next_at=None)
        return ()
    page = storage.partners_after(tx, one.partnership_id, found.after, most=PAGE)
    owed = _owed_to(tx, one, page, now=now)
    if len(page) < PAGE:
        # People move, and change their working days; whoever has been told is not told twice.
        next_at = min(now + AGAIN_AFTER, one.begins_at) if begins <= now else begins
        storage.looked(tx, one, next_at=next_at if one.is_set else None)
    else:
        storage.looked(tx, one, next_at=now, after=page[-1].id)
    return outbox.owe_all(tx, owed)


def _begins(one: Meeting) -> datetime:
    """The first moment at which it may be the day before it for anybody."""
    return one.begins_at - rules.LOOK_AHEAD - AROUND_THE_WORLD


def _owed_to(tx: Connection, one: Meeting, page: Sequence[Partner], *, now: datetime) -> Sequence[Owed]:
    subject = meetings.subject_of(one)
    told = outbox.told_of(tx, one.partnership_id, Kind.BRIEF, subject, [who.person.id for who in page])
    wishes = askings.wishes_of_each(tx, page) if page else {}
    return [
        Owed(
            partnership_id=one.partnership_id,
            person_id=who.person.id,
            kind=Kind.BRIEF,
            period=period_of(one),
            subject=subject,
            route=route,
            due_at=manners.suitable(wishes[who.id], now),
        )
        for who in page
        if (route := wishes[who.id].route) and _is_due(one, wishes[who.id], who.person.id in told, now=now)
    ]


def period_of(one: Meeting) -> str:
    """Each change of a meeting is another thing to say."""
    return f"meeting:{one.number}:{one.version}"


def _is_due(one: Meeting, wishes: Wishes, told: bool, *, now: datetime) -> bool:  # noqa: FBT001 - whether they know an older one
    """Whether somebody is to hear of it now: whoever was told of another at once, the others on the day before.

    Never once it has begun; and that it's off only if they were told that it's on.
    """
    if isinstance(manners.may_send(Kind.BRIEF, wishes, now), Never) or manners.suitable(wishes, now) >= one.begins_at:
        return False
    if told or not one.is_set:
        return told
    on = calendars.local_date(one.begins_at, wishes.zone)
    return rules.brief_day(on, country=wishes.country, days=wishes.days) <= calendars.local_date(now, wishes.zone)


def compose(tx: Connection, row: OutboxRow, reader: Partner, *, now: datetime) -> Composed | Never:
    """It as it stands now; nothing once it has begun, or has changed since it was owed."""
    number, _, version = row.period.removeprefix("meeting:").partition(":")
    one = storage.numbered(tx, reader.viewer, int(number))
    if one is None or one.version != int(version) or one.begins_at <= now:
        return Never(Why.OVER)
    if not one.is_set:
        return Composed(card=cards.off(reader, one))
    return Composed(card=cards.brief(reader, _shown(tx, one, reader, now=now)))


def _shown(tx: Connection, one: Meeting, reader: Partner, *, now: datetime) -> cards.Brief:
    own = attendance.of(tx, one, reader)
    told = outbox.told_of(
        tx, one.partnership_id, Kind.BRIEF, meetings.subject_of(one), [reader.person.id], but=period_of(one)
    )
    return cards.Brief(
        meeting=one,
        today=reader.partnership.local_date(now),
        mine=weeks.open_of(tx, reader),
        waiting=offered.items(tx, reader, now=now),
        back=reflections_back.for_meeting(tx, reader, now=now),
        own=own.kind if own and own.kind is not Came.CAME else None,
        moved=bool(told),
        page=_page(tx, one, reader, now=now) if reader.convenes else None,
    )


def _page(tx: Connection, one: Meeting, reader: Partner, *, now: datetime) -> cards.Page:
    words = attendance.all_of(tx, one)
    last = storage.last_one(tx, reader.viewer, now)
    here = reader.partnership
    first, until = here.local_date(now), one.on_day(here.zone)
    return cards.Page(
        apologies=[(word.name, None) for word in words if word.kind is Came.APOLOGIES],
        deputies=[(word.name, word.deputy) for word in words if word.kind is Came.DEPUTY],
        due=weeks.due_between(tx, reader.viewer, first=first, last=until, most=cards.MOST_LINES),
        promised=attendance.promised(tx, reader.viewer, last) if last else {},
        views=perspectives.spoken(tx, reader.viewer, now=now),
        unanswered=weeks.count_asked(tx, reader.viewer),
        quiet=dropped_off.how_many_quiet(tx, reader, at=now),
        chairs=chairs.empty(tx, reader),
    )
