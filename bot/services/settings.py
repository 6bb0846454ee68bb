"""What a table may choose for itself: one row a setting, with the way it is said and read."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from sqlalchemy import Connection

from bot.domain import calendars
from bot.domain.effects import KINDS
from bot.domain.errors import NotAllowedError, UnknownSettingError
from bot.domain.people import Partner
from bot.messages import language
from bot.messages.cards import settings as cards
from bot.services import moves, participation
from bot.services.request import Reply, Said
from bot.storage import changes, people, tables

LONGEST_TEXT = 300


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """One choice of a table. `column` is where it is kept; `read` gives None where the words do not fit."""

    name: str
    column: str
    read: Callable[[str], object | None]
    example: str


def _hour(words: str) -> int | None:
    found = re.fullmatch(r"(\d{1,2})(?::00|\.00)?\s*(am|pm)?", words.casefold())
    if not found:
        return None
    hour = int(found[1]) % 12 + (12 if found[2] == "pm" else 0) if found[2] else int(found[1])
    return hour if calendars.FIRST_HOUR <= hour <= calendars.LAST_HOUR else None


def _days(words: str) -> int | None:
    found = re.fullmatch(r"(?:every\s+)?(\d{1,3})\s*(day|week|month)s?", words.casefold())
    named = {"weekly": 7, "every week": 7, "fortnightly": 14, "every fortnight": 14, "monthly": 30, "every month": 30}
    if not found:
        return named.get(words.casefold())
    days = int(found[1]) * {"day": 1, "week": 7, "month": 30}[found[2]]
    return days if 0 < days <= 366 else None  # noqa: PLR2004 - a table that meets less than yearly is none


PATIENCE = {"sooner": 0.35, "usual": 0.5, "later": 0.65}


def _patience(words: str) -> float | None:
    """How sure the bot is before it asks somebody quiet: in a word, or as the chance itself (DESIGN 5's theta)."""
    try:
        value = PATIENCE.get(words.casefold()) or float(words)
    except ValueError:
        return None
    return value if 0 < value < 1 else None


def _zone(words: str) -> str | None:
    try:
        return ZoneInfo(words).key
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return None


def _country(words: str) -> str | None:
    code = words.upper()
    return code if calendars.is_country(code) else None


def _text(words: str) -> str | None:
    return words if 0 < len(words) <= LONGEST_TEXT else None


def _months(words: str) -> int | None:
    found = re.fullmatch(r"(\d{1,3})\s*months?", words.casefold())
    return int(found[1]) if found and 0 < int(found[1]) <= 120 else None  # noqa: PLR2004 - ten years


SETTINGS = (
    Setting(name="name", column="name", read=_text, example="Home from hospital"),
    Setting(
        name="ambition", column="ambition", read=_text, example="so that nobody stays in hospital for want of a home"
    ),
    Setting(name="meets", column="meets_every", read=_days, example="every 2 weeks"),
    Setting(name="digest hour", column="digest_hour", read=_hour, example="10"),
    Setting(name="zone", column="zone", read=_zone, example="Europe/London"),
    Setting(name="country", column="country", read=_country, example="GB-WLS"),
    Setting(name="keep", column="retention_months", read=_months, example="24 months"),
    Setting(name="language", column="language", read=language.named, example="Welsh"),
    Setting(name="patience", column="theta", read=_patience, example="later"),
)


def show(tx: Connection, asker: Partner, said: Said, *, now: datetime) -> Reply:
    """The table's choices; with a name and a value, that one is changed."""
    if not said.rest:
        one_side = asker.convenes and moves.is_of_one_side(tx, asker)
        off = [kind for kind in KINDS if kind in asker.partnership.off]
        return Reply(show=cards.settings(_values(asker), may_change=asker.convenes, one_side=one_side, off=off))
    setting = next((one for one in SETTINGS if said.rest.casefold().startswith(f"{one.name} ")), None)
    if setting is None:
        raise UnknownSettingError(words=said.rest, names=tuple(one.name for one in SETTINGS))
    if not asker.convenes:
        raise NotAllowedError(words=said.rest)
    return _change(tx, asker, setting, said.rest[len(setting.name) :].strip(), now=now)


def _values(asker: Partner) -> list[tuple[str, object, str]]:
    """Name, value and an example of each."""
    return [(one.name, getattr(asker.partnership, one.column), one.example) for one in SETTINGS]


def _change(tx: Connection, asker: Partner, setting: Setting, words: str, *, now: datetime) -> Reply:
    value = setting.read(words)
    if value is None:
        raise UnknownSettingError(words=words, setting=setting.name, example=setting.example)
    before = getattr(asker.partnership, setting.column)
    tables.choose(tx, asker.partnership.id, setting.column, value)
    changes.note(
        tx,
        asker,
        subject="partnership",
        subject_id=asker.partnership.id,
        what=setting.column,
        from_to=(before, value),
        now=now,
    )
    for partner in people.everybody(tx, asker.viewer) if setting.column in ("meets_every", "theta") else ():
        participation.recompute(tx, partner)
    return Reply(show=cards.changed(setting.name, before, value))
