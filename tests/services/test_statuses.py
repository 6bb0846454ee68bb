"""Away by a chat status: how it begins, changes and ends; and what its person says goes before it."""

from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import select, update

from bot.domain.quiet import State
from bot.domain.statuses import Status
from bot.services import dropped_off, my_data, participation, standing, statuses, wishes
from bot.storage import my_data as held
from bot.storage import tables
from bot.storage import wishes as wished
from bot.storage.schema import away, partner, person
from tests.support.committing import DAY, NOW, TODAY, labels, press, text, the_cast, words

UNTIL_THURSDAY = Status(
    text="", emoji=":palm_tree:", ends=int(datetime(2026, 11, 26, 23, 59, 59, tzinfo=UTC).timestamp())
)
OPEN = Status(text="On leave", emoji="", ends=0)
NOTHING = Status(text="", emoji="", ends=0)
HIDDEN = Status()
BY = "U1SAM"


@pytest.fixture
def cast(both):
    cast = the_cast(both)
    tables.add_identity(both, cast.sam.person.id, platform="slack", tenant="T1", user=BY, now=NOW)
    return cast


@pytest.fixture
def note(both, cast):
    def noted(status, *, on=0, by=BY, who=None):
        return statuses.note(both, (who or cast.sam).person.id, status, by=by, now=NOW + on * DAY)

    return noted


@pytest.fixture
def days(both, cast):
    """On which days Sam is away: the first and the last, from today."""

    def found():
        return [
            ((first - TODAY).days, (last - TODAY).days)
            for first, last in wished.aways(both, [cast.sam.person.id]).get(cast.sam.person.id, ())
        ]

    return found


def next_asked(tx, who):
    return tx.execute(select(partner.c.next_check_in_at).where(partner.c.id == who.id)).scalar_one()


def test_a_status_counts_as_away_until_it_ends(cast, note, days):
    assert note(UNTIL_THURSDAY) == NOW
    assert days() == [(0, 2)]
    assert note(UNTIL_THURSDAY, on=1) == NOW + DAY
    assert note(NOTHING, on=3) is None
    assert days() == [(0, 2)]


@pytest.mark.parametrize(("zone", "last"), [(None, 1), ("Pacific/Auckland", 2), ("America/New_York", 1)])
def test_leave_is_respected_in_the_persons_zone(both, cast, note, days, zone, last):
    both.execute(update(person).where(person.c.id == cast.sam.person.id).values(zone=zone))
    note(Status(text="On leave", emoji="", ends=int(datetime(2026, 11, 26, 12, tzinfo=UTC).timestamp())))

    assert days() == [(0, last)]


def test_a_status_that_is_cleared_early_ends_then(note, days):
    note(UNTIL_THURSDAY)

    assert note(NOTHING, on=1) is None
    assert days() == [(0, 0)]


def test_one_that_is_cleared_on_its_first_day_leaves_nothing(note, days):
    note(UNTIL_THURSDAY)
    note(NOTHING)

    assert days() == []


def test_what_is_not_told_ends_nothing(note, days):
    note(UNTIL_THURSDAY)

    assert note(HIDDEN, on=1) is None
    assert days() == [(0, 2)]


def test_without_an_end_it_counts_while_it_is_seen_and_not_for_ever(note, days):
    seen = [note(OPEN, on=day) is not None for day in range(0, 64, 7)]

    assert seen == [True] * 4 + [False] * 6
    assert days() == [(0, 21)]


def test_a_status_that_comes_after_another_is_one_of_its_own(note, days):
    note(UNTIL_THURSDAY)
    note(OPEN, on=9)

    assert days() == [(9, 9)]


def test_within_a_day_it_only_makes_a_message_wait(note, days):
    ends = int((NOW + timedelta(hours=2)).timestamp())

    assert note(Status(text="Away", emoji="", ends=ends)) == NOW + timedelta(hours=2)
    assert days() == []


def test_somebody_with_two_accounts_is_away_until_the_later_ends(note, days):
    note(UNTIL_THURSDAY)
    note(NOTHING, by="U2SAM")
    note(OPEN, by="U2SAM")
    note(NOTHING, by="U2SAM", on=1)

    assert days() == [(0, 2), (0, 0)]


