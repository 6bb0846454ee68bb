"""What is for those who sit at a table, and not for whoever looks on; and which of several things somebody means."""

import re

from bot.domain.people import Partner
from bot.services.request import Said

# No longer than what a database's whole number holds.
_NUMBERED = re.compile(r"#?([0-9]{1,9})\b[\s:,]*")


def speaks(asker: Partner) -> bool:
    """Whether they say things here: an observer looks at them."""
    return not asker.role.looks_on


def numbered(said: Said) -> tuple[int, str]:
    """The number that a button stood on, or that the words begin with, and the rest of them; 0, which nothing has."""
    if said.row_id:
        return said.row_id, said.rest
    found = _NUMBERED.match(said.rest)
    return (int(found[1]), said.rest[found.end() :]) if found else (0, said.rest)
