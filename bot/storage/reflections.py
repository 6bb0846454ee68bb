"""Reflections: an author's own by the author alone, shared ones by those they are shared with."""

from collections.abc import Sequence
from datetime import date
from hashlib import sha256
from typing import Any

from sqlalchemy import Connection, Row, bindparam, delete, func, insert, select, update

from bot.domain.crowds import point_at_nobody
from bot.domain.people import Partner, Role, Viewer
from bot.domain.reflections import Reflection, Shared
from bot.storage import sight
from bot.storage.schema import organisation, partner, person, reflection, seat

# Two reflections of one author must not get one number; others may be kept meanwhile.
LOCK = (
    select(partner.c.id)
    .where(partner.c.partnership_id == bindparam("partnership"), partner.c.id == bindparam("partner"))
    .with_for_update(key_share=True)
)
ADD = (
    insert(reflection)
    .values(
        number=select(func.coalesce(func.max(reflection.c.number), 0) + 1)
        .where(reflection.c.partnership_id == bindparam("partnership"), reflection.c.partner_id == bindparam("partner"))
        .scalar_subquery()
    )
    .returning(reflection.c.id, reflection.c.number)
)
_OWN = (
    select(
        reflection,
        person.c.name.label("author"),
        organisation.c.name.label("organisation"),
    )
    .outerjoin(
        partner, (partner.c.partnership_id == reflection.c.partnership_id) & (partner.c.id == reflection.c.partner_id)
    )
    .outerjoin(person, person.c.id == partner.c.person_id)
    .outerjoin(seat, (seat.c.partnership_id == partner.c.partnership_id) & (seat.c.id == partner.c.seat_id))
    .outerjoin(organisation, organisation.c.id == seat.c.organisation_id)
)
MINE = _OWN.where(
    reflection.c.partnership_id == bindparam("partnership"), reflection.c.partner_id == bindparam("partner")
).order_by(reflection.c.number)
NUMBERED = MINE.where(reflection.c.number == bindparam("number"))
SHARED_WITH = _OWN.where(
    sight.SHARED_REFLECTION, reflection.c.on_day >= bindparam("start"), reflection.c.on_day <= bindparam("end")
).order_by(reflection.c.on_day, reflection.c.id)
OF_DEBRIEF = _OWN.where(sight.SHARED_REFLECTION, reflection.c.debrief == bindparam("which")).order_by(
    reflection.c.part, reflection.c.on_day, reflection.c.id
)
SHARE = (
    update(reflection)
    .where(
        reflection.c.partnership_id == bindparam("partnership"),
        reflection.c.partner_id == bindparam("partner"),
        reflection.c.id == bindparam("reflection"),
    )
    .values(shared=bindparam("how"), on_day=bindparam("on"))
)
ADD_UNNAMED = insert(reflection)
TWINS = select(func.count()).where(
    reflection.c.partnership_id == bindparam("partnership"),
    reflection.c.shared == Shared.UNNAMED,
    reflection.c.text == bindparam("words"),
)
DELETE = delete(reflection).where(
    reflection.c.partnership_id == bindparam("partnership"),
    reflection.c.partner_id == bindparam("partner"),
    reflection.c.id == bindparam("reflection"),
)


def _keys(author: Partner) -> dict[str, Any]:
    return {"partnership": author.partnership.id, "partner": author.id}


def _read(row: Row[tuple[Any, ...]]) -> Reflection:
    return Reflection(
        id=row.id,
        text=row.text,
        shared=Shared(row.shared),
        on=row.on_day,
        number=row.number,
        partner_id=row.partner_id,
        author=row.author,
        organisation=row.organisation,
        question=row.question,
        debrief=row.debrief,
        part=row.part,
    )


