"""How somebody's state has changed: what is kept of each change, and on which day time alone may bring the next."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from bot.domain import quiet
from bot.domain.people import Answer
from bot.domain.quiet import Standing, State, Usual
from bot.domain.rhythm import Terms

DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """From which day somebody is in a state, and what the sentence about it is made of.

    `silent_days`: how many there were on that day. `until_on`: the last day of it that is known already.
    """

    on_day: date
    state: State
    last_on: date | None = None
    asked_on: date | None = None
    silent_days: int = 0
    usual: Usual = Usual.UNKNOWN
    until_on: date | None = None


# These rest on what has no day of its own (an answer, a role, a way to write to somebody), or on one that is let go of.
_AS_IT_WAS = frozenset({State.LEFT, State.HANDED_OVER, State.OBSERVER})
_BY_CHOICE = frozenset({State.NOT_MESSAGED, State.UNREACHABLE})
_WITHOUT_A_DAY = _BY_CHOICE | {State.OBSERVER, State.INVITED}


def in_force(changes: Sequence[Change], day: date) -> State | None:
    """The state that was kept of a day; None where nothing is known of it. `changes`: oldest first."""
    kept = next((one for one in reversed(changes) if one.on_day <= day), None)
    return kept.state if kept and (kept.until_on is None or day <= kept.until_on) else None


def state_then(standing: Standing, day: date, terms: Terms, *, kept: State | None) -> State:
    """The state on a day that has been: days and silence as they are known now, the rest as it was kept."""
    found = quiet.state_of(standing, day, terms)
    if kept is None or found in (State.LEFT, State.HANDED_OVER):
        return found
    if kept in _AS_IT_WAS:
        return kept
    if found is State.AWAY:
        return found
    if kept in _BY_CHOICE or (kept is State.INVITED and not standing.active_days):
        return kept
    if found in _WITHOUT_A_DAY and kept is not State.AWAY:
        could_be_asked = replace(standing, observer=False, answer=Answer.YES, stopped=False, reachable=True)
        return quiet.state_of(could_be_asked, day, terms)
    return found


def away_until(aways: Sequence[tuple[date, date]], day: date) -> date | None:
    """The last day of the time away that a day is in, ranges that follow each other taken as one; None: in none."""
    last = None
    for first, until in sorted(aways):
        if first <= (last + DAY if last else day) and until >= day:
            last = max(last, until) if last else until
    return last


def next_look(standing: Standing, state: State, day: date, terms: Terms, *, stopped_until: date | None) -> date | None:
    """The next day on which time alone may change a state; None where something has to happen first."""
    if state in (State.LEFT, State.HANDED_OVER):
        return None
    days = [first for first, _last in standing.aways] + [last + DAY for _first, last in standing.aways]
    days += [stopped_until] if stopped_until else []
    if state is State.ASKED:
        days.append(day + DAY)
    elif state in (State.HERE, State.NEW):
        days += [standing.due_on(terms), max(standing.silent_from + timedelta(days=terms.floor), day + DAY)]
    return min((one for one in days if one > day), default=None)
