"""What a table chose for itself, and how to change it."""

from collections.abc import Callable, Mapping, Sequence

from bot.domain.manners import Kind
from bot.messages.cards import effects
from bot.messages.cards.moves import beside_the_settings
from bot.messages.language import called
from bot.messages.parts import Actions, Card, Facts, Named, Para, Part, Quote, Text
from bot.messages.words import _, marked, phrase, plain, several, span, spoken, translated


def settings(
    rows: Sequence[tuple[str, object, str]], *, may_change: bool, one_side: bool = False, off: Sequence[Kind] = ()
) -> Card:
    """Each choice with its value. `rows`: name, value, an example. `one_side`: one organisation alone convenes.

    `off`: which kinds of message were switched off.
    """
    facts = Facts(rows=tuple((name, _said(name, value)) for name, value, _example in rows))
    name, _value, example = rows[0]
    how = _("Change one by typing it: /table settings {name} {example}").format(name=name, example=example)
    note = how if may_change else _("A coordinator can change them.")
    text = "; ".join(f"{label}: {plain(said)}" for label, said in facts.rows)
    also = (*_off(off, may_change=may_change), *(beside_the_settings() if one_side else ()))
    parts = (facts, Para(text=(note,), quiet=True), *also)
    return Card(text=" ".join(filter(None, (f"{text}. {note}", spoken(also)))), parts=parts)


def _off(kinds: Sequence[Kind], *, may_change: bool) -> tuple[Part, ...]:
    if not kinds:
        return ()
    ways = (Actions(of=tuple(effects.on_button(kind) for kind in kinds)),) if may_change else ()
    return (Para(text=effects.switched_off_here(kinds)), *ways)


def _said(name: str, value: object) -> Text:
    return (_("not said yet"),) if value is None else (Named(name=_AS_SAID.get(name, str)(value)),)


def _every(days: object) -> str:
    return several("every day", "every {n} days", int(str(days)))


def _oclock(hour: object) -> str:
    return f"{hour}:00"


def _long(months: object) -> str:
    return span(int(str(months)))


def _soon(theta: object) -> str:
    return {0.35: _("sooner"), 0.5: _("as usual"), 0.65: _("later")}.get(float(str(theta)), str(theta))


# What is kept as a number, as people say it.
_AS_SAID: Mapping[str, Callable[[object], str]] = {
    "meets": _every,
    "digest hour": _oclock,
    "keep": _long,
    "patience": _soon,
    "language": lambda code: called(str(code)),
}

# How each choice is said back once it is made, and what it was.
_NOW = {
    "name": (marked("This table is now called {value}."), marked("It was called {value}.")),
    "ambition": (marked("This table's ambition is now {value}."), marked("It was {value}.")),
    "meets": (marked("This table now meets {value}."), marked("It met {value}.")),
    "digest hour": (marked("The digest now comes at {value}."), marked("It came at {value}.")),
    "zone": (marked("This table now goes by the time in {value}."), marked("It went by the time in {value}.")),
    "country": (marked("The bank holidays of {value} now count here."), marked("It was those of {value}.")),
    "keep": (marked("What I hold on somebody is now kept for {value} after they leave."), marked("It was {value}.")),
    "language": (
        marked("This table's own messages are now in {value}, and so are those to people whose language I don't know."),
        marked("They were in {value}."),
    ),
    "patience": (marked("How soon I ask somebody who has gone quiet is now: {value}."), marked("It was: {value}.")),
}


def changed(name: str, before: object, after: object) -> Card:
    """The choice in a sentence, and in another what it was."""
    now, was = _NOW[name]
    said: Text = phrase(translated(now), value=_value(name, after))
    if before == after:
        said = (*said, " ", _("It was so already."))
    elif before is None:
        said = (*said, " ", _("That hadn't been said before."))
    else:
        said = (*said, " ", *phrase(translated(was), value=_value(name, before)))
    return Card(text=plain(said), parts=(Para(text=said),))


def _value(name: str, value: object) -> Quote | Named:
    return Quote(text=str(value)) if name == "ambition" else Named(name=_AS_SAID.get(name, str)(value))
