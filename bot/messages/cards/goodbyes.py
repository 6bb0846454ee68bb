"""Leaving a table: the question before it, what may be said in parting, and the last card with thanks."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from bot.domain.acts import Act
from bot.domain.people import Partner
from bot.messages.cards import safeguards
from bot.messages.parts import (
    Actions,
    Button,
    Card,
    Field,
    Form,
    Item,
    Items,
    Named,
    Option,
    Para,
    Part,
    Quote,
    Strong,
    Text,
)
from bot.messages.words import _, clip, listed, month, phrase, several, span, spoken, upper_first

# Thanks for more than two things read like a report.
MOST_THANKED = 2
LONGEST_QUOTE = 90
LONGEST_WISH = 300


class Did(Protocol):
    """What somebody is thanked for."""

    @property
    def kept(self) -> Sequence[str]: ...
    @property
    def spoke(self) -> bool: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Goodbye:
    """What became of what somebody had open: let go, or offered on to `to`. `body`: their organisation, if it goes.

    `careful`: what they said suggests that somebody is in danger.
    """

    did: Did
    let_go: int = 0
    offered: int = 0
    to: str = ""
    body: str = ""
    careful: bool = False


def _card(*parts: Para | Actions) -> Card:
    return Card(text=spoken(parts), parts=parts)


def leaving(asker: Partner, *, last: bool) -> Card:
    """The question before somebody leaves. `last`: nobody else sits for their organisation."""
    said = phrase(
        _(
            "Leave {table}? What you have open is let go, kindly, and I stop writing to you about it. "
            "What is held on you here goes after the table's {years}, or when you say."
        ),
        table=Strong(text=asker.partnership.name),
        years=span(asker.partnership.retention_months),
    )
    if last and asker.organisation:
        asked = phrase(
            _("You're the last one here for {body}. Is it stepping back, or is somebody else coming?"),
            body=Named(name=asker.organisation.name),
        )
        return _card(Para(text=said), Para(text=asked), Actions(of=(_step_back(), _somebody_else(), _go(_("Just me")))))
    return _card(Para(text=said), Actions(of=(_go(_("Leave the table")), _with_a_word())))


def _go(label: str) -> Button:
    return Button(label=label, act=Act(name="table.leave", on=("yes",)), words="/table leave yes", style="danger")


def _with_a_word() -> Button:
    return Button(label=_("Leave with a word"), act=Act(name="table.parting"), words="/table leave with a word")


def _step_back() -> Button:
    return Button(label=_("We're stepping back"), act=Act(name="seat.stepback"), words="/table step back")


def _somebody_else() -> Button:
    return Button(label=_("Somebody else is coming"), act=Act(name="seat.handon"), words="/table hand on my seat")


def parting_form(
    asker: Partner, values: Mapping[str, str], *, to: Sequence[tuple[int, str]], asking: str | None = None
) -> Form:
    """What would bring them back, and who might take on what they have open; both may stay empty."""
    wish = Field(
        name="back_if",
        label=_("What would bring you back?"),
        kind="lines",
        value=values.get("back_if", ""),
        hint=_("Only you and the coordinators see this. It may stay empty."),
        needed=False,
        longest=LONGEST_WISH,
    )
    back = Option(value="", label=_("Let it go, for the table to pick up"))
    options = (back, *(Option(value=str(number), label=name) for number, name in to))
    onward = Field(
        name="to",
        label=_("Who might take on what you have open? They're asked."),
        kind="one",
        value=values.get("to", ""),
        options=options,
        needed=False,
    )
    before = phrase(_("You're about to leave {table}."), table=Strong(text=asker.partnership.name))
    return Form(
        title=_("Leaving the table"),
        act=Act(name="table.parting"),
        fields=_asking((wish, *((onward,) if to else ())), asking),
        submit=_("Leave"),
        before=(Para(text=before), _note(asking), _or_type("/table leave with a word yes", values)),
    )


def step_back_form(asker: Partner, values: Mapping[str, str], *, asking: str | None = None) -> Form:
    """Their organisation steps back: no reason is asked, and what would bring it back may be said to the table."""
    body = asker.organisation.name if asker.organisation else ""
    wish = Field(
        name="back_if",
        label=_("What would bring it back?"),
        kind="lines",
        value=values.get("back_if", ""),
        hint=_("The table sees this, as in “the meetings moved to mornings”. It may stay empty."),
        needed=False,
        longest=LONGEST_WISH,
    )
    before = phrase(
        _("{body} steps back from {table}, and you with it. What it did here stays, and it can come back."),
        body=Named(name=body),
        table=Strong(text=asker.partnership.name),
    )
    return Form(
        title=_("Stepping back"),
        act=Act(name="seat.stepback"),
        fields=_asking((wish,), asking),
        submit=_("Step back"),
        before=(Para(text=before), _note(asking), _or_type("/table step back yes", values)),
    )


def _asking(fields: tuple[Field, ...], asking: str | None) -> tuple[Field, ...]:
    return (*fields, safeguards.field()) if asking else fields


def _or_type(typed: str, values: Mapping[str, str]) -> Para:
    """How to say it where a form can't be filled in: with the words that were said, so that they aren't lost there."""
    words = " ".join(values.get("back_if", "").split())
    return Para(text=phrase(_("Or type: {words}"), words=Named(name=f"{typed}, {words or '...'}")), quiet=True)


def _note(asking: str | None) -> Para:
    return Para(text=(asking or safeguards.please(),), quiet=not asking)


def others_sit_for_it(body: str, names: Sequence[str]) -> Card:
    """Nobody takes a colleague's seat away."""
    said = phrase(
        _("{names} sits for {body} too, so it isn't yours alone to step back. You can leave by yourself.")
        if len(names) == 1
        else _("{names} sit for {body} too, so it isn't yours alone to step back. You can leave by yourself."),
        names=Named(name=listed(list(names))),
        body=Named(name=body),
    )
    return _card(Para(text=said), Actions(of=(_go(_("Leave the table")), _with_a_word())))


