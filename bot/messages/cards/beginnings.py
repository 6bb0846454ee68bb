"""A table begins where people already talk."""

from collections.abc import Sequence

from bot.domain.acts import Act
from bot.domain.people import Partner
from bot.messages.cards.tables import invite_button
from bot.messages.parts import Actions, Button, Card, Field, Form, Item, Items, Named, Option, Para, Quote, Strong
from bot.messages.words import _, listed, phrase, plain


def form(name: str, ambition: str, meets: str) -> Form:
    """The three questions."""
    fields = (
        Field(name="name", label=_("What is the table called?"), kind="line", value=name, longest=100),
        Field(
            name="ambition",
            label=_("For whom is it, and what would be different?"),
            kind="lines",
            value=ambition,
            hint=_("One sentence will do. It can be changed."),
            needed=False,
            longest=500,
        ),
        Field(
            name="meets",
            label=_("How often do you meet?"),
            kind="one",
            value=meets,
            options=(
                Option(value="7", label=_("Every week")),
                Option(value="14", label=_("Every fortnight")),
                Option(value="30", label=_("Every month")),
                Option(value="91", label=_("Every quarter")),
                Option(value="", label=_("It varies")),
            ),
            needed=False,
        ),
    )
    return Form(title=_("A new table"), act=Act(name="table.begin"), fields=fields, submit=_("Begin"))


def begun(partner: Partner, *, here: bool) -> Card:
    """It is open, and nobody knows yet but whoever began it. `here`: the conversation it was begun in is its own."""
    said = phrase(_("{table} is open. Nobody has been messaged."), table=Strong(text=partner.partnership.name))
    note = _("Here's a note you could post in your own words.") if here else _("Say /table here in its channel.")
    organisation = Button(
        label=_("Say whom you sit for"), act=Act(name="seat.organisation"), words=_("I sit for Riverside")
    )
    post = Button(label=_("Edit and post"), act=Act(name="table.note"), words="/table note", style="first")
    ways = (*((post,) if here else ()), invite_button(), organisation)
    paras = [
        Para(text=said),
        Para(text=(note,)),
        *([Para(text=(Quote(text=draft(partner)),), quiet=True)] if here else []),
    ]
    return Card(text=" ".join(plain(one.text) for one in paras), parts=(*paras, Actions(of=ways)))


def draft(partner: Partner) -> str:
    """What a coordinator might tell the others, to be put in their own words."""
    return _(
        "I've asked Convenor to help us keep track of what we say we'll do and what we learn. It notes the days people "
        "take part, not what they say. It'll write to each of you once, privately, to ask if that's all right. "
        "You can say no and still be at the table. – {name}"
    ).format(name=partner.person.first_name)


def note_form(partner: Partner) -> Form:
    words = Field(name="words", label=_("Your note"), kind="lines", value=draft(partner), longest=3000)
    return Form(title=_("A note to the table"), act=Act(name="table.note"), fields=(words,), submit=_("Post it"))


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
