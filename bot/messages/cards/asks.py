"""Asks: one partner asks another, who says yes, something smaller, or not us. Nobody is committed by anybody else."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Protocol

from bot.domain.acts import Act
from bot.domain.commitments import Commitment, Repeat
from bot.domain.people import Partner
from bot.domain.writing import LONGEST
from bot.messages import of_commitments as piece
from bot.messages.cards import safeguards
from bot.messages.parts import Actions, Button, Card, Field, Form, Item, Named, Option, Para, Quote, Strong, Text
from bot.messages.words import LONGEST_QUOTE, _, clip, phrase, plain

# The same where two sentences of theirs stand together.
LONGEST_OF_TWO = 90


def asked(one: Commitment, *, today: date, careful: bool = False) -> Card:
    """What the asker reads once it is asked."""
    said = phrase(_("I'll ask {owner}: "), owner=Named(name=one.owner))
    rest = _("Nothing is promised until they say so. Their answer will stand in /commit list.")
    first = (safeguards.danger(),) if careful else ()
    words = (*said, *piece.words(one, today=today), ". ", rest)
    return piece.card(*first, Para(text=words), about=one, ways=(_take_back(one),))


def _take_back(one: Commitment) -> Button:
    act = Act(name="commitment.letgo", on=(str(one.number),), seen=one.version)
    return Button(label=_("Take it back"), act=act, words=f"let go {one.number}")


def asked_already(one: Commitment, *, today: date) -> Card:
    said = phrase(_("{owner} has been asked already: "), owner=Named(name=one.owner))
    return piece.card(Para(text=(*said, *piece.words(one, today=today), ".")), about=one, ways=(_take_back(one),))


def offered_on(one: Commitment, original: Commitment) -> Card:
    """A commitment offered to somebody else; it stays where it is until they say yes."""
    said = phrase(
        _("I'll ask {owner} to take on {what}. It stays yours until they say yes."),
        owner=Named(name=one.owner),
        what=Quote(text=original.text),
    )
    return piece.card(Para(text=said), about=original, ways=(_take_back(one),))


def to_yourself(words: str, draft: int) -> Card:
    """Somebody asks themself: that is a commitment. Their words wait in a draft."""
    said = _("That's you. To take it on yourself, say:")
    act = Act(name="commitment.make", on=("draft", str(draft), safeguards.CHANGE))
    make = Button(label=_("Take it on"), act=act, words=f"/commit {words}")
    return piece.card(Para(text=(said,)), ways=(make,))


def observing(name: str) -> Card:
    said = phrase(
        _("{name} is at this table to listen, so I can't ask them to take something on. Perhaps talk to them."),
        name=Named(name=name),
    )
    return piece.card(Para(text=said))


def accepted(one: Commitment, *, handed_on: bool, today: date, many: bool = False) -> Card:
    """A yes, in the words of anything they said themselves. `many`: it is the fourth that they have open."""
    said = Para(text=(*piece.you_said(one, today=today), " ", piece.who_sees(one)))
    paras = (said, *_told(one, handed_on=handed_on), *((piece.many_open(),) if many else ()))
    listing = (piece.list_button(),) if many else ()
    return piece.card(*paras, about=one, ways=(piece.move(one), piece.more(one), *listing))


def _told(one: Commitment, *, handed_on: bool) -> tuple[Para, ...]:
    """What the one who asked learns of it."""
    if not one.asker:
        return ()
    template = _("It's no longer {who}'s.") if handed_on else _("{who} will see that you said yes.")
    return (Para(text=phrase(template, who=Named(name=one.asker)), quiet=True),)


def made_smaller(one: Commitment, before: str, *, today: date) -> Card:
    """Something smaller is offered, and that is what is open now."""
    said = phrase(
        _("You said you'd {what} instead of {before}. "), what=Quote(text=one.text), before=Quote(text=before)
    )
    rest = _("Whoever asked will see it.")
    return piece.card(Para(text=(*said, *_by(one, today), rest)), about=one, ways=(piece.move(one), piece.more(one)))


def _by(one: Commitment, today: date) -> Text:
    if one.due_on is None:
        return (_("There's no date yet. "),)
    templates = {
        None: _("By {day}. "),
        "weekly": _("Every week, next by {day}. "),
        "fortnightly": _("Every fortnight, next by {day}. "),
        "monthly": _("Every month, next by {day}. "),
    }
    return phrase(templates[one.repeats], day=piece.when(one.due_on, today))


def declined(one: Commitment) -> Card:
    """No is a good answer; who it might belong to helps, and is not asked for twice."""
    said = phrase(_("That's fine: {what} isn't yours to do."), what=Quote(text=one.text))
    who = phrase(_(" {who} will see it."), who=Named(name=one.asker)) if one.asker else ()
    why = _("If you know who could: not us {n} because ...").format(n=one.number)
    hints = () if one.reason else (Para(text=(why,), quiet=True),)
    return piece.card(Para(text=(*said, *who)), *hints, about=one, ways=(piece.undo(one),))


def ask_form(given: Mapping[str, str], people: Sequence[tuple[int, str]]) -> Form:
    """Whom to ask, and what. `people`: partner ids and names."""
    what = Field(
        name="words",
        label=_("What would you ask them to do?"),
        kind="lines",
        value=given.get("words", ""),
        hint=_("A sentence they could say yes to: “share the void list”."),
        longest=LONGEST,
    )
    day = Field(
        name="due_on", label=_("By when?"), kind="day", value=given.get("due_on", ""), needed=False, longest=100
    )
    return Form(
        title=_("Ask somebody"),
        act=Act(name="commitment.ask"),
        fields=(_person(people, given), what, day),
        submit=_("Ask"),
        before=(
            Para(text=(safeguards.please(),), quiet=True),
            Para(text=(_("Or type: /table ask @Sam Okoye to share the void list"),), quiet=True),
        ),
    )


def _person(people: Sequence[tuple[int, str]], given: Mapping[str, str]) -> Field:
    return Field(
        name="person",
        label=_("Who?"),
        kind="person",
        value=given.get("person", ""),
        options=tuple(Option(value=str(partner_id), label=name) for partner_id, name in people),
    )


def hand_on_form(one: Commitment, people: Sequence[tuple[int, str]]) -> Form:
    reason = Field(
        name="reason",
        label=_("Why?"),
        kind="lines",
        hint=_("Welcome, never needed. They'll read it."),
        needed=False,
        longest=LONGEST,
    )
    return Form(
        title=_("Hand on"),
        act=Act(name="commitment.handon", on=(str(one.number),), seen=one.version),
        fields=(_person(people, {}), reason),
        submit=_("Ask them"),
        before=(Para(text=(Quote(text=one.text),), quiet=True),),
    )


def smaller_form(one: Commitment, given: str = "") -> Form:
    """What they can do of what was asked."""
    what = Field(name="words", label=_("What could you do?"), kind="lines", value=given or one.text, longest=LONGEST)
    day = Field(name="due_on", label=_("By when?"), kind="day", needed=False, longest=100)
    return Form(
        title=_("Something smaller"),
        act=Act(name="commitment.smaller", on=(str(one.number),), seen=one.version),
        fields=(what, day),
        submit=_("Say so"),
        before=(Para(text=(Quote(text=one.text),), quiet=True),),
    )


def yes_form(one: Commitment) -> Form:
    """By when, for a yes to what was asked without a day."""
    day = Field(name="due_on", label=_("By when?"), kind="day", longest=100)
    return Form(
        title=_("Yes, by…"),
        act=Act(name="commitment.accept", on=(str(one.number), piece.BY_A_DAY), seen=one.version),
        fields=(day,),
        submit=_("Yes"),
        before=(Para(text=(Quote(text=one.text),), quiet=True),),
    )


class Asked(Protocol):
    """What somebody is asked, as a message about it needs it."""

    @property
    def number(self) -> int: ...
    @property
    def text(self) -> str: ...
    @property
    def due_on(self) -> date | None: ...
    @property
    def repeats(self) -> Repeat | None: ...
    @property
    def reason(self) -> str | None: ...
    @property
    def in_return(self) -> str | None: ...


def _yes(one: Asked) -> Button:
    number = str(one.number)
    if one.due_on is None:
        act = Act(name="commitment.accept", on=(number, piece.BY_A_DAY))
        return Button(label=_("Yes, by…"), act=act, words=_("yes to {n} by Friday").format(n=number), style="first")
    act = Act(name="commitment.accept", on=(number,))
    return Button(label=_("Yes"), act=act, words=f"yes to {number}", style="first")


def _not_us(one: Asked) -> Button:
    act = Act(name="commitment.decline", on=(str(one.number),))
    return Button(label=_("Not us"), act=act, words=f"not us {one.number}")


def waits(one: Asked) -> Item:
    """A line of somebody's note: it waits for their word."""
    words = Quote(text=clip(one.text, LONGEST_QUOTE))
    templates = {
        None: _("{words}, by {day}"),
        "weekly": _("{words}, every week, next by {day}"),
        "fortnightly": _("{words}, every fortnight, next by {day}"),
        "monthly": _("{words}, every month, next by {day}"),
    }
    said = phrase(templates[one.repeats], words=words, day=one.due_on) if one.due_on else (words,)
    return Item(text=said, note=with_it(one), buttons=(_yes(one), _not_us(one)))


