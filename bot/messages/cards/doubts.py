"""What may not have arrived, for whoever could ask: a part of the coordinator's note."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from bot.messages.parts import Item, Items, Named, Para, Part
from bot.messages.words import _, phrase, several, short_day, upper_first

MOST_NAMES = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Unsure:
    """A message to somebody, of that day."""

    name: str
    on: date


class Removed(Protocol):
    """A workspace that the app was removed from, whom of the table it reached there, and who is reached otherwise."""

    @property
    def name(self) -> str: ...
    @property
    def people(self) -> int: ...
    @property
    def otherwise(self) -> int: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Doubts:
    """Messages that may not have arrived: of whom a coordinator may know it, and how many others.

    `shut`: why nothing can be posted in the table's channel any more, in its platform's word; empty: it can.
    `removed`: workspaces that the app was removed from.
    """

    named: Sequence[Unsure] = ()
    others: int = 0
    shut: str = ""
    removed: Sequence[Removed] = ()


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
        parts.append(Para(text=(_lost(doubts.shut),)))
    return [*parts, *(_gone(one) for one in doubts.removed)]


def _gone(one: Removed) -> Para:
    """From where, who is reached how now, and how it comes back."""
    said = phrase(_("I was removed from {name}'s Slack workspace."), name=Named(name=one.name))
    reached = several(
        "I reached {n} person of this table there;", "I reached {n} people of this table there;", one.people
    )
    left = one.people - one.otherwise
    otherwise = (
        _("from now on I write to them another way.")
        if not left
        else several(
            "{n} of them can't be written to now: /table link for @... gives somebody a way in.",
            "{n} of them can't be written to now: /table link for @... gives somebody a way in.",
            left,
        )
    )
    back = _(
        "Nothing of the table is lost. It comes back once somebody there installs it again, by the link that ends in "
        "/slack/install."
    )
    return Para(text=(*said, f" {upper_first(reached)} {otherwise} {back}"))


def _lost(why: str) -> str:
    """What is the matter, what becomes of the digest, and what to do."""
    match why:
        case "is_archived":
            lost = _("I can't post in the table's channel any more: it is archived.")
            mended = _("If it is taken into use again, I go on there.")
        case "not_in_channel":
            lost = _("I can't post in the table's channel any more: I'm not in it.")
            mended = _("If I'm invited back, I go on there.")
        case "channel_not_found":
            lost = _(
                "I can't post in the table's channel any more: it is gone for me. If it was shared with another "
                "organisation that has left it, each side has a channel of its own now."
            )
            mended = ""
        case _:
            lost = _("I can't post in the table's channel any more: it may be archived, or I'm not in it.")
            mended = ""
    meanwhile = _("Nothing of the table is lost; the week's digest stands on its page instead.")
    then = _("Say /table here in a channel that I'm in, and it comes there.")
    return " ".join(one for one in (lost, meanwhile, mended, then) if one)


def _line(one: Unsure, today: date) -> Item:
    template = _("I can't tell whether my message to {name} of {day} reached them. Ask them, if it matters.")
    return Item(text=phrase(template, name=Named(name=one.name), day=short_day(one.on, today=today)))
