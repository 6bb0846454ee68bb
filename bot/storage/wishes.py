"""What people said about being written to: yes or no, away, stopped, which days they work."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date, datetime

from sqlalchemy import Connection, bindparam, delete, insert, select, update

from bot.domain.people import Answer, Partner
from bot.storage.people import mask_of
from bot.storage.schema import away, consent, person

ADD_CONSENT = insert(consent)
LATEST_ANSWER = (
    select(consent.c.answer)
    .where(
        consent.c.partnership_id == bindparam("partnership"),
        consent.c.partner_id == bindparam("partner"),
        consent.c.answer != "told",
    )
    .order_by(consent.c.id.desc())
    .limit(1)
)
FORGET_ANSWERS = delete(consent).where(
    consent.c.partnership_id == bindparam("partnership"), consent.c.partner_id == bindparam("partner")
)
AWAYS = (
    select(away.c.person_id, away.c.from_on, away.c.until_on)
    .where(away.c.person_id.in_(bindparam("people", expanding=True)))
    .order_by(away.c.from_on)
)
ADD_AWAY = insert(away)
COME_BACK = update(away).where(away.c.person_id == bindparam("person"), away.c.until_on >= bindparam("today"))
END_AWAY = COME_BACK.where(away.c.from_on < bindparam("today")).values(until_on=bindparam("yesterday"))
DROP_AWAY = delete(away).where(away.c.person_id == bindparam("person"), away.c.from_on >= bindparam("today"))
STOP = (
    update(person)
    .where(person.c.id == bindparam("person"))
    .values(stopped_at=bindparam("at"), stopped_until=bindparam("until"))
)
SET_DAYS = update(person).where(person.c.id == bindparam("person")).values(working_days=bindparam("days"))


def record_consent(tx: Connection, partner: Partner, answer: str, *, how: str, on: date, at: datetime) -> None:
    """Keep what was said, with its date; `answer` is an Answer or "told"."""
    keys = {"partnership_id": partner.partnership.id, "partner_id": partner.id}
    tx.execute(ADD_CONSENT, {**keys, "answer": answer, "how": how, "given_on": on, "at": at})


def answer_of(tx: Connection, partner: Partner) -> Answer | None:
    """What the partner last said; None if they were never asked or have not answered."""
    keys = {"partnership": partner.partnership.id, "partner": partner.id}
    answer = tx.execute(LATEST_ANSWER, keys).scalar_one_or_none()
    return Answer(answer) if answer else None


def forget_answers(tx: Connection, partner: Partner) -> None:
    """They are to be asked as if they never had been."""
    tx.execute(FORGET_ANSWERS, {"partnership": partner.partnership.id, "partner": partner.id})


def aways(tx: Connection, people: Iterable[int]) -> Mapping[int, tuple[tuple[date, date], ...]]:
    """For each person the days away, first and last day included, oldest first."""
    found: defaultdict[int, list[tuple[date, date]]] = defaultdict(list)
    for row in tx.execute(AWAYS, {"people": list(people)}):
        found[row.person_id].append((row.from_on, row.until_on))
    return {person_id: tuple(ranges) for person_id, ranges in found.items()}


def set_away(tx: Connection, person_id: int, *, first: date, last: date) -> None:
    tx.execute(ADD_AWAY, {"person_id": person_id, "from_on": first, "until_on": last})


def end_away(tx: Connection, person_id: int, *, today: date, yesterday: date) -> None:
    """They are back: what is left of any time away is taken off, today included."""
    tx.execute(DROP_AWAY, {"person": person_id, "today": today})
    tx.execute(END_AWAY, {"person": person_id, "today": today, "yesterday": yesterday})


def stop(tx: Connection, person_id: int, *, at: datetime | None, until: date | None = None) -> None:
    """Messages off from `at`, for good or until a day; `at` None puts them on again."""
    tx.execute(STOP, {"person": person_id, "at": at, "until": until})


def set_working_days(tx: Connection, person_id: int, days: frozenset[int]) -> None:
    tx.execute(SET_DAYS, {"person": person_id, "days": mask_of(days)})
