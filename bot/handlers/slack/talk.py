"""Talk on Slack, which sends every word of each channel we are in: counted before Bolt, in handlers/talking.py."""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from bot.domain.people import Identity, Place
from bot.handlers.slack.installed import Installation
from bot.handlers.slack.read import BY_PEOPLE, is_moment
from bot.handlers.talking import Spoken


def spoken(event: Mapping[str, Any], here: Installation) -> Spoken | None:
    """Something a person said: no edit, no deletion, nobody who joined, no bot."""
    by_somebody = event.get("user") and event.get("channel") and not event.get("bot_id")
    if not by_somebody or event.get("subtype") not in BY_PEOPLE or not is_moment(event.get("ts", "")):
        return None
    team = event.get("user_team") or event.get("team")
    return Spoken(
        who=Identity(platform="slack", tenant=here.tenant_of(team), user=event["user"]),
        place=Place(platform="slack", tenant=here.tenant, conversation=event["channel"], route=here.route),
        at=datetime.fromtimestamp(float(event["ts"]), UTC),
    )
