"""The challenge: one wording stands, others are proposed beside it, and each says what they see in it."""

from datetime import timedelta

import pytest

from bot.domain.errors import NotAllowedError
from bot.domain.people import Role
from bot.messages.parts import Form
from bot.messages.words import plain
from bot.services import challenges, glance, happened, my_data, offered, views, wordings
from bot.services.happened import SOURCES
from bot.services.request import Said
from bot.storage import challenges as storage
from bot.storage import changes, perspectives
from bot.storage import my_data as held
from tests.support.committing import (
    DAY,
    NOW,
    buttons,
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
    "service",
    [
        *(wordings.word, wordings.nearly, wordings.better, wordings.as_it_was),
        *(challenges.recognise, challenges.not_ours),
    ],
)
def test_whoever_only_looks_on_is_told_so(tx, worded, service):
    wendy = seat(tx, worded.sam.partnership.id, "Wendy Watts", "Elm", role=Role.OBSERVER)

    with pytest.raises(NotAllowedError) as refused:
        service(tx, wendy, words("1 something"), now=NOW)

    assert refused.value.given["looks_on"]
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
