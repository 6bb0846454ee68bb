"""What the bot says by the body of an answer, or by a response_url."""

import copy
import json

from aiohttp import web

from tests.fakes.slack import shapes
from tests.fakes.slack.checker import problems
from tests.fakes.slack.core import Core
from tests.fakes.slack.records import Json, Response
from tests.fakes.slack.triggers import ResponseUrl, Triggers
from tests.fakes.slack.world import Message


class Responding:
    """Puts such messages up."""

    def __init__(self, core: Core, triggers: Triggers) -> None:
        self._core, self._triggers = core, triggers

    async def receive(self, request: web.Request) -> web.StreamResponse:
        """A POST to a response_url."""
        url = f"{self._core.origin}{request.path}"
        try:
            body = json.loads(await request.read())
        except ValueError:
            body = None
        found = self._triggers.use(url)
        if isinstance(found, str):
            self._core.refuse("response_url", [found], body)
            return await self._answer(url, body or {}, status=404, error=found)
        wrong = problems(body, "response")
        if wrong or not isinstance(body, dict):
            self._core.refuse("response_url", wrong, body)
            error = "invalid_payload" if body is None else "invalid_blocks"
            return await self._answer(url, body or {}, status=400, error=error)
        return await self._answer(url, body, message=self._apply(found, body))

    async def _answer(
        self, url: str, body: Json, *, status: int = 200, error: str = "", message: Message | None = None
    ) -> web.StreamResponse:
        self._core.responses.append(Response(url, body, status, error, message))
        await self._core.tell()
        if error:
            return web.json_response({"ok": False, "error": error}, status=status)
        return web.Response(text="ok")

    def _apply(self, url: ResponseUrl, body: Json) -> Message | None:
        original = url.original
        if (body.get("replace_original") or body.get("delete_original")) and original is None:
            self._core.refuse("response_url", ["there is no original: a slash command has no message"], body)
        elif body.get("delete_original") and original:
            original.deleted = True
            self._core.deleted.append(original)
            return original
        elif body.get("replace_original") and original:
            original.text, original.blocks = str(body.get("text", "")), self._blocks(body)
            original.edits += 1
            self._core.updated.append(original)
            return original
        return self.say(body, url.team_id, url.user_id, url.channel_id)

    def say(self, body: Json, team_id: str, user_id: str, channel_id: str) -> Message:
        """A new message, before one person unless it says in_channel."""
        installation = self._core.directory.installations[team_id]
        message = Message(
            channel_id,
            self._core.new_ts(),
            installation.bot_user_id,
            team_id,
            text=str(body.get("text", "")),
            blocks=self._blocks(body),
            attachments=body.get("attachments") or [],
            bot_id=installation.bot_id,
            thread_ts=body.get("thread_ts", ""),
            args={name: body[name] for name in ("unfurl_links", "unfurl_media", "response_type") if name in body},
        )
        channel = self._core.directory.channels.get(channel_id)
        if body.get("response_type") == "in_channel" and channel:
            self._core.add_message(channel, message)
            self._core.posted.append(message)
        else:
            message.only_for = user_id
            self._core.ephemerals.append(message)
        return message

    def _blocks(self, body: Json) -> list[Json]:
        return shapes.with_ids(copy.deepcopy(body.get("blocks") or []), self._core.number())
