"""Our part: how an organisation looks from the table, shown to itself alone, with no judgement in it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from bot.messages.of_commitments import Shown
from bot.messages.parts import Card, Facts, Heading, Item, Items, Named, Para, Part, Quote, Strong, Text
from bot.messages.words import LONGEST_QUOTE, _, clip, day, in_words, phrase, plain, several, short_day

MOST_LINES = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class OurPart:
    """A seat's part. `name` None: a person's own seat. `kept`, `let_go` and `confirmed` count the last quarter.

    `sponsored`: the seat has a sponsor, who may see it too.
    """

    name: str | None
    last_on: date | None
    open: Sequence[Shown]
    late: Sequence[Shown]
    kept: int
    let_go: int
    waiting: Sequence[Shown]
    confirmed: int = 0
    sponsored: bool = False


def line(part: OurPart, *, today: date) -> Text:
    """The one line that comes first: what others wait for from us, else what is late, else what came of it."""
    us = _("First, us at {name}: ").format(name=part.name) if part.name else _("First, your own part: ")
    if part.waiting:
        said = several("{n} thing waits for our word: ", "{n} things wait for our word: ", len(part.waiting))
        return (us, said, Quote(text=clip(part.waiting[0].text, LONGEST_QUOTE)), ".")
    if part.late:
        words = Quote(text=clip(part.late[0].text, LONGEST_QUOTE))
        return (us, *phrase(_("{words} was for {day}."), words=words, day=part.late[0].due_on or today))
    if part.open:
        return (us, several("we have {n} thing open.", "we have {n} things open.", len(part.open)))
    if part.kept:
        return (us, _kept(part))
    return (us, _("nobody waits for us, and we have nothing open."))


def _kept(part: OurPart) -> str:
    return several(
        "nobody waits for us; we kept {n} thing in the last three months.",
        "nobody waits for us; we kept {n} things in the last three months.",
        part.kept,
    )


def our_part(part: OurPart, table: str, *, noticed: Sequence[tuple[str, str]] = (), today: date) -> Card:
    """All of it: when we were last seen, what we promised, what came of it, what others wait for, what we noticed."""
    whose = part.name or _("Your own seat")
    confirmed = ((_("Confirmed by others"), (_number(part.confirmed),)),) if part.confirmed else ()
    facts = Facts(
        rows=(
            (_("Last here"), (short_day(part.last_on, today=today) if part.last_on else _("not yet"),)),
            (_("Open"), (_number(len(part.open)),)),
            (_("Past their day"), (_number(len(part.late)),)),
            (_("Kept in three months"), (_number(part.kept),)),
            *confirmed,
            (_("Let go in three months"), (_number(part.let_go),)),
        )
    )
    lead = phrase(_("{name}, as the table {table} sees it."), name=Named(name=whose), table=Strong(text=table))
    parts: list[Part] = [Para(text=lead), facts]
    parts += _lines(_("Waiting for our word"), part.waiting)
    parts += _lines(_("What we said we'd do"), part.open)
    parts += _noticed(noticed)
    only = _only(part)
    parts.append(Para(text=(only,), quiet=True))
    said = "; ".join(f"{label}: {plain(value)}" for label, value in facts.rows)
    quotes = " ".join(plain((Quote(text=one.text),)) for one in (*part.waiting, *part.open))
    quotes = " ".join(filter(None, (quotes, *(plain((Quote(text=words),)) for _who, words in noticed))))
    return Card(text=" ".join(filter(None, (plain(lead), f"{said}.", quotes, only))), parts=tuple(parts))


def _only(part: OurPart) -> str:
    """Who may see it."""
    if part.name is None:
        return _("Only you see this.")
    if part.sponsored:
        return _("Only those who sit here for {name}, and its sponsor, see this.").format(name=part.name)
    return _("Only those who sit here for {name} see this.").format(name=part.name)


def _number(number: int) -> str:
    return in_words(number) if number else _("none")


def _noticed(noticed: Sequence[tuple[str, str]]) -> list[Part]:
    """What somebody shared with their organisation, in whole; it stands nowhere else for the others of it."""
    if not noticed:
        return []
    lines = tuple(Item(text=(Named(name=who), ": ", Quote(text=words))) for who, words in noticed[:MOST_LINES])
    return [Heading(text=_("What we noticed, among ourselves")), Items(items=lines)]


def _lines(heading: str, items: Sequence[Shown]) -> list[Part]:
    if not items:
        return []
    lines = tuple(
        Item(
            text=(
                f"{one.number}. ",
                Quote(text=clip(one.text, LONGEST_QUOTE)),
                *((", ", day(one.due_on)) if one.due_on else ()),
            )
        )
        for one in items[:MOST_LINES]
    )
    return [Heading(text=heading), Items(items=lines)]
