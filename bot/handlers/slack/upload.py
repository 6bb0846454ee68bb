"""A picture's way to Slack: uploaded before its message, which then shows it. It holds no message back.

A file of which no message tells is seen by nobody but the bot; so one whose message never came is left where it is.
"""

import asyncio
import json
from dataclasses import dataclass

import aiohttp
import structlog

from bot import logs
from bot.delivery.sender import DeliveryError
from bot.handlers.pictures import Pictures, with_pictures
from bot.handlers.slack.client import SlackClient, is_slacks
from bot.messages.parts import Card, Picture

log = structlog.get_logger()

# Well within the time that delivery gives a message to leave.
WITHIN = 10.0
LONGEST_ALT = 1000
BEGIN = "files.getUploadURLExternal"
PLACES = ("files.slack.com", "files.slack-gov.com")


@dataclass(frozen=True, slots=True)
class Uploads:
    """Uploads for one workspace."""

    client: SlackClient
    pictures: Pictures

    async def uploaded(self, card: Card) -> Card:
        """The card with its pictures as files; with the words alone wherever anything went wrong, or took too long."""
        try:
            async with asyncio.timeout(WITHIN):
                return await with_pictures(card, self._upload)
        except (DeliveryError, TimeoutError) as error:
            log.info("slack.picture", code=getattr(error, "code", "late"))
        except Exception as error:  # noqa: BLE001 - no picture is worth a message
            logs.fault("slack.picture", error)
        return card

    async def _upload(self, picture: Picture) -> str:
        """The id of its file, empty if it can't be drawn. Raises DeliveryError."""
        self.client.waits.must_be_over(BEGIN)
        content = await self.pictures.png(picture)
        if not content:
            return ""
        name = f"{picture.name}.png"
        place = await self.client.fill_in(
            BEGIN, filename=name, length=str(len(content)), alt_txt=picture.alt[:LONGEST_ALT]
        )
        file_id = str(place["file_id"])
        await self._send(str(place["upload_url"]), content)
        # Into no channel, or it would be a message of its own there.
        done = json.dumps([{"id": file_id, "title": picture.alt[:LONGEST_ALT]}])
        await self.client.fill_in("files.completeUploadExternal", files=done)
        return file_id

    async def _send(self, url: str, content: bytes) -> None:
        if not is_slacks(url, self.client.api_url, PLACES):
            raise DeliveryError("upload_url")
        try:
            async with self.client.session.post(url, data=content, allow_redirects=False) as response:
                status = response.status
        except (aiohttp.ClientError, TimeoutError, OSError) as error:
            raise DeliveryError("upload") from error
        if status != 200:  # noqa: PLR2004 - HTTP's own number
            raise DeliveryError(f"upload_{status}")
