"""Chairs that are wanted: who was invited to one, who came, and which organisations have stepped back."""

from collections.abc import Sequence
from datetime import date
from typing import Protocol

from bot.domain.acts import Act
from bot.messages.cards.tables import gaps
from bot.messages.parts import Actions, Button, Card, Field, Form, Named, Option, Para, Quote, Text
from bot.messages.words import LONGEST_QUOTE, _, clip, month, phrase, several, spoken, upper_first

LONGEST_LINE = 300

# Enough for any table that one can see at a glance.
MOST_SAID = 5


class Chair(Protocol):
    """A place that nobody sits in just now."""

    @property
    def seat_id(self) -> int: ...
    @property
    def name(self) -> str: ...


class SteppedBack(Protocol):
    """An organisation that has stepped back, since when, and what would bring it back."""

    @property
    def name(self) -> str: ...
    @property
    def stepped_on(self) -> date | None: ...
    @property
    def back_if(self) -> str | None: ...


class Taken(Protocol):
    """A chair by its role, and who was invited to it; `came`: they have been here since."""

    @property
    def role(self) -> str: ...
    @property
    def name(self) -> str: ...
    @property
    def came(self) -> bool: ...


def _card(*parts: Para | Actions, subject: str | None = None) -> Card:
    return Card(text=spoken(parts), parts=parts, subject=subject)


def _sentences(those: Sequence[Text]) -> Text:
    runs: Text = ()
    for one in those:
        runs = (*runs, *((" ",) if runs else ()), *one)
    return runs


def stepped_back(those: Sequence[SteppedBack], *, today: date) -> Text:
    """Who has stepped back, in the words it was said in; nobody is blamed for it."""
    further = len(those) - MOST_SAID
    rest: tuple[Text, ...] = (
        ((upper_first(several("{n} more has.", "{n} more have.", further)),),) if further > 0 else ()
    )
    return _sentences([*(_stepped_back(one, today) for one in those[:MOST_SAID]), *rest])


def _stepped_back(one: SteppedBack, today: date) -> Text:
    body, when = Named(name=one.name), month(one.stepped_on or today, today=today)
    if not one.back_if:
        return phrase(_("{body} stepped back in {month}, and can come back."), body=body, month=when)
    words = Quote(text=clip(one.back_if, LONGEST_QUOTE))
    said = _("{body} stepped back in {month}. It would come back if: {words}.")
    return phrase(said, body=body, month=when, words=words)


def taken(those: Sequence[Taken]) -> Text:
    """The chairs that were wanted and are found, or nearly."""
    return _sentences([_taken(one) for one in those[-MOST_SAID:]])


def _taken(one: Taken) -> Text:
    said = _("Filled: {role}, with {name}.") if one.came else _("Invited: {role}, {name}.")
    return phrase(said, role=Named(name=one.role), name=Named(name=one.name))


def off_the_list(chairs: Sequence[str], *, role: str, seat_id: int) -> Card:
    """A chair is off the list, with the way back on to it."""
    undo = Button(label=_("Undo"), act=Act(name="table.missing", on=(str(seat_id),)), words=f"missing {role}")
    said = (_("It's off the list. "), *gaps(chairs))
    return _card(Para(text=said), Actions(of=(undo,)), subject=f"seat:{seat_id}")


def invite_button(role: str, seat_id: int) -> Button:
    words = _("/table fill {role} with Sam Okoye <sam@...>").format(role=role)
    return Button(label=_("Invite somebody"), act=Act(name="seat.invite", on=(str(seat_id),)), words=words)


def invite_form(chairs: Sequence[Chair], *, chosen: str = "", line: str = "") -> Form:
    """Which chair, and who may take it."""
    options = tuple(Option(value=str(one.seat_id), label=one.name) for one in chairs)
    which = Field(name="chair", label=_("Which chair?"), kind="one", value=chosen, options=options)
    who = Field(
        name="line",
        label=_("Who, with their e-mail address?"),
        kind="line",
        value=line,
        hint=_("As in: Sam Okoye <sam@ward9.example> of Ward 9 Trust"),
        longest=LONGEST_LINE,
    )
    return Form(
        title=_("Invite to a chair"), act=Act(name="seat.invite"), fields=(which, who), submit=_("Send the invitation")
    )


def no_chair() -> Card:
    said = _("No chair is missing that anybody has named. To name one: /table missing a GP.")
    return _card(Para(text=(said,)))


def invited(role: str, name: str, *, seat_id: int, came: bool) -> Card:
    """Somebody is asked to take the chair; it is filled when they come."""
    said = (
        _("{name} is here, so {role} is off the list.")
        if came
        else _("{name} is invited as {role}. The chair is filled when they first come; until then it says invited.")
    )
    text = phrase(said, name=Named(name=name), role=Named(name=role))
    return _card(Para(text=text), subject=f"seat:{seat_id}")
