"""The table itself: what it is for, who sits at it, which chairs are empty."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from bot.domain.acts import Act
from bot.messages.cards import seats
from bot.messages.parts import (
    Actions,
    Button,
    Card,
    Field,
    Form,
    Item,
    Items,
    Named,
    Para,
    Part,
    Quote,
    Strong,
    Text,
)
from bot.messages.words import _, listed, listed_by_name, phrase, plain, several, spoken, upper_first

# What one looks through before one asks for more.
MOST_LISTED = 20

# Few people sit at more tables than this; who does can type the name.
MOST_BUTTONS = 8


def gaps(chairs: Sequence[str]) -> Text:
    """The empty chairs in one sentence; a good table says when there is none."""
    if not chairs:
        return (_("No chair is missing that anybody has named."),)
    return (_("Missing: "), *listed_by_name(chairs), ".")


class Sitter(Protocol):
    @property
    def name(self) -> str: ...
    @property
    def convenes(self) -> bool: ...


class SeatTaken(Protocol):
    """A seat with the first of those who sit in it, and how many they are; no organisation: in their own right."""

    @property
    def organisation(self) -> str | None: ...
    @property
    def sitters(self) -> Sequence[Sitter]: ...
    @property
    def number(self) -> int: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Who:
    """Some of the seats: those from `first` on, counted from one, of so many; and how many people there are in all.

    `beside`: what else there is to say about chairs. `convenes`: the reader may say whom somebody sits for.
    """

    seats: Sequence[SeatTaken]
    people: int
    chairs: Sequence[str]
    beside: Sequence[Text] = ()
    first: int = 1
    of: int = 0
    following: int | None = None
    convenes: bool = False


def who(found: Who) -> Card:
    """Who sits here, by organisation, people in their own right last; at a large table some seats at a time."""
    items = [Item(text=(Strong(text=one.organisation), ": ", _sitting(one))) for one in found.seats if one.organisation]
    own = [_called(sitter) for one in found.seats if not one.organisation for sitter in one.sitters]
    items += [Item(text=(_("In their own right: "), Named(name=listed(own))))] if own else []
    count = upper_first(several("{n} person sits here.", "{n} people sit here.", found.people))
    said = "; ".join(plain(item.text) for item in items)
    missing_here, where = gaps(found.chairs), _where(found)
    rest = (Para(text=missing_here), *(Para(text=one) for one in found.beside))
    text = " ".join(filter(None, (count, where, f"{said}.", spoken(rest))))
    lead = Para(text=(f"{count} {where}".strip(),))
    return Card(text=text, parts=(lead, Items(items=tuple(items)), *rest, *_following(found)))


def _called(sitter: Sitter) -> str:
    return _("{name} (coordinator)").format(name=sitter.name) if sitter.convenes else sitter.name


def _sitting(one: SeatTaken) -> Named:
    """Their names; of many, the first."""
    names = [_called(sitter) for sitter in one.sitters]
    further = one.number - len(names)
    return Named(name=listed([*names, several("{n} more", "{n} more", further)] if further else names))


def _where(found: Who) -> str:
    """Which seats these are, where they are not all."""
    if len(found.seats) >= found.of:
        return ""
    last = found.first + len(found.seats) - 1
    return _("Seats {first} to {last} of {all}:").format(first=found.first, last=last, all=f"{found.of:,}")


def _following(found: Who) -> tuple[Part, ...]:
    ways = (seats.put_down_button(),) if found.convenes else ()
    if found.following is not None:
        act = Act(name="table.who", on=(str(found.following),))
        ways = (Button(label=_("The next seats"), act=act, words=f"/table who {found.following}"), *ways)
    return (Actions(of=ways),) if ways else ()


def missing(role: str, seat_id: int, *, ways: Sequence[Button] = (), then: Sequence[Part] = ()) -> Card:
    """A chair is on the list, with the way to take it off again. `then`: what a new coordinator is asked next."""
    said = phrase(_("Noted: {role} is missing here. Everybody at the table can see it."), role=Named(name=role))
    off = Button(label=_("Take it off"), act=Act(name="table.found", on=(str(seat_id),)), words=f"found {role}")
    parts = (Para(text=said), Actions(of=(off, *ways)), *then)
    return Card(text=spoken(parts), parts=parts, subject=f"seat:{seat_id}")


def already_missing(role: str) -> Card:
    said = phrase(_("{role} is on the list of missing chairs already."), role=Named(name=role))
    return Card(text=plain(said), parts=(Para(text=said),))


def chairs_left(chairs: Sequence[str]) -> Card:
    said = (_("It's off the list. "), *gaps(chairs))
    return Card(text=plain(said), parts=(Para(text=said),))


def missing_form() -> Form:
    question = Field(
        name="role",
        label=_("Who should be here and isn't?"),
        kind="line",
        hint=_("A role will do: “a GP”, “someone who's been through it”."),
        longest=100,
    )
    return Form(title=_("A missing chair"), act=Act(name="table.missing"), fields=(question,), submit=_("Add"))


def which_table(tables: Sequence[tuple[str, str]], words: str, act: Act) -> Card:
    """Somebody sits at several tables: ask which is meant. `tables`: slug and name; `act` is done at the one chosen."""
    said = (_("Which table do you mean?"), *((" ", Quote(text=words)) if words else ()))
    kept = Para(text=(_("I've kept your words."),), quiet=True)
    ways = tuple(Button(label=name, act=act.at(slug), words=name) for slug, name in tables[:MOST_BUTTONS])
    others = [name for _slug, name in tables[MOST_BUTTONS:]]
    typed = Para(text=(_("Or type its name: {names}.").format(names=listed(others)),)) if others else None
    text = f"{_('Which table do you mean?')} {listed([name for _slug, name in tables])}"
    more = (*((typed,) if typed else ()), *((kept,) if words else ()))
    return Card(text=text, parts=(Para(text=said), Actions(of=ways), *more))
