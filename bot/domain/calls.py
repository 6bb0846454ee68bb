"""Calls to those who have gone quiet: how one went, what got in the way, and from when on that is counted."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from bot.domain import calendars
from bot.domain.crowds import point_at_nobody
from bot.domain.people import Partner

# How a call went is asked for so long; then the intention has gone by, and nobody is reminded of it.
ASKED_FOR = timedelta(days=28)

# What somebody told is in the way is worth knowing before a call while it is this fresh.
TOLD_LATELY = timedelta(days=56)


class Outcome(StrEnum):
    """How a call went. `DENIED`: whoever was rung says that what was noted isn't so."""

    STILL_IN = "still_in"
    SOMEBODY_ELSE = "somebody_else"
    STEPPING_BACK = "stepping_back"
    NOT_REACHED = "not_reached"
    DENIED = "denied"

    @property
    def was_heard(self) -> bool:
        """Whether they were spoken to, which is a sign of life whatever they said."""
        return self in (Outcome.STILL_IN, Outcome.SOMEBODY_ELSE, Outcome.STEPPING_BACK)


class Hindrance(StrEnum):
    """What gets in the way of taking part: a fixed list, so that answers can be counted."""

    TIME = "time"
    PERSON = "person"
    SLOT = "slot"
    WORTH = "worth"
    HEARD = "heard"


# By which words each is meant.
SAID: Mapping[Hindrance, Sequence[str]] = {
    Hindrance.TIME: ("time", "no time"),
    Hindrance.PERSON: ("wrong person", "the wrong person"),
    Hindrance.SLOT: ("the meeting slot", "meeting slot", "the slot"),
    Hindrance.WORTH: ("not worth our while yet", "not worth our while", "not worth it"),
    Hindrance.HEARD: ("didn't feel heard", "did not feel heard", "not heard"),
}

# What somebody answered at a check-in, as it is kept, is one of these.
OF_CHECK_INS: Mapping[str, Hindrance] = {
    "too much on": Hindrance.TIME,
    "the wrong person now": Hindrance.PERSON,
    "it isn't working for us": Hindrance.WORTH,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Answered:
    """What gets in somebody's way, as it was last answered. `organisation`: None for whoever sits in their own right.

    `alone`: they answered the table's question, and nobody knows that it was them.
    """

    partner_id: int
    organisation: int | None
    way: Hindrance
    at: datetime
    alone: bool = False


def in_the_way(answers: Iterable[Answered]) -> Mapping[Hindrance, int] | None:
    """How many each thing gets in the way of, the most first; None while they are too few to be told apart from people.

    What was answered alone counts only when there is enough of it by itself: a coordinator knows the others by name,
    and what is left of a number after those would be somebody's words. Nor is it replaced by what a coordinator notes
    of a call: what the number lost by that would be somebody's words too.
    """
    in_order = sorted(answers, key=lambda one: one.at)
    alone, by_name = (_last_of_each(one for one in in_order if one.alone is kind) for kind in (True, False))
    counted = [*(({**by_name, **alone}) if _enough([*alone.values()]) else by_name).values()]
    if not _enough(counted):
        return None
    return dict(Counter(one.way for one in counted).most_common())


def _last_of_each(in_order: Iterable[Answered]) -> Mapping[int, Answered]:
    """One answer a person: the last."""
    return {one.partner_id: one for one in in_order}


def _enough(answers: Sequence[Answered]) -> bool:
    bodies = {one.organisation for one in answers} - {None}
    return point_at_nobody(people=len(answers), organisations=len(bodies))


def ask_on(caller: Partner, today: date, aways: Sequence[tuple[date, date]]) -> date:
    """The next day on which whoever rings works: then they are asked how it went."""
    # Somebody may work on one day of the week, and be away for a season.
    ahead = (today + timedelta(days=number) for number in range(1, 367))
    works = (
        day
        for day in ahead
        if calendars.is_working_day(day, country=caller.country, days=caller.person.working_days)
        and not calendars.is_away(day, aways)
    )
    return next(works, today + timedelta(days=1))
