"""Leaving somebody be until a day: what a coordinator is told who does, and whoever it is about."""

from collections.abc import Sequence
from datetime import date
from typing import Protocol

from bot.domain.acts import Act
from bot.messages.parts import Actions, Button, Card, Field, Form, Named, Para, Text
from bot.messages.words import YEAR_NEEDED_AFTER, _, day, listed_by_name, phrase, plain, short_day


class LeftBe(Protocol):
    """Somebody, and until when."""

    @property
    def name(self) -> str: ...
    @property
    def until(self) -> date: ...


def _said(text: Text, *ways: Button) -> Card:
    return Card(text=plain(text), parts=(Para(text=text), *((Actions(of=ways),) if ways else ())))


def button(partner_id: int, name: str) -> Button:
    return Button(
        label=_("Leave be until…"),
        act=Act(name="quiet.leavebe", on=(str(partner_id),)),
        words=_("/table leave be @{name} until 4 January").format(name=name),
    )


def form(partner_id: int, name: str) -> Form:
    hint = _("“4 January”, or “in a month”. Until then I don't ask after them, and don't name them here.")
    until = Field(name="until", label=_("Until when?"), kind="line", hint=hint, longest=100)
    act = Act(name="quiet.leavebe", on=(str(partner_id),))
    return Form(title=_("Leave {name} be").format(name=name), act=act, fields=(until,), submit=_("Leave be"))


def left(partner_id: int, name: str, until: date, before: date | None, *, today: date) -> Card:
    """Until that day, with its year where it is far; undone, it is as it was."""
    said = phrase(
        _("I leave {name} be until {day}: I don't ask after them, and don't name them here. They can see this."),
        name=Named(name=name),
        day=when(until, today=today),
    )
    undo = Button(
        label=_("Undo"),
        act=Act(name="quiet.unbe", on=(str(partner_id), before.isoformat() if before else "never")),
        words=_("/table don't leave @{name} be").format(name=name),
    )
    return _said(said, undo)


def undone(name: str, until: date | None) -> Card:
    if until is None:
        said = phrase(_("{name} isn't left be any more: it's as it was before."), name=Named(name=name))
    else:
        said = phrase(_("{name} is left be until {day}, as it was before."), name=Named(name=name), day=until)
    return _said(said)


def lifted() -> Card:
    return _said((_("Thank you. If you're quiet for longer than is usual for you, I'll ask, as I do of everybody."),))


def not_left_be() -> Card:
    return _said((_("Nobody has said that you're to be left be."),))


def when(until: date, *, today: date) -> str | date:
    """The day, with its year where it is far: "until 1 January" said in the middle of one is a year."""
    return day(until, today=today) if (until - today).days > YEAR_NEEDED_AFTER else until


def those(found: Sequence[LeftBe], *, today: date) -> Text:
    """In the coordinator's answer, so that it can be undone; nothing where there is nobody."""
    if not found:
        return ()
    names = [f"{one.name} ({short_day(one.until, today=today)})" for one in found]
    return (_("Left be for now: "), *listed_by_name(names), ".")


def lift_button() -> Button:
    """Among what is held on the one it is about."""
    return Button(label=_("Ask after me as usual"), act=Act(name="quiet.lift"), words="ask after me as usual")
