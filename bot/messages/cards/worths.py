"""Worth: what would make this worth somebody's while. The second question, asked once; for them and who convenes."""

from binascii import crc32
from collections.abc import Sequence

from bot.domain.acts import Act
from bot.domain.writing import LONGEST
from bot.messages.cards import safeguards
from bot.messages.parts import Actions, Button, Card, Field, Form, Para, Part, Quote
from bot.messages.words import _, phrase, spoken


def _asked(*, own: bool) -> str:
    """The question, to somebody who sits for a body or in their own right."""
    if own:
        return _("What would make this worth your while?")
    return _("What would make this worth your organisation's while?")


def _who_sees() -> str:
    return _("You and your coordinators see this, nobody else.")


def question(*, own: bool) -> tuple[Part, ...]:
    """It, and the ways to take it."""
    unsure = Button(label=_("Not sure yet"), act=Act(name="worth.unsure"), words=_("worth: not sure yet"))
    return Para(text=(f"{_asked(own=own)} {_who_sees()}",)), Actions(of=(_answer(_("Answer that")), unsure))


def _answer(label: str) -> Button:
    return Button(label=label, act=Act(name="worth.give"), words=_("worth it if ..."))


def later() -> Button:
    """The way to it for somebody who has no view yet."""
    return _answer(_("Ask me something else"))


def mark(text: str) -> int:
    """What a button remembers of the words, so that an old card doesn't take back newer ones."""
    return crc32(text.encode())


def _take_back(text: str) -> Button:
    return Button(
        label=_("Take back"),
        act=Act(name="worth.withdraw", seen=mark(text)),
        words=_("take back what it would be worth"),
        sure=_("Delete it?"),
    )


def _card(*parts: Part, first: Sequence[Part] = ()) -> Card:
    return Card(text=spoken((*first, *parts)), parts=(*first, *parts))


def given(text: str, *, careful: bool = False, then: Sequence[Part] = ()) -> Card:
    said = phrase(_("Kept, as what would make it worth it: {words}. "), words=Quote(text=text))
    first = (safeguards.danger(),) if careful else ()
    ways = Actions(of=(_answer(_("Change")), _take_back(text)))
    return _card(Para(text=(*said, _who_sees())), ways, *then, first=first)


def unsure(*, then: Sequence[Part] = ()) -> Card:
    said = _("That's fine, and there's no hurry. If it comes to you later, type /table worth and say it.")
    return _card(Para(text=(said,)), *then)


def withdrawn() -> Card:
    said = _("Taken back and deleted. Whoever has read it, has read it.")
    return _card(Para(text=(said,)), Actions(of=(_answer(_("Say it anew")),)))


def nothing_to_take_back() -> Card:
    said = _("You haven't said what would make it worth it, so there's nothing to take back.")
    return _card(Para(text=(said,)), Actions(of=(_answer(_("Say it")),)))


def changed_since(text: str) -> Card:
    said = phrase(_("You've said it differently since: {words}"), words=Quote(text=text))
    return _card(Para(text=said), Actions(of=(_answer(_("Change")), _take_back(text))))


def form(*, own: bool, words: str = "", asking: str | None = None) -> Form:
    """One box. `asking`: what to ask before it is kept."""
    note = asking or f"{_who_sees()} {safeguards.please()}"
    box = Field(
        name="words",
        label=_asked(own=own),
        kind="lines",
        value=words,
        hint=_("“If beds were freed by Fridays.” A sentence is plenty."),
        longest=LONGEST,
    )
    return Form(
        title=_("Worth your while"),
        act=Act(name="worth.give"),
        fields=(box, safeguards.field()) if asking else (box,),
        submit=_("Keep it"),
        before=(Para(text=(note,), quiet=not asking),),
    )
