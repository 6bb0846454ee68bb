"""A table at a glance: what it is for, how it stands, what is due next; and every way on from there."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from bot.domain.acts import Act
from bot.domain.people import Partner, Partnership
from bot.domain.perspectives import Spoken
from bot.messages import of_outcomes, of_tries
from bot.messages.cards import catchup, challenge
from bot.messages.cards.meetings import show_button
from bot.messages.cards.tables import gaps
from bot.messages.cards.views import how_many
from bot.messages.parts import Actions, Button, Card, Heading, Item, Items, Named, Para, Part, Quote, Strong, Text
from bot.messages.words import LONGEST_QUOTE, _, clip, listed, phrase, several, spoken

# What comes after the next thing, before somebody asks for more.
MOST_DUE = 5


class Shown(Protocol):
    """A commitment as this card needs it, with whose it is."""

    @property
    def text(self) -> str: ...
    @property
    def due_on(self) -> date | None: ...
    @property
    def whose(self) -> Sequence[str]: ...


def invite_button() -> Button:
    return Button(label=_("Invite"), act=Act(name="table.invite"), words=_("/table invite Sam Okoye <sam@...> of ..."))


def missing_button() -> Button:
    return Button(label=_("Add a missing chair"), act=Act(name="table.missing"), words=_("/table missing a GP"))


def _more_button() -> Button:
    return Button(label=_("More"), act=Act(name="table.more"), words="/table more")


@dataclass(frozen=True, slots=True, kw_only=True)
class Glance:
    """What the table's card is made of. `lines`: a sentence each of what else there is to know about it at a glance.

    `answered`: how its invitations fare, for who convenes. `headline`: how many of its organisations take part.
    """

    counts: Spoken
    chairs: Sequence[str]
    due: Sequence[Shown]
    lines: Sequence[Text] = ()
    answered: Text | None = None
    headline: Text | None = None


def table(asker: Partner, glance: Glance) -> Card:
    """What somebody sees first: the name, the ambition, who has spoken, who is missing, what is due next."""
    opening = (Para(text=_opening(asker.partnership)), *((Para(text=glance.headline),) if glance.headline else ()))
    lines = tuple(Para(text=line) for line in glance.lines)
    answered = (Para(text=glance.answered),) if glance.answered else ()
    after = _list(_("After that, in the coming month"), glance.due[1 : MOST_DUE + 1])
    buttons = (missing_button(), _more_button())
    ways = Actions(of=(invite_button(), *buttons) if asker.convenes else buttons)
    return _card(*opening, Para(text=_in_a_line(glance)), *lines, *answered, *after, ways)


def _card(*parts: Part) -> Card:
    return Card(text=spoken(parts), parts=parts)


def _opening(here: Partnership) -> Text:
    name = Strong(text=here.name)
    if not here.ambition:
        return phrase("{name}.", name=name)
    return phrase("{name}. {ambition}", name=name, ambition=Quote(text=here.ambition))


def _in_a_line(glance: Glance) -> Text:
    """The table in a line. Until half of the seats have said how it looks from there, that comes first."""
    views, rest = how_many(glance.counts), (*gaps(glance.chairs), " ", *_next(glance.due))
    return (*rest, " ", views) if glance.counts.half else (views, " ", *rest)


def _next(due: Sequence[Shown]) -> Text:
    if not due:
        return (_("Nothing is due in the coming month."),)
    return (_("Next: "), *_line(due[0]), ".")


def _list(heading: str, due: Sequence[Shown]) -> tuple[Part, ...]:
    if not due:
        return ()
    return Heading(text=heading), Items(items=tuple(Item(text=_line(one)) for one in due))


def more(asker: Partner, *, due: Sequence[Shown], further: int = 0) -> Card:
    """What is due, how much further than that, and what else can be looked at here."""
    nothing = Para(text=_next(()))
    ahead = _list(_("Due in the coming month"), due) or (nothing,)
    rest = (Para(text=(several("And {n} more.", "And {n} more.", further),), quiet=True),) if further > 0 else ()
    ways = (part for label, group in _ways(asker) for part in (Para(text=(label,), quiet=True), Actions(of=group)))
    return _card(*ahead, *rest, *ways)


def _ways(asker: Partner) -> Sequence[tuple[str, tuple[Button, ...]]]:
    """Where one can look from here, by what one wants to know."""
    quiet = (_look(_("Who has gone quiet"), "quiet.answer", "/table quiet"), _messages()) if asker.convenes else ()
    settings = _look(_("Settings"), "table.settings", "/table settings")
    return (
        (_("How it looks, and where it goes"), _where_it_goes()),
        (_("The work"), _work()),
        (_("Each other"), _each_other()),
        (
            _("How the table runs"),
            (_look(_("Who convenes"), "convene.show", "/table convening"), settings, *quiet),
        ),
    )


def _messages() -> Button:
    return _look(_("What messages do"), "effects.show", "/table what messages do")


def _look(label: str, name: str, words: str) -> Button:
    return Button(label=label, act=Act(name=name), words=words)


def _where_it_goes() -> tuple[Button, ...]:
    return (
        _look(_("Route map"), "table.map", "/table map"),
        challenge.look_button(),
        _look(_("Show me what others said"), "view.list", "/table views"),
        of_outcomes.listing(),
    )


def _work() -> tuple[Button, ...]:
    return (
        _look(_("Strands"), "strand.list", "/table strands"),
        of_tries.listing(),
        show_button(),
        _look(_("This week's digest"), "digest.show", "/table digest"),
        catchup.button(),
    )


def _each_other() -> tuple[Button, ...]:
    return (
        _look(_("Who is here"), "table.who", "/table who"),
        _look(_("Say thanks"), "thanks.give", _("/table thanks @... for ...")),
        _look(_("If only …"), "ifonly.say", _("if only ...")),
        _look(_("Our part"), "part.show", "/table our part"),
    )


def _line(one: Shown) -> Text:
    whose = Named(name=listed(one.whose))
    words = Quote(text=clip(one.text, LONGEST_QUOTE))
    if one.due_on is None:
        return phrase(_("{whose}: {words}"), whose=whose, words=words)
    return phrase(_("{whose}: {words}, {day}"), whose=whose, words=words, day=one.due_on)
