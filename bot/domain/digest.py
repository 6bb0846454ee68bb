"""What goes into a table's weekly digest, and in which order: results first, one question last."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Generic, TypeVar

from bot.domain.outlook import SPAN, Share

# What is read on a phone at one sitting. Most weeks stay below it with so many lines of such a length; where names are
# long, lines are left out until it does.
MOST_WORDS = 250
MOST_KEPT = 4
MOST_DUE = 4
# How many lines of each list at most, in the order in which they are read: results and what was learned come first.
MOST = {"outcomes": 3, "learned": 2, "kept": MOST_KEPT, "moved": 3, "due": MOST_DUE, "chairs": 3}
# Where most are left a line is taken first; of two as long, from what can be read elsewhere.
_TAKEN_FIRST = ("due", "kept", "moved", "learned", "chairs", "outcomes")
LONGEST_LINE = 90

# Of how many weeks a bar in the picture of a table's past is.
WEEKS_BEFORE = SPAN.days // 7

# A picture of the past has so many months: two are said in words, three are no line, and a year holds every season.
FEWEST_MONTHS = 4
MOST_MONTHS = 12


Line = TypeVar("Line")


@dataclass(frozen=True, slots=True, kw_only=True)
class Week(Generic[Line]):
    """What a week held. `share`: how many organisations take part, and how many did before.

    Each list has lines as they are read. No line speaks of anybody's silence, nor names who is silent. `outcomes`: what
    became better, and what was measured; `moved`: what else changed at the table. `further` counts, by list, what there
    is beyond the lines given. `past`: how many took part in each 28 days that the table has seen whole, the last until
    `until`.
    """

    outcomes: Sequence[Line] = ()
    learned: Sequence[Line] = ()
    kept: Sequence[Line] = ()
    moved: Sequence[Line] = ()
    due: Sequence[Line] = ()
    chairs: Sequence[str] = ()
    share: Share | None = None
    people: int = 0
    further: Mapping[str, int] = field(default_factory=dict)
    past: Sequence[int] = ()
    until: date | None = None

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing that a partner would miss."""
        return not (self.outcomes or self.learned or self.kept or self.moved or self.due or self.people)


@dataclass(frozen=True, slots=True, kw_only=True)
class Digest(Generic[Line]):
    """What was chosen, how many of each list had to be left out, and the number of the question to end with."""

    week: Week[Line]
    more: Mapping[str, int] = field(default_factory=dict)
    question: int = 0


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


def choose(week: Week[Line], *, monday: date, questions: int) -> Digest[Line] | None:
    """The week's digest, or None where there is nothing to say. The question changes from week to week."""
    if week.is_empty:
        return None
    past = week.past if is_worth_a_picture(week.past) else ()
    return Digest(
        week=replace(_cut(week, MOST), past=past),
        more=left_out(week, MOST),
        question=question_of(monday, questions=questions),
    )


def _cut(week: Week[Line], most: Mapping[str, int]) -> Week[Line]:
    return replace(week, further={}, **{name: getattr(week, name)[:number] for name, number in most.items()})


def left_out(week: Week[Line], most: Mapping[str, int]) -> dict[str, int]:
    """How many of each list are left out where so many lines of it stay at most."""
    lengths = {name: len(getattr(week, name)) for name in most}
    return {name: max(lengths[name] - number, 0) + week.further.get(name, 0) for name, number in most.items()}


def shorter(chosen: Digest[Line]) -> Digest[Line] | None:
    """The same with one line less, taken from where most are left; None where there is no line to take."""
    keep = {name: len(getattr(chosen.week, name)) for name in _TAKEN_FIRST}
    longest = max(keep, key=lambda name: keep[name])
    if not keep[longest]:
        return None
    keep[longest] -= 1
    more = {name: number + (name == longest) for name, number in ({longest: 0} | dict(chosen.more)).items()}
    return replace(chosen, week=_cut(chosen.week, keep), more=more)
