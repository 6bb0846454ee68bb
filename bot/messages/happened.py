"""What happened at a table, a sentence each: for its digest, for whoever was away, for a newcomer."""

from dataclasses import dataclass
from datetime import datetime
from enum import IntEnum

from bot.messages.parts import Text


class Section(IntEnum):
    """Where a sentence stands, in the order in which they are read: results before what was done for them."""

    OUTCOME = 1
    LEARNED = 2
    MOVED = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Happened:
    """One thing that all at the table may know. `said`: a whole sentence, with people's words shortened."""

    section: Section
    said: Text
    at: datetime
