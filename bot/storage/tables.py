"""Beginning tables, seats and memberships; what a table chose for itself."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import Connection, bindparam, case, func, insert, select, update

from bot.domain.people import Partner, Partnership, Role
from bot.domain.seats import SeatedBy, gives_way
from bot.storage.people import partner_by_id
from bot.storage.schema import LONG_AGO, conversation, identity, organisation, partner, partnership, person, seat
from bot.storage.upsert import insert_new

ADD_PARTNERSHIP = insert_new(partnership).returning(partnership.c.id)
ADD_PAGE = insert(conversation)
ADD_ORGANISATION = insert_new(organisation)
FIND_ORGANISATION = select(organisation.c.id).where(organisation.c.key == bindparam("key"))
ADD_SEAT = insert_new(seat)
ADD_CHAIR = insert(seat).returning(seat.c.id)
FIND_SEAT = select(seat.c.id).where(
    seat.c.partnership_id == bindparam("partnership"), seat.c.organisation_id == bindparam("organisation")
)
FILL_SEAT = (
    update(seat)
    .where(seat.c.partnership_id == bindparam("partnership"), seat.c.id == bindparam("seat"))
    .values(state="filled")
)
STEP_BACK = (
    update(seat)
    .where(
        seat.c.partnership_id == bindparam("partnership"),
        seat.c.id == bindparam("seat"),
        ~select(partner.c.id)
        .where(
            partner.c.partnership_id == seat.c.partnership_id,
            partner.c.seat_id == seat.c.id,
            partner.c.left_on.is_(None),
        )
        .exists(),
    )
    .values(state="stepped_back")
)
ADD_PERSON = insert(person).returning(person.c.id)
PERSON_BY_EMAIL = select(person.c.id).where(person.c.email == bindparam("email"))
ADD_IDENTITY = insert_new(identity)
ADD_PARTNER = insert_new(partner)
PARTNER_OF_PERSON = select(partner.c.id).where(
    partner.c.partnership_id == bindparam("partnership"), partner.c.person_id == bindparam("person")
)
COME_BACK = (
    update(partner)
    .where(
        partner.c.partnership_id == bindparam("partnership"),
        partner.c.person_id == bindparam("of"),
        partner.c.left_on.is_not(None),
    )
    .values(
        left_on=None,
        handed_over_on=None,
        seat_id=bindparam("to"),
        seated_by=bindparam("by"),
        joined_on=bindparam("on"),
        state_due_at=LONG_AGO,
        # Nobody convenes, or is a sponsor, without a yes of now; whoever had handed a seat on, and read along since,
        # has one again.
        role=case(
            (partner.c.role.in_((Role.COORDINATOR, Role.SPONSOR)), bindparam("as_role")),
            (bindparam("as_role", type_=partner.c.role.type) == Role.SPONSOR, Role.SPONSOR.value),
            (partner.c.handed_over_on.is_not(None) & (partner.c.role == Role.OBSERVER), Role.PARTNER.value),
            else_=partner.c.role,
        ),
    )
)
MOVE_TO = (
    update(partner)
    .where(
        partner.c.partnership_id == bindparam("partnership"),
        partner.c.id == bindparam("partner"),
        partner.c.seated_by.in_(bindparam("over", expanding=True)),
    )
    .values(seat_id=bindparam("to"), seated_by=bindparam("by"))
    .returning(partner.c.id)
)
LEAVE = (
    update(partner)
    .where(partner.c.partnership_id == bindparam("partnership"), partner.c.id == bindparam("partner"))
    .values(left_on=bindparam("on"), next_check_in_at=None, state_due_at=LONG_AGO)
)
OPEN_TABLES = (
    select(partnership.c.id, partnership.c.slug, partnership.c.name)
    .where(partnership.c.closed_at.is_(None))
    .order_by(partnership.c.id)
)
TABLE_NAMED = OPEN_TABLES.where(
    (partnership.c.slug == bindparam("slug")) | (func.lower(partnership.c.name) == func.lower(bindparam("name")))
)
WITH_SLUG = select(partnership.c.id).where(partnership.c.slug == bindparam("slug"))
ZONES = select(partnership.c.zone).where(partnership.c.closed_at.is_(None)).order_by(partnership.c.id)
TABLE_BY_ID = select(partnership).where(partnership.c.id == bindparam("partnership"))
COORDINATORS = (
    select(partner.c.partnership_id, partner.c.id, partner.c.person_id)
    .join(partnership, partnership.c.id == partner.c.partnership_id)
    .where(partner.c.role == Role.COORDINATOR, partner.c.left_on.is_(None), partnership.c.closed_at.is_(None))
    .order_by(partner.c.partnership_id, partner.c.id)
)


@dataclass(frozen=True, slots=True, kw_only=True)
class NewTable:
    """What is needed to begin a table; `meets_every` in days."""

    slug: str
    name: str
    zone: str
    country: str
    meets_every: int | None = None
    ambition: str | None = None
    next_digest_at: datetime | None = None


def add_table(tx: Connection, table: NewTable, *, now: datetime) -> int | None:
    """The new partnership's id, with its page; None if the slug is taken."""
    values = {name: getattr(table, name) for name in NewTable.__dataclass_fields__}
    partnership_id: int | None = tx.execute(ADD_PARTNERSHIP, {**values, "made_at": now}).scalar_one_or_none()
    if partnership_id is not None:
        page = {"partnership_id": partnership_id, "platform": "web", "tenant": "", "address": table.slug}
        tx.execute(ADD_PAGE, page)
    return partnership_id


