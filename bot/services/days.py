"""Days in what people type, counted from the asker's own today."""

import re
from datetime import date

from bot.domain import deadlines
from bot.domain.commitments import cue_of
from bot.domain.deadlines import Deadline
from bot.domain.errors import ImpossibleDeadlineError, NoDayError, PastDeadlineError
from bot.domain.people import Partner

_WEEKDAY = re.compile(r"\b(?:mon|tues|wednes|thurs|fri|satur|sun)day", re.IGNORECASE)


def deadline_in(words: str, asker: Partner, today: date) -> Deadline:
    """What the words say, with their day taken out of them.

    Raises PastDeadlineError or ImpossibleDeadlineError with the whole of them.
    """
    deadline = deadlines.read(words, today, country=asker.country)
    if deadline.trouble == "past":
        raise PastDeadlineError(words=words)
    if deadline.trouble == "impossible":
        raise ImpossibleDeadlineError(words=words)
    return deadline


def day_in(words: str, asker: Partner, today: date) -> date:
    """The day that the words name. Raises NoDayError too, if there is none in them."""
    due = deadline_in(words, asker, today).due
    if due is None:
        raise NoDayError(words=words)
    return due


def cue_day(plan: str, asker: Partner, today: date) -> date | None:
    """The day on which the cue of a when-then plan falls, where one can be read in it and has not gone.

    A cue is mostly a thing with its day, "Tuesday's meeting", which is no deadline but does say when.
    """
    cue = cue_of(plan)
    due = deadlines.read(cue, today, country=asker.country).due
    if due is None and (weekday := _WEEKDAY.search(cue)):
        due = deadlines.read(f"on {weekday[0]}", today, country=asker.country).due
    return due if due and due >= today else None
