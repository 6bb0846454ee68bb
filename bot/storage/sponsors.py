"""Sponsors: asked for a seat, theirs with their yes, ended by either; and who was told first that one may be asked."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, Row, Select, bindparam, case, cast, delete, func, insert, select, update
from sqlalchemy import Text as SqlText

from bot.domain.people import Partner, Role, Viewer
from bot.domain.seats import SeatedBy
from bot.domain.sponsors import Answer
from bot.storage import tables
from bot.storage.routes import VANISHING
from bot.storage.schema import LONG_AGO, message, organisation, outbox, partner, person, seat, sponsor, sponsor_told
from bot.storage.upsert import insert_new

_HERE = sponsor.c.partnership_id == bindparam("partnership")
_LIVE = sponsor.c.state.in_((Answer.ASKED, Answer.AGREED))
ADD = insert(sponsor)
ALL: Select[Any] = (
    select(
        sponsor.c.id,
        sponsor.c.partner_id,
        sponsor.c.seat_id,
        sponsor.c.state,
        sponsor.c.made_by,
        sponsor.c.answered_at,
        person.c.name,
        organisation.c.id.label("organisation_id"),
        organisation.c.name.label("organisation"),
    )
    .join(partner, (partner.c.partnership_id == sponsor.c.partnership_id) & (partner.c.id == sponsor.c.partner_id))
    .join(person, person.c.id == partner.c.person_id)
    .join(seat, (seat.c.partnership_id == sponsor.c.partnership_id) & (seat.c.id == sponsor.c.seat_id))
    .join(organisation, organisation.c.id == seat.c.organisation_id)
    .where(_HERE, _LIVE, partner.c.left_on.is_(None))
    .order_by(organisation.c.name, sponsor.c.id)
)
OF_SEAT = ALL.where(sponsor.c.seat_id == bindparam("seat"))
OF_PARTNER = ALL.where(sponsor.c.partner_id == bindparam("partner"))
WHOSE = select(sponsor.c.partner_id).where(_HERE, sponsor.c.state == Answer.ASKED).distinct()
ANSWER = (
    update(sponsor)
    .where(_HERE, sponsor.c.id == bindparam("row"), sponsor.c.state == bindparam("before"))
    .values(state=bindparam("after"), answered_at=bindparam("now"))
)
END_ALL = (
    update(sponsor)
    .where(_HERE, sponsor.c.partner_id == bindparam("partner"), _LIVE)
    .values(state=Answer.ENDED, answered_at=bindparam("now"))
)
# A sponsor sits in a chair of their own, so that nothing of theirs counts for the organisation's.
SIT_APART = (
    update(partner)
    .where(partner.c.partnership_id == bindparam("partnership"), partner.c.id == bindparam("partner"))
    .values(
        role=Role.SPONSOR,
        seat_id=bindparam("to"),
        seated_by=SeatedBy.ASKED,
        handed_over_on=None,
        next_check_in_at=None,
        state_due_at=LONG_AGO,
    )
)

_OF_PARTNER = (
    sponsor_told.c.partnership_id == bindparam("partnership"),
    sponsor_told.c.partner_id == bindparam("partner"),
)
_OF_SPELL = (*_OF_PARTNER, sponsor_told.c.spell_on == bindparam("spell"))
SAY = insert_new(sponsor_told)
SAY_AFRESH = (
    update(sponsor_told)
    .where(*_OF_SPELL, sponsor_told.c.said_at < bindparam("since"))
    .values(said_at=bindparam("now"), sorted_at=None)
)
# A note is one for all tables that share its route; what waits at a terminal, or vanishes, counts once it was seen.
_NOT_TO_MISS = outbox.c.route.not_in(sorted({*VANISHING, "terminal"}))
_SEEN_AT = select(message.c.seen_at).where(cast(message.c.id, SqlText) == outbox.c.message_id).correlate(outbox)
_TOLD_AT = (
    select(func.min(case((_NOT_TO_MISS, outbox.c.sent_at), else_=_SEEN_AT.scalar_subquery())))
    .where(
        outbox.c.person_id == bindparam("person"),
        outbox.c.kind == "note",
        outbox.c.state == "sent",
        outbox.c.sent_at >= sponsor_told.c.said_at,
    )
    .correlate(sponsor_told)
    .scalar_subquery()
)
TOLD = select(_TOLD_AT.label("told_at"), sponsor_told.c.sorted_at).where(
    *_OF_SPELL, sponsor_told.c.said_at >= bindparam("since")
)
UNSAY = delete(sponsor_told).where(*_OF_SPELL, sponsor_told.c.sorted_at.is_(None), _TOLD_AT.is_(None))
SORT = update(sponsor_told).where(*_OF_PARTNER, sponsor_told.c.sorted_at.is_(None)).values(sorted_at=bindparam("now"))
SITTING = (
    select(partner.c.id)
    .join(sponsor, (sponsor.c.partnership_id == partner.c.partnership_id) & (sponsor.c.seat_id == partner.c.seat_id))
    .where(_HERE, sponsor.c.state == Answer.AGREED, partner.c.left_on.is_(None))
    .distinct()
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Sponsor:
    """Somebody who was asked to be one, or is: for which organisation's seat."""

    id: int
    partner_id: int
    seat_id: int
    state: Answer
    made_by: int | None
    answered_at: datetime | None
    name: str
    organisation_id: int
    organisation: str

    @property
    def has_agreed(self) -> bool:
        return self.state is Answer.AGREED


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What the only one in a seat was told about a silence: when they could see it, and when they said they sort it."""

    told_at: datetime | None
    sorted_at: datetime | None


def _read(row: Row[Any]) -> Sponsor:
    return Sponsor(**{**row._mapping, "state": Answer(row.state)})  # noqa: SLF001 - Row's documented view


def _keys(who: Partner) -> dict[str, Any]:
    return {"partnership": who.partnership.id, "partner": who.id}


def ask(tx: Connection, who: Partner, seat_id: int, *, by: Partner, now: datetime) -> Sponsor:
    """It waits for that person's word."""
    new = {"partnership_id": who.partnership.id, "partner_id": who.id, "seat_id": seat_id, "made_by": by.id}
    tx.execute(ADD, {**new, "state": Answer.ASKED, "made_at": now})
    return _read(tx.execute(OF_PARTNER, _keys(who)).one())


