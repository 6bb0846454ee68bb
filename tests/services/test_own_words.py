"""Asking in one's own words: what is understood, what is offered, and what is never done on a likeness."""

import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain import grammar, intents
from bot.domain.people import Role
from bot.services import own_words
from bot.services.commands import BY_NAME, COMMANDS, WORDINGS, phrasebook, phrases
from bot.services.commands.phrases import ASKS, OFFERED, READS, TYPED, WHOLE, english, welsh
from tests.support import sayings
from tests.support.sayings import lines

NAMED = {*english.ENGLISH, *welsh.WELSH}


def understood(text, *, answering=False, role=Role.COORDINATOR):
    """The command that is done at once, or None, with the names of those that are offered instead."""
    heard = own_words.instead(text, grammar.read(text, WORDINGS))
    if heard.name:
        return heard.name, []
    meant = own_words.meant(role, heard.rest, answering=answering)
    return meant.done and meant.done.name, [one.name for one in meant.nearest]


def missed(said):
    """Of (sentence, command) pairs, those that are neither done nor among what is offered."""
    return [(text, name) for text, name in said if name not in (understood(text)[0], *understood(text)[1])]


def pairs(*books):
    return [(text, name) for book in books for name, block in book.items() for text in lines(block)]


EVERYTHING = pairs(sayings.MEANT, sayings.IN_WELSH, sayings.CHANGES)
AFTERWARDS = pairs(sayings.AFTERWARDS)
CHAT = [*lines(sayings.NO_COMMAND), *lines(sayings.AFTERWARDS_NO_COMMAND)]


def test_people_say_it_in_hundreds_of_ways_that_are_mostly_in_no_list_of_ours():
    said = [text for text, _name in EVERYTHING + AFTERWARDS]
    listed = [text for text in said if any(guess.exact for guess in phrasebook().guesses(text))]

    assert len(set(said)) == len(said) >= 400
    assert len(pairs(sayings.IN_WELSH)) >= 50
    assert len(listed) < len(said) / 10
    assert len(CHAT) >= 80


def test_what_people_say_is_understood_or_among_the_two_nearest():
    assert missed(EVERYTHING) == []
    assert len(missed(AFTERWARDS)) / len(AFTERWARDS) < 0.05


def test_more_than_half_of_what_only_shows_something_is_done_at_once():
    reads = [(text, name) for text, name in EVERYTHING + AFTERWARDS if name in READS]
    done = [text for text, name in reads if understood(text)[0] == name]

    assert len(done) / len(reads) > 0.7


def test_nothing_else_is_ever_done_instead():
    wrong = [(text, name) for text, name in EVERYTHING + AFTERWARDS if understood(text)[0] not in (name, None)]

    assert wrong == []


@pytest.mark.parametrize("text", CHAT)
def test_promises_reflections_chat_and_answers_are_nothing_that_we_are_asked_for(text):
    assert understood(text) == (None, [])


@pytest.mark.parametrize("text", [text for text, _name in pairs(sayings.CHANGES)])
def test_what_changes_something_is_only_offered_unless_it_is_a_phrase_of_ours(text):
    done, offered = understood(text)
    first = phrasebook().guesses(text)[0]

    assert (done is None and offered) or (first.exact and first.name == done)


@pytest.mark.parametrize(
    ("text", "two"),
    [
        ("who do we still need at the table", ["table.who", "table.missing"]),
        ("I want to change my view and my organisation", ["seat.organisation", "view.give"]),
        ("can we add another person", ["table.missing", "table.invite"]),
        ("what did I commit to", ["commitment.make", "commitment.list"]),
        ("how do others see our trust", ["part.show", "view.list"]),
        ("I want to see all the data you have on me", ["data.erase", "data.show"]),
        ("who are you then", ["help.show", "table.who"]),
        ("sut mae'r lleill yn ein gweld ni", ["part.show", "view.list"]),
    ],
)
def test_when_unsure_the_two_nearest_are_offered(text, two):
    done, offered = understood(text)

    assert (done, offered) == (None, two)


