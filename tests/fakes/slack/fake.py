"""The fake itself: what a test holds in its hand.

    async with FakeSlack(clock=clock) as slack:
        slack.serve_at(f"{bot}/slack/events")            # HTTP; or start the bot with slack.app_token: Socket Mode
        kept = await slack.command("/commit", "send the data by Friday", user=slack.priya, channel=slack.table)
        moved = await slack.press(kept.said, label="Change date", user=slack.priya)
        done = await slack.submit(moved.view, {"By when": "2027-01-22"}, user=slack.priya)

        assert done.errors == {}
        assert slack.problems == []

What people do is in `people` and `writing`, what happens in `happenings`, who and what there is in `places`, what was
seen of the bot in `parts`. Bots' messages do not come back as events by themselves (`own_message_returns`), nothing is
rate-limited unless it is asked for, and of what Slack does beyond its pages only that is here which others measured.
"""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from tests.fakes.slack.faults import Fault
from tests.fakes.slack.records import Answer, Delivery, Kind
from tests.fakes.slack.wire.http import body_of
from tests.fakes.slack.world import Workspace
from tests.fakes.slack.writing import Writing


class FakeSlack(Writing):
    """One Slack, on a port of its own, with one app; a workspace, a channel and three people are there already."""

    # How things reach the bot.

    def serve_at(self, *urls: str) -> None:
        """Deliver by signed HTTP, to these in turn; none: by Socket Mode."""
        self.http.urls = list(urls)

    async def connected(self, connections: int = 1, *, seconds: float = 5) -> None:
        """Wait until the bot holds so many Socket Mode connections, those that it was asked to leave not counted."""
        await self.until(lambda: self.connections >= connections, seconds=seconds)

    @property
    def connections(self) -> int:
        """How many Socket Mode connections there are, those that the bot was asked to leave not counted."""
        return sum(not one.is_leaving for one in self.sockets.connections)

    @property
    def takes(self) -> float:
        """How many real seconds each call of the Web API takes: for measuring only, else none."""
        return self.api.takes

    @takes.setter
    def takes(self, seconds: float) -> None:
        self.api.takes = seconds

    @property
    def patience(self) -> float:
        """For how many real seconds an answer is waited for."""
        return self.delivering.patience

    @patience.setter
    def patience(self, seconds: float) -> None:
        self.delivering.patience = seconds

    # The wire itself.

    async def again(self, delivery: Delivery, *, times: int = 1, at_once: bool = False) -> list[Answer]:
        """The same once more with a fresh signature, in sequence or all at once; for events with retry headers."""
        return await self.delivering.again(delivery, times, at_once=at_once)

    async def replay(self, delivery: Delivery) -> Answer:
        """The very bytes and headers of the last attempt, as somebody would who captured them."""
        return await self.delivering.replay(delivery)

    async def retry(self, *, every: bool = False) -> list[Delivery]:
        """Retry the events that were not answered 2xx, as far as due: at once, after 1 and after 5 minutes.

        `every`: without waiting for the clock, until each is answered or was tried three times.
        """
        return await self.delivering.retry(every=every)

    async def send(self, body: bytes, headers: Mapping[str, str | None] | None = None, *, sign: bool = True) -> Answer:
        """Any bytes by HTTP. `headers` are laid over the usual ones; None as a value leaves one out."""
        usual: dict[str, str | None] = {"Content-Type": "application/json"}
        if sign:
            usual |= self.http.sign(body)
        return await self.http.post(body, usual | dict(headers or {}), self.patience)

    def body_of(self, delivery: Delivery) -> bytes:
        """The bytes of a delivery, to be sent with a signature of one's own."""
        return body_of(delivery.kind, delivery.payload)

    def sign(self, body: bytes, *, secret: str = "", age: timedelta = timedelta()) -> dict[str, str]:
        """The signature's headers; with another secret, or so old, if wanted."""
        return self.http.sign(body, secret, age)

    async def refresh(self, *, reason: str = "refresh_requested") -> None:
        """Ask the oldest Socket Mode connection to go (`warning`, `refresh_requested`, `link_disabled`)."""
        await self.sockets.disconnect(reason)

    async def cut_sockets(self) -> None:
        """Drop all Socket Mode connections without a word."""
        await self.sockets.cut()

    async def envelope(self, payload: Any, kind: Kind = Kind.EVENT) -> Answer:
        """An envelope by Socket Mode with anything in it, and how it was acknowledged."""
        return await self.sockets.send(kind, payload, self.patience)

    async def socket_frame(self, frame: str | bytes) -> None:
        """Any frame on the newest connection."""
        await self.sockets.frame(frame)

    # Trouble on demand: `faults` has the kinds.

    def fail(self, method: str, fault: Fault, *, times: int = 1, team: Workspace | None = None) -> None:
        """The next `times` calls of the method (`*`: of any) meet the fault."""
        self.api.faults.order(method, fault, times, team.team_id if team else "")

    async def accept_late(self) -> None:
        """Carry out the calls that were to be accepted late."""
        await self.api.accept_late()

    def release(self) -> None:
        """Let hanging calls go: their connections are cut."""
        self.api.faults.released.set()
