"""How somebody is taken out of a table, and as a person: what goes with them, and what stays without their name."""

from sqlalchemy import (
    BindParameter,
    bindparam,
    delete,
    or_,
    select,
    update,
)

from bot.domain.challenges import State as WordingState
from bot.storage import chairs
from bot.storage.schema import (
    answer,
    asked_question,
    attendance,
    away,
    call,
    chair_invitation,
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
    joining,
    lead,
    lead_offer,
    link,
    look,
    measure,
    message,
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
    seat_offer,
    session,
    sharing,
    sponsor,
    sponsor_told,
    state_change,
    teams_person,
    teams_place,
    thanks,
    trying,
    wording,
    worth,
)

AS_PERSON: BindParameter[int] = bindparam("person")
AT_TABLE: tuple[BindParameter[int], BindParameter[int]] = (bindparam("partnership"), bindparam("partner"))
OFFERED = or_(*(lead_offer.c[column] == AT_TABLE[1] for column in ("taker_id", "asked_id", "made_by")))
IN_PAIR = (pair.c.one_id == AT_TABLE[1]) | (pair.c.other_id == AT_TABLE[1])

_PROPOSED = (
    wording.c.partnership_id == AT_TABLE[0],
    wording.c.partner_id == AT_TABLE[1],
    wording.c.state == WordingState.PROPOSED,
)

_LET_GO_OF_OUTCOMES = (
    delete(measure).where(
        measure.c.partnership_id == AT_TABLE[0], measure.c.partner_id == AT_TABLE[1], measure.c.value.is_(None)
    ),
    update(measure)
    .where(measure.c.partnership_id == AT_TABLE[0], measure.c.partner_id == AT_TABLE[1])
    .values(partner_id=None, words=None),
    update(outcome)
    .where(outcome.c.partnership_id == AT_TABLE[0], outcome.c.partner_id == AT_TABLE[1])
    .values(partner_id=None),
)
_TRIES = select(trying.c.id).where(trying.c.partnership_id == AT_TABLE[0], trying.c.partner_id == AT_TABLE[1])
_FORGET_TRIES = (
    update(sharing)
    .where(sharing.c.partnership_id == AT_TABLE[0], sharing.c.partner_id == AT_TABLE[1])
    .values(partner_id=None),
    delete(sharing).where(sharing.c.partnership_id == AT_TABLE[0], sharing.c.try_id.in_(_TRIES)),
    delete(change).where(
        change.c.partnership_id == AT_TABLE[0], change.c.subject == "try", change.c.subject_id.in_(_TRIES)
    ),
    delete(trying).where(trying.c.partnership_id == AT_TABLE[0], trying.c.partner_id == AT_TABLE[1]),
)

