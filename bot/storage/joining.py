"""Two people who turn out to be one: what was asked about it, and the joining of all that is kept of both."""

from collections.abc import Sequence
from datetime import date, datetime

from sqlalchemy import Connection, bindparam, func, select, update

from bot.domain.people import Partner, Role
from bot.storage import sponsors, tables, welcomes, wishes
from bot.storage.joining_partners import NUMBERS, OF_PARTNER
from bot.storage.joining_people import AT_BOTH,OF_LEADS
from bot.storage.joining_sponsors import OF_SPONSORS, whose_seat
from bot.storage.outbox LAST, OF_PERSON, SEATS, TAKE_OVER, WHO
from bot.storage.people import partner_by_id
from bot.storage.schema import joining,
    link,
    measure,
    message,
    outbox,
    outcome,
    participation,
    parting,
    partner,
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
    trying,
    wording,
    worth,
)
from bot.storage.upsert import insert_new

ADD = insert_new(joining).returning(joining.c.id)
NUMBER_OF = select(func.count()).where(joining.c.person_id == bindparam("person"))
ASKED = select(joining.c.person_id, joining.c.made_at).where(
    joining.c.id == bindparam("row"), joining.c.known_id == bindparam("known"), joining.c.refused_at.is_(None)
)
REFUSE = (
    update(joining)
    .where(joining.c.id == bindparam("row"), joining.c.known_id == bindparam("known"))
    .values(refused_at=bindparam("now"))
)

_KEPT: BindParameter[int] = bindparam("kept")
_GONE: BindParameter[int] = bindparam("gone")
_other_way, _other_row, _other_seat = route.alias("other_way"), outbox.alias("other_row"), partner.alias("other_seat")
_other_days = away.alias("other_days")
# What the rounds owe anew to whoever they are then.
_BY_ROUNDS = ("welcome", "note", "check_in", "renewal", "reminder", "offer", "brief")
_OF_GONE = select(outbox.c.id).where(outbox.c.person_id == _GONE)


def _moved(table: Any) -> Update:  # noqa: ANN401 - any table of a person's
    return update(table).where(table.c.person_id == _GONE).values(person_id=_KEPT)


