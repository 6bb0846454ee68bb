"""Convening: offered, taken on together or instead, stepped back from; and, twice a year, whether it is still right."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from bot.domain.acts import Act
from bot.domain.people import Partner
from bot.domain.strands import How, Lead
from bot.messages.cards.strands import time_of
from bot.messages.parts import (
    Actions,
    Button,
    Card,
    Field,
    Form,
    Heading,
    Item,
    Items,
    Named,
    Option,
    Para,
    Part,
    Strong,
    Text,
)
from bot.messages.words import _, listed, phrase, several, spoken, upper_first


@dataclass(frozen=True, slots=True, kw_only=True)
class Opinion:
    """What was answered to the half-year's question, once enough have; else how many answers there are."""

    counts: Mapping[str, int] | None
    number: int


def _card(*parts: Part, about: int | None = None) -> Card:
    return Card(text=spoken(parts), parts=parts, subject=f"lead:{about}" if about else None)


def offer_button(label: str = "") -> Button:
    return Button(
        label=label or _("Offer the convening"),
        act=Act(name="convene.offer"),
        words=_("/table convene @... together with me"),
    )


def offer_myself() -> Button:
    return Button(label=_("I'd convene"), act=Act(name="convene.offerself"), words="I'd convene")


def _step_down() -> Button:
    return Button(
        label=_("I can't convene any more"),
        act=Act(name="convene.stepdown"),
        words="I can't convene any more",
        sure=_("Step back from convening?"),
    )


def _show() -> Button:
    return Button(label=_("Who convenes"), act=Act(name="convene.show"), words="/table convening")


def who_convenes(
    now: Sequence[Lead], before: Sequence[Lead], *, convenes: bool, one_side: bool, opinion: Opinion | None, today: date
) -> Card:
    """Who convenes and since when, who did before, and how it moves. `convenes`: the asker does."""
    lines = tuple(Item(text=time_of(one, today)) for one in now)
    parts: list[Part] = [Heading(text=_("Who convenes"))] if lines else [Para(text=(nobody(),))]
    parts += [Items(items=lines)] if lines else []
    if before:
        parts += [Heading(text=_("Before"))]
        parts += [Items(items=tuple(Item(text=time_of(one, today)) for one in before))]
    parts += [Para(text=(two(),), quiet=True)] if one_side and lines else []
    parts += [Para(text=(_said(opinion),), quiet=True)] if opinion else []
    anybody = _("Anybody may offer to convene, at any time; whoever convenes is asked.")
    ways = (offer_button(), _step_down()) if convenes else (offer_myself(),)
    return _card(*parts, Para(text=(anybody,), quiet=True), Actions(of=ways))


def two() -> str:
    """Why one is not enough."""
    return _("Two who convene, from different organisations, carry it more lightly than one.")


def nobody() -> str:
    return _("Nobody convenes this table just now. Whoever says they'd convene, does.")


def nobody_at_a_glance() -> Text:
    return (nobody(), " ", _("Say: I'd convene"))


def _said(opinion: Opinion) -> str:
    if opinion.counts is None:
        some = upper_first(several("{n} answer so far.", "{n} answers so far.", opinion.number))
        rest = _("From five of three organisations on I say them as numbers.")
        return f"{_('Is it still right who convenes?')} {some} {rest}"
    words = {
        "yes": several("{n} says yes", "{n} say yes", opinion.counts.get("yes", 0)),
        "other": several(
            "{n} that somebody else might now", "{n} that somebody else might now", opinion.counts.get("other", 0)
        ),
        "mine": several("{n} that they'd do it", "{n} that they'd do it", opinion.counts.get("mine", 0)),
    }
    found = [words[answer] for answer in words if opinion.counts.get(answer)]
    return f"{_('Is it still right who convenes?')} {upper_first(listed(found))}."


def form(given: Mapping[str, str], people: Sequence[tuple[int, str]]) -> Form:
    """Whom to offer the convening, and whether to go on beside them."""
    person = Field(
        name="person",
        label=_("Who would be well placed?"),
        kind="person",
        value=given.get("person", ""),
        options=tuple(Option(value=str(partner_id), label=name) for partner_id, name in people),
    )
    how = Field(
        name="how",
        label=_("And you?"),
        kind="one",
        value=given.get("how", How.TOGETHER),
        options=(
            Option(value=How.TOGETHER, label=_("Together with me")),
            Option(value=How.INSTEAD, label=_("Instead of me")),
        ),
    )
    before = Para(text=(f"{_('They are asked. Nobody convenes without a yes.')} {two()}",), quiet=True)
    return Form(
        title=_("Offer the convening"),
        act=Act(name="convene.offer"),
        fields=(person, how),
        submit=_("Offer it"),
        before=(before,),
    )


