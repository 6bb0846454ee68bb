"""What somebody noticed, given back: six weeks on, and before a meeting."""

from bot.domain.acts import Act
from bot.domain.reflections import Reflection
from bot.domain.writing import LONGEST
from bot.messages.cards import safeguards
from bot.messages.cards.reflections import share_button
from bot.messages.parts import Actions, Button, Card, Field, Form, Item, Para, Quote, Run
from bot.messages.words import LONGEST_QUOTE, _, clip, phrase


def _words(one: Reflection) -> Run:
    return Quote(text=clip(one.text, LONGEST_QUOTE))


def six_weeks_on(one: Reflection) -> Item:
    """Six weeks later, in their note."""
    said = phrase(_("Six weeks ago you noticed: {words}. Still so?"), words=_words(one))
    return Item(text=said, buttons=(_still(one), _changed(one), share_button(one)))


def before_meeting(one: Reflection) -> Item:
    """Before a meeting, in their brief."""
    said = phrase(_("You noticed: {words}. Only you can see it."), words=_words(one))
    return Item(text=said, buttons=(share_button(one), _changed(one)))


def _still(one: Reflection) -> Button:
    label, words = _("Still so"), _("still so {n}").format(n=one.number)
    return Button(label=label, act=_act("still", one), words=words)


def _changed(one: Reflection) -> Button:
    label, words = _("It's changed…"), _("it's changed {n}").format(n=one.number)
    return Button(label=label, act=_act("changed", one), words=words)


def _act(action: str, one: Reflection) -> Act:
    return Act(name=f"reflection.{action}", on=(str(one.number),), seen=one.fingerprint)


def still(one: Reflection) -> Card:
    """Still so."""
    said = _("Still so, then. Who can see it stays as it was.")
    return Card(text=said, parts=(Para(text=(said,)), Actions(of=(share_button(one), _changed(one)))))


def form(one: Reflection, *, words: str = "", asking: str | None = None) -> Form:
    """What they notice now, under what they noticed then."""
    note = asking or f"{_('Only you will see it.')} {safeguards.please()}"
    box = Field(name="words", label=_("What do you notice now?"), kind="lines", value=words, longest=LONGEST)
    then = phrase(_("You noticed: {words}"), words=Quote(text=one.text))
    return Form(
        title=_("What has changed"),
        act=_act("changed", one),
        fields=(box, safeguards.field()) if asking else (box,),
        submit=_("Keep it"),
        before=(Para(text=then), Para(text=(note,), quiet=not asking)),
    )