def with_it(one: Asked) -> Text:
    """The other sentence that whoever asks has given: what they might give in return, else why they ask."""
    if one.in_return:
        return phrase(_("They think you might need of them: {words}"), words=_short(one.in_return))
    return phrase(_("Why: {words}"), words=_short(one.reason)) if one.reason else ()


def _short(words: str) -> Quote:
    return Quote(text=clip(words, LONGEST_OF_TWO))


def offer(asked: Asked, receiver: Partner, asker: str) -> Card:
    """Somebody asks something of the reader: yes by a day, something smaller, or not us."""
    also = with_it(asked)
    words = _short(asked.text) if also else Quote(text=clip(asked.text, LONGEST_QUOTE))
    said = phrase(
        _("Hello {name}. {asker} asks at {table}: {words}."),
        name=Named(name=receiver.person.first_name),
        asker=Named(name=asker or _("Somebody who has left")),
        table=Strong(text=receiver.partnership.name),
        words=words,
    )
    templates = {
        None: _(" By {day}, if you can."),
        "weekly": _(" Every week, next by {day}, if you can."),
        "fortnightly": _(" Every fortnight, next by {day}, if you can."),
        "monthly": _(" Every month, next by {day}, if you can."),
    }
    by = phrase(templates[asked.repeats], day=asked.due_on) if asked.due_on else ()
    whole = (*said, *by, *((" ", *also, ".") if also else ()))
    number = str(asked.number)
    act = Act(name="commitment.smaller", on=(number,))
    smaller = Button(label=_("Something smaller"), act=act, words=f"smaller {number} ...")
    return Card(
        text=plain(whole),
        parts=(Para(text=whole), Actions(of=(_yes(asked), smaller, _not_us(asked)))),
        subject=f"commitment:{number}",
        because=_("This comes because somebody at your table asked you."),
    )


