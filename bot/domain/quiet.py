"""What state a partner, and an organisation, is in; why; and the one next step."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from bot.domain import calendars, rhythm
from bot.domain.people import WORKING_WEEK, Answer
from bot.domain.rhythm import ENOUGH_HISTORY, Rhythm, Terms

# A partner is asked before anybody else is told, and has so many of their own working days to answer.
DAYS_TO_ANSWER = 3

# From this share of the filled seats on it may be the table, not them.
MAYBE_THE_TABLE = 3


class State(StrEnum):
    """A partner's state, in order: the first that holds."""

    LEFT = "left"
    HANDED_OVER = "handed_over"
    OBSERVER = "observer"
    AWAY = "away"
    NOT_MESSAGED = "not_messaged"
    UNREACHABLE = "unreachable"
    INVITED = "invited"
    QUIET = "quiet"
    ASKED = "asked"
    DUE = "due"
    NEW = "new"
    HERE = "here"


class OrganisationState(StrEnum):
    """An organisation's state, in order: the first that holds."""

    EMPTY_SEAT = "empty_seat"
    AWAY = "away"
    QUIET = "quiet"
    SLOWING = "slowing"
    ACTIVE = "active"


class NextStep(StrEnum):
    """The one thing to do about a state, as an action's name."""

    NONE = "none"
    WAIT = "wait"
    ASK = "check_in.ask"
    CALL = "call"
    OFFER = "offer.smaller"
    CALL_IF_ANYWAY = "call.if_anyway"
    FIND_A_WAY = "route.add"
    INVITE_AGAIN = "invite.again"
    FILL_THE_SEAT = "seat.fill"


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """All that decides one partner's state on one day.

    `since`: the day they joined, from which silence counts for somebody never seen. `asked_on`: the first asking of
    this silence; `seen_on`: the day from which it could be seen (None: not yet). `aways`: ranges, both ends included.
    """

    since: date
    rhythm: Rhythm | None = None
    left: bool = False
    handed_over: bool = False
    observer: bool = False
    answer: Answer | None = None
    stopped: bool = False
    reachable: bool = True
    asked_on: date | None = None
    seen_on: date | None = None
    aways: Sequence[tuple[date, date]] = ()
    country: str = "GB-ENG"
    days: frozenset[int] = WORKING_WEEK

    @property
    def last_on(self) -> date | None:
        return self.rhythm.last if self.rhythm else None

    @property
    def active_days(self) -> int:
        return self.rhythm.active_days if self.rhythm else 0

    @property
    def silent_from(self) -> date:
        return self.last_on or self.since

    def silent_days(self, today: date) -> int:
        return rhythm.silent_days(self.silent_from, today, aways=self.aways)

    def due_on(self, terms: Terms) -> date:
        """The day on which the silence is longer than the rhythm explains."""
        return rhythm.due_on(self.silent_from, self.rhythm, terms=terms, aways=self.aways)


def state_of(standing: Standing, today: date, terms: Terms) -> State:
    """The first state that holds on that day (CONTRACTS, States)."""
    return settled(standing, today) or _silence(standing, today, terms)


def settled(standing: Standing, today: date) -> State | None:
    """The states that no silence comes into, each with what makes it hold."""
    states = {
        State.LEFT: standing.left,
        State.HANDED_OVER: standing.handed_over,
        State.OBSERVER: standing.observer,
        State.AWAY: calendars.is_away(today, standing.aways),
        State.NOT_MESSAGED: _not_messaged(standing),
        State.UNREACHABLE: not standing.reachable,
        State.INVITED: standing.answer is None and not standing.active_days,
    }
    return next((state for state, holds in states.items() if holds), None)


def _not_messaged(standing: Standing) -> bool:
    """By choice, or because somebody who takes part has not said yes; whoever cannot be asked is unreachable."""
    by_choice = standing.stopped or standing.answer in (Answer.NO, Answer.QUIETLY)
    return by_choice or (standing.answer is None and standing.active_days > 0 and standing.reachable)


def _silence(standing: Standing, today: date, terms: Terms) -> State:
    if today >= standing.due_on(terms):
        # Whoever says afterwards that they were away was asked about a silence that was none.
        if standing.asked_on is None:
            return State.DUE
        return State.QUIET if _had_time(standing, today) else State.ASKED
    if standing.active_days < ENOUGH_HISTORY and standing.silent_days(today) < terms.floor:
        return State.NEW
    return State.HERE


