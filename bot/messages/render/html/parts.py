"""The parts of a card. With a wire its buttons can be pressed; without one they are the words one could type."""

from collections.abc import Sequence

from markupsafe import Markup

from bot.messages.parts import Actions, Button, Facts, Heading, Item, Items, Para, Part, Pick, Picture, Quote
from bot.messages.render.clean import LONGEST_LIST
from bot.messages.render.html import boxes
from bot.messages.render.html.elements import Value, element, joined
from bot.messages.render.html.runs import apart, sentence
from bot.messages.render.html.wire import Wire, heading
from bot.messages.words import _


def drawn(parts: Sequence[Part], wire: Wire | None) -> Markup:
    """Parts one below the other."""
    return joined(*(_part(part, wire, index) for index, part in enumerate(parts)))


def _part(part: Part, wire: Wire | None, index: int) -> Markup:
    match part:
        case Heading():
            return heading(part.text, wire)
        case Para():
            return _para(part)
        case Facts():
            return _facts(part)
        case Items():
            return _items(part, wire, index)
        case Picture():
            return _picture(part)
        case _:
            return _ways(part, wire, index)


def _picture(part: Picture) -> Markup:
    """What was drawn for a page, which is markup of ours; whatever else it may be, its words stand in its place."""
    if part.made and isinstance(part.made, Markup):
        return element("div", part.made, class_="picture", role="img", aria_label=part.alt)
    return element("p", apart(part.alt), class_="picture")


def _para(part: Para) -> Markup:
    quiet = "quiet" if part.quiet else None
    match part.text:
        case (Quote() as alone,):
            return element("blockquote", element("p", alone.text.strip(), dir="auto"), class_=quiet)
        case _:
            return element("p", sentence(part.text), class_=quiet)


def _facts(part: Facts) -> Markup:
    rows = (element("div", element("dt", label), element("dd", sentence(said))) for label, said in part.rows)
    return element("dl", *rows, class_="facts")


def _items(part: Items, wire: Wire | None, index: int) -> Markup:
    shown = (_item(item, wire, f"{index}-{number}") for number, item in enumerate(part.items[:LONGEST_LIST]))
    return element("ul", *shown, class_="items") + _rest(part, wire)


def _rest(part: Items, wire: Wire | None) -> Markup:
    """How many are not shown, and the way to them if there is one."""
    left = len(part.items) - LONGEST_LIST
    if left <= 0:
        return Markup("")
    said = _("… and {n} more").format(n=left)
    if wire is None or part.more is None:
        return element("p", said, class_="quiet")
    return wire.form(element("button", said, name="act", value=part.more.wire), class_="ways")


def _item(item: Item, wire: Wire | None, name: str) -> Markup:
    """An entry; each of its buttons is described by it, for whoever hears the buttons one by one."""
    about = wire.id("item", name) if wire and item.buttons else None
    said = element("p", sentence(item.text), id=about)
    note = element("p", sentence(item.note), class_="quiet") if item.note else ""
    if wire is None:
        return element("li", said, note, _typed(item.buttons))
    return element("li", said, note, _pressed(item.buttons, wire, about))


def _ways(part: Actions, wire: Wire | None, index: int) -> Markup:
    if wire is None:
        return _typed(part.of)
    buttons = [one for one in part.of if isinstance(one, Button)]
    picks = [one for one in part.of if isinstance(one, Pick)]
    # A pick is a form of its own, so that Enter in it never presses another's button.
    return joined(
        _pressed(buttons, wire),
        *(_pick(pick, wire, wire.id("pick", index, number)) for number, pick in enumerate(picks)),
    )


def _typed(ways: Sequence[Button | Pick]) -> Markup:
    return element("ul", *map(_way, ways), class_="typed") if ways else Markup("")


def _way(way: Button | Pick) -> Markup:
    if isinstance(way, Button):
        return element("li", apart(way.label), ": ", element("kbd", apart(way.words)))
    return element("li", apart(way.label), " ", apart(", ".join(option.label for option in way.options)))


def _pressed(buttons: Sequence[Button], wire: Wire, about: str | None = None) -> Markup:
    if not buttons:
        return Markup("")
    return wire.form(*(_button(button, about) for button in buttons), class_="ways")


def _button(button: Button, about: str | None) -> Markup:
    pressed = _press(button, aria_describedby=about)
    if button.sure is None:
        return pressed
    # It opens without a script, and what it asks stands between the two presses.
    question = element("div", element("p", button.sure), pressed)
    return element("details", element("summary", button.label), question, class_="sure")


def _press(button: Button, **more: Value) -> Markup:
    return element("button", button.label, class_=button.style or None, name="act", value=button.act.wire, **more)


def _pick(pick: Pick, wire: Wire, about: str) -> Markup:
    label = element("label", pick.label, for_=about)
    box = boxes.day(about, "picked") if pick.kind == "day" else boxes.choice(about, "picked", pick.options)
    return wire.form(label, box, element("button", _("Choose"), name="act", value=pick.act.wire), class_="pick")
