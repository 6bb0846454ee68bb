"""When a word to somebody senior about an empty seat may be drafted: after three askings, and told first."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from bot.domain import calendars
from bot.domain.manners import TOUCH_DAYS
from bot.domain.people import WORKING_WEEK
from bot.domain.quiet import DAYS_TO_ANSWER


class Answer(StrEnum):
    """How it stands between a table and somebody who was asked to be a sponsor."""

    ASKED = "asked"
    AGREED = "agreed"
    DECLINED = "declined"
    ENDED = "ended"


class Stage(StrEnum):
    """How far it is with one silence: nothing yet, the partner is to be told, has been, or a word may be drafted."""

    NOT_YET = "not yet"
    TO_TELL = "to tell"
    TOLD = "told"
    DRAFT = "draft"


@dataclass(frozen=True, slots=True, kw_only=True)
class Silence:
    """One silence of the only person in a seat. `asked`: from which day each asking could be seen; None: not yet.

    `told_on`: the day from which they could see that a sponsor may be asked; `sorted`: they said that they sort it.
    """

    asked: Sequence[date | None]
    told_on: date | None = None
    sorted: bool = False
    country: str = "GB-ENG"
    days: frozenset[int] = WORKING_WEEK
    aways: Sequence[tuple[date, date]] = ()


def stage(silence: Silence, today: date) -> Stage:
    """How far it is on a day: each step leaves three of their own working days for an answer."""
    last = silence.asked[len(TOUCH_DAYS) - 1] if len(silence.asked) >= len(TOUCH_DAYS) else None
    if silence.sorted or last is None or not _had_time(silence, last, today):
        return Stage.NOT_YET
    if silence.told_on is None:
        return Stage.TO_TELL
    return Stage.DRAFT if _had_time(silence, silence.told_on, today) else Stage.TOLD


def _had_time(silence: Silence, since: date, today: date) -> bool:
    between = calendars.working_days_between(
        since, today, country=silence.country, days=silence.days, off=silence.aways
    )
    return between >= DAYS_TO_ANSWER
