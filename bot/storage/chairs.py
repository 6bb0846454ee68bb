"""Chairs that nobody sits in, and how a seat changes: who is invited to one, when they came, who sits beside whom."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import Connection, bindparam, delete, func, insert, select, update

from bot.domain.people import Partner, Viewer
from bot.storage.people import AT_TABLE, partner_of
from bot.storage.schema import chair_invitation, organisation, parting, partner, person, seat

_HERE = (seat.c.partnership_id == bindparam("partnership"), seat.c.id == bindparam("seat"))
# From one state to another: a seat that stands otherwise meanwhile is left alone.
MOVE = update(seat).where(*_HERE, seat.c.state == bindparam("before")).values(state=bindparam("after"))
STATE_OF = select(seat.c.state).where(*_HERE)
BY_ROLE = select(seat.c.role).where(*_HERE, seat.c.role != "", seat.c.organisation_id.is_(None))
TAKEN_OFF = (
    select(seat.c.id)
    .where(
        seat.c.partnership_id == bindparam("partnership"),
        func.lower(seat.c.role) == func.lower(bindparam("called")),
        seat.c.organisation_id.is_(None),
        seat.c.state == "filled",
        ~select(chair_invitation.c.id)
        .where(
            chair_invitation.c.partnership_id == seat.c.partnership_id,
            chair_invitation.c.seat_id == seat.c.id,
        )
        .exists(),
    )
    .order_by(seat.c.id.desc())
    .limit(1)
)
OF_ORGANISATION = select(seat.c.id, seat.c.state).where(
    seat.c.partnership_id == bindparam("partnership"), seat.c.organisation_id == bindparam("organisation")
)
_last_word = (
    select(func.max(parting.c.id))
    .where(parting.c.partnership_id == seat.c.partnership_id, parting.c.seat_id == seat.c.id, parting.c.for_seat)
    .correlate(seat)
    .scalar_subquery()
)
CHAIRS = (
    select(seat.c.id, seat.c.role, organisation.c.name, seat.c.state, parting.c.on_day, parting.c.back_if)
    .outerjoin(organisation, organisation.c.id == seat.c.organisation_id)
    .outerjoin(parting, (seat.c.state == "stepped_back") & (parting.c.id == _last_word))
    .where(seat.c.partnership_id == bindparam("partnership"), seat.c.state.in_(("wanted", "invited", "stepped_back")))
    # A chair that somebody in their own right has left is nobody else's gap.
    .where((seat.c.role != "") | seat.c.organisation_id.is_not(None))
)
FILL_CHAIR = (
    update(seat)
    .where(
        seat.c.partnership_id == bindparam("partnership"),
        seat.c.id == bindparam("seat"),
        seat.c.state.in_(("wanted", "invited")),
    )
    .values(state="filled")
    .returning(seat.c.id)
)
INVITE = insert(chair_invitation)
UNINVITE = delete(chair_invitation).where(
    chair_invitation.c.partnership_id == bindparam("partnership"), chair_invitation.c.seat_id == bindparam("seat")
)
_OF_PARTNER = select(chair_invitation.c.seat_id).where(
    chair_invitation.c.partnership_id == bindparam("partnership"), chair_invitation.c.partner_id == bindparam("partner")
)
WAITING_FOR = select(seat.c.id).where(
    seat.c.partnership_id == bindparam("partnership"),
    seat.c.state == "invited",
    seat.c.id.in_(_OF_PARTNER.scalar_subquery()),
)
# Whoever was invited to a chair, and goes or is erased before they came, leaves it wanted.
WANT_AGAIN = (
    update(seat)
    .where(
        seat.c.partnership_id == bindparam("partnership"),
        seat.c.state == "invited",
        seat.c.id.in_(_OF_PARTNER.scalar_subquery()),
    )
    .values(state="wanted")
)
FORGET_INVITED = delete(chair_invitation).where(
    chair_invitation.c.partnership_id == bindparam("partnership"), chair_invitation.c.partner_id == bindparam("partner")
)
TAKEN = (
    select(seat.c.id, seat.c.role, seat.c.state, person.c.name)
    .join(
        chair_invitation,
        (chair_invitation.c.partnership_id == seat.c.partnership_id) & (chair_invitation.c.seat_id == seat.c.id),
    )
    .join(
        partner,
        (partner.c.partnership_id == chair_invitation.c.partnership_id)
        & (partner.c.id == chair_invitation.c.partner_id),
    )
    .join(person, person.c.id == partner.c.person_id)
    .where(
        seat.c.partnership_id == bindparam("partnership"),
        seat.c.state.in_(("invited", "filled")),
        partner.c.left_on.is_(None),
    )
    .order_by(seat.c.id)
)
_BESIDE = AT_TABLE.where(
    partner.c.seat_id == bindparam("seat"), partner.c.left_on.is_(None), partner.c.id != bindparam("partner")
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Chair:
    """A place that is wanted, or that its people have left: the gap round the table.

    `stepped_on`: since when its organisation has stepped back, where it said so itself, and what would bring it back.
    """

    seat_id: int
    name: str
    state: str
    stepped_on: date | None = None
    back_if: str | None = None

    @property
    def is_missing(self) -> bool:
        """Whether the table looks for somebody: nobody was invited, and nobody said that they step back."""
        return self.state != "invited" and self.stepped_on is None


@dataclass(frozen=True, slots=True, kw_only=True)
class ChairTaken:
    """A chair that was wanted by its role, and who was invited to it; `came`: they have been here since."""

    seat_id: int
    role: str
    name: str
    came: bool


def _keys(who: Partner) -> dict[str, int]:
    return {"partnership": who.partnership.id, "partner": who.id}


def all_of(tx: Connection, viewer: Viewer) -> Sequence[Chair]:
    """The empty chairs; everybody at the table may see them."""
    rows = tx.execute(CHAIRS, {"partnership": viewer.partnership_id})
    # Asked to put them in order, SQLite reads every seat there is in that order.
    found = (
        Chair(
            seat_id=row.id,
            name=row.role or row.name,
            state=row.state,
            stepped_on=row.on_day,
            back_if=row.back_if,
        )
        for row in rows
    )
    return sorted(found, key=lambda chair: chair.seat_id)


def fill(tx: Connection, viewer: Viewer, seat_id: int) -> bool:
    """Take a wanted chair off the list; False if it was none."""
    keys = {"partnership": viewer.partnership_id, "seat": seat_id}
    return tx.execute(FILL_CHAIR, keys).scalar_one_or_none() is not None


def state_of(tx: Connection, viewer: Viewer, seat_id: int) -> str | None:
    """How a seat of the viewer's table stands; None where there is none of that number."""
    found: str | None = tx.execute(STATE_OF, {"partnership": viewer.partnership_id, "seat": seat_id}).scalar()
    return found


