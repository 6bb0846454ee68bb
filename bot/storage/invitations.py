"""Who was invited lately, and whether they have answered."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Connection, bindparam, select

from bot.domain.people import Role, Viewer
from bot.storage.people import working_days
from bot.storage.schema import consent, partner, person, route

_answer = (
    select(consent.c.id)
    .where(
        consent.c.partnership_id == partner.c.partnership_id,
        consent.c.partner_id == partner.c.id,
        consent.c.answer != "told",
    )
    .correlate(partner)
)
# Whoever agreed in person was not asked by the bot, nor was who was brought in from a sheet and cannot be written to.
INVITED = (
    select(
        person.c.name,
        person.c.working_days,
        partner.c.joined_on,
        _answer.where(consent.c.how == "asked").exists().label("answered"),
    )
    .join(person, person.c.id == partner.c.person_id)
    .where(
        partner.c.partnership_id == bindparam("partnership"),
        partner.c.joined_on >= bindparam("since"),
        partner.c.left_on.is_(None),
        partner.c.role == Role.PARTNER,
        select(route.c.id).where(route.c.person_id == partner.c.person_id).correlate(partner).exists(),
        ~_answer.where(consent.c.how != "asked").exists(),
    )
    .order_by(person.c.name)
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Invited:
    """Somebody who was invited, on which day, and whether they have answered."""

    name: str
    invited_on: date
    answered: bool
    working_days: frozenset[int]


def invited_since(tx: Connection, viewer: Viewer, since: date) -> Sequence[Invited]:
    """Everybody invited to the viewer's table from that day on; for who convenes it, and nobody else."""
    if not viewer.convenes:
        return []
    rows = tx.execute(INVITED, {"partnership": viewer.partnership_id, "since": since})
    return [
        Invited(
            name=row.name,
            invited_on=row.joined_on,
            answered=row.answered,
            working_days=working_days(row.working_days),
        )
        for row in rows
    ]
