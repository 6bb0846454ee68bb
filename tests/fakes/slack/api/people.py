"""users.* and dnd.*: people as far as a workspace's token sees them."""

from tests.fakes.slack import shapes
from tests.fakes.slack.api.method import Caller, RefusedError, method
from tests.fakes.slack.api.paging import page
from tests.fakes.slack.records import Json
from tests.fakes.slack.world import User


@method("users.info", scope="users:read", required="user", optional="include_locale")
def info(caller: Caller) -> Json:
    """One person, of this workspace or another."""
    return {"user": _shown(caller, _seen(caller))}


@method("users.list", scope="users:read", optional="cursor limit include_locale")
def list_all(caller: Caller) -> Json:
    """The workspace's own people: those of others are not in it."""
    own = [one for one in caller.core.directory.users.values() if one.team_id == caller.team_id]
    part, more = page(caller, own)
    return {"members": [_shown(caller, one) for one in part], "cache_ts": 0} | more


@method("dnd.info", scope="dnd:read", optional="user")
def dnd(caller: Caller) -> Json:
    """When somebody is not to be disturbed: of the schedule only, a bot does not see whether they snooze."""
    user = _seen(caller)
    begin, end = user.dnd or (1, 1)
    return {"dnd_enabled": user.dnd is not None, "next_dnd_start_ts": begin, "next_dnd_end_ts": end}


def _seen(caller: Caller) -> User:
    user_id = caller.text("user") or caller.installation.bot_user_id
    found = caller.core.directory.user_seen(caller.team_id, user_id)
    if found is None:
        raise RefusedError("user_not_found")
    return found


def _shown(caller: Caller, user: User) -> Json:
    return shapes.user(
        caller.core.directory,
        user,
        seen_from=caller.team_id,
        emails="users:read.email" in caller.installation.scopes,
        locale=caller.flag("include_locale"),
    )
