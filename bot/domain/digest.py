"""What goes into a table's weekly digest, and in which order: results first, one question last."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

# At most 250 words are read on a phone at one sitting; with these many lines of this many words it stays below.
MOST_KEPT = 4
MOST_LEARNED = 2
MOST_DUE = 4
MOST_CHAIRS = 3
LONGEST_LINE = 90

# A week is set beside the four before it: a month is the shortest past that holds a meeting of most tables.
WEEKS_BEFORE = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Week:
    """What a week held. `active` and `before`: organisations that took part in the last 28 days, and the 28 before.

    Each line is whose it is, the words, and its day. No line speaks of anybody's silence.
    """

    kept: Sequence[tuple[str, str, date | None]] = ()
    learned: Sequence[tuple[str | None, str]] = ()
    due: Sequence[tuple[str, str, date | None]] = ()
    chairs: Sequence[str] = ()
    active: int = 0
    before: int = 0
    organisations: int = 0
    people: int = 0

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing that a partner would miss."""
        return not (self.kept or self.learned or self.due or self.people)


@dataclass(frozen=True, slots=True, kw_only=True)
class Digest:
    """What was chosen, with how many of each had to be left out, and the number of the question to end with."""

    week: Week
    more_kept: int = 0
    more_due: int = 0
    more_learned: int = 0
    question: int = field(default=0)


def choose(week: Week, *, monday: date, questions: int) -> Digest | None:
    """The week's digest, or None where there is nothing to say. The question changes from week to week."""
    if week.is_empty:
        return None
    chosen = Week(
        kept=week.kept[:MOST_KEPT],
        learned=week.learned[:MOST_LEARNED],
        due=week.due[:MOST_DUE],
        chairs=week.chairs[:MOST_CHAIRS],
        active=week.active,
        before=week.before,
        organisations=week.organisations,
        people=week.people,
    )
    return Digest(
        week=chosen,
        more_kept=len(week.kept) - len(chosen.kept),
        more_due=len(week.due) - len(chosen.due),
        more_learned=len(week.learned) - len(chosen.learned),
        question=monday.toordinal() // 7 % questions,
    )
