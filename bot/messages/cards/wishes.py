"""Away, back, stopped, working days: what people wish for themselves, read back to them."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from bot.domain.acts import Act
from bot.messages.cards import catchup
from bot.messages.parts import Actions, Button, Card, Field, Form, Para
from bot.messages.words import _, listed, phrase, plain, weekday


def _said(*sentences: str) -> Card:
    text = " ".join(sentences)
    return Card(text=text, parts=(Para(text=(text,)),))


def stopped(until: date | None) -> Card:
    """Messages are off; what still works, and both ways on from here."""
    if until:
        said = phrase(
            _("Stopped until {day}. You're still at the table, and until then I'll write only when you write to me."),
            day=until,
        )
    else:
        said = (_("Stopped. You're still at the table, and I'll write only when you write to me."),)
    ways = (
        Button(label=_("Undo"), act=Act(name="messages.start"), words="start"),
        Button(label=_("Leave the table"), act=Act(name="table.leave"), words="/table leave"),
    )
    return Card(text=plain(said), parts=(Para(text=said), Actions(of=ways)))


def started() -> Card:
    return _said(_("Messages are on again: about one a week at most, plus any reminder you set."))


def pause_form() -> Form:
    until = Field(name="until", label=_("Not until when?"), kind="line", hint=_("“Monday week”, or “4 January”."))
    return Form(title=_("Not until…"), act=Act(name="messages.pause"), fields=(until,), submit=_("Save"))


def away_form() -> Form:
    until = Field(name="until", label=_("Until when?"), kind="line", hint=_("The day you're back: “4 January”."))
    return Form(title=_("Away"), act=Act(name="away.set"), fields=(until,), submit=_("Save"))


def away(first: date, back_on: date, today: date) -> Card:
    """Away days as they were understood; they are nobody's silence."""
    if first > today:
        said = phrase(
            _("Noted: away from {first}, back on {back}. I won't write then, and those days don't count as silence."),
            first=first,
            back=back_on,
        )
    else:
        said = phrase(
            _("Noted: away until {back}. I won't write before then, and those days don't count as silence."),
            back=back_on,
        )
    undo = Button(label=_("I'm not away"), act=Act(name="away.end"), words="back")
    return Card(text=plain(said), parts=(Para(text=said), Actions(of=(undo,))))


def back() -> Card:
    said = _said(_("Good to have you here."), _("Nothing is asked of you for having been away."))
    return replace(said, parts=(*said.parts, Actions(of=(catchup.button(),))))


def works_on(days: Sequence[int]) -> Card:
    names = listed([weekday(number) for number in days])
    return _said(_("Noted: you work on {days}. I won't write on other days.").format(days=names))
