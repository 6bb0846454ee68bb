"""Two people who turn out to be one: what they said and did at one table becomes the other's, in this order."""

from typing import Any

from sqlalchemy import (
    BindParameter,
    Boolean,
    Delete,
    Update,
    and_,
    bindparam,
    case,
    delete,
    func,
    or_,
    select,
    update,
)

from bot.storage import parties
from bot.storage.joining_leads import OF_LEADS
from bot.storage.schema import (
    attendance,
    call,
    chair_invitation,
    change,
    commitment,
    consent,
    contest,
    hindrance,
    link,
    look,
    measure,
    outcome,
    pair,
    participation,
    parting,
    partner,
    perspective,
    recognition,
    reflection,
    say_back,
    seat_offer,
    sharing,
    sponsor,
    sponsor_told,
    state_change,
    trying,
    wording,
    worth,
)

_KEPT: BindParameter[int] = bindparam("kept")
_GONE: BindParameter[int] = bindparam("gone")
_other_seat = partner.alias("other_seat")
_other_worth, _other_answer = worth.alias("other_worth"), recognition.alias("other_answer")
_other_day, _newer = participation.alias("other_day"), perspective.alias("newer")
_other_word, _other_told = attendance.alias("other_word"), sponsor_told.alias("other_told")
_other_look = look.alias("other_look")
_other_way = hindrance.alias("other_way")


def _credited(table: Any, column: str = "partner_id") -> Update:  # noqa: ANN401 - any table of a partner's
    of = table.c[column]
    where = (table.c.partnership_id == bindparam("partnership"), of == _GONE)
    return update(table).where(*where).values({column: _KEPT})


def _one_of_two(table: Any, other: Any, *same: Any, column: str = "partner_id") -> tuple[Update, Delete]:  # noqa: ANN401 - any table of a partner's
    """What may stand once only: it becomes theirs where there is no other, and goes where there is."""
    here = (other.c.partnership_id == table.c.partnership_id, *same)
    gone = (table.c.partnership_id == bindparam("partnership"), table.c[column] == _GONE)
    return _credited(table, column).where(~select(other.c.id).where(*here).exists()), delete(table).where(*gone)


_SAME_LOOK = (_other_look.c.what == look.c.what, _other_look.c.on_day == look.c.on_day)
NUMBERS = {
    "reflection": select(func.coalesce(func.max(reflection.c.number), 0)).where(
        reflection.c.partnership_id == bindparam("partnership"), reflection.c.partner_id == _KEPT
    ),
    "perspective": select(func.coalesce(func.max(perspective.c.version), 0)).where(
        perspective.c.partnership_id == bindparam("partnership"), perspective.c.partner_id == _KEPT
    ),
}


def _of_other_seat(column: Any) -> Any:  # noqa: ANN401 - any column of a partner's
    here = (_other_seat.c.partnership_id == partner.c.partnership_id, _other_seat.c.id == _GONE)
    return select(column).where(*here).correlate(partner).scalar_subquery()


