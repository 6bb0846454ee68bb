"""The page's and the mail's renderer: HTML in which people's words can do nothing.

With a wire, buttons and forms can be pressed and filled in; without one, as in a mail or a printed digest, buttons
are drawn as the words one could type, as the terminal does.
"""

from collections.abc import Mapping

from markupsafe import Markup

from bot.messages.language import html_name, speaking, spoken_now
from bot.messages.parts import Card, Field, Form
from bot.messages.render.html import forms, parts
from bot.messages.render.html.elements import element
from bot.messages.render.html.runs import apart
from bot.messages.render.html.wire import BELOW_THE_TITLE, USUAL_LEVEL, Wire, heading
from bot.messages.words import _

Value = str | tuple[str, ...]

__all__ = ["BELOW_THE_TITLE", "USUAL_LEVEL", "Wire", "html"]


def html(
    shown: Card | Form,
    *,
    wire: Wire | None = None,
    values: Mapping[str, Value] | None = None,
    wrong: Mapping[str, str] | None = None,
) -> Markup:
    """A card or a form as one element.

    `values` fills a form with what was typed, by field; `wrong` says what is wrong with it, by field.
    """
    # What was kept in another language than the page's is read aloud in its own.
    lang = html_name(shown.language) if shown.language != spoken_now() else None
    with speaking(shown.language):
        return element("div", _inside(shown, wire, values or {}, wrong or {}), class_="card", lang=lang)


def _inside(shown: Card | Form, wire: Wire | None, values: Mapping[str, Value], wrong: Mapping[str, str]) -> Markup:
    if isinstance(shown, Card):
        return parts.drawn(shown.parts, wire)
    return forms.drawn(shown, wire, values, wrong) if wire else _listed(shown)


def _listed(form: Form) -> Markup:
    """A form where nothing can be filled in: its questions."""
    questions = element("ul", *map(_line, form.fields))
    return heading(form.title, None, class_="title") + parts.drawn(form.before, None) + questions


def _line(field: Field) -> Markup:
    label = field.label if field.needed else _("{label} (if you like)").format(label=field.label)
    choices = " / ".join(option.label for option in field.options)
    hint = element("p", apart(field.hint), class_="quiet") if field.hint else ""
    return element("li", element("p", apart(f"{label} {choices}")), hint)