def table_named(tx: Connection, name: str) -> Sequence[tuple[int, str, str]]:
    """Open tables with that slug or that name: id, slug, name."""
    rows = tx.execute(TABLE_NAMED, {"slug": name, "name": name})
    return [(row.id, row.slug, row.name) for row in rows]


def with_slug(tx: Connection, slug: str) -> int | None:
    """The table of that short name, open or closed."""
    found: int | None = tx.execute(WITH_SLUG, {"slug": slug}).scalar()
    return found


def partnership_by_id(tx: Connection, partnership_id: int) -> Partnership:
    row = tx.execute(TABLE_BY_ID, {"partnership": partnership_id}).one()
    return Partnership(**{name: getattr(row, name) for name in Partnership.__dataclass_fields__})


def zones(tx: Connection) -> Sequence[str]:
    """The time zones of the open tables, the oldest table's first."""
    return list(tx.execute(ZONES).scalars())


def open_tables(tx: Connection) -> Sequence[tuple[int, str, str]]:
    return [(row.id, row.slug, row.name) for row in tx.execute(OPEN_TABLES)]


def coordinators(tx: Connection) -> Sequence[Partner]:
    """Every coordinator of every open table."""
    rows = tx.execute(COORDINATORS).all()
    found = (partner_by_id(tx, partnership_id=row.partnership_id, partner_id=row.id) for row in rows)
    return [one for one in found if one]


def organisation_id(
    tx: Connection, name: str, *, now: datetime, key: str | None = None, sector: str | None = None
) -> int:
    """The organisation of that name, added if it is new; names differ by more than case and blanks."""
    folded = key or " ".join(name.casefold().split())
    tx.execute(ADD_ORGANISATION, {"key": folded, "name": " ".join(name.split()), "sector": sector, "made_at": now})
    found: int = tx.execute(FIND_ORGANISATION, {"key": folded}).scalar_one()
    return found


def organisation_seat(tx: Connection, *, partnership_id: int, organisation_id: int, now: datetime) -> int:
    """The seat of an organisation at a table, filled."""
    tx.execute(
        ADD_SEAT,
        {"partnership_id": partnership_id, "organisation_id": organisation_id, "state": "filled", "made_at": now},
    )
    keys = {"partnership": partnership_id, "organisation": organisation_id}
    found: int = tx.execute(FIND_SEAT, keys).scalar_one()
    tx.execute(FILL_SEAT, {"partnership": partnership_id, "seat": found})
    return found


def chair(tx: Connection, *, partnership_id: int, role: str = "", state: str = "filled", now: datetime) -> int:
    """A seat of a person in their own right, or a chair that is wanted by its role."""
    values = {"partnership_id": partnership_id, "role": role, "state": state, "made_at": now}
    found: int = tx.execute(ADD_CHAIR, values).scalar_one()
    return found


