"""What was said in somebody's own words: how it was understood, or the nearest of what they may mean."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from bot.domain.acts import Act
from bot.messages.parts import Actions, Button, Card, Form, Item, Items, Para, Quote, Strong
from bot.messages.words import _, plain, translated


@dataclass(frozen=True, slots=True, kw_only=True)
class Near:
    """Something they may mean: what to type for it, what it does, and its action (None: it can only be typed)."""

    words: str
    does: str
    act: str | None


def taken_as(shown: Card | Form, words: str) -> Card | Form:
    """The answer, with a quiet line above it: somebody who meant something else sees why they got this."""
    said = _("I took that as {words}.").format(words=words)
    line = Para(text=(said,), quiet=True)
    if isinstance(shown, Form):
        return replace(shown, before=(line, *shown.before))
    return replace(shown, text=f"{said} {shown.text}", parts=(line, *shown.parts))


def nearest(words: str, near: Sequence[Near]) -> Card:
    """The one or two nearest, each with its button; nothing has been done."""
    asked = _asked(near)
    back = Para(text=(_("You wrote: "), Quote(text=words)), quiet=True)
    kept = Para(text=(_("I've kept your words. Type help for what I understand."),), quiet=True)
    text = " ".join((asked.text, plain(back.text), plain(kept.text)))
    return Card(text=text, parts=(*asked.parts, back, kept))


def beside(shown: Card | Form, near: Sequence[Near]) -> Card | Form:
    """An answer that was taken as one, and beside it what its words may have asked for as well."""
    if not near or isinstance(shown, Form):
        return shown
    asked = _asked(near)
    return replace(shown, text=f"{shown.text} {asked.text}", parts=(*shown.parts, *asked.parts))


def _asked(near: Sequence[Near]) -> Card:
    question = _("Did you mean one of these?") if len(near) > 1 else _("Did you mean this?")
    items = Items(items=tuple(Item(text=(Strong(text=one.words), ": ", translated(one.does))) for one in near))
    buttons = tuple(
        Button(label=_upper(translated(one.does)), act=Act(name=one.act), words=one.words) for one in near if one.act
    )
    said = "; ".join(f"{one.words}: {translated(one.does)}" for one in near)
    parts = (Para(text=(question,)), items, *((Actions(of=buttons),) if buttons else ()))
    return Card(text=f"{question} {said}.", parts=parts)


def _upper(words: str) -> str:
    return words[:1].upper() + words[1:]
