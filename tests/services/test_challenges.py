"""The challenge: one wording stands, others are proposed beside it, and each says what they see in it."""

import pytest

from bot.domain.errors import NotAllowedError
from bot.domain.people import Role
from bot.messages.words import plain
from bot.services import challenges, glance, offered, views, wordings
from bot.storage import challenges as storage
from bot.storage import perspectives
from tests.support import saying
from tests.support.committing import (
    DAY,
    NOW,
    fields,
    labels,
    press,
    seat,
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


def test_until_somebody_puts_it_into_words_there_is_the_way_to_do_it(tx, cast):
    wendy = seat(tx, cast.sam.partnership.id, "Wendy Watts", "Elm", role=Role.OBSERVER)

    assert text(show(tx, cast.sam)).startswith("Nobody here has put the challenge into words yet.")
    assert labels(show(tx, cast.sam)) == ["Put it into words"]
    assert labels(show(tx, wendy)) == []
    assert text(challenges.versions(tx, cast.sam, words(""), now=NOW)).startswith("Nobody here has put")
    assert text(recognise(tx, cast.sam)).startswith("Nobody here has put")
    assert text(wordings.nearly(tx, cast.sam, words(SECOND), now=NOW)).startswith("Nobody here has put")
    assert text(challenges.not_ours(tx, cast.sam, words("because"), now=NOW)).startswith("Nobody here has put")
    assert challenges.line(tx, cast.sam, now=NOW) is None


def test_the_first_words_stand_at_once_and_whoever_said_them_recognises_them(tx, cast):
    said = text(word(tx, cast.sam))

    assert said.startswith("It stands now as the table's wording. The challenge, as this table puts it now")
    assert f"“{FIRST}” In the words of Sam, Ward 9 Trust, 24 November." in said
    assert "1 of 3 seats have said: one recognises it. You said: I recognise this." in said
    assert "This is your own view, not a formal decision." in said


def test_everybody_at_the_table_sees_it_and_nobody_else(tx, worded):
    wendy = seat(tx, worded.sam.partnership.id, "Wendy Watts", "Elm", role=Role.OBSERVER)

    for other in (worded.sam, worded.jo, worded.priya, worded.rita, wendy):
        assert FIRST in text(show(tx, other))
    assert FIRST not in text(show(tx, worded.oscar))
    assert labels(show(tx, wendy)) == []
    assert f"The challenge: “{FIRST}”" in text(glance.show(tx, wendy, words(""), now=NOW))


def test_it_is_a_sentence_of_the_table_at_a_glance(tx, worded):
    assert f"The challenge: “{FIRST}”" in text(glance.show(tx, worded.jo, words(""), now=NOW))
    assert "The challenge" in labels(glance.more(tx, worded.jo, words(""), now=NOW))


@pytest.mark.parametrize(
    "line",
    [
        *("/table challenge a home", "nearly: a home", "better wording 1", "as it was wording 1"),
        *("I recognise this", "not how we see it"),
    ],
)
def test_whoever_only_looks_on_is_told_so(tx, worded, line):
    wendy = seat(tx, worded.sam.partnership.id, "Wendy Watts", "Elm", role=Role.OBSERVER)

    with pytest.raises(NotAllowedError):
        saying.say(tx, wendy, line)

    assert offered.items(tx, wendy, now=NOW) == ()


def test_answers_are_only_ever_counted_a_seat_each(tx, worded):
    challenges.not_ours(tx, worded.jo, words(""), now=NOW + DAY)
    said = text(show(tx, worded.priya))

    assert "2 of 3 seats have said: one recognises it and one sees it differently." in said
    assert "Rita" not in said
    assert "Jo" not in said


def test_what_a_seat_says_is_its_newest_word(tx, worded):
    challenges.not_ours(tx, worded.jo, words(""), now=NOW + DAY)
    recognise(tx, worded.sam, now=NOW + 2 * DAY)

    assert "2 of 3 seats have said: two recognise it." in text(show(tx, worded.priya))


def test_another_answer_takes_the_place_of_ones_own(tx, worded):
    reply = challenges.not_ours(tx, worded.rita, press(show(tx, worded.rita), "Not how we see it"), now=NOW)
    again = challenges.not_ours(tx, worded.rita, press(show(tx, worded.rita), "Not how we see it"), now=NOW)

    assert "Thank you: “not how we see it” is noted." in text(reply)
    assert "You said: not how we see it." in text(reply)
    assert text(again) == text(reply)
    assert labels(reply)[-1] == "Say it as my view"


def test_what_is_missing_goes_to_ones_own_view(tx, worded):
    said = text(challenges.not_ours(tx, worded.rita, words("nobody told me"), now=NOW))
    again = challenges.not_ours(tx, worded.rita, words("nor my sister"), now=NOW)

    assert "That's there for the table as Rita, in your own right." in said
    assert fields(again)["words"] == "nobody told me\nnor my sister"
    assert labels(challenges.not_ours(tx, worded.rita, words(""), now=NOW))[-1] == "Change my view"


def test_a_view_that_would_be_too_long_with_it_begins_with_what_is_missing(tx, worded):
    views.give(tx, worded.rita, words("x" * 2999), now=NOW)

    assert fields(challenges.not_ours(tx, worded.rita, words("nobody told me"), now=NOW))["words"] == "nobody told me"


def test_nearly_opens_the_words_that_stand_and_proposes_those_that_come_of_it(tx, worded):
    form = wordings.nearly(tx, worded.jo, press(show(tx, worded.jo), "Nearly: I'd change…"), now=NOW)
    assert fields(form) == {"words": FIRST, "reason": ""}
    assert "It will stand beside the present wording until a coordinator takes it up." in text(form)
    assert "You said" not in text(show(tx, worded.jo))

    reply = wordings.nearly(tx, worded.jo, submit(form, words=SECOND, reason="homes are not beds"), now=NOW)

    assert text(reply).startswith("It is proposed, beside the wording that stands.")
    assert "You said: nearly." in text(reply)
    assert f"“{SECOND}” Proposed by Jo, Ward 9 Trust, 24 November. Why: “homes are not beds”" in text(reply)
    assert stands(tx, worded) == FIRST
    assert fields(wordings.nearly(tx, worded.jo, words(""), now=NOW))["words"] == SECOND


def test_typed_after_nearly_they_are_proposed_at_once(tx, worded):
    wordings.nearly(tx, worded.jo, words(SECOND), now=NOW)

    assert proposals(tx, worded) == [SECOND]


def test_the_same_words_are_no_other_wording(tx, worded):
    reply = wordings.nearly(tx, worded.jo, words(FIRST), now=NOW)

    assert text(reply).startswith("Those words are there already.")
    assert "You said" not in text(reply)
    assert proposals(tx, worded) == []


def test_nobody_elses_word_is_needed_until_somebody_else_has_said_one(tx, cast):
    word(tx, cast.sam)
    word(tx, cast.sam, SECOND)
    assert stands(tx, cast) == SECOND

    recognise(tx, cast.rita)
    word(tx, cast.sam, THIRD)

    assert (stands(tx, cast), proposals(tx, cast)) == (SECOND, [THIRD])


def test_another_proposal_is_a_word_too(tx, cast):
    word(tx, cast.sam)
    word(tx, cast.rita, SECOND)
    word(tx, cast.sam, THIRD)

    assert (stands(tx, cast), proposals(tx, cast)) == (FIRST, [SECOND, THIRD])


def test_it_takes_the_same_queries_for_one_and_for_many(tx, worded, queries):
    with queries(tx) as few:
        show(tx, worded.priya)
    for number in range(9):
        other = seat(tx, worded.sam.partnership.id, f"P{number} Person", f"Body {number}")
        recognise(tx, other)
        word(tx, other, f"wording {number}")
    with queries(tx) as many:
        show(tx, worded.priya)

    assert len(few) == len(many)


def test_it_is_counted_and_numbered_alike_on_every_database(both):
    cast = the_cast(both)
    word(both, cast.sam)
    word(both, cast.rita, SECOND)
    recognise(both, cast.rita)
    recognise(both, cast.jo, now=NOW + DAY)
    wordings.better(both, cast.jo, words("2"), now=NOW)
    seats = perspectives.spoken(both, cast.priya.viewer, now=NOW).seats
    before = {number: tally.spoken for number, tally in storage.tallies(both, cast.priya.viewer, seats=seats).items()}
    wordings.use(both, cast.priya, words("2"), now=NOW)
    word(both, cast.sam, THIRD)
    wordings.withdraw(both, cast.sam, words(""), now=NOW)

    assert before == {1: 2, 2: 0}
    assert [(one.number, one.text) for one in storage.versions(both, cast.sam.viewer)] == [(1, FIRST), (2, SECOND)]
    assert "Propose another wording" in labels(show(both, cast.sam))
    assert storage.others_spoke(both, cast.sam)
