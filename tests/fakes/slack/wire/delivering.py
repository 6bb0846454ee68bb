"""One delivery after the other: by HTTP where the bot has an address, else by Socket Mode; and Slack's retries."""

import asyncio
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from tests.fakes.slack.core import Core
from tests.fakes.slack.records import Answer, Delivery, Kind
from tests.fakes.slack.wire.http import Http, body_of, type_of
from tests.fakes.slack.wire.sockets import Sockets

# After the first attempt: almost at once, after a minute, after five.
RETRIES = (timedelta(), timedelta(minutes=1), timedelta(minutes=5))


@dataclass(slots=True)
class Owed:
    """An event that is to be tried again."""

    delivery: Delivery
    due: list[datetime] = field(default_factory=list)


class Delivering:
    """Tells the bot."""

    def __init__(self, core: Core, http: Http, sockets: Sockets, patience: float) -> None:
        self._core, self._http, self._sockets = core, http, sockets
        self.patience = patience
        self.owed: list[Owed] = []
        self._last: dict[int, tuple[bytes, dict[str, str]]] = {}

    async def deliver(self, delivery: Delivery) -> Delivery:
        """Tell it, once; what is not answered 2xx is owed three retries, if it is an event."""
        self._core.deliveries.append(delivery)
        answer = await self.attempt(delivery)
        delivery.attempts.append(answer)
        if delivery.kind is Kind.EVENT and not _is_done(answer):
            now = self._core.clock.now()
            self.owed.append(Owed(delivery, [now + after for after in RETRIES]))
        await self._core.tell()
        return delivery

    async def attempt(self, delivery: Delivery, *, retry: int = 0, reason: str = "") -> Answer:
        """One attempt, whatever was before."""
        if not self._http.urls:
            return await self._sockets.send(delivery.kind, delivery.payload, self.patience, retry=retry, reason=reason)
        body = body_of(delivery.kind, delivery.payload)
        headers = {"Content-Type": type_of(delivery.kind)} | self._http.sign(body)
        if retry:
            headers |= {"X-Slack-Retry-Num": str(retry), "X-Slack-Retry-Reason": reason}
        self._last[id(delivery)] = (body, headers)
        return await self._http.post(body, headers, self.patience)

    async def replay(self, delivery: Delivery) -> Answer:
        """The very bytes and headers once more."""
        body, headers = self._last[id(delivery)]
        return await self._http.post(body, headers, self.patience)

    async def again(self, delivery: Delivery, times: int, *, at_once: bool) -> list[Answer]:
        """The same with fresh signatures, as Slack would repeat it."""
        events = delivery.kind is Kind.EVENT
        attempts = [
            self.attempt(delivery, retry=number if events else 0, reason="http_timeout" if events else "")
            for number in range(1, times + 1)
        ]
        if at_once:
            return list(await asyncio.gather(*attempts))
        return [await one for one in attempts]

    async def retry(self, *, every: bool) -> list[Delivery]:
        """Try again what is due, or what is owed at all."""
        tried = []
        for owed in list(self.owed):
            while owed.due and (every or owed.due[0] <= self._core.clock.now()):
                await self._retry_once(owed)
                tried.append(owed.delivery)
            if not owed.due:
                self.owed.remove(owed)
        return tried

    async def _retry_once(self, owed: Owed) -> None:
        delivery = owed.delivery
        owed.due.pop(0)
        answer = await self.attempt(delivery, retry=len(delivery.attempts), reason=delivery.answer.reason)
        delivery.attempts.append(answer)
        if _is_done(answer):
            owed.due.clear()


def _is_done(answer: Answer) -> bool:
    """Answered 2xx, or by a bot that wants no retry."""
    unwanted = {name.lower(): value for name, value in answer.headers.items()}.get("x-slack-no-retry")
    return answer.ok or unwanted == "1"
