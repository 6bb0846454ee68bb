"""When the table meets: set, moved, cancelled by who convenes; seen by all, and put into anybody's own calendar."""

from bot.services.meetings.setting import cancel, move, restore, set_one, subject_of
from bot.services.meetings.showing import ahead, calendar, line, meant, numbered, show, suggested

__all__ = [
    "ahead",
    "calendar",
    "cancel",
    "line",
    "meant",
    "move",
    "numbered",
    "restore",
    "set_one",
    "show",
    "subject_of",
    "suggested",
]
