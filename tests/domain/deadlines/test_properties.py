"""What holds for every sentence, whatever anybody types."""

from datetime import date, timedelta

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bot.domain.deadlines import read

TODAY = date(2026, 11, 24)
DAY = timedelta(days=1)

# Words that a reader of deadlines listens for, in any order, with whatever else is typed.
LISTENED_FOR = st.sampled_from(
    (
        *("by", "on", "in", "next", "this", "last", "the", "of", "at", "end", "week", "month", "year", "before", "due"),
        *("Friday", "March", "May", "12", "3rd", "5pm", "12/1", "2026-11-30", "31/2", "every", "other", "half", "past"),
        *("working", "days", "fortnight", "early", "mid", "late", "weekend", "quarter", "Q1", "Christmas", "Easter"),
        *("today", "tomorrow", "yesterday", "deadline", "no later than", "new", ",", ".", "-", "/", "(", ")"),
        *("erbyn", "dydd", "Gwener", "diwedd", "y", "mis", "o fewn", "pythefnos"),
    )
)
SENTENCES = st.one_of(st.text(max_size=300), st.lists(LISTENED_FOR, max_size=12).map(" ".join))
DAYS = st.dates(date(2020, 1, 1), date(2090, 12, 31))


@given(SENTENCES, DAYS)
@example("\u0301", TODAY)
@example("by \x00Friday", TODAY)
@example("أرسل by Friday 🎉", TODAY)
def test_every_sentence_has_an_answer(sentence, today):
    found = read(sentence, today)

    assert (found.trouble is None) or (found.due is None and found.text == sentence)
    assert found.due is None or found.due >= today
    assert found.repeat is None or found.due is not None


@given(SENTENCES, DAYS)
def test_nothing_is_put_into_anybodys_mouth(sentence, today):
    """What is left is made of characters of the sentence, in their order."""
    rest = iter(sentence)

    assert all(any(letter == one for one in rest) for letter in read(sentence, today).text.replace(" ", ""))


@given(st.dates(TODAY, TODAY + 900 * DAY), st.sampled_from(["%d/%m/%Y", "%Y-%m-%d", "%d.%m.%Y", "%d %B %Y"]))
def test_a_full_date_is_that_date_wherever_it_stands(day, form):
    written = day.strftime(form)

    assert read(f"send the data by {written}", TODAY).due == day
    assert read(f"by {written} send the data", TODAY).due == day
    assert read(f"the data, due {written}, goes to Jo", TODAY).due == day


@pytest.mark.parametrize("unseen", ["\u200b", "\u200e", "\u200f", "\ufeff"])
def test_a_mark_that_nobody_sees_is_not_left_over(unseen):
    assert read(f"send the data by Friday{unseen}", TODAY).text == "send the data"


@given(st.integers(1, 900))
def test_days_and_weeks_are_counted_from_today(number):
    assert read(f"ring round in {number} days", TODAY).due == TODAY + number * DAY
    assert read(f"within {number} weeks ring round", TODAY).due == TODAY + 7 * number * DAY


@given(DAYS, st.integers(0, 6))
def test_a_weekday_is_the_next_such_day_and_next_is_of_next_week(today, weekday):
    name = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")[weekday]
    this, following = read(f"ring by {name}", today).due, read(f"ring next {name}", today).due

    assert this is not None
    assert this.weekday() == weekday
    assert this - today < 7 * DAY
    monday = today - today.weekday() * DAY
    assert following == monday + (7 + weekday) * DAY


@given(st.dates(date(2020, 1, 1), TODAY - DAY))
def test_a_full_date_that_has_gone_is_trouble_and_keeps_the_words(day):
    sentence = f"send the data by {day.isoformat()}"

    assert read(sentence, TODAY) == read(sentence, TODAY)
    assert (read(sentence, TODAY).trouble, read(sentence, TODAY).text) == ("past", sentence)


ENDLESS = [
    "the ",
    "by ",
    "in ",
    "next ",
    "end of ",
    "1/1",
    "1/",
    "1.",
    "9",
    "monday ",
    "friday or ",
    "every other ",
    "by the end of the ",
    "12 March ",
    "the 5th of ",
    "a week on ",
    "(",
    "'",
    "\u0301",
    "a@",
    "a.",
    "http://",
    "twenty ",
    "at some point ",
    "no later than ",
    "dydd ",
    "erbyn diwedd y ",
    "\u202e",
    "🎉",
    " ",
]


@pytest.mark.parametrize("piece", ENDLESS)
def test_five_thousand_characters_of_anything_are_read(piece):
    """Each of these would take minutes, or a stack, if a pattern went back over what it has seen."""
    sentence = (piece * 5000)[:4980] + " by Friday"

    assert read(sentence, TODAY) is not None
