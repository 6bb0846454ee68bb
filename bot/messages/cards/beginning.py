"""A table begun in chat: the form of three, the note to post, and what its coordinator is asked next."""

from collections.abc import Mapping, Sequence

from bot.domain.acts import Act
from bot.domain.people import Partner
from bot.messages.cards import safeguards, views
from bot.messages.parts import Actions, Button, Card, Field, Form, Named, Option, Para, Part, Quote, Strong
from bot.messages.words import _, phrase, spoken

# How often a table meets, in days; what cannot be said in days is said by 0.
RHYTHMS = (7, 14, 30, 0)


def form(given: Mapping[str, str], *, longest_name: int, longest_ambition: int, asking: str | None = None) -> Form:
    """The three questions. `given`: what was filled in already; `asking`: what to ask before it is kept."""
    name = Field(
        name="name",
        label=_("What is the table called?"),
        kind="line",
        value=given.get("name", ""),
        hint=_("“Home from hospital”."),
        longest=longest_name,
    )
    ambition = Field(
        name="ambition",
        label=_("For whom, and what would be different?"),
        kind="lines",
        value=given.get("ambition", ""),
        hint=_("“So that nobody stays in hospital for want of a home.” It can wait, and it can change."),
        needed=False,
        longest=longest_ambition,
    )
    fields = (name, ambition, _meets(given.get("meets", "")))
    return Form(
        title=_("A new table"),
        act=Act(name="table.new"),
        fields=(*fields, safeguards.field()) if asking else fields,
        submit=_("Begin"),
        before=(Para(text=(asking or f"{_('Nobody is messaged yet.')} {safeguards.please()}",), quiet=not asking),),
    )


def _meets(value: str) -> Field:
    labels = (_("Every week"), _("Every two weeks"), _("Every month"), _("Less often, or not yet"))
    options = tuple(Option(value=str(days), label=label) for days, label in zip(RHYTHMS, labels, strict=True))
    return Field(
        name="meets", label=_("How often do you meet?"), kind="one", value=value, options=options, needed=False
    )


def opened(coordinator: Partner) -> Card:
    """The table is there, and nobody knows of it yet but whoever began it."""
    said = phrase(
        _("{table} is open. Nobody has been messaged. Here's a note you could post in your own words."),
        table=Strong(text=coordinator.partnership.name),
    )
    ways = Actions(
        of=(
            Button(label=_("Edit and post"), act=Act(name="table.note"), words=_("a note to post")),
            Button(label=_("Invite by e-mail"), act=Act(name="table.invite"), words="/table invite"),
            Button(label=_("Not yet"), act=Act(name="table.next"), words=_("what next")),
        )
    )
    return _card(Para(text=said), Para(text=(Quote(text=draft_note(coordinator)),)), ways)


def _card(*parts: Part) -> Card:
    return Card(text=spoken(parts), parts=parts)


def draft_note(coordinator: Partner) -> str:
    """What a coordinator could tell the others, in a tone that they can make their own."""
    said = _(
        "I've asked Convenor to help us keep track of what we say we'll do and what we learn. It notes the days "
        "people take part, not what they say. It'll write to each of you once, privately, to ask if that's all "
        "right. You can say no and still be at the table."
    )
    return f"{said} – {coordinator.person.first_name}"


def note_form(words: str) -> Form:
    box = Field(name="words", label=_("Your note"), kind="lines", value=words, hint=_("Say it as you would say it."))
    return Form(title=_("A note in your own words"), act=Act(name="table.note"), fields=(box,), submit=_("It's ready"))


def note(words: str, *, then: Sequence[Part]) -> Card:
    """The note as it is to be posted, by whoever wrote it: words from a colleague are read, those of a bot are not."""
    lead = _("Here it is, to copy and post where you all talk, under your own name.")
    return _card(Para(text=(lead,)), Para(text=(Quote(text=words),)), *then)


def asked_next(then: Sequence[Part]) -> Card:
    """Whatever a coordinator is asked next."""
    return _card(*then)


def who_is_missing(*, to_learn: bool = False) -> tuple[Part, ...]:
    """The gap round the table, asked about before it is full of those who always come.

    `to_learn`: whether what there is to learn comes after it, and not the table.
    """
    said = _("Who should be here and isn't? A role will do: “a GP”, “someone who's been through it”.")
    add = Button(label=_("Add a missing chair"), act=Act(name="table.missing"), words=_("/table missing a GP"))
    label = _("Nobody I can think of")
    last = Button(label=label, act=Act(name="table.nobody"), words=_("nobody I can think of"))
    nobody = last if to_learn else Button(label=label, act=Act(name="table.show"), words="/table")
    return Para(text=(said,)), Actions(of=(add, nobody))


def nobody() -> Card:
    """The end of a partner's questions."""
    show = Button(label=_("Show the table"), act=Act(name="table.show"), words="/table")
    return _card(Para(text=(f"{_('That is good to know.')} {views.to_learn()}",)), Actions(of=(show,)))


def the_table(coordinator: Partner) -> tuple[Part, ...]:
    """The end of the first ten minutes: the table itself."""
    said = phrase(
        _("That's all for now. {table} is one word away: /table"), table=Named(name=coordinator.partnership.name)
    )
    show = Button(label=_("Show the table"), act=Act(name="table.show"), words="/table")
    return Para(text=said), Actions(of=(show,))
