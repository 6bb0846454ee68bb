"""What partners say they will do: kept, looked at, done, moved, let go, planned."""

from bot.services.commitments.looking import list_open, more
from bot.services.commitments.making import again, make
from bot.services.commitments.planning import plan, skip_plan
from bot.services.commitments.stepping import done, let_go, move, undo

__all__ = ["again", "done", "let_go", "list_open", "make", "more", "move", "plan", "skip_plan", "undo"]
