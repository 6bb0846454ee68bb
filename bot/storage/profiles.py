"""What platforms say of people: who they are there, what they are called, and in which zone they live."""

from sqlalchemy import Connection, bindparam, select, update

from bot.storage.schema import identity, person

USER_OF = (
    select(identity.c.user_id)
    .where(
        identity.c.person_id == bindparam("person"),
        identity.c.platform == bindparam("platform"),
    )
    # Whoever came from another tenant is written to by the id that they have there: those are good everywhere.
    .order_by(identity.c.tenant != bindparam("tenant"), identity.c.id.desc())
    .limit(1)
)
PLATFORMS_OF = select(identity.c.platform).where(identity.c.person_id == bindparam("person")).distinct()
CALL_THEM = (
    update(person)
    # Whoever was invited by e-mail was named by whoever invited them.
    .where(person.c.id == bindparam("person"), person.c.email.is_(None))
    .values(name=bindparam("called"))
)
LIVES_AT = select(person.c.zone).where(person.c.id == bindparam("person"))
PLACE_THEM = update(person).where(person.c.id == bindparam("person")).values(zone=bindparam("in_zone"))


def user_of(tx: Connection, person_id: int, *, platform: str, tenant: str) -> str | None:
    """How a platform knows somebody: best in one of its tenants, else in their own; None if it does not."""
    keys = {"person": person_id, "platform": platform, "tenant": tenant}
    found: str | None = tx.execute(USER_OF, keys).scalar_one_or_none()
    return found


def platforms_of(tx: Connection, person_id: int) -> frozenset[str]:
    """Where somebody is known."""
    return frozenset(tx.execute(PLATFORMS_OF, {"person": person_id}).scalars())


def call_them(tx: Connection, person_id: int, name: str) -> None:
    """Call somebody as their platform does, unless they were invited under a name."""
    tx.execute(CALL_THEM, {"person": person_id, "called": name})


def zone_of(tx: Connection, person_id: int) -> str | None:
    """Where somebody lives, as far as their platform or they have told."""
    found: str | None = tx.execute(LIVES_AT, {"person": person_id}).scalar_one_or_none()
    return found


def place_them(tx: Connection, person_id: int, zone: str) -> None:
    """Where they live by their platform; empty: it does not say, and the table's zone holds."""
    if zone:
        tx.execute(PLACE_THEM, {"person": person_id, "in_zone": zone})
