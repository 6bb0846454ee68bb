"""How somebody stands at a table, told to themself alone, with the ways to correct it."""

from collections.abc import Mapping, Sequence
from datetime import date

from bot.domain.acts import Act
from bot.domain.contests import Figure
from bot.domain.states import Change
from bot.messages.cards import contests, left_be, signs, states
from bot.messages.parts import Actions, Button, Card, Field, Form, Heading, Items, Para, Part, Strong, Text
from bot.messages.words import _, phrase, plain, spoken

Given = Mapping[str, str]


def _said(said: Text, *ways: Button) -> Card:
    return Card(text=plain(said), parts=(Para(text=said), *((Actions(of=ways),) if ways else ())))


def mine(
    changes: Sequence[Change],
    table: str,
    *,
    noted: Sequence[signs.Sign] = (),
    beside: Sequence[Part] = (),
    left_until: date | None = None,
    today: date,
) -> Card:
    """What is so now and what was before it, each with its reason; what others noted, and what they say of it.

    `left_until`: until when a coordinator leaves them be.
    """
    parts: list[Part] = [
        Para(text=phrase(_("How you stand at {table}, by the days you were here."), table=Strong(text=table))),
        Items(items=states.history(changes, today=today)),
    ]
    if left_until:
        said = _("By a coordinator's word you're left be until {day}: I don't ask after you, and don't name you.")
        parts += [
            Para(text=phrase(said, day=left_be.when(left_until, today=today))),
            Actions(of=(left_be.lift_button(),)),
        ]
    if noted:
        lines = tuple(signs.noted_for_you(one) for one in noted)
        parts += [Heading(text=_("What others noted for you")), Items(items=lines)]
    why = _(
        "What's usual for you is measured by your own past alone, and days away don't count. I ask you before I tell "
        "anybody: coordinators see that you're quiet once three of your working days went by without an answer. "
        "Nobody else does."
    )
    ways = (_was_away(), _was_here(), contests.button(Figure.STATE))
    parts += [*beside, Actions(of=ways), Para(text=(why,), quiet=True)]
    return Card(text=spoken(parts), parts=tuple(parts))


def _was_away() -> Button:
    return Button(label=_("I was away then…"), act=Act(name="state.away"), words=_("I was away from 3 May to 20 May"))


def _was_here() -> Button:
    return Button(label=_("I was here on…"), act=Act(name="state.here"), words=_("I was here on 12 April"))


def in_own_right() -> Card:
    """Nothing is kept of it, so nothing can be wrong."""
    return _said(
        (
            _(
                "You sit here in your own right, so I keep no account of whether you're here or quiet, and nobody is "
                "told. What I do keep: /table my data"
            ),
        )
    )


def away_form(given: Given) -> Form:
    """From when until when somebody was away, both days counted."""
    fields = (
        Field(name="first", label=_("The first day away"), kind="day", value=given.get("first", ""), longest=100),
        Field(name="last", label=_("The last day away"), kind="day", value=given.get("last", ""), longest=100),
    )
    note = _("Those days count as no silence. No reason is asked, and none is kept.")
    before = (Para(text=(note,)),)
    return Form(title=_("I was away"), act=Act(name="state.away"), fields=fields, submit=_("Save"), before=before)


def here_form() -> Form:
    """On which day somebody was here."""
    when = Field(name="day", label=_("Which day was it?"), kind="day", longest=100)
    return Form(title=_("I was here"), act=Act(name="state.here"), fields=(when,), submit=_("Save"))


def was_away(first: date, last: date) -> Card:
    """It counts from now on as if it had been said before."""
    said = phrase(
        _("Noted: you were away from {first} to {last}, both days counted. I've corrected how you stood."),
        first=first,
        last=last,
    )
    on = (first.isoformat(), last.isoformat())
    typed = _("I wasn't away from {first} to {last}").format(first=on[0], last=on[1])
    undo = Button(label=_("Undo"), act=Act(name="state.notaway", on=on), words=typed)
    return _said(said, undo, _show())


def not_away(first: date, last: date) -> Card:
    said = _("I've taken it back: the days from {first} to {last} count as any others.")
    return _said(phrase(said, first=first, last=last), _show())


def nothing_of_it() -> Card:
    return _said((_("I have nothing like that noted, so there's nothing to take back."),), _show())


def was_here(on: date) -> Card:
    """A day more, by their own word."""
    said = phrase(_("Noted: you were here on {day}. I've corrected how you stood."), day=on)
    typed = _("I wasn't here on {day}").format(day=on.isoformat())
    undo = Button(label=_("Undo"), act=Act(name="state.nothere", on=(on.isoformat(),)), words=typed)
    return _said(said, undo, _show())


def known_already(on: date) -> Card:
    """That day has such an entry, or had one that they took back."""
    return _said(phrase(_("I have your word on {day} already, said or taken back."), day=on), _show())


def not_here(on: date) -> Card:
    said = _("I've taken it back: {day} counts only if there's another sign that you were here.")
    return _said(phrase(said, day=on), _show())


def _show() -> Button:
    return Button(label=_("How I stand"), act=Act(name="state.show"), words="/table my state")
