"""Alarms by e-mail, to whoever runs the program: no partner, no page, nothing to press."""

from dataclasses import dataclass
from email.headerregistry import Address

import structlog

from bot.delivery.sender import DeliveryError, Outgoing
from bot.handlers.mail.send import Server, hand_over
from bot.handlers.mail.write import warning

log = structlog.get_logger()


@dataclass(frozen=True, slots=True, kw_only=True)
class AlarmMailer:
    """Writes to the operator. Mail can't be asked what became of a letter, so none is written twice."""

    server: Server
    sender: Address
    to: Address

    async def send(self, message: Outgoing) -> str:
        """The letter's Message-ID. Raises DeliveryError."""
        envelope = warning(message.card, row_id=message.row_id, sender=self.sender, to=self.to, now=message.now)
        try:
            await hand_over(self.server, envelope, message, domain=self.sender.domain)
        except DeliveryError as error:
            log.warning("alarm.trouble", row=message.row_id, code=error.code)
            raise
        return envelope.message_id
