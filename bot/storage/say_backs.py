"""Views said back in another's words: read by the two whom they are between, and by nobody else."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, Select, and_, bindparam, delete, func, insert, or_, select, update

from bot.domain.people import Partner, Viewer
from bot.domain.say_backs import SayBack, State
from bot.storage.outbox import SENT, UNKNOWN
from bot.storage.schema import outbox, partner, person, perspective, say_back

_HERE = say_back.c.partnership_id == bindparam("partnership")
_listener, _author = partner.alias("listener"), partner.alias("author")
_listening, _speaking = person.alias("listening"), person.alias("speaking")
ALL: Select[Any] = (
    select(
        *(say_back.c[name] for name in ("number", "partner_id", "of_id", "text", "state", "at", "mended", "seen_at")),
        _listening.c.name.label("listener"),
        _speaking.c.name.label("author"),
        perspective.c.text.label("view"),
    )
    .join(
        _listener,
        and_(_listener.c.partnership_id == say_back.c.partnership_id, _listener.c.id == say_back.c.partner_id),
    )
    .join(_listening, _listening.c.id == _listener.c.person_id)
    .join(_author, and_(_author.c.partnership_id == say_back.c.partnership_id, _author.c.id == say_back.c.of_id))
    .join(_speaking, _speaking.c.id == _author.c.person_id)
    .join(
        perspective,
        and_(
            perspective.c.partnership_id == say_back.c.partnership_id,
            perspective.c.partner_id == say_back.c.of_id,
            perspective.c.replaced_at.is_(None),
        ),
    )
    .where(_HERE, or_(say_back.c.partner_id == bindparam("partner"), say_back.c.of_id == bindparam("partner")))
    .order_by(say_back.c.number)
)
NUMBERED = ALL.where(say_back.c.number == bindparam("which"))
WAITING = ALL.where(say_back.c.of_id == bindparam("partner"), say_back.c.state == State.WAITING)
UNSEEN = ALL.where(
    say_back.c.partner_id == bindparam("partner"), say_back.c.state != State.WAITING, say_back.c.seen_at.is_(None)
)
# No note has told it since it was answered.
UNTOLD = UNSEEN.where(
    ~select(outbox.c.id)
    .where(
        outbox.c.person_id == _listener.c.person_id,
        outbox.c.kind == "note",
        outbox.c.state.in_((SENT, UNKNOWN)),
        outbox.c.sent_at >= say_back.c.at,
    )
    .correlate(_listener, say_back)
    .exists()
)
WHOSE_WORD = (
    select(say_back.c.of_id)
    .join(partner, and_(partner.c.partnership_id == say_back.c.partnership_id, partner.c.id == say_back.c.of_id))
    .where(_HERE, say_back.c.state == State.WAITING, partner.c.left_on.is_(None))
    .distinct()
)
ADD = (
    insert(say_back)
    .values(number=select(func.coalesce(func.max(say_back.c.number), 0) + 1).where(_HERE).scalar_subquery())
    .returning(say_back.c.number)
)
# What waits while it is said anew is said no more.
REPLACE = delete(say_back).where(
    _HERE,
    say_back.c.partner_id == bindparam("partner"),
    say_back.c.of_id == bindparam("of"),
    say_back.c.state == State.WAITING,
)
ANSWER = (
    update(say_back)
    .where(_HERE, say_back.c.number == bindparam("which"), say_back.c.of_id == bindparam("partner"))
    .values(state=bindparam("as_state"), mended=bindparam("so"), at=bindparam("now"), seen_at=None)
)
LOOK = (
    update(say_back)
    .where(
        _HERE,
        say_back.c.partner_id == bindparam("partner"),
        say_back.c.state != State.WAITING,
        say_back.c.seen_at.is_(None),
    )
    .values(seen_at=bindparam("now"))
)
TAKE_BACK = delete(say_back).where(
    _HERE, say_back.c.number == bindparam("which"), say_back.c.partner_id == bindparam("partner")
)
GO_WITH_VIEW = delete(say_back).where(_HERE, say_back.c.of_id == bindparam("partner"))


def _keys(who: Partner) -> dict[str, Any]:
    return {"partnership": who.partnership.id, "partner": who.id}


def _read(row: Row[Any]) -> SayBack:
    found = {name: getattr(row, name) for name in SayBack.__dataclass_fields__}
    return SayBack(**{**found, "state": State(row.state)})


def add(tx: Connection, listener: Partner, author: Partner, text: str, *, now: datetime) -> int:
    """Keep it for its author's word; what the listener said back before, and still waits, gives way. Its number."""
    tx.execute(REPLACE, {**_keys(listener), "of": author.id})
    own = {"partnership_id": listener.partnership.id, "partner_id": listener.id, "of_id": author.id}
    new = {**own, "text": text, "state": State.WAITING, "at": now, "partnership": listener.partnership.id}
    number: int = tx.execute(ADD, new).scalar_one()
    return number


def numbered(tx: Connection, who: Partner, number: int) -> SayBack | None:
    """One that is somebody's to see: said by them, or about their view."""
    row = tx.execute(NUMBERED, {**_keys(who), "which": number}).one_or_none()
    return _read(row) if row else None


def between(tx: Connection, who: Partner) -> Sequence[SayBack]:
    """All that somebody said back, and that was said back to them, oldest first."""
    return [_read(row) for row in tx.execute(ALL, _keys(who))]


def waiting(tx: Connection, author: Partner) -> Sequence[SayBack]:
    """What was said back to somebody and waits for their word, oldest first."""
    return [_read(row) for row in tx.execute(WAITING, _keys(author))]


def unseen(tx: Connection, listener: Partner) -> Sequence[SayBack]:
    """What somebody said back, was answered, and they have not looked at."""
    return [_read(row) for row in tx.execute(UNSEEN, _keys(listener))]


def untold(tx: Connection, listener: Partner) -> Sequence[SayBack]:
    """Those of them that no note has told."""
    return [_read(row) for row in tx.execute(UNTOLD, _keys(listener))]


def whose_word(tx: Connection, viewer: Viewer) -> frozenset[int]:
    """The partners at the viewer's table for whose word one waits."""
    return frozenset(tx.execute(WHOSE_WORD, {"partnership": viewer.partnership_id}).scalars())


def answer(
    tx: Connection, author: Partner, number: int, state: State, *, mended: str | None = None, now: datetime
) -> None:
    """Keep what the author says of how it was said back; the listener has not seen that yet."""
    tx.execute(ANSWER, {**_keys(author), "which": number, "as_state": state, "so": mended, "now": now})


def look(tx: Connection, listener: Partner, *, now: datetime) -> None:
    """Note that the listener has seen the answers to all that they said back."""
    tx.execute(LOOK, {**_keys(listener), "now": now})


def take_back(tx: Connection, listener: Partner, number: int) -> None:
    tx.execute(TAKE_BACK, {**_keys(listener), "which": number})


def go_with_view(tx: Connection, author: Partner) -> None:
    """Delete all that was said back of somebody's view, for they have taken it back."""
    tx.execute(GO_WITH_VIEW, _keys(author))
