"""Actions: what a button or a form does, in a wire form that fits every slot of every platform."""

from dataclasses import dataclass, replace

from bot.domain.errors import NotUnderstoodError

WIRE_VERSION = "1"

# The smallest slot on any platform is Slack's option value (slack_sdk 3.47, basic_components.py).
LONGEST_WIRE = 150


@dataclass(frozen=True, slots=True, kw_only=True)
class Act:
    """One action: its name for ever, what it is on, and the version of it that the card showed.

    `picked` is a day, person or option chosen in the message; it is never part of the wire form.
    """

    name: str
    on: tuple[str, ...] = ()
    seen: int | None = None
    picked: str | None = None

    @property
    def wire(self) -> str:
        """`1:commitment.move:7:42`: version, name, seen (empty if none), then what it is on."""
        form = ":".join((WIRE_VERSION, self.name, "" if self.seen is None else str(self.seen), *self.on))
        if not form.isascii() or len(form) > LONGEST_WIRE:
            raise ValueError(f"an action must be ASCII and at most {LONGEST_WIRE} characters: {self.name}")
        return form


def read_wire(form: str, *, picked: str | None = None) -> Act:
    """The action a wire form stands for.

    Raises NotUnderstoodError for anything that is none: wire forms come back from outside.
    """
    version, *rest = form.split(":")
    if version != WIRE_VERSION or len(rest) < len(("name", "seen")) or not form.isascii() or len(form) > LONGEST_WIRE:
        raise NotUnderstoodError(words=form)
    name, seen, *on = rest
    if not name or (seen and not seen.isdigit()):
        raise NotUnderstoodError(words=form)
    return Act(name=name, on=tuple(on), seen=int(seen) if seen else None, picked=picked)


# Among what an action is on, this says at which table: numbers are a table's own, and a note speaks of several.
_TABLE = "t="


def at_table(act: Act, slug: str) -> Act:
    """The action, tied to one table wherever it is pressed."""
    return replace(act, on=(*act.on, f"{_TABLE}{slug}"))


def table_of(act: Act) -> str | None:
    """The slug of the table that an action is tied to."""
    return next((one.removeprefix(_TABLE) for one in act.on if one.startswith(_TABLE)), None)


def without_table(act: Act) -> Act:
    """The action as its service reads it."""
    return replace(act, on=tuple(one for one in act.on if not one.startswith(_TABLE)))
