"""What gets in the way is told as numbers only from five answers of three organisations on."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from bot.domain.calls import Answered, Hindrance, in_the_way
from bot.domain.crowds import FEWEST_ORGANISATIONS, FEWEST_PEOPLE

BEGIN = datetime(2027, 1, 11, tzinfo=UTC)


@st.composite
def answers(draw):
    """Anybody answers anything, alone or not, as often as they like; whoever sits for nobody does too."""
    bodies = draw(st.lists(st.sampled_from([None, 1, 2, 3, 4]), min_size=1, max_size=12))
    picks = draw(
        st.lists(
            st.tuples(
                st.integers(0, len(bodies) - 1),
                st.sampled_from(list(Hindrance)),
                st.integers(0, 50),
                st.booleans(),
            ),
            max_size=30,
        )
    )
    return [
        Answered(partner_id=who, organisation=bodies[who], way=way, at=BEGIN + timedelta(hours=hour), alone=alone)
        for who, way, hour, alone in picks
    ]


def organisations(those):
    return {one.organisation for one in those} - {None}


def enough_alone(found):
    alone = [one for one in found if one.alone]
    of_so_many = len({one.partner_id for one in alone}) >= FEWEST_PEOPLE
    return of_so_many and len(organisations(alone)) >= FEWEST_ORGANISATIONS


@given(answers())
def test_a_number_is_never_told_of_too_few(found):
    counts = in_the_way(found)

    if counts is not None:
        assert sum(counts.values()) >= FEWEST_PEOPLE
        assert sum(counts.values()) <= len({one.partner_id for one in found})
        assert len(organisations(found)) >= FEWEST_ORGANISATIONS


@given(answers())
def test_nobody_can_be_told_by_taking_off_what_is_known_by_name(found):
    """A coordinator knows the answers that were not given alone: what is left of the numbers is none, or enough."""
    counts = in_the_way(found)
    by_name = {one.partner_id for one in found if not one.alone}

    if counts is not None and sum(counts.values()) != len(by_name):
        assert enough_alone(found)


@given(answers(), st.sampled_from(list(Hindrance)))
def test_noting_a_call_tells_nothing_of_what_somebody_answered_alone(found, way):
    """A coordinator who notes something of each in turn reads nobody's answer off the numbers."""
    later = BEGIN + timedelta(days=9)
    for who in (one for one in found if one.alone and enough_alone(found)):
        noted = Answered(partner_id=who.partner_id, organisation=who.organisation, way=way, at=later)

        assert in_the_way([*found, noted]) == in_the_way(found)


@given(answers(), st.randoms())
def test_the_order_in_which_they_came_is_of_no_account(found, chance):
    times = {(one.partner_id, one.at) for one in found}
    if len(times) == len(found):
        shuffled = list(found)
        chance.shuffle(shuffled)

        assert in_the_way(shuffled) == in_the_way(found)


def test_enough_is_told_the_most_first():
    found = [
        Answered(partner_id=number, organisation=number % 3, way=way, at=BEGIN, alone=True)
        for number, way in enumerate([Hindrance.SLOT, Hindrance.TIME, Hindrance.TIME, Hindrance.HEARD, Hindrance.TIME])
    ]

    assert list((in_the_way(found) or {}).items()) == [(Hindrance.TIME, 3), (Hindrance.SLOT, 1), (Hindrance.HEARD, 1)]
    assert in_the_way(found[:4]) is None
