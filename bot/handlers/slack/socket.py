"""Slack by Socket Mode: the same door, reached over a connection that we open."""

import json
from typing import Any

from slack_bolt.adapter.socket_mode.aiohttp import AsyncSocketModeHandler
from slack_sdk.socket_mode.async_client import AsyncBaseSocketModeClient
from slack_sdk.socket_mode.request import SocketModeRequest
from slack_sdk.socket_mode.response import SocketModeResponse
from slack_sdk.web.async_client import AsyncWebClient

from bot.handlers.slack.app import Answer, Slack

OK = 200
# How often a connection is looked after, in seconds; and how long the SDK waits before it tries for one again.
LOOK_AFTER = 5.0


class SocketMode(AsyncSocketModeHandler):
    """Hands each envelope's payload to the door. No acknowledgement stands for 503: Slack comes again."""

    def __init__(self, slack: Slack, app_token: str, api_url: str) -> None:
        # Its own client: the bot's has the bot's token, and this one asks for connections with the app's.
        web = AsyncWebClient(base_url=api_url)
        super().__init__(slack.bolt, app_token, web_client=web, ping_interval=LOOK_AFTER)
        self.slack = slack

    async def handle(self, client: AsyncBaseSocketModeClient, req: SocketModeRequest) -> None:
        payload: Any = req.payload
        answer = await self.slack.receive(payload if isinstance(payload, dict) else {})
        if answer.status == OK:
            await client.send_socket_mode_response(SocketModeResponse(req.envelope_id, _body(answer)))


def _body(answer: Answer) -> dict[str, Any] | None:
    if not answer.body:
        return None
    found: dict[str, Any] = json.loads(answer.body) if answer.body.startswith("{") else {"text": answer.body}
    return found
