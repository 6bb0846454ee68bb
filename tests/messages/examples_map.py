"""Examples of the route map."""

from dataclasses import replace
from datetime import date
from typing import Any

from bot.domain.perspectives import Spoken
from bot.messages.cards import outcomes, pictured, route_map
from bot.messages.parts import Card, Form, Picture, RouteMap, Text
from tests.messages.examples_results import measured, outcome

TODAY = date(2026, 11, 26)


def a_way(words: str, **more: Any) -> route_map.Way:
    """A table in mid-life, with more strands than a picture has room for."""
    strand = route_map.Strand(
        name=words[:60], lead="Sam Okoye", organisation="Ward 9 Trust", following=words, due_on=date(2026, 12, 4)
    )
    resident = route_map.Strand(name="One front door", lead="Rita Ahmed", following=words)
    way = route_map.Way(
        table="Home from hospital",
        views=Spoken(seats=9, spoken=6),
        challenge=words,
        ambition=words,
        strands=[strand, resident, *[route_map.Strand(name="Void homes")] * 4],
        tries=[route_map.Trying(words=words, until=date(2026, 12, 18))],
        better=_better(words),
        chairs=["a GP", words[:60], "a carer", "a councillor", "a driver"],
    )
    return replace(way, **more)


def _better(words: str) -> Text:
    """How it goes, a sentence of the card of outcomes."""
    one = outcomes.Standing(outcome=outcome(words), measures=measured(42, 31, unit="nights"))
    return outcomes.line([one], TODAY) or ()


def drawn_of(way: route_map.Way) -> RouteMap:
    """What stands in the picture of a way."""
    [of] = [one.of for one in route_map.in_a_picture(way, today=TODAY).parts if isinstance(one, Picture)]
    assert isinstance(of, RouteMap)
    return of


def of_the_map(words: str) -> dict[str, Card | Form]:
    way = a_way(words)
    new = route_map.Way(table="Home from hospital", views=Spoken(seats=1, spoken=0))
    in_words, picture = route_map.in_words(way, today=TODAY), route_map.in_a_picture(way, today=TODAY)
    return {
        "route_map.in_words": in_words,
        "route_map.in_words.new": route_map.in_words(new, today=TODAY),
        "route_map.in_a_picture": picture,
        "route_map.in_a_picture.new": route_map.in_a_picture(new, today=TODAY),
        "route_map.in_words.to_look_at": route_map.in_words(
            a_way(words, tries=[route_map.Trying(words=words, until=date(2026, 11, 25))]), today=TODAY
        ),
        "pictured.beside": pictured.beside(picture, in_words),
    }
