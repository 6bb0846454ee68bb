"""Strands: the lines of work of a table, with who leads each and the one next thing."""

from collections.abc import Mapping, Sequence
from datetime import date

from bot.domain.acts import Act
from bot.domain.commitments import Commitment
from bot.domain.strands import Lead, NextThing, Strand, remarkable
from bot.messages.cards import safeguards
from bot.messages.parts import Actions, Button, Card, Heading, Item, Items, Named, Para, Part, Quote, Text
from bot.messages.words import _, clip, phrase, several, short_day, spoken

LONGEST_QUOTE = 90
# What a button holds of a strand's name.
LONGEST_LABEL = 40
# No more of them are named in one sentence.
MOST_IN_A_LINE = 5


def whose(lead: Lead) -> Named:
    """Somebody with whom they sit for."""
    return of(lead.name, lead.organisation)


def of(name: str, organisation: str | None) -> Named:
    """The same of anybody: `Sam Okoye of Ward 9 Trust`."""
    if organisation is None:
        return Named(name=name)
    return Named(name=_("{name} of {organisation}").format(name=name, organisation=organisation))


def _card(*parts: Part) -> Card:
    return Card(text=spoken(parts), parts=parts)


def list_button() -> Button:
    return Button(label=_("All strands"), act=Act(name="strand.list"), words="/table strands")


def show_button(one: Strand) -> Button:
    return Button(
        label=_("More"), act=Act(name="strand.list", on=(str(one.number),)), words=f"/table strands {one.number}"
    )


def begin_button() -> Button:
    return Button(label=_("Begin a strand"), act=Act(name="strand.begin"), words=_("/table strand housing checks"))


def lead_it(one: Strand) -> Button:
    act = Act(name="lead.offerself", on=(str(one.number),))
    return Button(label=_("I'll lead it"), act=act, words=_("I'll lead {n}").format(n=one.number))


def offer_it(one: Strand) -> Button:
    act = Act(name="lead.offer", on=(str(one.number),))
    return Button(label=_("Offer the lead"), act=act, words=_("/table lead @... on {n}").format(n=one.number))


def begun(one: Strand, *, live: int, careful: bool = False) -> Card:
    """It is there, and nobody leads it yet. `live`: how many there are now."""
    said = phrase(_("The strand {name} has begun. Nobody leads it yet."), name=Quote(text=one.name))
    first = (safeguards.danger(),) if careful else ()
    many = several(
        "That's {n} line of work.",
        "That's {n} lines of work. Five is about what a table can hold: has one of them come to its end?",
        live,
    )
    remark = (Para(text=(many,), quiet=True),) if remarkable(live) else ()
    return _card(*first, Para(text=said), *remark, Actions(of=(lead_it(one), offer_it(one), list_button())))


def is_there(one: Strand) -> Card:
    said = phrase(_("There is a strand called {name} already."), name=Quote(text=one.name))
    return _card(Para(text=said), Actions(of=(show_button(one),)))


def listing(strands: Sequence[Strand], following: Mapping[int, NextThing]) -> Card:
    """Each with who leads it and the one next thing."""
    if not strands:
        return none_yet()
    items = tuple(
        Item(text=_line(one), note=_next(following.get(one.id)), buttons=(show_button(one),)) for one in strands
    )
    return _card(Heading(text=_("The strands")), Items(items=items), Actions(of=(begin_button(),)))


def none_yet() -> Card:
    said = _("There is no strand yet: a line of work that somebody leads for now, such as “housing checks”.")
    return _card(Para(text=(said,)), Actions(of=(begin_button(),)))


def _line(one: Strand) -> Text:
    name = Quote(text=one.name)
    if one.lead is None:
        return phrase(_("{n}. {name}: nobody leads it just now"), n=str(one.number), name=name)
    return phrase(_("{n}. {name}, led by {who}"), n=str(one.number), name=name, who=whose(one.lead))


def _next(one: NextThing | None) -> Text:
    if one is None:
        return (_("Nothing belongs to it that is open."),)
    who, what = Named(name=one.organisation or one.name), Quote(text=clip(one.text, LONGEST_QUOTE))
    if one.due_on is None:
        return phrase(_("Next: {who}, {what}"), who=who, what=what)
    return phrase(_("Next: {who}, {what} by {day}"), who=who, what=what, day=one.due_on)


def shown(
    one: Strand,
    following: NextThing | None,
    history: Sequence[Lead],
    *,
    asker: int,
    willing: Sequence[str],
    today: date,
) -> Card:
    """Everything about one. `asker`: the partner who looks; `willing`: who would lead it with somebody beside them."""
    parts: list[Part] = [Para(text=_ended(one, today) if one.ended_at else (*_line(one), "."))]
    parts += [] if one.ended_at else [Para(text=_next(following), quiet=True)]
    parts += [
        Para(text=phrase(_("{who} would lead it, with somebody beside them."), who=Named(name=name)), quiet=True)
        for name in willing
    ]
    if before := [lead for lead in history if lead.until_at]:
        lines = tuple(Item(text=time_of(lead, today)) for lead in before)
        parts += [Heading(text=_("Who led it before")), Items(items=lines)]
    return _card(*parts, Actions(of=(list_button(),) if one.ended_at else _ways(one, asker)))


def _ended(one: Strand, today: date) -> Text:
    on = short_day(one.ended_at.date() if one.ended_at else today, today=today)
    if not one.came_of:
        return phrase(_("{n}. {name} ended on {day}."), n=str(one.number), name=Quote(text=one.name), day=on)
    said = _("{n}. {name} ended on {day}. What came of it: {what}")
    return phrase(said, n=str(one.number), name=Quote(text=one.name), day=on, what=Quote(text=one.came_of))


