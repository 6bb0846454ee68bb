"""Wordings of the challenge: proposed, compared, taken up by hand, taken back; and what becomes of them."""

from datetime import timedelta

import pytest

from bot.messages.parts import Form
from bot.messages.words import plain
from bot.services import challenges, happened, my_data, offered, views, wordings
from bot.services.happened import SOURCES
from bot.services.request import Said
from bot.storage import challenges as storage
from bot.storage import changes
from bot.storage import my_data as held
from tests.support.committing import (
    DAY,
    NOW,
    buttons,
    fields,
    labels,
    press,
    submit,
    text,
    the_cast,
    words,
)

FIRST = "people leave hospital with nowhere fit to live"
SECOND = "nobody owns the last week before somebody goes home"
THIRD = "the beds and the homes are counted by different people"


@pytest.fixture
def cast(tx):
    return the_cast(tx)


def show(tx, asker, now=NOW):
    return challenges.show(tx, asker, words(""), now=now)


def word(tx, asker, said=FIRST, now=NOW):
    return wordings.word(tx, asker, words(said), now=now)


def recognise(tx, asker, now=NOW):
    return challenges.recognise(tx, asker, words(""), now=now)


def stands(tx, cast):
    one = storage.standing(tx, cast.priya.viewer)
    return one.text if one else None


def proposals(tx, cast):
    return [one.text for one in storage.proposed(tx, cast.priya.viewer)]


def lines(tx, asker, now=NOW):
    return [plain(item.text) for item in offered.items(tx, asker, now=now)]


@pytest.fixture
def worded(tx, cast):
    """Sam's words stand, and Rita recognises them."""
    word(tx, cast.sam)
    recognise(tx, cast.rita)
    return cast


def test_a_proposal_is_compared_by_other_seats_and_only_counted(tx, worded):
    word(tx, worded.rita, SECOND)
    for other, answer in (
        (worded.jo, wordings.better),
        (worded.sam, wordings.better),
        (worded.priya, wordings.as_it_was),
    ):
        answer(tx, other, words("2"), now=NOW)
    wordings.better(tx, worded.rita, words("2"), now=NOW)
    said = text(show(tx, worded.jo))

    assert "Other seats: one says better and one says as it was. You said: better." in said
    assert "Another way" not in " ".join(lines(tx, worded.jo))


def test_a_coordinator_takes_one_up_and_what_stood_is_kept(tx, worded):
    word(tx, worded.rita, SECOND)
    wordings.better(tx, worded.jo, words("2"), now=NOW)
    assert "Use this wording" not in labels(show(tx, worded.sam))

    reply = wordings.use(tx, worded.priya, press(show(tx, worded.priya), "Use this wording"), now=NOW + DAY)

    assert text(reply).startswith("It stands now as the table's wording.")
    assert f"“{SECOND}” In the words of Rita, in their own right, 24 November. Taken up by Priya, 25 November." in text(
        reply
    )
    assert "1 of 3 seats have said: one recognises it." in text(reply)
    assert "You said of an earlier wording: I recognise this." in text(show(tx, worded.sam))
    earlier = challenges.versions(tx, worded.jo, press(reply, "Earlier wordings"), now=NOW)
    assert text(earlier).index(FIRST) < text(earlier).index(SECOND)
    [noted] = changes.history(tx, worded.jo.viewer, "challenge", 2)
    assert (noted.what, noted.by, noted.before, noted.after) == ("taken_up", "Priya Shah", "1", "2")


def test_whoever_answered_of_the_words_before_is_asked_anew_in_their_note_alone(tx, worded):
    word(tx, worded.rita, SECOND)
    wordings.use(tx, worded.priya, words("2"), now=NOW)
    asked = f"The challenge has a new wording: “{SECOND}”. Do you recognise it?"

    assert lines(tx, worded.sam) == [asked]
    assert lines(tx, worded.jo) == lines(tx, worded.rita) == []
    assert lines(tx, worded.sam, now=NOW + timedelta(days=29)) == []
    assert offered.whose(tx, worded.priya.viewer) == frozenset()
    recognise(tx, worded.sam)
    assert lines(tx, worded.sam) == []


def test_a_proposal_waits_in_the_notes_of_other_seats_while_it_is_new(tx, worded):
    word(tx, worded.sam, SECOND)
    asked = f"Another way to put the challenge: “{SECOND}”. Is it better?"

    assert lines(tx, worded.rita) == [asked]
    assert lines(tx, worded.sam) == lines(tx, worded.jo) == lines(tx, worded.oscar) == []
    assert lines(tx, worded.rita, now=NOW + timedelta(days=28)) == []
    wordings.as_it_was(tx, worded.rita, words("2"), now=NOW)
    assert lines(tx, worded.rita) == []


