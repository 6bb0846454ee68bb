"""The door, opened: the keys that sign deliveries are fetched ahead, then deliveries are taken."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from datetime import datetime

import structlog

from bot.delivery.sender import DeliveryError, Sender
from bot.handlers.teams import sdk
from bot.handlers.teams.addresses import is_here
from bot.handlers.teams.app import Teams
from bot.handlers.teams.client import TeamsClient
from bot.handlers.teams.guard import Guard
from bot.handlers.teams.keys import Keys
from bot.handlers.teams.lives import Lives
from bot.handlers.teams.said import Telling
from bot.handlers.teams.send import TeamsSender
from bot.handlers.teams.targeted import TargetedSender
from bot.handlers.teams.who import Who
from bot.handlers.waits import LIMITED
from bot.services.openings import opened_by
from bot.storage import pace
from bot.storage.errors import StoreError
from bot.storage.routes import TARGETED
from bot.storage.store import Store

log = structlog.get_logger()

FIRST_WAIT, LONGEST_WAIT = 5.0, 300.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """What the door needs, as plain values. `metadata_url`: of the keys; empty for those of the public cloud."""

    client_id: str
    client_secret: str
    tenant_id: str = ""
    metadata_url: str = ""


NO_KEYS = "no_keys"


def _client(settings: Settings, now: Callable[[], datetime]) -> TeamsClient:
    return TeamsClient(
        client_id=settings.client_id,
        client_secret=settings.client_secret,
        tenant_id=settings.tenant_id,
        metadata_url=settings.metadata_url,
        now=now,
    )


def _keys(settings: Settings) -> Keys:
    return Keys(settings.metadata_url or sdk.PUBLIC.openid_metadata_url)


async def reach(settings: Settings, *, now: Callable[[], datetime]) -> str:
    """What keeps us from Teams: from the token we write with, or the keys of what it writes; empty for nothing."""
    client, keys = _client(settings, now), _keys(settings)
    try:
        await client.tokens.current()
        await keys.ask()
    except DeliveryError as error:
        return error.code
    finally:
        await client.close()
    return "" if keys.are_all else NO_KEYS


@asynccontextmanager
async def opened(
    store: Store,
    settings: Settings,
    *,
    now: Callable[[], datetime],
    wake: Callable[[], None],
    carry: Callable[[Mapping[str, Sender]], Awaitable[None]],
) -> AsyncIterator[Teams]:
    """The door while the program runs. `carry`: told which routes there are."""
    client, keys = _client(settings, now), _keys(settings)
    who = Who(store, client.member)
    teams = Teams(
        store=store,
        guard=Guard(settings.client_id, keys, here=is_here(settings.metadata_url)),
        now=now,
        wake=wake,
        tell=Telling(client, opened_by),
        who=who,
        note=Lives(store, client.account, who.speaks, now),
    )
    beside = [asyncio.create_task(keys.keep()), asyncio.create_task(introduce(client, store, now, wake))]
    try:
        await teams.open(client_secret=settings.client_secret, tenant_id=settings.tenant_id)
        await carry(
            {"teams": TeamsSender(store, client, opened_by), TARGETED: TargetedSender(store, client, opened_by)}
        )
        yield teams
    finally:
        for one in beside:
            one.cancel()
        await asyncio.gather(*beside, return_exceptions=True)
        await keys.close()
        await teams.finish()
        await client.close()


async def introduce(client: TeamsClient, store: Store, now: Callable[[], datetime], wake: Callable[[], None]) -> None:
    """Ask for a token until one is given. Whatever had closed the ways to us is over then; but a limit lasts."""
    wait = FIRST_WAIT
    while True:
        try:
            await client.tokens.current()
            break
        except DeliveryError as error:
            log.warning("teams.token", code=error.code)
        await asyncio.sleep(wait)
        wait = min(wait * 2, LONGEST_WAIT)
    log.info("teams.here")
    with suppress(StoreError):
        for route in ("teams", TARGETED):
            await store.run(pace.reopen, route, but_for=LIMITED, now=now())
    wake()
