"""What is heard and what is answered, the same for every door."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Literal

from bot.domain.acts import Act
from bot.domain.errors import StrayButtonError
from bot.domain.people import Identity, Place
from bot.messages.parts import Card, Form

# No longer than what a database's whole number holds.
_ID = re.compile(r"[0-9]{1,18}")

Door = Literal["command", "mention", "direct", "button", "form", "shortcut", "page", "line"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """What somebody typed; our own bots' mentions are already gone, other people's stand in `people`."""

    text: str
    people: tuple[Identity, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Answers:
    """A submitted form."""

    act: Act
    values: Mapping[str, str | tuple[str, ...]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """One thing heard. `key`: the delivery's own, kept in the work's transaction; empty where nothing repeats.

    `called`: what the platform calls the speaker, for somebody not known yet. `source`: the message that was pointed
    at. `answer_at`: where a door without a reply body wants the answer, in its own words; then it is owed as a row.
    `language`: what the door says that they speak, as it says it ("cy-GB").
    """

    key: str
    said_at: datetime
    who: Identity
    place: Place
    said: Words | Act | Answers
    door: Door
    language: str | None = None
    called: str = ""
    source: str | None = None
    answer_at: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """A request as a service reads it, whichever way it was said: by words, button or form.

    `rest` is what stands after the command's own words, or a form's field "words". `on` names what a button stood
    on; `people` are the people mentioned; `values` a form's answers.
    """

    rest: str = ""
    on: tuple[str, ...] = ()
    seen: int | None = None
    picked: str | None = None
    people: tuple[Identity, ...] = ()
    source: str | None = None
    values: Mapping[str, str | tuple[str, ...]] = field(default_factory=dict)

    @property
    def row_id(self) -> int:
        """The row that a button stood on; 0, which no row has, for anything else that came in from outside."""
        first = self.on[0] if self.on else ""
        return int(first) if _ID.fullmatch(first) else 0

    @property
    def line(self) -> str:
        """The number that a button stood on and the words, as one could have typed both. Raises StrayButtonError."""
        if self.on and not self.row_id:
            raise StrayButtonError
        return " ".join((*self.on[:1], self.rest)).strip()

    @property
    def day(self) -> date | None:
        """The day that a button stands on; None where it was said in words. Raises StrayButtonError."""
        if not self.on:
            return None
        try:
            return date.fromisoformat(self.on[-1])
        except ValueError:
            raise StrayButtonError from None

    def value(self, name: str) -> str:
        """A form's answer to one question, trimmed; empty if not asked or not answered."""
        answer = self.values.get(name, "")
        return answer.strip() if isinstance(answer, str) else " ".join(answer)


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """What a request left behind, for scripts: the kind, its number at the table, the words, the day.

    A view's number is its version: how often its author has said it anew.
    """

    kind: Literal["commitment", "reflection", "view", "strand", "draft", "outcome", "measure", "try"]
    number: int
    text: str
    due_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkFor:
    """A link that a door is to make, and to show under the card: a token is chance, so no service can make one.

    `maker`: the coordinator who asked; `partner`: whom it lets in. Both are partners of `partnership`.
    """

    partnership: int
    maker: int
    partner: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """The answer to the asker alone; what goes to somebody else is an outbox row that the service writes.

    `instead` replaces the card or form that was used. `wrong`: field -> sentence; nothing was done. `link`: the door
    makes it with `ways_in.make`. `owed`: it is a row of the outbox, so the door says nothing itself. `picture`: what
    `show` says, drawn; the desk puts it where it can be seen.
    `unsaid`: what was said for it does not stand on their page, where it would tell whose words without a name are.
    """

    show: Card | Form | None = None
    to: Literal["asker", "place"] = "asker"
    instead: bool = False
    wrong: Mapping[str, str] = field(default_factory=dict)
    kept: tuple[Kept, ...] = ()
    link: LinkFor | None = None
    owed: bool = False
    picture: Card | None = None
    unsaid: bool = False
