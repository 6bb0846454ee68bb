"""Alarms on Slack: posted in the operator's channel, and looked for there where nobody knows whether they came."""

from dataclasses import dataclass

from bot.delivery.sender import Outgoing, Sought
from bot.handlers.slack.client import SlackClient
from bot.handlers.slack.own import PREFIX
from bot.handlers.slack.send import marked


@dataclass(frozen=True, slots=True)
class AlarmPoster:
    """Carries alarms to one channel, which is of no table."""

    client: SlackClient
    channel: str

    async def send(self, message: Outgoing) -> str:
        """The message's id. Raises DeliveryError."""
        drawn = marked(message)
        told = await self.client.post(message.must_be_in_time, channel=self.channel, **drawn)
        return f"{told['channel']}/{told['ts']}"

    async def find(self, sought: Sought) -> str | None:
        """The id of an alarm that may have gone out; None if it is not there. Raises DeliveryError."""
        ts = await self.client.find(self.channel, PREFIX + sought.mark, since=sought.since, until=sought.until)
        return f"{self.channel}/{ts}" if ts else None
