"""The checker of Adaptive Cards says what is wrong with one, and is silent where nothing is."""

from copy import deepcopy
from typing import Any

import pytest

from tests.fakes.teams.checker import links, live, pings, problems

CARD: dict[str, Any] = {
    "type": "AdaptiveCard",
    "version": "1.5",
    "fallbackText": "All of it.",
    "speak": "All of it.",
    "msteams": {
        "width": "Full",
        "entities": [{"type": "mention", "text": "<at>Sam</at>", "mentioned": {"id": "29:1", "name": "Sam"}}],
    },
    "body": [
        {"type": "TextBlock", "text": "<at>Sam</at>, look", "wrap": True, "style": "heading", "size": "Large"},
        {
            "type": "RichTextBlock",
            "inlines": [
                {"type": "TextRun", "text": "*as it is*", "weight": "Bolder"},
                {
                    "type": "TextRun",
                    "text": "here",
                    "selectAction": {"type": "Action.OpenUrl", "url": "https://a.example"},
                },
            ],
        },
        {"type": "FactSet", "facts": [{"title": "Due", "value": "Friday"}]},
        {"type": "Container", "items": [{"type": "Input.Date", "id": "day", "label": "Day", "value": "2027-01-20"}]},
        {
            "type": "Input.ChoiceSet",
            "id": "many",
            "label": "Which?",
            "isMultiSelect": True,
            "value": "a,b",
            "choices": [{"title": "A", "value": "a"}, {"title": "B", "value": "b"}],
        },
        {
            "type": "ColumnSet",
            "columns": [
                {
                    "type": "Column",
                    "width": "auto",
                    "items": [
                        {
                            "type": "Input.ChoiceSet",
                            "id": "who",
                            "label": "Who?",
                            "choices": [],
                            "choices.data": {"type": "Data.Query", "dataset": "graph.microsoft.com/users"},
                        }
                    ],
                }
            ],
        },
        {"type": "Input.Text", "id": "text", "label": "Say", "value": "x", "maxLength": 3},
        {
            "type": "ActionSet",
            "actions": [
                {"type": "Action.Execute", "title": "Do", "verb": "v", "data": {"type": "nobody's", "text": "**"}},
                {"type": "Action.Submit", "title": "Open", "data": {"msteams": {"type": "task/fetch"}}},
                {
                    "type": "Action.ShowCard",
                    "title": "Sure?",
                    "card": {"type": "AdaptiveCard", "body": [{"type": "TextBlock", "text": "Yes?", "wrap": True}]},
                },
            ],
        },
    ],
}


def changed(*path, to) -> dict:
    card = deepcopy(CARD)
    found: Any = card
    for step in path[:-1]:
        found = found[step]
    if to is None:
        del found[path[-1]]
    else:
        found[path[-1]] = to
    return card


def test_a_card_that_teams_takes_has_no_fault_and_nothing_live_but_what_is_meant():
    assert problems(CARD) == []
    assert live(CARD) == []
    assert pings(CARD) == ["29:1"]
    assert links(CARD) == ["https://a.example"]


ACTIONS = ("body", 7, "actions")


