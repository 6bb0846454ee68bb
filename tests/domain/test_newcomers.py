"""Something small to begin with, somebody to ask, and when a newcomer is written to once more."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain import newcomers
from bot.domain.newcomers import FirstThing
from bot.domain.people import Organisation, Partner, Partnership, Person, Role
from bot.domain.rhythm import FLOOR, Rhythm

TODAY = date(2027, 1, 25)
DAY = timedelta(days=1)
SOMEBODY = Person(id=1, name="Sam Okoye", email=None)


def partner(number: int = 1, *, seat: int = 1, own: bool = False, **more) -> Partner:
    values = {"role": Role.PARTNER, "joined_on": TODAY, **more}
    body = None if own else Organisation(id=seat, name="Ward 9 Trust")
    here = Partnership(id=1, slug="home", name="Home")
    return Partner(id=number, partnership=here, person=SOMEBODY, seat_id=seat, organisation=body, **values)


@pytest.mark.parametrize(
    ("known", "thing"),
    [
        ({}, FirstThing.VIEW),
        ({"seat_has_spoken": True}, FirstThing.CHAIR),
        ({"seat_has_spoken": True, "challenge_stands": True}, FirstThing.RECOGNISE),
        ({"seat_has_spoken": True, "chairs_named": True}, FirstThing.LOOK),
        ({"looks_on": True}, FirstThing.LOOK),
    ],
)
def test_the_first_thing_is_what_the_table_needs(known, thing):
    nothing = {"looks_on": False, "seat_has_spoken": False, "challenge_stands": False, "chairs_named": False}

    assert newcomers.first_thing(**{**nothing, **known}) is thing


def test_whoever_invited_them_is_named_before_anybody_who_convenes():
    new, inviter, convener = partner(), partner(2, seat=2), partner(3, seat=3)

    assert newcomers.whom_to_ask(new, inviter, [convener]) is inviter


def test_else_somebody_who_convenes_from_elsewhere_and_came_lately():
    new, colleague = partner(), partner(2, joined_on=TODAY)
    long_here, lately = partner(3, seat=3, joined_on=TODAY - 90 * DAY), partner(4, seat=4, joined_on=TODAY - 9 * DAY)

    assert newcomers.whom_to_ask(new, None, [colleague, long_here, lately]) is lately
    assert newcomers.whom_to_ask(new, None, [colleague]) is colleague
    assert newcomers.whom_to_ask(new, new, [new]) is None


@pytest.mark.parametrize(
    "who",
    [
        partner(role=Role.OBSERVER),
        partner(role=Role.SPONSOR),
        partner(role=Role.COORDINATOR),
        partner(rhythm=Rhythm(TODAY, active_days=2)),
        partner(own=True),
        partner(check_ins=False),
    ],
)
def test_who_is_not_new_or_not_asked_after_gets_no_second_word(who):
    assert newcomers.second_word_on(who) is None


@given(
    joined=st.integers(0, 90),
    silent=st.none() | st.integers(0, 90),
    told=st.none() | st.integers(0, 90),
    days=st.integers(0, 3),
)
def test_it_comes_in_its_week_before_anybody_is_asked_about_a_silence_and_only_once(joined, silent, told, days):
    last_on = None if silent is None else TODAY - silent * DAY
    known = Rhythm(last_on, active_days=max(days, 1)) if last_on else None
    who = partner(joined_on=TODAY - joined * DAY, rhythm=known)
    told_on = None if told is None else TODAY - told * DAY
    if not newcomers.is_due(who, TODAY, told_on=told_on):
        return
    quiet_for = (TODAY - (last_on or who.joined_on)).days

    assert 7 <= quiet_for < FLOOR
    assert known is None or known.active_days <= newcomers.STILL_NEW
    assert told is None or told > quiet_for - 7


@given(st.integers(0, 40), st.sets(st.integers(0, 60), max_size=9))
def test_of_all_the_notes_that_may_go_out_one_carries_it(joined, notes):
    who = partner(joined_on=TODAY + joined * DAY)
    carried, told_on = 0, None
    for day in sorted(notes):
        today = TODAY + day * DAY
        carried += newcomers.is_due(who, today, told_on=told_on)
        told_on = today

    assert carried <= 1
