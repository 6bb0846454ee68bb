"""The fake itself: what a test holds in its hand.

    async with FakeTeams(clock=clock) as teams:
        teams.serve_at(f"{bot}/api/messages")
        await teams.mention("commit send the data by Friday", user=teams.priya)
        ...                                          # the bot sends what it owes
        kept = teams.last(teams.priya, teams.table)
        moved = await teams.press(kept, "Change date")
        done = await teams.submit(moved.dialog, {"By when": "2027-01-22"})

        assert not done.failed
        assert teams.problems == []

What people write is in `writing`, what they do in `people`, what happens in `happenings`, who and what there is in
`places`, what was seen of the bot in `parts`. Tokens are signed by the real time, whatever the fake's clock says.
"""

from collections.abc import Mapping

from tests.fakes.slack.faults import Fault
from tests.fakes.teams.happenings import Happenings
from tests.fakes.teams.records import Answer, Delivery
from tests.fakes.teams.wire import bearing
from tests.fakes.teams.world import Tenant


class FakeTeams(Happenings):
    """One Teams, on a port of its own, with one bot; tenants, a team, channels and five people are there already."""

    # How things reach the bot.

    def serve_at(self, url: str) -> None:
        """Deliver to this address."""
        self.wire.url = url

    async def again(self, delivery: Delivery, *, times: int = 1, at_once: bool = False) -> list[Answer]:
        """The same activity once more with a fresh token, in sequence or all at once."""
        return await self.wire.again(delivery, times, at_once=at_once)

    async def retry(self) -> list[Delivery]:
        """What is no invoke and was not answered 2xx comes again."""
        return await self.wire.retry()

    async def send(
        self, body: bytes, *, token: str = "good", service_url: str = "", headers: Mapping[str, str] | None = None
    ) -> Answer:
        """Any bytes, with a token of one of `identity.KINDS` for that service URL: home's without one."""
        signed = self.identity.token(token, service_url=service_url or self.core.service_url(self.home.id))
        return await self.wire.post(body, bearing(signed) | dict(headers or {}))

    # Trouble on demand: `connector.refusals` and Slack's `faults` have the kinds.

    def fail(self, name: str, fault: Fault, *, times: int = 1, tenant: Tenant | None = None) -> None:
        """The next `times` calls of that name (`post`, `post targeted`, `create`, ...; `*`: any) meet the fault."""
        self.connector.faults.order(name, fault, times, tenant.id if tenant else "")

    async def accept_late(self) -> None:
        """Carry out the calls that were to be accepted late."""
        await self.connector.accept_late()

    def move(self, tenant: Tenant, region: str) -> None:
        """Microsoft moves a tenant's conversations: another service URL from then on, and the one before is refused."""
        self.core.regions[tenant.id] = region

    def release(self) -> None:
        """Let hanging calls go: their connections are cut."""
        self.connector.faults.released.set()
