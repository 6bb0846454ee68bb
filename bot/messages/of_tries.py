"""The pieces that every card about a try is made of: its buttons, its day, who shares in it."""

from collections.abc import Sequence
from datetime import date

from bot.domain.acts import Act
from bot.domain.people import first_name
from bot.domain.tries import Shares, Try
from bot.messages.of_commitments import when
from bot.messages.parts import Actions, Button, Card, Named, Part, Quote, Text
from bot.messages.words import LONGEST_QUOTE, _, clip, listed, phrase, spoken


def card(*parts: Part, about: Try | None = None, ways: Sequence[Button] = ()) -> Card:
    """A card with the buttons under it."""
    drawn = (*parts, Actions(of=tuple(ways))) if ways else parts
    return Card(text=spoken(parts), parts=drawn, subject=f"try:{about.number}" if about else None)


def quoted(one: Try) -> Quote:
    return Quote(text=clip(one.text, LONGEST_QUOTE))


def whose(one: Try) -> Named:
    """Who began it: `Sam, Ward 9 Trust`."""
    return Named(name=f"{first_name(one.owner)}, {one.organisation or _('in their own right')}")


def looked_at(one: Try, *, today: date) -> Text:
    """When it is looked at again, whether that day has come or not."""
    template = _("To look at again on {day}.") if one.look_on > today else _("It's time to look at it: {day}.")
    return phrase(template, day=when(one.look_on, today))


def shared_with(one: Try) -> Text:
    """Who has said that they share in what may go wrong, and who was asked."""
    said = {
        Shares.YES: _("Shared by {names}."),
        Shares.ASKED: _("Asked whether they share it: {names}."),
        Shares.NO: _("Not shared by {names}."),
    }
    found = [
        phrase(template, names=Named(name=listed([each.name for each in one.sharers if each.state is state])))
        for state, template in said.items()
        if any(each.state is state for each in one.sharers)
    ]
    return tuple(run for number, line in enumerate(found) for run in (*((" ",) if number else ()), *line))


def _button(label: str, name: str, one: Try, words: str) -> Button:
    act = Act(name=name, on=(str(one.number),), seen=one.fingerprint)
    return Button(label=label, act=act, words=words.format(n=one.number))


def more(one: Try) -> Button:
    act = Act(name="try.show", on=(str(one.number),))
    return Button(label=_("More"), act=act, words=f"show try {one.number}")


def fill(one: Try) -> Button:
    return _button(_("Say more"), "try.fill", one, _("fill in try {n} ..."))


def share(one: Try) -> Button:
    return _button(_("Who shares it?"), "try.share", one, _("share try {n} with ..."))


def take_back(one: Try) -> Button:
    return _button(_("Take back"), "try.withdraw", one, "take back try {n}")


def decisions(one: Try) -> tuple[Button, ...]:
    """What can become of it; each is asked what was learned."""
    return (
        _button(_("Keep"), "try.keep", one, _("keep try {n}, because we learned ...")),
        _button(_("Change…"), "try.change", one, _("change try {n} to ... because ...")),
        _button(_("Stop…"), "try.stop", one, _("stop try {n}, because we learned ...")),
    )


def undo(one: Try) -> Button:
    return _button(_("Undo"), "try.undo", one, "open try {n}")


def answers(one: Try) -> tuple[Button, ...]:
    """What somebody whose seat was asked can say."""
    number = str(one.number)
    return (
        Button(
            label=_("Yes, we share it"),
            act=Act(name="try.yes", on=(number,)),
            words=f"yes, we share try {number}",
        ),
        Button(label=_("Not us"), act=Act(name="try.no", on=(number,)), words=f"not us for try {number}"),
    )


def begin() -> Button:
    return Button(
        label=_("Try something"), act=Act(name="try.begin"), words=_("/table try ring the ward at nine for ...")
    )


def listing() -> Button:
    return Button(label=_("What we're trying"), act=Act(name="try.list"), words="/table tries")
