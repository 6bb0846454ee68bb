"""Reminders at the days and cues people set themselves; once when it is due, once three days late.

Whatever they named a day for has its row in SOURCES; all that has come for somebody is one message a day.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import partial
from typing import Any

from sqlalchemy import Connection

from bot.domain import calendars, manners, reminding
from bot.domain.manners import Kind, Later, Never, Why, Wishes
from bot.domain.people import Partner
from bot.domain.reminding import AGAIN_AFTER, AT_LEAST, MIDNIGHT, Come, Days
from bot.messages.cards import reminders as cards
from bot.messages.parts import Item
from bot.services import askings, looking_back
from bot.services.composed import Composed
from bot.services.turns import PAGE, Turn, together
from bot.storage import outbox, people, reminders, tries, weeks
from bot.storage.outbox import OutboxRow, Owed

COMMITMENT = "commitment"


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """One kind of thing that people named a day for; `kind` is what its subjects begin with ("commitment:3").

    `due(tx, *, now, too_far, most)`: those to be looked at, each with its row's id; all have `partnership_id`,
    `partner_id` and `number`. `keep_next(tx, those)`: when to look at each again. `days`: the days that were named.
    `line(tx, partner, come, *, today) -> Item | None`: what the message says of it, None where it is over.
    """

    kind: str
    due: Callable[..., Sequence[tuple[int, Any]]]
    keep_next: Callable[[Connection, Sequence[tuple[Any, datetime | None]]], None]
    days: Callable[[Any], Days]
    line: Callable[..., Item | None]


def remind(tx: Connection, *, now: datetime, after: int = 0) -> Turn:
    """One page of each kind that is to be looked at: owe what has come, and say when to look again."""
    turns = [_page(tx, source, now=now) for source in SOURCES]
    return Turn(
        owed=tuple(row for turn in turns for row in turn.owed),
        after=next((turn.after for turn in turns if turn.after is not None), None),
        faults=tuple(fault for turn in turns for fault in turn.faults),
    )


def _page(tx: Connection, source: Source, *, now: datetime) -> Turn:
    found = source.due(tx, now=now, too_far=now + AT_LEAST, most=PAGE)
    return together(
        tx,
        found,
        partial(_owe, source=source, now=now),
        otherwise=lambda item: source.keep_next(tx, [(item, now + AGAIN_AFTER)]),
        after=0 if len(found) >= PAGE else None,
    )


def _owe(tx: Connection, items: Sequence[Any], *, source: Source, now: datetime) -> Sequence[int]:
    """What has come of some of them, in as many statements as for one."""
    owners = {partner.id: partner for partner in people.present(tx, [item.partner_id for item in items])}
    wishes = askings.wishes_of_each(tx, list(owners.values()))
    looks = [(item, _look_at(source, item, owners.get(item.partner_id), wishes, now=now)) for item in items]
    source.keep_next(tx, [(item, look.again_at) for item, look in looks])
    return outbox.owe_all(tx, [row for _item, look in looks for row in look.owed])


@dataclass(frozen=True, slots=True, kw_only=True)
class _Look:
    """What a look at one thing came to: when to look again, and what is owed now."""

    again_at: datetime | None
    owed: tuple[Owed, ...] = ()


def _look_at(
    source: Source,
    item: Any,  # noqa: ANN401 - whatever the source is about
    owner: Partner | None,
    wishes_of: Mapping[int, Wishes],
    *,
    now: datetime,
) -> _Look:
    wishes = wishes_of.get(item.partner_id)
    if owner is None or wishes is None or wishes.route is None:
        return _Look(again_at=now + AGAIN_AFTER)
    days = source.days(item)
    come = [Come(reason=reason, number=item.number, day=day) for reason, day in reminding.reasons(days, wishes, now)]
    owed = [
        Owed(
            partnership_id=item.partnership_id,
            person_id=owner.person.id,
            kind=Kind.REMINDER,
            period=_period(source.kind, one),
            subject=f"{source.kind}:{item.number}",
            route=wishes.route,
            due_at=manners.suitable(wishes, now),
        )
        for one in come
    ]
    return _Look(again_at=reminding.next_look(days, wishes, now, come=len(come)), owed=tuple(owed))


def _period(kind: str, come: Come) -> str:
    """Each reason comes once. Those of commitments are called as they were before there was anything else."""
    reason = come.reason if kind == COMMITMENT else f"{kind}.{come.reason}"
    return f"{reason}:{come.number}:{come.day.isoformat()}"


def _come(row: OutboxRow) -> tuple[str, Come]:
    """What a row is about, and the reason it came for."""
    reason, number, day = row.period.split(":")
    kind, _, name = reason.rpartition(".")
    return kind or COMMITMENT, Come(reason=name, number=int(number), day=date.fromisoformat(day))


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
    lines = _lines(tx, partner, rows, today=today)
    if not lines:
        return Never(Why.OVER)
    subject = next(iter(lines)) if len(lines) == 1 else None
    card = cards.reminder(partner, list(lines.values()), subject=subject)
    return Composed(card=card, riders=tuple(one.id for one in rows if one.id != row.id))


def _lines(tx: Connection, partner: Partner, rows: Sequence[OutboxRow], *, today: date) -> Mapping[str, Item]:
    """What is said of each thing, by its subject: once, by the last of its reasons that has come."""
    about = {(kind, come.number): come for kind, come in map(_come, rows)}
    found = {f"{kind}:{number}": _line(tx, partner, kind, come, today) for (kind, number), come in about.items()}
    return {subject: item for subject, item in found.items() if item}


def _line(tx: Connection, partner: Partner, kind: str, come: Come, today: date) -> Item | None:
    return BY_KIND[kind].line(tx, partner, come, today=today)


def _days(item: weeks.Item) -> Days:
    return Days(made_at=item.made_at, due_on=item.due_on, cue_on=item.plan_on)


def _still_open(tx: Connection, partner: Partner, come: Come, *, today: date) -> Item | None:
    item = weeks.numbered(tx, partner, come.number)
    return cards.commitment(come.reason, item, today=today) if item and item.state == "open" else None


SOURCES = (
    Source(kind=COMMITMENT, due=reminders.due, keep_next=reminders.keep_next, days=_days, line=_still_open),
    Source(kind="try", due=tries.due, keep_next=tries.keep_next, days=looking_back.days, line=looking_back.reminded),
)
BY_KIND = {source.kind: source for source in SOURCES}