def test_a_coordinator_does_not_take_up_their_own_seats_words_alone(tx, worded):
    word(tx, worded.priya, SECOND)
    assert "Use this wording" not in labels(show(tx, worded.priya))
    refused = wordings.use(tx, worded.priya, words("2"), now=NOW)
    assert text(refused).startswith("Those are your own seat's words, so let another seat say first")
    assert stands(tx, worded) == FIRST

    wordings.better(tx, worded.rita, words("2"), now=NOW)
    wordings.use(tx, worded.priya, press(show(tx, worded.priya), "Use this wording"), now=NOW)

    assert stands(tx, worded) == SECOND


def test_of_two_proposals_an_old_card_takes_up_neither_once_the_other_stands(tx, worded):
    word(tx, worded.rita, SECOND)
    word(tx, worded.jo, THIRD)
    wordings.better(tx, worded.priya, words("3"), now=NOW)
    old = show(tx, worded.priya)
    second, third = [one for one in buttons(old) if one.label == "Use this wording"]
    wordings.use(tx, worded.priya, words("2"), now=NOW)
    reply = wordings.use(tx, worded.priya, _pressed(third), now=NOW)
    again = wordings.use(tx, worded.priya, _pressed(second), now=NOW)

    assert text(reply).startswith("That wording isn't proposed any more, or one of the two has changed.")
    assert text(again).startswith("That wording isn't proposed any more")
    assert (stands(tx, worded), proposals(tx, worded)) == (SECOND, [THIRD])
    assert "Other seats" not in text(show(tx, worded.priya))


def _pressed(one):
    return Said(on=one.act.on, seen=one.act.seen)


def test_an_old_card_says_nothing_of_newer_words(tx, worded):
    old = show(tx, worded.jo)
    word(tx, worded.rita, SECOND)
    compared = show(tx, worded.jo)
    wordings.use(tx, worded.priya, words("2"), now=NOW)

    for reply in (
        challenges.recognise(tx, worded.jo, press(old, "I recognise this"), now=NOW),
        wordings.nearly(tx, worded.jo, press(old, "Nearly: I'd change…"), now=NOW),
    ):
        assert text(reply).startswith("The wording has changed since. This is how it is now:")
    late = wordings.better(tx, worded.jo, press(compared, "Better"), now=NOW)
    assert text(late).startswith("That wording isn't proposed any more")
    assert "You said" not in text(show(tx, worded.jo))


def test_words_that_were_written_beside_an_older_wording_are_proposed_all_the_same(tx, worded):
    form = wordings.nearly(tx, worded.jo, press(show(tx, worded.jo), "Nearly: I'd change…"), now=NOW)
    word(tx, worded.rita, SECOND)
    wordings.use(tx, worded.priya, words("2"), now=NOW)
    reply = wordings.nearly(tx, worded.jo, submit(form, words=THIRD), now=NOW)

    assert proposals(tx, worded) == [THIRD]
    assert "You said: nearly" not in text(reply)


def test_ones_own_proposal_is_changed_or_taken_back(tx, worded):
    given = word(tx, worded.rita, SECOND)
    wordings.better(tx, worded.jo, words("2"), now=NOW)
    form = wordings.word(tx, worded.rita, press(given, "Change it"), now=NOW)
    assert fields(form) == {"words": SECOND, "reason": ""}
    changed = wordings.word(tx, worded.rita, submit(form, words=THIRD, reason="shorter"), now=NOW)
    assert "No other seat has said yet." in text(changed)
    again = wordings.word(tx, worded.rita, submit(form, words=THIRD, reason="shorter"), now=NOW)
    why = wordings.word(tx, worded.rita, submit(form, words=THIRD, reason="plainer"), now=NOW)
    assert text(again).startswith("Those words are there already.")
    assert "Why: “plainer”" in text(why)

    old = wordings.withdraw(tx, worded.rita, press(given, "Take it back"), now=NOW)
    taken = wordings.withdraw(tx, worded.rita, press(changed, "Take it back"), now=NOW)
    again = wordings.withdraw(tx, worded.rita, words(""), now=NOW)

    assert text(old).startswith("That wording isn't proposed any more")
    assert text(taken).startswith("Taken back and deleted.")
    assert "nothing to take back" in text(again)
    assert proposals(tx, worded) == []


