"""The challenge's wordings, and what is said of each: words for all at the table, answers as counts and one's own."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import (
    Connection,
    Row,
    Select,
    and_,
    bindparam,
    delete,
    func,
    insert,
    or_,
    select,
    update,
)

from bot.domain.challenges import COMPARISONS, RECOGNITIONS, Answer, Own, State, Tally, Wording
from bot.domain.people import LOOKING_ON, Partner, Viewer
from bot.storage.schema import organisation, partner, person, recognition, seat, wording
from bot.storage.upsert import insert_new

_HERE = wording.c.partnership_id == bindparam("partnership")
_author, _taker, _taking = partner.alias("author"), partner.alias("taker"), person.alias("taking")
ALL: Select[Any] = (
    select(
        *(wording.c[name] for name in ("id", "number", "text", "state", "made_at", "reason", "partner_id", "stood_at")),
        _author.c.seat_id,
        person.c.name.label("author"),
        organisation.c.name.label("organisation"),
        _taking.c.name.label("taken_up_by"),
    )
    .outerjoin(
        _author, and_(_author.c.partnership_id == wording.c.partnership_id, _author.c.id == wording.c.partner_id)
    )
    .outerjoin(person, person.c.id == _author.c.person_id)
    .outerjoin(seat, and_(seat.c.partnership_id == _author.c.partnership_id, seat.c.id == _author.c.seat_id))
    .outerjoin(organisation, organisation.c.id == seat.c.organisation_id)
    .outerjoin(_taker, and_(_taker.c.partnership_id == wording.c.partnership_id, _taker.c.id == wording.c.taken_up_by))
    .outerjoin(_taking, _taking.c.id == _taker.c.person_id)
    .where(_HERE)
    .order_by(wording.c.number)
)
STANDING = ALL.where(wording.c.state == State.STANDS)
PROPOSED = ALL.where(wording.c.state == State.PROPOSED)
NUMBERED = ALL.where(wording.c.number == bindparam("which"))
STOOD = ALL.where(wording.c.state != State.PROPOSED)
STOOD_SINCE = STOOD.where(wording.c.stood_at > bindparam("since"), wording.c.stood_at <= bindparam("until"))
PROPOSED_SINCE = PROPOSED.where(wording.c.made_at > bindparam("since"), wording.c.made_at <= bindparam("until"))

ADD = (
    insert(wording)
    .values(number=select(func.coalesce(func.max(wording.c.number), 0) + 1).where(_HERE).scalar_subquery())
    .returning(wording.c.number)
)
REPLACE = update(wording).where(_HERE, wording.c.state == State.STANDS).values(state=State.EARLIER)
STAND = (
    update(wording)
    .where(_HERE, wording.c.number == bindparam("which"))
    .values(state=State.STANDS, stood_at=bindparam("now"), taken_up_by=bindparam("taker"))
)
_MINE_PROPOSED = and_(_HERE, wording.c.partner_id == bindparam("partner"), wording.c.state == State.PROPOSED)
_OF_MINE = recognition.c.wording_id.in_(select(wording.c.id).where(_MINE_PROPOSED))
WITHDRAW = (
    delete(recognition).where(recognition.c.partnership_id == bindparam("partnership"), _OF_MINE),
    delete(wording).where(_MINE_PROPOSED),
)
# What was said of the words that were proposed was said beside a wording that stands no more.
FORGET_COMPARISONS = delete(recognition).where(
    recognition.c.partnership_id == bindparam("partnership"), recognition.c.answer.in_(COMPARISONS)
)

_SAID = and_(
    recognition.c.partnership_id == bindparam("partnership"),
    recognition.c.wording_id == bindparam("wording"),
    recognition.c.partner_id == bindparam("partner"),
)
SAY = insert_new(recognition)
SAY_ANEW = update(recognition).where(_SAID).values(answer=bindparam("said"), at=bindparam("now"))

_OF_SAID = and_(
    recognition.c.partnership_id == wording.c.partnership_id,
    recognition.c.wording_id == wording.c.id,
)
OWN = (
    select(wording.c.number, wording.c.state, recognition.c.answer)
    .join(recognition, _OF_SAID)
    .where(_HERE, recognition.c.partner_id == bindparam("partner"))
    .order_by(wording.c.stood_at.desc(), wording.c.number.desc())
)
_newest = (
    func.row_number()
    .over(
        partition_by=(recognition.c.wording_id, partner.c.seat_id),
        order_by=(recognition.c.at.desc(), recognition.c.id.desc()),
    )
    .label("newest")
)
# One word a seat, the newest; words proposed are not compared by the seat that they come from.
_A_SEAT_EACH = (
    select(wording.c.number, wording.c.state, recognition.c.answer, _newest)
    .join(recognition, _OF_SAID)
    .join(
        partner,
        and_(partner.c.partnership_id == wording.c.partnership_id, partner.c.id == recognition.c.partner_id),
    )
    .outerjoin(
        _author, and_(_author.c.partnership_id == wording.c.partnership_id, _author.c.id == wording.c.partner_id)
    )
    .where(
        _HERE,
        wording.c.state != State.EARLIER,
        partner.c.left_on.is_(None),
        partner.c.role.not_in(LOOKING_ON),
        or_(
            and_(wording.c.state == State.STANDS, recognition.c.answer.in_(RECOGNITIONS)),
            and_(
                wording.c.state == State.PROPOSED,
                recognition.c.answer.in_(COMPARISONS),
                partner.c.seat_id != _author.c.seat_id,
            ),
        ),
    )
    .subquery("a_seat_each")
)
TALLY = (
    select(_A_SEAT_EACH.c.number, _A_SEAT_EACH.c.answer, func.count().label("seats"))
    .where(_A_SEAT_EACH.c.newest == 1)
    .group_by(_A_SEAT_EACH.c.number, _A_SEAT_EACH.c.answer)
)
# Whether anybody else has said anything of the words that stand, or put others beside them.
OTHERS_SPOKE = (
    select(wording.c.id)
    .outerjoin(recognition, _OF_SAID)
    .where(
        _HERE,
        or_(
            and_(wording.c.state == State.STANDS, recognition.c.partner_id != bindparam("partner")),
            and_(wording.c.state == State.PROPOSED, wording.c.partner_id != bindparam("partner")),
        ),
    )
    .limit(1)
)


def _read(row: Row[Any]) -> Wording:
    found = {name: getattr(row, name) for name in Wording.__dataclass_fields__}
    return Wording(**{**found, "state": State(row.state)})


def standing(tx: Connection, viewer: Viewer) -> Wording | None:
    """The challenge as the viewer's table puts it now."""
    row = tx.execute(STANDING, {"partnership": viewer.partnership_id}).one_or_none()
    return _read(row) if row else None


