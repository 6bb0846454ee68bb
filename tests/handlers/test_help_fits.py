"""Help has more lines than one card takes: page by page, none is left out on any platform."""

import re

import pytest

from bot.domain.acts import Act
from bot.messages.render import adaptive, slack
from bot.services import help as helping
from bot.services.commands import COMMANDS
from tests.support.scene import a_table_of_five, at

EVERY = [(one.usage, one.help) for one in COMMANDS if one.usage]


def read(drawn):
    """What stands in it to be read: not what is only spoken, or shown where cards are not."""
    if isinstance(drawn, dict):
        hidden = ("speak", "fallbackText", "text") if {"blocks", "body"} & set(drawn) else ()
        return " ".join(read(one) for name, one in drawn.items() if name not in hidden)
    if isinstance(drawn, list):
        return " ".join(map(read, drawn))
    return re.sub(r"[\u2060\u2068\u2069]", "", drawn) if isinstance(drawn, str) else ""


def spaced(words):
    return " ".join(words.split())


def button_of(card):
    return next((way for part in card.parts for way in getattr(part, "of", ())), None)


@pytest.fixture
async def scene(store):
    return await a_table_of_five(store)


@pytest.fixture
async def pages(scene):
    """All of help, as whoever convenes turns its pages by its button."""
    card = (await scene.say("priya", "help")).show
    found = []
    while way := button_of(card):
        pressed = (await scene.heard("priya", Act(name=way.act.name, on=way.act.on), now=at(0))).show
        typed = (await scene.say("priya", way.words)).show
        assert typed == pressed
        found.append(card := pressed)
    return found


@pytest.mark.parametrize("draw", [slack.message, slack.view, slack.home, adaptive.message, adaptive.dialog])
async def test_every_command_stands_on_a_page_that_is_drawn_whole(pages, draw):
    shown = spaced(" ".join(read(draw(page)) for page in pages))

    assert [what for _usage, what in EVERY if spaced(what) not in shown] == []
    assert len(pages) == -(-len(EVERY) // helping.MOST_AT_ONCE)


async def test_a_page_behind_the_last_is_the_last(pages, scene):
    assert (await scene.say("priya", "help 9")).show == pages[-1]
