"""Activities over HTTP with a signed token, as the Bot Framework sends them; what was not taken comes again."""

import asyncio
import io
import json
import time
from collections.abc import Mapping
from typing import Any

import aiohttp

from tests.fakes.teams.core import Core
from tests.fakes.teams.identity import Identity
from tests.fakes.teams.records import Answer, Delivery, Json

AGENT = "Microsoft-SkypeBotApi (Microsoft-BotFramework/3.0)"


class Wire:
    """Tells the bot. `patience`: real seconds that are waited; `prompt`: after how many an answer came too late.

    A bot answers within two and a half, and then there is the way there and back.
    """

    def __init__(self, core: Core, identity: Identity, patience: float) -> None:
        self._core, self._identity = core, identity
        self.patience = patience
        self.prompt = 3.0
        self.url = ""
        self.owed: list[Delivery] = []
        self._session: aiohttp.ClientSession | None = None

    async def close(self) -> None:
        if self._session:
            await self._session.close()

    async def deliver(self, delivery: Delivery) -> Delivery:
        """Tell it, once. What is no invoke, and was not answered 2xx, comes again when `retry` says so."""
        self._core.deliveries.append(delivery)
        answer = await self.attempt(delivery.activity)
        delivery.attempts.append(answer)
        self._look_at(delivery, answer)
        if not delivery.is_invoke and not answer.ok:
            self.owed.append(delivery)
        await self._core.tell()
        return delivery

    def _look_at(self, delivery: Delivery, answer: Answer) -> None:
        """No answer may be a server's error, and none may be late."""
        kind = str(delivery.activity.get("name") or delivery.activity.get("type"))
        reasons = []
        if answer.reason in ("timeout", "connection failed"):
            reasons.append(f"no answer: {answer.reason}")
        elif answer.seconds > self.prompt:
            reasons.append(f"answered after {answer.seconds:.1f} s")
        # Only what comes again may be put off.
        if answer.status >= 500 and (delivery.is_invoke or answer.status != 503):
            reasons.append(f"answered {answer.status}")
        self._core.refuse(kind, reasons, delivery.activity)

    async def attempt(self, activity: Json) -> Answer:
        """One attempt with a fresh token."""
        token = self._identity.token(service_url=str(activity.get("serviceUrl", "")))
        return await self.post(json.dumps(activity).encode(), bearing(token))

    async def again(self, delivery: Delivery, times: int, *, at_once: bool) -> list[Answer]:
        """The same activity once more with a fresh token."""
        attempts = [self.attempt(delivery.activity) for _ in range(times)]
        if at_once:
            return list(await asyncio.gather(*attempts))
        return [await one for one in attempts]

    async def retry(self) -> list[Delivery]:
        """What was not taken comes once more."""
        tried, self.owed = self.owed, []
        for delivery in tried:
            answer = await self.attempt(delivery.activity)
            delivery.attempts.append(answer)
            if not answer.ok:
                self.owed.append(delivery)
        return tried

    async def post(self, body: bytes, headers: Mapping[str, str]) -> Answer:
        """Any bytes, and the answer if one comes in time."""
        assert self.url, "say where the bot listens with serve_at()"
        sent = {"User-Agent": AGENT, "Content-Type": "application/json; charset=utf-8"} | dict(headers)
        if self._session is None:
            # A connection that is kept would fail at the first delivery to a bot that was started anew.
            self._session = aiohttp.ClientSession(connector=aiohttp.TCPConnector(force_close=True))
        begun = time.monotonic()
        try:
            async with (
                asyncio.timeout(self.patience),
                self._session.post(self.url, data=io.BytesIO(body), headers=sent, allow_redirects=False) as response,
            ):
                content = await response.read()
                status, answered = response.status, dict(response.headers)
        except TimeoutError:
            return Answer(reason="timeout", seconds=time.monotonic() - begun)
        except aiohttp.ClientError:
            return Answer(reason="connection failed", seconds=time.monotonic() - begun)
        reason = "" if 200 <= status < 300 else "http error"
        return Answer(status, _read(content, answered), reason, answered, time.monotonic() - begun)


def bearing(token: str | None) -> dict[str, str]:
    """The header of a token, if there is one."""
    return {} if token is None else {"Authorization": f"Bearer {token}"}


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
