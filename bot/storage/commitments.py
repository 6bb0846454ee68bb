"""Commitments: kept, found by those who may see them, changed by version."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, Date, Row, Select, bindparam, delete, func, insert, select, update

from bot.domain.commitments import Commitment, Repeat, SeenBy, State
from bot.domain.people import Partner, Viewer
from bot.storage import changes, parties, sight, together
from bot.storage.engine import READING
from bot.storage.schema import LONG_AGO, change, commitment, organisation, partner, partnership, party, person, seat

# The weaker lock: rows that only point at the partnership can be added meanwhile, so no two calls wait for each other.
LOCK = select(partnership.c.id).where(partnership.c.id == bindparam("partnership")).with_for_update(key_share=True)
NEXT_NUMBER = (
    update(partnership)
    .where(partnership.c.id == bindparam("partnership"))
    .values(last_number=partnership.c.last_number + 1)
    .returning(partnership.c.last_number)
)
ADD = insert(commitment).returning(commitment.c.id)
SAVE = (
    update(commitment)
    .where(
        commitment.c.partnership_id == bindparam("at_partnership"),
        commitment.c.id == bindparam("at_id"),
        commitment.c.version == bindparam("at_version"),
    )
    # Another day is another reason to remind.
    .values(version=commitment.c.version + 1, next_look_at=LONG_AGO)
    .returning(commitment.c.version)
)
MADE_FROM = select(commitment.c.number).where(
    commitment.c.partnership_id == bindparam("partnership"), commitment.c.source == bindparam("message")
)
CHANGING = ("text", "due_on", "repeats", "plan", "plan_on", "seen_by", "state", "reason", "closed_at")

_asker = partner.alias("asker")
_asking = person.alias("asking")
_COMMITMENTS = (
    select(
        commitment,
        person.c.name.label("owner"),
        organisation.c.name.label("organisation"),
        _asking.c.name.label("asker"),
        together.OTHERS,
        together.PARTIES,
        together.HELPS,
        together.ANSWER,
    )
    .join(
        partner, (partner.c.partnership_id == commitment.c.partnership_id) & (partner.c.id == commitment.c.partner_id)
    )
    .join(person, person.c.id == partner.c.person_id)
    .join(seat, (seat.c.partnership_id == partner.c.partnership_id) & (seat.c.id == partner.c.seat_id))
    .outerjoin(organisation, organisation.c.id == seat.c.organisation_id)
    .outerjoin(
        _asker, (_asker.c.partnership_id == commitment.c.partnership_id) & (_asker.c.id == commitment.c.asked_by)
    )
    .outerjoin(_asking, _asking.c.id == _asker.c.person_id)
    .where(sight.COMMITMENT)
)

# Those without a date come last.
_BY_DATE = (commitment.c.due_on.is_(None), commitment.c.due_on, commitment.c.number)
NUMBERED = _COMMITMENTS.where(commitment.c.number == bindparam("number"))
BY_ID = _COMMITMENTS.where(commitment.c.id == bindparam("commitment"))
NUMBER_OPEN = select(func.count()).where(
    commitment.c.partnership_id == bindparam("partnership"),
    commitment.c.partner_id == bindparam("partner"),
    commitment.c.state == State.OPEN,
)
_SAME_WORDS = (
    select(commitment.c.number)
    .where(
        commitment.c.partnership_id == bindparam("partnership"),
        commitment.c.partner_id == bindparam("partner"),
        commitment.c.state == State.OPEN,
        commitment.c.text == bindparam("text"),
        commitment.c.due_on.is_not_distinct_from(bindparam("due_on", type_=Date)),
        commitment.c.made_at >= bindparam("since"),
    )
    .order_by(commitment.c.number.desc())
    .limit(1)
)
# In one question: both are asked of every commitment that is made.
SAME_WORDS = select(_SAME_WORDS.scalar_subquery(), NUMBER_OPEN.scalar_subquery())
IN_STATE = _COMMITMENTS.where(
    commitment.c.partner_id == bindparam("partner"), commitment.c.state == bindparam("state")
).order_by(*_BY_DATE)
_ON_IT = select(party.c.commitment_id).where(
    party.c.partnership_id == bindparam("partnership"),
    party.c.partner_id == bindparam("partner"),
    party.c.state != parties.OUT,
)
OF_OTHERS = _COMMITMENTS.where(commitment.c.id.in_(_ON_IT), commitment.c.state == State.OPEN).order_by(*_BY_DATE)
ASKED_BY = _COMMITMENTS.where(
    commitment.c.asked_by == bindparam("viewer"),
    commitment.c.state.in_((State.ASKED, State.OPEN)) | (commitment.c.closed_at >= bindparam("since")),
).order_by(*_BY_DATE)
# The history of one commitment names those it has to do with: a range of its index, however old the table is.
_OF = (change.c.partnership_id == bindparam("partnership"), change.c.subject == "commitment")
WITHDRAW = (
    delete(change).where(*_OF, change.c.subject_id == bindparam("of")),
    delete(commitment).where(
        commitment.c.partnership_id == bindparam("partnership"), commitment.c.id == bindparam("of")
    ),
)
RELATED = (
    select(change.c.before)
    .where(
        change.c.partnership_id == bindparam("partnership"),
        change.c.subject == "commitment",
        change.c.subject_id == bindparam("commitment"),
        change.c.what == bindparam("what"),
    )
    .order_by(change.c.id)
)


@dataclass(frozen=True, slots=True, kw_only=True)
class NewCommitment:
    """What is to be kept; in the state asked it waits for its owner's word, with the asker's reason if there is one."""

    text: str
    due_on: date | None = None
    repeats: Repeat | None = None
    plan: str | None = None
    plan_on: date | None = None
    seen_by: SeenBy = SeenBy.TABLE
    state: State = State.OPEN
    asked_by: int | None = None
    reason: str | None = None
    source: str | None = None
    in_return: str | None = None


NEW = tuple(NewCommitment.__dataclass_fields__)


def lock(tx: Connection, partnership_id: int) -> None:
    """Nobody else changes this table's commitments until the transaction ends. Taken before any other lock.

    Where it only reads, as for a form that is to be opened, there is nothing to hold them for; and whoever writes on
    SQLite has it for themselves already.
    """
    if READING not in tx.info and tx.dialect.name != "sqlite":
        tx.execute(LOCK, {"partnership": partnership_id})


def add(tx: Connection, owner: Partner, new: NewCommitment, *, asker: str | None = None, now: datetime) -> Commitment:
    """Keep it, with the table's next number; whoever counts holds the table until the transaction ends."""
    values: dict[str, Any] = {"partnership_id": owner.partnership.id, "partner_id": owner.id, "made_at": now}
    values |= {name: getattr(new, name) for name in NEW}
    values["number"] = tx.execute(NEXT_NUMBER, {"partnership": owner.partnership.id}).scalar_one()
    found: int = tx.execute(ADD, values).scalar_one()
    del values["source"]
    values |= {"owner": owner.person.name, "organisation": owner.organisation.name if owner.organisation else None}
    return Commitment(**values, id=found, asker=asker)


