"""How it goes with an outcome: measured in numbers and in words, corrected, taken back; and what is towards it."""

from datetime import date

import pytest

from bot.domain.errors import (
    NotAllowedError,
    UnknownCommitmentError,
    UnknownMeasureError,
    UnknownOutcomeError,
)
from bot.messages.parts import Form, Picture
from bot.storage import outcomes as storage
from tests.support.committing import labels, text, the_cast
from tests.support.saying import card_of, form_of, pressed, say, sent

NHS = "943 476 5919"


@pytest.fixture
def cast(tx):
    found = the_cast(tx)
    say(tx, found.sam, "/table outcome fewer nights on a ward")
    return found


def measures(tx, who, number=1):
    one = storage.numbered(tx, who.viewer, number)
    return [(each.reading.value, each.reading.unit, each.reading.words, each.reading.on) for each in _of(tx, who, one)]


def _of(tx, who, one):
    return storage.measures(tx, who.viewer, [one])[one.id]


def test_a_number_with_its_unit_day_and_source_is_kept_as_it_was_understood(tx, cast):
    reply = say(tx, cast.rita, "/table measure 1 42 nights on 3 September, from the ward's own count")

    assert text(reply).startswith(
        "Noted for “fewer nights on a ward”: 42 nights, “from the ward's own count” (3 September). Which way is better?"
    )
    assert measures(tx, cast.sam) == [(42.0, "nights", "from the ward's own count", date(2026, 9, 3))]
    assert labels(reply) == ["More is better", "Fewer is better", "More"]


def test_it_says_how_it_has_gone_against_its_own_past(tx, cast):
    say(tx, cast.sam, "for outcome 1, fewer is better")
    say(tx, cast.sam, "/table measure 1 42 on 3 September")
    reply = say(tx, cast.sam, "/table measure 1 31")

    assert "42 in September, 31 now. That's the way we want it." in text(reply)
    assert "42 in September, 31 now. That's the way we want it." in text(say(tx, cast.jo, "/table outcomes"))
    assert labels(reply) == ["Correct", "Take it back", "More"]
    worse = text(say(tx, cast.sam, "/table measure 1 50"))
    assert "42 in September, 50 now. That's not the way we want it yet." in worse


def test_words_answer_too_and_stand_beside_the_numbers(tx, cast):
    say(tx, cast.sam, "/table measure 1 42 on 3 September")
    reply = say(tx, cast.sam, "/table measure 1 people tell us they sleep at home")

    assert "Noted for “fewer nights on a ward”: “people tell us they sleep at home” (24 November)." in text(reply)
    listed = text(say(tx, cast.jo, "is anyone better off?"))
    assert "42 on 3 September. On 24 November: “people tell us they sleep at home”." in listed


def test_the_outcome_is_named_by_words_of_it_or_not_at_all_where_there_is_one(tx, cast):
    say(tx, cast.sam, "/table measure 31 from the ward")
    say(tx, cast.sam, "/table outcome more homes")
    say(tx, cast.sam, "/table measure nights 30")
    say(tx, cast.sam, "/table measure more homes 12")
    for line in ("/table measure bread 12", "/table measure 12", "/table measure"):
        with pytest.raises(UnknownOutcomeError):
            say(tx, cast.sam, line)

    assert [value for value, *_rest in measures(tx, cast.sam)] == [31.0, 30.0]
    assert [value for value, *_rest in measures(tx, cast.sam, 2)] == [12.0]


def test_said_bare_or_pressed_it_asks_with_a_form(tx, cast):
    form = say(tx, cast.sam, "/table measure 1")
    pressed_form = pressed(tx, cast.sam, say(tx, cast.sam, "/table outcomes"), "Measure it")
    reply = sent(tx, cast.sam, form, words="31 nights", day="on 3 September")

    assert isinstance(form.show, Form)
    assert form.show == pressed_form.show
    assert measures(tx, cast.sam) == [(31.0, "nights", None, date(2026, 9, 3))]
    assert "31 nights (3 September)" in text(reply)


@pytest.mark.parametrize("day", ["31 November", "Fridayish"])
def test_a_form_with_a_day_that_has_not_been_stays_open(tx, cast, day):
    form = say(tx, cast.sam, "/table measure 1")
    reply = sent(tx, cast.sam, form, words="31", day=day)

    assert set(reply.wrong) == {"day"}
    assert measures(tx, cast.sam) == []


def test_a_day_alone_is_no_measure(tx, cast):
    assert isinstance(say(tx, cast.sam, "/table measure 1 two weeks ago").show, Form)


