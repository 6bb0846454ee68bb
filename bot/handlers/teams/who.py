"""Who speaks in Teams: a person is known by their own organisation's directory, which an activity may not name.

Where people of several organisations may meet the host's tenant is no answer: it would make a stranger one of its own.
No message has to say what kind of channel it is in, and chats have people of other organisations too; so the roster
is asked unless a channel is said to be the host's alone.
"""

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Protocol

from bot.delivery.sender import DeliveryError
from bot.domain.people import Identity
from bot.handlers.teams import read, shapes
from bot.handlers.teams.troubles import NO_ANSWER
from bot.handlers.teams.words import understood
from bot.storage import teams
from bot.storage.store import Store

ASK_WITHIN = 1.0
# Of channels: these have nobody from outside but guests, who are known by the host's directory.
OF_THE_HOST = frozenset({"standard", "private"})
MOST_NAMED = 20
MOST_REMEMBERED = 10_000


class Roster(Protocol):
    """What the roster of a conversation tells of somebody in it."""

    async def __call__(self, service_url: str, conversation: str, account: str) -> Mapping[str, Any]:
        """Raises DeliveryError, a permanent one where asking again would tell no more."""
        ...


@dataclass(frozen=True, slots=True)
class Who:
    """Tells who somebody is, with what Teams told of them before, else by asking it."""

    store: Store
    member: Roster
    # By their accounts, so that what keeps it after the answer does not ask again.
    _told: dict[str, str] = field(default_factory=dict)

    async def speaks(self, kept: Mapping[str, Any]) -> Identity | None:
        """Whoever an activity is from; None where nobody says whose they are. Raises StoreError."""
        sender, alone = kept["from"], read.kind_of_place(kept) == read.PERSONAL
        tenant = sender.get("tenantId") or (read.host_of(kept) if alone else "")
        if not (tenant and sender.get("aadObjectId")) and (known := await self._known(sender["id"])):
            return known
        tenant = tenant or await self._tenant_in(kept)
        return Identity(platform="teams", tenant=tenant, user=read.user_of(sender)) if tenant else None

    async def _known(self, account: str) -> Identity | None:
        """As Teams told of them before."""
        found = await self.store.read(teams.by_account, account)
        return Identity(platform="teams", tenant=found.tenant, user=found.user) if found else None

    async def _tenant_in(self, kept: Mapping[str, Any]) -> str:
        """Whose somebody is of whom nothing was told; empty where it can't be known, or not now."""
        kind = kept.get("channelData", {}).get("channel", {}).get("type")
        place = await self.store.read(teams.place, read.address_of(kept))
        is_shared = kind == "shared" or (place is not None and place.shared)
        if kind in OF_THE_HOST and not is_shared:
            return read.host_of(kept)
        try:
            told = await self._asked(kept)
        except DeliveryError as error:
            return read.host_of(kept) if error.permanent and not is_shared else ""
        return told or ("" if is_shared else read.host_of(kept))

    async def _asked(self, kept: Mapping[str, Any]) -> str:
        """As the roster says; empty where it says nothing. Raises DeliveryError."""
        account = kept["from"]["id"]
        if account not in self._told:
            asking = self.member(kept["serviceUrl"], read.address_of(kept), account)
            try:
                told = await asyncio.wait_for(asking, ASK_WITHIN)
            except TimeoutError as error:
                raise DeliveryError(NO_ANSWER) from error
            tenant = shapes.tenant(told.get("tenantId"))
            if not tenant:
                return ""
            if len(self._told) >= MOST_REMEMBERED:
                self._told.clear()
            self._told[account] = tenant
        return self._told[account]

    async def mentioned(self, kept: Mapping[str, Any]) -> tuple[Identity, ...]:
        """The people whom a message names. Raises StoreError."""
        _text, accounts = understood(kept)
        return tuple([await self._named(kept, account) for account in accounts[:MOST_NAMED]])

    async def _named(self, kept: Mapping[str, Any], account: str) -> Identity:
        """By what Teams told of them, else as one of the host's own; a table knows its own by their id alone."""
        known = await self._known(account)
        return known or Identity(platform="teams", tenant=read.host_of(kept), user=_user_in(kept, account))


def _user_in(kept: Mapping[str, Any], account: str) -> str:
    """What an activity itself calls somebody it mentions."""
    mentioned = (one["mentioned"] for one in kept.get("entities", ()))
    return next((read.user_of(one) for one in mentioned if one["id"] == account), account)
