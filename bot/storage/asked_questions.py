"""Which questions somebody was asked, and what of their own a question may begin from."""

from collections.abc import Sequence
from datetime import date, datetime

from sqlalchemy import Connection, and_, bindparam, delete, func, insert, or_, select

from bot.domain.commitments import State
from bot.domain.people import Partner
from bot.domain.questions import TWICE, About, Asked, Fact
from bot.storage.engine import READING
from bot.storage.schema import asked_question, change, commitment

_MINE = asked_question.c.person_id == bindparam("person")
ALL = select(asked_question.c.name, asked_question.c.on_day).where(_MINE).order_by(asked_question.c.id)
# Asked again it is the latest, so it goes and comes anew.
FORGET = delete(asked_question).where(_MINE, asked_question.c.name == bindparam("question"))
ADD = insert(asked_question)

_HERE = commitment.c.partnership_id == bindparam("partnership")
_BY_ME = and_(change.c.partner_id == bindparam("partner"), commitment.c.partner_id == bindparam("partner"))
_STANDS_SO = or_(
    and_(_BY_ME, change.c.what == "moved", commitment.c.state.in_((State.OPEN, State.KEPT))),
    and_(_BY_ME, change.c.what == "kept", commitment.c.state == State.KEPT),
    and_(_BY_ME, change.c.what.in_(("let_go", "declined")), commitment.c.state == State.LET_GO),
    and_(
        change.c.what == "declined",
        commitment.c.asked_by == bindparam("partner"),
        commitment.c.state == State.LET_GO,
    ),
)
_latest = func.max(change.c.id)
HAPPENED = (
    select(
        change.c.what,
        commitment.c.number,
        commitment.c.text,
        commitment.c.asked_by,
        func.count().label("times"),
    )
    .join(
        commitment,
        and_(commitment.c.partnership_id == change.c.partnership_id, commitment.c.id == change.c.subject_id),
    )
    .where(_HERE, change.c.subject == "commitment", change.c.at >= bindparam("since"), _STANDS_SO)
    .group_by(change.c.what, commitment.c.number, commitment.c.text, commitment.c.asked_by)
    .order_by(_latest.desc())
)


def of(tx: Connection, who: Partner) -> Sequence[Asked]:
    """All that somebody was asked, at whichever table, the latest last."""
    return [Asked(name=row.name, on=row.on_day) for row in tx.execute(ALL, {"person": who.person.id})]


def note(tx: Connection, who: Partner, name: str, *, monday: date) -> None:
    """Keep that they were asked it in that week. Where a form is only being opened, it is noted once it is open."""
    if READING in tx.info:
        return
    tx.execute(FORGET, {"person": who.person.id, "question": name})
    tx.execute(ADD, {"person_id": who.person.id, "name": name, "on_day": monday})


def happened(tx: Connection, who: Partner, *, since: datetime) -> Sequence[Fact]:
    """What somebody moved more than once, let go of, declined, kept, or asked in vain since then; the latest first."""
    keys = {"partnership": who.partnership.id, "partner": who.id, "since": since}
    return [
        Fact(about=_about(row.what, asked_by_them=row.asked_by == who.id), number=row.number, words=row.text)
        for row in tx.execute(HAPPENED, keys)
        if row.what != About.MOVED or row.times >= TWICE
    ]


def _about(what: str, *, asked_by_them: bool) -> About:
    return About.TURNED_DOWN if what == About.DECLINED and asked_by_them else About(what)