@pytest.mark.parametrize(
    ("text", "name", "rest"),
    [
        ("stop", "messages.stop", ""),
        ("Peidiwch!", "messages.stop", ""),
        ("stopiwch", "messages.stop", ""),
        ("please stop emailing me", "messages.stop", ""),
        ("/table stop emailing me", "messages.stop", ""),
        ("leave me in peace", "messages.stop", ""),
        ("peidiwch â chysylltu â mi", "messages.stop", ""),
        ("delete my data please", "data.erase", ""),
        ("I'm on holiday till the 4th", "away.set", "the 4th"),
        ("im on leave from Monday till the 12th", "away.set", "Monday till the 12th"),
        ("dwi ar wyliau tan ddydd Llun", "away.set", "ddydd Llun"),
        ("views from Ward 9 Trust", "view.list", "from Ward 9 Trust"),
        ("view we ring eleven numbers", "view.give", "we ring eleven numbers"),
        ("view: who has gone quiet", "view.give", "who has gone quiet"),
        ("/table view who has gone quiet", "view.give", "who has gone quiet"),
        ("/table who 2", "table.who", "2"),
        ("who 2", "table.who", "2"),
        ("leave yes", "table.leave", "yes"),
        ("/table leave yes", "table.leave", "yes"),
        ("/table who", "table.who", ""),
        ("help more", "help.show", "more"),
        ("want a GP", "table.missing", "a GP"),
        ("/table missing a chair for a GP", "table.missing", "a chair for a GP"),
        ("settings digest hour 12", "table.settings", "digest hour 12"),
        ("/commit stop sending me letters", "commitment.make", "stop sending me letters"),
        ("/reflect who has gone quiet", "reflection.make", "who has gone quiet"),
        ("/commit show me the table", "commitment.make", "show me the table"),
    ],
)
def test_what_is_said_as_we_say_it_is_done_as_it_always_was(text, name, rest):
    heard = own_words.instead(text, grammar.read(text, WORDINGS))

    assert (heard.name, heard.rest) == (name, rest)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("who hasn't been around lately", "quiet.answer"),
        ("/table who hasn't been around lately", "quiet.answer"),
        ("/table whos gone quite", "quiet.answer"),
        ("view the table", "table.show"),
        ("ask someone for something", "commitment.ask"),
    ],
)
def test_a_sentence_that_only_begins_like_a_command_is_understood_as_a_whole(text, name):
    assert understood(text) == (name, [])


@pytest.mark.parametrize(
    "text",
    ["leave it with me", "who on earth ate all the biscuits", "back pain is what most of them come with"],
)
def test_what_begins_like_a_command_that_takes_no_more_words_is_not_that(text):
    assert understood(text) == (None, [])


def test_what_begins_with_an_everyday_word_of_ours_and_is_rather_something_else_is_asked_about():
    assert understood("want to give my own perspective") == (None, ["view.give"])


@pytest.mark.parametrize(
    ("text", "offered"),
    [
        ("I'm on holiday", ["away.set"]),
        ("I have finished", ["commitment.done"]),
        ("could you stop sending me all these messages", ["messages.stop"]),
        ("how is it all going with them", []),
        ("I'm still here but very busy", []),
        ("who hasnt been to the meetings", []),
    ],
)
def test_an_answer_to_a_question_of_ours_does_nothing_else_and_at_most_has_a_button_beside_it(text, offered):
    assert understood(text, answering=True) == (None, offered)


def test_what_can_hardly_be_an_answer_is_taken_for_what_it_asks():
    assert understood("whos gone quiet", answering=True) == ("quiet.answer", [])
    assert understood("anybody drifting away from us", answering=True) == ("quiet.answer", [])


def test_nobody_is_offered_what_they_may_not_do():
    assert "table.answers" not in understood("how many people have answered", role=Role.PARTNER)[1]
    assert understood("how many people have answered")[0] == "table.answers"


def test_each_phrase_is_of_a_command_of_ours_and_of_one_only():
    of: dict[str, str] = {}
    for command in COMMANDS:
        for phrase in command.phrases:
            assert of.setdefault(intents.plainly(phrase), command.name) == command.name, phrase

    assert set(BY_NAME) >= NAMED | READS | ASKS | OFFERED | TYPED | WHOLE
    assert READS | ASKS | OFFERED | TYPED <= NAMED
    assert not READS & ASKS
    assert not (READS | ASKS) & OFFERED


@pytest.mark.parametrize("name", sorted(NAMED))
def test_what_is_offered_can_be_typed_and_is_that_command(name):
    offered = own_words.offer(BY_NAME[name])

    assert offered.does
    assert grammar.read(offered.words, WORDINGS).name == name
    assert offered.act == (None if name in TYPED else name)


@pytest.mark.parametrize("name", sorted(NAMED))
def test_a_phrase_said_word_for_word_is_its_command_or_offers_it(name):
    for phrase in phrases.of(name):
        done, offered = understood(phrase)

        assert done == name or (name in OFFERED and done is None and offered[0] == name), phrase


@st.composite
def mistyped(draw):
    """A phrase with one or two slips: a letter too much, too few, another, or two that changed places."""
    phrase = draw(st.sampled_from([one for name in sorted(NAMED) for one in phrases.of(name)]))
    for _slip in range(draw(st.integers(1, 2))):
        place = draw(st.integers(0, len(phrase) - 1))
        before, letter, after = phrase[:place], phrase[place], phrase[place + 1 :]
        other = draw(st.sampled_from(string.ascii_lowercase))
        slips = (
            before + after,
            before + other + after,
            before + letter + other + after,
            before + after[:1] + letter + after[1:],
        )
        phrase = draw(st.sampled_from(slips)) or phrase
    return phrase


@given(mistyped())
def test_a_slip_never_does_what_changes_something(said):
    done, _offered = understood(said)
    exact = [guess.name for guess in phrasebook().guesses(said) if guess.exact]

    assert done is None or done in READS | ASKS or done in exact or grammar.read(said, WORDINGS).name == done


@given(st.text(max_size=300), st.booleans(), st.sampled_from(Role))
def test_anything_typed_is_understood_or_not(said, answering, role):
    done, offered = understood(said, answering=answering, role=role)

    assert done is None or not offered
    assert len(offered) <= 2
