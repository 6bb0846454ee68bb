"""conversations.* but for history: which there are, who is in them, and direct ones with people."""

from tests.fakes.slack import shapes
from tests.fakes.slack.api.method import Caller, RefusedError, method
from tests.fakes.slack.api.paging import page
from tests.fakes.slack.records import Json
from tests.fakes.slack.world import Channel, User

# The word for each kind of conversation in scopes, and in the argument `types`.
SCOPE = {"public": "channels", "private": "groups", "mpim": "mpim", "im": "im"}
TYPES = {"public_channel": "public", "private_channel": "private", "mpim": "mpim", "im": "im"}


def kind_in(caller: Caller, channel: Channel) -> str:
    """Public or private as this workspace sees it."""
    private = channel.kind == "public" and caller.core.directory.is_private(channel, caller.team_id)
    return "private" if private else channel.kind


def needs(caller: Caller, channel: Channel, what: str) -> None:
    """Refuse without channels:read, groups:history and so on."""
    caller.needs(f"{SCOPE[kind_in(caller, channel)]}:{what}")


@method("conversations.info", required="channel", optional="include_locale include_num_members")
def info(caller: Caller) -> Json:
    """One conversation."""
    channel = caller.channel()
    needs(caller, channel, "read")
    shown = shapes.channel(caller.core.directory, channel, seen_from=caller.team_id)
    if caller.flag("include_num_members"):
        shown["num_members"] = len(channel.members)
    return {"channel": shown}


@method("conversations.members", required="channel", optional="cursor limit")
def members(caller: Caller) -> Json:
    """The ids of everybody in a conversation, the external ones too."""
    channel = caller.channel()
    needs(caller, channel, "read")
    part, more = page(caller, sorted(channel.members))
    return {"members": part} | more


@method("conversations.list", optional="types exclude_archived cursor limit")
def list_all(caller: Caller) -> Json:
    """The workspace's conversations; of private ones, those that the bot is in."""
    return _listed(caller, mine=False)


@method("users.conversations", optional="types exclude_archived cursor limit user")
def mine(caller: Caller) -> Json:
    """Those that the bot, or somebody, is in."""
    return _listed(caller, mine=True)


def _listed(caller: Caller, *, mine: bool) -> Json:
    kinds = _kinds(caller)
    of = caller.text("user") or caller.installation.bot_user_id
    seen = [
        channel
        for channel in caller.core.directory.channels.values()
        if caller.core.directory.channel_seen(caller.team_id, channel.id)
        and kind_in(caller, channel) in kinds
        and not (caller.flag("exclude_archived") and channel.is_archived)
        and (not mine or of in channel.members)
    ]
    part, more = page(caller, seen)
    shown = [shapes.channel(caller.core.directory, one, seen_from=caller.team_id) for one in part]
    return {"channels": shown} | more


def _kinds(caller: Caller) -> set[str]:
    wanted = [word.strip() for word in caller.text("types", "public_channel").split(",")]
    if any(word not in TYPES for word in wanted):
        raise RefusedError("invalid_types")
    for word in wanted:
        caller.needs(f"{SCOPE[TYPES[word]]}:read")
    return {TYPES[word] for word in wanted}


@method("conversations.open", optional="users channel return_im prevent_creation")
def open_direct(caller: Caller) -> Json:
    """The direct conversation with one person; one with several needs mpim:write."""
    ids = [one.strip() for one in caller.text("users").split(",") if one.strip()]
    if not ids and not caller.text("channel"):
        raise RefusedError("invalid_arguments", "missing required field: users or channel")
    if not ids:
        channel = caller.channel()
    else:
        people = [_reachable(caller, one) for one in ids]
        channel = _among(caller, people)
    full = shapes.channel(caller.core.directory, channel, seen_from=caller.team_id)
    return {"channel": full if caller.flag("return_im") else {"id": channel.id}}


def _among(caller: Caller, people: list[User]) -> Channel:
    if len(people) == 1:
        caller.needs("im:write")
        return caller.core.directory.dm(people[0], caller.team_id)
    caller.needs("mpim:write")
    if len(people) > 8:
        raise RefusedError("too_many_users")
    directory = caller.core.directory
    ids = {one.id for one in people} | {caller.installation.bot_user_id}
    there = [one for one in directory.channels.values() if one.kind == "mpim" and one.members == ids]
    home = directory.workspaces[caller.team_id]
    return there[0] if there else directory.add_channel("mpdm", home, "mpim", ids)


def _reachable(caller: Caller, user_id: str) -> User:
    directory = caller.core.directory
    user = directory.user_seen(caller.team_id, user_id)
    if user is None:
        raise RefusedError("user_not_found")
    if user.is_bot:
        raise RefusedError("cannot_dm_bot")
    if user.deleted:
        raise RefusedError("user_disabled")
    if directory.is_stranger(caller.team_id, user):
        raise RefusedError("user_not_visible")
    if user.dm_error:
        raise RefusedError(user.dm_error)
    return user
