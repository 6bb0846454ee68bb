"""When the table meets: set, moved and cancelled by who convenes, seen by all, and by nobody of another table."""

from datetime import UTC, datetime

import pytest

from bot.domain.errors import ConvenorError, MeetingPastError, PastDeadlineError
from bot.services import attendance, briefs, files, happened, meetings, sessions, settings
from bot.services.request import Said
from bot.storage import changes, people
from bot.storage import meetings as storage
from tests.support.committing import DAY, NOW, fields, labels, press, submit, text, the_cast, words

NHS = "943 476 5919"


@pytest.fixture
def cast(tx):
    return the_cast(tx)


def say(tx, asker, said="Thursday 2pm at the town hall", *, now=NOW):
    return meetings.set_one(tx, asker, words(said), now=now)


def shown(tx, asker, *, now=NOW):
    return text(meetings.show(tx, asker, Said(), now=now))


def coming(tx, asker, *, now=NOW):
    return storage.next_one(tx, asker.viewer, now)


def fortnightly(tx, cast):
    settings.show(tx, cast.priya, words("meets every 2 weeks"), now=NOW)
    here = cast.priya.partnership.id
    return people.partner_by_id(tx, partnership_id=here, partner_id=cast.priya.id)


def test_a_sentence_sets_a_meeting_that_all_at_the_table_see_and_nobody_else(tx, cast):
    reply = say(tx, cast.priya)

    assert text(reply).startswith("Home from hospital meets on Thursday 26 November at 14:00, “the town hall”.")
    assert labels(reply) == ["Add to my calendar", "Move", "Cancel it"]
    for other in (cast.priya, cast.sam, cast.rita):
        assert "Thursday 26 November at 14:00" in shown(tx, other)
    assert shown(tx, cast.oscar).startswith("No meeting is set.")
    assert labels(meetings.show(tx, cast.sam, Said(), now=NOW)) == ["Apologies", "Send a deputy…", "Add to my calendar"]


def test_said_twice_it_is_one_meeting(tx, cast):
    say(tx, cast.priya)
    assert text(say(tx, cast.priya, "Thursday 14:00 at Elm")).startswith("As it stands: the table meets on Thursday")
    say(tx, cast.priya, "Thursday 4pm")

    assert [one.number for one in storage.coming(tx, cast.priya.viewer, NOW, most=5)] == [1, 2]
    assert "Thursday 26 November at 16:00" in shown(tx, cast.sam)


@pytest.mark.parametrize(
    ("said", "day", "time", "place"),
    [
        ("", "", "", ""),
        ("Thursday at the town hall", "2026-11-26", "", "the town hall"),
        ("2pm to 4pm at the town hall", "", "14:00 to 16:00", "the town hall"),
    ],
)
def test_what_is_missing_is_asked_by_the_form(tx, cast, said, day, time, place):
    form = say(tx, cast.priya, said)

    assert fields(form) == {"meets_on": day, "time": time, "place": place}
    reply = meetings.set_one(tx, cast.priya, submit(form, meets_on="Friday", time="2pm", place="Elm"), now=NOW)
    assert "Friday 27 November at 14:00, “Elm”" in text(reply)


@pytest.mark.parametrize(
    ("filled", "field"),
    [
        ({"meets_on": "", "time": "2pm"}, "meets_on"),
        ({"meets_on": "yesterday", "time": "2pm"}, "meets_on"),
        ({"meets_on": "31 November", "time": "2pm"}, "meets_on"),
        ({"meets_on": "today", "time": "9am"}, "meets_on"),
        ({"meets_on": "Friday", "time": "after lunch"}, "time"),
        ({"meets_on": "Friday", "time": "2pm", "place": "x" * 3001}, "place"),
    ],
)
def test_the_form_stays_open_until_nothing_is_wrong_with_it(tx, cast, filled, field):
    reply = meetings.set_one(tx, cast.priya, submit(say(tx, cast.priya, ""), **filled), now=NOW)

    assert list(reply.wrong) == [field]
    assert fields(reply)["meets_on"] == filled["meets_on"]
    assert coming(tx, cast.priya) is None


