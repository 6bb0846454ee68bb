"""Messages owed, as rows. Each is owed once: per person, kind and period, or per place, kind and period."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import blake2s
from typing import Any

from sqlalchemy import Connection, Row, and_, bindparam, or_, select, update

from bot.domain.people import Partner
from bot.storage import wakes
from bot.storage.schema import outbox
from bot.storage.upsert import insert_new

OWED, CLAIMED, SENT = "owed", "claimed", "sent"
UNKNOWN, FAILED, WITHDRAWN = "unknown", "failed", "withdrawn"

# The reason of what is on its way, or went out, as a part of another message.
RODE_ALONG = "rode_along"

# What the subject of a message begins with that stands in the thread of another; the rest is that one's id.
UNDER = "under:"

# Why what may have gone out between a backup and its restore is not sent again.
RESTORED = "restored"

# Why a message to one of two who turned out to be one can't be asked about: it bears the mark of who they were then.
JOINED = "joined"

# Nobody knows whether it went out; what rode along is known with its note, and what a restore left so never will be.
IS_DOUBTED = (outbox.c.state == UNKNOWN, outbox.c.reason.not_in((RODE_ALONG, RESTORED)))

ADD = insert_new(outbox).returning(outbox.c.id)
_OF_PERSON = (outbox.c.person_id == bindparam("person"), outbox.c.partnership_id == bindparam("partnership"))
# What rides along just now is no longer wanted either, should the message that carries it fail.
_OPEN = or_(outbox.c.state == OWED, and_(outbox.c.state == CLAIMED, outbox.c.reason == RODE_ALONG))
_TAKE_OFF = update(outbox).where(*_OF_PERSON, _OPEN).values(state=WITHDRAWN, reason=bindparam("why"))
WITHDRAW_CHECK_INS = _TAKE_OFF.where(outbox.c.kind.in_(("check_in", "renewal")))
WITHDRAW_UNASKED = _TAKE_OFF.where(outbox.c.unasked)
WITHDRAW_BUT_ANSWERS = _TAKE_OFF.where(outbox.c.kind != "answer")
WITHDRAW_ABOUT = (
    update(outbox)
    .where(
        outbox.c.partnership_id == bindparam("partnership"),
        outbox.c.kind == bindparam("what_kind"),
        outbox.c.subject == bindparam("what"),
        outbox.c.state == OWED,
    )
    .values(state=WITHDRAWN, reason="over")
)
TOLD_OF = select(outbox.c.person_id).where(
    outbox.c.partnership_id == bindparam("partnership"),
    outbox.c.person_id.in_(bindparam("people", expanding=True)),
    outbox.c.kind == bindparam("what_kind"),
    outbox.c.subject == bindparam("what"),
    outbox.c.period != bindparam("but"),
    outbox.c.state.in_((CLAIMED, SENT, UNKNOWN)),
)
WITHDRAW_REDRAWS = (
    update(outbox)
    .where(outbox.c.kind == "redraw", outbox.c.subject == bindparam("what"), outbox.c.state == OWED)
    .values(state=WITHDRAWN, reason="over")
)
REDRAW_OWED = select(outbox.c.id).where(
    outbox.c.kind == "redraw", outbox.c.subject == bindparam("what"), outbox.c.state == OWED
)
NOTES = select(outbox).where(
    outbox.c.person_id == bindparam("person"),
    outbox.c.route == bindparam("by"),
    outbox.c.kind == "note",
    outbox.c.period == bindparam("week"),
)
NOTES_SINCE = select(outbox).where(
    outbox.c.person_id.in_(bindparam("people", expanding=True)),
    outbox.c.kind == "note",
    outbox.c.period >= bindparam("since"),
)
RIDING = (
    select(outbox)
    .where(
        outbox.c.person_id == bindparam("person"),
        outbox.c.kind == bindparam("what"),
        outbox.c.route == bindparam("by"),
        outbox.c.state == OWED,
        outbox.c.due_at <= bindparam("now"),
    )
    .order_by(outbox.c.id)
)
REPERIOD = update(outbox).where(outbox.c.id == bindparam("row")).values(period=bindparam("week"))
REVIVE = (
    update(outbox)
    .where(outbox.c.id == bindparam("row"), outbox.c.state == WITHDRAWN)
    .values(state=OWED, due_at=bindparam("then"), reason=None)
)
ASK_AFTER_ALL = (
    update(outbox)
    .where(
        *_OF_PERSON,
        outbox.c.kind == "check_in",
        outbox.c.period == bindparam("asking"),
        outbox.c.state == WITHDRAWN,
    )
    .values(state=OWED, due_at=bindparam("then"), reason=None)
    .returning(outbox.c.id)
)
HURRY = update(outbox).where(outbox.c.id == bindparam("row"), outbox.c.state == OWED).values(due_at=bindparam("then"))
PLACES = select(outbox.c.place_id).where(
    outbox.c.partnership_id == bindparam("partnership"),
    outbox.c.kind == bindparam("what"),
    outbox.c.place_id.is_not(None),
    outbox.c.id != bindparam("row"),
    or_(outbox.c.period == bindparam("week"), outbox.c.period.like(bindparam("others"))),
)
SENT_SINCE = select(outbox.c.id).where(
    outbox.c.person_id == bindparam("person"),
    outbox.c.kind == bindparam("what"),
    outbox.c.state.in_((SENT, UNKNOWN)),
    outbox.c.sent_at >= bindparam("since"),
)
STANDS_AS = select(outbox.c.id).where(
    outbox.c.message_id == bindparam("as_message"),
    outbox.c.person_id.is_(None),
    outbox.c.period.startswith(bindparam("begins")),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Owed:
    """A message to be owed. To a person or to a place; `subject` names what it is about ("commitment:42").

    Without a table it is an alarm, to whoever runs the program.
    """

    partnership_id: int | None
    kind: str
    period: str
    route: str
    due_at: datetime
    person_id: int | None = None
    place_id: int | None = None
    subject: str | None = None
    unasked: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class OutboxRow:
    """A row as delivery and the rounds read it. `partnership_id`: 0 for an alarm, which is of no table."""

    id: int
    partnership_id: int
    person_id: int | None
    place_id: int | None
    kind: str
    period: str
    subject: str | None
    unasked: bool
    route: str
    due_at: datetime
    state: str
    attempts: int
    sent_at: datetime | None = None
    reason: str | None = None
    message_id: str | None = None

    @property
    def under(self) -> str:
        """The platform's id of the message in whose thread it stands; empty for one that stands by itself."""
        return (self.subject or "").removeprefix(UNDER) if (self.subject or "").startswith(UNDER) else ""

    @property
    def mark(self) -> str:
        """What tells the message from all others, the same at each try.

        A number alone comes again: after a restore of what was saved before it, and where SQLite's last row is gone.
        """
        what = f"{self.partnership_id}/{self.person_id}/{self.kind}/{self.period}/{self.subject}"
        return f"{self.id}.{blake2s(what.encode(), digest_size=8).hexdigest()}"

    @property
    def is_out(self) -> bool:
        """Sent, or nobody can say that it was not, or given up: its period has had its message."""
        return self.state not in (OWED, CLAIMED) and not self.can_come_back

    @property
    def can_come_back(self) -> bool:
        """Withdrawn for want of something to say; one that may have gone out before a restore stays away."""
        return self.state == WITHDRAWN and self.reason != RESTORED


