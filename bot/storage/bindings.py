"""By whose word somebody sits where they sit; and what tells it of a newcomer of whom nobody has said it.

That follows from where those sit at the same table who share their tenant, or their e-mail domain. It is not kept, and
so is true for as long as what people have said.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, Select, bindparam, func, select, update

from bot.domain.changes import INVITED, SEATED
from bot.domain.people import Identity, Organisation, Partner
from bot.domain.seats import SeatedBy
from bot.storage import outbox
from bot.storage.schema import change, identity, organisation, partner, person, seat
from bot.storage.schema import outbox as messages

_OTHERS: Select[tuple[int, str]] = (
    select(partner.c.seat_id, partner.c.seated_by)
    .where(
        partner.c.partnership_id == bindparam("partnership"),
        partner.c.id != bindparam("partner"),
        partner.c.left_on.is_(None),
    )
    .distinct()
)
OF_TENANT = _OTHERS.where(
    select(identity.c.id)
    .where(
        identity.c.person_id == partner.c.person_id,
        identity.c.platform == bindparam("platform"),
        identity.c.tenant == bindparam("tenant"),
    )
    .exists()
)
OF_DOMAIN = _OTHERS.where(
    select(person.c.id)
    .where(person.c.id == partner.c.person_id, func.lower(person.c.email).like(bindparam("ending"), escape="\\"))
    .exists()
)
ORGANISATION_OF = (
    select(organisation.c.id, organisation.c.name)
    .join(seat, seat.c.organisation_id == organisation.c.id)
    .where(seat.c.partnership_id == bindparam("partnership"), seat.c.id == bindparam("seat"))
)
ASKED = (
    update(partner)
    .where(
        partner.c.partnership_id == bindparam("partnership"),
        partner.c.id == bindparam("partner"),
        partner.c.seated_by == SeatedBy.UNKNOWN,
        partner.c.left_on.is_(None),
    )
    .values(seated_by=SeatedBy.ASKED)
    .returning(partner.c.id)
)
_whoever = partner.alias("whoever")
WORD_OF = (
    select(person.c.name, change.c.what, change.c.at)
    .select_from(change)
    .outerjoin(
        _whoever, (_whoever.c.partnership_id == change.c.partnership_id) & (_whoever.c.id == change.c.partner_id)
    )
    .outerjoin(person, person.c.id == _whoever.c.person_id)
    .where(
        change.c.partnership_id == bindparam("partnership"),
        change.c.subject == "partner",
        change.c.subject_id == bindparam("partner"),
        change.c.what.in_((SEATED, INVITED)),
    )
    .order_by(change.c.id.desc())
    .limit(1)
)
NOTE_SINCE = (
    select(messages.c.id)
    .where(
        messages.c.person_id == bindparam("person"),
        messages.c.kind == "note",
        messages.c.state.in_((outbox.SENT, outbox.UNKNOWN)),
        messages.c.sent_at >= bindparam("since"),
    )
    .limit(1)
)


@dataclass(frozen=True, slots=True, kw_only=True)
class PutDown:
    """A coordinator's word on whom somebody sits for: who said it, empty where that is not kept any more.

    `told`: they have been told, by the message that asked whether they may be written to, or by a note since.
    """

    by: str
    told: bool


def _keys(who: Partner) -> dict[str, int]:
    return {"partnership": who.partnership.id, "partner": who.id}


def of_tenant(tx: Connection, newcomer: Partner, who: Identity) -> Sequence[tuple[int, SeatedBy]]:
    """The seats of those others whom a platform knows in the same tenant, each with by whose word."""
    rows = tx.execute(OF_TENANT, {**_keys(newcomer), "platform": who.platform, "tenant": who.tenant})
    return [(row.seat_id, SeatedBy(row.seated_by)) for row in rows]


def of_domain(tx: Connection, newcomer: Partner, domain: str) -> Sequence[tuple[int, SeatedBy]]:
    """The same of those whose e-mail address has that domain."""
    escaped = domain.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
    rows = tx.execute(OF_DOMAIN, {**_keys(newcomer), "ending": f"%@{escaped}"})
    return [(row.seat_id, SeatedBy(row.seated_by)) for row in rows]


def organisation_of(tx: Connection, partnership_id: int, seat_id: int) -> Organisation | None:
    """Whose seat it is at that table; None for a seat of a person, and for one of another table."""
    row = tx.execute(ORGANISATION_OF, {"partnership": partnership_id, "seat": seat_id}).one_or_none()
    return Organisation(id=row.id, name=row.name) if row else None


def ask_once(tx: Connection, who: Partner) -> bool:
    """Note that they are asked now; False where they were, or where it is known meanwhile, or they have left."""
    return tx.execute(ASKED, _keys(who)).first() is not None


def put_down(tx: Connection, who: Partner) -> PutDown | None:
    """The coordinator's word by which a partner sits where they sit; None where it is not by one's."""
    if who.seated_by is not SeatedBy.COORDINATOR:
        return None
    row = tx.execute(WORD_OF, _keys(who)).one_or_none()
    if row is None:
        return PutDown(by="", told=True)
    since = {"person": who.person.id, "since": row.at}
    told = row.what == INVITED or tx.execute(NOTE_SINCE, since).first() is not None
    return PutDown(by=row.name or "", told=told)
