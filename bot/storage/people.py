"""Partners with all that says who they are: read through one statement, whoever asks."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from functools import cache

from sqlalchemy import Connection, Row, Select, bindparam, func, or_, select, update

from bot.domain.people import Identity, Organisation, Partner, Partnership, Person, Place, Role, Viewer
from bot.domain.seats import SeatedBy
from bot.storage import rhythms
from bot.storage.schema import conversation, identity, organisation, partner, partnership, person, seat

# The language of the source, as it is kept.
ENGLISH = "en"

PARTNERS: Select[tuple[object, ...]] = (
    select(
        partner.c.id,
        partner.c.partnership_id,
        partner.c.person_id,
        partner.c.seat_id,
        partner.c.role,
        partner.c.seated_by,
        partner.c.joined_on,
        *rhythms.columns(partner),
        partner.c.left_on,
        partner.c.handed_over_on,
        partner.c.check_ins,
        partner.c.left_be_until,
        partnership.c.slug,
        partnership.c.name.label("table_name"),
        partnership.c.ambition,
        partnership.c.zone.label("table_zone"),
        partnership.c.country.label("table_country"),
        partnership.c.meets_every,
        partnership.c.theta,
        partnership.c.digest_hour,
        partnership.c.retention_months,
        partnership.c.language.label("table_language"),
        partnership.c.kinds_off,
        person.c.name,
        person.c.email,
        person.c.zone,
        person.c.country,
        person.c.working_days,
        person.c.stopped_at,
        person.c.stopped_until,
        person.c.language,
        person.c.language_chosen_at,
        seat.c.organisation_id,
        organisation.c.name.label("organisation_name"),
    )
    .join_from(partner, partnership, partnership.c.id == partner.c.partnership_id)
    .join(person, person.c.id == partner.c.person_id)
    .join(seat, (seat.c.partnership_id == partner.c.partnership_id) & (seat.c.id == partner.c.seat_id))
    .outerjoin(organisation, organisation.c.id == seat.c.organisation_id)
)
BY_ID = PARTNERS.where(partner.c.partnership_id == bindparam("partnership"), partner.c.id == bindparam("partner"))
PRESENT_OF = PARTNERS.where(partner.c.id.in_(bindparam("partners", expanding=True)), partner.c.left_on.is_(None))
BY_PERSON = PARTNERS.where(
    partner.c.person_id == bindparam("person"), partner.c.left_on.is_(None), partnership.c.closed_at.is_(None)
).order_by(partner.c.id)
BY_IDENTITY = (
    PARTNERS.join(identity, identity.c.person_id == person.c.id)
    .where(
        identity.c.platform == bindparam("platform"),
        identity.c.tenant == bindparam("tenant"),
        identity.c.user_id == bindparam("user"),
    )
    .where(partnership.c.closed_at.is_(None))
    .order_by(partner.c.id)
)
BY_IDENTITY_AT = BY_IDENTITY.add_columns(
    select(conversation.c.id)
    .where(
        conversation.c.platform == bindparam("on"),
        conversation.c.tenant == bindparam("of"),
        conversation.c.address == bindparam("address"),
        conversation.c.partnership_id == partner.c.partnership_id,
    )
    .exists()
    .label("here")
)
HERE_BY_USER = (
    PARTNERS.join(identity, identity.c.person_id == person.c.id)
    .where(
        identity.c.platform == bindparam("platform"),
        identity.c.user_id == bindparam("user"),
        partner.c.partnership_id == bindparam("partnership"),
        partner.c.left_on.is_(None),
    )
    .order_by(partner.c.id)
)
PERSON_OF = select(identity.c.person_id).where(
    identity.c.platform == bindparam("platform"),
    identity.c.tenant == bindparam("tenant"),
    identity.c.user_id == bindparam("user"),
)
# What a platform tells gives way to what somebody chose. English is what most programs come with, and no wish.
TOLD_LANGUAGE = (
    update(person)
    .where(
        person.c.id == bindparam("person"),
        person.c.language_chosen_at.is_(None),
        or_(person.c.language.is_(None), bindparam("told", type_=person.c.language.type) != ENGLISH),
    )
    .values(language=bindparam("told"))
)
CHOOSE_LANGUAGE = (
    update(person)
    .where(person.c.id == bindparam("person"))
    .values(language=bindparam("chosen"), language_chosen_at=bindparam("now"))
)
READER = (
    select(func.coalesce(person.c.language, partnership.c.language))
    .join_from(partnership, person, person.c.id == bindparam("person"), isouter=True)
    .where(partnership.c.id == bindparam("partnership"))
)
AT_TABLE = PARTNERS.where(partner.c.partnership_id == bindparam("partnership")).order_by(person.c.name, partner.c.id)
PRESENT = AT_TABLE.where(partner.c.left_on.is_(None))
CONVENING = PRESENT.where(partner.c.role == Role.COORDINATOR)
EVERYWHERE = PARTNERS.where(
    (func.lower(person.c.email) == func.lower(bindparam("who")))
    | (func.lower(person.c.name) == func.lower(bindparam("who"))),
    partner.c.left_on.is_(None),
    partnership.c.closed_at.is_(None),
).order_by(partner.c.id)


@cache
def working_days(mask: int) -> frozenset[int]:
    """The weekdays that a stored mask stands for: bit 0 is Monday."""
    return frozenset(day for day in range(7) if mask >> day & 1)


def mask_of(days: frozenset[int]) -> int:
    return sum(1 << day for day in days)


def partner_of(row: Row[tuple[object, ...]]) -> Partner:
    """A row of any statement above as what the rest of the house knows."""
    return Partner(
        id=row.id,
        partnership=_partnership_of(row),
        person=_person_of(row),
        seat_id=row.seat_id,
        organisation=Organisation(id=row.organisation_id, name=row.organisation_name) if row.organisation_id else None,
        role=Role(row.role),
        seated_by=SeatedBy(row.seated_by),
        joined_on=row.joined_on,
        rhythm=rhythms.rhythm_of(row),
        left_on=row.left_on,
        handed_over_on=row.handed_over_on,
        check_ins=row.check_ins,
        left_be_until=row.left_be_until,
    )


def _partnership_of(row: Row[tuple[object, ...]]) -> Partnership:
    return Partnership(
        id=row.partnership_id,
        slug=row.slug,
        name=row.table_name,
        ambition=row.ambition,
        zone=row.table_zone,
        country=row.table_country,
        meets_every=row.meets_every,
        theta=row.theta,
        digest_hour=row.digest_hour,
        retention_months=row.retention_months,
        language=row.table_language,
        kinds_off=row.kinds_off,
    )


def _person_of(row: Row[tuple[object, ...]]) -> Person:
    return Person(
        id=row.person_id,
        name=row.name,
        email=row.email,
        zone=row.zone,
        country=row.country,
        working_days=working_days(row.working_days),
        stopped_at=row.stopped_at,
        stopped_until=row.stopped_until,
        language=row.language,
        language_chosen_at=row.language_chosen_at,
    )


def partner_by_id(tx: Connection, *, partnership_id: int, partner_id: int) -> Partner | None:
    row = tx.execute(BY_ID, {"partnership": partnership_id, "partner": partner_id}).one_or_none()
    return partner_of(row) if row else None


def as_it_is(tx: Connection, who: Partner) -> Partner:
    """The partner as they are kept now."""
    return partner_by_id(tx, partnership_id=who.partnership.id, partner_id=who.id) or who


def present(tx: Connection, ids: Iterable[int]) -> Sequence[Partner]:
    """Those of some partners who have not left."""
    return [partner_of(row) for row in tx.execute(PRESENT_OF, {"partners": list(set(ids))})]


def seats_of(tx: Connection, person_id: int) -> Sequence[Partner]:
    """One partner for each open table the person still sits at."""
    return [partner_of(row) for row in tx.execute(BY_PERSON, {"person": person_id})]


def known_as(tx: Connection, who: Identity) -> Sequence[Partner]:
    """One partner for each open table that the person behind an identity sits at, or sat at until they left."""
    keys = {"platform": who.platform, "tenant": who.tenant, "user": who.user}
    return [partner_of(row) for row in tx.execute(BY_IDENTITY, keys)]


def known_at(tx: Connection, who: Identity, place: Place) -> tuple[Sequence[Partner], Partner | None]:
    """The same, and the one of them at whose table's conversation the place is: both are asked of every delivery."""
    keys = {"platform": who.platform, "tenant": who.tenant, "user": who.user}
    there = {"on": place.platform, "of": place.tenant, "address": place.conversation}
    known = [(partner_of(row), row.here) for row in tx.execute(BY_IDENTITY_AT, {**keys, **there})]
    return [one for one, _here in known], next((one for one, here in known if here), None)


