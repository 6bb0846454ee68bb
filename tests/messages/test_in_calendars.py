"""The file that calendars read: RFC 5545 to the byte, the same meeting for ever, and nobody's name."""

from dataclasses import replace
from datetime import UTC, datetime

from hypothesis import given
from hypothesis import strategies as st

from bot.domain.meetings import State
from bot.messages.in_calendars import LONGEST_LINE, file, google, outlook, uid
from tests.messages.examples_meetings import a_meeting


def lines(one, table="Home from hospital"):
    """The lines as they are once what was folded is put together again."""
    content = file(one, table=table)
    assert content.endswith(b"\r\n")
    return content.replace(b"\r\n ", b"").decode().split("\r\n")[:-1]


def test_a_meeting_is_an_event_with_its_moments_in_utc():
    summer = a_meeting("the town hall; room 3, left", begins_at=datetime(2026, 7, 1, 13, tzinfo=UTC), minutes=90)

    assert lines(summer) == [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Convenor//Meetings//EN",
        "CALSCALE:GREGORIAN",
        "METHOD:PUBLISH",
        "BEGIN:VEVENT",
        f"UID:{uid(summer)}",
        "SEQUENCE:0",
        "DTSTAMP:20261124T100000Z",
        "LAST-MODIFIED:20261124T100000Z",
        "DTSTART:20260701T130000Z",
        "DTEND:20260701T143000Z",
        "SUMMARY:Home from hospital",
        "LOCATION:the town hall\\; room 3\\, left",
        "STATUS:CONFIRMED",
        "END:VEVENT",
        "END:VCALENDAR",
    ]


def test_moved_or_cancelled_it_is_the_same_event_with_a_higher_sequence():
    one = a_meeting("")
    off = replace(one, version=3, state=State.CANCELLED, begins_at=datetime(2027, 1, 1, tzinfo=UTC))

    assert uid(off) == uid(one)
    assert uid(replace(one, number=4)) != uid(one) != uid(replace(one, partnership_id=2))
    assert {"METHOD:CANCEL", "STATUS:CANCELLED", "SEQUENCE:2"} <= set(lines(off))
    assert not any(line.startswith("LOCATION") for line in lines(one))


def test_a_link_stands_for_itself():
    assert "URL:https://meet.example/a,b" in lines(a_meeting("Room 3 https://meet.example/a,b"))


@given(st.text(max_size=300), st.text(max_size=200))
def test_no_words_break_out_of_their_line_and_no_line_is_too_long(place, table):
    content = file(a_meeting(place), table=table)
    found = content.split(b"\r\n")

    assert all(len(line) <= LONGEST_LINE for line in found)
    assert b"\n" not in b"".join(found)
    assert b"\r" not in b"".join(found)
    assert [line.split(":")[0] for line in lines(a_meeting(place), table)].count("BEGIN") == 2
    content.decode()


def test_the_usual_calendars_are_handed_the_moments_and_no_name():
    one = a_meeting("the town hall & room 3")

    assert google(one, table="Home & away") == (
        "https://calendar.google.com/calendar/render?action=TEMPLATE&text=Home+%26+away"
        "&dates=20261203T140000Z%2F20261203T150000Z&location=the+town+hall+%26+room+3"
    )
    assert "startdt=2026-12-03T14%3A00%3A00Z&enddt=2026-12-03T15%3A00%3A00Z" in outlook(one, table="Home")