# By person, route and ISO week.
Notes = Mapping[tuple[int, str, str], OutboxRow]


def row_of(found: Row[Any]) -> OutboxRow:
    """A row as it was found."""
    values = {name: getattr(found, name) for name in OutboxRow.__dataclass_fields__}
    return OutboxRow(**{**values, "partnership_id": found.partnership_id or 0})


def owe(tx: Connection, owed: Owed) -> int | None:
    """The new row's id; None if it is owed, or was sent or withdrawn, already."""
    return next(iter(owe_all(tx, (owed,))), None)


def owe_all(tx: Connection, owed: Sequence[Owed]) -> Sequence[int]:
    """The ids of those rows that are new."""
    if not owed:
        return []
    found = tx.execute(ADD, [_new_row(one) for one in owed]).scalars().all()
    if found:
        wakes.notify(tx)
    return found


def _new_row(owed: Owed) -> dict[str, object]:
    return {**{name: getattr(owed, name) for name in Owed.__dataclass_fields__}, "state": OWED}


def _keys(who: Partner, why: str) -> dict[str, object]:
    return {"person": who.person.id, "partnership": who.partnership.id, "why": why}


def withdraw_check_ins(tx: Connection, who: Partner, *, reason: str) -> None:
    """A sign of life ends the asking."""
    tx.execute(WITHDRAW_CHECK_INS, _keys(who, reason))


