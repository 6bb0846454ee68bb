"""Inviting: the box to paste into, what was understood of it, what happens next, and how many have answered."""

from collections.abc import Sequence

from bot.domain.acts import Act
from bot.domain.invitations import OWN_RIGHT, Invitee, Trouble, Waiting
from bot.domain.people import Partner
from bot.domain.writing import LONGEST
from bot.messages.cards.links import make_button
from bot.messages.parts import Actions, Button, Card, Field, Form, Heading, Item, Items, Named, Para, Part, Quote, Text
from bot.messages.words import _, listed, phrase, several, spoken, upper_first

# With a button each, a card takes so many; links for others are made in words.
MOST_BUTTONS = 10


def form(written: str, *, waiting: Waiting | None = None) -> Form:
    """One box for any number of people. `waiting`: what was pasted before, which this takes the place of."""
    box = Field(
        name="lines",
        label=_("Who? One a line: name, e-mail address, organisation"),
        kind="lines",
        value=written,
        hint=_("Sam Okoye <sam@ward9.example>, Ward 9 Trust. Who sits for nobody else sits “{own}”.").format(
            own=OWN_RIGHT
        ),
        longest=LONGEST,
    )
    before = Para(
        text=(_("Paste them as they come. Nothing is sent before you have seen who sits for whom."),), quiet=True
    )
    return Form(
        title=_("Invite by e-mail"),
        act=_act(waiting) if waiting else Act(name="table.invite"),
        fields=(box,),
        submit=_("Check"),
        before=(before,),
    )


def _act(waiting: Waiting, *what: str) -> Act:
    return Act(name="table.invite", on=("draft", str(waiting.draft), *what), seen=waiting.fingerprint)


def preview(those: Sequence[Invitee], waiting: Waiting) -> Card:
    """Who would be invited, for whom; and line by line what could not be read. Nothing is lost, and nothing sent."""
    good, bad = _sorted(those)
    parts: list[Part] = [Para(text=(_not_yet(len(good)),))]
    if good:
        parts.append(Items(items=tuple(_seat(one) for one in good)))
    if bad:
        parts += [Heading(text=_("To look at again")), Items(items=tuple(_trouble(one) for one in bad))]
    parts.append(Actions(of=_ways(len(good), waiting)))
    return Card(text=spoken(parts), parts=tuple(parts))


def _sorted(those: Sequence[Invitee]) -> tuple[list[Invitee], list[Invitee]]:
    return [one for one in those if not one.trouble], [one for one in those if one.trouble]


def _not_yet(number: int) -> str:
    if not number:
        return _("Nobody can be invited from this yet. I've kept what you pasted.")
    said = several("{n} person would be invited.", "{n} people would be invited.", number)
    return f"{upper_first(said)} {_('Nothing has been sent yet.')}"


def _ways(number: int, waiting: Waiting) -> tuple[Button, ...]:
    change = Button(label=_("Change"), act=_act(waiting, "change"), words="/table invite")
    if not number:
        return (change,)
    label = several("Send {number} invitation", "Send {number} invitations", number).format(number=number)
    send = Button(
        label=label,
        act=_act(waiting, "send"),
        words=f"/table invite draft {waiting.draft} send",
        style="first",
    )
    return send, change


def _seat(one: Invitee) -> Item:
    who = phrase("{name}, {email}", name=Named(name=one.name), email=Named(name=one.email))
    if not one.organisation:
        return Item(text=who, note=(_("in their own right"),))
    for_whom = _("for {organisation}, going by the address") if one.guessed else _("for {organisation}")
    return Item(text=who, note=phrase(for_whom, organisation=Named(name=one.organisation)))


