"""What partners say they will do: kept, looked at, done, moved, let go, planned."""

from bot.services.commitments.helping import not_us, not_yet, unsay, yes
from bot.services.commitments.looking import list_open, more
from bot.services.commitments.making import again, make
from bot.services.commitments.planning import plan, skip_plan
from bot.services.commitments.repeating import repeat, skip
from bot.services.commitments.stepping import done, let_go, move, undo
from bot.services.commitments.together import bring_in, join, not_in
from bot.services.commitments.withdrawing import withdraw

__all__ = [
    "again",
    "bring_in",
    "done",
    "join",
    "let_go",
    "list_open",
    "make",
    "more",
    "move",
    "not_in",
    "not_us",
    "not_yet",
    "plan",
    "repeat",
    "skip",
    "skip_plan",
    "undo",
    "unsay",
    "withdraw",
    "yes",
]
