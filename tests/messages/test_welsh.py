"""Every card and form in Welsh: none of our English is left in it, and its days, numbers and lists are right."""

import re
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.messages import language
from bot.messages.cards import settings
from bot.messages.language import called, named, one_of_ours, speaking, spoken_now
from bot.messages.parts import Card, Facts, Form, Named
from bot.messages.render import RENDERERS
from bot.messages.words import day, listed, listed_by_name, plain, several, short_day, weekday
from tests.messages.examples import everything
from tools.words import ours

with speaking("cy"):
    WELSH = everything("anfon y data")

# Words of most English sentences, and of no Welsh one; "to", "at", "is" and "me" would be Welsh too.
ENGLISH = re.compile(
    r"\b(the|you|your|and|of|with|this|are|have|not|my|by|who|what|when|from|it|until|will|was|for|yes|in)\b",
    re.IGNORECASE,
)
# Names, what can be typed as it stands, and the words that examples are made with.
NOT_OURS = re.compile(
    r"Home from hospital|Is it so\?|who has gone quiet|“[^”]*”|not us 3 because|plan 3 when|move 3 to Tuesday"
    r"|/table (my data|erase me|link for @|ask @\S+ \w+ to share the void list)"
    r"|/commit send the discharge data by Friday|cancel the meeting because"
    r"|Sam Okoye <sam@ward9\.example> of Ward 9 Trust|/table sponsor @Dr Lewis for Ward 9 Trust"
    r"|in the way of @|still in\b"
)


@pytest.mark.parametrize("name", sorted(WELSH))
def test_nothing_of_ours_is_left_in_english(name):
    shown = WELSH[name]

    said = NOT_OURS.sub("", " ".join((ours(shown), *labels(shown))))
    assert ENGLISH.findall(said) == []
    assert "!" not in said
    assert shown.language == "cy"


def labels(shown):
    """What stands beside the sentences."""
    if isinstance(shown, Form):
        return [shown.title, shown.submit, *(option.label for field in shown.fields for option in field.options)]
    return [label for part in shown.parts if isinstance(part, Facts) for label, _said in part.rows]


@pytest.mark.parametrize("renderer", sorted(RENDERERS))
def test_a_renderer_goes_on_in_the_cards_language(renderer):
    with speaking("cy"):
        card = Card(text="Un.", parts=(Facts(rows=(("Dydd", (date(2026, 12, 4),)),)),))

    assert "gwener 4 rhagfyr" in RENDERERS[renderer](card).casefold()
    assert spoken_now() == "en_GB"


def test_days_are_welsh_ones_and_small_within_a_sentence():
    with speaking("cy"):
        assert day(date(2026, 12, 4)) == "dydd Gwener 4 Rhagfyr"
        assert day(date(2026, 12, 4), today=date(2025, 1, 1)) == "dydd Gwener 4 Rhagfyr 2026"
        assert short_day(date(2026, 8, 1)) == "1 Awst"
        assert weekday(2) == "dydd Mercher"


@pytest.mark.parametrize(
    ("number", "said"),
    [
        (0, "dim blynyddoedd"),
        (1, "un flwyddyn"),
        (2, "dwy flynedd"),
        (3, "tair blynedd"),
        (4, "4 mlynedd"),
        (6, "chwe blynedd"),
        (7, "7 mlynedd"),
        (16, "16 mlynedd"),
    ],
)
def test_each_number_takes_its_own_form(number, said):
    with speaking("cy"):
        assert several("{n} year", "{n} years", number) == said


@pytest.mark.parametrize(
    ("names", "said"),
    [
        ((), ""),
        (("elusen",), "elusen"),
        (("bws", "car"), "bws a car"),
        (("bws", "elusen"), "bws ac elusen"),
        (("a", "b", "Ysbyty Gwynedd"), "a, b ac Ysbyty Gwynedd"),
        (("a", "York House"), "a a York House"),
        (("a", "Wrecsam"), "a a Wrecsam"),
        (("a", "Ŵyr"), "a ac Ŵyr"),
        (("a", "{all} {vowel} 100%"), "a a {all} {vowel} 100%"),
    ],
)
def test_lists_are_joined_as_they_are_spoken(names, said):
    with speaking("cy"):
        assert listed(names) == said
        assert plain(listed_by_name(names)) == said


@given(st.lists(st.text(min_size=1, max_size=9), max_size=5))
def test_names_in_a_list_are_all_there_whatever_they_are(names):
    runs = [run.name for run in listed_by_name(names) if isinstance(run, Named)]

    assert runs == names
    assert plain(listed_by_name(names)) == listed(names)


@given(st.text(max_size=20))
def test_whatever_a_platform_calls_a_language_we_speak_one_of_ours(told):
    assert one_of_ours(told) in (None, *language.languages())
    with speaking(told):
        assert spoken_now() in ("en_GB", "cy")


@pytest.mark.parametrize(
    ("words", "code"),
    [
        *[("Welsh", "cy"), ("cymraeg", "cy"), ("CY", "cy"), ("English", "en"), ("saesneg", "en"), ("Cymraeg.", "cy")],
        *[("French", None), ("", None), ("Welsh English", None)],
    ],
)
def test_a_language_is_known_by_its_names_in_each_of_ours(words, code):
    assert named(words) == code


def test_a_language_is_called_what_it_calls_itself():
    assert called("cy") == "Cymraeg"
    assert called("en") == "English"


def test_the_tables_language_stands_among_its_settings():
    card = settings.settings([("language", "cy", "Welsh"), ("name", None, "x")], may_change=True)

    assert "language: Cymraeg" in card.text
    assert settings.changed("language", "cy", "en").text.endswith("They were in Cymraeg.")