# In this order: what stands twice is not moved, and goes.
OF_PERSON = (
    # Of two statuses under one user id, only one still stands.
    update(away)
    .where(
        away.c.person_id == _GONE,
        away.c.shown_by.in_(select(_other_days.c.shown_by).where(_other_days.c.person_id == _KEPT)),
    )
    .values(shown_by=None, shown_as=None),
    *(_moved(table) for table in (identity, away, draft, session, exchange, posted, message)),
    delete(link).where(link.c.person_id == _GONE),
    _moved(route).where(
        ~select(_other_way.c.id)
        .where(_other_way.c.person_id == _KEPT, _other_way.c.platform == route.c.platform)
        .exists()
    ),
    delete(route).where(route.c.person_id == _GONE),
    # What has begun to leave counts as sent, and is not looked for: it would not be found, and be sent again.
    update(outbox)
    .where(
        outbox.c.person_id == _GONE,
        outbox.c.state.in_((CLAIMED, UNKNOWN)),
        outbox.c.sent_at.is_not(None),
        outbox.c.route.not_in(OURS),
        outbox.c.kind.not_in(REPEATABLE),
    )
    .values(state=UNKNOWN, lease_until=None, reason=case((outbox.c.reason == RODE_ALONG, RODE_ALONG), else_=JOINED)),
    delete(outbox).where(outbox.c.person_id == _GONE, outbox.c.state == "owed", outbox.c.kind.in_(_BY_ROUNDS)),
    _moved(outbox).where(
        ~select(_other_row.c.id)
        .where(
            _other_row.c.person_id == _KEPT,
            _other_row.c.kind == outbox.c.kind,
            _other_row.c.period == outbox.c.period,
            or_(
                _other_row.c.partnership_id == outbox.c.partnership_id,
                and_(outbox.c.kind == "note", _other_row.c.route == outbox.c.route),
            ),
        )
        .exists()
    ),
    delete(message).where(message.c.outbox_id.in_(_OF_GONE)),
    delete(answer).where(answer.c.outbox_id.in_(_OF_GONE)),
    delete(outbox).where(outbox.c.person_id == _GONE),
    _moved(partner).where(
        ~select(_other_seat.c.id)
        .where(_other_seat.c.person_id == _KEPT, _other_seat.c.partnership_id == partner.c.partnership_id)
        .exists()
    ),
)
LAST = (
    delete(joining).where(or_(joining.c.person_id == _GONE, joining.c.known_id == _GONE)),
    delete(person).where(person.c.id == _GONE),
)
WHO = select(person).where(person.c.id == _GONE)
_SPOKE = bindparam("spoke", type_=person.c.language.type)
_CHOSE = bindparam("chose", type_=person.c.language_chosen_at.type)
TAKE_OVER = (
    update(person)
    .where(person.c.id == _KEPT)
    .values(
        zone=func.coalesce(person.c.zone, bindparam("zone_of")),
        country=func.coalesce(person.c.country, bindparam("country_of")),
        # Whoever said stop by either way said it.
        stopped_at=func.coalesce(person.c.stopped_at, bindparam("stopped", type_=person.c.stopped_at.type)),
        stopped_until=case(
            (person.c.stopped_at.is_(None), bindparam("until", type_=Date)), else_=person.c.stopped_until
        ),
        # What was chosen by either way wins over what a platform told; of two choices the kept one's stands.
        language=case(
            (person.c.language_chosen_at.is_not(None), person.c.language),
            (_CHOSE.is_not(None), _SPOKE),
            else_=func.coalesce(person.c.language, _SPOKE),
        ),
        language_chosen_at=func.coalesce(person.c.language_chosen_at, _CHOSE),
        status_off_at=func.coalesce(person.c.status_off_at, bindparam("unread", type_=person.c.status_off_at.type)),
    )
)
SEATS = select(partner.c.partnership_id, partner.c.id).where(partner.c.person_id == _KEPT).order_by(partner.c.id)
AT_BOTH = (
    select(partner.c.partnership_id, partner.c.id.label("gone"), _other_seat.c.id.label("kept"))
    .join(_other_seat, _other_seat.c.partnership_id == partner.c.partnership_id)
    .where(partner.c.person_id == _GONE, _other_seat.c.person_id == _KEPT)
    .order_by(partner.c.partnership_id)
)

_other_worth, _other_answer = worth.alias("other_worth"), recognition.alias("other_answer")
_other_day, _newer = participation.alias("other_day"), perspective.alias("newer")
_other_word = attendance.alias("other_word")


def _credited(table: Any, column: str = "partner_id") -> Update:  # noqa: ANN401 - any table of a partner's
    of = table.c[column]
    where = (table.c.partnership_id == bindparam("partnership"), of == _GONE)
    return update(table).where(*where).values({column: _KEPT})


def _one_of_two(table: Any, other: Any, *same: Any) -> tuple[Update, Delete]:  # noqa: ANN401 - any table of a partner's
    """What may stand once only: it becomes theirs where there is no other, and goes where there is."""
    here = (other.c.partnership_id == table.c.partnership_id, *same)
    gone = (table.c.partnership_id == bindparam("partnership"), table.c.partner_id == _GONE)
    return _credited(table).where(~select(other.c.id).where(*here).exists()), delete(table).where(*gone)


NUMBERS = {
    "reflection": select(func.coalesce(func.max(reflection.c.number), 0)).where(
        reflection.c.partnership_id == bindparam("partnership"), reflection.c.partner_id == _KEPT
    ),
    "perspective": select(func.coalesce(func.max(perspective.c.version), 0)).where(
        perspective.c.partnership_id == bindparam("partnership"), perspective.c.partner_id == _KEPT
    ),
}
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
        )
    ),
    *OF_SPONSORS,
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
        talk_off_at=func.coalesce(
            partner.c.talk_off_at,
            select(_other_seat.c.talk_off_at)
            .where(_other_seat.c.partnership_id == partner.c.partnership_id, _other_seat.c.id == _GONE)
            .scalar_subquery(),
        ),
    ),
    delete(partner).where(partner.c.partnership_id == bindparam("partnership"), partner.c.id == _GONE),
)


def ask(tx: Connection, *, person_id: int, known_id: int, now: datetime) -> int | None:
    """Keep that it is asked; None where it was before."""
    keys = {"person_id": person_id, "known_id": known_id, "made_at": now}
    found: int | None = tx.execute(ADD, keys).scalar_one_or_none()
    return found


