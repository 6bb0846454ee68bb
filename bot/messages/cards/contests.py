"""A figure that is not right, in somebody's own words: asked for, kept beside the figure, taken back, settled."""

from collections.abc import Sequence
from typing import Protocol

from bot.domain.acts import Act
from bot.domain.contests import OF_PERSON, OF_SEAT, Figure
from bot.domain.writing import LONGEST
from bot.messages.cards import safeguards
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
    Quote,
)
from bot.messages.words import _, phrase, spoken


class Noted(Protocol):
    """A note beside a figure."""

    @property
    def id(self) -> int: ...
    @property
    def figure(self) -> Figure: ...
    @property
    def text(self) -> str: ...
    @property
    def partner_id(self) -> int: ...
    @property
    def by(self) -> str: ...
    @property
    def organisation(self) -> str | None: ...


def button(about: Figure) -> Button:
    """The way to say it, beside any figure; `about` is chosen already."""
    act = Act(name="contest.say", on=(about.value,))
    return Button(label=_("That isn't right…"), act=act, words=_("/table that isn't right ..."))


def _called(figure: Figure) -> str:
    return {
        Figure.SEAT_LAST: _("the last day here"),
        Figure.OPEN: _("what is open"),
        Figure.LATE: _("what is past its day"),
        Figure.KEPT: _("what was kept"),
        Figure.LET_GO: _("what was let go or handed on"),
        Figure.SEAT_STATE: _("whether we take part"),
        Figure.PART: _("something else in our part"),
        Figure.LAST: _("the last day here"),
        Figure.STATE: _("here, asked, quiet or away"),
        Figure.DAYS: _("the days of taking part"),
        Figure.HELD: _("something else that's held"),
    }[figure]


def form(figure: Figure, words: str, *, asking: str | None = None) -> Form:
    """Which figure, and what is right."""
    figures = OF_SEAT if figure.of_seat else OF_PERSON
    options = tuple(Option(value=one.value, label=_called(one)) for one in figures)
    fields = (
        Field(name="figure", label=_("Which figure?"), kind="one", value=figure.value, options=options),
        Field(
            name="words",
            label=_("What is right?"),
            kind="lines",
            value=words,
            longest=LONGEST,
        ),
        *((safeguards.field(),) if asking else ()),
    )
    note = asking or f"{_who_sees(figure)} {safeguards.please()}"
    return Form(
        title=_("That isn't right"),
        act=Act(name="contest.say", on=(figure.value,)),
        fields=fields,
        submit=_("Say so"),
        before=(Para(text=(note,)),),
    )


def _withdraw(one: Noted) -> Button:
    return Button(
        label=_("Take back"),
        act=Act(name="contest.withdraw", on=(str(one.id),)),
        words=_("take back what isn't right {number}").format(number=one.id),
        sure=_("Delete it?"),
    )


def _settle(one: Noted) -> Button:
    return Button(
        label=_("It's settled"),
        act=Act(name="contest.settle", on=(str(one.id),)),
        words=_("settle what isn't right {number}").format(number=one.id),
    )


def _who_sees(figure: Figure) -> str:
    if figure.of_seat:
        return _(
            "It stands beside it for everybody who may see that figure. Coordinators are told that one is contested."
        )
    return _(
        "It stands beside it for you, and for coordinators where they may see that figure. "
        "They're told that one is contested."
    )


def said(one: Noted, *, careful: bool = False) -> Card:
    """Kept; who sees it, and the ways on."""
    lead = phrase(_("Noted, on {figure}: {words}."), figure=_called(one.figure), words=Quote(text=one.text))
    first = (safeguards.danger(),) if careful else ()
    parts: list[Part] = [
        *first,
        Para(text=(*lead, " ", _who_sees(one.figure))),
        Actions(of=(_withdraw(one), _settle(one))),
    ]
    return Card(text=spoken(parts), parts=tuple(parts))


def _line(one: Noted, *, reader: int, settles: bool) -> Item:
    named = phrase(
        _("{name} on {figure}: {words}"),
        name=Named(name=one.by),
        figure=_called(one.figure),
        words=Quote(text=one.text),
    )
    mine = one.partner_id == reader
    ways = (*((_withdraw(one),) if mine else ()), *((_settle(one),) if mine or settles else ()))
    return Item(text=named, buttons=ways)


def beside(notes: Sequence[Noted], *, reader: int) -> list[Part]:
    """What stands beside the figures of a card."""
    if not notes:
        return []
    lines = tuple(_line(one, reader=reader, settles=False) for one in notes)
    return [Heading(text=_("Said not to be right")), Items(items=lines)]


def listing(notes: Sequence[Noted], *, reader: int, settles: bool) -> Card:
    """All that the reader may see; a coordinator says of any that it is settled."""
    if not notes:
        return _short(_("Nobody says that a figure here isn't right, as far as you may see it."))
    lines = tuple(_line(one, reader=reader, settles=settles) for one in notes)
    parts: tuple[Part, ...] = (Para(text=(_("These figures are said not to be right:"),)), Items(items=lines))
    return Card(text=spoken(parts), parts=parts)


def withdrawn() -> Card:
    return _short(_("Taken back and deleted. Whoever has read it, has read it."))


def settled() -> Card:
    return _short(_("Settled: the note is gone from beside the figure."))


def no_such() -> Card:
    return _short(_("There's no such note, or it's settled already."))


def _short(sentence: str) -> Card:
    return Card(text=sentence, parts=(Para(text=(sentence,)),))
