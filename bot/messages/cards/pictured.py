"""A picture and the words that say the same, on one page."""

from dataclasses import replace

from bot.messages.parts import Card, Picture
from bot.messages.words import _


def beside(picture: Card, words: Card) -> Card:
    """The picture first, then its words; whoever hears the page hears them once."""
    alt = _("A picture of what the words below say.")
    drawn = tuple(replace(part, alt=alt) if isinstance(part, Picture) else part for part in picture.parts)
    return replace(words, parts=(*drawn, *words.parts))
