"""Pairs who were offered to speak: each reads what they said themself, and of the other only that both said yes."""

from collections.abc import Collection, Sequence
from datetime import date, datetime

from sqlalchemy import Connection, Date, and_, bindparam, case, insert, or_, select, update

from bot.domain.challenges import Answer, State
from bot.domain.pairs import Earlier, Pair, Two, Voice, Word
from bot.domain.people import Partner, Viewer
from bot.storage.schema import change, commitment, pair, partner, perspective, recognition, wording

_HERE = pair.c.partnership_id == bindparam("partnership")
ALL = select(pair.c.one_id, pair.c.other_id, pair.c.offered_on).where(_HERE).order_by(pair.c.id)
ADD = insert(pair)
_IS_ONE = pair.c.one_id == bindparam("partner")
_MINE = and_(_HERE, or_(_IS_ONE, pair.c.other_id == bindparam("partner")))
OF = (
    select(
        pair.c.id,
        pair.c.offered_on,
        pair.c.both_on,
        case((_IS_ONE, pair.c.other_id), else_=pair.c.one_id).label("with_id"),
        case((_IS_ONE, pair.c.one_said), else_=pair.c.other_said).label("said"),
    )
    .where(_MINE)
    .order_by(pair.c.id.desc())
)
SAY = (
    update(pair)
    .where(_MINE, pair.c.id == bindparam("which"), pair.c.both_on.is_(None))
    .values(
        one_said=case((_IS_ONE, bindparam("word")), else_=pair.c.one_said),
        other_said=case((_IS_ONE, pair.c.other_said), else_=bindparam("word")),
    )
)
BOTH = (
    update(pair)
    .where(
        _MINE,
        pair.c.id == bindparam("which"),
        pair.c.both_on.is_(None),
        pair.c.one_said == Word.YES,
        pair.c.other_said == Word.YES,
    )
    .values(both_on=bindparam("today"))
)
# Those who have something to say or to read.
WHOSE = select(pair.c.one_id, pair.c.other_id, pair.c.one_said, pair.c.other_said, pair.c.both_on).where(
    _HERE, or_(pair.c.offered_on > bindparam("since"), pair.c.both_on > bindparam("since"))
)
_ME = and_(partner.c.partnership_id == bindparam("partnership"), partner.c.id == bindparam("partner"))
TURN = update(partner).where(_ME).values(pairs_off_on=bindparam("off_on", type_=Date))
OFF = select(partner.c.id).where(
    partner.c.partnership_id == bindparam("partnership"), partner.c.pairs_off_on.is_not(None)
)

_answered = (
    select(recognition.c.partner_id, recognition.c.answer)
    .join(
        wording,
        and_(wording.c.partnership_id == recognition.c.partnership_id, wording.c.id == recognition.c.wording_id),
    )
    .where(recognition.c.partnership_id == bindparam("partnership"), wording.c.state == State.STANDS)
    .subquery("answered")
)
VOICES = (
    select(perspective.c.partner_id, partner.c.seat_id, perspective.c.text, _answered.c.answer)
    .join(
        partner,
        and_(partner.c.partnership_id == perspective.c.partnership_id, partner.c.id == perspective.c.partner_id),
    )
    .outerjoin(_answered, _answered.c.partner_id == perspective.c.partner_id)
    .where(
        perspective.c.partnership_id == bindparam("partnership"),
        perspective.c.replaced_at.is_(None),
        partner.c.left_on.is_(None),
    )
    .order_by(perspective.c.made_at.desc(), perspective.c.id.desc())
)
DECLINED = (
    select(commitment.c.partner_id, commitment.c.asked_by)
    .join(
        change,
        and_(
            change.c.partnership_id == commitment.c.partnership_id,
            change.c.subject == "commitment",
            change.c.subject_id == commitment.c.id,
        ),
    )
    .where(
        commitment.c.partnership_id == bindparam("partnership"),
        commitment.c.asked_by.is_not(None),
        change.c.what == "declined",
        change.c.at >= bindparam("since"),
    )
)


def _keys(who: Partner) -> dict[str, int]:
    return {"partnership": who.partnership.id, "partner": who.id}


def earlier(tx: Connection, viewer: Viewer) -> Sequence[Earlier]:
    rows = tx.execute(ALL, {"partnership": viewer.partnership_id})
    return [Earlier(two=frozenset((row.one_id, row.other_id)), on=row.offered_on) for row in rows]


def add(tx: Connection, viewer: Viewer, two: tuple[int, int], *, on: date) -> None:
    one, other = two
    tx.execute(ADD, {"partnership_id": viewer.partnership_id, "one_id": one, "other_id": other, "offered_on": on})


def of(tx: Connection, who: Partner) -> Sequence[Pair]:
    """Those somebody was offered, the newest first, as far as they may know."""
    return [
        Pair(
            id=row.id,
            other_id=row.with_id,
            offered_on=row.offered_on,
            said=Word(row.said) if row.said else None,
            both_on=row.both_on,
        )
        for row in tx.execute(OF, _keys(who))
    ]


def say(tx: Connection, who: Partner, which: Pair, word: Word, *, today: date) -> None:
    """Keep what somebody says, and if it was the second yes, that both did."""
    keys = {**_keys(who), "which": which.id}
    tx.execute(SAY, {**keys, "word": word})
    tx.execute(BOTH, {**keys, "today": today})


def whose(tx: Connection, viewer: Viewer, *, since: date) -> frozenset[int]:
    """Who has an offer to answer or a yes to read, of those since then."""
    found: set[int] = set()
    for row in tx.execute(WHOSE, {"partnership": viewer.partnership_id, "since": since}):
        found |= {who for who, said in _both(row) if said is None or row.both_on}
    return frozenset(found)


def _both(row: object) -> tuple[tuple[int, str | None], tuple[int, str | None]]:
    return (row.one_id, row.one_said), (row.other_id, row.other_said)  # type: ignore[attr-defined] # A row of WHOSE.


def turn(tx: Connection, who: Partner, *, off_on: date | None) -> None:
    """From when somebody is offered nobody; None: they are again."""
    tx.execute(TURN, {**_keys(who), "off_on": off_on})


def off(tx: Connection, viewer: Viewer) -> frozenset[int]:
    """Those who said that they want no such offers."""
    return frozenset(tx.execute(OFF, {"partnership": viewer.partnership_id}).scalars())


def voices(tx: Connection, viewer: Viewer) -> Sequence[Voice]:
    """Everybody who has a view, the newest first, with what they say of the wording that stands."""
    return [
        Voice(
            partner_id=row.partner_id,
            seat_id=row.seat_id,
            view=row.text,
            answer=Answer(row.answer) if row.answer else None,
        )
        for row in tx.execute(VOICES, {"partnership": viewer.partnership_id})
    ]


def declined(tx: Connection, viewer: Viewer, *, since: datetime) -> Collection[Two]:
    """Between whom an ask was declined since then."""
    rows = tx.execute(DECLINED, {"partnership": viewer.partnership_id, "since": since})
    return {frozenset((row.partner_id, row.asked_by)) for row in rows}
