"""What went out at a table, the latest of each kind, and what people did after it: for counts, never for names."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from sqlalchemy import Connection, Date, DateTime, Row, bindparam, func, select, union_all

from bot.domain.effects import Moments, Sent
from bot.domain.people import Answer, Role, Viewer
from bot.storage.ledger import STANDS
from bot.storage.schema import consent, outbox, participation, partner, person

# So many of a kind say as much as all of them would, and are read at once at the largest table.
MOST = 500

_SENT = (
    outbox.c.partnership_id == bindparam("partnership"),
    outbox.c.kind == bindparam("kind"),
    outbox.c.state == "sent",
    outbox.c.sent_at.between(bindparam("since"), bindparam("until")),
)
# What coordinators get is of the table's running, and says nothing of what messages do to others.
SENT = (
    select(partner.c.id, partner.c.seat_id, outbox.c.sent_at)
    .join(
        partner,
        (partner.c.partnership_id == outbox.c.partnership_id) & (partner.c.person_id == outbox.c.person_id),
    )
    .where(*_SENT, partner.c.role == Role.PARTNER)
    .order_by(outbox.c.sent_at.desc(), outbox.c.id.desc())
    .limit(MOST)
)
POSTED = select(func.count()).select_from(outbox).where(*_SENT, outbox.c.place_id.is_not(None))
_GOT_ONE = (
    select(outbox.c.id)
    .where(
        outbox.c.person_id == partner.c.person_id,
        outbox.c.kind == bindparam("kind"),
        outbox.c.state == "sent",
        outbox.c.sent_at >= bindparam("since"),
    )
    .correlate(partner)
    .exists()
)
GOT_NONE = (
    select(partner.c.id, partner.c.seat_id)
    .where(
        partner.c.partnership_id == bindparam("partnership"),
        partner.c.role == Role.PARTNER,
        partner.c.left_on.is_(None),
        partner.c.joined_on <= bindparam("joined_by", type_=Date),
        ~_GOT_ONE,
    )
    .order_by(partner.c.id.desc())
    .limit(MOST)
)
_THOSE = (
    partner.c.partnership_id == bindparam("partnership"),
    partner.c.id.in_(bindparam("partners", expanding=True)),
)
SIGNS = select(participation.c.partner_id, participation.c.at).where(
    participation.c.partnership_id == bindparam("partnership"),
    participation.c.partner_id.in_(bindparam("partners", expanding=True)),
    participation.c.at >= bindparam("since"),
    STANDS,
)
STOPS = union_all(
    select(consent.c.partner_id, consent.c.at).where(
        consent.c.partnership_id == bindparam("partnership"),
        consent.c.partner_id.in_(bindparam("partners", expanding=True)),
        consent.c.answer.in_((Answer.NO, Answer.QUIETLY)),
        consent.c.at >= bindparam("since"),
    ),
    select(partner.c.id, person.c.stopped_at)
    .join(person, person.c.id == partner.c.person_id)
    .where(
        *_THOSE,
        person.c.stopped_until.is_(None),
        person.c.stopped_at >= bindparam("since", type_=DateTime(timezone=True)),
    ),
)
OWED = (
    outbox.update()
    .where(
        outbox.c.partnership_id == bindparam("partnership"),
        outbox.c.kind.in_(bindparam("kinds", expanding=True)),
        outbox.c.state == "owed",
    )
    .values(state="withdrawn", reason=bindparam("why"))
)


def sent(tx: Connection, viewer: Viewer, kind: str, *, since: datetime, until: datetime) -> Sequence[Sent]:
    """The latest of a kind that went to partners in that time."""
    keys = {"partnership": viewer.partnership_id, "kind": kind, "since": since, "until": until}
    return [Sent(row.id, row.seat_id, row.sent_at) for row in tx.execute(SENT, keys)]


def posted(tx: Connection, viewer: Viewer, kind: str, *, since: datetime, until: datetime) -> int:
    """How many of a kind were put into a conversation, where nobody can tell who read them."""
    keys = {"partnership": viewer.partnership_id, "kind": kind, "since": since, "until": until}
    found: int = tx.execute(POSTED, keys).scalar_one()
    return found


def got_none(tx: Connection, viewer: Viewer, kind: str, *, since: datetime) -> Mapping[int, int]:
    """Partners who were here all that time and got none of a kind in it, with the seat of each."""
    keys = {"partnership": viewer.partnership_id, "kind": kind, "since": since, "joined_by": since.date()}
    return {row.id: row.seat_id for row in tx.execute(GOT_NONE, keys)}


def signs(tx: Connection, viewer: Viewer, partners: Iterable[int], *, since: datetime) -> Moments:
    """When some partners were here, or were heard of."""
    keys = {"partnership": viewer.partnership_id, "partners": sorted(partners), "since": since}
    return _by_partner(tx.execute(SIGNS, keys))


def stops(tx: Connection, viewer: Viewer, partners: Iterable[int], *, since: datetime) -> Moments:
    """When they said that they want no messages, or none until they write."""
    keys = {"partnership": viewer.partnership_id, "partners": sorted(partners), "since": since}
    return _by_partner(tx.execute(STOPS, keys))


def _by_partner(rows: Iterable[Row[int, datetime]]) -> Mapping[int, Sequence[datetime]]:
    found: defaultdict[int, list[datetime]] = defaultdict(list)
    for partner_id, at in rows:
        found[partner_id].append(at)
    return found


def withdraw(tx: Connection, viewer: Viewer, kinds: Iterable[str], *, why: str) -> None:
    """What is owed of some kinds goes nowhere."""
    tx.execute(OWED, {"partnership": viewer.partnership_id, "kinds": sorted(kinds), "why": why})
