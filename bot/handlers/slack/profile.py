"""What Slack tells of a person, in users.info and by itself: any of it may be missing, null or empty."""

from collections.abc import Mapping
from typing import Any

from bot.domain.statuses import Status
from bot.services.profiles import Profile

LONGEST_ID = 64
MOST_TENANTS = 50


def profile_of(told: Mapping[str, Any]) -> Profile:
    """What a user object tells; any of it may be missing, null or empty."""
    inner = _inner(told, "profile")
    names = (inner.get("real_name"), told.get("real_name"), inner.get("display_name"), told.get("name"))
    called = next((name for name in names if isinstance(name, str) and name.strip()), "")
    zone, email, language = told.get("tz"), inner.get("email"), told.get("locale")
    return Profile(
        name=called.strip(),
        zone=zone if isinstance(zone, str) else "",
        email=email if isinstance(email, str) else "",
        tenants=tenants_of(told),
        also=grid_id_of(told),
        language=language if isinstance(language, str) else "",
    )


def status_of(told: Mapping[str, Any]) -> Status:
    """What users.info, or an event with the same user in it, tells of a status: often half of it, or nothing."""
    profile = _inner(told, "profile")
    text, emoji, ends = (profile.get(name) for name in ("status_text", "status_emoji", "status_expiration"))
    return Status(
        text=text if isinstance(text, str) else None,
        emoji=emoji if isinstance(emoji, str) else None,
        ends=ends if isinstance(ends, int) else None,
    )


def tenants_of(told: Mapping[str, Any]) -> tuple[str, ...]:
    """The workspaces that somebody is in as one person, and their organisation."""
    grid = _grid(told)
    teams = grid.get("teams")
    those = (told.get("team_id"), grid.get("enterprise_id"), *(teams if isinstance(teams, list) else ()))
    return tuple(dict.fromkeys(filter(_is_id, those)))[:MOST_TENANTS]


def grid_id_of(told: Mapping[str, Any]) -> str:
    """What their organisation calls somebody, which a workspace that joined it later may not; empty without one."""
    called = _grid(told).get("id")
    return str(called) if _is_id(called) else ""


def _grid(told: Mapping[str, Any]) -> Mapping[str, Any]:
    return _inner(told, "enterprise_user")


def _inner(told: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    """An object in what was told; empty where it is missing, or anything else."""
    found = told.get(name)
    return found if isinstance(found, Mapping) else {}


def _is_id(one: object) -> bool:
    return isinstance(one, str) and 0 < len(one) <= LONGEST_ID
