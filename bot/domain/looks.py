"""Who looked at what is known of whom: told to whoever it is about, in plain words."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class What(StrEnum):
    """What of somebody another person was shown by name."""

    QUIET = "quiet"
    BRIEF = "brief"
    HISTORY = "history"
    PART = "part"


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """Somebody looked, on a day. `by` None: they had themself taken out since."""

    by: str | None
    of: str
    what: What
    on: date
