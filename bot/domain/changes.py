"""What changed, when and why: the history that lets a table adapt without blame."""

from dataclasses import dataclass
from datetime import datetime

# Somebody was given a seat by whoever is noted with it: their welcome comes in that name.
INVITED = "invited"

# For whom somebody sits was said, by themself or by a coordinator; before and after: the organisations.
SEATED = "sits_for"

# Somebody who was known by two ways said that both are them.
JOINED = "joined"

# Somebody who had left was given a seat again; before: what they had answered when they were asked.
CAME_BACK = "came_back"


# How a seat stands: wanted, invited (as somebody is), filled, stepped back, handed on from one person to another.
WANTED = "wanted"
FILLED = "filled"
STEPPED_BACK = "stepped_back"
HANDED_ON = "handed_on"

# Whether somebody is asked when they are quiet was chosen by them.
CHECK_INS = "check_ins"


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One change of state. `before` and `after` are days, states or words, whatever `what` is about; `by` is a name."""

    what: str
    at: datetime
    by: str | None = None
    before: str | None = None
    after: str | None = None
    reason: str | None = None
