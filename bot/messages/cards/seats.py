"""A coordinator's word on whom somebody sits for: what they are told, and what whoever it is about sees of it."""

from collections.abc import Mapping, Sequence

from bot.domain.acts import Act
from bot.domain.people import Partner
from bot.domain.seats import SeatedBy
from bot.messages.cards import arrivals
from bot.messages.parts import Button, Card, Field, Form, Item, Named, Option, Para, Text
from bot.messages.words import _, phrase, plain


def put_down_button() -> Button:
    """For a coordinator, under who sits here."""
    return Button(
        label=_("Say whom somebody sits for"), act=Act(name="seat.putdown"), words=_("/table @... sits for ...")
    )


def form(given: Mapping[str, str], people: Sequence[tuple[int, str]], *, longest: int) -> Form:
    """Who, and for whom they sit. `people`: partner ids and names."""
    who = Field(
        name="person",
        label=_("Who?"),
        kind="person",
        value=given.get("person", ""),
        options=tuple(Option(value=str(partner_id), label=name) for partner_id, name in people),
    )
    organisation = Field(
        name="organisation",
        label=_("Which organisation do they sit for?"),
        kind="line",
        value=given.get("organisation", ""),
        hint=_("“Ward 9 Trust”; or “their own right”. They see that it's your word, and theirs goes before it."),
        longest=longest,
    )
    return Form(
        title=_("Whom somebody sits for"),
        act=Act(name="seat.putdown"),
        fields=(who, organisation),
        submit=_("Save"),
    )


def put_down(partner: Partner) -> Card:
    """It is kept, as the coordinator's word."""
    rest = _(" They'll see that it's your word, and what they say themselves goes before it.")
    said = (
        *_sits(partner, _("Noted: {name} sits for {organisation}."), _("Noted: {name} sits in their own right.")),
        rest,
    )
    return Card(text=plain(said), parts=(Para(text=said),))


def stands(partner: Partner) -> Card:
    """They have said it themselves, so nothing is changed."""
    said = (
        *_sits(
            partner,
            _("{name} has said that they sit for {organisation}, so that stands."),
            _("{name} has said that they sit in their own right, so that stands."),
        ),
        _(" Only they can change it: “I sit for ...”."),
    )
    return Card(text=plain(said), parts=(Para(text=said),))


def _sits(partner: Partner, for_one: str, own: str) -> Text:
    name = Named(name=partner.person.name)
    if partner.organisation is None:
        return phrase(own, name=name)
    return phrase(for_one, name=name, organisation=Named(name=partner.organisation.name))


def known_by(partner: Partner, by: str) -> Item | None:
    """By whose word the reader sits where they sit; None where it is their own. `by`: whoever put them down."""
    match partner.seated_by:
        case SeatedBy.STATEMENT:
            return None
        case SeatedBy.COORDINATOR:
            return put_down_for_you(partner, by)
        case SeatedBy.TENANT | SeatedBy.DOMAIN:
            return Item(text=arrivals.going_by_what(partner), buttons=(say_which(),))
        case _:
            return Item(text=(_("I don't know yet which organisation you sit for."),), buttons=(say_which(),))


def put_down_for_you(partner: Partner, by: str) -> Item:
    """Whoever put the reader down, and for whom; and the way to say that it isn't so."""
    who = Named(name=by) if by else _("Somebody here")
    if partner.organisation is None:
        said = phrase(_("{name} put you down as sitting here in your own right."), name=who)
    else:
        organisation = Named(name=partner.organisation.name)
        said = phrase(_("{name} put you down for {organisation}."), name=who, organisation=organisation)
    return Item(text=said, buttons=(say_which(),))


def say_which() -> Button:
    """The reader's own word, which goes before everybody else's."""
    return Button(label=_("Say whom you sit for"), act=Act(name="seat.organisation"), words=_("I sit for ..."))