def test_the_same_measure_twice_is_kept_once(tx, cast):
    first = say(tx, cast.sam, "/table measure 1 31")
    again = say(tx, cast.sam, "/table measure 1 31")
    say(tx, cast.rita, "/table measure 1 31")

    assert text(first) == text(again)
    assert len(measures(tx, cast.sam)) == len({cast.sam, cast.rita})


def test_details_wait_for_an_answer_and_danger_is_answered(tx, cast):
    asked = say(tx, cast.sam, f"/table measure 1 31 as {NHS} says")
    kept = pressed(tx, cast.sam, asked, "Keep it without")

    assert "That looks like an NHS number" in text(asked)
    assert "Noted for" in text(kept)
    assert NHS not in str(measures(tx, cast.sam))
    assert "aren't waiting any more" in text(pressed(tx, cast.sam, asked, "Keep it without"))
    assert "ring 999" in text(say(tx, cast.sam, "/table measure 1 he says he will kill himself"))


def test_what_is_closed_is_opened_before_it_is_measured(tx, cast):
    say(tx, cast.sam, "reached outcome 1 because it is so")

    assert labels(say(tx, cast.sam, "/table measure 1 31")) == ["Open again"]
    assert labels(say(tx, cast.rita, "/table measure 1 31")) == ["More"]


def test_whoever_logged_it_corrects_it_and_what_it_was_is_told(tx, cast):
    say(tx, cast.sam, "for outcome 1, fewer is better")
    first = say(tx, cast.sam, "/table measure 1 13 nights")
    form = pressed(tx, cast.sam, first, "Correct")
    reply = sent(tx, cast.sam, form, words="31 nights")
    same = say(tx, cast.sam, "correct measure 1 of outcome 1 to 31 nights")

    assert [field.value for field in form_of(form).fields] == ["13 nights", "24 November 2026"]
    assert text(reply).startswith("Corrected for “fewer nights on a ward”: 31 nights (24 November). It was 13 nights.")
    assert "It was 31 nights" in text(same)
    assert "Sam Okoye: corrected a measure; it was 13 nights" in text(say(tx, cast.rita, "show outcome 1"))
    with pytest.raises(UnknownMeasureError):
        pressed(tx, cast.sam, first, "Correct")
    with pytest.raises(NotAllowedError):
        say(tx, cast.rita, "correct measure 1 of outcome 1 to 4")
    assert "Corrected" in text(say(tx, cast.priya, "correct measure 1 of outcome 1 to 32 nights"))
    assert isinstance(say(tx, cast.priya, "correct measure 1 of outcome 1").show, Form)


def test_a_correction_with_details_waits_too(tx, cast):
    say(tx, cast.sam, "/table measure 1 people sleep")
    asked = say(tx, cast.sam, f"correct measure 1 of outcome 1 to {NHS} sleeps")

    assert "That looks like an NHS number" in text(asked)
    assert text(pressed(tx, cast.sam, asked, "Keep as it is")).startswith("Corrected")
    assert "aren't waiting any more" in text(pressed(tx, cast.sam, asked, "Keep as it is"))


@pytest.mark.parametrize("line", ["correct measure", "correct measure 9 of outcome 1 to 3", "take back measure x"])
def test_a_measure_that_is_none_is_refused(tx, cast, line):
    with pytest.raises(UnknownMeasureError):
        say(tx, cast.sam, line)


def test_a_measure_is_taken_back_and_no_old_card_takes_back_another(tx, cast):
    say(tx, cast.sam, "for outcome 1, fewer is better")
    reply = say(tx, cast.sam, "/table measure 1 31")
    gone = pressed(tx, cast.sam, reply, "Take it back")
    say(tx, cast.sam, "/table measure 1 32")

    assert text(gone).startswith("Taken back and deleted: it is no longer a measure of “fewer nights on a ward”.")
    with pytest.raises(UnknownMeasureError):
        pressed(tx, cast.sam, reply, "Take it back")
    assert [value for value, *_rest in measures(tx, cast.sam)] == [32.0]
    assert "took a measure back" in text(say(tx, cast.sam, "show outcome 1"))
    with pytest.raises(NotAllowedError):
        say(tx, cast.rita, "take back measure 1 of outcome 1")
    say(tx, cast.sam, "take back measure 1 of outcome 1")
    assert measures(tx, cast.sam) == []


def picture(tx, who):
    shown = card_of(say(tx, who, "show outcome 1"))
    return next((part for part in shown.parts if isinstance(part, Picture)), None)


