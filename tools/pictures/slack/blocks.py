"""Block Kit as HTML that looks as it does at Slack. What it does not know is an error, so that nothing vanishes.

Drawn by ourselves: npm's slack-blocks-to-jsx 1.1.1 shows `verbatim` text as it came over the wire, reads `*` in plain
text, puts blanks beside what is escaped, says nothing of what is optional, and leaves out blocks that it does not know.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from markupsafe import Markup

from tools.pictures.slack import mrkdwn

Block = Mapping[str, Any]


def blocks(of: Sequence[Block]) -> Markup:
    return _all(_BLOCKS[one["type"]](one) for one in of)


def message(body: Mapping[str, Any]) -> Markup:
    """With the dialogs behind its buttons below it."""
    frame = Markup(
        '<div class="message"><div class="face">C</div><div class="body">'
        '<p class="by"><b>Convenor</b><span>APP</span><time>10:00</time></p>{}</div></div>{}'
    )
    return frame.format(blocks(body["blocks"]), _dialogs(body["blocks"]))


def modal(view: Mapping[str, Any]) -> Markup:
    """A view with its title above and its buttons below."""
    submit = Markup('<span class="button primary">{}</span>').format(_text(view["submit"])) if "submit" in view else ""
    frame = Markup(
        '<div class="modal"><p class="title"><b>{}</b><i>&times;</i></p><div class="body">{}</div>'
        '<p class="foot"><span class="button">{}</span>{}</p></div>{}'
    )
    shown = blocks(view["blocks"])
    return frame.format(_text(view["title"]), shown, _text(view["close"]), submit, _dialogs(view["blocks"]))


def home(view: Mapping[str, Any]) -> Markup:
    return Markup('<div class="home">{}</div>').format(blocks(view["blocks"]))


def drawn(body: Mapping[str, Any]) -> Markup:
    """A message, a form or a page, by what it is at Slack."""
    return {"message": message, "modal": modal, "home": home}[body["type"]](body)


def _all(some: Iterable[Markup]) -> Markup:
    return Markup("").join(some)


def _text(text: Mapping[str, Any]) -> Markup:
    return {"mrkdwn": mrkdwn.html, "plain_text": mrkdwn.plain}[text["type"]](text["text"])


def _header(block: Block) -> Markup:
    return Markup('<h3 class="header">{}</h3>').format(_text(block["text"]))


def _section(block: Block) -> Markup:
    said = Markup("<div>{}</div>").format(_text(block["text"])) if "text" in block else Markup()
    fields = _all(Markup("<div>{}</div>").format(_text(one)) for one in block.get("fields", []))
    beside = _element(block["accessory"]) if "accessory" in block else ""
    shown = said or Markup('<div class="fields">{}</div>').format(fields)
    return Markup('<div class="section">{}{}</div>').format(shown, beside)


def _context(block: Block) -> Markup:
    return Markup('<div class="context">{}</div>').format(_all(map(_text, block["elements"])))


def _actions(block: Block) -> Markup:
    return Markup('<div class="actions">{}</div>').format(_all(map(_element, block["elements"])))


def _input(block: Block) -> Markup:
    optional = Markup(' <i class="quiet">(optional)</i>') if block.get("optional") else ""
    hint = Markup('<p class="hint">{}</p>').format(_text(block["hint"])) if "hint" in block else ""
    frame = Markup('<div class="input"><p class="label"><b>{}</b>{}</p>{}{}</div>')
    return frame.format(_text(block["label"]), optional, _element(block["element"]), hint)


_BLOCKS: Mapping[str, Callable[[Block], Markup]] = {
    "header": _header,
    "section": _section,
    "context": _context,
    "actions": _actions,
    "input": _input,
}


def _element(element: Block) -> Markup:
    return _ELEMENTS[element["type"]](element)


def _button(element: Block) -> Markup:
    return Markup('<span class="button {}">{}</span>').format(element.get("style", ""), _text(element["text"]))


def _select(element: Block) -> Markup:
    """Closed, with what is chosen, or with what it asks for."""
    chosen = element.get("initial_options", [element["initial_option"]] if "initial_option" in element else [])
    asked = _text(element["placeholder"]) if "placeholder" in element else _ASKS[element["type"]]
    said = Markup(" · ").join(_text(one["text"]) for one in chosen) if chosen else asked
    return Markup('<span class="select">{}<i>⌄</i></span>').format(said)


# What Slack itself writes where no placeholder is given.
_ASKS = {
    "static_select": "Choose an option",
    "multi_static_select": "Choose options",
    "users_select": "Choose a person",
    "multi_users_select": "Choose people",
    "datepicker": "Select a date",
}


def _day(element: Block) -> Markup:
    chosen = element.get("initial_date")
    asked = _text(element["placeholder"]) if "placeholder" in element else _ASKS["datepicker"]
    said = f"{date.fromisoformat(chosen):%-d %B %Y}" if chosen else asked
    return Markup('<span class="select day">{}<i>⌄</i></span>').format(said)


def _line(element: Block) -> Markup:
    kind = "lines" if element.get("multiline") else "line"
    return Markup('<div class="field {}">{}</div>').format(kind, mrkdwn.plain(element.get("initial_value", "")))


def _ticks(element: Block) -> Markup:
    chosen = [one["value"] for one in (*element.get("initial_options", []), element.get("initial_option", {})) if one]
    one = Markup('<p class="tick"><i class="{} {}"></i>{}</p>')
    return _all(
        one.format(element["type"], "on" if option["value"] in chosen else "", _text(option["text"]))
        for option in element["options"]
    )


_ELEMENTS: Mapping[str, Callable[[Block], Markup]] = {
    "button": _button,
    "static_select": _select,
    "multi_static_select": _select,
    "users_select": _select,
    "multi_users_select": _select,
    "datepicker": _day,
    "plain_text_input": _line,
    "radio_buttons": _ticks,
    "checkboxes": _ticks,
}


def _dialogs(of: Sequence[Block]) -> Markup:
    """What is asked once more before anything is done; several buttons may ask the same."""
    elements = [
        element
        for block in of
        for element in (*block.get("elements", []), block.get("accessory", {}), block.get("element", {}))
    ]
    return _all(dict.fromkeys(_dialog(one["confirm"]) for one in elements if "confirm" in one))


def _dialog(asks: Block) -> Markup:
    frame = Markup(
        '<div class="modal dialog"><p class="title"><b>{}</b></p><div class="body">{}</div>'
        '<p class="foot"><span class="button">{}</span><span class="button {}">{}</span></p></div>'
    )
    title, text, no, yes = (_text(asks[one]) for one in ("title", "text", "deny", "confirm"))
    return frame.format(title, text, no, asks.get("style", "primary"), yes)