def person_id(tx: Connection, *, name: str, email: str | None, now: datetime) -> int:
    """The person with that e-mail, or a new one; without an e-mail always a new one."""
    if email:
        known = person_with(tx, email)
        if known is not None:
            return known
    found: int = tx.execute(ADD_PERSON, {"name": name, "email": email, "made_at": now}).scalar_one()
    return found


def person_with(tx: Connection, email: str) -> int | None:
    """The person who has that e-mail address, if anybody has."""
    found: int | None = tx.execute(PERSON_BY_EMAIL, {"email": email}).scalar_one_or_none()
    return found


def add_identity(tx: Connection, person_id: int, *, platform: str, tenant: str, user: str, now: datetime) -> None:
    values = {"person_id": person_id, "platform": platform, "tenant": tenant, "user_id": user, "made_at": now}
    tx.execute(ADD_IDENTITY, values)


@dataclass(frozen=True, slots=True, kw_only=True)
class Membership:
    """A person to be given a place at a table; `seated_by`: by whose word it is known for whom they sit."""

    partnership_id: int
    person_id: int
    seat_id: int
    role: Role
    joined_on: date
    seated_by: SeatedBy = SeatedBy.UNKNOWN


def partner_of_person(tx: Connection, *, partnership_id: int, person_id: int) -> Partner | None:
    """The person's place at a table, also if they have left it."""
    known = tx.execute(PARTNER_OF_PERSON, {"partnership": partnership_id, "person": person_id}).scalar_one_or_none()
    return partner_by_id(tx, partnership_id=partnership_id, partner_id=known) if known is not None else None


def seat_somebody(tx: Connection, membership: Membership) -> Partner:
    """Add the partner; somebody who had left comes back, to the new seat."""
    values: Mapping[str, object] = {name: getattr(membership, name) for name in Membership.__dataclass_fields__}
    tx.execute(ADD_PARTNER, values)
    back = {"partnership": membership.partnership_id, "of": membership.person_id, "to": membership.seat_id}
    tx.execute(COME_BACK, {**back, "on": membership.joined_on, "by": membership.seated_by, "as_role": membership.role})
    found = partner_of_person(tx, partnership_id=membership.partnership_id, person_id=membership.person_id)
    if found is None:  # pragma: no cover - added in this transaction
        raise LookupError(membership.person_id)
    return found


def move_to(tx: Connection, who: Partner, seat_id: int, *, by: SeatedBy) -> bool:
    """The partner sits in another seat by that word; False, and nothing is changed, where a weightier one stands.

    A seat that is left with nobody in it is stepped back from.
    """
    keys = {"partnership": who.partnership.id, "partner": who.id, "to": seat_id, "by": by, "over": list(gives_way(by))}
    moved = tx.execute(MOVE_TO, keys).first() is not None
    tx.execute(STEP_BACK, {"partnership": who.partnership.id, "seat": who.seat_id if moved else seat_id})
    return moved


# One statement a column that a table may choose, built here and not at each call.
CHOOSE = {
    column: update(partnership)
    .where(partnership.c.id == bindparam("partnership"))
    .values({column: bindparam("chosen", type_=partnership.c[column].type)})
    for column in (
        "name",
        "ambition",
        "meets_every",
        "digest_hour",
        "zone",
        "country",
        "retention_months",
        "theta",
        "language",
        "kinds_off",
    )
}


def choose(tx: Connection, partnership_id: int, column: str, value: object) -> None:
    """Change one of the table's choices; KeyError for a column that is none."""
    tx.execute(CHOOSE[column], {"partnership": partnership_id, "chosen": value})


def leave(tx: Connection, leaver: Partner, *, on: date) -> None:
    """Record that a partner left; an organisation's seat with nobody in it is stepped back from."""
    keys = {"partnership": leaver.partnership.id, "partner": leaver.id, "on": on}
    tx.execute(LEAVE, keys)
    tx.execute(STEP_BACK, {"partnership": leaver.partnership.id, "seat": leaver.seat_id})
