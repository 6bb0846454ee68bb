"""A debrief: three questions to the whole table, each answered privately, and what was shared, side by side."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bot.domain.acts import Act
from bot.domain.debriefs import PARTS, Debrief
from bot.domain.reflections import Reflection
from bot.domain.writing import LONGEST
from bot.messages.cards import safeguards
from bot.messages.cards.reflections import share_button
from bot.messages.parts import Actions, Button, Card, Field, Form, Heading, Item, Items, Named, Para, Part, Quote, Text
from bot.messages.words import _, clip, phrase, several, spoken, upper_first

LONGEST_ANSWER = 300
# Fields of the form, a question each.
BOXES = tuple(f"part{number}" for number in PARTS)


def questions() -> Mapping[int, str]:
    """The three, by number."""
    return {
        1: _("What moved for the people we're here for?"),
        2: _("Where did we wait for each other, or leave something unsaid?"),
        3: _("What shall we stop, shrink or try?"),
    }


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """A debrief as somebody sees it. `further`: what else is looked at in the same sitting, by name, with its words.

    `can_answer`: they have not, and are here to speak.
    """

    debrief: Debrief
    shared: Sequence[Reflection]
    further: Mapping[str, str]
    can_answer: bool


def offer(one: Debrief) -> Item:
    """Once, in the note of the week in which it begins."""
    said = _(
        "Three questions to look back on the last weeks together. Only you see what you answer, until you share it."
    )
    return Item(text=(said,), buttons=(_answer(one), _show()))


def _answer(one: Debrief) -> Button:
    act = Act(name="debrief.answer", on=(str(one.number),))
    return Button(label=_("Answer them"), act=act, words="answer the debrief", style="first")


def _show() -> Button:
    return Button(label=_("What was shared"), act=Act(name="debrief.show"), words="/table debrief")


def _further(further: Mapping[str, str]) -> tuple[Button, ...]:
    labels = {"outcome.list": _("Look at the outcomes"), "challenge.show": _("Look at the challenge")}
    return tuple(Button(label=labels[name], act=Act(name=name), words=words) for name, words in further.items())


def form(one: Debrief, values: Mapping[str, str], *, asking: str | None = None) -> Form:
    """All three in one form; each may stay empty."""
    note = asking or f"{_('Only you will see it. Leave out what you like.')} {safeguards.please()}"
    boxes = tuple(
        Field(name=name, label=label, kind="lines", value=values.get(name, ""), needed=False, longest=LONGEST)
        for name, label in zip(BOXES, questions().values(), strict=True)
    )
    return Form(
        title=_("Looking back"),
        act=Act(name="debrief.answer", on=(str(one.number),)),
        fields=(*boxes, safeguards.field()) if asking else boxes,
        submit=_("Keep it"),
        before=(Para(text=(note,), quiet=not asking),),
    )


def kept(mine: Sequence[Reflection], further: Mapping[str, str], *, careful: bool = False) -> Card:
    """Their own answers, each of which they can share; and what is looked at in the same sitting."""
    said = _("Kept. Share what you like of it, each as you choose.")
    lines = tuple(
        Item(text=(Quote(text=clip(one.text, LONGEST_ANSWER)),), buttons=(share_button(one),)) for one in mine
    )
    ways = Actions(of=(*_further(further), _show()))
    parts: list[Part] = [safeguards.danger()] if careful else []
    parts += [Para(text=(said,)), Items(items=lines), ways]
    return Card(text=spoken(parts), parts=tuple(parts))


def _answered(number: int) -> str:
    if not number:
        return _("Nobody has answered yet.")
    return upper_first(several("{n} person has answered.", "{n} people have answered.", number))


def debrief(shown: Shown) -> Card:
    """What was shared, side by side under each question, and how many answered."""
    parts: list[Part] = [Para(text=(_("Looking back together."), " ", _answered(shown.debrief.answered)))]
    for number, question in questions().items():
        lines = tuple(Item(text=_line(one)) for one in shown.shared if one.part == number)
        parts.append(Heading(text=question))
        parts.append(Items(items=lines) if lines else Para(text=(_("Nothing shared yet."),), quiet=True))
    answer = (_answer(shown.debrief),) if shown.can_answer else ()
    ways = (*answer, *_further(shown.further))
    return Card(text=spoken(parts), parts=(*parts, *((Actions(of=ways),) if ways else ())))


def _line(one: Reflection) -> Text:
    words = Quote(text=clip(one.text, LONGEST_ANSWER))
    return phrase(_("{whose}: {words}"), whose=Named(name=one.author), words=words) if one.author else (words,)


def none_yet() -> Card:
    """Before the first."""
    said = _("Every six to eight weeks I ask everybody here three questions to look back on. None has begun yet.")
    return Card(text=said, parts=(Para(text=(said,)),))
