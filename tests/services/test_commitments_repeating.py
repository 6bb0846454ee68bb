"""What comes again: skipped once, ended, at another pace; many open at once; and how late is said."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.commitments import Lateness, State, lateness, repeat_in
from bot.domain.errors import NoDayError
from bot.messages.parts import Form
from bot.services import asks, commitments
from bot.services.request import Said
from bot.storage import commitments as storage
from tests.support.committing import DAY, NOW, TODAY, button, buttons, labels, press, text, the_cast, words
from tests.support.scene import a_table_of_five, at

FRIDAY = TODAY + 3 * DAY


@pytest.fixture
def cast(tx):
    return the_cast(tx)


def make(tx, asker, said, now=NOW):
    return commitments.make(tx, asker, words(said), now=now)


def of(tx, asker, number=1):
    found = storage.numbered(tx, asker.viewer, number)
    assert found
    return found


def test_what_is_skipped_goes_on_to_its_next_day_with_its_cue(tx, cast):
    make(tx, cast.sam, "water the plants every Friday")
    commitments.plan(tx, cast.sam, words("1 when Thursday's meeting ends then I do it"), now=NOW)
    reply = commitments.skip(tx, cast.sam, words("1"), now=NOW)

    assert text(reply).startswith(
        "Left out this time: “water the plants”. Next by Friday 4 December. It was for Friday"
    )
    one = of(tx, cast.sam)
    assert (one.state, one.due_on, one.plan_on) == (State.OPEN, FRIDAY + 7 * DAY, FRIDAY + 6 * DAY)
    assert "skipped once; next by Friday 4 December" in text(commitments.more(tx, cast.sam, words("1"), now=NOW))


def test_a_second_press_on_skip_skips_once(tx, cast):
    make(tx, cast.sam, "water the plants every Friday")
    more = commitments.more(tx, cast.sam, words("1"), now=NOW)
    commitments.skip(tx, cast.sam, press(more, "Skip this time"), now=NOW)
    reply = commitments.skip(tx, cast.sam, press(more, "Skip this time"), now=NOW)

    assert "As it stands" in text(reply)
    assert of(tx, cast.sam).due_on == FRIDAY + 7 * DAY


def test_without_a_plan_only_its_day_moves_and_what_comes_once_is_not_skipped(tx, cast):
    make(tx, cast.sam, "water the plants every month on the 1st")
    commitments.skip(tx, cast.sam, words("1"), now=NOW)
    assert (of(tx, cast.sam).due_on.isoformat(), of(tx, cast.sam).plan_on) == ("2027-01-01", None)
    make(tx, cast.sam, "ring the ward by Friday")

    assert "doesn't come again" in text(commitments.skip(tx, cast.sam, words("2"), now=NOW))


def test_a_day_that_nobody_chose_and_nobody_works_on_is_said(tx, cast):
    make(tx, cast.sam, "water the plants every month on the 1st")
    make(tx, cast.sam, "read the news every Sunday")
    off = "That's no working day; for another: move {} to Tuesday"

    # The new year is a bank holiday, the first of February a Monday; Sunday was a choice, Christmas Day none.
    assert off.format(1) in text(commitments.skip(tx, cast.sam, words("1"), now=NOW))
    assert "working day" not in text(commitments.skip(tx, cast.sam, words("1"), now=NOW))
    assert "working day" not in text(commitments.skip(tx, cast.sam, words("2"), now=NOW))
    assert "working day" not in text(commitments.done(tx, cast.sam, words("1"), now=NOW))
    commitments.move(tx, cast.sam, words("3 to 25 November"), now=NOW)
    assert off.format(4) in text(commitments.done(tx, cast.sam, words("3"), now=NOW))


def test_a_series_ends_with_the_one_that_is_open_and_can_go_on(tx, cast):
    make(tx, cast.sam, "water the plants every Friday")
    more = commitments.more(tx, cast.sam, words("1"), now=NOW)
    ended = commitments.repeat(tx, cast.sam, press(more, "End the series"), now=NOW)

    assert "no longer comes again. This one stays open." in text(ended)
    assert of(tx, cast.sam).repeats is None
    again = commitments.repeat(tx, cast.sam, press(ended, "Undo"), now=NOW)
    assert "every week, next by Friday 27 November" in text(again)
    commitments.repeat(tx, cast.sam, words("1 no more"), now=NOW)
    commitments.done(tx, cast.sam, words("1"), now=NOW)
    assert storage.number_open(tx, cast.sam) == 0


def test_how_often_is_asked_where_it_is_not_said_and_a_day_is_needed(tx, cast):
    make(tx, cast.sam, "water the plants by Friday")
    asked = commitments.repeat(tx, cast.sam, words("1"), now=NOW)
    assert labels(asked) == ["Every week", "Every fortnight", "Every month"]
    commitments.repeat(tx, cast.sam, press(asked, "Every month"), now=NOW)
    assert of(tx, cast.sam).repeats == "monthly"
    assert "As it stands" in text(commitments.repeat(tx, cast.sam, words("1 monthly"), now=NOW))
    make(tx, cast.sam, "some day")

    with pytest.raises(NoDayError):
        commitments.repeat(tx, cast.sam, words("2 every week"), now=NOW)
    commitments.done(tx, cast.sam, words("2"), now=NOW)
    for step in (commitments.repeat, commitments.skip):
        assert "is done already" in text(step(tx, cast.sam, words("2"), now=NOW))


@pytest.mark.parametrize(
    ("said", "how"),
    [
        ("every week", "weekly"),
        ("every other week", "fortnightly"),
        ("every two weeks", "fortnightly"),
        ("Fortnightly", "fortnightly"),
        ("each month", "monthly"),
        ("no more", "never"),
        ("never", "never"),
        ("weekly", "weekly"),
        ("sometimes", None),
        ("", None),
    ],
)
def test_how_often_is_read_from_the_words(said, how):
    assert repeat_in(said) == how


def test_the_fourth_open_one_is_remarked_on_once(tx, cast):
    said = [text(make(tx, cast.sam, f"thing {letter}")) for letter in "abcde"]

    assert ["That's four open" in one for one in said] == [False, False, False, True, False]
    commitments.done(tx, cast.sam, words("1"), now=NOW)
    commitments.done(tx, cast.sam, words("2"), now=NOW)
    again = make(tx, cast.sam, "thing f")
    assert "That's four open. Is there one to let go or hand on?" in text(again)
    assert button(again, "See them").act.name == "commitment.list"


def test_a_yes_that_makes_four_is_remarked_on_to_whoever_says_it(tx, cast):
    for letter in "abc":
        make(tx, cast.sam, f"thing {letter}")
    asked = asks.ask(tx, cast.priya, words("@Sam Okoye to share it by Friday"), now=NOW)

    assert "four open" not in text(asked)
    assert "That's four open" in text(asks.accept(tx, cast.sam, words("4"), now=NOW))


@given(st.dates(), st.integers(-400, 400))
def test_how_late_something_is_has_three_grades_and_no_number(today, ago):
    try:
        grade = lateness(today - timedelta(days=ago), today=today)
    except OverflowError:
        return

    expected = None if ago <= 0 else (Lateness.JUST if ago <= 7 else Lateness.A_WHILE if ago <= 28 else Lateness.LONG)
    assert grade == expected


def test_what_has_no_day_is_never_late():
    assert lateness(None, today=TODAY) is None


@pytest.mark.parametrize(
    ("days", "said"), [(5, "was for Friday 27 November Still"), (12, ", a while ago"), (40, ", a good while ago")]
)
def test_its_owner_reads_for_when_it_was_and_no_reproach(tx, cast, days, said):
    make(tx, cast.sam, "send it by Friday")
    listed = text(commitments.list_open(tx, cast.sam, words(""), now=NOW + days * DAY))

    assert said in listed.replace(" > ", " ")
    assert "Still yours? A new date, or letting it go, is fine." in listed


async def test_a_check_in_brings_back_each_open_one_with_four_answers(store):
    table = await a_table_of_five(store)
    await table.say("sam", "/commit send the data by 2027-03-05", now=at(0))
    await table.say("sam", "/commit draw a map", now=at(0))
    await table.days(1, 45)
    note = next(
        one.card
        for one in await table.store.read(_cards_of, table.persons["sam"])
        if "Is this still yours?" in one.card
    )

    for label in ("Done", "Move…", "Let go", "Stuck"):
        assert note.count(f'"{label}"') == 2
    still = await table.say("sam", "still in", now=at(46))
    assert labels(still)[:4] == ["Done", "Move…", "Let go", "Stuck"]
    moved = await table.heard("sam", button_of(still, "Move…"), now=at(46))
    assert isinstance(moved.show, Form)
    assert moved.show.title == "Another day"


def _cards_of(tx, who):
    return tx.exec_driver_sql(
        f"SELECT coalesce(instead, card) AS card FROM message WHERE person_id = {who.person.id} ORDER BY id"
    ).all()


def button_of(reply, label):
    return next(one.act for one in buttons(reply) if one.label == label)


async def test_a_reminder_at_its_cue_gives_their_own_words_back(store):
    table = await a_table_of_five(store)
    await table.say("sam", "/commit send the data by 2027-01-22", now=at(0))
    await table.say("sam", "plan 1 when Wednesday's meeting ends then I send it from my phone", now=at(0))
    await table.days(1, 3)
    cards = [one.card for one in await table.store.read(_cards_of, table.persons["sam"])]

    assert any("this is the moment you named, “when Wednesday's meeting ends then I send" in one for one in cards)


def test_words_after_the_number_of_a_button_are_its_own(tx, cast):
    make(tx, cast.sam, "water the plants by Friday")
    commitments.repeat(tx, cast.sam, Said(on=("1", "weekly")), now=NOW)

    assert of(tx, cast.sam).repeats == "weekly"
