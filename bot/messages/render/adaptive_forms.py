"""What is pressed, picked and filled in on Teams: buttons, pickers, and the questions of a form.

A button's data holds its action under `act`; what is picked stands beside it under the action's own wire form.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from bot.domain.acts import Act
from bot.messages.parts import Button, Field, Form, Option, Pick
from bot.messages.render.adaptive_text import label, literal, rich
from bot.messages.words import _

Element = dict[str, Any]

# What the SDK's router looks for in the data, and Teams' universal actions in the verb.
VERB = "convenor"

LONGEST_BUTTON = 75
LONGEST_LABEL = 1000
LONGEST_OPTION = 100
LONGEST_TYPED = 4000
MOST_OPTIONS = 100
MOST_CHOICES = 10
MOST_ACTIONS = 6

# A choice without a value is none to Teams, and one of ours may be empty: "no".
NOTHING = "-"

# In what a button of a card sends that is about one thing alone: which.
ABOUT = "about"
# In what a form sends: the fields that take several answers, which come back as one text.
MANY = "many"
SEVERAL = ("people", "many")

# Teams' own list of people, where we have none.
PEOPLE = {"type": "Data.Query", "dataset": "graph.microsoft.com/users"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Ways:
    """How what is pressed comes back: by itself out of a message, with `origin` out of a dialog."""

    opens: Callable[[Act], bool]
    origin: str | None = None
    about: str = ""

    def action(self, act: Act) -> Element:
        """A dialog sends what it submits, and opens no other; a message says which of its buttons open one."""
        if self.origin is not None:
            return {"type": "Action.Submit", "data": {"act": act.wire, "origin": self.origin}}
        about = {ABOUT: self.about} if self.about else {}
        if self.opens(act):
            return {"type": "Action.Submit", "data": {"msteams": {"type": "task/fetch"}, "act": act.wire, **about}}
        return {"type": "Action.Execute", "verb": VERB, "data": {"action": VERB, "act": act.wire, **about}}

    def submit(self, form: Form) -> Element:
        """What a form sends beside its answers, which Teams puts in one heap: a field of ours is called "action"."""
        sent = {"act": form.act.wire, "form": True, **several(form.fields)}
        if self.origin is not None:
            return {"type": "Action.Submit", "data": {**sent, "origin": self.origin}}
        return {"type": "Action.Execute", "verb": VERB, "data": sent}


def ways(of: Sequence[Button | Pick], how: Ways) -> Iterator[Element]:
    """Buttons in rows that Teams shows whole; each picker on its own, with the button that sends what was picked."""
    row: list[Element] = []
    for way in of:
        if isinstance(way, Pick):
            yield from _rows(row)
            yield from _pick(way, how)
            row = []
        else:
            row.append(button(way, how))
    yield from _rows(row)


def _rows(actions: Sequence[Element]) -> Iterator[Element]:
    for start in range(0, len(actions), MOST_ACTIONS):
        yield {"type": "ActionSet", "actions": [*actions[start : start + MOST_ACTIONS]]}


def button(way: Button, how: Ways) -> Element:
    """A button; where it is to be asked once more, one that shows the question and the button that does it."""
    # What stands in the pickers beside it is no business of a button's.
    does = {**how.action(way.act), "associatedInputs": "none", **_looks(way)}
    if not way.sure:
        return does
    asks = {"type": "AdaptiveCard", "body": [*rich((literal(way.sure),), LONGEST_LABEL)], "actions": [_certain(does)]}
    return {"type": "Action.ShowCard", "title": does["title"], "card": asks}


def _certain(does: Element) -> Element:
    """What is asked about once more can't be undone."""
    return {**does, "style": "destructive"}


def _looks(way: Button) -> Element:
    drawn: Element = {"title": label(way.label, LONGEST_BUTTON)}
    if way.style:
        drawn["style"] = {"first": "positive", "danger": "destructive"}[way.style]
    return drawn


def _pick(way: Pick, how: Ways) -> Iterator[Element]:
    drawn: Element = {"id": way.act.wire, "label": label(way.label, LONGEST_LABEL)}
    if way.kind == "day":
        yield {"type": "Input.Date", **drawn}
    else:
        yield {"type": "Input.ChoiceSet", **drawn, **_offered(way.options, compact=True)}
    yield {"type": "ActionSet", "actions": [{**how.action(way.act), "title": _("Choose")}]}


def question(field: Field, wrong: str = "") -> Iterator[Element]:
    """One question of a form; below it what was wrong with the answer, then the hint."""
    named = field.label if field.needed else _("{label} (if you like)").format(label=field.label)
    drawn = {"id": field.name, "label": label(named, LONGEST_LABEL), **_INPUTS[field.kind](field)}
    if field.needed:
        drawn |= {"isRequired": True, "errorMessage": _missing(field)}
    yield drawn
    for said in rich((literal(wrong),), LONGEST_LABEL, color="Attention", weight="Bolder"):
        yield {**said, "spacing": "Small"}
    for said in rich((literal(field.hint),), LONGEST_LABEL, size="Small", isSubtle=True):
        yield {**said, "spacing": "Small"}


def several(fields: Sequence[Field]) -> Element:
    """What a form says of itself when it is sent: Teams tells nobody which answers are lists."""
    names = [one.name for one in fields if one.kind in SEVERAL]
    return {MANY: ",".join(names)} if names else {}


def _missing(field: Field) -> str:
    return _("Please fill this in.") if field.kind in ("line", "lines") else _("Please choose.")


def _line(field: Field) -> Element:
    longest = min(field.longest, LONGEST_TYPED)
    drawn: Element = {"type": "Input.Text", "isMultiline": field.kind == "lines", "maxLength": longest}
    return {**drawn, "value": str(field.value)[:longest]} if str(field.value).strip() else drawn


def _day(field: Field) -> Element:
    try:
        return {"type": "Input.Date", "value": date.fromisoformat(str(field.value)).isoformat()}
    except ValueError:
        # A day that was typed in words, and did not fit: they pick one.
        return {"type": "Input.Date"}


def _choice(field: Field) -> Element:
    many = {"isMultiSelect": True} if field.kind in SEVERAL else {}
    compact = len(field.options) > MOST_CHOICES or not field.options
    drawn = {"type": "Input.ChoiceSet", **many, **_offered(field.options, compact=compact)}
    chosen = (field.value,) if isinstance(field.value, str) else field.value
    found = [one["value"] for one in drawn["choices"] if one["value"] in {value or NOTHING for value in chosen}]
    return {**drawn, "value": ",".join(found if many else found[:1])} if found else drawn


def _offered(options: Sequence[Option], *, compact: bool) -> Element:
    """What there is to choose from; a list that is long can be searched."""
    if not options:
        return {"choices": [], "choices.data": PEOPLE}
    choices = [
        {"title": label(one.label, LONGEST_OPTION), "value": one.value or NOTHING} for one in options[:MOST_OPTIONS]
    ]
    style = "filtered" if len(options) > MOST_CHOICES else "compact"
    return {"choices": choices, "style": style if compact else "expanded", "wrap": True}


_INPUTS: dict[str, Callable[[Field], Element]] = {
    "line": _line,
    "lines": _line,
    "day": _day,
    "person": _choice,
    "people": _choice,
    "one": _choice,
    "many": _choice,
}
