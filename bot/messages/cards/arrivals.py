"""Somebody speaks here for the first time: they are served, and asked once whom they sit for."""

from bot.domain.acts import Act
from bot.domain.people import Partner
from bot.messages.parts import Actions, Button, Card, Field, Form, Named, Para
from bot.messages.words import _, phrase, plain


def asking(served: Card) -> Card:
    """The answer to what they asked, and below it the one question."""
    said = _("You're new here, so: which organisation do you sit for?")
    ways = (
        Button(label=_("Say which"), act=Act(name="seat.organisation"), words=_("I sit for Ward 9 Trust")),
        Button(
            label=_("In my own right"),
            act=Act(name="seat.organisation", on=("own",)),
            words=_("I sit for myself"),
        ),
    )
    parts = (*served.parts, Para(text=(said,)), Actions(of=ways))
    return Card(text=f"{served.text} {said}", parts=parts, subject=served.subject)


def organisation_form() -> Form:
    name = Field(name="organisation", label=_("Which organisation do you sit for?"), kind="line", longest=100)
    return Form(title=_("Your seat"), act=Act(name="seat.organisation"), fields=(name,), submit=_("Save"))


def sits_for(partner: Partner) -> Card:
    said = phrase(
        _("Thank you. At this table you sit for {organisation}."),
        organisation=Named(name=partner.organisation.name if partner.organisation else ""),
    )
    return Card(text=plain(said), parts=(Para(text=said),))


def own_right(partner: Partner) -> Card:
    said = phrase(_("Thank you, {name}. You sit here in your own right."), name=Named(name=partner.person.first_name))
    return Card(text=plain(said), parts=(Para(text=said),))
