"""A table's own channel in a chat: which one it is, and what is posted there because somebody asked."""

from collections.abc import Sequence
from dataclasses import replace

from bot.domain.acts import Act
from bot.domain.people import Partner
from bot.messages.parts import Actions, Button, Card, Item, Items, Named, Para, Quote, Strong
from bot.messages.words import _, listed, phrase, plain

# What the card is about that says how to take part: whoever posts it pins it.
TAKING_PART = "taking_part"


def note(partner: Partner, words: str) -> Card:
    """What everybody at the table reads; it is the coordinator's, and says so."""
    said = phrase(_("{name} writes: {words}"), name=Strong(text=partner.person.name), words=Quote(text=words))
    return Card(text=f"{partner.person.name}: {words}", parts=(Para(text=said),))


def taking_part(table: str) -> Card:
    """What stands in the channel for all to use: whoever has no commands of ours does everything from here."""
    said = phrase(
        _("{table} meets here, and this is how to take part. Only you see what a button opens."),
        table=Strong(text=table),
    )
    also = _(
        "Words work too: call me by name in this channel, or write to me directly, and say it as you would to a "
        "colleague. “Help” says what there is. You need no app and no account for any of it."
    )
    # Some may only post in a channel that their workspace shares with others, and some not even that.
    otherwise = _(
        "Where none of this works for you, whoever convenes the table can have me write to you by e-mail, or give you "
        "a link to it in your browser."
    )
    return Card(
        text=f"{plain(said)} {also} {otherwise}",
        parts=(
            Para(text=said),
            Actions(of=_ways()),
            Para(text=(also,), quiet=True),
            Para(text=(otherwise,), quiet=True),
        ),
        subject=TAKING_PART,
    )


def _ways() -> tuple[Button, ...]:
    """All of them are of the channel's own table, so that whoever presses one for the first time sits there."""
    return (
        Button(label=_("Commit"), act=Act(name="commitment.make"), words="/commit", style="first"),
        Button(label=_("Reflect"), act=Act(name="reflection.make"), words="/reflect"),
        Button(label=_("What I said I'd do"), act=Act(name="commitment.list"), words="/commit list"),
        Button(label=_("Ask somebody"), act=Act(name="commitment.ask"), words="/table ask"),
        Button(label=_("The table"), act=Act(name="table.show"), words="/table"),
        Button(label=_("I'm away"), act=Act(name="away.set"), words="/table away"),
        Button(label=_("Help"), act=Act(name="help.show"), words="help"),
    )


def please_pin(card: Card) -> Card:
    """The same where we may not pin it ourselves."""
    said = _("I can't pin this message here. Would somebody pin it, so that it stays in sight?")
    return replace(card, text=f"{card.text} {said}", parts=(*card.parts, Para(text=(said,), quiet=True)))


def posted() -> Card:
    said = _("It's on its way to the channel.")
    return Card(text=said, parts=(Para(text=(said,)),))


def taken(name: str) -> Card:
    """The conversation is a table's already."""
    said = phrase(_("This channel is {table}'s already. Type /table to see it."), table=Strong(text=name))
    return Card(text=plain(said), parts=(Para(text=said),))


def say_it_there() -> Card:
    said = _("Say /table here in the channel where the table talks, and that channel is the table's.")
    return Card(text=said, parts=(Para(text=(said,)),))


def which(tables: Sequence[tuple[str, str]]) -> Card:
    """A coordinator of several. `tables`: slug and name."""
    said = _("Which of your tables is this channel for?")
    items = tuple(
        Item(
            text=(Named(name=name),),
            buttons=(Button(label=_("This one"), act=Act(name="table.here", on=(slug,)), words=f"/table here {slug}"),),
        )
        for slug, name in tables
    )
    return Card(
        text=f"{said} {listed([name for _slug, name in tables])}", parts=(Para(text=(said,)), Items(items=items))
    )


def here(name: str) -> Card:
    """What follows from it, said at once."""
    said = phrase(_("This channel is {table}'s from now on: its weekly digest comes here."), table=Strong(text=name))
    counted = _(
        "Of what is said here I note who spoke on which day, never the words, and only of people who were told so."
    )
    return Card(text=f"{plain(said)} {counted}", parts=(Para(text=said), Para(text=(counted,), quiet=True)))
