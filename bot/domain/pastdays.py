"""Days that have been, as people name them: "on Tuesday", "yesterday", "last Friday", "on 3 March"."""

import re
from datetime import date, timedelta

from bot.domain import deadlines

_LITTLE_WORDS = re.compile(r"^(?:(?:on|last|this|the)\s+)+", re.IGNORECASE)
_NAMED = {"today": 0, "this morning": 0, "just now": 0, "yesterday": 1, "the day before yesterday": 2, "last week": 7}
_AGO = re.compile(r"(\d{1,3}|a|two|three|four)\s+(day|week)s?\s+ago", re.IGNORECASE)
_NUMBERS = {"a": 1, "two": 2, "three": 3, "four": 4}


def last_named(words: str, today: date, *, country: str) -> date | None:
    """The last such day, today included; None where no day is named."""
    said = words.strip(" .,!?").casefold()
    if said in _NAMED:
        return today - timedelta(days=_NAMED[said])
    if ago := _AGO.fullmatch(said):
        number = _NUMBERS.get(ago[1]) or int(ago[1])
        return today - timedelta(days=number * (7 if ago[2] == "week" else 1))
    return _from_a_deadline(_LITTLE_WORDS.sub("", said), today, country)


def _from_a_deadline(words: str, today: date, country: str) -> date | None:
    """The deadline grammar names days to come; seen from a year ago, or a week, it names those that have been."""
    if (coming := deadlines.read(words, today, country=country).due) == today:
        return today
    week_ago = deadlines.read(words, today - timedelta(days=7), country=country).due
    if coming is not None and week_ago is not None and week_ago < today:
        return week_ago
    year_ago = deadlines.read(words, today - timedelta(days=365), country=country).due
    return year_ago if year_ago is not None and year_ago <= today else None
