"""Convening, as it is asked about: an offer that waits for a word, the question of the half-year; and as it is told."""

from collections.abc import Sequence

from bot.domain.acts import Act
from bot.domain.people import Partner
from bot.domain.strands import How, Lead, Offer
from bot.messages.cards.convening import offer_button
from bot.messages.cards.strands import whose
from bot.messages.parts import Actions, Button, Card, Item, Named, Para, Part, Strong, Text
from bot.messages.words import _, listed, phrase, plain


def asked(one: Offer) -> Text:
    """What somebody is asked, in a sentence."""
    maker = Named(name=one.maker)
    if not one.is_of_taker:
        return phrase(_("{maker} offers to convene this table"), maker=maker)
    if one.how is How.TOGETHER:
        return phrase(_("{maker} asks whether you'd convene this table together with them"), maker=maker)
    return phrase(_("{maker} asks whether you'd convene this table instead of them"), maker=maker)


def _answers(one: Offer) -> tuple[Button, ...]:
    if one.is_of_taker:
        yes = Button(
            label=_("Yes, I'll convene"),
            act=Act(name="convene.accept", seen=one.id),
            words="yes, I'll convene",
            style="first",
        )
        no = Button(
            label=_("I'd rather not"), act=Act(name="convene.decline", seen=one.id), words="I'd rather not convene"
        )
        return yes, no
    who = f'@"{one.taker}"'
    on = (str(one.taker_id),)
    return (
        Button(
            label=_("Yes, together"),
            act=Act(name="convene.let", on=(*on, How.TOGETHER), seen=one.id),
            words=f"{who} convenes with me",
            style="first",
        ),
        Button(
            label=_("Yes, instead of me"),
            act=Act(name="convene.let", on=(*on, How.INSTEAD), seen=one.id),
            words=f"{who} convenes instead of me",
        ),
        Button(
            label=_("Not now"), act=Act(name="convene.notnow", on=on, seen=one.id), words=f"{who} need not convene now"
        ),
    )


def waits(one: Offer) -> Item:
    return Item(text=asked(one), buttons=_answers(one))


def offer(one: Offer, receiver: Partner) -> Card:
    """The one message about it, when it is made."""
    table, name = Strong(text=receiver.partnership.name), Named(name=receiver.person.first_name)
    said = (*phrase(_("Hello {name}. At {table}: "), name=name, table=table), *asked(one), ".")
    why = _("Nobody convenes without a yes, and a no is a good answer.")
    parts = (Para(text=said), Para(text=(why,), quiet=True), Actions(of=_answers(one)))
    return Card(
        text=plain(said) + f" {why}",
        parts=parts,
        subject=f"lead:{one.id}",
        because=_("This comes because somebody at your table asked you."),
    )


def still_right(conveners: Sequence[str], half_year: int, *, mine: bool) -> tuple[Part, ...]:
    """The question of the half-year, in everybody's note once. `mine`: the reader convenes."""
    said: Text = (
        (_("Twice a year I ask everybody: is it still right that you convene?"),)
        if mine
        else phrase(
            _("Twice a year I ask everybody: is it still right that {names} convene?")
            if len(conveners) > 1
            else _("Twice a year I ask everybody: is it still right that {names} convenes?"),
            names=Named(name=listed(list(conveners))),
        )
    )
    on = (str(half_year),)
    third = (
        offer_button(_("I'd hand it on"))
        if mine
        else Button(label=_("I'd do it"), act=Act(name="convene.offerself", on=("half", *on)), words="I'd convene")
    )
    ways = (
        Button(label=_("Yes"), act=Act(name="convene.still", on=on), words="it's still right"),
        Button(
            label=_("Somebody else might now"),
            act=Act(name="convene.other", on=on),
            words="somebody else might convene",
        ),
        third,
    )
    who = _("Your coordinators see numbers only, from five answers of three organisations on.")
    return Para(text=said), Actions(of=ways), Para(text=(who,), quiet=True)


def moved(lead: Lead, before: Lead | None) -> Text:
    """A sentence for the digest."""
    if before is None:
        return phrase(_("{who} convenes this table now."), who=whose(lead))
    return phrase(_("{who} convenes this table now. Thank you, {before}."), who=whose(lead), before=whose(before))


def stepped_back(before: Lead) -> Text:
    return phrase(_("{who} has stepped back from convening. Thank you."), who=whose(before))