def _trouble(one: Invitee) -> Item:
    said = {
        Trouble.NO_ADDRESS: _("There's no e-mail address in it."),
        Trouble.UNREADABLE: _("I can't read the address, or it is too long."),
        Trouble.SEVERAL: _("There's more than one address in it: one a line, please."),
        Trouble.TWICE: _("They stand further up already."),
        Trouble.HERE: _("They sit here already."),
    }
    why = said[one.trouble or Trouble.UNREADABLE]
    where = _("Line {number}: ").format(number=one.line)
    return Item(text=(where, Quote(text=one.written)), note=(why,))


def sent(invited: Sequence[Partner], *, waiting: Waiting | None, then: Sequence[Part] = ()) -> Card:
    """What happens next to those just invited. `waiting`: the lines that were not good enough yet."""
    parts: list[Part] = [Para(text=(_what_happens(len(invited)),))]
    if invited:
        items = tuple(_invited(one, by_hand=number < MOST_BUTTONS) for number, one in enumerate(invited))
        parts.append(Items(items=items))
    if waiting:
        parts += _mend(waiting)
    return Card(text=spoken([*parts, *then]), parts=(*parts, *then))


def _what_happens(number: int) -> str:
    if not number:
        return _("They all sit here already. Nothing was sent.")
    return several(
        "They'll get one message, in working hours.", "They'll each get one message, in working hours.", number
    )


def _invited(one: Partner, *, by_hand: bool) -> Item:
    return Item(text=_named(one), buttons=(make_button(one),) if by_hand else ())


def _named(one: Partner) -> Text:
    seat = one.organisation.name if one.organisation else _("in their own right")
    return phrase("{name}, {seat}", name=Named(name=one.person.name), seat=Named(name=seat))


def _mend(waiting: Waiting) -> list[Part]:
    number = len(waiting.text.splitlines())
    said = several("{n} line is kept for you to mend.", "{n} lines are kept for you to mend.", number)
    mend = Button(label=_("Mend them"), act=_act(waiting, "change"), words="/table invite")
    return [Para(text=(upper_first(said),)), Actions(of=(mend,))]


def gone() -> Card:
    """A second press, or one after thirty days."""
    said = _("That list isn't waiting any more: its invitations are on their way, or it has waited too long.")
    who = Button(label=_("Who is here"), act=Act(name="table.who"), words="/table who")
    return Card(text=said, parts=(Para(text=(said,)), Actions(of=(who,))))


def invited(partner: Partner, *, then: Sequence[Part] = ()) -> Card:
    """What happens next to somebody just invited by themself."""
    said = phrase(
        _(
            "{name} has a seat for {organisation}. "
            "I'll write to them once, in working hours, and ask if that's all right."
        ),
        name=Named(name=partner.person.name),
        organisation=Named(name=partner.organisation.name if partner.organisation else _("themselves")),
    )
    parts = (Para(text=said), Actions(of=(make_button(partner),)), *then)
    return Card(text=spoken(parts), parts=parts)


def here_already(partner: Partner) -> Card:
    said = phrase(_("{name} sits here already. Nothing has changed."), name=Named(name=partner.person.name))
    return Card(text=spoken((Para(text=said),)), parts=(Para(text=said),))


def answered(*, number: int, of: int, missing: Sequence[str]) -> Text:
    """`2 of 5 have answered.` Who has not is said only after they had time; `missing`: those who had it."""
    said = several("{number} of {all} has answered.", "{number} of {all} have answered.", of)
    line = said.format(number=number, all=of)
    if not missing:
        return (line,)
    rest = _(" Not yet: {names}. A call, if you'd have called anyway.")
    return (line, *phrase(rest, names=Named(name=listed(missing))))


def answers(line: Text) -> Card:
    """The same by itself."""
    return Card(text=spoken((Para(text=line),)), parts=(Para(text=line),))


def nobody_waits() -> Card:
    """No invitation of the last weeks is open."""
    said = _("No invitation waits for an answer.")
    invite = Button(label=_("Invite"), act=Act(name="table.invite"), words="/table invite")
    return Card(text=said, parts=(Para(text=(said,)), Actions(of=(invite,))))
