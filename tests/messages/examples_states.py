"""Examples of how somebody stood: each state as they read it of themselves."""

from datetime import date, timedelta

from bot.domain.quiet import State, Usual
from bot.domain.states import Change

TODAY = date(2026, 11, 24)


def changes() -> list[Change]:
    """One of each state, as they could have come."""
    days = {state: TODAY - timedelta(days=7 * number) for number, state in enumerate(reversed(State))}
    return [
        Change(
            on_day=days[state],
            state=state,
            last_on=days[state] - timedelta(days=20) if state is not State.NEW else None,
            asked_on=days[state] - timedelta(days=3) if state in (State.QUIET, State.ASKED) else None,
            silent_days=20,
            usual=Usual.FORTNIGHTS,
            until_on=days[state] + timedelta(days=6) if state is State.AWAY else None,
        )
        for state in State
    ]
