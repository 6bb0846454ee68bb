"""Strands: the lines of work of a table, each led by one partner at a time, or by nobody just now."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from bot.domain.grammar import fold

# What a table can hold in its head between two meetings; a further one is remarked on, and begun all the same.
MOST_LIVE = 5

# A strand is called by its name in a sentence.
LONGEST_NAME = 80


@dataclass(frozen=True, slots=True, kw_only=True)
class Lead:
    """Somebody who leads a strand, or convenes the table, and since when; `id` is of this time of theirs.

    `organisation` is None for whoever sits in their own right; `name` for somebody who was taken out since.
    """

    id: int
    partner_id: int
    name: str
    organisation: str | None
    since_at: datetime
    until_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Strand:
    """A line of work; `came_of`: what came of it, once it has ended."""

    id: int
    number: int
    name: str
    version: int
    began_at: datetime
    ended_at: datetime | None = None
    came_of: str | None = None
    lead: Lead | None = None

    def is_led_by(self, partner_id: int) -> bool:
        return self.lead is not None and self.lead.partner_id == partner_id


@dataclass(frozen=True, slots=True, kw_only=True)
class NextThing:
    """The one next thing of a strand: a commitment that belongs to it."""

    strand_id: int
    text: str
    due_on: date | None
    name: str
    organisation: str | None


class How(StrEnum):
    """Whether who offers the convening goes on with it."""

    TOGETHER = "together"
    INSTEAD = "instead"


class Said(StrEnum):
    """What became of an offer; `WITH`: they would, with somebody beside them, so that it waits on."""

    NOTHING = ""
    YES = "yes"
    NO = "no"
    WITH = "with"
    WITHDRAWN = "withdrawn"
    OVER = "over"


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """That somebody leads a strand, or convenes (`strand_id` None): it waits for one person's word.

    `taker`: who would; `asked_id`: whose word, None for that of whoever convenes. `how` is of the convening alone.
    """

    id: int
    strand_id: int | None
    strand: str
    number: int
    taker_id: int
    taker: str
    taker_organisation: str | None
    asked_id: int | None
    made_by: int
    maker: str
    made_at: datetime
    how: How
    answer: Said

    @property
    def is_of_taker(self) -> bool:
        """Whether it is for whoever would lead to say; else for whoever leads now."""
        return self.asked_id == self.taker_id


def meant(words: str, strands: Sequence[Strand]) -> Sequence[Strand]:
    """Those that some words may mean: of that number, else of that name, else with those words in it."""
    said = fold(words)
    if said.removeprefix("#").isdigit():
        return [one for one in strands if one.number == int(said.removeprefix("#"))]
    named = [one for one in strands if fold(one.name) == said]
    return named or [one for one in strands if said and f" {said} " in f" {fold(one.name)} "]


def remarkable(live: int) -> bool:
    """Whether there are more lines of work than a table holds well."""
    return live > MOST_LIVE