# What others are in on is theirs: the first of them has it from now on.
_HEIR = (
    select(party.c.partner_id)
    .where(
        party.c.partnership_id == commitment.c.partnership_id,
        party.c.commitment_id == commitment.c.id,
        party.c.state == "in",
        party.c.partner_id != AT_TABLE[1],
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
        recognition.c.partnership_id == AT_TABLE[0],
        recognition.c.wording_id.in_(select(wording.c.id).where(*_PROPOSED)),
    ),
    delete(wording).where(*_PROPOSED),
    update(wording)
    .where(wording.c.partnership_id == AT_TABLE[0], wording.c.partner_id == AT_TABLE[1])
    .values(partner_id=None, reason=None),
    update(wording)
    .where(wording.c.partnership_id == AT_TABLE[0], wording.c.taken_up_by == AT_TABLE[1])
    .values(taken_up_by=None),
    # What others said back of their view is that view in other words.
    delete(say_back).where(say_back.c.partnership_id == AT_TABLE[0], say_back.c.of_id == AT_TABLE[1]),
    update(commitment)
    .where(commitment.c.partnership_id == AT_TABLE[0], commitment.c.partner_id == AT_TABLE[1], _HEIR.exists())
    .values(partner_id=_HEIR.scalar_subquery(), plan=None, plan_on=None, version=commitment.c.version + 1),
    delete(party).where(
        party.c.partnership_id == AT_TABLE[0],
        or_(party.c.partner_id == AT_TABLE[1], party.c.partner_id == _OWNER),
    ),
    *(
        update(table)
        .where(table.c.partnership_id == AT_TABLE[0], table.c[column] == AT_TABLE[1])
        .values({column: None})
        for table, column in ((party, "asked_by"), (helped, "answered_by"))
    ),
    chairs.WANT_AGAIN,
    *(
        delete(table).where(table.c.partnership_id == AT_TABLE[0], table.c.partner_id == AT_TABLE[1])
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
            look,
            call,
            hindrance,
            state_change,
            contest,
        )
    ),
    # Whom they looked at is still told that somebody did.
    update(look).where(look.c.partnership_id == AT_TABLE[0], look.c.looked_by == AT_TABLE[1]).values(looked_by=None),
    *(
        update(table).where(table.c.partnership_id == AT_TABLE[0], table.c.made_by == AT_TABLE[1]).values(made_by=None)
        for table in (sponsor, call)
    ),
    # Thanks to them, and what was offered to them or by them, is about them; a strand goes on, led by nobody.
    delete(thanks).where(thanks.c.partnership_id == AT_TABLE[0], thanks.c.to_id == AT_TABLE[1]),
    delete(lead_offer).where(lead_offer.c.partnership_id == AT_TABLE[0], OFFERED),
    delete(seat_offer).where(seat_offer.c.partnership_id == AT_TABLE[0], seat_offer.c.receiver_id == AT_TABLE[1]),
    delete(pair).where(pair.c.partnership_id == AT_TABLE[0], IN_PAIR),
    # What others changed and noted about them: their number may come to stand for somebody else.
    delete(change).where(
        change.c.partnership_id == AT_TABLE[0], change.c.subject == "partner", change.c.subject_id == AT_TABLE[1]
    ),
    # What they noted of others stays, by nobody else's word than the other's own.
    update(attendance)
    .where(attendance.c.partnership_id == AT_TABLE[0], attendance.c.noted_by == AT_TABLE[1])
    .values(noted_by=attendance.c.partner_id),
    # An outcome is the table's, and so are the numbers that tell how it went: both stay, without the name.
    *_LET_GO_OF_OUTCOMES,
    *_FORGET_TRIES,
    # What others asked of them, and they of others: the other person keeps the commitment, without the name.
    update(commitment)
    .where(commitment.c.partnership_id == AT_TABLE[0], commitment.c.asked_by == AT_TABLE[1])
    .values(asked_by=None),
    *(
        delete(table).where(
            table.c.partnership_id == AT_TABLE[0],
            table.c.commitment_id.in_(
                select(commitment.c.id).where(
                    commitment.c.partnership_id == AT_TABLE[0], commitment.c.partner_id == AT_TABLE[1]
                )
            ),
        )
        for table in (party, helped)
    ),
    delete(commitment).where(commitment.c.partnership_id == AT_TABLE[0], commitment.c.partner_id == AT_TABLE[1]),
    delete(message).where(
        message.c.outbox_id.in_(
            select(outbox.c.id).where(outbox.c.partnership_id == AT_TABLE[0], outbox.c.person_id == AS_PERSON)
        )
    ),
    delete(answer).where(
        answer.c.outbox_id.in_(
            select(outbox.c.id).where(outbox.c.partnership_id == AT_TABLE[0], outbox.c.person_id == AS_PERSON)
        )
    ),
    delete(outbox).where(outbox.c.partnership_id == AT_TABLE[0], outbox.c.person_id == AS_PERSON),
    delete(exchange).where(exchange.c.partnership_id == AT_TABLE[0], exchange.c.person_id == AS_PERSON),
    delete(posted).where(posted.c.partnership_id == AT_TABLE[0], posted.c.person_id == AS_PERSON),
    delete(link).where(link.c.partnership_id == AT_TABLE[0], link.c.person_id == AS_PERSON),
    delete(link).where(link.c.partnership_id == AT_TABLE[0], link.c.made_by == AT_TABLE[1]),
    delete(draft).where(draft.c.partnership_id == AT_TABLE[0], draft.c.person_id == AS_PERSON),
    delete(partner).where(partner.c.partnership_id == AT_TABLE[0], partner.c.id == AT_TABLE[1]),
)
ANOTHER_SEAT = select(partner.c.id).where(partner.c.person_id == AS_PERSON).limit(1)
_IN_TEAMS = (
    select(identity.c.id)
    .where(
        identity.c.platform == "teams",
        identity.c.person_id == AS_PERSON,
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
        delete(table).where(table.c.person_id == AS_PERSON)
        for table in (identity, route, away, draft, link, session, asked_question)
    ),
    delete(joining).where((joining.c.person_id == AS_PERSON) | (joining.c.known_id == AS_PERSON)),
    delete(person).where(person.c.id == AS_PERSON),
)