def person_of(tx: Connection, who: Identity) -> int | None:
    """The person behind an identity; None if nobody is known by it."""
    keys = {"platform": who.platform, "tenant": who.tenant, "user": who.user}
    found: int | None = tx.execute(PERSON_OF, keys).scalar_one_or_none()
    return found


def first_known(tx: Connection, those: Sequence[Identity]) -> Identity | None:
    """The first of several identities by which anybody is known."""
    return next((one for one in those if person_of(tx, one) is not None), None)


def here_by_user(tx: Connection, partnership_id: int, *, platform: str, user: str) -> Sequence[Partner]:
    """Whoever sits at a table and goes by that id on a platform, in whichever of its tenants."""
    keys = {"partnership": partnership_id, "platform": platform, "user": user}
    return [partner_of(row) for row in tx.execute(HERE_BY_USER, keys)]


def told_language(tx: Connection, person_id: int, language: str) -> None:
    """A platform says that they speak it: kept unless they chose one, or an English comes after another."""
    tx.execute(TOLD_LANGUAGE, {"person": person_id, "told": language})


def choose_language(tx: Connection, person_id: int, language: str, *, now: datetime) -> None:
    """They say themselves in which language they are written to."""
    tx.execute(CHOOSE_LANGUAGE, {"person": person_id, "chosen": language, "now": now})


def language_of_reader(tx: Connection, partnership_id: int | None, person_id: int | None) -> str | None:
    """In which language something is written: the person's, else their table's; a place has its table's."""
    found: str | None = tx.execute(READER, {"partnership": partnership_id, "person": person_id}).scalar_one_or_none()
    return found


def called(tx: Connection, who: str) -> Sequence[Partner]:
    """Everybody at any open table with that e-mail address or that name: for the operator only."""
    return [partner_of(row) for row in tx.execute(EVERYWHERE, {"who": who.strip()})]


def everybody(tx: Connection, viewer: Viewer, *, left_too: bool = False) -> Sequence[Partner]:
    """All who sit at the viewer's table, by name; name, organisation and seat are everybody's to see."""
    statement = AT_TABLE if left_too else PRESENT
    return [partner_of(row) for row in tx.execute(statement, {"partnership": viewer.partnership_id})]


def conveners(tx: Connection, viewer: Viewer) -> Sequence[Partner]:
    """Those of them who convene it."""
    return [partner_of(row) for row in tx.execute(CONVENING, {"partnership": viewer.partnership_id})]
