"""Examples of the cards about languages, in Welsh where it is Welsh that was chosen."""

from bot.messages.cards import languages
from bot.messages.language import speaking
from bot.messages.parts import Card, Form


def of_languages(words: str) -> dict[str, Card | Form]:
    """They hold nobody's words."""
    with speaking("cy"):
        welsh = languages.chosen("cy")
    return {
        "languages.chosen": languages.chosen("en"),
        "languages.chosen.welsh": welsh,
        "languages.languages": languages.languages(),
    }
