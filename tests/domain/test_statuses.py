"""What a chat status says about being away, and what is kept of it for how long."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.statuses import HERE, LONGEST_OPEN, Kept, Says, Standing, Status, kept, read

LONDON, AUCKLAND = ZoneInfo("Europe/London"), ZoneInfo("Pacific/Auckland")
DAY = timedelta(days=1)

# A Monday, at ten in the morning in London.
NOW = datetime(2026, 12, 21, 10, tzinfo=UTC)
TODAY = NOW.date()


def says(text="", emoji="", ends=0, *, now=NOW, zone=LONDON):
    return read(Status(text=text, emoji=emoji, ends=ends), now, zone=zone, country="GB-ENG")


def stamp(day, hour=0, minute=0, second=0, zone=LONDON):
    return int(datetime(2026, 12, day, hour, minute, second, tzinfo=zone).timestamp())


@pytest.mark.parametrize("emoji", [":palm_tree:", ":face_with_thermometer:", ":desert_island:", "palm_tree"])
def test_an_emoji_that_is_for_nothing_else_says_that_somebody_is_away(emoji):
    assert says(emoji=emoji) == Says(away=True)


@pytest.mark.parametrize(
    "text",
    [
        *("Vacationing", "Out sick", "On leave", "Annual leave", "A/L", "OOO", "out of office", "Away", "on holiday"),
        *("off sick", "mat leave", "Paternity leave", "On parental leave", "on my hols", "Leave", "Non-working day"),
        *("Out of office • Google Calendar", "Out of the office", "O.O.O", "Carer’s leave", "Day off", "On sabbatical"),
        *(
            "Ar wyliau",
            "I ffwrdd",
            "Allan o'r swyddfa",
            "Allan o’r swyddfa",
            "Absenoldeb mamolaeth",
            "Yn sâl",
            "Gwyliau",
        ),
        *("Ar fy ngwyliau", "Until further notice on leave", "Away until 2pm"),
    ],
)
def test_words_for_it_in_english_and_welsh_say_that_somebody_is_away(text):
    assert says(text) == Says(away=True)


@pytest.mark.parametrize(
    "text",
    [
        *("", "In a meeting", "In a team meeting", "Commuting", "Working remotely", "Working from home", "WFH"),
        *("Back from leave", "I'm back", "Now back", "not away", "Not on leave", "No longer off sick", "Away day"),
        *("Away from my desk", "Will answer right away", "please leave a message", "holiday rota: ask me"),
        *("Mewn cyfarfod", "Gweithio gartref", "Gweithio o gartref", "Cymudo", "Ddim i ffwrdd", "Nôl o'r gwyliau"),
        *("On leave from 28 December", "On holiday tomorrow", "On leave next week", "On holiday 4 January - 8 January"),
        *(
            "On leave from 28 December until 4 January",
            "A/L 24 December to 2 January",
            "Working from home, on leave Friday",
        ),
        *("The giveaway is on", "cool"),
    ],
)
@pytest.mark.parametrize("emoji", ["", ":house_with_garden:", ":spiral_calendar_pad:", ":bus:"])
def test_what_somebody_says_who_is_there_is_no_word_for_being_away(text, emoji):
    assert says(text, emoji) == HERE


@pytest.mark.parametrize("text", ["In a meeting", "Back from leave", "On leave from 28 December", "Not away"])
def test_words_go_before_an_emoji_that_was_left_standing(text):
    assert says(text, ":palm_tree:") == HERE


@pytest.mark.parametrize(
    ("text", "last"),
    [
        ("Annual leave, back 4 January", date(2027, 1, 3)),
        ("A/L til 4 Jan", date(2027, 1, 3)),
        ("OOO until 4/1", date(2027, 1, 3)),
        ("OOO, back in the office 4 January", date(2027, 1, 3)),
        ("On leave, returning on 12 January", date(2027, 1, 11)),
        ("On leave until Wednesday", date(2026, 12, 22)),
        ("On leave 20 December - 4 January", date(2027, 1, 4)),
        ("Out of office 20 December to 2 January", date(2027, 1, 2)),
        ("On leave from 1 December until 4 January", date(2027, 1, 3)),
        ("Ar wyliau tan 4 Ionawr", date(2027, 1, 3)),
    ],
)
def test_a_day_in_its_words_is_read_as_in_everything_that_people_type(text, last):
    assert says(text) == Says(away=True, how=Standing.WORDED, last=last)


@pytest.mark.parametrize(
    "text", ["On leave until 20 December", "On leave until Monday", "mat leave, back in September", "Off to Leeds, OOO"]
)
def test_a_day_that_is_over_today_or_very_far_off_says_no_end(text):
    assert says(text) == Says(away=True)


def test_slacks_own_end_goes_before_its_words_and_is_counted_in_the_persons_zone():
    until_the_week_ends = stamp(27, 23, 59, 59)
    at_nine = stamp(29, 9)

    assert says("On leave until 4 January", ends=until_the_week_ends).last == date(2026, 12, 27)
    assert says("On leave", ends=at_nine).last == date(2026, 12, 28)
    assert says("On leave", ends=at_nine, zone=AUCKLAND).last == date(2026, 12, 28)
    assert says("On leave", ends=stamp(29, 12), zone=AUCKLAND).last == date(2026, 12, 29)
    assert says("On leave", ends=at_nine).until == datetime(2026, 12, 29, 9, tzinfo=UTC)


def test_what_ends_within_the_day_is_no_whole_day():
    assert says("Away", ends=stamp(21, 14)).last == TODAY - DAY


def test_what_has_ended_says_nothing_any_more():
    assert says("On leave", ":palm_tree:", stamp(21, 9)) == HERE


@pytest.mark.parametrize("ends", [None, 0, -5, True, 10**18, stamp(21, 9) * 1000])
def test_an_end_that_is_no_moment_is_none(ends):
    assert says("On leave", ends=ends) == Says(away=True)


@pytest.mark.parametrize(
    ("status", "told"),
    [
        (Status(), None),
        (Status(text=""), None),
        (Status(emoji=""), None),
        (Status(text="In a meeting"), None),
        (Status(text="On leave"), Says(away=True)),
        (Status(emoji=":palm_tree:"), Says(away=True)),
        (Status(text="", emoji=""), HERE),
    ],
)
def test_what_is_not_told_is_not_known_and_never_means_that_somebody_is_back(status, told):
    assert read(status, NOW, zone=LONDON, country="GB-ENG") == told


def test_a_status_shows_nothing_of_itself():
    assert repr(Status(text="off sick", emoji=":mask:", ends=5)) == "Status()"


@given(
    st.none() | st.text(max_size=300) | st.sampled_from(["on leave until", "A/L 4 January -", "back 30 February"]),
    st.none() | st.text(max_size=40),
    st.none() | st.integers(),
    st.datetimes(datetime(2020, 1, 1), datetime(2040, 1, 1)),
)
def test_whatever_stands_in_a_status_it_is_read_and_a_day_away_is_none_that_is_long_past(text, emoji, ends, moment):
    now = moment.replace(tzinfo=UTC)
    found = read(Status(text=text, emoji=emoji, ends=ends), now, zone=LONDON, country="GB-ENG")

    if found and found.last:
        assert now.astimezone(LONDON).date() - DAY <= found.last <= now.date() + timedelta(days=367)


OPEN = Says(away=True)


def worded(last):
    return Says(away=True, how=Standing.WORDED, last=last)


def timed(last):
    return Says(away=True, how=Standing.TIMED, last=last)


def after(*looks):
    """What is kept after looks, each so many days from today."""
    found = None
    for day, said in looks:
        found = kept(found, said, TODAY + day * DAY)
    return found


def test_a_status_without_an_end_counts_for_as_long_as_it_is_seen():
    assert after((0, OPEN)) == Kept(first=TODAY, last=TODAY, how=Standing.OPEN)
    assert after((0, OPEN), (8, OPEN)) == Kept(first=TODAY, last=TODAY + 8 * DAY, how=Standing.OPEN)
    assert after((0, OPEN), (8, HERE)) is None


def test_a_forgotten_palm_tree_counts_for_four_weeks_and_a_new_one_again():
    looks = [(day, OPEN) for day in range(0, 90, 7)]
    forgotten = after(*looks)

    assert forgotten == Kept(first=TODAY, last=TODAY + 21 * DAY, how=Standing.OPEN)
    assert not forgotten.covers(TODAY + 84 * DAY)
    assert after(*looks, (91, HERE), (98, OPEN)).first == TODAY + 98 * DAY
    assert after(*looks, (91, timed(TODAY + 99 * DAY))) == Kept(
        first=TODAY + 91 * DAY, last=TODAY + 99 * DAY, how=Standing.TIMED
    )


def test_slacks_own_end_is_believed_each_time_that_it_is_told():
    first = after((0, timed(TODAY + 9 * DAY)))

    assert first == Kept(first=TODAY, last=TODAY + 9 * DAY, how=Standing.TIMED)
    assert after((0, OPEN), (1, timed(TODAY + 40 * DAY))) == Kept(
        first=TODAY, last=TODAY + 40 * DAY, how=Standing.TIMED
    )
    assert after((0, timed(TODAY + 9 * DAY)), (1, timed(TODAY + 2 * DAY))).last == TODAY + 2 * DAY
    assert after((0, timed(TODAY + 9 * DAY)), (1, OPEN)) == Kept(first=TODAY, last=TODAY + DAY, how=Standing.OPEN)


def test_what_stands_after_slacks_own_end_is_another():
    assert after((0, timed(TODAY + DAY)), (9, OPEN)).first == TODAY + 9 * DAY


def test_a_day_in_words_counts_once_and_can_be_put_off_before_it_comes():
    monday = TODAY + 6 * DAY

    assert after((0, worded(monday))).last == monday
    assert after((0, worded(monday)), (3, worded(monday + 7 * DAY))).last == monday + 7 * DAY
    assert after((0, worded(monday)), (3, OPEN)).last == monday
    assert after((0, OPEN), (3, worded(monday))) == Kept(first=TODAY, last=monday, how=Standing.WORDED)
    assert not after((0, worded(monday)), (9, worded(monday + 7 * DAY))).covers(TODAY + 9 * DAY)


def test_in_two_days_read_every_day_is_over_after_four_weeks():
    found = after(*[(day, worded(TODAY + (day + 1) * DAY)) for day in range(60)])

    assert found.last < TODAY + LONGEST_OPEN


def test_leave_that_is_said_to_be_longer_is():
    back = TODAY + 120 * DAY

    assert after((0, worded(back)), (60, worded(back))).covers(TODAY + 100 * DAY)


def test_what_its_person_said_otherwise_about_stays_over_while_it_stands():
    over = Kept(first=TODAY, last=TODAY - DAY, how=Standing.OVER)

    assert kept(over, OPEN, TODAY) == over
    assert kept(over, timed(TODAY - DAY), TODAY) == over
    assert not over.covers(TODAY - DAY)
    assert kept(over, HERE, TODAY) is None


def test_a_part_of_a_day_is_not_kept():
    assert after((0, timed(TODAY - DAY))) is None


@given(
    st.lists(
        st.tuples(
            st.integers(0, 20),
            st.one_of(st.just(OPEN), st.builds(worded, st.integers(0, 20).map(lambda days: TODAY + days * DAY))),
        ),
        max_size=12,
    )
)
def test_without_an_end_of_slacks_nothing_silences_anybody_for_more_than_its_own_day_or_four_weeks(looks):
    day, found, first_last = 0, None, TODAY
    for gap, said in looks:
        day += gap
        moved = said if said.last is None else worded(TODAY + day * DAY + (said.last - TODAY))
        found = kept(found, moved, TODAY + day * DAY)
        first_last = found.last if found and found.first == TODAY + day * DAY else first_last

        assert found is not None
        assert found.last <= max(found.first + LONGEST_OPEN, first_last)
