"""What a card and a form are made of. A renderer knows these and no card; a card knows these and no renderer."""

import re
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from bot.domain.acts import Act
from bot.domain.people import Identity
from bot.messages.language import spoken_now

# A browser reads two slashes, of either kind, as another host.
_OF_A_PAGE = re.compile(r"/[A-Za-z]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Quote:
    """A person's own words: the renderer escapes them, and nothing in them can ping, link or format."""

    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """A person or a body by name, escaped like a quote; `ping` asks the platform to notify them where it can."""

    name: str
    who: Identity | None = None
    ping: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """An address with the words that stand for it: of ours, or one that somebody who convenes gave.

    One without a host leads on from a page of ours; where there is no page its words stand alone.
    """

    url: str
    text: str

    @property
    def is_of_a_page(self) -> bool:
        return bool(_OF_A_PAGE.match(self.url))


@dataclass(frozen=True, slots=True, kw_only=True)
class Strong:
    """Words of ours that carry the sentence, such as the name of a card's subject."""

    text: str


Run = str | Quote | Named | Link | Strong | date
Text = tuple[Run, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Heading:
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Para:
    """A paragraph; `quiet` is drawn small, as context."""

    text: Text
    quiet: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """Pairs of a label and what it says."""

    rows: tuple[tuple[str, Text], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Button:
    """An action to press. `words` is what one could type instead; the terminal and e-mail show that.

    `sure` is the question asked before it is done.
    """

    label: str
    act: Act
    words: str
    style: Literal["", "first", "danger"] = ""
    sure: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Option:
    value: str
    label: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Pick:
    """A day, a person or one of some options, chosen in the message itself."""

    label: str
    act: Act
    kind: Literal["day", "person", "one"]
    options: tuple[Option, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One entry of a list, with a small note under it and buttons of its own."""

    text: Text
    note: Text = ()
    buttons: tuple[Button, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Items:
    """A list of any length: the renderer cuts it to its limit and then offers `more`."""

    items: tuple[Item, ...]
    more: Act | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Chart:
    """Counts in the order of time, the last one now; `first` and `last` are said under the two ends."""

    title: str
    counts: tuple[int, ...]
    first: str
    last: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Station:
    """A strand of a route map, in words: its name, who leads it, the one thing that comes next."""

    name: str
    lead: str
    following: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RouteMap:
    """A complex job as a simple map: where a table is now, along its strands, to what would be different.

    All of it is words as they are drawn. `better`: what was last measured; `chairs`: who is missing still.
    """

    now_label: str
    now: str
    goal_label: str
    goal: str
    stations: tuple[Station, ...] = ()
    tries_label: str = ""
    tries: tuple[str, ...] = ()
    better: str = ""
    chairs_label: str = ""
    chairs: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """A picture that a door makes and uploads, never part of an immediate answer.

    `alt` says all that it shows, and stands in its place wherever there is no picture. `made` is what the door has made
    of it: a file's id in a chat, markup on a page; it is never kept.
    """

    name: str
    alt: str
    of: Chart | RouteMap
    made: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Actions:
    of: tuple[Button | Pick, ...]


Part = Heading | Para | Facts | Items | Picture | Actions


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """A message. `text` says it all, for notifications and screen readers.

    `subject` ("commitment:42") lets other copies be found and redrawn. `because` is set on unasked messages: why it
    came; with it delivery adds "not until ..." and "stop". `language`: the one it was composed in, and is drawn in.
    """

    text: str
    parts: tuple[Part, ...]
    subject: str | None = None
    because: str | None = None
    language: str = field(default_factory=spoken_now)


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """One question of a form; `longest` is in characters (Slack's input holds 3,000)."""

    name: str
    label: str
    kind: Literal["line", "lines", "day", "person", "people", "one", "many"]
    value: str | tuple[str, ...] = ""
    options: tuple[Option, ...] = ()
    hint: str = ""
    needed: bool = True
    longest: int = 3000


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """Questions asked together; submitting sends Answers with `act`. `before` stands above the fields."""

    title: str
    act: Act
    fields: tuple[Field, ...]
    submit: str
    before: tuple[Part, ...] = ()
    language: str = field(default_factory=spoken_now)