def add(
    tx: Connection,
    author: Partner,
    text: str,
    *,
    question: str | None,
    on: date,
    part_of: tuple[int | None, int | None] = (None, None),
) -> Reflection:
    """Keep it, hidden, with the author's next number. `part_of`: which debrief it answers, and which of its parts."""
    tx.execute(LOCK, _keys(author))
    debrief, part = part_of
    values = {"text": text, "question": question, "shared": Shared.PRIVATE, "on_day": on}
    answers = {"debrief": debrief, "part": part}
    own = {"partnership_id": author.partnership.id, "partner_id": author.id}
    row = tx.execute(ADD, {**_keys(author), **own, **values, **answers}).one()
    return Reflection(
        id=row.id,
        text=text,
        shared=Shared.PRIVATE,
        on=on,
        number=row.number,
        partner_id=author.id,
        author=author.person.name,
        organisation=author.organisation.name if author.organisation else None,
        question=question,
        debrief=debrief,
        part=part,
    )


def mine(tx: Connection, author: Partner) -> Sequence[Reflection]:
    """All of the author's own, oldest first, for the author alone."""
    return [_read(row) for row in tx.execute(MINE, _keys(author))]


def numbered(tx: Connection, author: Partner, number: int) -> Reflection | None:
    """The author's own reflection of that number, for the author alone."""
    row = tx.execute(NUMBERED, {**_keys(author), "number": number}).one_or_none()
    return _read(row) if row else None


def share(tx: Connection, author: Partner, own: Reflection, how: Shared, *, on: date) -> None:
    """Show it with its author's name from that day on, or hide it again."""
    tx.execute(SHARE, {**_keys(author), "reflection": own.id, "how": how, "on": on})


def share_unnamed(tx: Connection, author: Partner, own: Reflection, *, monday: date) -> None:
    """Let the words stand alone, as a row of its own that nothing leads from to the author, and delete the author's.

    Without its question, which only they may have been asked; and with a number out of turn, made of the words, for the
    next one in turn would tell between which others it was written, and so on which day. It is below nothing, where no
    other number counts on from it.
    """
    tx.execute(DELETE, {**_keys(author), "reflection": own.id})
    kept = {"text": own.text, "shared": Shared.UNNAMED, "on_day": monday, "debrief": own.debrief, "part": own.part}
    tx.execute(ADD_UNNAMED, {**kept, "id": _out_of_turn(tx, author, own.text), "partnership_id": author.partnership.id})


def _out_of_turn(tx: Connection, author: Partner, text: str) -> int:
    """A number that tells nothing but the words; the same words at the same table again have another."""
    twins = tx.execute(TWINS, {"partnership": author.partnership.id, "words": text}).scalar_one()
    digest = sha256(f"{author.partnership.id} {twins} {text}".encode()).digest()
    return -1 - int.from_bytes(digest[:7])


def of_debrief(tx: Connection, viewer: Viewer, number: int) -> Sequence[Reflection]:
    """The answers in a debrief, shared with the table or with the viewer's organisation; a sponsor reads none."""
    if viewer.role is Role.SPONSOR:
        return []
    return [_read(row) for row in tx.execute(OF_DEBRIEF, {**sight.eyes(viewer), "which": number})]


def withdraw(tx: Connection, author: Partner, own: Reflection) -> None:
    tx.execute(DELETE, {**_keys(author), "reflection": own.id})


def could_be_anybody(tx: Connection, author: Partner) -> bool:
    """Whether enough people sit at the table that words without a name point at nobody."""
    row = tx.execute(sight.COULD_HAVE_WRITTEN, {"partnership": author.partnership.id}).one()
    return point_at_nobody(people=row.people, organisations=row.organisations)


def shared_with(tx: Connection, viewer: Viewer, *, start: date, end: date) -> Sequence[Reflection]:
    """What was shared from `start` to `end`, both days included, with the table or with the viewer's organisation.

    A sponsor reads none: what the table learns together is for those who sit at it.
    What is shared without a name stands on the Monday of its week, so ask for whole weeks.
    """
    if viewer.role is Role.SPONSOR:
        return []
    days = {"start": start, "end": end}
    return [_read(row) for row in tx.execute(SHARED_WITH, {**sight.eyes(viewer), **days})]