@pytest.mark.parametrize(("said", "error"), [("today 9am", MeetingPastError), ("yesterday 2pm", PastDeadlineError)])
def test_a_moment_that_has_gone_is_refused_kindly(tx, cast, said, error):
    with pytest.raises(error):
        say(tx, cast.priya, said)


def test_details_in_a_place_are_asked_about_before_it_is_kept(tx, cast):
    question = say(tx, cast.priya, f"Thursday 2pm at the ward of {NHS}")
    form = meetings.set_one(tx, cast.priya, press(question, "Change"), now=NOW)
    asked = meetings.set_one(tx, cast.priya, submit(form), now=NOW)

    assert fields(form)["place"] == f"the ward of {NHS}"
    assert "details" in fields(asked)
    kept = meetings.set_one(tx, cast.priya, submit(asked, details="without"), now=NOW)
    assert NHS not in text(kept)
    assert text(meetings.set_one(tx, cast.priya, press(question, "Change"), now=NOW)).startswith("Those words")


def test_two_in_the_afternoon_stays_two_in_the_afternoon_when_the_clocks_change(tx, cast):
    say(tx, cast.priya, "26 March 2027 2pm")
    say(tx, cast.priya, "30 March 2027 2pm")
    say(tx, cast.priya, "28 March 2027 01:30")

    moments = [one.begins_at for one in storage.coming(tx, cast.sam.viewer, NOW, most=5)]
    # The clocks leave out the half hour after one on the 28th; it comes an hour later by the wall.
    assert moments == [
        datetime(2027, 3, 26, 14, tzinfo=UTC),
        datetime(2027, 3, 28, 1, 30, tzinfo=UTC),
        datetime(2027, 3, 30, 13, tzinfo=UTC),
    ]
    assert "Tuesday 30 March at 14:00" in shown(tx, cast.sam)
    assert "Sunday 28 March at 02:30" in shown(tx, cast.sam)


def test_it_is_moved_by_what_is_said_and_the_rest_stays(tx, cast):
    say(tx, cast.priya, "Thursday 2pm to 4pm at the town hall")

    reply = meetings.move(tx, cast.priya, words("to Friday"), now=NOW)
    assert text(reply).startswith("Moved. It's now on Friday 27 November at 14:00, “the town hall”.")
    reply = meetings.move(tx, cast.priya, words("#1 to 3pm at Elm"), now=NOW)
    assert "Friday 27 November at 15:00, “Elm”" in text(reply)
    one = coming(tx, cast.priya)
    assert (one.version, one.minutes) == (3, 120)
    assert text(meetings.move(tx, cast.priya, words("to 3pm"), now=NOW)).startswith("As it stands")
    history = changes.history(tx, cast.sam.viewer, "meeting", 1)
    assert [(one.what, one.by) for one in history] == [
        ("set", "Priya Shah"),
        ("moved", "Priya Shah"),
        ("moved", "Priya Shah"),
    ]


def test_its_form_has_it_as_it_is_and_takes_another_day(tx, cast):
    card = say(tx, cast.priya)
    form = meetings.move(tx, cast.priya, press(card, "Move"), now=NOW)

    assert fields(form) == {"meets_on": "2026-11-26", "time": "14:00 to 15:00", "place": "the town hall"}
    wrong = meetings.move(tx, cast.priya, submit(form, time="soon"), now=NOW)
    assert list(wrong.wrong) == ["time"]
    assert "Friday 27 November at 09:00" in text(
        meetings.move(tx, cast.priya, submit(wrong, meets_on="Friday", time="9"), now=NOW)
    )


