"""Who looked: noted once a day, told to whoever it is about, and to coordinators."""

from datetime import timedelta

import pytest

from bot.domain.looks import What
from bot.domain.people import Role
from bot.services import housekeeping, looks, my_data
from bot.storage import looks as storage
from bot.storage import my_data as held
from tests.support.committing import DAY, NOW, TODAY, seat, text, the_cast, words


@pytest.fixture
def cast(both):
    return the_cast(both)


def noted(tx, looker, *whose, what=What.QUIET, on=TODAY):
    looks.note(tx, looker, [one.id for one in whose], what, on=on)


def told(tx, who):
    return text(looks.show(tx, who, words(""), now=NOW))


def test_whoever_it_is_about_is_told_who_looked_and_when(both, cast):
    noted(both, cast.priya, cast.sam)
    mine = told(both, cast.sam)

    assert "Priya Shah looked at how you're doing on " in mine
    assert "Priya Shah looked at how you're doing on " in text(my_data.show(both, cast.sam, words(""), now=NOW))
    assert "Nobody has looked at what is known of you." in told(both, cast.jo)


def test_however_often_somebody_looks_in_a_day_it_is_told_once(both, cast):
    for on in (TODAY, TODAY, TODAY + DAY):
        noted(both, cast.priya, cast.sam, cast.jo, on=on)

    assert [one.on for one in storage.about(both, cast.sam, most=9)] == [TODAY + DAY, TODAY]


def test_nobody_is_told_that_they_looked_at_themself(both, cast):
    noted(both, cast.priya, cast.priya, cast.sam)

    assert storage.about(both, cast.priya, most=9) == []
    assert len(storage.about(both, cast.sam, most=9)) == 1


def test_a_coordinator_sees_the_tables_and_nobody_else_does(both, cast):
    noted(both, cast.priya, cast.sam)
    looks_on = seat(both, cast.sam.partnership.id, "Wendy Watts", "Elm", role=Role.OBSERVER)

    assert "Priya Shah looked at how Sam Okoye is doing on " in told(both, cast.priya)
    for other in (cast.jo, cast.rita, looks_on, cast.oscar):
        assert "Sam" not in told(both, other)


def test_somebody_of_another_table_is_not_noted(both, cast):
    noted(both, cast.priya, cast.oscar)

    assert storage.about(both, cast.oscar, most=9) == []


def test_a_seats_part_is_told_to_each_who_sits_in_it(both, cast):
    storage.note_seat(both, cast.jo, cast.sam.seat_id, What.PART, on=TODAY)

    assert "Jo Lewis looked at your seat's part on " in told(both, cast.sam)
    assert storage.about(both, cast.priya, most=9) == []


def test_it_goes_after_thirteen_months(both, cast):
    noted(both, cast.priya, cast.sam, on=TODAY - timedelta(days=400))
    noted(both, cast.priya, cast.sam, on=TODAY - timedelta(days=390))
    housekeeping.tidy(both, now=NOW)

    assert [one.on for one in storage.about(both, cast.sam, most=9)] == [TODAY - timedelta(days=390)]


def test_whoever_erases_themself_is_named_no_more_and_what_was_seen_of_them_goes(both, cast):
    noted(both, cast.priya, cast.sam, cast.jo)
    noted(both, cast.jo, cast.sam, what=What.BRIEF)
    held.forget(both, cast.jo)
    mine = told(both, cast.sam)

    assert "Somebody who isn't here any more read what helps before ringing you on " in mine
    assert "Jo" not in mine
    assert [one.of for one in storage.of_others(both, cast.priya.viewer, most=9)] == ["Sam Okoye", "Sam Okoye"]
