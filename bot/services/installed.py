"""The app comes to a workspace, or comes back to it."""

from datetime import datetime

from sqlalchemy import Connection

from bot.storage import installations, pace, tenants
from bot.storage.installations import Installed


def keep(tx: Connection, one: Installed, *, but_for: str, now: datetime) -> None:
    """Keep it. Whatever had closed the workspace to us is over, `but_for` one reason that only time ends."""
    if one.tenant != one.key:
        tenants.join(tx, one.platform, one.key, one.tenant)
    installations.keep(tx, one, now=now)
    pace.reopen(tx, one.route, but_for=but_for, now=now)
