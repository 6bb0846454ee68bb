"""A seat handed on: offered to one person, theirs with their yes, and its giver thanked."""

from collections.abc import Mapping
from typing import Protocol

from bot.domain.acts import Act
from bot.domain.people import Partner
from bot.messages.parts import Actions, Button, Card, Field, Form, Item, Named, Option, Para, Part, Strong, Text
from bot.messages.words import _, phrase, several, spoken, upper_first

STAY, LEAVE = "stay", "leave"
LONGEST_LINE = 300


class Offer(Protocol):
    """A seat that waits for a yes; no organisation: in somebody's own right."""

    @property
    def id(self) -> int: ...
    @property
    def giver(self) -> str: ...
    @property
    def organisation(self) -> str | None: ...


def _card(*parts: Part, subject: str | None = None, because: str | None = None) -> Card:
    return Card(text=spoken(parts), parts=parts, subject=subject, because=because)


def form(values: Mapping[str, str]) -> Form:
    """To whom, and whether one stays to read along."""
    who = Field(
        name="who",
        label=_("Who takes your seat?"),
        kind="line",
        value=values.get("who", ""),
        hint=_("Somebody here, or a name and e-mail address: Una Fox <una@ward9.example>. They're asked."),
        longest=LONGEST_LINE,
    )
    after = Field(
        name="then",
        label=_("And you?"),
        kind="one",
        value=values.get("then", STAY),
        options=(
            Option(value=STAY, label=_("I'd like to read along")),
            Option(value=LEAVE, label=_("I leave once it's theirs")),
        ),
    )
    return Form(title=_("Hand on your seat"), act=Act(name="seat.handon"), fields=(who, after), submit=_("Ask them"))


def asked(receiver: str, *, stays: bool) -> Card:
    """What the giver reads: it stays theirs until the other says yes."""
    said = (
        _("I'll ask {name}. The seat stays yours until they say yes; then you read along, and are asked nothing more.")
        if stays
        else _("I'll ask {name}. The seat stays yours until they say yes; then you've left, with the table's thanks.")
    )
    take_back = Button(label=_("Take it back"), act=Act(name="seat.keep"), words="keep my seat")
    return _card(Para(text=phrase(said, name=Named(name=receiver))), Actions(of=(take_back,)))


def yourself() -> Card:
    return _card(Para(text=(_("That's you: the seat is yours already."),)))


def not_yours() -> Card:
    return _card(Para(text=(_("You've handed your seat on already, so there's none to hand on."),)))


def sits_elsewhere(receiver: Partner) -> Card:
    """A seat goes to somebody of the same organisation, or who sits for none."""
    body = receiver.organisation.name if receiver.organisation else ""
    said = _("{name} sits for {body}, so your seat can't be theirs. Perhaps somebody else from your organisation?")
    return _card(Para(text=phrase(said, name=Named(name=receiver.person.first_name), body=Named(name=body))))


def kept() -> Card:
    return _card(Para(text=(_("It stays your seat. Nobody is asked any more."),)))


def _ways(one: Offer) -> tuple[Button, ...]:
    return (
        Button(
            label=_("Yes, I'll take it"),
            act=Act(name="seat.take", on=(str(one.id),)),
            words="yes to the seat",
            style="first",
        ),
        Button(label=_("Not me"), act=Act(name="seat.decline", on=(str(one.id),)), words="no to the seat"),
    )


def _asks(one: Offer) -> Text:
    giver = Named(name=one.giver)
    if one.organisation is None:
        return phrase(_("{giver} would like to hand their seat at the table on to you."), giver=giver)
    said = _("{giver} would like to hand the seat of {body} on to you.")
    return phrase(said, giver=giver, body=Named(name=one.organisation))


def offer(one: Offer, receiver: Partner) -> Card:
    """The one message about it."""
    what = _("You'd be who the table turns to there. What {giver} has open would be offered to you, one by one.")
    table = phrase(_("This is about {table}."), table=Strong(text=receiver.partnership.name))
    return _card(
        Para(text=(*_asks(one), " ", *table)),
        Para(text=phrase(what, giver=Named(name=one.giver))),
        Actions(of=_ways(one)),
        because=_("This comes once, because somebody offers you their seat."),
    )


def waits(one: Offer) -> Item:
    """A line of the weekly note for as long as it waits."""
    return Item(text=_asks(one), buttons=_ways(one))


def gone() -> Card:
    return _card(Para(text=(_("That seat doesn't wait for you any more. Nothing was changed."),)))


def taken(one: Offer, *, offered: int) -> Card:
    """The receiver's own card."""
    giver = Named(name=one.giver)
    said = phrase(_("Thank you: the seat is yours, from {giver}."), giver=giver)
    further = several(
        "One thing they had open waits for your word.", "{n} things they had open wait for your word.", offered
    )
    more = Button(label=_("What have I missed?"), act=Act(name="table.catchup"), words="/table catch me up")
    return _card(Para(text=(*said, *((" ", upper_first(further)) if offered else ()))), Actions(of=(more,)))


def thanks(giver: Partner, receiver: str, *, stays: bool) -> Card:
    """What the giver reads once it is done: the answer to what they asked for."""
    said = (
        _("{name} has your seat at {table} now. Thank you for sitting in it. You can read along as long as you like.")
        if stays
        else _("{name} has your seat at {table} now, and you've left. Thank you for sitting in it.")
    )
    return _card(Para(text=phrase(said, name=Named(name=receiver), table=Strong(text=giver.partnership.name))))


def declined(one: Offer) -> Card:
    return _card(Para(text=phrase(_("That's fine. It stays with {giver}."), giver=Named(name=one.giver))))


def was_declined(receiver: str) -> Card:
    """What the giver reads: no blame, and the way to ask somebody else."""
    said = phrase(_("{name} can't take your seat just now, so it's still yours."), name=Named(name=receiver))
    again = Button(label=_("Ask somebody else"), act=Act(name="seat.handon"), words="/table hand on my seat")
    return _card(Para(text=said), Actions(of=(again,)))
