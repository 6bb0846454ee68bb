"""The lead of a strand: offered, accepted with thanks, handed on and handed back. Nobody leads without a yes."""

from collections.abc import Mapping, Sequence

from bot.domain.acts import Act
from bot.domain.strands import Lead, Strand
from bot.messages.cards.strands import (
    LONGEST_LABEL,
    begin_button,
    hand_back,
    lead_it,
    list_button,
    offer_it,
    show_button,
    whose,
)
from bot.messages.parts import (
    Actions,
    Button,
    Card,
    Field,
    Form,
    Item,
    Items,
    Named,
    Option,
    Para,
    Part,
    Quote,
)
from bot.messages.words import _, clip, phrase, spoken


def _card(*parts: Part, about: int | None = None) -> Card:
    return Card(text=spoken(parts), parts=parts, subject=f"lead:{about}" if about else None)


def _name(one: Strand) -> Quote:
    return Quote(text=one.name)


def form(given: Mapping[str, str], people: Sequence[tuple[int, str]], strands: Sequence[Strand]) -> Form:
    """Whom to offer a lead, and of which strand."""
    person = Field(
        name="person",
        label=_("Who would be well placed?"),
        kind="person",
        value=given.get("person", ""),
        options=tuple(Option(value=str(partner_id), label=name) for partner_id, name in people),
    )
    strand = Field(
        name="strand",
        label=_("To lead what?"),
        kind="one",
        value=given.get("strand", ""),
        options=tuple(Option(value=str(one.number), label=clip(one.name, LONGEST_LABEL)) for one in strands),
    )
    before = Para(text=(_("They are asked. Nobody leads without a yes."),), quiet=True)
    return Form(
        title=_("Offer a lead"),
        act=Act(name="lead.offer"),
        fields=(person, strand),
        submit=_("Offer it"),
        before=(before,),
    )


def no_strand() -> Card:
    said = _("There is no strand to lead yet. Begin one first:")
    return _card(Para(text=(said,)), Actions(of=(begin_button(),)))


def which(strands: Sequence[Strand]) -> Card:
    """Which of them would they lead?"""
    items = tuple(Item(text=(_name(one),), buttons=(lead_it(one),)) for one in strands)
    return _card(Para(text=(_("Which strand do you mean?"),)), Items(items=items))


def offered(one: Strand, taker: str, offer_id: int) -> Card:
    """What whoever offers a lead reads."""
    said = phrase(
        _("I'll ask {who} whether they'd lead {name} for now. Nothing moves until they say yes."),
        who=Named(name=taker),
        name=_name(one),
    )
    return _card(Para(text=said), Actions(of=(_take_back(one, offer_id),)), about=offer_id)


def lead_is_asked(one: Strand, lead: Lead, taker: str, offer_id: int, *, mine: bool) -> Card:
    """Somebody leads it: they are asked first whether they would hand it on. `mine`: it is the asker who would lead."""
    template = (
        _(
            "{lead} leads {name} just now. I'll ask them whether they'd hand it on to you. "
            "If nobody answers in four weeks, say it once more."
        )
        if mine
        else _("{lead} leads {name} just now. I'll ask them first whether they'd hand it on to {who}.")
    )
    names = {} if mine else {"who": Named(name=taker)}
    said = phrase(template, lead=whose(lead), name=_name(one), **names)
    return _card(Para(text=said), Actions(of=(_take_back(one, offer_id),)), about=offer_id)


def _take_back(one: Strand, offer_id: int) -> Button:
    return Button(
        label=_("Take it back"),
        act=Act(name="lead.withdraw", on=(str(one.number),), seen=offer_id),
        words=f"withdraw offer {one.number}",
    )


def withdrawn(one: Strand) -> Card:
    said = phrase(_("The offer of {name} is taken back."), name=_name(one))
    return _card(Para(text=said), Actions(of=(show_button(one),)))


def leads_already(one: Strand, *, mine: bool) -> Card:
    said = (
        phrase(_("You lead {name} already."), name=_name(one))
        if mine
        else phrase(_("{who} leads {name} already."), who=_of(one), name=_name(one))
    )
    return _card(Para(text=said), Actions(of=(show_button(one),)))


def _of(one: Strand) -> Named:
    return whose(one.lead) if one.lead else Named(name=_("Nobody"))


