"""What may not have arrived, for whoever could ask: a part of the coordinator's note."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from bot.messages.parts import Item, Items, Named, Para, Part
from bot.messages.words import _, phrase, several, short_day, upper_first

MOST_NAMES = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Unsure:
    """A message to somebody, of that day."""

    name: str
    on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Doubts:
    """Messages that may not have arrived: of whom a coordinator may know it, and how many others.

    `shut`: in the table's channel nothing can be posted any more.
    """

    named: Sequence[Unsure] = ()
    others: int = 0
    shut: bool = False


NO_DOUBTS = Doubts()


def said(doubts: Doubts, *, today: date) -> list[Part]:
    """Nothing where there is no doubt."""
    shown = doubts.named[:MOST_NAMES]
    others = doubts.others + len(doubts.named) - len(shown)
    parts: list[Part] = [Items(items=tuple(_line(one, today) for one in shown))] if shown else []
    if others:
        further = several(
            "{n} more message of mine may not have reached somebody here.",
            "{n} more messages of mine may not have reached people here.",
            others,
        )
        bare = several(
            "{n} message of mine may not have reached somebody here.",
            "{n} messages of mine may not have reached people here.",
            others,
        )
        line = upper_first(further if shown else bare)
        never_twice = _("I don't send anything twice.")
        parts.append(Para(text=(f"{line} {never_twice}",)))
    if doubts.shut:
        lost = _("I can't post in the table's channel any more: it may be archived, or I'm not in it.")
        meanwhile = _("The week's digest stands on the table's page instead.")
        then = _("Say /table here in a channel that I'm in, and it comes there.")
        parts.append(Para(text=(f"{lost} {meanwhile} {then}",)))
    return parts


def _line(one: Unsure, today: date) -> Item:
    template = _("I can't tell whether my message to {name} of {day} reached them. Ask them, if it matters.")
    return Item(text=phrase(template, name=Named(name=one.name), day=short_day(one.on, today=today)))
