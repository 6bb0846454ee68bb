"""What is filled in: boxes to type in and things to choose from. Nothing in them keeps words from being sent.

None says `required` or how long its words may be: a browser would refuse in its own words, or cut what is pasted
without a word. The service refuses in a sentence, and everything typed comes back.
"""

from collections.abc import Collection, Sequence
from datetime import date

from markupsafe import Markup

from bot.messages.parts import Option
from bot.messages.render.html.elements import Value, element, joined
from bot.messages.words import _, long_day


def line(about: str, name: str, value: str = "", **more: Value) -> Markup:
    """One line."""
    return element("input", type="text", id=about, name=name, value=value, dir="auto", **more)


def lines(about: str, name: str, value: str = "", **more: Value) -> Markup:
    """Several lines. A browser takes the first line's end for its own, so it gets one."""
    return element("textarea", "\n", value, id=about, name=name, rows="3", dir="auto", **more)


def day(about: str, name: str, value: str = "", **more: Value) -> Markup:
    """A day, typed as people say it, with the usual ones to choose from.

    A calendar to click in would take neither "Friday" nor "a week on Thursday", which is how people say when.
    """
    usual = (_("today"), _("tomorrow"), _("Friday"), _("next Friday"), _("in two weeks"), _("end of the month"))
    chosen = element("datalist", *(element("option", value=words) for words in usual), id=f"{about}-days")
    return line(about, name, _said(value), list=f"{about}-days", autocomplete="off", **more) + chosen


def _said(value: str) -> str:
    """A day from a service as people write it; what was typed as it was."""
    try:
        return long_day(date.fromisoformat(value))
    except ValueError:
        return value


def choice(about: str, name: str, options: Sequence[Option], value: str = "", **more: Value) -> Markup:
    """One of many, in a list that opens; a line where nothing is offered."""
    if not options:
        return line(about, name, value, **more)
    chosen = {value} & {option.value for option in options}
    first = [] if chosen else [element("option", _("Choose…"), value="")]
    listed = [
        element("option", one.label, value=one.value, selected=one.value in chosen, dir="auto") for one in options
    ]
    return element("select", *first, *listed, id=about, name=name, **more)


def ticks(about: str, name: str, options: Sequence[Option], *, kind: str, on: Collection[str], **more: Value) -> Markup:
    """Each option in view, to be ticked: one of them (`kind` radio) or any (checkbox)."""
    return joined(
        *(
            element(
                "label",
                element(
                    "input",
                    type=kind,
                    id=tick_id(about, number),
                    name=name,
                    value=option.value,
                    checked=option.value in on,
                    **more,
                ),
                element("bdi", option.label),
                class_="tick",
                for_=tick_id(about, number),
            )
            for number, option in enumerate(options)
        )
    )


def tick_id(about: str, number: int) -> str:
    """The id of one tick of a question; the first one is where a link to the question leads."""
    return f"{about}-{number}"
