"""The lead of a strand, as it is asked about: an offer that waits for a word; and as it is told once it has moved."""

from bot.domain.acts import Act
from bot.domain.people import Partner
from bot.domain.strands import Lead, Offer
from bot.messages.cards.leads import accept_button
from bot.messages.cards.strands import whose
from bot.messages.parts import Actions, Button, Card, Item, Named, Para, Quote, Strong, Text
from bot.messages.words import _, phrase, plain, spoken


def _answers(one: Offer) -> tuple[Button, ...]:
    number, seen = (str(one.number),), one.id
    if not one.is_of_taker:
        hand = Button(
            label=_("Yes, hand it on"),
            act=Act(name="lead.handon", on=number, seen=seen),
            words=f"yes, hand on strand {one.number}",
            style="first",
        )
        keep = Button(
            label=_("I'd rather go on"),
            act=Act(name="lead.keep", on=number, seen=seen),
            words=f"I'll go on leading {one.number}",
        )
        return hand, keep
    with_ = Button(
        label=_("Yes, with somebody"),
        act=Act(name="lead.together", on=number, seen=seen),
        words=f"with somebody, {one.number}",
    )
    no = Button(label=_("Not me"), act=Act(name="lead.decline", on=number, seen=seen), words=f"not me for {one.number}")
    return accept_button(one.number, one.id), no, with_


def asked(one: Offer) -> Text:
    """What somebody is asked, in a sentence."""
    name, maker = Quote(text=one.strand), Named(name=one.maker)
    if one.is_of_taker:
        return phrase(_("{maker} asks whether you'd lead {name} for now"), maker=maker, name=name)
    if one.made_by == one.taker_id:
        return phrase(_("{maker} would lead {name} from here on. Would you hand it on?"), maker=maker, name=name)
    taker = Named(name=one.taker)
    return phrase(_("{maker} asks whether you'd hand {name} on to {taker}"), maker=maker, name=name, taker=taker)


def waits(one: Offer) -> Item:
    """A line of somebody's note."""
    return Item(text=asked(one), buttons=_answers(one))


def offer(one: Offer, receiver: Partner) -> Card:
    """The one message about it, when it is made."""
    table, name = Strong(text=receiver.partnership.name), Named(name=receiver.person.first_name)
    end = "" if plain(asked(one)).endswith("?") else "."
    said = (*phrase(_("Hello {name}. At {table}: "), name=name, table=table), *asked(one), *((end,) if end else ()))
    why = _("Nothing moves without your yes, and a no is a good answer.")
    parts = (Para(text=said), Para(text=(why,), quiet=True), Actions(of=_answers(one)))
    return Card(
        text=spoken(parts),
        parts=parts,
        subject=f"lead:{one.id}",
        because=_("This comes because somebody at your table asked you."),
    )


def moved(name: str, lead: Lead, before: Lead | None) -> Text:
    """A sentence for the digest, with thanks to whoever led until now."""
    said = Quote(text=name)
    if before is None:
        return phrase(_("{who} leads {name} now."), who=whose(lead), name=said)
    return phrase(_("{who} leads {name} now. Thank you, {before}."), who=whose(lead), name=said, before=whose(before))


def is_free(name: str, before: Lead) -> Text:
    """Handed back, and nobody's yet."""
    return phrase(
        _("{name} looks for somebody to lead it. Thank you, {before}."), name=Quote(text=name), before=whose(before)
    )
