"""Moves that are suggested to whoever convenes, privately: who might lead, and that two might convene."""

from bot.domain.acts import Act
from bot.domain.strands import Strand
from bot.messages.cards.convening import offer_button, two
from bot.messages.cards.strands import offer_it, whose
from bot.messages.parts import Actions, Button, Item, Named, Para, Part, Quote
from bot.messages.words import _, in_words, phrase


def holds_most(organisation: str, *, held: int, of: int) -> Item:
    """One organisation holds more than half of what is open."""
    said = phrase(
        _("{who} holds {held} of the {all} open commitments. Might somebody else be better placed for some of it?"),
        who=Named(name=organisation),
        held=in_words(held),
        all=in_words(of),
    )
    way = Button(label=_("Offer a lead"), act=Act(name="lead.offer"), words=_("/table lead @... on ..."))
    return Item(text=said, buttons=(way,))


def quiet_lead(one: Strand) -> Item:
    """Whoever leads it was asked about their silence, and had time to answer."""
    who = whose(one.lead) if one.lead else Named(name="")
    said = phrase(
        _("{who}, who leads {name}, has been quiet. Somebody else might lead it for now."),
        who=who,
        name=Quote(text=one.name),
    )
    return Item(text=said, buttons=(offer_it(one),))


def convene_together() -> Item:
    return Item(text=(two(),), buttons=(offer_button(),))


def first_step() -> tuple[Part, ...]:
    """A line on the first steps of whoever begins a table alone."""
    return (Para(text=(two(), " ", _("When you know with whom: /table convene @...")), quiet=True),)


def beside_the_settings() -> tuple[Part, ...]:
    """The same where somebody looks at what their table chose."""
    return Para(text=(two(),)), Actions(of=(offer_button(),))
