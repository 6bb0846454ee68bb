"""What somebody may press: no card offers them what is refused when it is typed."""

from bot.domain.access import may
from bot.domain.people import Partner
from bot.messages.parts import Card, Form
from bot.messages.pressable import fitting
from bot.services.commands import BY_NAME


def of(asker: Partner, shown: Card | Form) -> Card | Form:
    """What is shown to them, with the buttons that are theirs."""
    return fitting(shown, lambda name: _is_theirs(asker, name)) if isinstance(shown, Card) else shown


def _is_theirs(asker: Partner, name: str) -> bool:
    command = BY_NAME.get(name)
    return command is None or may(asker.role, command.right)