class Answer(Protocol):
    """What somebody answered, as whoever asked reads it."""

    @property
    def number(self) -> int: ...
    @property
    def what(self) -> str: ...
    @property
    def text(self) -> str: ...
    @property
    def before(self) -> str | None: ...
    @property
    def due_on(self) -> date | None: ...
    @property
    def owner(self) -> str: ...
    @property
    def reason(self) -> str | None: ...


def answered(one: Answer) -> Item:
    """A line of the asker's note, once: what came of what they asked. A no is as good an answer as a yes."""
    owner, words = Named(name=one.owner), _short(one.text)
    more = Button(label=_("More"), act=Act(name="commitment.more", on=(str(one.number),)), words=f"more {one.number}")
    if one.what == "accepted" and one.due_on:
        said = phrase(_("{owner} said yes: {words}, by {day}."), owner=owner, words=words, day=one.due_on)
    elif one.what == "accepted":
        said = phrase(_("{owner} said yes: {words}."), owner=owner, words=words)
    elif one.what == "smaller":
        asked = _short(one.before or "")
        said = phrase(_("{owner} can do this much of {asked}: {words}."), owner=owner, asked=asked, words=words)
    else:
        said = phrase(_("{owner} can't take on {words}, and said so. Good to know."), owner=owner, words=words)
    why = phrase(_("Why: {words}"), words=_short(one.reason)) if one.reason else ()
    return Item(text=said, note=why, buttons=(more,))
