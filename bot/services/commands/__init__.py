"""What can be asked for: one row a command, each subject in a file of its own."""

from bot.domain.intents import Phrasebook
from bot.services.commands.command import Command
from bot.services.commands.committing import COMMITTING, REFLECTING, TOGETHER
from bot.services.commands.gathering import AT_THE_TABLE
from bot.services.commands.oneself import ONESELF
from bot.services.commands.viewing import UNDERSTANDING, VIEWING

COMMANDS = (*COMMITTING, *REFLECTING, *AT_THE_TABLE, *VIEWING, *UNDERSTANDING, *TOGETHER, *ONESELF)
BY_NAME = {command.name: command for command in COMMANDS}
WORDINGS = tuple(command.wording for command in COMMANDS)
PHRASEBOOK = Phrasebook({command.name: command.phrases for command in COMMANDS})

__all__ = ["BY_NAME", "COMMANDS", "PHRASEBOOK", "WORDINGS", "Command"]