OF_PARTNER = (
    *parties.JOINING,
    *(
        _credited(table)
        for table in (
            consent,
            commitment,
            change,
            outcome,
            measure,
            trying,
            sharing,
            chair_invitation,
            parting,
            seat_offer,
            sponsor,
            call,
        )
    ),
    _credited(contest).values(
        seat_id=case((contest.c.seat_id == bindparam("chair"), bindparam("seat")), else_=contest.c.seat_id)
    ),
    _credited(sponsor, "made_by"),
    _credited(call, "made_by"),
    # Nobody rings themself.
    delete(call).where(
        call.c.partnership_id == bindparam("partnership"), call.c.partner_id == _KEPT, call.c.made_by == _KEPT
    ),
    *_one_of_two(hindrance, _other_way, _other_way.c.partner_id == _KEPT),
    *_one_of_two(
        sponsor_told,
        _other_told,
        _other_told.c.partner_id == _KEPT,
        _other_told.c.spell_on == sponsor_told.c.spell_on,
    ),
    # Nobody looks at themself, and of a day one look of each is kept.
    delete(look).where(
        look.c.partnership_id == bindparam("partnership"),
        look.c.partner_id.in_((_KEPT, _GONE)),
        look.c.looked_by.in_((_KEPT, _GONE)),
    ),
    *_one_of_two(
        look,
        _other_look,
        *(_other_look.c.partner_id == _KEPT, _other_look.c.looked_by == look.c.looked_by),
        *_SAME_LOOK,
    ),
    *_one_of_two(
        look,
        _other_look,
        *(_other_look.c.looked_by == _KEPT, _other_look.c.partner_id == look.c.partner_id),
        *_SAME_LOOK,
        column="looked_by",
    ),
    _credited(seat_offer, "receiver_id"),
    # Nobody is asked to take their own seat.
    delete(seat_offer).where(
        seat_offer.c.partnership_id == bindparam("partnership"),
        seat_offer.c.partner_id == _KEPT,
        seat_offer.c.receiver_id == _KEPT,
    ),
    *OF_LEADS,
    _credited(commitment, "asked_by"),
    _credited(link, "made_by"),
    _credited(reflection).values(number=reflection.c.number + bindparam("reflections")),
    _credited(perspective).values(version=perspective.c.version + bindparam("perspectives")),
    # Of two views only the newer stands.
    update(perspective)
    .where(
        perspective.c.partnership_id == bindparam("partnership"),
        perspective.c.partner_id == _KEPT,
        perspective.c.replaced_at.is_(None),
        select(_newer.c.id)
        .where(
            _newer.c.partnership_id == perspective.c.partnership_id,
            _newer.c.partner_id == perspective.c.partner_id,
            _newer.c.replaced_at.is_(None),
            or_(
                _newer.c.made_at > perspective.c.made_at,
                and_(_newer.c.made_at == perspective.c.made_at, _newer.c.version > perspective.c.version),
            ),
        )
        .exists(),
    )
    .values(replaced_at=bindparam("now")),
    *(_credited(table) for table in (wording, say_back)),
    _credited(wording, "taken_up_by"),
    _credited(say_back, "of_id"),
    _credited(pair, "one_id"),
    _credited(pair, "other_id"),
    # Nobody is a pair with themself.
    delete(pair).where(
        pair.c.partnership_id == bindparam("partnership"), pair.c.one_id == _KEPT, pair.c.other_id == _KEPT
    ),
    # Nobody says their own view back.
    delete(say_back).where(
        say_back.c.partnership_id == bindparam("partnership"),
        say_back.c.partner_id == _KEPT,
        say_back.c.of_id == _KEPT,
    ),
    # Of two answers about one wording, and of what was asked once of each, only what was known before stands.
    *_one_of_two(
        recognition,
        _other_answer,
        _other_answer.c.partner_id == _KEPT,
        _other_answer.c.wording_id == recognition.c.wording_id,
    ),
    # An empty one only says that they were asked.
    delete(worth).where(
        worth.c.partnership_id == bindparam("partnership"),
        worth.c.partner_id == _KEPT,
        worth.c.text.is_(None),
        select(_other_worth.c.id)
        .where(_other_worth.c.partnership_id == worth.c.partnership_id, _other_worth.c.partner_id == _GONE)
        .exists(),
    ),
    *_one_of_two(worth, _other_worth, _other_worth.c.partner_id == _KEPT),
    # Of one meeting only one word of theirs is kept.
    _credited(attendance).where(
        ~select(_other_word.c.id)
        .where(
            _other_word.c.partnership_id == attendance.c.partnership_id,
            _other_word.c.partner_id == _KEPT,
            _other_word.c.meeting_number == attendance.c.meeting_number,
        )
        .exists()
    ),
    delete(attendance).where(attendance.c.partnership_id == bindparam("partnership"), attendance.c.partner_id == _GONE),
    _credited(attendance, "noted_by"),
    _credited(change, "subject_id").where(change.c.subject.in_(("partner", "plan"))),
    # A day of both counts once. What was done before it was known for whom they sit counts for whom they do.
    _credited(participation)
    .where(
        ~select(_other_day.c.id)
        .where(
            _other_day.c.partnership_id == participation.c.partnership_id,
            _other_day.c.partner_id == _KEPT,
            _other_day.c.on_day == participation.c.on_day,
            _other_day.c.kind == participation.c.kind,
        )
        .exists()
    )
    .values(
        seat_id=case((participation.c.seat_id == bindparam("chair"), bindparam("seat")), else_=participation.c.seat_id)
    ),
    delete(participation).where(
        participation.c.partnership_id == bindparam("partnership"), participation.c.partner_id == _GONE
    ),
    # The history of the other's states is told again from the days of both.
    delete(state_change).where(
        state_change.c.partnership_id == bindparam("partnership"), state_change.c.partner_id == _GONE
    ),
    update(partner)
    .where(partner.c.partnership_id == bindparam("partnership"), partner.c.id == _KEPT)
    .values(
        role=bindparam("as_role"),
        seat_id=bindparam("seat"),
        seated_by=bindparam("by"),
        joined_on=bindparam("since"),
        left_on=bindparam("left"),
        handed_over_on=bindparam("handed_over"),
        check_ins=func.coalesce(partner.c.check_ins, bindparam("asked_when_quiet", type_=Boolean)),
        talk_off_at=func.coalesce(partner.c.talk_off_at, _of_other_seat(_other_seat.c.talk_off_at)),
        left_be_until=func.coalesce(partner.c.left_be_until, _of_other_seat(_other_seat.c.left_be_until)),
        pairs_off_on=func.coalesce(partner.c.pairs_off_on, _of_other_seat(_other_seat.c.pairs_off_on)),
        unnamed_on=func.coalesce(partner.c.unnamed_on, _of_other_seat(_other_seat.c.unnamed_on)),
    ),
    delete(partner).where(partner.c.partnership_id == bindparam("partnership"), partner.c.id == _GONE),
)
