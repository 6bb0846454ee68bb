"""What goes into a table's weekly digest, and in which order: results first, one question last."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date

# What is read on a phone at one sitting. Most weeks stay below it with so many lines of such a length; where names are
# long, lines are left out until it does.
MOST_WORDS = 250
MOST_KEPT = 4
MOST_LEARNED = 2
MOST_DUE = 4
MOST_CHAIRS = 3
LONGEST_LINE = 90

# A week is set beside the four before it: a month is the shortest past that holds a meeting of most tables.
WEEKS_BEFORE = 4

# A picture of the past has so many months: two are said in words, three are no line, and a year holds every season.
FEWEST_MONTHS = 4
MOST_MONTHS = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class Week:
    """What a week held. `active` and `before`: organisations that took part in the last 28 days, and the 28 before.

    Each line is whose it is, the words, and its day. No line speaks of anybody's silence, nor names who is silent.
    `further_kept` and `further_due` count what there is beyond the lines given. `past`: `active` as it was in each 28
    days that the table has seen whole, the last of them until `until`.
    """

    kept: Sequence[tuple[str | None, str, date | None]] = ()
    learned: Sequence[tuple[str | None, str]] = ()
    due: Sequence[tuple[str | None, str, date | None]] = ()
    chairs: Sequence[str] = ()
    active: int = 0
    before: int = 0
    organisations: int = 0
    people: int = 0
    further_kept: int = 0
    further_due: int = 0
    past: Sequence[int] = ()
    until: date | None = None

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


def months_seen(began: date | None, today: date) -> int:
    """How many times 28 days a table has behind it, as far back as a picture goes; 0 where that is too few for one."""
    whole = (today - began).days + 1 if began else 0
    months = min(whole // (7 * WEEKS_BEFORE), MOST_MONTHS)
    return months if months >= FEWEST_MONTHS else 0


def is_worth_a_picture(past: Sequence[int]) -> bool:
    """Whether there is something to see: a row of equal bars says no more than the sentence beside it."""
    return len(past) >= FEWEST_MONTHS and len(set(past)) > 1


def question_of(monday: date, *, questions: int) -> int:
    """The number of a week's question: they come in turn."""
    return monday.toordinal() // 7 % questions


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
        past=week.past if is_worth_a_picture(week.past) else (),
        until=week.until,
    )
    return Digest(
        week=chosen,
        more_kept=len(week.kept) - len(chosen.kept) + week.further_kept,
        more_due=len(week.due) - len(chosen.due) + week.further_due,
        more_learned=len(week.learned) - len(chosen.learned),
        question=question_of(monday, questions=questions),
    )


def shorter(chosen: Digest) -> Digest | None:
    """The same with one line less, taken from where most are left; None where there is no line to take."""
    week = chosen.week
    keep = {"due": len(week.due), "kept": len(week.kept), "learned": len(week.learned), "chairs": len(week.chairs)}
    longest = max(keep, key=lambda section: keep[section])
    if not keep[longest]:
        return None
    keep[longest] -= 1
    less = replace(
        week,
        due=week.due[: keep["due"]],
        kept=week.kept[: keep["kept"]],
        learned=week.learned[: keep["learned"]],
        chairs=week.chairs[: keep["chairs"]],
    )
    return replace(
        chosen,
        week=less,
        more_due=chosen.more_due + len(week.due) - len(less.due),
        more_kept=chosen.more_kept + len(week.kept) - len(less.kept),
        more_learned=chosen.more_learned + len(week.learned) - len(less.learned),
    )
