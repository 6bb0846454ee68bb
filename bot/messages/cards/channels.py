"""A table's own channel in a chat: which one it is, and what is posted there because somebody asked."""

from collections.abc import Sequence

from bot.domain.acts import Act
from bot.domain.people import Partner
from bot.messages.parts import Button, Card, Item, Items, Named, Para, Quote, Strong
from bot.messages.words import _, listed, phrase, plain


def note(partner: Partner, words: str) -> Card:
    """What everybody at the table reads; it is the coordinator's, and says so."""
    said = phrase(_("{name} writes: {words}"), name=Strong(text=partner.person.name), words=Quote(text=words))
    return Card(text=f"{partner.person.name}: {words}", parts=(Para(text=said),))


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
