"""The answer to who has dropped off, as a tired coordinator reads it on a phone: five tables, the same rules."""

import pytest

from bot.messages.parts import Card, Item, Items
from bot.messages.words import plain
from bot.services.dropped_off import MOST_NAMES
from tests.support.five_tables import TABLES, answers

# Read in a minute.
MOST_WORDS = 150

# What is read of a suggestion, and the button that does it.
SUGGESTIONS = {
    "I'd ring.": "I'll ring",
    "I'd offer something smaller.": "Offer something smaller",
    "How did it go?": "Still in",
}

at_each_table = pytest.mark.parametrize("name", [one.name for one in TABLES])


def items(card: Card) -> list[Item]:
    return [item for part in card.parts if isinstance(part, Items) for item in part.items]


@at_each_table
def test_ones_own_part_comes_first_and_the_names_are_few(tx, name):
    card = answers(tx)[name]

    assert card.text.startswith("First, us at Riverside: ")
    assert len(items(card)) <= MOST_NAMES


@at_each_table
def test_each_name_has_one_suggestion_and_its_button_is_the_first(tx, name):
    for item in items(answers(tx)[name]):
        [suggested] = [label for words, label in SUGGESTIONS.items() if words in plain(item.note)]

        assert item.buttons[0].label == suggested
        assert [one.label for one in item.buttons if one.style == "first"] in ([], [suggested])


@at_each_table
def test_it_is_read_in_a_minute_and_says_nothing_twice(tx, name):
    words = answers(tx)[name].text
    sentences = [one for one in words.replace("\n", " ").split(". ") if len(one.split()) > 6]

    assert len(words.partition("Nobody is away")[0].split()) <= MOST_WORDS
    assert len(sentences) == len(set(sentences))


def test_whom_one_rang_is_named_once_with_the_question_there(tx):
    card = answers(tx)["fraying"]

    assert card.text.count("Sam Okoye") == 1
    assert card.text.count("How did it go?") == 1
    assert [one.label for one in items(card)[0].buttons][-1] == "I won't ring after all"


def test_only_of_a_table_that_has_just_begun_is_it_too_early_to_say(tx):
    early = [name for name, card in answers(tx).items() if "too early to say" in card.text]

    assert early == ["new"]