def goodbye(asker: Partner, done: Goodbye) -> Card:
    """The last card: thanks for what they did, and how to come back."""
    table = Strong(text=asker.partnership.name)
    opening: Text = phrase(_("Goodbye from {table}, and thank you."), table=table)
    if done.body:
        opening = phrase(
            _("{body} has stepped back from {table}. Thank you for your part in it."),
            body=Named(name=done.body),
            table=table,
        )
    parts = [Para(text=opening)]
    if thanks := _thanks(done.did):
        parts.append(Para(text=thanks))
    if became := _became(done):
        parts.append(Para(text=became))
    back = _("I send you nothing from now on. To come back, an invitation from a coordinator is enough.")
    first = (safeguards.danger(),) if done.careful else ()
    return _card(*first, *parts, Para(text=(back,)))


def _thanks(did: Did) -> Text:
    quotes = [Quote(text=clip(words, LONGEST_QUOTE)) for words in did.kept[:MOST_THANKED]]
    view = _("Your view showed how it looks from your seat.")
    if not quotes:
        return (view,) if did.spoke else ()
    if len(quotes) == 1:
        kept = phrase(_("You said you'd {one}, and you did."), one=quotes[0])
    else:
        kept = phrase(_("You said you'd {one} and {other}, and you did."), one=quotes[0], other=quotes[1])
    return (*kept, " ", view) if did.spoke else kept


def _became(done: Goodbye) -> Text:
    if done.offered:
        asked = several(
            "{name} is asked to take on the one thing you had open.",
            "{name} is asked to take on the {n} things you had open.",
            done.offered,
        )
        return phrase(asked, name=Named(name=done.to))
    if done.let_go:
        return (upper_first(several("{n} open thing is let go.", "{n} open things are let go.", done.let_go)),)
    return ()


class LastWord(Protocol):
    """Who left, for whom they sat, when, and what would bring them back."""

    @property
    def name(self) -> str: ...
    @property
    def organisation(self) -> str | None: ...
    @property
    def on_day(self) -> date: ...
    @property
    def back_if(self) -> str: ...


def would_bring_back(those: Sequence[LastWord], *, today: date) -> Sequence[Part]:
    """For who convenes, as they were told it would be: what would bring back who has left."""
    if not those:
        return ()
    return (
        Para(text=(_("What would bring back who has left:"),)),
        Items(items=tuple(Item(text=_would(one, today)) for one in those)),
    )


def _would(one: LastWord, today: date) -> Text:
    who, words = Named(name=one.name), Quote(text=clip(one.back_if, LONGEST_QUOTE))
    when = month(one.on_day, today=today)
    if one.organisation is None:
        return phrase(_("{name}, who left in {month}: {words}"), name=who, month=when, words=words)
    where = Named(name=one.organisation)
    said = _("{name}, {organisation}, who left in {month}: {words}")
    return phrase(said, name=who, organisation=where, month=when, words=words)