def save(tx: Connection, changed: Commitment) -> Commitment:
    """Write what may change of a commitment, and count its version up.

    Raises LookupError if it has another version by now: whoever changes one locks the table first and reads it then.
    """
    at = {"at_partnership": changed.partnership_id, "at_id": changed.id, "at_version": changed.version}
    values = {name: getattr(changed, name) for name in CHANGING}
    version = tx.execute(SAVE, {**at, **values}).scalar_one_or_none()
    if version is None:
        raise LookupError(changed.id)
    return replace(changed, version=version)


def _read(row: Row[tuple[Any, ...]]) -> Commitment:
    values = {name: getattr(row, name) for name in Commitment.__dataclass_fields__}
    others, parties = together.names(row.others), together.numbers(row.parties)
    of_rows = {"state": State(row.state), "seen_by": SeenBy(row.seen_by), "others": others, "parties": parties}
    return Commitment(**{**values, **of_rows})


def _all(tx: Connection, statement: Select[Any], viewer: Viewer, **values: object) -> Sequence[Commitment]:
    return [_read(row) for row in tx.execute(statement, {**sight.eyes(viewer), **values})]


def numbered(tx: Connection, viewer: Viewer, number: int) -> Commitment | None:
    """The table's commitment of that number, if the viewer may see it."""
    found = _all(tx, NUMBERED, viewer, number=number)
    return found[0] if found else None


def by_id(tx: Connection, viewer: Viewer, commitment_id: int) -> Commitment | None:
    found = _all(tx, BY_ID, viewer, commitment=commitment_id)
    return found[0] if found else None


