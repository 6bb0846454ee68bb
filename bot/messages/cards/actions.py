"""Actions of a meeting: the box to paste into, whom each line would go to, and what was asked."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from bot.domain.actions import MOST_LINES, Line
from bot.domain.acts import Act
from bot.domain.commitments import Commitment
from bot.domain.errors import ConvenorError
from bot.domain.invitations import Waiting
from bot.domain.people import Partner
from bot.domain.writing import LONGEST
from bot.messages import of_commitments as piece
from bot.messages.cards import refusals, safeguards
from bot.messages.cards.meetings import actions_button
from bot.messages.parts import Actions, Button, Card, Field, Form, Heading, Item, Items, Named, Para, Part, Quote, Text
from bot.messages.words import LONGEST_QUOTE, _, clip, phrase, several, spoken, upper_first

# Of so many who go by one name each has a button; of more, the line says it in words.
MOST_CHOICES = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """A line with those it may mean; `listens`: the one it means is here to listen."""

    line: Line
    owners: Sequence[Partner]
    listens: bool = False

    @property
    def is_ready(self) -> bool:
        return self.line.owner is not None and not self.listens


@dataclass(frozen=True, slots=True, kw_only=True)
class Preview:
    """All lines in their order. `asker`: whose own lines are theirs to keep; `careful`: the words suggest danger."""

    lines: Sequence[Shown]
    asker: int
    waiting: Waiting
    careful: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What came of one line: it was asked, or kept by whoever pasted it; or why it was not."""

    owner: str
    commitment: Commitment | None = None
    mine: bool = False
    trouble: ConvenorError | None = None


def form(written: str, *, asking: str | None = None) -> Form:
    """One box for what was minuted; nothing is asked of anybody before it was seen."""
    box = Field(
        name="words",
        label=_("What was agreed? One a line, with whose it is"),
        kind="lines",
        value=written,
        hint=_("“Sam: share the void list by Friday”, “Jo Lee to ring the ward”. At most {number} lines.").format(
            number=MOST_LINES
        ),
        longest=LONGEST,
    )
    note = asking or f"{_('You see whom each goes to before anything is sent.')} {safeguards.please()}"
    return Form(
        title=_("Paste your actions"),
        act=Act(name="meeting.actions"),
        fields=(box, safeguards.field()) if asking else (box,),
        submit=_("Check"),
        before=(Para(text=(note,), quiet=not asking),),
    )


def _act(action: str, waiting: Waiting, *on: str) -> Act:
    return Act(name=f"meeting.{action}", on=(str(waiting.draft), *on), seen=waiting.fingerprint)


def preview(shown: Preview) -> Card:
    """Whom each line would go to; and line by line what is not clear yet. Nothing is lost, and nothing sent."""
    ready = [one for one in shown.lines if one.is_ready]
    parts: list[Part] = [safeguards.danger()] if shown.careful else []
    parts.append(Para(text=(_not_yet(len(ready)),)))
    if ready:
        parts.append(Items(items=tuple(_ready(one, shown.asker) for one in ready)))
    unclear = [_unclear(number, one, shown.waiting) for number, one in enumerate(shown.lines) if not one.is_ready]
    if unclear:
        parts += [Heading(text=_("To look at again")), Items(items=tuple(unclear))]
    parts.append(Actions(of=_ways(len(ready), shown.waiting)))
    return Card(text=spoken(parts), parts=tuple(parts))


def _not_yet(number: int) -> str:
    if not number:
        return _("I can't tell yet whose these are. I've kept what you pasted.")
    said = several("{n} line is clear.", "{n} lines are clear.", number)
    return f"{upper_first(said)} {_('Nothing has been asked yet.')}"


def _ways(number: int, waiting: Waiting) -> tuple[Button, ...]:
    change = Button(label=_("Change"), act=_act("actions", waiting), words=_("/table actions ..."))
    if not number:
        return (change,)
    send = Button(label=_("Ask them"), act=_act("ask", waiting), words=_("ask them"), style="first")
    return send, change


def _ready(one: Shown, asker: int) -> Item:
    owner = one.owners[0]
    words = Quote(text=clip(one.line.words, LONGEST_QUOTE))
    if owner.id == asker:
        return Item(text=phrase(_("You: {words}"), words=words), note=(_("yours to keep"),))
    return Item(text=phrase("{name}: {words}", name=Named(name=owner.person.name), words=words))


def _unclear(number: int, one: Shown, waiting: Waiting) -> Item:
    choices = one.owners if len(one.owners) > 1 and one.line.words else ()
    buttons = tuple(_choice(number, who, waiting) for who in choices[:MOST_CHOICES])
    return Item(text=(Quote(text=clip(one.line.written, LONGEST_QUOTE)),), note=(_why(one),), buttons=buttons)


def _choice(number: int, who: Partner, waiting: Waiting) -> Button:
    label = f"{who.person.name}, {who.organisation.name}" if who.organisation else who.person.name
    act = _act("pick", waiting, str(number), str(who.id))
    return Button(label=label, act=act, words=_("/table actions {name}: ...").format(name=who.person.name))


def _why(one: Shown) -> str:
    if one.listens:
        return _("They're at this table to listen, so I can't ask them.")
    if not one.owners:
        return _("I can't tell whose it is. Begin it with a name: “Sam: ...”.")
    if not one.line.words:
        return _("It says who, and not what.")
    return _("Several here go by that name. Who is meant?")


def asked(done: Sequence[Asked], *, today: date, waiting: Waiting | None) -> Card:
    """What was asked of whom, what is one's own now, and what is left."""
    made = [one for one in done if one.commitment]
    said = _("Done. Nothing is promised until they say so. Their answers will stand in /commit list.")
    parts: list[Part] = [Para(text=(said if made else _("Nothing was asked."),))]
    if done:
        parts.append(Items(items=tuple(_done(one, today) for one in done)))
    if waiting:
        left = len(waiting.text.split("\n"))
        rest = several("{n} line is left to look at again.", "{n} lines are left to look at again.", left)
        change = Button(label=_("Change"), act=_act("actions", waiting), words=_("/table actions ..."))
        parts += [Para(text=(upper_first(rest),)), Actions(of=(change,))]
    return Card(text=spoken(parts), parts=tuple(parts))


def _done(one: Asked, today: date) -> Item:
    who = Named(name=one.owner)
    if one.commitment is None:
        why = refusals.sentence(one.trouble) if one.trouble else _("It was asked before.")
        return Item(text=phrase(_("{name}: not asked."), name=who), note=(why,))
    words: Text = piece.words(one.commitment, today=today)
    return Item(text=(*((_("You: "),) if one.mine else phrase("{name}: ", name=who)), *words))


def gone() -> Card:
    """What was pasted is not waiting any more: it was asked, or pasted anew."""
    said = _("Those lines have been asked already, or pasted anew. Nothing was asked just now.")
    return Card(text=said, parts=(Para(text=(said,)), Actions(of=(actions_button(),))))
