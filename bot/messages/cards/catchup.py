"""What somebody has missed, on one screen: for a newcomer, and for whoever was away."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from bot.domain.acts import Act
from bot.domain.people import Partnership
from bot.domain.perspectives import Spoken
from bot.messages.cards.views import how_many
from bot.messages.parts import Actions, Button, Card, Heading, Item, Items, Para, Part, Quote, Strong, Text
from bot.messages.words import _, phrase, several, short_day, spoken, upper_first

# What fits one screen of a phone.
MOST_LINES = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class Missed:
    """What the card is made of. `since`: their last day here; None for a newcomer. `waiting`: for their word."""

    counts: Spoken
    people: int
    since: date | None
    happened: Sequence[Text]
    lines: Sequence[Text]
    waiting: Sequence[Item]


def button() -> Button:
    return Button(label=_("Catch me up"), act=Act(name="table.catchup"), words="/table catch me up")


def missed(here: Partnership, found: Missed, *, today: date) -> Card:
    """What it is for, who is here, what happened since, and what waits for them."""
    name = Strong(text=here.name)
    opening = (
        phrase("{name}. {ambition}", name=name, ambition=Quote(text=here.ambition)) if here.ambition else (name, ".")
    )
    people = upper_first(several("{n} person sits here.", "{n} people sit here.", found.people))
    parts: list[Part] = [Para(text=opening), Para(text=(f"{people} {how_many(found.counts)}",))]
    parts += [Para(text=line) for line in found.lines]
    parts += _happened(found, today)
    if found.waiting:
        parts += [Heading(text=_("What waits for your word")), Items(items=tuple(found.waiting))]
    parts.append(Actions(of=_ways()))
    return Card(text=spoken(parts), parts=tuple(parts))


def _happened(found: Missed, today: date) -> list[Part]:
    if not found.happened:
        quiet = _("Nothing has moved since you were last here.") if found.since else _("Nothing has moved here lately.")
        return [Para(text=(quiet,))]
    heading = _("In the last month")
    if found.since:
        heading = _("Since {day}").format(day=short_day(found.since, today=today))
    further = len(found.happened) - MOST_LINES
    rest = [Para(text=(several("And {n} more.", "And {n} more.", further),), quiet=True)] if further > 0 else []
    return [Heading(text=heading), Items(items=tuple(Item(text=one) for one in found.happened[:MOST_LINES])), *rest]


def _ways() -> tuple[Button, ...]:
    return (
        Button(label=_("Who is here"), act=Act(name="table.who"), words="/table who"),
        Button(label=_("Show me what others said"), act=Act(name="view.list"), words="/table views"),
        Button(label=_("More"), act=Act(name="table.more"), words="/table more"),
    )
