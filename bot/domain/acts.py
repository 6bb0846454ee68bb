"""Actions: what a button or a form does, in a wire form that fits every slot of every platform."""

import re
from dataclasses import dataclass, replace

from bot.domain.errors import NotUnderstoodError

WIRE_VERSION = "1"

# The smallest slot on any platform is Slack's option value (slack_sdk 3.47, basic_components.py).
LONGEST_WIRE = 150

# Last of what an action is on, where its card is of another table than the conversation it stands in.
_TABLE = re.compile(r"@([A-Za-z0-9._~-]{1,64})")


@dataclass(frozen=True, slots=True, kw_only=True)
class Act:
    """One action: its name for ever, what it is on, and the version of it that the card showed.

    `picked` is a day, person or option chosen in the message; it is never part of the wire form.
    """

    name: str
    on: tuple[str, ...] = ()
    seen: int | None = None
    picked: str | None = None

    def at(self, slug: str) -> "Act":
        """The same for a card that is of a certain table; a slug that would not fit a wire form is left out."""
        mark = f"@{slug}"
        return replace(self, on=(*self.ids, mark)) if _TABLE.fullmatch(mark) else self

    @property
    def table(self) -> str | None:
        """The slug of the table that its card was of, if it says so."""
        return self.on[-1].removeprefix("@") if self.on and _TABLE.fullmatch(self.on[-1]) else None

    @property
    def ids(self) -> tuple[str, ...]:
        """What it is on, without the table."""
        return self.on[:-1] if self.table else self.on

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
