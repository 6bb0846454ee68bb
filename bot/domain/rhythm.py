"""How much somebody has been taking part, in two numbers, and how long a silence that explains.

Fitted on eight multi-organisation histories and reported on ten others (docs/decisions/0004-rhythm.md).
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from math import ceil, exp, log, sqrt

# A day counts half as much this many days later.
HALF_LIFE = 120.0

# Log-odds of nothing in the next 60 days: BASE + PER_SILENCE*sqrt(s) - PER_FADE*ln(fade) + BOTH*sqrt(s)*ln(fade).
BASE = 1.11
PER_SILENCE = 0.121
PER_FADE = 1.526
BOTH = 0.071

FLOOR = 14
LONGEST = 45
FLOOR_MEETINGS = 1.25
LONGEST_MEETINGS = 2

# Beyond this the odds are certain to the last bit of a float, and exp would overflow.
CERTAIN = 700.0


@dataclass(frozen=True, slots=True)
class Rhythm:
    """The last active day, the fading count of active days (at least 1), and how many there were.

    `last` is a date, or a whole number of days for histories that have only numbers.
    """

    last: date
    fade: float
    active_days: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """How patient a table is: the chance at which it asks, and the shortest and longest silence before it does."""

    theta: float = 0.5
    floor: int = FLOOR
    longest: int = LONGEST


def terms_for(meets_every: int | None, *, theta: float = 0.5) -> Terms:
    """A table's terms; one that says how often it meets (in days) lets at least a meeting pass."""
    if meets_every is None:
        return Terms(theta=theta)
    return Terms(
        theta=theta,
        floor=max(FLOOR, ceil(FLOOR_MEETINGS * meets_every)),
        longest=max(LONGEST, LONGEST_MEETINGS * meets_every),
    )


def faded(fade: float, days: float) -> float:
    """What a count is still worth after so many days without another."""
    return fade * float(2.0 ** (-days / HALF_LIFE))


def counted(fade: float, *, gap: int) -> float:
    """The count after one more active day: `gap` days after the last one, or before it where `gap` is negative."""
    return 1 + faded(fade, gap) if gap > 0 else fade + faded(1, -gap)


def add(rhythm: Rhythm | None, day: date) -> Rhythm:
    """The rhythm with one more active day, which must not have been counted before."""
    if rhythm is None:
        return Rhythm(day, 1.0, 1)
    gap = (day - rhythm.last).days
    return Rhythm(max(day, rhythm.last), counted(rhythm.fade, gap=gap), rhythm.active_days + 1)


def fold(days: Iterable[date]) -> Rhythm | None:
    """The rhythm of some active days, in any order; a day counts once.

    The one definition: what is stored is its cache.
    """
    rhythm = None
    for day in sorted(set(days)):
        rhythm = add(rhythm, day)
    return rhythm


def log_odds(fade: float, silent_days: float) -> float:
    """The log-odds that nothing more comes within 60 days."""
    silence, much = sqrt(silent_days), log(fade)
    return BASE + PER_SILENCE * silence - PER_FADE * much + BOTH * silence * much


def risk(fade: float, *, silent_days: float) -> float:
    """The chance that nothing more comes within 60 days, after so many days of silence.

    Somebody never seen (fade 0) has given no sign to go by: 1.0.
    """
    if fade <= 0:
        return 1.0
    odds = log_odds(fade, max(silent_days, 0))
    if abs(odds) > CERTAIN:
        return float(odds > 0)
    return 1 / (1 + exp(-odds))


def allowed_silence(fade: float, *, theta: float = 0.5) -> float:
    """After how many days of silence the chance reaches theta (0 < theta < 1); 0 where it starts above it."""
    if fade <= 0:
        return 0.0
    much = log(fade)
    rest = log(theta / (1 - theta)) - BASE + PER_FADE * much
    return 0.0 if rest <= 0 else (rest / (PER_SILENCE + BOTH * much)) ** 2


def patience(fade: float, terms: Terms) -> int:
    """How many whole days of silence a table lets pass before it asks."""
    return min(max(terms.floor, ceil(allowed_silence(fade, theta=terms.theta))), terms.longest)


def due_on(last: date, fade: float, *, terms: Terms, aways: Sequence[tuple[date, date]] = ()) -> date:
    """The day on which a silence since `last` has become longer than the rhythm explains.

    Days away, first and last included, are no silence: they push it on.
    """
    day = last + timedelta(days=patience(fade, terms))
    counted_to = last
    while (missing := days_away(counted_to, day, aways)) > 0:
        counted_to, day = day, day + timedelta(days=missing)
    return day


def days_away(after: date, until: date, aways: Sequence[tuple[date, date]]) -> int:
    """How many days of (after, until] lie in the ranges; overlapping ones count once."""
    days = 0
    for first, last in sorted(aways):
        begins, ends = max(first, after + timedelta(days=1)), min(last, until)
        if begins <= ends:
            days += (ends - begins).days + 1
            after = ends
    return days


def silent_days(since: date, today: date, *, aways: Sequence[tuple[date, date]] = ()) -> int:
    """Whole days from `since` to `today`, those away left out; never negative."""
    return max((today - since).days - days_away(since, today, aways), 0) if today > since else 0
