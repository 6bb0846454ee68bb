"""Signs of life noted for somebody: what whoever notes one is told, and what whoever it is about sees of it."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Protocol

from bot.domain.acts import Act
from bot.domain.calls import Hindrance, Outcome
from bot.domain.participation import Kind
from bot.messages.cards import calls
from bot.messages.parts import Actions, Button, Card, Field, Form, Item, Named, Para
from bot.messages.words import _, listed, phrase, plain


class Sign(Protocol):
    """A day on which somebody was heard from, and who noted it, if that is known."""

    @property
    def on_day(self) -> date: ...
    @property
    def by(self) -> str: ...
    @property
    def kind(self) -> Kind: ...
    @property
    def outcome(self) -> Outcome | None: ...
    @property
    def way(self) -> Hindrance | None: ...


def spoke_form(partner_id: int, name: str) -> Form:
    """When somebody was heard from: the day, and nothing of what they said."""
    when = Field(
        name="day",
        label=_("When was it?"),
        kind="line",
        value=_("today"),
        hint=_("“Tuesday”, or “12 November”. What they said stays between you; {name} sees that you noted it.").format(
            name=name
        ),
        longest=100,
    )
    act = Act(name="quiet.spoke", on=(str(partner_id),))
    return Form(title=_("Heard from {name}").format(name=name), act=act, fields=(when,), submit=_("Note it"))


def spoke(those: Mapping[int, str], on: date) -> Card:
    """A sign of life is noted; whoever it is about sees it. `those`: by id, whom it names."""
    names = list(those.values())
    said = phrase(
        _("Noted: you spoke to {name} on {day}. They can see this, and say if it isn't so."),
        name=Named(name=listed(names)),
        day=on,
    )
    undo = tuple(
        Button(
            label=_("Undo"),
            act=Act(name="quiet.unspoke", on=(str(number), on.isoformat())),
            words=_("undo spoke to @{name} on {day}").format(name=name, day=on.isoformat()),
        )
        for number, name in those.items()
    )
    # With several it is said in words whose is taken back.
    return Card(text=plain(said), parts=(Para(text=said), Actions(of=undo)) if len(undo) == 1 else (Para(text=said),))


def unspoke(names: Sequence[str], on: date) -> Card:
    """A slip of whoever noted it is taken out."""
    said = phrase(
        _("Undone: nothing is noted of you and {name} on {day}."), name=Named(name=listed(list(names))), day=on
    )
    return Card(text=plain(said), parts=(Para(text=said),))


def noted_no_such(on: date) -> Card:
    """There is nothing of theirs to undo."""
    said = phrase(_("You've noted nobody for {day}."), day=on)
    return Card(text=plain(said), parts=(Para(text=said),))


def denied(names: Sequence[str], on: date) -> Card:
    """It was noted before, and whoever it is about took it back: their word about themselves stands."""
    said = phrase(
        _("I can't note {day} for {name}: that was noted before, and they've said it isn't so."),
        day=on,
        name=Named(name=listed(list(names))),
    )
    return Card(text=plain(said), parts=(Para(text=said),))


def noted_for_you(sign: Sign) -> Item:
    """What somebody noted for the reader, and the way to say that it isn't so."""
    by = Named(name=sign.by) if sign.by else _("Somebody here")
    said = (
        calls.noted_of_you(sign.outcome, sign.way, by=sign.by, on_day=sign.on_day)
        if sign.outcome and sign.outcome.was_heard
        else phrase(_noted(sign.kind), name=by, day=sign.on_day)
    )
    day = sign.on_day.isoformat()
    button = Button(
        label=_("That isn't so"), act=Act(name="quiet.notso", on=(day,)), words=_("that isn't so {day}").format(day=day)
    )
    return Item(text=said, buttons=(button,))


def _noted(kind: Kind) -> str:
    sentences = {
        Kind.CAME: _("{name} noted that you came to the meeting on {day}."),
        Kind.APOLOGIES: _("{name} noted your apologies on {day}."),
        Kind.DEPUTY: _("{name} noted a deputy of yours on {day}."),
    }
    return sentences.get(kind, _("{name} noted that they heard from you on {day}."))


def taken_back(on: date) -> Card:
    """The reader's own word about themselves."""
    said = phrase(
        _("Thank you. I've taken it back: {day} doesn't count as a day you were heard from, unless you were here too."),
        day=on,
    )
    return Card(text=plain(said), parts=(Para(text=said),))


def nothing_noted(on: date | None) -> Card:
    """Nothing stands any more, or never did."""
    said = (
        phrase(_("Nobody has noted anything for you on {day}, or it is taken back already."), day=on)
        if on
        else (_("Nobody has noted anything for you."),)
    )
    return Card(text=plain(said), parts=(Para(text=said),))
