"""Signed HTTP, as Slack sends it."""

import asyncio
import hashlib
import hmac
import itertools
import json
import time
from collections.abc import Mapping
from datetime import timedelta
from typing import Any
from urllib.parse import urlencode

import aiohttp

from tests.fakes.slack.core import Core
from tests.fakes.slack.records import Answer, Json, Kind

FORM, JSON = "application/x-www-form-urlencoded", "application/json"
AGENT = "Slackbot 1.0 (+https://api.slack.com/robots)"


def body_of(kind: Kind, payload: Json) -> bytes:
    """Commands are forms, interactions are JSON in a form, events are JSON."""
    if kind is Kind.COMMAND:
        return urlencode(payload).encode()
    if kind in (Kind.INTERACTIVE, Kind.OPTIONS):
        return urlencode({"payload": json.dumps(payload)}).encode()
    return json.dumps(payload).encode()


def type_of(kind: Kind) -> str:
    return FORM if kind in (Kind.COMMAND, Kind.INTERACTIVE, Kind.OPTIONS) else JSON


class Http:
    """Posts to the bot's addresses in turn."""

    def __init__(self, core: Core) -> None:
        self._core = core
        self.urls: list[str] = []
        self._turns = itertools.count()
        self._session: aiohttp.ClientSession | None = None

    async def close(self) -> None:
        if self._session:
            await self._session.close()

    def sign(self, body: bytes, secret: str = "", age: timedelta = timedelta()) -> dict[str, str]:
        """The two headers: HMAC-SHA256 over version, time and body."""
        timestamp = str(int((self._core.clock.now() - age).timestamp()))
        key = (secret or self._core.app.signing_secret).encode()
        digest = hmac.new(key, b"v0:" + timestamp.encode() + b":" + body, hashlib.sha256).hexdigest()
        return {"X-Slack-Request-Timestamp": timestamp, "X-Slack-Signature": f"v0={digest}"}

    async def post(self, body: bytes, headers: Mapping[str, str | None], patience: float) -> Answer:
        """Send it, and wait for the answer as long as Slack would. A header that is None is left out."""
        assert self.urls, "say where the bot listens with serve_at(), or connect it by Socket Mode"
        url = self.urls[next(self._turns) % len(self.urls)]
        usual = {"User-Agent": AGENT, "Accept": "*/*", "Accept-Encoding": "gzip,deflate"}
        sent = {name: value for name, value in (usual | dict(headers)).items() if value is not None}
        if self._session is None:
            # A connection that is kept would fail at the first delivery to a bot that was started anew.
            self._session = aiohttp.ClientSession(connector=aiohttp.TCPConnector(force_close=True))
        begun = time.monotonic()
        try:
            async with (
                asyncio.timeout(patience),
                self._session.post(url, data=body, headers=sent, allow_redirects=False) as response,
            ):
                content = await response.read()
                status, answered = response.status, dict(response.headers)
        except TimeoutError:
            return Answer(reason="http_timeout", seconds=time.monotonic() - begun)
        except aiohttp.ClientError:
            return Answer(reason="connection_failed", seconds=time.monotonic() - begun)
        reason = "" if 200 <= status < 300 else "http_error"
        return Answer(status, _read(content, answered), reason, answered, time.monotonic() - begun)


def _read(content: bytes, headers: dict[str, str]) -> Any:
    """JSON if it says so, else text."""
    kind = next((value for name, value in headers.items() if name.lower() == "content-type"), "")
    text = content.decode(errors="replace")
    if "json" not in kind or not text:
        return text
    try:
        return json.loads(text)
    except ValueError:
        return text
