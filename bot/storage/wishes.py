"""What people said about being written to: yes or no, away, stopped, which days they work."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date, datetime

from sqlalchemy import Connection, bindparam, case, delete, func, insert, select, update

from bot.domain.people import Answer, Partner
from bot.domain.statuses import Standing
from bot.storage import states
from bot.storage.people import mask_of
from bot.storage.schema import away, consent, partner, person

ADD_CONSENT = insert(consent)
_LATEST = (
    select(func.max(consent.c.id))
    .where(
        consent.c.partnership_id == partner.c.partnership_id,
        consent.c.partner_id == partner.c.id,
        consent.c.answer != "told",
    )
    .correlate(partner)
)
LATEST_ANSWERS = (
    select(partner.c.id, consent.c.answer)
    .join_from(partner, consent, consent.c.id == _LATEST.scalar_subquery())
    .where(partner.c.id.in_(bindparam("partners", expanding=True)))
)
FORGET_ANSWERS = delete(consent).where(
    consent.c.partnership_id == bindparam("partnership"), consent.c.partner_id == bindparam("partner")
)
AWAYS = (
    select(away.c.person_id, away.c.from_on, away.c.until_on)
    .where(away.c.person_id.in_(bindparam("people", expanding=True)), away.c.until_on >= away.c.from_on)
    .order_by(away.c.from_on)
)
ADD_AWAY = insert(away)
COME_BACK = update(away).where(away.c.person_id == bindparam("person"), away.c.until_on >= bindparam("today"))
END_AWAY = COME_BACK.where(away.c.from_on < bindparam("today")).values(until_on=bindparam("yesterday"))
DROP_AWAY = delete(away).where(
    away.c.person_id == bindparam("person"), away.c.from_on >= bindparam("today"), away.c.shown_by.is_(None)
)
DROP_EXACTLY = delete(away).where(
    away.c.person_id == bindparam("person"),
    away.c.from_on == bindparam("from_on"),
    away.c.until_on == bindparam("until_on"),
    away.c.shown_by.is_(None),
)
# A status that stands for longer than its person is away is let be, until it is seen to be gone.
OVERRULE = (
    update(away)
    .where(away.c.person_id == bindparam("person"), away.c.shown_by.is_not(None))
    .values(
        until_on=case((away.c.until_on >= bindparam("today"), bindparam("yesterday")), else_=away.c.until_on),
        shown_as=Standing.OVER.value,
    )
)
STOP = (
    update(person)
    .where(person.c.id == bindparam("person"))
    .values(stopped_at=bindparam("at"), stopped_until=bindparam("until"))
)
SET_DAYS = update(person).where(person.c.id == bindparam("person")).values(working_days=bindparam("days"))

CHOOSE_CHECK_INS = (
    update(partner)
    .where(partner.c.partnership_id == bindparam("partnership"), partner.c.id == bindparam("partner"))
    .values(check_ins=bindparam("wanted"))
)


def record_consent(tx: Connection, who: Partner, answer: str, *, how: str, on: date, at: datetime) -> None:
    """Keep what was said, with its date; `answer` is an Answer or "told"."""
    keys = {"partnership_id": who.partnership.id, "partner_id": who.id}
    tx.execute(ADD_CONSENT, {**keys, "answer": answer, "how": how, "given_on": on, "at": at})


def answers_of(tx: Connection, those: Iterable[Partner]) -> Mapping[int, Answer]:
    """What each partner last said; nobody who was never asked or has not answered is in it."""
    rows = tx.execute(LATEST_ANSWERS, {"partners": [one.id for one in those]})
    return {row.id: Answer(row.answer) for row in rows}


def answer_of(tx: Connection, who: Partner) -> Answer | None:
    """The same for one of them."""
    return answers_of(tx, (who,)).get(who.id)


def forget_answers(tx: Connection, who: Partner) -> None:
    """They are to be asked as if they never had been."""
    tx.execute(FORGET_ANSWERS, {"partnership": who.partnership.id, "partner": who.id})


def aways(tx: Connection, people: Iterable[int]) -> Mapping[int, tuple[tuple[date, date], ...]]:
    """For each person the days away, first and last day included, oldest first."""
    found: defaultdict[int, list[tuple[date, date]]] = defaultdict(list)
    for row in tx.execute(AWAYS, {"people": list(people)}):
        found[row.person_id].append((row.from_on, row.until_on))
    return {person_id: tuple(ranges) for person_id, ranges in found.items()}


def set_away(tx: Connection, person_id: int, *, first: date, last: date) -> None:
    tx.execute(ADD_AWAY, {"person_id": person_id, "from_on": first, "until_on": last})


def drop_away(tx: Connection, person_id: int, *, first: date, last: date) -> bool:
    """Take back time away that somebody said; False if there is none of just those days."""
    found = tx.execute(DROP_EXACTLY, {"person": person_id, "from_on": first, "until_on": last})
    return bool(found.rowcount)


def end_away(tx: Connection, person_id: int, *, today: date, yesterday: date) -> None:
    """They are back: what is left of any time away is taken off, today included."""
    tx.execute(DROP_AWAY, {"person": person_id, "today": today})
    tx.execute(END_AWAY, {"person": person_id, "today": today, "yesterday": yesterday})
    tx.execute(OVERRULE, {"person": person_id, "today": today, "yesterday": yesterday})


def stop(tx: Connection, person_id: int, *, at: datetime | None, until: date | None = None) -> None:
    """Messages off from `at`, for good or until a day; `at` None puts them on again."""
    tx.execute(STOP, {"person": person_id, "at": at, "until": until})
    states.look_at_person(tx, person_id)


def set_working_days(tx: Connection, person_id: int, days: frozenset[int]) -> None:
    tx.execute(SET_DAYS, {"person": person_id, "days": mask_of(days)})


def choose_check_ins(tx: Connection, who: Partner, *, wanted: bool) -> None:
    """Whether they are asked when they are quiet."""
    tx.execute(CHOOSE_CHECK_INS, {"partnership": who.partnership.id, "partner": who.id, "wanted": wanted})
