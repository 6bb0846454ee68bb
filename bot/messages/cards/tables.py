"""The table itself: what it is for, who sits at it, which chairs are empty."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from bot.domain.acts import Act
from bot.domain.people import Partner
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
from bot.messages.words import _, listed, listed_by_name, phrase, plain, several, span, spoken, upper_first

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

    `convenes`: the reader may say whom somebody sits for.
    """

    seats: Sequence[SeatTaken]
    people: int
    chairs: Sequence[str]
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
    text = " ".join(filter(None, (count, where, f"{said}.", plain(missing_here))))
    lead = Para(text=(f"{count} {where}".strip(),))
    return Card(text=text, parts=(lead, Items(items=tuple(items)), Para(text=missing_here), *_following(found)))


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


def missing(role: str, seat_id: int, *, then: Sequence[Part] = ()) -> Card:
    """A chair is on the list, with the way to take it off again. `then`: what a new coordinator is asked next."""
    said = phrase(_("Noted: {role} is missing here. Everybody at the table can see it."), role=Named(name=role))
    off = Button(label=_("Take it off"), act=Act(name="table.found", on=(str(seat_id),)), words=f"found {role}")
    parts = (Para(text=said), Actions(of=(off,)), *then)
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


def leaving(asker: Partner) -> Card:
    """The question before somebody leaves: what happens to what is theirs."""
    said = phrase(
        _(
            "Leave {table}? What you have open is let go, kindly, and I stop writing to you about it. "
            "What is held on you here goes after the table's {years}, or when you say."
        ),
        table=Strong(text=asker.partnership.name),
        years=span(asker.partnership.retention_months),
    )
    go = Button(
        label=_("Leave the table"), act=Act(name="table.leave", on=("yes",)), words="/table leave yes", style="danger"
    )
    return Card(text=plain(said), parts=(Para(text=said), Actions(of=(go,))))


def goodbye(asker: Partner, let_go: int) -> Card:
    """The last card: thanks for what they did, and how to come back."""
    said = phrase(
        _(
            "Goodbye from {table}, and thank you for your part in it. {open}"
            "If you'd like to come back, ask a coordinator."
        ),
        table=Strong(text=asker.partnership.name),
        open=upper_first(several("{n} open thing is let go. ", "{n} open things are let go. ", let_go))
        if let_go
        else "",
    )
    return Card(text=plain(said), parts=(Para(text=said),))


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
