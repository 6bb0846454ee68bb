"""Wishes of others ("If only they would"): each becomes a sentence that they can answer, with what they might need.

The same serves whoever is stuck: what would help, and of whom.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bot.domain.acts import Act
from bot.domain.commitments import Commitment
from bot.domain.writing import LONGEST
from bot.messages import of_commitments as piece
from bot.messages.cards import safeguards
from bot.messages.cards.glance import missing_button
from bot.messages.parts import Actions, Button, Card, Field, Form, Named, Option, Para, Part, Quote, Text
from bot.messages.words import LONGEST_QUOTE, _, clip, phrase, spoken

# Answers to "of whom" that are no person and no seat.
NOBODY_HERE, THE_TABLE = "nobody", "table"

# What still reads as one line on a phone.
LONGEST_OPTION = 70

Options = Sequence[tuple[str, str]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """What somebody needs, of whom, and what might be needed of them. `draft`: where it waits for their word.

    `name` and `organisation` None: the whole table is asked. `stuck`: the commitment that it would help with.
    """

    draft: int
    need: str
    in_return: str
    name: str | None = None
    organisation: str | None = None
    stuck: int | None = None


def form(given: Mapping[str, str], options: Options, *, act: Act, said: str = "", asking: str | None = None) -> Form:
    """Two questions, and of whom. `said`: the sentence that it began with; `asking`: what to ask about the words."""
    before: list[Part] = [Para(text=phrase(_("If only {words}"), words=Quote(text=said)))] if said else []
    before.append(Para(text=(asking or safeguards.please(),), quiet=asking is None))
    fields = (
        _words("need", _("What would you need from them, in one sentence?"), given),
        _words("give", _("And what might they need from you?"), given, needed=False),
        _whom(given, (*options, (NOBODY_HERE, _("Somebody who isn't at this table")))),
        *((safeguards.field(),) if asking else ()),
    )
    return Form(title=_("If only …"), act=act, fields=fields, submit=_("Next"), before=tuple(before))


def stuck(one: Commitment, given: Mapping[str, str], options: Options, *, act: Act, asking: str | None = None) -> Form:
    """What would help with one commitment, and of whom. The table is asked only about what the table sees."""
    fields = (
        _words("need", _("What would help?"), given),
        _whom(given, options),
        *((safeguards.field(),) if asking else ()),
    )
    before = (
        Para(text=(Quote(text=one.text),), quiet=True),
        Para(text=(asking or safeguards.please(),), quiet=asking is None),
    )
    return Form(title=_("Stuck"), act=act, fields=fields, submit=_("Next"), before=before)


def _words(name: str, label: str, given: Mapping[str, str], *, needed: bool = True) -> Field:
    return Field(name=name, label=label, kind="lines", value=given.get(name, ""), needed=needed, longest=LONGEST)


def _whom(given: Mapping[str, str], options: Options) -> Field:
    return Field(
        name="whom",
        label=_("Whom could you ask?"),
        kind="one",
        value=given.get("whom", ""),
        options=tuple(Option(value=value, label=clip(label, LONGEST_OPTION)) for value, label in options),
    )


def the_table() -> str:
    return _("The whole table")


def ready(wish: Wish) -> Card:
    """What would be asked, and of whom; nothing has gone to anybody."""
    need = Quote(text=wish.need)
    if wish.name is None:
        said = phrase(
            _("I'd tell the table that this would help: {need}. It stands on its card; nobody is messaged."), need=need
        )
    elif wish.organisation:
        who = {"name": Named(name=wish.name), "organisation": Named(name=wish.organisation)}
        said = phrase(_("I'd ask {name} of {organisation}: {need}."), **who, need=need)
    else:
        said = phrase(_("I'd ask {name}: {need}."), name=Named(name=wish.name), need=need)
    return _card(Para(text=(*said, *_also(wish))), ways=(_ask(wish), _keep(wish), _change(wish)))


def _also(wish: Wish) -> Text:
    if not wish.in_return:
        return ()
    words = Quote(text=wish.in_return)
    return phrase(_(" And that they might need of you: {words}."), words=words)


def _way(label: str, action: str, wish: Wish, typed: str) -> Button:
    return Button(label=label, act=Act(name=f"ifonly.{action}", on=(str(wish.draft),)), words=f"{typed} {wish.draft}")


def _ask(wish: Wish) -> Button:
    return _way(_("Ask them"), "ask", wish, "ask them")


def _keep(wish: Wish) -> Button:
    return _way(_("Keep it to myself"), "keep", wish, "keep it to myself")


def _change(wish: Wish) -> Button:
    return _way(_("Change"), "change", wish, "change wish")


def not_here(wish: Wish) -> Card:
    """Whoever is meant has no seat: that is a chair to be filled."""
    said = phrase(
        _("They can't hear {need} while they have no seat here. A missing chair says so to the table."),
        need=Quote(text=wish.need),
    )
    return _card(Para(text=said), ways=(missing_button(), _keep(wish), _change(wish)))


def told_table(one: Commitment, need: str) -> Card:
    """It stands on the table's card now."""
    said = phrase(
        _("The table can see that this would help: {need}. Whoever can do something will come to you."),
        need=Quote(text=need),
    )
    act = Act(name="commitment.unstuck", on=(str(one.number),))
    back = Button(label=_("Take it back"), act=act, words=f"unstuck {one.number}")
    return piece.card(Para(text=said), about=one, ways=(back, piece.more(one)))


def taken_back(one: Commitment) -> Card:
    said = phrase(_("Taken back: the table no longer sees what would help with {what}."), what=Quote(text=one.text))
    return piece.card(Para(text=said), about=one, ways=(piece.more(one),))


def would_help(whose: str, need: str) -> Text:
    """A line on the table's card, and in what happened there."""
    words = Quote(text=clip(need, LONGEST_QUOTE))
    return phrase(_("This would help {whose}: {words}."), whose=Named(name=whose), words=words)


def _card(*parts: Part, ways: Sequence[Button]) -> Card:
    whole = (*parts, Actions(of=tuple(ways)))
    return Card(text=spoken(parts), parts=whole)
