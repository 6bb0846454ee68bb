"""A table in a Teams channel and all that Teams has told of its people, with the senders in front of the fake."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, select

from bot.delivery.sender import Outgoing
from bot.domain.acts import Act
from bot.domain.people import Partner
from bot.domain.people import Place as Spot
from bot.handlers.calling import Caller
from bot.handlers.teams.client import TeamsClient
from bot.handlers.teams.send import TeamsSender
from bot.handlers.teams.targeted import TargetedSender
from bot.messages.parts import Card, Para
from bot.storage import conversations, routes, tables, teams
from bot.storage.schema import outbox, route
from bot.storage.store import Store
from bot.storage.teams import PersonRef, PlaceRef
from tests.fakes.teams import FakeTeams
from tests.fakes.teams.world import Person, Place
from tests.support.scene import Scene, a_scene, at


def opens(_act: Act) -> bool:
    """No button opens a dialog."""
    return False


def always() -> bool:
    return True


def a_card(words: str = "Good morning", *, subject: str | None = None) -> Card:
    return Card(text=words, parts=(Para(text=(words,)),), subject=subject)


@dataclass(slots=True)
class Seated:
    """Priya and Sam of the host, Lee its guest and Kim from outside, at a table in a shared channel."""

    fake: FakeTeams
    scene: Scene
    client: TeamsClient
    alone: TeamsSender
    targeted: TargetedSender
    place: int = 0

    @property
    def store(self) -> Store:
        return self.scene.store

    def of(self, who: str) -> Partner:
        return self.scene.persons[who]

    async def sit(self, name: str, organisation: str, person: Person, *, personal: bool, way: str = "teams") -> None:
        """Somebody at the table, known as Teams has told of them."""
        first = name.split(maxsplit=1)[0].casefold()
        one = self.scene.persons.get(first) or await self.scene.join(name, organisation)
        ref = PersonRef(
            tenant=person.tenant.id,
            user=person.aad,
            account=person.account,
            service_url=self.fake.core.service_url(self.fake.home.id),
            personal=self.fake.personal(person).id if personal else None,
            kind="unknown" if person.tenant is self.fake.home else "external",
        )

        def keep(tx: Connection) -> None:
            keys = {"tenant": ref.tenant, "user": ref.user}
            tables.add_identity(tx, one.person.id, platform="teams", **keys, now=at(0))
            teams.keep_person(tx, ref, now=at(0))
            routes.add_route(tx, one.person.id, way)

        await self.store.run(keep)

    async def stand(self, place: Place) -> None:
        """The table's channel."""
        ref = PlaceRef(
            address=place.id,
            tenant=place.tenant.id,
            kind=place.kind,
            shared=place.channel_type == "shared",
            team=place.team.id if place.team else "",
            service_url=self.fake.core.service_url(place.tenant.id),
        )
        spot = Spot(platform="teams", tenant=place.tenant.id, conversation=place.id)
        await self.store.run(teams.keep_place, ref, now=at(0))
        await self.store.run(conversations.link, self.scene.partnership_id, spot)
        found = await self.store.read(conversations.at, spot)
        assert found is not None
        self.place = found.id

    def to(self, who: str, words: str = "Good morning", **more: Any) -> Outgoing:
        """A message to somebody."""
        plain = Outgoing(
            row_id=1,
            person_id=self.of(who).person.id,
            place_id=None,
            card=a_card(words),
            now=at(1),
            partnership_id=self.scene.partnership_id,
        )
        return replace(plain, **more)

    def to_all(self, words: str = "Good morning", **more: Any) -> Outgoing:
        """A message to the channel."""
        return replace(self.to("priya", words, person_id=None, place_id=self.place), **more)

    async def ways(self, who: str) -> dict[str, tuple[bool | None, str | None]]:
        """Which routes somebody has, whether they work, and why not."""
        person_id = self.of(who).person.id
        statement = select(route).where(route.c.person_id == person_id).order_by(route.c.id)

        def read(tx: Connection) -> dict[str, tuple[bool | None, str | None]]:
            return {row.platform: (row.works, row.reason) for row in tx.execute(statement)}

        return await self.store.read(read)

    async def rows(self) -> list[Any]:
        def read(tx: Connection) -> list[Any]:
            return list(tx.execute(select(outbox).order_by(outbox.c.id)))

        return await self.store.read(read)

    async def deliver(self, now: datetime) -> None:
        await self.scene.delivery.open_doors(now)
        await self.scene.delivery.once(now)


@asynccontextmanager
async def a_table_in_teams(store: Store) -> AsyncIterator[Seated]:
    async with FakeTeams() as fake:
        client = TeamsClient(
            client_id=fake.bot.client_id,
            client_secret=fake.bot.client_secret,
            tenant_id=fake.home.id,
            metadata_url=fake.metadata_url,
            now=fake.clock.now,
        )
        scene = await a_scene(store).begin()
        alone, targeted = TeamsSender(store, client, opens), TargetedSender(store, client, opens)
        scene.delivery.senders = {"teams": alone, routes.TARGETED: targeted, routes.OPENED_VIEW: Caller(store)}
        found = Seated(fake, scene, client, alone, targeted)
        fake.shared.own_members.append(fake.lee)
        await found.stand(fake.shared)
        await found.sit("Priya Shah", "Riverside", fake.priya, personal=True)
        await found.sit("Sam Okoye", "Riverside", fake.sam, personal=True)
        await found.sit("Lee Jones", "Northside Care", fake.lee, personal=False)
        await found.sit("Kim Adeyemi", "Ward 9 Trust", fake.kim, personal=False, way=routes.TARGETED)
        try:
            yield found
        finally:
            await client.close()