def _had_time(standing: Standing, today: date) -> bool:
    """Whether three of their own working days are over since the question could first be seen, that day not counted."""
    if standing.seen_on is None:
        return False
    between = calendars.working_days_between(
        standing.seen_on, today, country=standing.country, days=standing.days, off=standing.aways
    )
    return between >= DAYS_TO_ANSWER


_STEPS = {
    State.LEFT: NextStep.FILL_THE_SEAT,
    State.HANDED_OVER: NextStep.NONE,
    State.OBSERVER: NextStep.NONE,
    State.AWAY: NextStep.WAIT,
    State.NOT_MESSAGED: NextStep.CALL_IF_ANYWAY,
    State.UNREACHABLE: NextStep.FIND_A_WAY,
    State.INVITED: NextStep.INVITE_AGAIN,
    State.ASKED: NextStep.WAIT,
    State.DUE: NextStep.ASK,
    State.NEW: NextStep.NONE,
    State.HERE: NextStep.NONE,
}


def next_step(state: State, *, only_one: bool, waited_for: bool) -> NextStep:
    """The one next step. Somebody whom the table would lose most is rung; another is offered something smaller."""
    if state is State.QUIET:
        return NextStep.CALL if only_one or waited_for else NextStep.OFFER
    return _STEPS[state]


@dataclass(frozen=True, slots=True, kw_only=True)
class OrganisationStanding:
    """All that decides an organisation's state: its own rhythm, and the states of its partners.

    `since`: the day its first partner joined, from which silence counts while nobody of it was seen. `aways`: the days
    on which everybody who sits for it was away.
    """

    filled: bool
    since: date
    rhythm: Rhythm | None
    states: Sequence[State]
    stretched_until: date | None = None
    aways: Sequence[tuple[date, date]] = ()

    def silent_days(self, today: date) -> int:
        """Days of silence; time in which all are away, or said that they are stretched, is none."""
        begins = self.rhythm.last if self.rhythm else self.since
        stretched = ((begins, self.stretched_until),) if self.stretched_until else ()
        return rhythm.silent_days(begins, today, aways=(*self.aways, *stretched))


# Partners who have left, or who only look on, say nothing about their organisation.
NOT_SITTING = frozenset({State.LEFT, State.HANDED_OVER, State.OBSERVER})
_CANNOT_BE_ASKED = frozenset({State.UNREACHABLE, State.NOT_MESSAGED, State.INVITED, State.AWAY})
_ASKED = frozenset({State.ASKED, State.QUIET})


def organisation_state(standing: OrganisationStanding, today: date, terms: Terms) -> OrganisationState:
    """The first state that holds on that day (CONTRACTS, States)."""
    sitting = [state for state in standing.states if state not in NOT_SITTING]
    if not standing.filled or not sitting:
        return OrganisationState.EMPTY_SEAT
    if all(state is State.AWAY for state in sitting):
        return OrganisationState.AWAY
    silent = standing.silent_days(today)
    allowed = rhythm.patience(standing.rhythm, terms)
    reachable = [state for state in sitting if state not in _CANNOT_BE_ASKED]
    if silent >= allowed and all(state in _ASKED for state in reachable):
        return OrganisationState.QUIET
    return OrganisationState.SLOWING if silent * 2 > allowed else OrganisationState.ACTIVE


def may_be_the_table(states: Iterable[OrganisationState]) -> bool:
    """Whether a third or more of the filled seats are quiet or slowing: then it may be the table, not them.

    One organisation alone is no table yet.
    """
    filled = [state for state in states if state is not OrganisationState.EMPTY_SEAT]
    slow = sum(state in (OrganisationState.QUIET, OrganisationState.SLOWING) for state in filled)
    return len(filled) > 1 and slow > 0 and slow * MAYBE_THE_TABLE >= len(filled)


class Usual(StrEnum):
    """How often somebody is usually here, in units people use."""

    WEEKS = "weeks"
    FORTNIGHTS = "fortnights"
    MONTHS = "months"
    NOW_AND_THEN = "now and then"
    UNKNOWN = "unknown"


# Days between two active days, on average, up to which somebody is "usually here most ...".
_USUAL = ((10.5, Usual.WEEKS), (21.0, Usual.FORTNIGHTS), (45.0, Usual.MONTHS))


def usual(*, first_on: date | None, last_on: date | None, active_days: int) -> Usual:
    """How often somebody has been here, from their days between the first and the last; unknown with too few."""
    if first_on is None or last_on is None or active_days < ENOUGH_HISTORY:
        return Usual.UNKNOWN
    gap = (last_on - first_on).days / (active_days - 1)
    return next((often for longest, often in _USUAL if gap <= longest), Usual.NOW_AND_THEN)
