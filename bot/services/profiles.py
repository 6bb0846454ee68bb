"""What a platform knows of somebody who uses the bot: how they are called, and in which zone they live."""

from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from itertools import product
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from sqlalchemy import Connection

from bot.domain.people import Identity
from bot.domain.statuses import Status
from bot.domain.writing import one_line
from bot.messages.language import one_of_ours
from bot.services import statuses
from bot.storage import people, routes, tables
from bot.storage import profiles as storage

LONGEST_NAME = 200

# The platform's own word for somebody who is not there any more, as a refusal has it.
GONE = "user_disabled"


@dataclass(frozen=True, slots=True, kw_only=True)
class Profile:
    """As far as it was told; empty where it was not. `tenants`: all that their platform knows the same person in.

    `also`: by which id it knows them there besides the one that it was asked for.
    """

    name: str = ""
    zone: str = ""
    email: str = ""
    tenants: tuple[str, ...] = ()
    also: str = ""
    language: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class There:
    """Whether somebody is still in the workspace that a route leads to, and what their status says there."""

    route: str
    is_there: bool
    status: Status


def changed(tx: Connection, who: Identity, profile: Profile, there: There, *, now: datetime) -> None:
    """Keep what is different; nobody is written to where they are not any more, and again once they are back."""
    learn(tx, who, profile, now=now)
    person_id = people.person_of(tx, who)
    if person_id is None:
        return
    if there.is_there:
        routes.open_again(tx, person_id, there.route, why=GONE)
        statuses.note(tx, person_id, there.status, by=who.user, now=now)
    elif routes.close(tx, person_id, there.route, why=GONE, now=now):
        routes.follow(tx, person_id)


def place(tx: Connection, person_id: int, zone: str) -> None:
    """Keep where they live; what is no zone, or none, changes nothing."""
    storage.place_them(tx, person_id, zone if is_zone(zone) else "")


def speak(tx: Connection, person_id: int, language: str | None) -> None:
    """Keep which language of ours a platform says that somebody speaks; another, or none, changes nothing."""
    if told := one_of_ours(language):
        people.told_language(tx, person_id, told)


def is_zone(zone: str) -> bool:
    """Whether it names a zone that we know the hours of."""
    with suppress(ZoneInfoNotFoundError, ValueError, OSError):
        return bool(zone) and ZoneInfo(zone).key == zone
    return False


def learn(tx: Connection, who: Identity, profile: Profile, *, now: datetime) -> bool:
    """Keep it for somebody who came by that platform; False if nobody did.

    Whoever was invited keeps the name they were invited by.
    """
    person_id = people.person_of(tx, who)
    if person_id is None:
        return False
    if profile.tenants and who.tenant not in profile.tenants:
        # An id is somebody else's in another tenant, and it was of them that the platform told.
        return True
    name = one_line(profile.name)[:LONGEST_NAME]
    if name:
        storage.call_them(tx, person_id, name)
    place(tx, person_id, profile.zone)
    speak(tx, person_id, profile.language)
    # One event names an organisation's id where the next names a workspace's. Who is somebody else already stays that.
    for tenant, user in product(profile.tenants, filter(None, (who.user, profile.also))):
        tables.add_identity(tx, person_id, platform=who.platform, tenant=tenant, user=user, now=now)
    return True
