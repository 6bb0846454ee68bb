"""Examples of the cards about languages, in Welsh where it is Welsh that was chosen."""

from collections import defaultdict
from dataclasses import replace
from datetime import UTC, datetime
from types import SimpleNamespace

from bot.domain.people import Partner, Partnership, Person, Role
from bot.messages.cards import languages, my_data
from bot.messages.language import speaking
from bot.messages.parts import Card, Form

SINCE = datetime(2026, 11, 24, 10, tzinfo=UTC)


def of_languages(words: str) -> dict[str, Card | Form]:
    """They hold nobody's words."""
    with speaking("cy"):
        welsh = languages.chosen("cy")
    sam = Partner(
        id=4,
        partnership=Partnership(id=1, slug="home", name="Home from hospital"),
        person=Person(id=3, name="Sam Okoye"),
        seat_id=5,
        organisation=None,
        role=Role.PARTNER,
        joined_on=SINCE.date(),
    )
    told = replace(sam, person=replace(sam.person, language="cy"))
    chose = replace(told, person=replace(told.person, language_chosen_at=SINCE))
    nothing = SimpleNamespace(sections=defaultdict(list), numbers=defaultdict(int))
    return {
        "my_data.held.language_told": my_data.held(told, nothing, today=SINCE.date()),
        "my_data.held.language_chosen": my_data.held(chose, nothing, today=SINCE.date()),
        "languages.chosen": languages.chosen("en"),
        "languages.chosen.welsh": welsh,
        "languages.languages": languages.languages(),
    }
