"""What became of what somebody asked: what they have not been told in a note yet."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import Connection, and_, bindparam, select

from bot.domain.people import Partner, Viewer
from bot.storage import outbox, sight
from bot.storage.schema import change, commitment, partner, person
from bot.storage.schema import outbox as messages

# An answer is news for as long; whoever gets no notes finds it in their list.
NEWS_FOR = timedelta(days=28)

ANSWERS = ("accepted", "smaller", "declined")
_asker = partner.alias("asker")
_ANSWER_TO = and_(
    change.c.partnership_id == commitment.c.partnership_id,
    change.c.subject == "commitment",
    change.c.subject_id == commitment.c.id,
    change.c.what.in_(ANSWERS),
    change.c.at >= bindparam("since"),
)
# A note that went out since has told it.
_UNTOLD = (
    ~select(messages.c.id)
    .where(
        messages.c.person_id == _asker.c.person_id,
        messages.c.kind == "note",
        messages.c.state.in_((outbox.SENT, outbox.UNKNOWN)),
        messages.c.sent_at >= change.c.at,
    )
    .correlate(_asker, change)
    .exists()
)
_ASKED = and_(_asker.c.partnership_id == commitment.c.partnership_id, _asker.c.id == commitment.c.asked_by)
FOR_ASKER = (
    select(
        commitment.c.number,
        change.c.what,
        commitment.c.text,
        change.c.before,
        commitment.c.due_on,
        commitment.c.reason,
        person.c.name.label("owner"),
    )
    .join(change, _ANSWER_TO)
    .join(_asker, _ASKED)
    .join(
        partner, (partner.c.partnership_id == commitment.c.partnership_id) & (partner.c.id == commitment.c.partner_id)
    )
    .join(person, person.c.id == partner.c.person_id)
    .where(sight.COMMITMENT, commitment.c.asked_by == bindparam("viewer"), _UNTOLD)
    # One that was answered anew has its last answer alone.
    .order_by(change.c.id.desc())
)
ASKERS = (
    select(commitment.c.asked_by)
    .join(change, _ANSWER_TO)
    .join(_asker, _ASKED)
    .where(commitment.c.partnership_id == bindparam("partnership"), _UNTOLD)
    .distinct()
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Answered:
    """What somebody answered to an ask; `before`: what was asked, where it was made smaller."""

    number: int
    what: str
    text: str
    before: str | None
    due_on: date | None
    reason: str | None
    owner: str


def new_for(tx: Connection, asker: Partner, *, now: datetime) -> Sequence[Answered]:
    """What others answered to a partner and no note has told, the newest first."""
    keys = {**sight.eyes(asker.viewer), "since": now - NEWS_FOR}
    found: dict[int, Answered] = {}
    for row in tx.execute(FOR_ASKER, keys):
        found.setdefault(row.number, Answered(**row._mapping))  # noqa: SLF001 - Row's documented view
    return list(found.values())


def whose(tx: Connection, viewer: Viewer, *, now: datetime) -> frozenset[int]:
    """The partners at a table who have such an answer to read."""
    keys = {"partnership": viewer.partnership_id, "since": now - NEWS_FOR}
    return frozenset(tx.execute(ASKERS, keys).scalars())