def offered(taker: str, how: How, offer_id: int) -> Card:
    template = {
        How.TOGETHER: _("I'll ask {who} whether they'd convene together with you. Nothing moves until they say yes."),
        How.INSTEAD: _("I'll ask {who} whether they'd convene instead of you. You convene until they say yes."),
    }[how]
    return _card(
        Para(text=phrase(template, who=Named(name=taker))), Actions(of=(_take_back(offer_id),)), about=offer_id
    )


def _take_back(offer_id: int) -> Button:
    return Button(
        label=_("Take it back"), act=Act(name="convene.withdraw", seen=offer_id), words="withdraw offer to convene"
    )


def withdrawn() -> Card:
    return _card(Para(text=(_("It's taken back. Who convenes stays as it is."),)), Actions(of=(_show(),)))


def coordinators_offer_it() -> Card:
    """Somebody who does not convene offers it to another."""
    said = _("Those who convene can offer it to somebody. You can offer yourself, or tell them whom you have in mind.")
    return _card(Para(text=(said,)), Actions(of=(offer_myself(), _show())))


def convenes_already(name: str) -> Card:
    said = phrase(_("{who} convenes already."), who=Named(name=name))
    return _card(Para(text=said), Actions(of=(_show(),)))


def observing(name: str) -> Card:
    said = phrase(_("{name} is at this table to listen, so they can't convene it."), name=Named(name=name))
    return _card(Para(text=said))


def they_are_asked(names: Sequence[str], offer_id: int) -> Card:
    """Somebody would convene: whoever convenes now is asked."""
    said = phrase(
        _("Thank you. I'll ask {names} now. If nobody answers in four weeks, say it once more."),
        names=Named(name=listed(list(names))),
    )
    return _card(Para(text=said), Actions(of=(_take_back(offer_id),)), about=offer_id)


def yours(partner: Partner, *, together: Sequence[str], before: str = "") -> Card:
    """They convene now. `together`: with whom; `before`: whom they relieve, who is thanked at the table."""
    name = Strong(text=partner.partnership.name)
    if together:
        said = phrase(_("You convene {table} now, with {names}."), table=name, names=Named(name=listed(list(together))))
    else:
        said = phrase(_("You convene {table} now."), table=name)
    thanks = (
        phrase(_(" {who} is thanked at the table for convening until now."), who=Named(name=before)) if before else ()
    )
    hint = _("It means asking who has gone quiet, inviting, and the table's settings. /table is where you see it all.")
    ways = Actions(
        of=(
            Button(label=_("The table"), act=Act(name="table.show"), words="/table"),
            Button(label=_("Who has gone quiet"), act=Act(name="quiet.answer"), words="/table quiet"),
        )
    )
    return _card(Para(text=(*said, *thanks)), Para(text=(hint,), quiet=True), ways)


def let(taker: str, *, instead: bool) -> Card:
    """Whoever convenes has said yes to somebody who offered."""
    if instead:
        said = phrase(_("{who} convenes now. Thank you for convening until today."), who=Named(name=taker))
    else:
        said = phrase(_("{who} convenes with you now."), who=Named(name=taker))
    return _card(Para(text=said), Actions(of=(_show(),)))


def declined() -> Card:
    return _card(Para(text=(_("That's fine. Who convenes stays as it is."),)), Actions(of=(_show(),)))


def as_it_stands() -> Card:
    return _card(Para(text=(_("That isn't waiting any more."),)), Actions(of=(_show(),)))


def not_convening() -> Card:
    return _card(
        Para(text=(_("You don't convene this table, so there is nothing to step back from."),)), Actions(of=(_show(),))
    )


def stepped_down(others: Sequence[str]) -> Card:
    said = phrase(
        _("Thank you for convening. {names} go on, and you're at the table as before.")
        if len(others) > 1
        else _("Thank you for convening. {names} goes on, and you're at the table as before."),
        names=Named(name=listed(list(others))),
    )
    return _card(Para(text=said), Actions(of=(_show(),)))


def nobody_else() -> Card:
    """The last one who convenes steps back once somebody else has said yes."""
    said = _("Nobody else convenes yet. Offer it to somebody first; once they say yes, it's theirs.")
    return _card(Para(text=(said,)), Actions(of=(offer_button(),)))


def answered() -> Card:
    said = _(
        "Thank you. Your coordinators see numbers only, and those only from five answers of three organisations on."
    )
    return _card(Para(text=(said,)), Actions(of=(_show(),)))