@pytest.mark.parametrize(
    ("card", "said"),
    [
        ([], "must be an object"),
        ({"type": "Card"}, "Card can't stand here"),
        (changed("version", to=None), "must be 1.5"),
        (changed("version", to="1.6"), "version: can't be"),
        (changed("body", to=None), "body: is missing"),
        (changed("body", to={}), "body: must be a list"),
        (changed("surprise", to=1), "surprise: no such property"),
        (changed("body", 0, "type", to="Badge"), "Badge can't stand here"),
        (changed("body", 0, "text", to=" "), "text: can't be"),
        (changed("body", 0, "wrap", to=None), "wrap: is missing"),
        (changed("body", 0, "size", to="Huge"), "size: can't be"),
        (changed("body", 1, "inlines", 0, to="a string"), "must be an object"),
        (changed("body", 1, "inlines", 0, "wrap", to=True), "wrap: no such property"),
        (changed("body", 1, "inlines", 1, "selectAction", "url", to="javascript:x"), "url: can't be"),
        (changed("body", 3, "items", 0, "value", to="Friday"), "value: can't be"),
        (changed("body", 3, "items", 0, "id", to="who"), "2 inputs have this id"),
        (changed("body", 3, "items", 0, "isRequired", to=True), "says nothing where it is missing"),
        (changed("body", 4, "value", to="a,c"), "['c'] can't be chosen"),
        (changed("body", 4, "choices", 0, "value", to="a,b"), "a comma parts"),
        (changed("body", 4, "choices", 0, "value", to=""), "value: can't be"),
        (changed("body", 4, "choices", 0, "value", to="b"), "two choices have one value"),
        (changed("body", 4, "choices", to=[]), "nothing to choose from"),
        (changed("body", 5, "columns", 0, "width", to="wide"), "width: can't be"),
        (changed("body", 6, "value", to="long"), "longer than it may be"),
        (changed("body", 6, "maxLength", to=True), "maxLength: can't be"),
        (changed("body", 6, "label", to=None), "label: is missing"),
        (changed(*ACTIONS, to=[]), "ActionSet has 0 actions"),
        (changed(*ACTIONS, to=[CARD["body"][7]["actions"][0]] * 7), "ActionSet has 7 actions"),
        (changed(*ACTIONS, 0, "data", to="words"), "data: can't be"),
        (changed(*ACTIONS, 0, "title", to=None), "title: is missing"),
        (changed(*ACTIONS, 2, "card", "actions", to=[CARD["body"][7]["actions"][2]]), "can't show another"),
        (changed("msteams", "entities", 0, "text", to="Sam"), "no mention that Teams knows"),
        (changed("msteams", "entities", 0, "text", to="<at>Jo</at>"), "stands in no TextBlock"),
        (changed("msteams", "entities", to=[]), "nobody is named for it"),
        (changed("body", 1, "inlines", 0, "text", to="x" * 30_000), "bytes: at most 28672"),
    ],
)
def test_what_teams_would_refuse_or_lose_is_said(card, said):
    assert any(said in problem for problem in problems(card))


def test_a_dialog_sends_what_is_in_it_and_opens_no_other():
    found = problems(CARD, "dialog")

    assert found == ["Do: Action.Execute does nothing in a dialog", "Open: a dialog can't open another"]


@pytest.mark.parametrize(
    "words",
    [
        *("# x", "- x", "+ x", "1. x", "> x", "---", "    x", "*x*", "**x**", "_x_", "`x`", "~~x~~", "[x](y)"),
        *("![x](y)", "<https://x.y>", "<b>x</b>", "&amp;", "\\*", "[x]: http://y", "a@b.example", "www.x", "x.com"),
        *("https://x", "mailto:x", "<at>Jo</at>", "{{DATE(2027-02-14T06:08:39Z,LONG)}}", "|a|\n|-|"),
    ],
)
def test_what_a_client_would_make_of_words_is_seen(words):
    assert live({"type": "TextBlock", "text": words})
    assert live({"type": "Fact", "title": words, "value": "x"})
    assert live({"type": "AdaptiveCard", "fallbackText": words})


@pytest.mark.parametrize("words", ["*x*", "# x", "[x](y)", "&amp;", "<b>x</b>"])
def test_where_no_markdown_is_read_words_are_what_they_are(words):
    assert live({"type": "TextRun", "text": words}) == []
    assert live({"type": "Action.Submit", "title": words, "data": {}}) == []


@pytest.mark.parametrize("words", ["https://x", "a@b.example", "<at>Jo</at>", "{{TIME(2027-02-14T06:08:39Z)}}"])
def test_what_clients_find_anywhere_is_seen_anywhere(words):
    assert live({"type": "TextRun", "text": words})
    assert live({"type": "Action.Submit", "title": words, "data": {}})
