"""What a sentence says about its day."""

from dataclasses import dataclass
from datetime import date
from typing import Literal

Trouble = Literal["past", "impossible"]
Repeat = Literal["weekly", "fortnightly", "monthly"]


@dataclass(frozen=True, slots=True)
class Deadline:
    """`due`: the day; the next such day where `repeat` says that it comes again.

    `text`: the sentence without the deadline's words; all of it if there is `trouble`, and then `due` is None.
    """

    due: date | None
    text: str
    trouble: Trouble | None = None
    repeat: Repeat | None = None
