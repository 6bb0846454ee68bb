"""States of commitments, the next of a series, when a plan is worth asking for, which one somebody means."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from bot.domain.commitments import (
    CAN_REOPEN,
    Commitment,
    SeenBy,
    State,
    Step,
    after,
    because,
    cue_of,
    matching,
    next_due,
    numbered,
    plainly,
    plan_helps,
    states_for,
    tired_of_plans,
)

TODAY = date(2026, 11, 24)
DAY = timedelta(days=1)


def a_commitment(text="send the data", number=1, **more):
    known = {"id": number, "partnership_id": 1, "partner_id": 7, "owner": "Sam Okoye", "organisation": None}
    usual = {"state": State.OPEN, "seen_by": SeenBy.TABLE, "made_at": datetime(2026, 11, 24, tzinfo=UTC)}
    return Commitment(**{**known, **usual, "number": number, "text": text, **more})


@pytest.mark.parametrize(
    ("state", "step", "then"),
    [
        (State.ASKED, Step.ACCEPT, State.OPEN),
        (State.ASKED, Step.DECLINE, State.LET_GO),
        (State.ASKED, Step.LET_GO, State.LET_GO),
        (State.ASKED, Step.KEEP, State.KEPT),
        (State.OPEN, Step.KEEP, State.KEPT),
        (State.OPEN, Step.LET_GO, State.LET_GO),
        (State.OPEN, Step.HAND_ON, State.HANDED_ON),
    ],
)
def test_a_step_leads_to_a_state(state, step, then):
    assert after(state, step) is then
    assert state in states_for(step)


@pytest.mark.parametrize("state", [State.KEPT, State.LET_GO, State.HANDED_ON])
@pytest.mark.parametrize("step", Step)
def test_what_is_closed_stays_closed(state, step):
    assert state not in states_for(step)
    with pytest.raises(KeyError):
        after(state, step)


class Life(RuleBasedStateMachine):
    """Any order of steps and undos: nothing is ever lost, and only an undo opens what is closed."""

    def __init__(self):
        super().__init__()
        self.state = State.ASKED
        self.before = []

    @rule(step=st.sampled_from(Step))
    def take(self, step):
        if self.state in states_for(step):
            self.before.append(self.state)
            self.state = after(self.state, step)

    @precondition(lambda self: self.state in CAN_REOPEN)
    @rule()
    def undo(self):
        self.state = self.before.pop()

    @invariant()
    def it_is_always_somewhere(self):
        assert self.state in State

    @invariant()
    def what_was_open_is_never_an_ask_again(self):
        if State.OPEN in self.before:
            assert self.state is not State.ASKED

    @invariant()
    def only_what_is_not_closed_can_take_a_step(self):
        can = any(self.state in states_for(step) for step in Step)
        assert can is (self.state in {State.ASKED, State.OPEN})


TestLife = Life.TestCase


def test_only_its_owner_may_change_it():
    one = a_commitment(asked_by=8)

    assert one.may_change(7)
    assert not one.may_change(8)
    assert not one.may_change(8, Step.LET_GO)


def test_whoever_asked_may_take_the_ask_back_and_nothing_else():
    one = a_commitment(state=State.ASKED, asked_by=8)

    assert one.may_change(8, Step.LET_GO)
    assert not one.may_change(9, Step.LET_GO)
    assert not any(one.may_change(8, step) for step in Step if step is not Step.LET_GO)


@pytest.mark.parametrize(
    ("due_on", "repeats", "today", "following"),
    [
        (date(2026, 11, 20), "weekly", TODAY, date(2026, 11, 27)),
        (date(2026, 11, 27), "weekly", TODAY, date(2026, 12, 4)),
        (date(2026, 10, 2), "weekly", TODAY, date(2026, 11, 27)),
        (date(2026, 11, 20), "fortnightly", TODAY, date(2026, 12, 4)),
        (date(2026, 11, 1), "monthly", TODAY, date(2026, 12, 1)),
        (date(2026, 12, 31), "monthly", TODAY, date(2027, 1, 31)),
        (date(2027, 1, 31), "monthly", TODAY, date(2027, 2, 28)),
        (date(2026, 8, 31), "monthly", TODAY, date(2026, 11, 30)),
    ],
)
def test_the_next_of_a_series_lies_ahead(due_on, repeats, today, following):
    assert next_due(due_on, repeats, today=today) == following


@given(
    st.dates(date(2020, 1, 1), date(2030, 1, 1)),
    st.sampled_from(["weekly", "fortnightly", "monthly"]),
    st.dates(date(2020, 1, 1), date(2030, 1, 1)),
)
def test_the_next_of_a_series_is_always_after_today_and_never_skips_one(due_on, repeats, today):
    longest = {"weekly": 7, "fortnightly": 14, "monthly": 31}[repeats] * DAY

    following = next_due(due_on, repeats, today=today)

    assert max(today, due_on) < following <= max(today, due_on) + longest


@pytest.mark.parametrize(
    ("due_on", "helps"), [(None, False), (TODAY, False), (TODAY + 2 * DAY, False), (TODAY + 3 * DAY, True)]
)
def test_a_plan_is_asked_for_where_there_is_time_for_it(due_on, helps):
    assert plan_helps(due_on, today=TODAY) is helps


@pytest.mark.parametrize(
    ("answers", "tired"),
    [
        ([], False),
        ([("skipped", 0)], False),
        ([("skipped", 0), ("planned", 1)], False),
        ([("planned", 0), ("skipped", 1)], False),
        ([("skipped", 0), ("skipped", 200)], True),
        ([("skipped", 29), ("skipped", 40)], True),
        ([("skipped", 30), ("skipped", 40)], False),
    ],
)
def test_two_skips_running_give_a_month_of_rest(answers, tired):
    assert tired_of_plans([(answer, TODAY - days * DAY) for answer, days in answers], today=TODAY) is tired


@pytest.mark.parametrize(
    ("words", "number", "rest"),
    [
        ("3", 3, ""),
        ("#3 because of the move", 3, "because of the move"),
        ("3: to Tuesday", 3, "to Tuesday"),
        ("discharge data", None, "discharge data"),
        ("24-hour rota", 24, "hour rota"),
        ("3rd report", None, "3rd report"),
        ("1234567890", None, "1234567890"),
        ("", None, ""),
    ],
)
def test_a_number_is_read_at_the_start(words, number, rest):
    assert numbered(words) == (number, rest)


@pytest.mark.parametrize(
    ("words", "head", "reason"),
    [
        ("to Tuesday because the ward asked", "to Tuesday", "the ward asked"),
        ("to Tuesday, because: it slipped because of us", "to Tuesday", "it slipped because of us"),
        ("because we moved", "", "we moved"),
        ("to Tuesday because", "to Tuesday", None),
        ("to Tuesday", "to Tuesday", None),
        ("becausewhat", "becausewhat", None),
    ],
)
def test_a_reason_stands_after_because(words, head, reason):
    assert because(words) == (head, reason)


@pytest.mark.parametrize(
    ("words", "plain"),
    [
        ("I'll send the data", "send the data"),
        ("i’ll send the data", "send the data"),
        ("We will send the data", "send the data"),
        ("I'm going to send the data", "send the data"),
        ("to send the data", "send the data"),
        ("to do list for the team", "to do list for the team"),
        ("together with Jo, ring the ward", "together with Jo, ring the ward"),
        ("ill patients: find beds", "ill patients: find beds"),
        ("send the data", "send the data"),
    ],
)
def test_words_are_kept_so_that_they_fit_our_sentence(words, plain):
    assert plainly(words) == plain


@pytest.mark.parametrize(
    ("plan", "cue"),
    [
        ("when the Tuesday meeting ends then I'll send it", "the Tuesday meeting ends"),
        ("When Tuesday's meeting ends, then send it", "Tuesday's meeting ends"),
        ("after lunch on Monday then ring Jo", "lunch on Monday"),
        ("on Monday, first thing", "on Monday, first thing"),
    ],
)
def test_the_cue_of_a_plan_is_what_stands_before_then(plan, cue):
    assert cue_of(plan) == cue


MINE = (
    a_commitment("send the discharge data", 1),
    a_commitment("send the void list to Sam", 2),
    a_commitment("ring Dr Lewis about the rota", 3),
    a_commitment("ring Dr Lewis about beds", 4),
)


@pytest.mark.parametrize(
    ("words", "numbers"),
    [
        ("discharge data", [1]),
        ("the Discharge Data!", [1]),
        ("disch data", [1]),
        ("void list", [2]),
        ("send", [1, 2]),
        ("ring lewis", [3, 4]),
        ("ring lewis rota", [3]),
        ("ring Dr Lewis about beds", [4]),
        ("to", []),
        ("housing numbers", []),
        ("the housing data for Wales", []),
        ("", []),
    ],
)
def test_the_best_match_is_found_by_its_words(words, numbers):
    assert [one.number for one in matching(words, MINE)] == numbers


def test_the_very_words_go_before_longer_ones():
    both = (a_commitment("ring Jo", 1), a_commitment("ring Jo and Sam", 2))

    assert [one.number for one in matching("ring Jo", both)] == [1]


@given(st.text(), st.lists(st.text(min_size=1), max_size=4))
def test_any_words_are_looked_for_without_a_fault(words, texts):
    among = [a_commitment(text, number) for number, text in enumerate(texts)]

    assert set(matching(words, among)) <= set(among)