def withdraw_unasked(tx: Connection, who: Partner, *, reason: str) -> None:
    """They said stop, or no: at once, also for what is owed already."""
    tx.execute(WITHDRAW_UNASKED, _keys(who, reason))


def withdraw_but_answers(tx: Connection, who: Partner, *, reason: str) -> None:
    """They are gone; what they said before is answered all the same."""
    tx.execute(WITHDRAW_BUT_ANSWERS, _keys(who, reason))


def withdraw_about(tx: Connection, partnership_id: int, kind: str, subject: str) -> None:
    """What is owed about something that is no longer so has had its day."""
    tx.execute(WITHDRAW_ABOUT, {"partnership": partnership_id, "what_kind": kind, "what": subject})


def told_of(
    tx: Connection, partnership_id: int, kind: str, subject: str, people: Iterable[int], *, but: str = ""
) -> frozenset[int]:
    """Those of some people to whom something of a kind has gone out about it, or is on its way; not of one period."""
    keys = {"partnership": partnership_id, "what_kind": kind, "what": subject, "people": list(people), "but": but}
    return frozenset(tx.execute(TOLD_OF, keys).scalars())


def withdraw_redraws(tx: Connection, subject: str) -> None:
    """A card is to be drawn again, so the drawing owed before has had its day."""
    tx.execute(WITHDRAW_REDRAWS, {"what": subject})


def is_redraw_owed(tx: Connection, subject: str) -> bool:
    """Whether a card is to be drawn again, which will show whatever is so by then."""
    return tx.execute(REDRAW_OWED, {"what": subject}).first() is not None


def note_of(tx: Connection, person_id: int, *, route: str, week: str) -> OutboxRow | None:
    """The person's note of an ISO week by one route, whatever its state."""
    found = tx.execute(NOTES, {"person": person_id, "by": route, "week": week}).one_or_none()
    return row_of(found) if found else None


def notes_since(tx: Connection, people: Iterable[int], *, week: str) -> Notes:
    """The people's notes of an ISO week and of those after it, whatever their state."""
    rows = tx.execute(NOTES_SINCE, {"people": list(people), "since": week})
    return {(row.person_id, row.route, row.period): row_of(row) for row in rows}


def riding(tx: Connection, person_id: int, kind: str, *, route: str, now: datetime) -> Sequence[OutboxRow]:
    """What of one kind is due and may ride along with a person's note."""
    rows = tx.execute(RIDING, {"person": person_id, "what": kind, "by": route, "now": now})
    return [row_of(found) for found in rows]


def move_to_week(tx: Connection, row_id: int, week: str) -> None:
    """A note that comes late is the note of the week it comes in."""
    tx.execute(REPERIOD, {"row": row_id, "week": week})


def revive(tx: Connection, row_id: int, *, due_at: datetime) -> None:
    """A note that had nothing to say has something now."""
    tx.execute(REVIVE, {"row": row_id, "then": due_at})


def ask_after_all(tx: Connection, owed: Owed) -> Sequence[int]:
    """A question that was taken off is owed again: they were not heard from after all, or it's wanted again."""
    keys = {"person": owed.person_id, "partnership": owed.partnership_id, "asking": owed.period, "then": owed.due_at}
    return tx.execute(ASK_AFTER_ALL, keys).scalars().all()


def hurry(tx: Connection, row_id: int, *, due_at: datetime) -> None:
    tx.execute(HURRY, {"row": row_id, "then": due_at})


def weeks_places(tx: Connection, row: OutboxRow, week: str) -> frozenset[int]:
    """Where else what is of a table's week is owed, or stands."""
    keys = {"partnership": row.partnership_id, "what": row.kind, "row": row.id}
    return frozenset(tx.execute(PLACES, {**keys, "week": week, "others": f"{week}/%"}).scalars())


def sent_on_or_after(tx: Connection, person_id: int, kind: str, *, since: datetime) -> bool:
    """Whether a message of that kind went to the person since then, from whichever table."""
    return tx.execute(SENT_SINCE, {"person": person_id, "what": kind, "since": since}).first() is not None


def stands_as(tx: Connection, message_id: str, *, begins: str) -> bool:
    """Whether a message that everybody in a conversation sees was owed for a period that begins so."""
    return tx.execute(STANDS_AS, {"as_message": message_id, "begins": begins}).first() is not None
