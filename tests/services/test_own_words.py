"""Asking in one's own words: what is understood, what is offered, and what is never done on a likeness."""

from dataclasses import replace

import pytest

from bot.domain import grammar
from bot.domain.people import Role
from bot.services import own_words
from bot.services.commands import BY_NAME, PHRASEBOOK, WORDINGS
from bot.services.commands.phrases import ASKS, READS
from tests.support.sayings import CHANGES, IN_WELSH, MEANT, NO_COMMAND, lines


def understood(asker, text, *, answering=False):
    """The command that is done at once, or None, and the names of those that are offered."""
    heard = own_words.instead(text, grammar.read(text, WORDINGS))
    if heard.name:
        return heard.name, []
    meant = own_words.meant(asker, heard.rest, answering=answering)
    return meant.done and meant.done.name, [one.name for one in meant.nearest]
