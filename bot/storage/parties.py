"""Who else is on a commitment: asked, in, out; and whose it becomes when its owner steps out."""

from datetime import datetime

from sqlalchemy import BindParameter, Connection, and_, bindparam, delete, insert, select, update

from bot.domain.commitments import Commitment, State
from bot.domain.people import Partner, Viewer
from bot.storage.schema import LONG_AGO, commitment, helped, partner, party, person
from bot.storage.together import IN

ASKED, OUT = "asked", "out"

_OF = and_(party.c.partnership_id == bindparam("partnership"), party.c.commitment_id == bindparam("commitment"))
ADD = insert(party)
SET = (
    update(party).where(_OF, party.c.partner_id == bindparam("who")).values(state=bindparam("to"), at=bindparam("now"))
)
STATE = select(party.c.state).where(_OF, party.c.partner_id == bindparam("who"))
FIRST_IN = select(party.c.partner_id).where(_OF, party.c.state == IN).order_by(party.c.at, party.c.id).limit(1)
ASKED_BY = (
    select(person.c.name)
    .join(partner, partner.c.person_id == person.c.id)
    .join(party, and_(party.c.partnership_id == partner.c.partnership_id, party.c.asked_by == partner.c.id))
    .where(_OF, party.c.partner_id == bindparam("who"))
)
WHOSE = (
    select(party.c.partner_id)
    .join(
        commitment,
        and_(party.c.partnership_id == commitment.c.partnership_id, party.c.commitment_id == commitment.c.id),
    )
    .where(
        party.c.partnership_id == bindparam("partnership"),
        party.c.state == ASKED,
        commitment.c.state == State.OPEN,
    )
    .distinct()
)
GIVE_TO = (
    update(commitment)
    .where(commitment.c.partnership_id == bindparam("of_partnership"), commitment.c.id == bindparam("of_commitment"))
    .values(partner_id=bindparam("to"), version=commitment.c.version + 1, next_look_at=LONG_AGO)
)
DROP = delete(party).where(_OF, party.c.partner_id == bindparam("who"))
COPY = insert(party).from_select(
    ["partnership_id", "commitment_id", "partner_id", "state", "asked_by", "at"],
    select(
        party.c.partnership_id,
        bindparam("following", type_=party.c.commitment_id.type),
        party.c.partner_id,
        party.c.state,
        party.c.asked_by,
        party.c.at,
    ).where(_OF, party.c.state == IN, party.c.partner_id != bindparam("but")),
)
OF_OTHERS = (
    select(party.c.id)
    .join(partner, and_(partner.c.partnership_id == party.c.partnership_id, partner.c.id == party.c.partner_id))
    .where(_OF, party.c.state != OUT, partner.c.seat_id != bindparam("seat"))
    .limit(1)
)
OUT_OF_ALL = (
    update(party)
    .where(party.c.partnership_id == bindparam("partnership"), party.c.partner_id == bindparam("who"))
    .values(state=OUT)
)

_same = party.alias("same")
_EITHER: tuple[BindParameter[int], ...] = (bindparam("kept"), bindparam("gone"))
# Two people who turn out to be one: asked by both ways, or by one about what is the other's, they are on it once.
JOINING = (
    delete(party).where(
        party.c.partnership_id == bindparam("partnership"),
        party.c.partner_id.in_(_EITHER),
        select(commitment.c.id)
        .where(
            commitment.c.partnership_id == party.c.partnership_id,
            commitment.c.id == party.c.commitment_id,
            commitment.c.partner_id.in_(_EITHER),
        )
        .exists(),
    ),
    delete(party).where(
        party.c.partnership_id == bindparam("partnership"),
        party.c.partner_id == bindparam("gone"),
        select(_same.c.id)
        .where(
            _same.c.partnership_id == party.c.partnership_id,
            _same.c.commitment_id == party.c.commitment_id,
            _same.c.partner_id == bindparam("kept"),
        )
        .exists(),
    ),
    update(party)
    .where(party.c.partnership_id == bindparam("partnership"), party.c.partner_id == bindparam("gone"))
    .values(partner_id=bindparam("kept")),
    *(
        update(table)
        .where(table.c.partnership_id == bindparam("partnership"), table.c[column] == bindparam("gone"))
        .values({column: bindparam("kept")})
        for table, column in ((party, "asked_by"), (helped, "answered_by"))
    ),
)


def _keys(one: Commitment, **more: object) -> dict[str, object]:
    return {"partnership": one.partnership_id, "commitment": one.id, **more}


def state_of(tx: Connection, one: Commitment, who: Partner) -> str | None:
    """Whether somebody was asked to join it, is in, or out; None: neither."""
    found: str | None = tx.execute(STATE, _keys(one, who=who.id)).scalar_one_or_none()
    return found


def ask(tx: Connection, one: Commitment, who: Partner, *, by: Partner, now: datetime) -> None:
    """Keep that somebody is asked to join; whoever stepped out is asked again."""
    if state_of(tx, one, who) is not None:
        turn(tx, one, who, ASKED, now=now)
        return
    values = {"partnership_id": one.partnership_id, "commitment_id": one.id, "partner_id": who.id}
    tx.execute(ADD, {**values, "state": ASKED, "asked_by": by.id, "at": now})


def turn(tx: Connection, one: Commitment, who: Partner, state: str, *, now: datetime) -> None:
    """They are in, or out."""
    tx.execute(SET, _keys(one, who=who.id, to=state, now=now))


def asked_by(tx: Connection, one: Commitment, who: Partner) -> str:
    """The name of whoever asked somebody to join; empty if they are not here any more."""
    return tx.execute(ASKED_BY, _keys(one, who=who.id)).scalar_one_or_none() or ""


def is_others_too(tx: Connection, one: Commitment, owner: Partner) -> bool:
    """Whether anybody of another seat is in, or asked to be."""
    return tx.execute(OF_OTHERS, _keys(one, seat=owner.seat_id)).first() is not None


def whose(tx: Connection, viewer: Viewer) -> frozenset[int]:
    """Who at a table was asked to join something and has not answered."""
    return frozenset(tx.execute(WHOSE, {"partnership": viewer.partnership_id}).scalars())


def pass_on(tx: Connection, one: Commitment, owner: Partner, *, now: datetime) -> int | None:
    """Its owner steps out: it is the first other's who is in; whose, or None where nobody is."""
    heir: int | None = tx.execute(FIRST_IN, _keys(one)).scalar_one_or_none()
    if heir is None:
        return None
    tx.execute(DROP, _keys(one, who=heir))
    tx.execute(GIVE_TO, {"of_partnership": one.partnership_id, "of_commitment": one.id, "to": heir})
    values = {"partnership_id": one.partnership_id, "commitment_id": one.id, "partner_id": owner.id}
    tx.execute(ADD, {**values, "state": OUT, "asked_by": None, "at": now})
    return heir


def copy(tx: Connection, one: Commitment, following: Commitment) -> None:
    """Whoever is in on one is in on what follows it, but for whose that is."""
    tx.execute(COPY, _keys(one, following=following.id, but=following.partner_id))


def out_of_all(tx: Connection, leaver: Partner) -> None:
    """Somebody who leaves the table is on nothing there any more."""
    tx.execute(OUT_OF_ALL, {"partnership": leaver.partnership.id, "who": leaver.id})