def test_an_old_card_moves_and_cancels_nothing_newer(tx, cast):
    card = say(tx, cast.priya)
    form = meetings.move(tx, cast.priya, press(card, "Move"), now=NOW)
    meetings.move(tx, cast.priya, words("to Friday 3pm"), now=NOW)

    for reply in (
        meetings.move(tx, cast.priya, submit(form, time="9am"), now=NOW),
        meetings.cancel(tx, cast.priya, press(card, "Cancel it"), now=NOW),
    ):
        assert text(reply).startswith("As it stands: the table meets on Friday 27 November at 15:00")


def test_apologies_for_the_old_day_are_no_apologies_for_the_new(tx, cast):
    say(tx, cast.priya)
    attendance.apologies(tx, cast.sam, Said(), now=NOW)
    assert "apolog" not in text(meetings.move(tx, cast.priya, words("to 3pm"), now=NOW))
    assert "You've sent apologies." in shown(tx, cast.sam)

    reply = meetings.move(tx, cast.priya, words("to Friday"), now=NOW)

    assert "One apology or deputy was for the old day" in text(reply)
    assert "You've sent apologies." not in shown(tx, cast.sam)


def test_it_is_cancelled_with_its_reason_and_can_be_put_on_again(tx, cast):
    say(tx, cast.priya)
    reply = meetings.cancel(tx, cast.priya, words("because it snows"), now=NOW)

    assert text(reply).startswith("Cancelled: the meeting on Thursday 26 November. Why: “it snows”.")
    assert coming(tx, cast.priya) is None
    assert "No meeting is set." in text(meetings.cancel(tx, cast.priya, words(""), now=NOW))
    again = text(meetings.cancel(tx, cast.priya, words("1"), now=NOW))
    assert again.startswith("The meeting on Thursday 26 November is cancelled. Why: “it snows”.")
    assert text(meetings.move(tx, cast.priya, words("1 to Friday"), now=NOW)).startswith("The meeting on")
    assert text(attendance.apologies(tx, cast.sam, words("1"), now=NOW)).startswith("The meeting on")
    restored = meetings.restore(tx, cast.priya, words(""), now=NOW)
    assert text(restored).startswith("Home from hospital meets on Thursday 26 November")
    assert text(meetings.restore(tx, cast.priya, words("1"), now=NOW)).startswith("As it stands")
    assert text(meetings.restore(tx, cast.priya, words(""), now=NOW)).startswith("As it stands")
    assert coming(tx, cast.priya).version == 3


def test_where_one_was_cancelled_another_can_be_set(tx, cast):
    say(tx, cast.priya)
    meetings.cancel(tx, cast.priya, words(""), now=NOW)
    say(tx, cast.priya)

    assert coming(tx, cast.priya).number == 2
    assert "".join(map(str, meetings.line(tx, cast.sam, now=NOW) or ())) == "Next: meeting, 2026-11-26, 14:00."
    assert meetings.line(tx, cast.oscar, now=NOW) is None


def test_a_meeting_far_ahead_is_looked_at_when_its_time_comes(tx, cast):
    say(tx, cast.priya, "26 March 2027 2pm")

    assert briefs.brief(tx, now=NOW).after == 0
    assert storage.to_brief(tx, now=datetime(2027, 3, 19, 12, tzinfo=UTC)) is None
    assert storage.to_brief(tx, now=datetime(2027, 3, 20, 15, tzinfo=UTC))


def test_details_in_another_place_are_asked_about(tx, cast):
    say(tx, cast.priya)
    question = meetings.move(tx, cast.priya, words(f"to the ward of {NHS}"), now=NOW)

    assert coming(tx, cast.priya).version == 1
    assert "“the ward of" in text(meetings.move(tx, cast.priya, press(question, "Keep it without"), now=NOW))


def test_details_in_a_reason_are_asked_about(tx, cast):
    say(tx, cast.priya)
    question = meetings.cancel(tx, cast.priya, words(f"because of {NHS}"), now=NOW)

    assert coming(tx, cast.priya)
    reply = meetings.cancel(tx, cast.priya, press(question, "Keep it without"), now=NOW)
    assert text(reply).startswith("Cancelled")
    gone = meetings.move(tx, cast.priya, Said(on=("draft", "99", "as it is")), now=NOW)
    assert text(gone) == text(meetings.cancel(tx, cast.priya, Said(on=("draft", "99", "as it is")), now=NOW))


