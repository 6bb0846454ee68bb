"""What a table chose for itself, and how to change it."""

from collections.abc import Sequence

from bot.messages.parts import Card, Facts, Named, Para, Text
from bot.messages.words import _, phrase, plain


def settings(rows: Sequence[tuple[str, object, str]], *, may_change: bool) -> Card:
    """Each choice with its value. `rows`: name, value, an example."""
    facts = Facts(rows=tuple((name, (_said(value),)) for name, value, _example in rows))
    name, _value, example = rows[0]
    how = _("Change one by typing it: /table settings {name} {example}").format(name=name, example=example)
    note = how if may_change else _("A coordinator can change them.")
    text = "; ".join(f"{label}: {plain(said)}" for label, said in facts.rows)
    return Card(text=f"{text}. {note}", parts=(facts, Para(text=(note,), quiet=True)))


def _said(value: object) -> Named | str:
    return _("not said yet") if value is None else Named(name=str(value))


def changed(name: str, before: object, after: object) -> Card:
    was: Text = phrase(_(" It was {before}."), before=_said(before))
    said = (*phrase(_("{name} is now {after}."), name=name, after=_said(after)), *was)
    return Card(text=plain(said), parts=(Para(text=said),))
