"""A line that holds a statement."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Guard:
    """`old` stands once in `file`, and is replaced by `new`; `test` then fails."""

    statement: str
    file: str
    old: str
    new: str
    test: str