def same_words(
    tx: Connection, owner: Partner, text: str, due_on: date | None, *, since: datetime
) -> tuple[int | None, int]:
    """The number of the owner's latest open commitment in exactly these words, for the same day, made since then.

    And how many they have open.
    """
    keys = {"partnership": owner.partnership.id, "partner": owner.id, "text": text, "due_on": due_on, "since": since}
    twin, number = tx.execute(SAME_WORDS, keys).one()
    return twin, number


def made_from(tx: Connection, partnership_id: int, source: str) -> int | None:
    """The number of the commitment that was made from a message, whoever can see it."""
    found: int | None = tx.execute(MADE_FROM, {"partnership": partnership_id, "message": source}).scalar_one_or_none()
    return found


def open_of(tx: Connection, viewer: Viewer, partner_id: int) -> Sequence[Commitment]:
    """A partner's open commitments, soonest first, as far as the viewer may see them."""
    return _all(tx, IN_STATE, viewer, partner=partner_id, state=State.OPEN)


def number_open(tx: Connection, owner: Partner) -> int:
    """How many a partner has open, whoever can see them: for the partner alone."""
    found: int = tx.execute(NUMBER_OPEN, {"partnership": owner.partnership.id, "partner": owner.id}).scalar_one()
    return found


def of_others(tx: Connection, who: Partner) -> Sequence[Commitment]:
    """The open commitments of others that somebody is in on, or was asked to join, as far as they may see them."""
    return _all(tx, OF_OTHERS, who.viewer, partner=who.id)


def joined(tx: Connection, who: Partner) -> Sequence[Commitment]:
    """Those that they are in on."""
    return [one for one in of_others(tx, who) if one.is_on_it(who.id)]


def waiting_for(tx: Connection, receiver: Partner) -> Sequence[Commitment]:
    """What others asked of a partner who has not answered yet."""
    return _all(tx, IN_STATE, receiver.viewer, partner=receiver.id, state=State.ASKED)


def asked_by(tx: Connection, asker: Partner, *, since: datetime) -> Sequence[Commitment]:
    """What a partner asked of others: waiting, taken on, and closed since then."""
    return _all(tx, ASKED_BY, asker.viewer, since=since)


def note(
    tx: Connection,
    by: Partner,
    one: Commitment,
    *,
    what: str,
    from_to: tuple[object, object] = (None, None),
    reason: str | None = None,
    now: datetime,
) -> None:
    """Keep in the history of one commitment what `by` did to it, and why."""
    changes.note(tx, by, subject="commitment", subject_id=one.id, what=what, from_to=from_to, reason=reason, now=now)


def relate(
    tx: Connection,
    by: Partner,
    one: Commitment,
    *,
    what: str,
    other: Commitment,
    reason: str | None = None,
    now: datetime,
) -> None:
    """Note in the history of one commitment what it has to do with another: offered, offered_from, followed."""
    note(tx, by, one, what=what, from_to=(other.id, other.owner), reason=reason, now=now)


def related(tx: Connection, viewer: Viewer, one: Commitment, what: str) -> Sequence[Commitment]:
    """The commitments that one has to do with, oldest first, as far as the viewer may see them."""
    keys = {"partnership": one.partnership_id, "commitment": one.id, "what": what}
    found = [by_id(tx, viewer, int(other)) for other in tx.execute(RELATED, keys).scalars().all()]
    return [other for other in found if other]


def withdraw(tx: Connection, one: Commitment) -> None:
    """Delete it with its history; who is asked to be on it and for whom it is go with it."""
    for statement in WITHDRAW:
        tx.execute(statement, {"partnership": one.partnership_id, "of": one.id})


def let_go_all(tx: Connection, leaver: Partner, *, now: datetime) -> int:
    """Let go of everything open or asked of a partner who leaves; what others are in on is theirs. How many it was."""
    lock(tx, leaver.partnership.id)
    theirs = [*open_of(tx, leaver.viewer, leaver.id), *waiting_for(tx, leaver)]
    parties.out_of_all(tx, leaver)
    for one in theirs:
        if one.parties and parties.pass_on(tx, one, leaver, now=now):
            note(tx, leaver, one, what="stepped_out", now=now)
            continue
        save(tx, replace(one, state=State.LET_GO, closed_at=now))
        note(tx, leaver, one, what="let_go", from_to=(one.state, State.LET_GO), now=now)
    return len(theirs)
