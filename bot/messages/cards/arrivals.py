"""Somebody speaks here for the first time: they are served, and asked once whom they sit for."""

from bot.domain.acts import Act
from bot.domain.people import Partner
from bot.domain.seats import SeatedBy
from bot.messages.cards import checkins, joining
from bot.messages.parts import Actions, Button, Card, Field, Form, Named, Para, Text
from bot.messages.words import _, clip, phrase, plain, spoken

# What fits a button on every platform.
LONGEST_LABEL = 75


def asking(served: Card, *, perhaps: tuple[str, int] | None = None) -> Card:
    """The answer to what they asked, and below it the one question. `perhaps`: an organisation, and its seat."""
    said = _("You're new here, so: which organisation do you sit for?")
    first = (_offered(*perhaps),) if perhaps else ()
    return _below(served, (said,), (*first, *_ways(), joining.invited_button()))


def _offered(name: str, seat_id: int) -> Button:
    """A guess that only they can make true."""
    return Button(
        label=clip(name, LONGEST_LABEL),
        act=Act(name="seat.organisation", on=("at", str(seat_id))),
        words=_("I sit for {organisation}").format(organisation=name),
    )


def _ways() -> tuple[Button, ...]:
    return (
        Button(label=_("Say which"), act=Act(name="seat.organisation"), words=_("I sit for Ward 9 Trust")),
        Button(
            label=_("In my own right"),
            act=Act(name="seat.organisation", on=("own",)),
            words=_("I sit for myself"),
        ),
    )


def going_by(served: Card, partner: Partner) -> Card:
    """The answer, and below it whom they sit for by what others here have said of theirs; it is theirs to correct."""
    return _below(served, (*going_by_what(partner), _(" Not right?")), _ways())


def going_by_what(partner: Partner) -> Text:
    by_address = partner.seated_by is SeatedBy.DOMAIN
    return phrase(
        _("You sit for {organisation}, going by your e-mail address.")
        if by_address
        else _("You sit for {organisation}, going by where you write from."),
        organisation=Named(name=partner.organisation.name if partner.organisation else ""),
    )


def _below(served: Card, said: Text, ways: tuple[Button, ...]) -> Card:
    parts = (*served.parts, Para(text=said), Actions(of=ways))
    return Card(text=f"{served.text} {plain(said)}", parts=parts, subject=served.subject)


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
    parts = (Para(text=said), Para(text=checkins.by_choice(), quiet=True))
    return Card(text=spoken(parts), parts=parts)
