"""Two people who turn out to be one: what is kept of them as a person becomes the other's, in this order."""

from typing import Any

from sqlalchemy import (
    BindParameter,
    Date,
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

from bot.storage.claims import OURS, REPEATABLE
from bot.storage.outbox import CLAIMED, JOINED, RODE_ALONG, UNKNOWN
from bot.storage.schema import (
    answer,
    asked_question,
    away,
    draft,
    exchange,
    identity,
    joining,
    link,
    message,
    outbox,
    partner,
    person,
    posted,
    route,
    session,
)

_KEPT: BindParameter[int] = bindparam("kept")
_GONE: BindParameter[int] = bindparam("gone")
_other_way, _other_row, _other_seat = route.alias("other_way"), outbox.alias("other_row"), partner.alias("other_seat")
_other_days, _other_asked = away.alias("other_days"), asked_question.alias("other_asked")
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
    # What both were asked, they were asked.
    _moved(asked_question).where(
        ~select(_other_asked.c.id)
        .where(_other_asked.c.person_id == _KEPT, _other_asked.c.name == asked_question.c.name)
        .exists()
    ),
    delete(asked_question).where(asked_question.c.person_id == _GONE),
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
