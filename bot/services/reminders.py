"""Reminders at the days and cues people set themselves; once when it is due, once three days late."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import partial

from sqlalchemy import Connection

from bot.domain import calendars, manners
from bot.domain.manners import Kind, Later, Never, Why, Wishes
from bot.domain.people import Partner
from bot.messages.cards import reminders as cards
from bot.services import askings
from bot.services.composed import Composed
from bot.services.turns import AGAIN_AFTER, PAGE, Turn, together
from bot.storage import outbox, people, reminders, weeks
from bot.storage.outbox import OutboxRow, Owed
from bot.storage.weeks import Item

LATE_AFTER = timedelta(days=3)

# A day nobody works on is reminded of before it: four days bridge Easter and Christmas.
LOOK_AHEAD = timedelta(days=5)
LOOK_BACK = LATE_AFTER + timedelta(days=7)
MIDNIGHT = datetime.min.time()

# Each that has a day is looked at so often at least; later ones were put off by a clock that has been turned back.
AT_LEAST = timedelta(days=7)

# The row names why it came, so that each reason comes once for each commitment.
DUE, CUE, LATE = "due", "cue", "late"


def remind(tx: Connection, *, now: datetime, after: int = 0) -> Turn:
    """One page of commitments that are to be looked at: owe what has come, and say when to look again."""
    found = reminders.due(tx, now=now, too_far=now + AT_LEAST, most=PAGE)
    return together(
        tx,
        found,
        partial(_owe, now=now),
        otherwise=lambda item: reminders.keep_next(tx, [(item, now + AGAIN_AFTER)]),
        after=0 if len(found) >= PAGE else None,
    )


def _owe(tx: Connection, items: Sequence[Item], *, now: datetime) -> Sequence[int]:
    """What has come of some commitments, in as many statements as for one of them."""
    owners = {partner.id: partner for partner in people.present(tx, [item.partner_id for item in items])}
    wishes = askings.wishes_of_each(tx, list(owners.values()))
    looks = [(item, _look_at(item, owners.get(item.partner_id), wishes, now=now)) for item in items]
    reminders.keep_next(tx, [(item, look.again_at) for item, look in looks])
    return outbox.owe_all(tx, [row for _item, look in looks for row in look.owed])


@dataclass(frozen=True, slots=True, kw_only=True)
class _Look:
    """What a look at a commitment came to: when to look again, and what is owed now."""

    again_at: datetime | None
    owed: tuple[Owed, ...] = ()


def _look_at(item: Item, owner: Partner | None, wishes_of: Mapping[int, Wishes], *, now: datetime) -> _Look:
    wishes = wishes_of.get(item.partner_id)
    if owner is None or wishes is None or wishes.route is None:
        return _Look(again_at=now + AGAIN_AFTER)
    today = calendars.local_date(now, wishes.zone)
    begins = begins_on(item, today)
    reasons = reasons_for(item, wishes, now) if begins and begins <= today else []
    all_come = len(reasons) == len(_days_of(item, today))
    owed = [
        Owed(
            partnership_id=item.partnership_id,
            person_id=owner.person.id,
            kind=Kind.REMINDER,
            period=f"{reason}:{item.number}:{day.isoformat()}",
            subject=f"commitment:{item.number}",
            route=wishes.route,
            due_at=manners.suitable(wishes, now),
        )
        for reason, day in reasons
    ]
    return _Look(again_at=_next_look(item, begins, wishes, now, all_come=all_come), owed=tuple(owed))


def begins_on(item: Item, today: date) -> date | None:
    """The first day on which there may be a reason, of those that are not over; None if all are."""
    return min((day - LOOK_AHEAD for day in _days_of(item, today)), default=None)


def _days_of(item: Item, today: date) -> list[date]:
    """The days that it may be reminded of still: each is a reason of one kind at a time."""
    days = ((item.due_on, LOOK_BACK), (item.plan_on, timedelta(0)))
    return [day for day, after in days if day and today - after <= day]


def _next_look(item: Item, begins: date | None, wishes: Wishes, now: datetime, *, all_come: bool) -> datetime | None:
    """When another reason may have come: with a new day, where all have that can come today.

    Else near its day each hour, for people move and change their working days.
    """
    if not (item.due_on or item.plan_on):
        return None
    if begins is None:
        return now + AT_LEAST
    tomorrow = calendars.local_date(now, wishes.zone) + calendars.DAY
    midnight = calendars.at_local(max(begins, tomorrow), MIDNIGHT, wishes.zone)
    return min(midnight, now + (AT_LEAST if all_come or begins >= tomorrow else AGAIN_AFTER))


def reasons_for(item: Item, wishes: Wishes, now: datetime) -> list[tuple[str, date]]:
    """Why a reminder has come by now, each with the day it is about. What was made today needs none today."""
    today = calendars.local_date(now, wishes.zone)
    if calendars.local_date(item.made_at, wishes.zone) >= today:
        return []
    reasons = []
    if item.due_on and _workable(item.due_on, wishes) <= today < item.due_on + LATE_AFTER:
        reasons.append((DUE, item.due_on))
    if item.plan_on and _workable(item.plan_on, wishes) <= today <= item.plan_on:
        reasons.append((CUE, item.plan_on))
    if item.due_on and item.due_on + LATE_AFTER <= today <= item.due_on + LOOK_BACK:
        reasons.append((LATE, item.due_on))
    return reasons


def _workable(day: date, wishes: Wishes) -> date:
    """The day itself, or the last one before it on which they work: what is due on Sunday is remembered on Friday."""
    for _back in range(LOOK_AHEAD.days):
        if calendars.is_working_day(day, country=wishes.country, days=wishes.days):
            return day
        day -= calendars.DAY
    return day


def compose(tx: Connection, row: OutboxRow, partner: Partner, *, now: datetime) -> Composed | Later | Never:
    """All that is due by now in one message, at most one a day; nothing for what is closed meanwhile."""
    today = partner.local_date(now)
    if outbox.sent_on_or_after(
        tx, partner.person.id, Kind.REMINDER, since=calendars.at_local(today, MIDNIGHT, partner.zone)
    ):
        tomorrow = calendars.at_local(today + calendars.DAY, calendars.DAY_BEGINS, partner.zone)
        return Later(manners.suitable(askings.wishes_of(tx, partner), tomorrow), Why.REMINDED_TODAY)
    also = outbox.riding(tx, partner.person.id, Kind.REMINDER, route=row.route, now=now)
    rows = [row, *(one for one in also if one.partnership_id == row.partnership_id)]
    numbers = {int(one.period.split(":")[1]): one.period.split(":")[0] for one in rows}
    mine = [(reason, item) for number, reason in numbers.items() if (item := _still_open(tx, partner, number))]
    if not mine:
        return Never(Why.OVER)
    return Composed(
        card=cards.reminder(partner, mine, today=today), riders=tuple(one.id for one in rows if one.id != row.id)
    )


def _still_open(tx: Connection, partner: Partner, number: int) -> Item | None:
    item = weeks.numbered(tx, partner, number)
    return item if item and item.state == "open" else None