def number_of(tx: Connection, person_id: int) -> int:
    """How often somebody has said that they are somebody else."""
    found: int = tx.execute(NUMBER_OF, {"person": person_id}).scalar_one()
    return found


def asked(tx: Connection, row_id: int, *, known_id: int, at: int) -> int | None:
    """Who says that they are whoever is asked; None for a question to somebody else, or that was answered no.

    `at`: the second in which it was asked, for a row's number is given again once it is gone.
    """
    row = tx.execute(ASKED, {"row": row_id, "known": known_id}).one_or_none()
    return row.person_id if row and int(row.made_at.timestamp()) == at else None


def refuse(tx: Connection, row_id: int, *, known_id: int, now: datetime) -> None:
    tx.execute(REFUSE, {"row": row_id, "known": known_id, "now": now})


def join(tx: Connection, *, kept: int, gone: int, now: datetime) -> Sequence[Partner]:
    """All that is kept of one person is the other's from now on, and the one is no more; that one's seats now."""
    keys = {"kept": kept, "gone": gone}
    other = tx.execute(WHO, keys).one()
    for statement in OF_PERSON:
        tx.execute(statement, keys)
    for row in tx.execute(AT_BOTH, keys).all():
        _join_at(tx, row.partnership_id, gone=row.gone, kept=row.kept, now=now)
    told = {"zone_of": other.zone, "country_of": other.country}
    stops = {"stopped": other.stopped_at, "until": other.stopped_until, "unread": other.status_off_at}
    speaks = {"spoke": other.language, "chose": other.language_chosen_at}
    tx.execute(TAKE_OVER, {**keys, **told, **stops, **speaks})
    for statement in LAST:
        tx.execute(statement, keys)
    return [
        found
        for row in tx.execute(SEATS, {"kept": kept}).all()
        if (found := partner_by_id(tx, partnership_id=row.partnership_id, partner_id=row.id))
    ]


def _join_at(tx: Connection, partnership_id: int, *, gone: int, kept: int, now: datetime) -> None:
    """Somebody who had two places at one table has one: whom they sit for is by the weightier word."""
    one = partner_by_id(tx, partnership_id=partnership_id, partner_id=kept)
    other = partner_by_id(tx, partnership_id=partnership_id, partner_id=gone)
    if one is None or other is None:  # pragma: no cover - read in this transaction
        raise LookupError(kept)
    if bool(one.left_on) is not bool(other.left_on):
        # What they answered was about the time before they left.
        wishes.forget_answers(tx, one if one.left_on else other)
    if one.left_on and not other.left_on:
        welcomes.set_aside(tx, one)
    sits = whose_seat(one, other)
    sponsors_too = Role.SPONSOR in (one.role, other.role)
    here = {"partnership": partnership_id, "kept": kept, "gone": gone}
    left = _later(one.left_on, other.left_on)
    keys = {
        **here,
        **{f"{name}s": tx.execute(number, here).scalar_one() for name, number in NUMBERS.items()},
        # What a sponsor did counts for no seat but their own.
        "chair": other.seat_id if other.organisation is None and not sponsors_too else 0,
        "seat": sits.seat_id,
        "by": sits.seated_by,
        "as_role": Role.COORDINATOR if other.convenes else sits.role if sponsors_too else one.role,
        "since": min(one.joined_on, other.joined_on),
        "left": left,
        # Whoever still has one of the two seats has not handed theirs on.
        "handed_over": _later(one.handed_over_on, other.handed_over_on),
        "asked_when_quiet": other.check_ins,
        "now": now,
    }
    for statement in OF_PARTNER:
        tx.execute(statement, keys)
    if sponsors_too and sits.role is not Role.SPONSOR:
        sponsors.end_all_of(tx, one, now=now)
    for seat in (one.seat_id, other.seat_id):
        tx.execute(tables.STEP_BACK, {"partnership": partnership_id, "seat": seat})
    if left is None:
        tx.execute(tables.FILL_SEAT, {"partnership": partnership_id, "seat": sits.seat_id})


def _later(one: date | None, other: date | None) -> date | None:
    """The later of two days; None where there are not both."""
    return max(one, other) if one and other else None