def at_table(tx: Connection, viewer: Viewer) -> Sequence[Sponsor]:
    """All of a table, asked or agreed, by organisation: names and seats are everybody's to see."""
    return [_read(row) for row in tx.execute(ALL, {"partnership": viewer.partnership_id})]


def of_seat(tx: Connection, viewer: Viewer, seat_id: int) -> Sponsor | None:
    """Whoever is a seat's sponsor, or was asked to be."""
    row = tx.execute(OF_SEAT, {"partnership": viewer.partnership_id, "seat": seat_id}).first()
    return _read(row) if row else None


def of_partner(tx: Connection, who: Partner) -> Sponsor | None:
    """Of which seat somebody is the sponsor, or was asked to be."""
    row = tx.execute(OF_PARTNER, _keys(who)).first()
    return _read(row) if row else None


def whose(tx: Connection, viewer: Viewer) -> frozenset[int]:
    """Who has not said yet whether they would be."""
    return frozenset(tx.execute(WHOSE, {"partnership": viewer.partnership_id}).scalars())


def answer(tx: Connection, viewer: Viewer, one: Sponsor, after: Answer, *, now: datetime) -> bool:
    """Let it stand otherwise; False where it does meanwhile."""
    keys = {"partnership": viewer.partnership_id, "row": one.id, "before": one.state, "after": after, "now": now}
    return tx.execute(ANSWER, keys).rowcount == 1


def end_all_of(tx: Connection, who: Partner, *, now: datetime) -> None:
    """Whoever goes is nobody's sponsor any more."""
    tx.execute(END_ALL, {**_keys(who), "now": now})


def sit_apart(tx: Connection, who: Partner, *, now: datetime) -> None:
    """A chair of their own, beside the table."""
    chair = tables.chair(tx, partnership_id=who.partnership.id, now=now)
    tx.execute(SIT_APART, {**_keys(who), "to": chair})
    tx.execute(tables.STEP_BACK, {"partnership": who.partnership.id, "seat": who.seat_id})


def say(tx: Connection, who: Partner, spell_on: date, *, since: datetime, now: datetime) -> None:
    """Their note says from now on that a sponsor may be asked; afresh where it said so of another, before `since`."""
    new = {"partnership_id": who.partnership.id, "partner_id": who.id, "spell_on": spell_on, "said_at": now}
    tx.execute(SAY, new)
    tx.execute(SAY_AFRESH, {**_keys(who), "spell": spell_on, "since": since, "now": now})


def unsay(tx: Connection, who: Partner, spell_on: date) -> None:
    """Their note does not say it, and none has."""
    tx.execute(UNSAY, {**_keys(who), "person": who.person.id, "spell": spell_on})


def told(tx: Connection, who: Partner, spell_on: date, *, since: datetime) -> Told | None:
    """What they were told about a silence since whoever is the sponsor agreed."""
    keys = {**_keys(who), "person": who.person.id, "spell": spell_on, "since": since}
    row = tx.execute(TOLD, keys).one_or_none()
    return Told(told_at=row.told_at, sorted_at=row.sorted_at) if row else None


def sort(tx: Connection, who: Partner, *, now: datetime) -> bool:
    """They said that they sort it; False where nothing was said to them that waits for it."""
    return tx.execute(SORT, {**_keys(who), "now": now}).rowcount > 0


def sitting(tx: Connection, viewer: Viewer) -> Sequence[int]:
    """Whoever sits in a seat that has a sponsor."""
    return list(tx.execute(SITTING, {"partnership": viewer.partnership_id}).scalars())