def proposed(tx: Connection, viewer: Viewer) -> Sequence[Wording]:
    """What is proposed beside it, oldest first."""
    return [_read(row) for row in tx.execute(PROPOSED, {"partnership": viewer.partnership_id})]


def versions(tx: Connection, viewer: Viewer) -> Sequence[Wording]:
    """All that ever stood, in the order in which they were put."""
    found = [_read(row) for row in tx.execute(STOOD, {"partnership": viewer.partnership_id})]
    return sorted(found, key=lambda one: (one.stood_at or one.made_at, one.number))


def stood_between(tx: Connection, viewer: Viewer, *, since: datetime, until: datetime) -> Sequence[Wording]:
    """Those that came to stand in that time."""
    keys = {"partnership": viewer.partnership_id, "since": since, "until": until}
    return [_read(row) for row in tx.execute(STOOD_SINCE, keys)]


def proposed_between(tx: Connection, viewer: Viewer, *, since: datetime, until: datetime) -> Sequence[Wording]:
    """Those that were proposed in that time, and are still."""
    keys = {"partnership": viewer.partnership_id, "since": since, "until": until}
    return [_read(row) for row in tx.execute(PROPOSED_SINCE, keys)]


def propose(tx: Connection, author: Partner, text: str, *, reason: str | None, now: datetime) -> Wording:
    """Put words beside those that stand, in place of what the author proposed before."""
    withdraw(tx, author)
    own = {"partnership_id": author.partnership.id, "partner_id": author.id, "state": State.PROPOSED}
    new = {**own, "text": text, "reason": reason, "made_at": now, "partnership": author.partnership.id}
    number: int = tx.execute(ADD, new).scalar_one()
    return _read(tx.execute(NUMBERED, {"partnership": author.partnership.id, "which": number}).one())


def stand(tx: Connection, taker: Partner, number: int, *, now: datetime) -> None:
    """Let a proposed wording be the table's; what stood until now is kept as an earlier one."""
    here = {"partnership": taker.partnership.id}
    tx.execute(REPLACE, here)
    tx.execute(STAND, {**here, "which": number, "now": now, "taker": taker.id})
    tx.execute(FORGET_COMPARISONS, here)


def withdraw(tx: Connection, author: Partner) -> None:
    """Delete what the author has proposed and nobody has taken up."""
    for statement in WITHDRAW:
        tx.execute(statement, {"partnership": author.partnership.id, "partner": author.id})


def say(tx: Connection, who: Partner, of: Wording, answer: Answer, *, now: datetime) -> None:
    """Keep what somebody says of a wording, in place of what they said of it before."""
    keys = {"partnership": who.partnership.id, "wording": of.id, "partner": who.id}
    row = {"partnership_id": who.partnership.id, "wording_id": of.id, "partner_id": who.id, "answer": answer, "at": now}
    tx.execute(SAY, row)
    tx.execute(SAY_ANEW, {**keys, "said": answer, "now": now})


def recognised_by_author(tx: Connection, viewer: Viewer, of: Wording, *, now: datetime) -> None:
    """Whoever put it so recognises it, unless they say otherwise."""
    here = viewer.partnership_id
    row = {"partnership_id": here, "wording_id": of.id, "partner_id": of.partner_id, "answer": Answer.RECOGNISE}
    tx.execute(SAY, {**row, "at": now})


def own(tx: Connection, who: Partner) -> Own:
    """What one partner said, of whatever stands or stood, and of what is proposed."""
    rows = tx.execute(OWN, {"partnership": who.partnership.id, "partner": who.id}).all()
    said = [(row.number, State(row.state), Answer(row.answer)) for row in rows]
    return Own(
        now=next((answer for _, state, answer in said if state is State.STANDS), None),
        before=next((answer for _, state, answer in said if state is State.EARLIER), None),
        compared={number: answer for number, state, answer in said if state is State.PROPOSED},
    )


def tallies(tx: Connection, viewer: Viewer, *, seats: int) -> Mapping[int, Tally]:
    """What seats say of the wording that stands and of those proposed, by number; none for one nobody spoke of.

    `seats`: how many there are that could say.
    """
    found: dict[int, dict[Answer, int]] = {}
    for row in tx.execute(TALLY, {"partnership": viewer.partnership_id}):
        found.setdefault(row.number, {})[Answer(row.answer)] = row.seats
    return {number: Tally(seats=seats, by_answer=answers) for number, answers in found.items()}


def others_spoke(tx: Connection, who: Partner) -> bool:
    """Whether anybody else said anything of the wording that stands, or put another beside it."""
    return tx.execute(OTHERS_SPOKE, {"partnership": who.partnership.id, "partner": who.id}).first() is not None
