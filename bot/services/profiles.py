"""What a platform knows of somebody who uses the bot: how they are called, and in which zone they live."""

from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from sqlalchemy import Connection

from bot.domain.people import Identity
from bot.domain.writing import one_line
from bot.storage import people

LONGEST_NAME = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Profile:
    """As far as it was told; empty where it was not."""

    name: str = ""
    zone: str = ""
    email: str = ""


def learn(tx: Connection, who: Identity, profile: Profile, *, now: datetime) -> bool:
    """Keep it for somebody who came by that platform; False if nobody did.

    Whoever was invited keeps the name they were invited by.
    """
    person_id = people.person_of(tx, who)
    if person_id is None:
        return False
    name = one_line(profile.name)[:LONGEST_NAME]
    if name:
        people.call_them(tx, person_id, name)
    with suppress(ZoneInfoNotFoundError, ValueError, OSError):
        people.place_them(tx, person_id, ZoneInfo(profile.zone).key if profile.zone else "")
    return True
