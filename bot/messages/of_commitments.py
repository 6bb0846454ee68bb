"""The pieces that every card about a commitment is made of: its buttons, its day, its line in a list."""

from collections.abc import Sequence
from datetime import date
from typing import Protocol

from bot.domain.acts import Act
from bot.domain.commitments import CAN_REOPEN, Commitment, Lateness, SeenBy, State, lateness
from bot.messages.parts import Actions, Button, Card, Para, Part, Quote, Run, Text
from bot.messages.words import YEAR_NEEDED_AFTER, _, clip, day, phrase, plain


def card(*paras: Para, about: Commitment | None = None, ways: Sequence[Button] = ()) -> Card:
    """A card of a few sentences and the buttons under them."""
    parts: tuple[Part, ...] = (*paras, Actions(of=tuple(ways))) if ways else paras
    subject = f"commitment:{about.number}" if about else None
    return Card(text=" ".join(plain(one.text) for one in paras), parts=parts, subject=subject)


def when(on: date, today: date) -> Run:
    """A day as it stands in a sentence; one that is far off is said with its year, which no platform's own date has."""
    return day(on, today=today) if abs((on - today).days) > YEAR_NEEDED_AFTER else on


def words(one: Commitment, *, today: date) -> Text:
    """What was said, by when and how often."""
    if one.due_on is None:
        return (Quote(text=one.text),)
    templates = {
        None: _("{what} by {day}"),
        "weekly": _("{what} every week, next by {day}"),
        "fortnightly": _("{what} every fortnight, next by {day}"),
        "monthly": _("{what} every month, next by {day}"),
    }
    return phrase(templates[one.repeats], what=Quote(text=one.text), day=when(one.due_on, today))


class Dated(Protocol):
    """A commitment as a line of its owner's needs it."""

    @property
    def text(self) -> str: ...
    @property
    def due_on(self) -> date | None: ...


class Shown(Dated, Protocol):
    """The same with its number, by which it is answered."""

    @property
    def number(self) -> int: ...


def day_off(one: Shown) -> Text:
    """Of the next in a series, whose day nobody chose."""
    return (_("That's no working day; for another: move {n} to Tuesday").format(n=one.number),)


def for_its_owner(one: Dated, *, today: date, longest: int | None = None) -> Text:
    """A line of theirs: by when, or for when it was, in one of three ways; a day that has gone is no reproach."""
    what = Quote(text=clip(one.text, longest) if longest else one.text)
    if one.due_on is None:
        return (what,)
    templates = {
        None: _("{what} by {day}"),
        Lateness.JUST: _("{what} was for {day}"),
        Lateness.A_WHILE: _("{what} was for {day}, a while ago"),
        Lateness.LONG: _("{what} was for {day}, a good while ago"),
    }
    return phrase(templates[lateness(one.due_on, today=today)], what=what, day=when(one.due_on, today))


def at_check_in(number: int) -> tuple[Button, ...]:
    """What can be said of each that is open, when somebody is asked how they are doing."""
    ways = (
        (_("Done"), "done", f"done {number}"),
        (_("Move…"), "move", _("move {n} to Tuesday").format(n=number)),
        (_("Let go"), "letgo", f"let go {number}"),
        (_("Stuck"), "stuck", f"stuck {number}"),
    )
    return tuple(
        Button(label=label, act=Act(name=f"commitment.{action}", on=(str(number),)), words=words)
        for label, action, words in ways
    )


def you_said(one: Commitment, *, today: date) -> Text:
    """Their own words back, with the day as it was understood."""
    what = Quote(text=one.text)
    if one.due_on is None:
        return phrase(_("You said you'd {what}. There's no date yet."), what=what)
    templates = {
        None: _("You said you'd {what} by {day}."),
        "weekly": _("You said you'd {what} every week, next by {day}."),
        "fortnightly": _("You said you'd {what} every fortnight, next by {day}."),
        "monthly": _("You said you'd {what} every month, next by {day}."),
    }
    return phrase(templates[one.repeats], what=what, day=when(one.due_on, today))


