"""How much, and how, somebody has been taking part, in five numbers; and how long a silence that explains.

Fitted on eight multi-organisation histories: docs/decisions/0035-a-better-detector.md.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from math import ceil, exp, expm1, log, log1p, sqrt

# A day counts half as much this many days later: for how much they do, for what they did last, for coming back.
HALF_LIFE = 120.0
BURST_HALF_LIFE = 14.0
RETURN_HALF_LIFE = 180.0

# A pause of this many days, after which somebody was here again, is one that they came back from.
PAUSE = 14

# With fewer active days too little is known of their ways (DESIGN 5): the risk is the simpler formula's.
ENOUGH_HISTORY = 4

# Log-odds of nothing in the next 60 days, s days after the last: begins + slope * ln(1 + s/EARLY), where
# begins = BASE + PER_FADE*ln(fade) + PER_BURST*ln(burst) + PER_LONGEST*ln(1 + longest), and slope = PER_SILENCE + the
# same with the weights of WHILE_SILENT and ln(1 + returns). Of a day of silence beyond SETTLED only LATE counts.
BASE = -0.24
PER_FADE, PER_BURST, PER_LONGEST = -1.21, -0.60, 0.22
PER_SILENCE = 1.29
FADE_WHILE_SILENT, BURST_WHILE_SILENT = 0.44, 0.10
RETURNS_WHILE_SILENT, LONGEST_WHILE_SILENT = -0.41, -0.11
EARLY, SETTLED, LATE = 8.0, 45.0, 0.6

# However somebody was here: a longer silence is never a better sign.
LEAST_SLOPE = 0.05

# The same with little history: YOUNG_BASE + YOUNG_PER_SILENCE*sqrt(s) + YOUNG_PER_FADE*ln(fade) + YOUNG_BOTH*both.
YOUNG_BASE, YOUNG_PER_SILENCE, YOUNG_PER_FADE, YOUNG_BOTH = 1.11, 0.121, -1.526, 0.071

FLOOR = 14
LONGEST = 45
FLOOR_MEETINGS = 1.25
LONGEST_MEETINGS = 2

# Beyond this the odds are certain to the last bit of a float, and exp would overflow.
CERTAIN = 700.0


@dataclass(frozen=True, slots=True)
class Rhythm:
    """How somebody has been here, known from their active days alone.

    `fade`: the fading count of active days (at least 1); `burst`: the same, of the last weeks; `returns`: the fading
    count of the times they came back after a pause; `longest`: the longest pause, in days, that they came back from.
    """

    last: date
    fade: float = 1.0
    active_days: int = 1
    burst: float = 1.0
    returns: float = 0.0
    longest: int = 0


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


def _faded(count: float, gap: int, half_life: float) -> float:
    return count * float(2.0 ** (-gap / half_life))


def add(rhythm: Rhythm | None, day: date) -> Rhythm:
    """The rhythm with one more active day, later than all before it; an earlier one is a matter for `fold`."""
    if rhythm is None:
        return Rhythm(day)
    gap = (day - rhythm.last).days
    return Rhythm(
        last=day,
        fade=1 + _faded(rhythm.fade, gap, HALF_LIFE),
        active_days=rhythm.active_days + 1,
        burst=1 + _faded(rhythm.burst, gap, BURST_HALF_LIFE),
        returns=(gap >= PAUSE) + _faded(rhythm.returns, gap, RETURN_HALF_LIFE),
        longest=max(rhythm.longest, gap),
    )


def fold(days: Iterable[date]) -> Rhythm | None:
    """The rhythm of some active days, in any order; a day counts once.

    The one definition: what is stored is its cache.
    """
    rhythm = None
    for day in sorted(set(days)):
        rhythm = add(rhythm, day)
    return rhythm


def _is_young(rhythm: Rhythm) -> bool:
    return rhythm.active_days < ENOUGH_HISTORY


def _line(rhythm: Rhythm) -> tuple[float, float]:
    """The log-odds on the last active day, and by how much each ln(1 + s/EARLY) of silence adds to them."""
    much, lately, longest = log(rhythm.fade), log(rhythm.burst), log1p(rhythm.longest)
    begins = BASE + PER_FADE * much + PER_BURST * lately + PER_LONGEST * longest
    slope = (
        PER_SILENCE
        + FADE_WHILE_SILENT * much
        + BURST_WHILE_SILENT * lately
        + RETURNS_WHILE_SILENT * log1p(rhythm.returns)
        + LONGEST_WHILE_SILENT * longest
    )
    return begins, max(slope, LEAST_SLOPE)


def log_odds(rhythm: Rhythm, silent_days: float) -> float:
    """The log-odds that nothing more comes within 60 days."""
    if _is_young(rhythm):
        silence, much = sqrt(silent_days), log(rhythm.fade)
        return YOUNG_BASE + YOUNG_PER_SILENCE * silence + YOUNG_PER_FADE * much + YOUNG_BOTH * silence * much
    begins, slope = _line(rhythm)
    counted = min(silent_days, SETTLED) + LATE * max(silent_days - SETTLED, 0)
    return begins + slope * log1p(counted / EARLY)


def risk(rhythm: Rhythm | None, *, silent_days: float) -> float:
    """The chance that nothing more comes within 60 days, after so many days of silence.

    Somebody never seen has given no sign to go by: 1.0.
    """
    if rhythm is None:
        return 1.0
    odds = log_odds(rhythm, max(silent_days, 0))
    if abs(odds) > CERTAIN:
        return float(odds > 0)
    return 1 / (1 + exp(-odds))


def allowed_silence(rhythm: Rhythm, *, theta: float = 0.5) -> float:
    """After how many days of silence the chance reaches theta (0 < theta < 1); 0 where it starts above it.

    The inverse of `log_odds` in closed form: the day of the next look is written down when something happens.
    """
    wanted = log(theta / (1 - theta))
    if _is_young(rhythm):
        much = log(rhythm.fade)
        rest = wanted - YOUNG_BASE - YOUNG_PER_FADE * much
        return 0.0 if rest <= 0 else (rest / (YOUNG_PER_SILENCE + YOUNG_BOTH * much)) ** 2
    begins, slope = _line(rhythm)
    counted = EARLY * expm1(min(max((wanted - begins) / slope, 0.0), CERTAIN))
    return counted if counted <= SETTLED else SETTLED + (counted - SETTLED) / LATE


def patience(rhythm: Rhythm | None, terms: Terms) -> int:
    """How many whole days of silence a table lets pass before it asks; the fewest where too little is known."""
    if rhythm is None or _is_young(rhythm):
        return terms.floor
    return min(max(terms.floor, ceil(allowed_silence(rhythm, theta=terms.theta))), terms.longest)


def due_on(since: date, rhythm: Rhythm | None, *, terms: Terms, aways: Sequence[tuple[date, date]] = ()) -> date:
    """The day on which a silence since a day has become longer than the rhythm explains.

    Days away, first and last included, are no silence: they push it on.
    """
    day = since + timedelta(days=patience(rhythm, terms))
    counted_to = since
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


def away_together(each: Sequence[Sequence[tuple[date, date]]]) -> list[tuple[date, date]]:
    """The days on which everybody was away, by the ranges of each; none of nobody."""
    together = list(each[0]) if each else []
    for ranges in each[1:]:
        both = [(max(mine[0], one[0]), min(mine[1], one[1])) for mine in together for one in ranges]
        together = [(first, last) for first, last in both if first <= last]
    return together


def silent_days(since: date, today: date, *, aways: Sequence[tuple[date, date]] = ()) -> int:
    """Whole days from `since` to `today`, those away left out; never negative."""
    return max((today - since).days - days_away(since, today, aways), 0) if today > since else 0
