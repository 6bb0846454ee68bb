"""Thanks: said to somebody by name, read in their note, and by the table unless it is between the two. No counts."""

from collections.abc import Mapping, Sequence
from typing import Protocol

from bot.domain.acts import Act
from bot.domain.writing import LONGEST
from bot.messages.cards import safeguards
from bot.messages.cards.strands import of
from bot.messages.parts import Actions, Button, Card, Field, Form, Item, Named, Option, Para, Part, Quote, Text
from bot.messages.words import LONGEST_QUOTE, _, clip, phrase, spoken


class Given(Protocol):
    """Thanks as a card needs them."""

    @property
    def id(self) -> int: ...
    @property
    def by(self) -> str: ...
    @property
    def by_organisation(self) -> str | None: ...
    @property
    def to(self) -> str: ...
    @property
    def to_organisation(self) -> str | None: ...
    @property
    def text(self) -> str: ...


def _card(*parts: Part) -> Card:
    return Card(text=spoken(parts), parts=parts)


def form(given: Mapping[str, str], people: Sequence[tuple[int, str]], *, asking: str | None = None) -> Form:
    person = Field(
        name="person",
        label=_("Whom?"),
        kind="person",
        value=given.get("person", ""),
        options=tuple(Option(value=str(partner_id), label=name) for partner_id, name in people),
    )
    words = Field(
        name="words",
        label=_("What for?"),
        kind="lines",
        value=given.get("words", ""),
        hint=_("A few words: “the void list”."),
        longest=LONGEST,
    )
    fields = (person, words, safeguards.field()) if asking else (person, words)
    return Form(
        title=_("Say thanks"),
        act=Act(name="thanks.give"),
        fields=fields,
        submit=_("Say thanks"),
        before=(Para(text=(asking or safeguards.please(),), quiet=not asking),),
    )


def given(one: Given, *, colleagues: bool, careful: bool = False) -> Card:
    """It is said. `colleagues`: both sit for one organisation."""
    said = phrase(
        _("Thank you for saying it. {who} will read it in their weekly note: {words}"),
        who=Named(name=one.to),
        words=Quote(text=one.text),
    )
    table = (
        _("Thanks within one organisation are welcome here too. The table reads it in one line.")
        if colleagues
        else _("The table reads it in one line.")
    )
    first = (safeguards.danger(),) if careful else ()
    between = Button(
        label=_("Just between us"), act=Act(name="thanks.between", on=(str(one.id),)), words="just between us"
    )
    return _card(*first, Para(text=said), Para(text=(table,), quiet=True), Actions(of=(between, _take_back(one))))


def _take_back(one: Given) -> Button:
    return Button(
        label=_("Take it back"), act=Act(name="thanks.withdraw", on=(str(one.id),)), words=_("take back my thanks")
    )


def between_us(one: Given) -> Card:
    said = phrase(_("It stays between you and {who}: {words}"), who=Named(name=one.to), words=Quote(text=one.text))
    return _card(Para(text=said), Actions(of=(_take_back(one),)))


def withdrawn() -> Card:
    return _card(Para(text=(_("Taken back and deleted."),)))


def nothing() -> Card:
    return _card(Para(text=(_("There are no thanks of yours here that could be changed."),)))


def to_yourself() -> Card:
    said = _("That's you. If it's about something you learned, /reflect keeps it for you alone.")
    return _card(Para(text=(said,)))


def for_you(one: Given) -> Item:
    """A line of the weekly note of whoever is thanked."""
    words = Quote(text=clip(one.text, LONGEST_QUOTE))
    return Item(text=phrase(_("{who} thanks you for {words}"), who=of(one.by, one.by_organisation), words=words))


def at_the_table(one: Given) -> Text:
    """A sentence for the digest."""
    return phrase(
        _("{who} thanks {to} for {words}."),
        who=of(one.by, one.by_organisation),
        to=of(one.to, one.to_organisation),
        words=Quote(text=clip(one.text, 90)),
    )


def say_it(number: int) -> Button:
    """Beside what somebody else has kept."""
    return Button(
        label=_("Say thanks"), act=Act(name="thanks.give", on=(str(number),)), words=_("/table thanks @... for ...")
    )