def test_what_has_begun_is_neither_moved_nor_cancelled(tx, cast):
    say(tx, cast.priya)
    during = NOW + 2 * DAY + DAY * 4.25 / 24

    for service in (meetings.move, meetings.cancel):
        assert text(service(tx, cast.priya, words(""), now=during)).startswith("As it stands")
    assert "No meeting is set." in text(meetings.move(tx, cast.priya, words("to Friday"), now=NOW + 3 * DAY))


def test_the_next_date_is_suggested_by_how_often_they_meet_and_set_with_one_press(tx, cast):
    priya = fortnightly(tx, cast)
    say(tx, priya, "Thursday 2pm to 4pm at the town hall")
    later = NOW + 3 * DAY
    card = meetings.show(tx, priya, Said(), now=later)

    assert "The next could be on Thursday 10 December at 14:00." in text(card)
    assert "The next could be" not in shown(tx, cast.sam, now=later)
    assert labels(meetings.show(tx, cast.sam, Said(), now=later)) == ["Paste your actions"]
    reply = meetings.set_one(tx, priya, press(card, "Set the next one"), now=later)
    assert "Thursday 10 December at 14:00, “the town hall”" in text(reply)
    again = meetings.set_one(tx, priya, press(card, "Set the next one"), now=later)
    assert text(again).startswith("Home from hospital meets next on Thursday 10 December")


def test_a_table_that_says_not_how_often_it_meets_is_suggested_nothing(tx, cast):
    say(tx, cast.priya)

    assert "The next could be" not in shown(tx, cast.priya, now=NOW + 3 * DAY)


def test_a_link_is_a_link_and_any_calendar_can_be_told(tx, cast):
    say(tx, cast.priya, "Thursday 2pm https://meet.example/abc")
    said = text(meetings.calendar(tx, cast.sam, Said(), now=NOW))

    assert "meet.example: https://meet.example/abc" in said
    assert "dates=20261126T140000Z%2F20261126T150000Z" in said
    assert text(meetings.calendar(tx, cast.oscar, words("1"), now=NOW)).startswith("No meeting is set.")
    meetings.cancel(tx, cast.priya, words(""), now=NOW)
    assert "take it out of a calendar" in text(meetings.calendar(tx, cast.sam, words("1"), now=NOW))


def test_the_calendar_file_is_for_who_sits_at_the_table(tx, cast):
    say(tx, cast.priya)
    for who, token in ((cast.sam, "sams"), (cast.oscar, "oscars")):
        sessions.begin(tx, who.person.id, token, now=NOW)

    assert b"SUMMARY:Home from hospital" in (files.meeting(tx, "sams", "home", 1, now=NOW) or b"")
    assert files.meeting(tx, "nobodys", "home", 1, now=NOW) is None
    for token, slug, number in (
        ("oscars", "home", 1),
        ("oscars", "away", 1),
        ("sams", "home", 2),
        ("sams", "home", 10**30),
    ):
        with pytest.raises(ConvenorError):
            files.meeting(tx, token, slug, number, now=NOW)


def test_what_happened_tells_that_the_table_met_and_how_many_organisations(tx, cast):
    say(tx, cast.priya)
    say(tx, cast.priya, "Thursday 5pm")
    meetings.cancel(tx, cast.priya, words("2"), now=NOW)
    later = NOW + 3 * DAY

    def told():
        found = happened.between(tx, cast.sam.viewer, since=NOW, until=later)
        return ["".join(str(run) for run in one.said) for one in found]

    assert told() == ["The table met on 2026-11-26."]
    attendance.came(tx, cast.priya, words("1 Sam, Rita"), now=later)
    assert told() == ["The table met on 2026-11-26; one organisation was there."]