def test_the_form_stays_as_it_was_filled_in(tx, worded):
    form = word(tx, worded.jo, "")
    empty = wordings.word(tx, worded.jo, submit(form, words="", reason="because"), now=NOW)
    question = wordings.word(tx, worded.jo, submit(form, words=SECOND, reason="ask 943 476 5919"), now=NOW)

    assert list(empty.wrong) == ["words"]
    assert fields(empty) == {"words": "", "reason": "because"}
    assert "That looks like an NHS number." in text(question)
    wordings.word(tx, worded.jo, submit(question, details="without"), now=NOW)
    assert [one.reason for one in storage.proposed(tx, worded.jo.viewer)] == ["ask …"]


def test_the_first_form_says_that_the_words_stand_at_once(tx, cast):
    form = word(tx, cast.sam, "")

    assert fields(form) == {"words": "", "reason": ""}
    assert "It stands at once, as the first." in text(form)


def test_details_of_people_served_are_asked_about_first(tx, worded):
    question = wordings.nearly(tx, worded.jo, words("ask 943 476 5919"), now=NOW)
    changing = wordings.nearly(tx, worded.jo, press(question, "Change"), now=NOW)

    assert isinstance(changing.show, Form)
    assert fields(changing)["words"] == "ask 943 476 5919"
    assert proposals(tx, worded) == []
    assert "aren't waiting" in text(wordings.nearly(tx, worded.jo, press(question, "Keep as it is"), now=NOW))


def test_words_about_danger_get_the_fixed_answer_first(tx, worded):
    assert text(word(tx, worded.jo, "he wants to die")).startswith("Nobody watches this chat")


def test_another_tables_people_reach_nothing_of_it(tx, worded):
    word(tx, worded.rita, SECOND)
    used = wordings.use(tx, worded.oscar, words("2"), now=NOW)
    better = wordings.better(tx, worded.oscar, words("2"), now=NOW)

    assert SECOND not in text(used) + text(better)
    assert text(used).startswith("Nobody here has put the challenge into words yet.")
    assert changes.history(tx, worded.oscar.viewer, "challenge", 1) == []
    assert stands(tx, worded) == FIRST
    assert happened.between(tx, worded.oscar.viewer, since=NOW - DAY, until=NOW + DAY) == []


def test_the_week_tells_new_words_and_how_many_spoke_and_no_names(tx, worded):
    views.give(tx, worded.sam, words("we ring eleven numbers"), now=NOW)
    views.give(tx, worded.jo, words("it is the forms"), now=NOW)
    word(tx, worded.rita, SECOND)
    wordings.use(tx, worded.priya, words("2"), now=NOW)
    word(tx, worded.jo, THIRD)
    told = [plain(one.said) for one in happened.between(tx, worded.priya.viewer, since=NOW - DAY, until=NOW + DAY)]

    assert challenges.happened in SOURCES
    assert told == [
        f"The challenge is in words: “{FIRST}”",
        f"The challenge has a new wording: “{SECOND}”",
        "One seat said what this looks like from there.",
        f"Another wording of the challenge is proposed: “{THIRD}”",
    ]
    assert happened.between(tx, worded.priya.viewer, since=NOW, until=NOW + DAY) == []


def test_what_a_table_took_up_stays_without_the_name_of_whoever_is_taken_out(tx, worded):
    word(tx, worded.rita, SECOND)
    assert "How you would put the challenge - “nobody owns" in text(my_data.show(tx, worded.rita, words(""), now=NOW))
    wordings.better(tx, worded.jo, words("2"), now=NOW)
    for one in (worded.rita, worded.sam):
        held.forget(tx, one)
    said = text(show(tx, worded.priya))

    assert f"“{FIRST}” In the words of somebody who has left, 24 November." in said
    assert SECOND not in said
    assert storage.own(tx, worded.sam).now is None


def test_a_coordinator_who_is_taken_out_leaves_what_they_took_up(tx, worded):
    form = word(tx, worded.rita, "")
    wordings.word(tx, worded.rita, submit(form, words=SECOND, reason="shorter"), now=NOW)
    wordings.use(tx, worded.priya, words("2"), now=NOW)
    said = text(my_data.show(tx, worded.rita, words(""), now=NOW))
    held.forget(tx, worded.priya)

    assert "Why you would put it so - “shorter”" in said
    assert f"“{SECOND}” In the words of Rita, in their own right, 24 November. Why: “shorter”" in text(
        show(tx, worded.jo)
    )
