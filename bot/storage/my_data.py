"""Everything held on one person: read for them, and taken out when they say."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import (
    Connection,
    Select,
    String,
    case,
    cast,
    func,
    select,
)

from bot.domain.people import Partner
from bot.storage.forgetting import (
    ANOTHER_SEAT,
    AS_PERSON,
    AT_TABLE,
    FORGET_AT_TABLE,
    FORGET_PERSON,
    IN_PAIR,
    OFFERED,
)
from bot.storage.schema import (
    asked_question,
    attendance,
    away,
    call,
    change,
    commitment,
    consent,
    contest,
    convening_answer,
    draft,
    exchange,
    helped,
    hindrance,
    identity,
    lead,
    lead_offer,
    link,
    look,
    measure,
    message,
    organisation,
    outbox,
    outcome,
    pair,
    participation,
    parting,
    partner,
    party,
    person,
    perspective,
    posted,
    recognition,
    reflection,
    route,
    say_back,
    seat,
    seat_offer,
    session,
    sponsor,
    state_change,
    strand,
    thanks,
    trying,
    wording,
    worth,
)


def _mine(*columns: Any, of: Any) -> Select[tuple[Any, ...]]:  # noqa: ANN401 - any table's columns
    return select(*columns).where(of.c.partnership_id == AT_TABLE[0], of.c.partner_id == AT_TABLE[1])


def _personal(*columns: Any, of: Any) -> Select[tuple[Any, ...]]:  # noqa: ANN401 - any table's columns
    return select(*columns).where(of.c.person_id == AS_PERSON)


def _together(first: Any, *others: Any) -> Any:  # noqa: ANN401 - columns of any table
    """All the words of a row as one text."""
    for other in others:
        first = first + case((other.is_(None), ""), else_=" / " + other)
    return first


READ: Mapping[str, Select[tuple[Any, ...]]] = {
    "identities": _personal(identity.c.platform, identity.c.user_id, of=identity),
    "routes": _personal(route.c.platform, route.c.works, route.c.tried_at, of=route),
    "away": _personal(away.c.from_on, away.c.until_on, of=away).where(away.c.until_on >= away.c.from_on),
    "status": _personal(away.c.from_on, away.c.until_on, away.c.shown_as, of=away).where(away.c.shown_by.is_not(None)),
    "status_off": select(person.c.status_off_at).where(person.c.id == AS_PERSON),
    "drafts": _personal(draft.c.text, draft.c.at, of=draft),
    "consent": _mine(consent.c.answer, consent.c.how, consent.c.given_on, of=consent),
    "commitments": _mine(
        *(commitment.c.number, commitment.c.text, commitment.c.due_on, commitment.c.plan, commitment.c.state),
        of=commitment,
        # Asked for the bare number, SQLite reads the whole table's in that order.
    ).order_by(commitment.c.number + 0),
    "reflections": _mine(
        reflection.c.number, reflection.c.text, reflection.c.shared, reflection.c.on_day, of=reflection
    ).order_by(reflection.c.number),
    "perspectives": _mine(
        perspective.c.version, perspective.c.text, perspective.c.made_at, perspective.c.replaced_at, of=perspective
    ).order_by(perspective.c.version),
    "worths": _mine(worth.c.text, of=worth).where(worth.c.text.is_not(None)),
    "wordings": _mine(wording.c.text, of=wording).order_by(wording.c.number),
    "reasons": _mine(wording.c.reason.label("text"), of=wording)
    .where(wording.c.reason.is_not(None))
    .order_by(wording.c.number),
    "said_back": _mine(say_back.c.text, of=say_back).order_by(say_back.c.number),
    "mended": select(say_back.c.mended.label("text"))
    .where(say_back.c.partnership_id == AT_TABLE[0], say_back.c.of_id == AT_TABLE[1], say_back.c.mended.is_not(None))
    .order_by(say_back.c.number),
    "leads": _mine(lead.c.since_at, lead.c.until_at, strand.c.name, of=lead)
    .select_from(
        lead.outerjoin(strand, (strand.c.partnership_id == lead.c.partnership_id) & (strand.c.id == lead.c.strand_id))
    )
    .order_by(lead.c.since_at),
    "thanks": _mine(thanks.c.text, of=thanks).order_by(thanks.c.at),
    "thanked": select(thanks.c.text)
    .where(thanks.c.partnership_id == AT_TABLE[0], thanks.c.to_id == AT_TABLE[1])
    .order_by(thanks.c.at),
    "convening": _mine(convening_answer.c.answer, of=convening_answer),
    "meetings": _mine(
        attendance.c.meeting_number, attendance.c.kind, attendance.c.deputy, attendance.c.on_day, of=attendance
    ).order_by(attendance.c.meeting_number),
    "outcomes": _mine(outcome.c.number, outcome.c.text, outcome.c.state, of=outcome).order_by(outcome.c.number),
    "measures": _mine(
        *(measure.c.value, measure.c.unit, measure.c.on_day),
        func.coalesce(measure.c.words, cast(measure.c.value, String)).label("text"),
        of=measure,
    ).order_by(measure.c.id),
    "tries": _mine(
        *(trying.c.number, trying.c.look_on, trying.c.state),
        _together(trying.c.text, trying.c.step, trying.c.go_wrong, trying.c.would_learn, trying.c.learned).label(
            "text"
        ),
        of=trying,
    ).order_by(trying.c.number),
    "partings": _mine(parting.c.back_if.label("text"), of=parting)
    .where(parting.c.back_if.is_not(None))
    .order_by(parting.c.id),
    "seat_offers": select(seat_offer.c.state, seat_offer.c.made_at)
    .where(
        seat_offer.c.partnership_id == AT_TABLE[0],
        (seat_offer.c.partner_id == AT_TABLE[1]) | (seat_offer.c.receiver_id == AT_TABLE[1]),
    )
    .order_by(seat_offer.c.id),
    "sponsors": _mine(sponsor.c.state, sponsor.c.made_at, organisation.c.name, of=sponsor)
    .join(seat, (seat.c.partnership_id == sponsor.c.partnership_id) & (seat.c.id == sponsor.c.seat_id))
    .join(organisation, organisation.c.id == seat.c.organisation_id)
    .order_by(sponsor.c.id),
    "days": _mine(participation.c.on_day, participation.c.kind, of=participation).order_by(participation.c.on_day),
    "hindrances": _mine(hindrance.c.way, of=hindrance),
    "left_be": select(partner.c.left_be_until).where(
        partner.c.partnership_id == AT_TABLE[0], partner.c.id == AT_TABLE[1], partner.c.left_be_until.is_not(None)
    ),
    "contests": _mine(contest.c.text, of=contest).order_by(contest.c.id),
    "states": _mine(
        *(state_change.c.on_day, state_change.c.state, state_change.c.last_on, state_change.c.asked_on),
        *(state_change.c.silent_days, state_change.c.usual, state_change.c.until_on),
        of=state_change,
    ).order_by(state_change.c.on_day),
    "talk": select(partner.c.talk_off_at).where(partner.c.partnership_id == AT_TABLE[0], partner.c.id == AT_TABLE[1]),
}


# What is only told as a number: a person's page may hold thousands.
COUNTED: Mapping[str, Select[Any]] = {
    "messages": _personal(func.count(), of=message),
    "said": select(func.count()).where(exchange.c.partnership_id == AT_TABLE[0], exchange.c.person_id == AS_PERSON),
    "sessions": _personal(func.count(), of=session),
    "links": _personal(func.count(), of=link),
    "owed": _personal(func.count(), of=outbox),
    "cards": _personal(func.count(), of=posted),
    "changes": _mine(func.count(), of=change),
    "recognitions": _mine(func.count(), of=recognition),
    "offers": select(func.count()).where(lead_offer.c.partnership_id == AT_TABLE[0], OFFERED),
    "parties": _mine(func.count(), of=party),
    "calls": _mine(func.count(), of=call).where(call.c.outcome.is_not(None)),
    "helped": select(func.count()).where(helped.c.partnership_id == AT_TABLE[0], helped.c.answered_by == AT_TABLE[1]),
    "asked": _personal(func.count(), of=asked_question),
    "looks_made": select(func.count()).where(look.c.partnership_id == AT_TABLE[0], look.c.looked_by == AT_TABLE[1]),
    "pairs": select(func.count()).where(pair.c.partnership_id == AT_TABLE[0], IN_PAIR),
}
NUMBERS = select(*(counted.scalar_subquery().label(name) for name, counted in COUNTED.items()))


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """What is held on a person at one table and as a person: a heading of docs/privacy.md each, with its rows.

    `numbers` has how many rows stand under each of the others.
    """

    sections: Mapping[str, Sequence[Mapping[str, Any]]]
    numbers: Mapping[str, int]

    def rows(self, section: str) -> Sequence[Mapping[str, Any]]:
        return self.sections[section]


def _keys(who: Partner) -> dict[str, int]:
    return {"person": who.person.id, "partnership": who.partnership.id, "partner": who.id}


def held_on(tx: Connection, who: Partner) -> Held:
    """Everything, for the person themself and nobody else."""
    return Held(
        sections={
            name: [dict(row._mapping) for row in tx.execute(statement, _keys(who))]  # noqa: SLF001 - Row's documented view
            for name, statement in READ.items()
        },
        numbers=dict(tx.execute(NUMBERS, _keys(who)).one()._mapping),  # noqa: SLF001 - Row's documented view
    )


def forget(tx: Connection, who: Partner) -> None:
    """Take the person out of a table; the person too, where this was their last table."""
    for statement in FORGET_AT_TABLE:
        tx.execute(statement, _keys(who))
    if tx.execute(ANOTHER_SEAT, _keys(who)).first() is None:
        for statement in FORGET_PERSON:
            tx.execute(statement, _keys(who))
