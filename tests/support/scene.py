"""A table that is lived at: people join, say things, and the clock turns, through the same doors as in real life."""

import itertools
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import Connection, select

from bot.delivery import tick
from bot.delivery.loop import Delivery
from bot.domain.acts import Act
from bot.domain.people import Identity, Partner, Place, Role
from bot.handlers.front import serve
from bot.handlers.posting import Poster
from bot.messages import plain
from bot.messages.render.text import text
from bot.services import tables
from bot.services.request import Answers, Reply, Request, Words
from bot.services.rounds import TickLine
from bot.services.tables import Beginning, Newcomer
from bot.storage import exchanges, lanes, people
from bot.storage.outbox import OutboxRow
from bot.storage.schema import outbox, pace
from bot.storage.store import Store

LONDON = ZoneInfo("Europe/London")
DAY = timedelta(days=1)

# A Monday.
BEGIN = date(2027, 1, 11)


def at(day: int, hour: int = 11, minute: int = 0) -> datetime:
    """A local time so many days after the scene's first Monday, in UTC."""
    return datetime.combine(BEGIN + DAY * day, time(hour, minute), LONDON).astimezone(UTC)


@dataclass(slots=True)
class Scene:
    """One table over a store. `slug` names it; people are called by their first names."""

    store: Store
    delivery: Delivery
    slug: str = "home"
    partnership_id: int = 0
    persons: dict[str, Partner] = field(default_factory=dict)

    async def begin(self, **choices: Any) -> "Scene":
        """Begin the table, with Priya of Riverside convening."""
        beginning = Beginning(name="Home from hospital", slug=self.slug, **choices)
        priya = Newcomer(name="Priya Shah", email=f"priya@{self.slug}.example", organisation="Riverside")
        begun = await self.store.run(tables.begin, beginning, priya, now=at(0, 8))
        self.partnership_id = begun.partnership.id
        self.persons["priya"] = begun
        return self

    async def join(
        self,
        name: str,
        organisation: str | None,
        *,
        agreed: int | None = 0,
        role: Role = Role.PARTNER,
        email: str = "",
    ) -> Partner:
        """Give somebody a seat; `agreed`: the day they said yes, None if nobody asked them yet.

        People are told apart by `email`; without one they are somebody who sits at this table only.
        """
        first = name.split(maxsplit=1)[0].casefold()
        newcomer = Newcomer(
            name=name,
            email=email or f"{first}@{self.slug}.example",
            organisation=organisation,
            role=role,
            agreed_on=None if agreed is None else BEGIN + DAY * agreed,
        )
        joined, _new = await self.store.run(tables.join, self.partnership_id, newcomer, today=BEGIN, now=at(0, 8))
        self.persons[first] = joined
        return joined

    async def know(self, *names: str) -> None:
        """People who came to sit here without our doing, by their first names."""
        for one in await self.store.read(people.everybody, self.persons["priya"].viewer):
            if one.person.first_name.casefold() in names:
                self.persons[one.person.first_name.casefold()] = one

    async def page(self, who: str) -> Reply:
        """The newest card on somebody's page."""
        [newest] = await self.store.read(exchanges.page, self.persons[who], until=at(365), most=1)
        return Reply(show=plain.read(newest.shown))

    async def heard(
        self, who: str, said: Words | Act | Answers, *, now: datetime, key: str = "", slug: str = ""
    ) -> Reply:
        """What the desk answers to anything heard from one of them, on their page."""
        person = self.persons[who].person
        request = Request(
            key=key,
            said_at=now,
            who=Identity(platform="web", tenant="", user=str(person.id)),
            place=Place(platform="web", tenant="", conversation=slug, private=True),
            said=said,
            door="page",
        )
        return await serve(self.store, request, now=now)

    async def say(self, who: str, words: str, *, now: datetime | None = None, key: str = "", slug: str = "") -> Reply:
        return await self.heard(who, Words(text=words), now=now or at(0), key=key, slug=slug)

    async def tick(self, now: datetime) -> list[TickLine]:
        return await tick.turn(self.store, self.delivery, now=now)

    async def days(self, first: int, last: int, *, hour: int = 11) -> list[TickLine]:
        """Turn the clock once a day, from one day to another, both included."""
        lines: list[TickLine] = []
        for day in range(first, last + 1):
            lines += await self.tick(at(day, hour))
        return lines

    async def rows(self, kind: str | None = None, who: str | None = None) -> list[Any]:
        """Outbox rows as they stand, oldest first."""
        person = self.persons[who].person.id if who else None

        def read(tx: Connection) -> list[Any]:
            return [
                row
                for row in tx.execute(select(outbox).order_by(outbox.c.id))
                if kind in (None, row.kind) and person in (None, row.person_id)
            ]

        return await self.store.read(read)

    async def partner(self, who: str) -> Partner:
        """Somebody as the database knows them now."""
        known = self.persons[who]
        found = await self.store.read(people.partner_by_id, partnership_id=known.partnership.id, partner_id=known.id)
        assert found is not None
        return found


def tokens() -> Iterator[str]:
    return (f"token-{number}" for number in itertools.count())


def a_scene(store: Store, *, slug: str = "home") -> Scene:
    made = tokens()
    senders = {route: Poster(store, route) for route in ("web", "terminal")}
    return Scene(store, Delivery(store, senders, new_token=lambda: next(made)), slug=slug)


async def a_table_of_five(store: Store) -> Scene:
    """A table begun by Priya of Riverside, with Sam, Jo, Lewis and Ann, who all agreed in person."""
    table = await a_scene(store).begin()
    await table.join("Sam Okoye", "Ward 9 Trust")
    await table.join("Jo Lee", "Northside Care")
    await table.join("Lewis Ray", "Elm Street Advice")
    await table.join("Ann Bell", None)
    return table


def said(reply: Reply) -> str:
    """Everything a reply says, in one line."""
    assert reply.show is not None
    return " ".join(text(reply.show, width=100_000).split())


async def paused(store: Store, *, now: datetime) -> dict[str, str]:
    """The routes that their platforms have closed to us at that moment, and why."""
    closed = select(pace.c.route, pace.c.reason).where(pace.c.free_at > now, pace.c.reason.is_not(None))

    def read(tx: Connection) -> dict[str, str]:
        return {row.route: row.reason for row in tx.execute(closed)}

    found: dict[str, str] = await store.read(read)
    return found


async def claim_one(store: Store, token: str, *, now: datetime, until: datetime) -> OutboxRow | None:
    """What another process does: it takes the next row that is due, and nobody knows what becomes of it."""
    claimed = await store.run(lanes.claim, {}, new_token=lambda: token, now=now, until=until)
    return claimed.rows[0][0] if claimed.rows else None
