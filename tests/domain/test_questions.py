"""Which question is asked next: none twice, no behaviour twice running, and from what happened where it can."""

import itertools
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.questions import AGAIN_AFTER, About, Asked, Behaviour, Fact, Question, choose
from bot.messages.cards.reflection_questions import BANK, NAMED

TODAY = date(2027, 1, 11)
WEEK = timedelta(days=7)
GENERAL = [question for question in BANK if question.about is None]
facts = st.lists(
    st.builds(Fact, about=st.sampled_from(About), number=st.integers(1, 9), words=st.just("x")), max_size=3
)


def asked_of(person, weeks, happened=lambda week: ()):
    """What somebody is asked, a question a week."""
    asked: list[Asked] = []
    for week in range(weeks):
        on = TODAY + week * WEEK
        chosen = choose(BANK, asked, happened(week), person=person, today=on)
        if chosen is None:
            break
        asked.append(Asked(name=chosen.question.name, on=on))
    return asked


def test_there_are_at_least_thirty_questions_as_many_of_each_behaviour():
    assert len(GENERAL) >= 30
    assert {sum(one.behaviour is behaviour for one in GENERAL) for behaviour in Behaviour} == {6}
    assert {one.about for one in BANK} == {None, *About}
    assert len(NAMED) == len(BANK)


@given(st.integers(0, 10**9), st.lists(facts, min_size=60, max_size=60))
def test_nobody_is_asked_anything_twice(person, happened):
    asked = asked_of(person, 50, happened=lambda week: happened[week])
    names = [one.name for one in asked]

    assert len(names) == len(set(names)) >= len(GENERAL)


@given(st.integers(0, 10**9))
def test_no_behaviour_is_asked_about_twice_running(person):
    behaviours = [NAMED[one.name].behaviour for one in asked_of(person, 30)]

    assert len(behaviours) == 30
    assert all(one is not other for one, other in itertools.pairwise(behaviours))


@given(st.integers(0, 10**9), st.lists(facts, min_size=60, max_size=60))
def test_nor_where_something_happened_while_another_behaviour_has_a_question_left(person, happened):
    asked = asked_of(person, 50, happened=lambda week: happened[week])
    for index in range(1, len(asked)):
        before, now = (NAMED[one.name].behaviour for one in asked[index - 1 : index + 1])
        met = {one.name for one in asked[:index]}
        left = {one.behaviour for one in GENERAL if one.name not in met}

        assert now is not before or left == {now}


def test_what_happened_is_asked_about_first_and_once():
    fact = Fact(about=About.MOVED, number=3, words="send the discharge data")
    first, second, third = asked_of(1, 3, happened=lambda _week: [fact])

    assert NAMED[first.name].about is About.MOVED
    assert NAMED[second.name].about is About.MOVED
    assert NAMED[third.name].about is None


@pytest.mark.parametrize(("days", "again"), [(364, False), (365, True)])
def test_once_all_were_met_the_oldest_comes_again_after_a_year(days, again):
    asked = [Asked(name=one.name, on=TODAY) for one in GENERAL]
    chosen = choose(BANK, asked, (), person=1, today=TODAY + timedelta(days=days))

    assert (chosen is not None) is again
    if chosen:
        assert chosen.before == TODAY
        assert chosen.question.behaviour is not GENERAL[-1].behaviour
    assert timedelta(days=365) == AGAIN_AFTER


def test_a_question_that_is_no_more_is_no_trouble():
    chosen = choose(BANK, [Asked(name="long gone", on=TODAY - 900 * WEEK)], (), person=1, today=TODAY)

    assert chosen


def test_the_last_of_one_behaviour_is_asked_though_it_comes_twice_running():
    bank = [Question(name=name, behaviour=Behaviour.TRYING) for name in "ab"]
    chosen = choose(bank, [Asked(name="a", on=TODAY)], (), person=1, today=TODAY)

    assert chosen
    assert chosen.question.name == "b"