def observing(name: str) -> Card:
    said = phrase(_("{name} is at this table to listen, so they can't lead here."), name=Named(name=name))
    return _card(Para(text=said))


def yours(one: Strand, *, before: Lead | None, row: int, undo: bool = False) -> Card:
    """They lead it now. `before`: who did; `undo`: nobody did, and they have only just said so."""
    said = phrase(_("You lead {name} for now."), name=_name(one))
    thanks = phrase(_(" {who} is thanked at the table for leading it until now."), who=whose(before)) if before else ()
    act = Act(name="lead.undo", on=(str(one.number),), seen=row)
    way = Button(label=_("Undo"), act=act, words=f"undo lead {one.number}") if undo else hand_back(one)
    hint = _("Leading is keeping the one next thing in sight, and handing on when somebody is better placed.")
    return _card(Para(text=(*said, *thanks)), Para(text=(hint,), quiet=True), Actions(of=(way, show_button(one))))


def undone(one: Strand) -> Card:
    said = phrase(_("Undone: nobody leads {name} just now."), name=_name(one))
    return _card(Para(text=said), Actions(of=(lead_it(one), offer_it(one))))


def declined(one: Strand) -> Card:
    said = phrase(_("That's fine. {name} stays as it is, and whoever offered it will see."), name=_name(one))
    return _card(Para(text=said), Actions(of=(offer_it(one), show_button(one))))


def with_somebody(one: Strand) -> Card:
    """They would, with somebody beside them: it is no yes yet, and everybody can see what is missing."""
    said = phrase(
        _("Noted: you'd lead {name} with somebody beside you. The strand says so, and nothing has moved yet."),
        name=_name(one),
    )
    ask = Button(
        label=_("Ask somebody"),
        act=Act(name="commitment.ask"),
        words=_("/table ask @... to share the lead of {name} with me").format(name=clip(one.name, LONGEST_LABEL)),
    )
    return _card(Para(text=said), Actions(of=(accept_button(one.number, None), ask)))


def handed_on(one: Strand, taker: str) -> Card:
    """Whoever led it has said yes, and so had whoever leads it now."""
    said = phrase(
        _("{who} leads {name} now. Thank you for leading it until today."), who=Named(name=taker), name=_name(one)
    )
    return _card(Para(text=said), Actions(of=(show_button(one),)))


def will_be_asked(one: Strand, taker: str) -> Card:
    """The lead would hand it on; it stays theirs until the other says yes."""
    said = phrase(
        _("Thank you. I'll ask {who} now; {name} stays yours until they say yes."),
        who=Named(name=taker),
        name=_name(one),
    )
    return _card(Para(text=said), Actions(of=(show_button(one),)))


def kept(one: Strand) -> Card:
    said = phrase(_("That's fine: you go on leading {name}."), name=_name(one))
    return _card(Para(text=said), Actions(of=(show_button(one),)))


def handed_back(one: Strand) -> Card:
    """Thanks first; then who is best placed, which whoever led it knows best."""
    said = phrase(
        _("Thank you for leading {name}. Nobody leads it just now. Who would be best placed to?"), name=_name(one)
    )
    return _card(Para(text=said), Actions(of=(offer_it(one), show_button(one))))


def not_yours(one: Strand) -> Card:
    said = phrase(_("You don't lead {name}, so there is nothing to hand back."), name=_name(one))
    return _card(Para(text=said), Actions(of=(lead_it(one), show_button(one))))


def as_it_stands(one: Strand) -> Card:
    """An offer that waits no more, or never did."""
    if one.ended_at:
        said = phrase(_("{name} has come to its end."), name=_name(one))
    elif one.lead is None:
        said = phrase(_("That isn't waiting any more. Nobody leads {name} just now."), name=_name(one))
    else:
        said = phrase(_("That isn't waiting any more. {who} leads {name}."), who=whose(one.lead), name=_name(one))
    return _card(Para(text=said), Actions(of=(show_button(one),)))


def waits_no_more() -> Card:
    """A card about an offer, of a lead or of the convening, that was answered elsewhere."""
    return _card(Para(text=(_("That isn't waiting any more."),)), Actions(of=(list_button(),)))


def accept_button(number: int, offer_id: int | None) -> Button:
    return Button(
        label=_("Yes, I'll lead it for now"),
        act=Act(name="lead.accept", on=(str(number),), seen=offer_id),
        words=f"yes, I'll lead {number}",
        style="first",
    )
