"""Being signed in: until signing out, two weeks away, or a month."""

from datetime import timedelta

import pytest
from sqlalchemy import func, select

from bot.services import sessions
from bot.storage.schema import session
from tests.support.committing import NOW, the_cast

DAY = timedelta(days=1)
MOMENT = timedelta(seconds=1)
TOKEN = "a-cookie-of-priya"


@pytest.fixture
def priya(tx):
    who = the_cast(tx).priya.person.id
    sessions.begin(tx, who, TOKEN, now=NOW)
    return who


def whose(tx, token=TOKEN, *, now=NOW):
    found = sessions.signed_in(tx, token, now=now)
    return found.person_id if found else None


def test_a_cookie_says_who_somebody_is(tx, priya):
    assert whose(tx) == priya


@pytest.mark.parametrize("token", ["", "a-cookie-of-priy", "a-cookie-of-priya ", sessions.hash_of(TOKEN)])
def test_a_made_up_cookie_is_nobodys(tx, priya, token):
    assert whose(tx, token) is None


def test_the_cookie_itself_is_not_kept(tx, priya):
    assert TOKEN not in str(tx.execute(select(session)).all())


def test_a_fortnight_without_a_visit_ends_it(tx, priya):
    assert whose(tx, now=NOW + 14 * DAY - MOMENT) == priya
    assert whose(tx, now=NOW + 14 * DAY) is None


def test_visits_keep_it_open_but_not_beyond_a_month(tx, priya):
    for days in range(0, 30, 10):
        sessions.note(tx, TOKEN, now=NOW + days * DAY)

    assert whose(tx, now=NOW + 30 * DAY - MOMENT) == priya
    assert whose(tx, now=NOW + 30 * DAY) is None


def test_a_visit_is_noted_once_an_hour(tx, priya):
    early, later = (sessions.signed_in(tx, TOKEN, now=NOW + timedelta(minutes=minutes)) for minutes in (59, 60))

    assert early
    assert not early.note
    assert later
    assert later.note


def test_a_clock_that_goes_back_does_not_shorten_it(tx, priya):
    sessions.note(tx, TOKEN, now=NOW - DAY)

    assert whose(tx, now=NOW + 14 * DAY - MOMENT) == priya


def test_signing_out_ends_this_browser_only(tx, priya):
    sessions.begin(tx, priya, "another browser", now=NOW)
    sessions.end(tx, TOKEN, now=NOW)

    assert whose(tx) is None
    assert whose(tx, "another browser") == priya


def test_signing_out_everywhere_ends_them_all_and_nobody_elses(tx, priya):
    sessions.begin(tx, priya, "another browser", now=NOW)
    other = the_cast_other(tx)
    sessions.end_everywhere(tx, TOKEN, now=NOW)

    assert [whose(tx), whose(tx, "another browser")] == [None, None]
    assert whose(tx, "somebody else's") == other


def the_cast_other(tx):
    from bot.storage import tables

    other = tables.person_id(tx, name="Somebody Else", email=None, now=NOW)
    sessions.begin(tx, other, "somebody else's", now=NOW)
    return other


def test_a_session_that_is_over_signs_nobody_out(tx, priya):
    sessions.begin(tx, priya, "a newer browser", now=NOW + 20 * DAY)
    sessions.end_everywhere(tx, TOKEN, now=NOW + 20 * DAY)

    assert tx.execute(select(func.count()).select_from(session)).scalar_one() == 2


def test_what_forms_carry_is_no_way_to_the_cookie():
    word = sessions.form_token(TOKEN)

    assert TOKEN not in word
    assert word != sessions.hash_of(TOKEN)
    assert word != sessions.form_token("another")