def many_open() -> Para:
    """Said once, to them alone."""
    return Para(text=(_("That's four open. Is there one to let go or hand on?"),))


def list_button() -> Button:
    return Button(label=_("See them"), act=Act(name="commitment.list"), words="/commit list")


def who_sees(one: Commitment) -> str:
    if one.seen_by is SeenBy.ORGANISATION:
        return _("Your organisation can see this; the table can't.")
    return _("The table can see this; I haven't posted it.")


def _button(label: str, action: str, one: Commitment, typed: str, *more: str) -> Button:
    act = Act(name=f"commitment.{action}", on=(str(one.number), *more), seen=one.version)
    return Button(label=label, act=act, words=typed.format(n=one.number))


def done(one: Commitment) -> Button:
    return _button(_("Done"), "done", one, "done {n}")


def move(one: Commitment) -> Button:
    label = _("Change date") if one.due_on else _("Add a date")
    return _button(label, "move", one, _("move {n} to Tuesday"))


def plan(one: Commitment) -> Button:
    return _button(_("When will you do it?"), "plan", one, _("plan {n} when ... then ..."))


def skip_plan(one: Commitment) -> Button:
    return _button(_("Not this time"), "skipplan", one, "no plan {n}")


def let_go(one: Commitment) -> Button:
    return _button(_("Let go"), "letgo", one, _("let go {n}, because ..."))


def hand_on(one: Commitment) -> Button:
    return _button(_("Hand on"), "handon", one, "hand on {n} to @...")


def more(one: Commitment) -> Button:
    return _button(_("More"), "more", one, "more {n}")


def stuck(one: Commitment) -> Button:
    return _button(_("Stuck"), "stuck", one, "stuck {n}")


def show_to(one: Commitment) -> Button:
    """The other of the two: only my organisation, or the table again."""
    if one.seen_by is SeenBy.TABLE:
        return _button(_("Only my organisation"), "more", one, "more {n} for my organisation", "organisation")
    return _button(_("Show the table"), "more", one, "more {n} for the table", "table")


def skip(one: Commitment) -> Button:
    return _button(_("Skip this time"), "skip", one, "skip {n}")


def repeat(one: Commitment, how: str, label: str) -> Button:
    """How often it comes again from now on. `how`: "weekly" and so on, or "never"."""
    return _button(label, "repeat", one, f"repeat {{n}} {how}", how)


def end_series(one: Commitment) -> Button:
    return repeat(one, "never", _("End the series"))


def undo(one: Commitment) -> Button:
    return _button(_("Undo"), "undo", one, "open {n}")


def again(one: Commitment) -> Button:
    return _button(_("Add again"), "again", one, "again {n}")


# Last of what a button is on that asks for the day before the yes.
BY_A_DAY = "by"


def yes(one: Commitment) -> Button:
    """Yes by the day that was named; where none was, the day is asked for first."""
    if one.due_on is None:
        return _button(_("Yes, by…"), "accept", one, _("yes to {n} by Friday"), BY_A_DAY)
    return _button(_("Yes"), "accept", one, _("yes to {n}"))


def answers(one: Commitment) -> tuple[Button, ...]:
    """What somebody who is asked can say."""
    return (
        yes(one),
        _button(_("Something smaller"), "smaller", one, "smaller {n} ..."),
        _button(_("Not us"), "decline", one, "not us {n}"),
    )


def own(one: Commitment, *, seated_for: bool) -> tuple[Button, ...]:
    """All that its owner can do with it now. `seated_for`: they sit for an organisation, so it can be kept to that."""
    if one.state is State.ASKED:
        return answers(one)
    if one.state is State.OPEN:
        usual = (done(one), move(one), plan(one), stuck(one), hand_on(one), let_go(one))
        series = (skip(one), end_series(one)) if one.repeats else ()
        return (*usual, *series, *((show_to(one),) if seated_for else ()))
    return (undo(one),) if one.state in CAN_REOPEN else ()