def test_days_away_by_a_status_are_no_silence_and_nobody_counts_as_quiet_on_them(both, cast, note):
    participation.recompute(both, cast.sam)
    before = next_asked(both, cast.sam)
    note(UNTIL_THURSDAY)
    states = {one.partner.id: one.state for one in standing.at_table(both, cast.priya.viewer, at=NOW).partners}

    # The day of joining is no silence anyhow.
    assert next_asked(both, cast.sam) - before == 2 * DAY
    assert states[cast.sam.id] is State.AWAY
    assert "Away: 1" in text(dropped_off.answer(both, cast.priya, words(""), now=NOW))


def test_what_somebody_told_the_bot_is_neither_overwritten_nor_ended(both, cast, note, days):
    wishes.away(both, cast.sam, words("until 4 January"), now=NOW)
    note(UNTIL_THURSDAY)
    note(NOTHING, on=1)

    assert days() == [(0, 40), (0, 0)]


@pytest.mark.parametrize("said", [UNTIL_THURSDAY, OPEN])
def test_who_says_that_they_are_back_is_for_as_long_as_that_status_stands(both, cast, note, days, said):
    note(said)
    wishes.back(both, cast.sam, words(""), now=NOW + DAY)
    again = note(said, on=1)
    told = text(my_data.show(both, cast.sam, words(""), now=NOW + DAY))
    gone, new = note(NOTHING, on=2), note(OPEN, on=2)

    assert again is None
    assert "and you said you're here" in told
    assert gone is None
    assert new == NOW + 2 * DAY
    assert days() == [(0, 0), (2, 2)]


def test_a_status_that_came_today_is_over_at_once_for_who_says_that_they_are_here(both, cast, note, days):
    note(UNTIL_THURSDAY)
    wishes.back(both, cast.sam, words(""), now=NOW)

    assert note(UNTIL_THURSDAY) is None
    assert days() == []


def test_who_does_not_want_it_read_is_left_alone_with_it_until_they_do(both, cast, note, days):
    note(UNTIL_THURSDAY)
    statuses.off(both, cast.sam, words(""), now=NOW + DAY)
    unread = note(UNTIL_THURSDAY, on=1)
    ended, told = days(), text(my_data.show(both, cast.sam, words(""), now=NOW + DAY))
    reply = my_data.show(both, cast.sam, words(""), now=NOW + DAY)
    statuses.on(both, cast.sam, press(reply, "Read it again"), now=NOW + DAY)

    assert unread is None
    assert ended == [(0, 0)]
    assert "Your Slack status: not read, as you said" in told
    assert note(UNTIL_THURSDAY, on=1) == NOW + DAY
    assert days() == [(0, 0), (1, 2)]


def test_somebody_is_shown_what_is_kept_of_theirs_and_how_to_have_it_otherwise(both, cast, note):
    before = text(my_data.show(both, cast.sam, words(""), now=NOW))
    note(UNTIL_THURSDAY)
    timed = my_data.show(both, cast.sam, words(""), now=NOW)
    passed = text(my_data.show(both, cast.sam, words(""), now=NOW + 9 * DAY))
    note(NOTHING)
    note(OPEN)
    open_ended = text(my_data.show(both, cast.sam, words(""), now=NOW))
    others = text(my_data.show(both, cast.rita, words(""), now=NOW))

    assert "I keep nothing of it now" in before
    assert "says you're away until 27 November; that's all that I keep of it" in text(timed)
    assert "Don't read my status" in labels(timed)
    assert "I keep nothing of it now" in passed
    assert "says you're away; that's all that I keep of it" in open_ended
    assert "Slack" not in others


def test_it_goes_with_whoever_is_erased(both, cast, note):
    note(UNTIL_THURSDAY)
    held.forget(both, cast.sam)

    assert list(both.execute(select(away))) == []
    assert note(UNTIL_THURSDAY) is None


def test_no_column_of_the_whole_database_is_for_what_it_says(both, cast, note):
    note(Status(text="Off sick in Tenerife until 4 January", emoji=":face_with_thermometer:", ends=0))
    [row] = both.execute(select(away))

    assert set(row._mapping) == {"id", "person_id", "from_on", "until_on", "shown_by", "shown_as"}
    assert (row.until_on, row.shown_by, row.shown_as) == (date(2027, 1, 3), BY, "worded")
