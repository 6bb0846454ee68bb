"""The day on which a try is looked at: kept, changed or stopped, with what was learned. Stopping counts."""

from collections.abc import Mapping
from datetime import date

from bot.domain.acts import Act
from bot.domain.tries import Try
from bot.domain.writing import LONGEST
from bot.messages import of_tries as piece
from bot.messages.cards import safeguards
from bot.messages.of_commitments import when
from bot.messages.parts import Button, Card, Field, Form, Item, Para, Quote
from bot.messages.words import _, phrase


def reminded(one: Try, *, late: bool, today: date) -> Item:
    """A line of a reminder, on the day or once late. One question, with its three answers."""
    template = (
        _("{words} was to be looked at on {day}. Keep it, change it or stop it, and what did you learn?")
        if late
        else _("{words}, to look at on {day}. Keep it, change it or stop it, and what did you learn?")
    )
    said = phrase(template, words=piece.quoted(one), day=when(one.look_on, today))
    return Item(text=said, buttons=piece.decisions(one))


def _card(one: Try, said: Para, *, careful: bool, ways: tuple[Button, ...]) -> Card:
    first = (safeguards.danger(),) if careful else ()
    return piece.card(*first, said, about=one, ways=ways)


def kept(one: Try, *, today: date, careful: bool = False) -> Card:
    said = (
        *phrase(_("It goes on: {words}. "), words=piece.quoted(one)),
        *piece.looked_at(one, today=today),
        *phrase(_(" What you learned is there for the table: {learned}."), learned=Quote(text=one.learned or "")),
    )
    return _card(one, Para(text=said), careful=careful, ways=(piece.more(one),))


def changed(one: Try, before: str, *, today: date, careful: bool = False) -> Card:
    said = (
        *phrase(_("From now on: {words}. It was {before}. "), words=piece.quoted(one), before=Quote(text=before)),
        *piece.looked_at(one, today=today),
        *phrase(_(" What you learned is there for the table: {learned}."), learned=Quote(text=one.learned or "")),
    )
    return _card(one, Para(text=said), careful=careful, ways=(piece.more(one),))


def stopped(one: Try, *, careful: bool = False) -> Card:
    """Thanked as a result: something is known now."""
    said = (
        *phrase(_("Stopped: {words}. "), words=piece.quoted(one)),
        _("Stopping counts: the table knows something it didn't. Thank you. "),
        *phrase(_("What you learned: {learned}."), learned=Quote(text=one.learned or "")),
    )
    return _card(one, Para(text=said), careful=careful, ways=(piece.undo(one), piece.more(one)))


def reopened(one: Try, *, today: date) -> Card:
    said = (*phrase(_("Open again: {words}. "), words=piece.quoted(one)), *piece.looked_at(one, today=today))
    return piece.card(Para(text=said), about=one, ways=(*piece.decisions(one), piece.more(one)))


def form(act: Act, one: Try, values: Mapping[str, str], *, asking: str | None = None) -> Form:
    """What was learned; for one that is changed also what it is now, and when to look again unless it stops."""
    becomes = Field(
        name="words",
        label=_("What is it from now on?"),
        kind="lines",
        value=values.get("words") or one.text,
        longest=LONGEST,
    )
    learned = Field(
        name="learned",
        label=_("What did you learn?"),
        kind="lines",
        value=values.get("learned", ""),
        hint=_("A sentence is plenty: “nobody picks up before ten”."),
        longest=LONGEST,
    )
    again = Field(
        name="due_on",
        label=_("When will you look at it again?"),
        kind="day",
        value=values.get("due_on", ""),
        needed=False,
        hint=_("Four weeks on, if you leave it empty."),
        longest=100,
    )
    fields = {"try.keep": (learned, again), "try.change": (becomes, learned, again), "try.stop": (learned,)}[act.name]
    titles = {"try.keep": _("Keep it"), "try.change": _("Change it"), "try.stop": _("Stop it")}
    return Form(
        title=titles[act.name],
        act=act,
        fields=(*fields, safeguards.field()) if asking else fields,
        submit=_("Say so"),
        before=(safeguards.above(asking, piece.quoted(one)),),
    )