def time_of(lead: Lead, today: date) -> Text:
    """`Sam, 3 March to 12 May`; whoever goes on has no second day."""
    first = short_day(lead.since_at.date(), today=today)
    if lead.until_at is None:
        return phrase(_("{who}, since {first}"), who=whose(lead), first=first)
    last = short_day(lead.until_at.date(), today=today)
    return phrase(_("{who}, {first} to {last}"), who=whose(lead), first=first, last=last)


def _ways(one: Strand, asker: int) -> tuple[Button, ...]:
    number = str(one.number)
    rename = Button(
        label=_("Rename"),
        act=Act(name="strand.rename", on=(number,), seen=one.version),
        words=_("rename strand {n} to ...").format(n=number),
    )
    end = Button(
        label=_("It has ended"),
        act=Act(name="strand.end", on=(number,), seen=one.version),
        words=_("end strand {n}, ...").format(n=number),
    )
    mine = hand_back(one) if one.is_led_by(asker) else lead_it(one)
    return mine, offer_it(one), rename, end


def hand_back(one: Strand) -> Button:
    return Button(
        label=_("I can't lead it any more"),
        act=Act(name="lead.handback", on=(str(one.number),), seen=one.lead.id if one.lead else None),
        words=_("I can't lead {n} any more").format(n=one.number),
        sure=_("Hand the lead back?"),
    )


def renamed(one: Strand, before: str) -> Card:
    said = phrase(
        _("It was called {before}, and is now called {name}."), before=Quote(text=before), name=Quote(text=one.name)
    )
    return _card(Para(text=said), Actions(of=(show_button(one), list_button())))


def ended(one: Strand, today: date, *, careful: bool = False) -> Card:
    """Thanks belong to an ending; what it was for stays."""
    first = (safeguards.danger(),) if careful else ()
    thanks = phrase(_("Thank you, {who}, for leading it."), who=whose(one.lead)) if one.lead else ()
    parts = (Para(text=_ended(one, today)), *((Para(text=thanks),) if thanks else ()))
    return _card(*first, *parts, Actions(of=(list_button(),)))


def changed_since(one: Strand, today: date) -> Card:
    """An older card was used: how it stands now."""
    said = _ended(one, today) if one.ended_at else (*_line(one), ".")
    return _card(Para(text=(_("That was changed meanwhile. "), *said)), Actions(of=(show_button(one),)))


def tied(one: Commitment, strand: Strand) -> Card:
    said = phrase(_("{what} belongs to {name} now."), what=Quote(text=one.text), name=Quote(text=strand.name))
    more = Button(label=_("More"), act=Act(name="commitment.more", on=(str(one.number),)), words=f"more {one.number}")
    return Card(
        text=spoken((Para(text=said),)),
        parts=(Para(text=said), Actions(of=(show_strand(strand), more))),
        subject=f"commitment:{one.number}",
    )


def show_strand(one: Strand) -> Button:
    return Button(
        label=_("The strand"), act=Act(name="strand.list", on=(str(one.number),)), words=f"/table strands {one.number}"
    )


def belongs(number: int) -> Button:
    """Beside a commitment of the reader's own."""
    return Button(
        label=_("Belongs to…"),
        act=Act(name="strand.tie", on=(str(number),)),
        words=_("{n} belongs to ...").format(n=number),
    )


def which(one: Commitment, strands: Sequence[Strand]) -> Card:
    """Ask which strand a commitment belongs to, with a button each."""
    said = phrase(_("Which strand does {what} belong to?"), what=Quote(text=one.text))
    ways = tuple(tie_button(one.number, strand) for strand in strands)
    return _card(
        Para(text=said), Items(items=tuple(Item(text=(Quote(text=way.label),), buttons=(way,)) for way in ways))
    )


def tie_button(number: int, strand: Strand) -> Button:
    return Button(
        label=clip(strand.name, LONGEST_LABEL),
        act=Act(name="strand.tie", on=(str(number), str(strand.number))),
        words=f"{number} belongs to {strand.number}",
    )


def at_a_glance(strands: Sequence[Strand]) -> Text | None:
    """The lines of work in one sentence; None where there are none."""
    if not strands:
        return None
    runs: list[Text] = [_short(one) for one in strands[:MOST_IN_A_LINE]]
    more = len(strands) - len(runs)
    joined = tuple(run for index, text in enumerate(runs) for run in (*((", ",) if index else ()), *text))
    rest = several(" and {n} more", " and {n} more", more) if more > 0 else ""
    return (_("Strands: "), *joined, *((rest,) if rest else ()), ".")


def _short(one: Strand) -> Text:
    name = Quote(text=clip(one.name, LONGEST_LABEL))
    if one.lead is None:
        return phrase(_("{name} (nobody leads it just now)"), name=name)
    return phrase(_("{name} ({who})"), name=name, who=whose(one.lead))


def began(name: str) -> Text:
    """A sentence for the digest."""
    return phrase(_("A new line of work: {name}."), name=Quote(text=clip(name, LONGEST_QUOTE)))


def came_to_its_end(name: str, came_of: str | None) -> Text:
    said = Quote(text=clip(name, LONGEST_QUOTE))
    if not came_of:
        return phrase(_("{name} has come to its end."), name=said)
    return phrase(_("{name} has come to its end: {what}"), name=said, what=Quote(text=clip(came_of, LONGEST_QUOTE)))