def test_four_measures_are_drawn_and_the_words_say_the_same(tx, cast):
    for line in ("42 on 3 September", "40 on 3 October", "35 on 3 November"):
        say(tx, cast.sam, f"/table measure 1 {line}")
    few = picture(tx, cast.rita)
    say(tx, cast.sam, "/table measure 1 31")
    drawn = picture(tx, cast.rita)

    assert few is None
    assert drawn.alt == "Outcome 1, oldest first: 42, 40, 35 and 31."
    assert (drawn.of.counts, drawn.of.first, drawn.of.last) == ((42, 40, 35, 31), "3 September", "24 November")
    assert drawn.alt in card_of(say(tx, cast.rita, "show outcome 1")).text


def test_a_long_past_is_told_in_part(tx, cast):
    for number in range(14):
        say(tx, cast.sam, f"/table measure 1 {number + 1}")

    assert "and two before" in text(say(tx, cast.rita, "show outcome 1"))
    assert len(picture(tx, cast.rita).of.counts) == len(range(12))


def test_units_that_differ_are_not_compared(tx, cast):
    say(tx, cast.sam, "/table measure 1 42 people on 3 September")
    reply = say(tx, cast.sam, "/table measure 1 31%")

    assert "31% now." in text(reply)
    assert "42 people in" not in text(reply)
    assert "£3,000 now" in text(say(tx, cast.sam, "/table measure 1 £3,000"))
    assert "2.5 days now" in text(say(tx, cast.sam, "/table measure 1 2.50 days"))


def test_a_commitment_is_tied_to_an_outcome_and_untied(tx, cast):
    say(tx, cast.sam, "/commit send the discharge data by Friday")
    form = pressed(tx, cast.sam, say(tx, cast.sam, "more 1"), "What is it towards?")
    tied = sent(tx, cast.sam, form, outcome="1")

    assert isinstance(form.show, Form)
    assert text(tied).startswith("Noted: “send the discharge data” is towards “fewer nights on a ward”.")
    assert "Towards: “fewer nights on a ward”" in text(say(tx, cast.rita, "more 1"))
    assert "One thing is open towards it." in text(say(tx, cast.rita, "/table outcomes"))
    assert "One thing is open towards it." in text(say(tx, cast.rita, "show outcome 1"))
    again = pressed(tx, cast.sam, tied, "What is it towards?")
    assert form_of(again).fields[0].value == "1"
    assert "towards no outcome" in text(sent(tx, cast.sam, again, outcome="0"))
    assert "what it is towards changed" in text(say(tx, cast.sam, "more 1"))
    assert "open towards it" not in text(say(tx, cast.rita, "/table outcomes"))


@pytest.mark.parametrize("line", ["towards 1: 1", "towards outcome 1, 1", "/table 1 is towards outcome 1"])
def test_it_is_typed_in_either_order(tx, cast, line):
    say(tx, cast.sam, "/commit send the discharge data by Friday")

    assert "is towards “fewer nights on a ward”" in text(say(tx, cast.sam, line))
    assert "towards no outcome" in text(say(tx, cast.sam, "towards nothing: 1"))


def test_only_its_owner_says_what_a_commitment_is_towards(tx, cast):
    say(tx, cast.sam, "/commit send the discharge data by Friday")
    with pytest.raises(NotAllowedError):
        say(tx, cast.rita, "towards 1: 1")
    with pytest.raises(UnknownOutcomeError):
        say(tx, cast.sam, "towards 9: 1")
    for line in ("towards 1: 9", "towards", "towards the sea"):
        with pytest.raises(UnknownCommitmentError):
            say(tx, cast.sam, line)

    assert "What is it towards?" not in labels(say(tx, cast.rita, "more 1"))


def test_where_there_is_no_outcome_there_is_nothing_to_tie_it_to(tx, cast):
    say(tx, cast.oscar, "/commit send the discharge data by Friday")

    assert "What is it towards?" not in labels(say(tx, cast.oscar, "more 1"))
    assert "Nobody has set an outcome here yet" in text(say(tx, cast.oscar, "towards 1: 1"))


def test_an_outcome_that_is_taken_back_leaves_what_was_towards_it(tx, cast):
    say(tx, cast.sam, "/commit send the discharge data by Friday")
    say(tx, cast.sam, "towards 1: 1")
    say(tx, cast.sam, "take back outcome 1")

    assert "Towards" not in text(say(tx, cast.sam, "more 1"))
    assert storage.towards(tx, cast.sam.viewer, 1) is None
