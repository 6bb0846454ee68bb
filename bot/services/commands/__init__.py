"""What can be asked for: one row a command, each subject in a file of its own."""

from functools import cache

from bot.domain.intents import Phrasebook
from bot.services.commands.calling import CALLING
from bot.services.commands.command import Command
from bot.services.commands.committing import COMMITTING, LOOKING_BACK, REFLECTING
from bot.services.commands.gathering import AT_THE_TABLE
from bot.services.commands.leading import LEADING
from bot.services.commands.meeting import MEETING
from bot.services.commands.oneself import ONESELF
from bot.services.commands.seating import SEATING
from bot.services.commands.together import TOGETHER, WISHING
from bot.services.commands.trying import RESULTS, TRYING
from bot.services.commands.viewing import UNDERSTANDING, VIEWING

COMMANDS = (
    *COMMITTING,
    *TOGETHER,
    *WISHING,
    *REFLECTING,
    *AT_THE_TABLE,
    *VIEWING,
    *UNDERSTANDING,
    *LEADING,
    *MEETING,
    *RESULTS,
    *TRYING,
    *SEATING,
    *CALLING,
    *LOOKING_BACK,
    *ONESELF,
)
BY_NAME = {command.name: command for command in COMMANDS}
WORDINGS = tuple(command.wording for command in COMMANDS)


@cache
def phrasebook() -> Phrasebook:
    """How people say each of them in words of their own; made when somebody first does."""
    return Phrasebook({command.name: command.phrases for command in COMMANDS})


__all__ = ["BY_NAME", "COMMANDS", "WORDINGS", "Command", "phrasebook"]
