"""Everything held on one person: read for them, and taken out when they say."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import (
    BindParameter,
    Connection,
    Select,
    String,
    bindparam,
    case,
    cast,
    delete,
    func,
    or_,
    select,
    update,
)

from bot.domain.challenges import State as WordingState
from bot.domain.people import Partner
from bot.storage import chairs
from bot.storage.schema import (
    answer,
    asked_question,
    attendance,
    away,
    chair_invitation,
    change,
    commitment,
    consent,
    convening_answer,
    draft,
    exchange,
    helped,
    identity,
    joining,
    lead,
    lead_offer,
    link,
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
    sharing,
    sponsor,
    sponsor_told,
    strand,
    teams_person,
    teams_place,
    thanks,
    trying,
    wording,
    worth,
)

_AS_PERSON: BindParameter[int] = bindparam("person")
_AT_TABLE: tuple[BindParameter[int], BindParameter[int]] = (bindparam("partnership"), bindparam("partner"))


def _mine(*columns: Any, of: Any) -> Select[tuple[Any, ...]]:  # noqa: ANN401 - any table's columns
    return select(*columns).where(of.c.partnership_id == _AT_TABLE[0], of.c.partner_id == _AT_TABLE[1])


def _personal(*columns: Any, of: Any) -> Select[tuple[Any, ...]]:  # noqa: ANN401 - any table's columns
    return select(*columns).where(of.c.person_id == _AS_PERSON)


_OFFERED = or_(*(lead_offer.c[column] == _AT_TABLE[1] for column in ("taker_id", "asked_id", "made_by")))


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
    "status_off": select(person.c.status_off_at).where(person.c.id == _AS_PERSON),
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
    .where(say_back.c.partnership_id == _AT_TABLE[0], say_back.c.of_id == _AT_TABLE[1], say_back.c.mended.is_not(None))
    .order_by(say_back.c.number),
    "leads": _mine(lead.c.since_at, lead.c.until_at, strand.c.name, of=lead)
    .select_from(
        lead.outerjoin(strand, (strand.c.partnership_id == lead.c.partnership_id) & (strand.c.id == lead.c.strand_id))
    )
    .order_by(lead.c.since_at),
    "thanks": _mine(thanks.c.text, of=thanks).order_by(thanks.c.at),
    "thanked": select(thanks.c.text)
    .where(thanks.c.partnership_id == _AT_TABLE[0], thanks.c.to_id == _AT_TABLE[1])
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
        seat_offer.c.partnership_id == _AT_TABLE[0],
        (seat_offer.c.partner_id == _AT_TABLE[1]) | (seat_offer.c.receiver_id == _AT_TABLE[1]),
    )
    .order_by(seat_offer.c.id),
    "sponsors": _mine(sponsor.c.state, sponsor.c.made_at, organisation.c.name, of=sponsor)
    .join(seat, (seat.c.partnership_id == sponsor.c.partnership_id) & (seat.c.id == sponsor.c.seat_id))
    .join(organisation, organisation.c.id == seat.c.organisation_id)
    .order_by(sponsor.c.id),
    "days": _mine(participation.c.on_day, participation.c.kind, of=participation).order_by(participation.c.on_day),
    "talk": select(partner.c.talk_off_at).where(partner.c.partnership_id == _AT_TABLE[0], partner.c.id == _AT_TABLE[1]),
}

_IN_PAIR = (pair.c.one_id == _AT_TABLE[1]) | (pair.c.other_id == _AT_TABLE[1])

# What is only told as a number: a person's page may hold thousands.
COUNTED: Mapping[str, Select[Any]] = {
    "messages": _personal(func.count(), of=message),
    "said": select(func.count()).where(exchange.c.partnership_id == _AT_TABLE[0], exchange.c.person_id == _AS_PERSON),
    "sessions": _personal(func.count(), of=session),
    "links": _personal(func.count(), of=link),
    "owed": _personal(func.count(), of=outbox),
    "cards": _personal(func.count(), of=posted),
    "changes": _mine(func.count(), of=change),
    "recognitions": _mine(func.count(), of=recognition),
    "offers": select(func.count()).where(lead_offer.c.partnership_id == _AT_TABLE[0], _OFFERED),
    "parties": _mine(func.count(), of=party),
    "helped": select(func.count()).where(helped.c.partnership_id == _AT_TABLE[0], helped.c.answered_by == _AT_TABLE[1]),
    "asked": _personal(func.count(), of=asked_question),
    "pairs": select(func.count()).where(pair.c.partnership_id == _AT_TABLE[0], _IN_PAIR),
}
NUMBERS = select(*(counted.scalar_subquery().label(name) for name, counted in COUNTED.items()))

_PROPOSED = (
    wording.c.partnership_id == _AT_TABLE[0],
    wording.c.partner_id == _AT_TABLE[1],
    wording.c.state == WordingState.PROPOSED,
)

_LET_GO_OF_OUTCOMES = (
    delete(measure).where(
        measure.c.partnership_id == _AT_TABLE[0], measure.c.partner_id == _AT_TABLE[1], measure.c.value.is_(None)
    ),
    update(measure)
    .where(measure.c.partnership_id == _AT_TABLE[0], measure.c.partner_id == _AT_TABLE[1])
    .values(partner_id=None, words=None),
    update(outcome)
    .where(outcome.c.partnership_id == _AT_TABLE[0], outcome.c.partner_id == _AT_TABLE[1])
    .values(partner_id=None),
)
_TRIES = select(trying.c.id).where(trying.c.partnership_id == _AT_TABLE[0], trying.c.partner_id == _AT_TABLE[1])
_FORGET_TRIES = (
    update(sharing)
    .where(sharing.c.partnership_id == _AT_TABLE[0], sharing.c.partner_id == _AT_TABLE[1])
    .values(partner_id=None),
    delete(sharing).where(sharing.c.partnership_id == _AT_TABLE[0], sharing.c.try_id.in_(_TRIES)),
    delete(change).where(
        change.c.partnership_id == _AT_TABLE[0], change.c.subject == "try", change.c.subject_id.in_(_TRIES)
    ),
    delete(trying).where(trying.c.partnership_id == _AT_TABLE[0], trying.c.partner_id == _AT_TABLE[1]),
)

# What others are in on is theirs: the first of them has it from now on.
_HEIR = (
    select(party.c.partner_id)
    .where(
        party.c.partnership_id == commitment.c.partnership_id,
        party.c.commitment_id == commitment.c.id,
        party.c.state == "in",
        party.c.partner_id != _AT_TABLE[1],
    )
    .order_by(party.c.at, party.c.id)
    .limit(1)
    .correlate(commitment)
)
_OWNER = (
    select(commitment.c.partner_id)
    .where(commitment.c.partnership_id == party.c.partnership_id, commitment.c.id == party.c.commitment_id)
    .correlate(party)
    .scalar_subquery()
)

FORGET_AT_TABLE = (
    # What the table took up is its own by now, and stays without the name; what it did not, goes.
    delete(recognition).where(
        recognition.c.partnership_id == _AT_TABLE[0],
        recognition.c.wording_id.in_(select(wording.c.id).where(*_PROPOSED)),
    ),
    delete(wording).where(*_PROPOSED),
    update(wording)
    .where(wording.c.partnership_id == _AT_TABLE[0], wording.c.partner_id == _AT_TABLE[1])
    .values(partner_id=None, reason=None),
    update(wording)
    .where(wording.c.partnership_id == _AT_TABLE[0], wording.c.taken_up_by == _AT_TABLE[1])
    .values(taken_up_by=None),
    # What others said back of their view is that view in other words.
    delete(say_back).where(say_back.c.partnership_id == _AT_TABLE[0], say_back.c.of_id == _AT_TABLE[1]),
    update(commitment)
    .where(commitment.c.partnership_id == _AT_TABLE[0], commitment.c.partner_id == _AT_TABLE[1], _HEIR.exists())
    .values(partner_id=_HEIR.scalar_subquery(), plan=None, plan_on=None, version=commitment.c.version + 1),
    delete(party).where(
        party.c.partnership_id == _AT_TABLE[0],
        or_(party.c.partner_id == _AT_TABLE[1], party.c.partner_id == _OWNER),
    ),
    *(
        update(table)
        .where(table.c.partnership_id == _AT_TABLE[0], table.c[column] == _AT_TABLE[1])
        .values({column: None})
        for table, column in ((party, "asked_by"), (helped, "answered_by"))
    ),
    chairs.WANT_AGAIN,
    *(
        delete(table).where(table.c.partnership_id == _AT_TABLE[0], table.c.partner_id == _AT_TABLE[1])
        for table in (
            consent,
            reflection,
            perspective,
            attendance,
            participation,
            change,
            worth,
            recognition,
            say_back,
            lead,
            convening_answer,
            thanks,
            chair_invitation,
            parting,
            seat_offer,
            sponsor,
            sponsor_told,
        )
    ),
    update(sponsor)
    .where(sponsor.c.partnership_id == _AT_TABLE[0], sponsor.c.made_by == _AT_TABLE[1])
    .values(made_by=None),
    # Thanks to them, and what was offered to them or by them, is about them; a strand goes on, led by nobody.
    delete(thanks).where(thanks.c.partnership_id == _AT_TABLE[0], thanks.c.to_id == _AT_TABLE[1]),
    delete(lead_offer).where(lead_offer.c.partnership_id == _AT_TABLE[0], _OFFERED),
    delete(seat_offer).where(seat_offer.c.partnership_id == _AT_TABLE[0], seat_offer.c.receiver_id == _AT_TABLE[1]),
    delete(pair).where(pair.c.partnership_id == _AT_TABLE[0], _IN_PAIR),
    # What others changed and noted about them: their number may come to stand for somebody else.
    delete(change).where(
        change.c.partnership_id == _AT_TABLE[0], change.c.subject == "partner", change.c.subject_id == _AT_TABLE[1]
    ),
    # What they noted of others stays, by nobody else's word than the other's own.
    update(attendance)
    .where(attendance.c.partnership_id == _AT_TABLE[0], attendance.c.noted_by == _AT_TABLE[1])
    .values(noted_by=attendance.c.partner_id),
    # An outcome is the table's, and so are the numbers that tell how it went: both stay, without the name.
    *_LET_GO_OF_OUTCOMES,
    *_FORGET_TRIES,
    # What others asked of them, and they of others: the other person keeps the commitment, without the name.
    update(commitment)
    .where(commitment.c.partnership_id == _AT_TABLE[0], commitment.c.asked_by == _AT_TABLE[1])
    .values(asked_by=None),
    *(
        delete(table).where(
            table.c.partnership_id == _AT_TABLE[0],
            table.c.commitment_id.in_(
                select(commitment.c.id).where(
                    commitment.c.partnership_id == _AT_TABLE[0], commitment.c.partner_id == _AT_TABLE[1]
                )
            ),
        )
        for table in (party, helped)
    ),
    delete(commitment).where(commitment.c.partnership_id == _AT_TABLE[0], commitment.c.partner_id == _AT_TABLE[1]),
    delete(message).where(
        message.c.outbox_id.in_(
            select(outbox.c.id).where(outbox.c.partnership_id == _AT_TABLE[0], outbox.c.person_id == _AS_PERSON)
        )
    ),
    delete(answer).where(
        answer.c.outbox_id.in_(
            select(outbox.c.id).where(outbox.c.partnership_id == _AT_TABLE[0], outbox.c.person_id == _AS_PERSON)
        )
    ),
    delete(outbox).where(outbox.c.partnership_id == _AT_TABLE[0], outbox.c.person_id == _AS_PERSON),
    delete(exchange).where(exchange.c.partnership_id == _AT_TABLE[0], exchange.c.person_id == _AS_PERSON),
    delete(posted).where(posted.c.partnership_id == _AT_TABLE[0], posted.c.person_id == _AS_PERSON),
    delete(link).where(link.c.partnership_id == _AT_TABLE[0], link.c.person_id == _AS_PERSON),
    delete(link).where(link.c.partnership_id == _AT_TABLE[0], link.c.made_by == _AT_TABLE[1]),
    delete(draft).where(draft.c.partnership_id == _AT_TABLE[0], draft.c.person_id == _AS_PERSON),
    delete(partner).where(partner.c.partnership_id == _AT_TABLE[0], partner.c.id == _AT_TABLE[1]),
)
ANOTHER_SEAT = select(partner.c.id).where(partner.c.person_id == _AS_PERSON).limit(1)
_IN_TEAMS = (
    select(identity.c.id)
    .where(
        identity.c.platform == "teams",
        identity.c.person_id == _AS_PERSON,
        identity.c.tenant == teams_person.c.tenant,
        identity.c.user_id == teams_person.c.user_id,
    )
    .correlate(teams_person)
    .exists()
)
FORGET_PERSON = (
    # Both are known by the identity, which goes after them.
    delete(teams_place).where(teams_place.c.address.in_(select(teams_person.c.personal).where(_IN_TEAMS))),
    delete(teams_person).where(_IN_TEAMS),
    *(
        delete(table).where(table.c.person_id == _AS_PERSON)
        for table in (identity, route, away, draft, link, session, asked_question)
    ),
    delete(joining).where((joining.c.person_id == _AS_PERSON) | (joining.c.known_id == _AS_PERSON)),
    delete(person).where(person.c.id == _AS_PERSON),
)


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
