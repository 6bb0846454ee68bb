"""What state somebody is in, why, and what to do about it."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain import quiet
from bot.domain.people import Answer
from bot.domain.quiet import NextStep, OrganisationStanding, OrganisationState, Standing, State, Usual, state_of
from bot.domain.rhythm import Rhythm, Terms

DAY = timedelta(days=1)
TODAY = date(2026, 11, 25)
TERMS = Terms()


def a_partner(**facts) -> Standing:
    """Somebody long here, with a yes, last seen yesterday; `silent`: days since."""
    last = TODAY - facts.pop("silent", 1) * DAY
    known = Rhythm(last, fade=facts.pop("fade", 4.0), active_days=facts.pop("active_days", 9))
    return Standing(**{"since": TODAY - 400 * DAY, "rhythm": known, "answer": Answer.YES, **facts})


@pytest.mark.parametrize(
    ("facts", "state"),
    [
        ({"left": True, "handed_over": True}, State.LEFT),
        ({"handed_over": True, "observer": True}, State.HANDED_OVER),
        ({"observer": True, "stopped": True}, State.OBSERVER),
        ({"aways": ((TODAY, TODAY),), "stopped": True}, State.AWAY),
        ({"stopped": True, "reachable": False}, State.NOT_MESSAGED),
        ({"answer": Answer.NO}, State.NOT_MESSAGED),
        ({"answer": Answer.QUIETLY}, State.NOT_MESSAGED),
        ({"answer": None}, State.NOT_MESSAGED),
        ({"answer": None, "reachable": False}, State.UNREACHABLE),
        ({"reachable": False, "silent": 300}, State.UNREACHABLE),
        ({"answer": None, "rhythm": None}, State.INVITED),
        ({"silent": 60}, State.DUE),
        ({"silent": 60, "asked_on": TODAY - DAY, "seen_on": TODAY - DAY}, State.ASKED),
        ({"silent": 60, "asked_on": TODAY - 9 * DAY, "seen_on": TODAY - 9 * DAY}, State.QUIET),
        ({"silent": 60, "asked_on": TODAY - 9 * DAY, "seen_on": None}, State.ASKED),
        ({"silent": 3, "active_days": 2, "fade": 1.9}, State.NEW),
        ({"silent": 13, "active_days": 1, "fade": 1.0}, State.NEW),
        ({"silent": 14, "active_days": 1, "fade": 1.0}, State.DUE),
        ({"silent": 3}, State.HERE),
        ({"answer": Answer.YES, "rhythm": None, "since": TODAY - 2 * DAY}, State.NEW),
        ({"answer": Answer.YES, "rhythm": None, "since": TODAY - 20 * DAY}, State.DUE),
    ],
)
def test_the_first_state_that_holds(facts, state):
    assert state_of(a_partner(**facts), TODAY, TERMS) is state


@pytest.mark.parametrize(
    ("seen_on", "facts", "state"),
    [
        # Asked on Thursday: Friday, Monday and Tuesday are theirs to answer.
        (date(2026, 11, 19), {}, State.QUIET),
        (date(2026, 11, 20), {}, State.ASKED),
        (date(2026, 11, 19), {"days": frozenset({0, 3})}, State.ASKED),
        (date(2026, 11, 9), {"days": frozenset({0, 3})}, State.QUIET),
        (date(2026, 11, 19), {"aways": ((date(2026, 11, 23), date(2026, 11, 23)),)}, State.ASKED),
    ],
)
def test_three_of_their_own_working_days_pass_before_anybody_is_told(seen_on, facts, state):
    standing = a_partner(silent=60, asked_on=seen_on, seen_on=seen_on, **facts)

    assert state_of(standing, TODAY, TERMS) is state


def test_a_bank_holiday_is_no_day_to_answer():
    before_christmas = date(2026, 12, 23)
    standing = a_partner(silent=60, asked_on=before_christmas, seen_on=before_christmas)

    assert state_of(standing, date(2026, 12, 30), TERMS) is State.ASKED
    assert state_of(standing, date(2026, 12, 31), TERMS) is State.QUIET


@given(st.integers(0, 500), st.integers(1, 60), st.floats(1, 60), st.booleans(), st.booleans())
def test_whoever_is_away_left_or_said_no_is_never_due_asked_or_quiet(silent, active, fade, left, away):
    asked = {"asked_on": TODAY - 30 * DAY, "seen_on": TODAY - 30 * DAY}
    standing = a_partner(
        silent=silent,
        active_days=active,
        fade=fade,
        left=left,
        aways=((TODAY - DAY, TODAY + DAY),) if away else (),
        answer=Answer.NO,
        **asked,
    )

    assert state_of(standing, TODAY, TERMS) in (State.LEFT, State.AWAY, State.NOT_MESSAGED)


@given(st.integers(0, 60), st.integers(0, 60), st.integers(0, 60), st.integers(1, 9))
def test_days_away_are_no_silence_even_of_whoever_was_asked(silent, begins, length, active):
    first = TODAY + (begins - silent) * DAY
    asked = {"asked_on": TODAY - 7 * DAY, "seen_on": TODAY - 7 * DAY}
    standing = a_partner(silent=silent, active_days=active, aways=[(first, first + length * DAY)], **asked)
    was_silent = standing.silent_days(TODAY) >= TERMS.floor

    assert was_silent or state_of(standing, TODAY, TERMS) not in (State.DUE, State.ASKED, State.QUIET)


def test_every_state_has_one_next_step():
    for state in State:
        assert isinstance(quiet.next_step(state, only_one=False, waited_for=False), NextStep)
    assert quiet.next_step(State.QUIET, only_one=True, waited_for=False) is NextStep.CALL
    assert quiet.next_step(State.QUIET, only_one=False, waited_for=True) is NextStep.CALL
    assert quiet.next_step(State.QUIET, only_one=False, waited_for=False) is NextStep.OFFER


def an_organisation(silent=1, states=(State.HERE,), **facts) -> OrganisationStanding:
    known = Rhythm(TODAY - silent * DAY, fade=2.0, active_days=3)
    usual = {"filled": True, "since": TODAY - 30 * DAY, "rhythm": known, "states": states}
    return OrganisationStanding(**{**usual, **facts})


@pytest.mark.parametrize(
    ("standing", "state"),
    [
        (an_organisation(filled=False), OrganisationState.EMPTY_SEAT),
        (an_organisation(states=(State.LEFT, State.OBSERVER)), OrganisationState.EMPTY_SEAT),
        (an_organisation(states=(State.AWAY, State.AWAY, State.LEFT)), OrganisationState.AWAY),
        (an_organisation(silent=90, states=(State.QUIET, State.AWAY)), OrganisationState.QUIET),
        (an_organisation(silent=90, states=(State.QUIET, State.HERE)), OrganisationState.SLOWING),
        (an_organisation(silent=90, states=(State.UNREACHABLE,)), OrganisationState.QUIET),
        (an_organisation(silent=90, states=(State.DUE,)), OrganisationState.SLOWING),
        (an_organisation(silent=8), OrganisationState.SLOWING),
        (an_organisation(silent=7), OrganisationState.ACTIVE),
        (an_organisation(rhythm=None, states=(State.INVITED,)), OrganisationState.QUIET),
        (an_organisation(rhythm=None, since=TODAY, states=(State.NEW,)), OrganisationState.ACTIVE),
        (an_organisation(silent=90, states=(State.QUIET,), stretched_until=TODAY), OrganisationState.ACTIVE),
        (an_organisation(silent=40, aways=[(TODAY - 38 * DAY, TODAY - DAY)]), OrganisationState.ACTIVE),
    ],
)
def test_an_organisations_state(standing, state):
    assert quiet.organisation_state(standing, TODAY, TERMS) is state


@pytest.mark.parametrize(
    ("states", "maybe"),
    [
        (["quiet", "active", "active"], True),
        (["slowing", "active", "active", "active"], False),
        (["quiet", "slowing", "active", "active", "active", "empty_seat"], True),
        (["empty_seat"], False),
        ([], False),
        (["active"], False),
        (["slowing"], False),
        (["slowing", "empty_seat"], False),
    ],
)
def test_a_third_of_the_filled_seats_may_mean_the_table(states, maybe):
    assert quiet.may_be_the_table([OrganisationState(state) for state in states]) is maybe


@pytest.mark.parametrize(
    ("days", "active", "often"),
    [
        (30, 3, Usual.UNKNOWN),
        (70, 11, Usual.WEEKS),
        (140, 11, Usual.FORTNIGHTS),
        (300, 11, Usual.MONTHS),
        (1000, 11, Usual.NOW_AND_THEN),
    ],
)
def test_how_often_somebody_is_usually_here(days, active, often):
    assert quiet.usual(first_on=TODAY - days * DAY, last_on=TODAY, active_days=active) is often


def test_nothing_is_usual_of_somebody_never_seen():
    assert quiet.usual(first_on=None, last_on=None, active_days=0) is Usual.UNKNOWN