def by_role(tx: Connection, viewer: Viewer, seat_id: int) -> str | None:
    """What a chair is called that the viewer's table wants, or wanted; None for a seat that is none."""
    found: str | None = tx.execute(BY_ROLE, {"partnership": viewer.partnership_id, "seat": seat_id}).scalar()
    return found


def taken_off(tx: Connection, viewer: Viewer, role: str) -> int | None:
    """The chair of that name that was last taken off the list, where nobody was found for it by an invitation."""
    found: int | None = tx.execute(TAKEN_OFF, {"partnership": viewer.partnership_id, "called": role}).scalar()
    return found


def of_organisation(tx: Connection, partnership_id: int, organisation_id: int) -> tuple[int, str] | None:
    """An organisation's seat at a table and how it stands; None where it never had one."""
    row = tx.execute(OF_ORGANISATION, {"partnership": partnership_id, "organisation": organisation_id}).one_or_none()
    return (row.id, row.state) if row else None


def move(tx: Connection, viewer: Viewer, seat_id: int, *, before: str, after: str) -> bool:
    """Let a seat stand otherwise; False where it stands as something else meanwhile."""
    keys = {"partnership": viewer.partnership_id, "seat": seat_id, "before": before, "after": after}
    return tx.execute(MOVE, keys).rowcount == 1


def invite(tx: Connection, seat_id: int, newcomer: Partner, *, now: datetime) -> None:
    """The chair waits for this one."""
    here = {"partnership_id": newcomer.partnership.id, "seat_id": seat_id}
    tx.execute(UNINVITE, {"partnership": newcomer.partnership.id, "seat": seat_id})
    tx.execute(INVITE, {**here, "partner_id": newcomer.id, "made_at": now})


def uninvite(tx: Connection, viewer: Viewer, seat_id: int) -> None:
    """The chair waits for nobody any more."""
    tx.execute(UNINVITE, {"partnership": viewer.partnership_id, "seat": seat_id})


def waiting_for(tx: Connection, who: Partner) -> Sequence[int]:
    """The chairs that wait for somebody."""
    return list(tx.execute(WAITING_FOR, _keys(who)).scalars())


def want_again(tx: Connection, who: Partner) -> None:
    """They go before they came."""
    tx.execute(WANT_AGAIN, _keys(who))
    tx.execute(FORGET_INVITED, _keys(who))


def taken(tx: Connection, viewer: Viewer) -> Sequence[ChairTaken]:
    """The chairs that somebody was invited to, who has not left; everybody at the table may see them."""
    return [
        ChairTaken(seat_id=row.id, role=row.role, name=row.name, came=row.state == "filled")
        for row in tx.execute(TAKEN, {"partnership": viewer.partnership_id})
    ]


def beside(tx: Connection, who: Partner) -> Sequence[Partner]:
    """Who else sits in the same seat."""
    return [partner_of(row) for row in tx.execute(_BESIDE, {**_keys(who), "seat": who.seat_id})]
