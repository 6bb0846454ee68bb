"""Answers to a check-in, taken well, whatever they are."""

from collections.abc import Sequence
from datetime import date

from bot.domain.acts import Act
from bot.messages import of_commitments as piece
from bot.messages.of_commitments import Shown
from bot.messages.parts import Actions, Button, Card, Item, Items, Named, Para, Quote, Strong, Text
from bot.messages.words import _, listed, phrase, plain


def still_in(mine: Sequence[Shown], *, today: date) -> Card:
    """Thanks, and what they have open, if anything."""
    thanks = Para(text=(_("Thank you. That's all I wanted to know."),))
    if not mine:
        return Card(text=plain(thanks.text), parts=(thanks,))
    items = tuple(
        Item(text=(f"{one.number}. ", *piece.for_its_owner(one, today=today)), buttons=piece.at_check_in(one.number))
        for one in mine
    )
    lead = Para(text=(_("You have these open:"),))
    said = "; ".join(plain(item.text) for item in items)
    return Card(text=f"{plain(thanks.text)} {plain(lead.text)} {said}", parts=(thanks, lead, Items(items=items)))


def not_just_now() -> Card:
    """No is an answer; a day can be named, and need not be."""
    said = (
        _(
            "That's fine, and thank you for saying. "
            "If you know when you'll be back, tell me and I won't write till then."
        ),
    )
    away = Button(label=_("Away until…"), act=Act(name="away.set"), words="away until 4 January")
    return Card(text=plain(said), parts=(Para(text=said), Actions(of=(away,))))


def what_would_help() -> Card:
    """What is in the way: three common things, or their own words."""
    said = (_("What's in the way?"),)
    ways = (
        (_("Too much on"), "checkin.toomuch"),
        (_("I'm the wrong person now"), "checkin.wrongperson"),
        (_("It isn't working for us"), "checkin.notworking"),
    )
    buttons = tuple(Button(label=label, act=Act(name=name, on=("1",)), words=label.casefold()) for label, name in ways)
    return Card(text=plain(said), parts=(Para(text=said), Actions(of=buttons)))


def may_i_tell(coordinators: Sequence[str]) -> Card:
    """Nobody is told without a yes; all who would see it are named."""
    names = listed(coordinators) or _("your coordinators")
    said = phrase(_("Thank you for saying. May I tell {name}?"), name=Named(name=names))
    ways = (
        Button(label=_("Yes"), act=Act(name="checkin.tell", on=("1",)), words="yes, tell them"),
        Button(label=_("No"), act=Act(name="checkin.donttell", on=("1",)), words="don't tell"),
    )
    return Card(text=plain(said), parts=(Para(text=said), Actions(of=ways)))


def told(coordinators: Sequence[str]) -> Card:
    name = Named(name=listed(coordinators) or _("Your coordinators"))
    said = phrase(_("Thank you. {name} will see it when they ask me."), name=name)
    return Card(text=plain(said), parts=(Para(text=said),))


def not_told() -> Card:
    said = (_("It stays with you, and I've forgotten it."),)
    return Card(text=plain(said), parts=(Para(text=said),))


def turned_on() -> Card:
    said = (_("I'll ask how you are if you've been quiet here for longer than usual. You can turn that off again."),)
    off = Button(label=_("Don't check in with me"), act=Act(name="checkin.off"), words="don't check in with me")
    return Card(text=plain(said), parts=(Para(text=said), Actions(of=(off,))))


def turned_off() -> Card:
    said = (_("I won't ask after you when you're quiet. You're at the table all the same."),)
    on = Button(label=_("Check in with me"), act=Act(name="checkin.on"), words="check in with me")
    return Card(text=plain(said), parts=(Para(text=said), Actions(of=(on,))))


def by_choice() -> Text:
    """What whoever sits in their own right is told once."""
    return (_("As you sit here in your own right, I don't ask after you. If you'd like that: “check in with me”."),)


def answered_in_words(words: str, table: str) -> Card:
    """Words that were no command, taken as an answer; only the asker ever sees them."""
    said = phrase(
        _("Thank you. I've noted that you answered for {table}; your words, {words}, stay with you."),
        table=Strong(text=table),
        words=Quote(text=words),
    )
    ways = (
        Button(label=_("I'm still in"), act=Act(name="checkin.stillin", on=("1",)), words="still in"),
        Button(
            label=_("Something's in the way"),
            act=Act(name="checkin.obstacle", on=("1",)),
            words="something's in the way",
        ),
    )
    return Card(text=plain(said), parts=(Para(text=said), Actions(of=ways)))
