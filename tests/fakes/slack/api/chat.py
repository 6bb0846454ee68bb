"""chat.*: what is posted, where it may be, and what becomes of it."""

import copy
from typing import Any

from tests.fakes.slack import shapes
from tests.fakes.slack.api.files import must_be_there
from tests.fakes.slack.api.method import Caller, RefusedError, method
from tests.fakes.slack.checker import What, problems
from tests.fakes.slack.checker.surfaces import MOST_TEXT
from tests.fakes.slack.records import Json
from tests.fakes.slack.world import Channel, Message

CONTENT = "text blocks attachments mrkdwn parse link_names"
LOOKS = "username icon_emoji icon_url as_user"


@method(
    "chat.postMessage",
    scope="chat:write",
    required="channel",
    optional=f"{CONTENT} {LOOKS} thread_ts metadata unfurl_links unfurl_media reply_broadcast",
)
def post_message(caller: Caller) -> Json:
    """Into a channel that the bot is in, or into somebody's direct conversation by their id."""
    channel = _destination(caller)
    _may_post(caller, channel)
    _check(caller, "message")
    _pace(caller, channel)
    message = _message(caller, channel, caller.core.new_ts())
    if message.thread_ts and channel.message(message.thread_ts) is None:
        raise RefusedError("thread_not_found")
    caller.core.add_message(channel, message)
    caller.core.posted.append(message)
    return {"channel": channel.id, "ts": message.ts, "message": shapes.message(caller.core.directory, message)}


@method("chat.postEphemeral", scope="chat:write", required="channel user", optional=f"{CONTENT} {LOOKS} thread_ts")
def post_ephemeral(caller: Caller) -> Json:
    """Before one member of a channel, in no history; its time stamp is no good for chat.update."""
    channel = _destination(caller)
    _may_post(caller, channel)
    user = caller.core.directory.user_seen(caller.team_id, caller.text("user"))
    if user is None or user.id not in channel.members:
        raise RefusedError("user_not_in_channel")
    if user.ephemeral_error:
        raise RefusedError(user.ephemeral_error)
    _check(caller, "ephemeral")
    message = _message(caller, channel, caller.core.new_ts())
    message.only_for = user.id
    caller.core.ephemerals.append(message)
    return {"message_ts": message.ts}


@method(
    "chat.update",
    scope="chat:write",
    required="channel ts",
    optional=f"{CONTENT} as_user metadata reply_broadcast file_ids",
)
def update(caller: Caller) -> Json:
    """One's own message, in place. What is left out stays, but blocks without text do not keep the old text."""
    channel = caller.channel()
    message = _own(caller, channel, "cant_update_message")
    _writable(channel)
    _check(caller, "update")
    message.text = caller.text("text")
    message.blocks = shapes.with_ids(copy.deepcopy(caller.args.get("blocks") or []), caller.core.number())
    message.metadata = caller.args.get("metadata", message.metadata)
    message.edits += 1
    caller.core.updated.append(message)
    answered = shapes.message(caller.core.directory, message)
    return {"channel": channel.id, "ts": message.ts, "text": message.text, "message": answered}


@method("chat.delete", scope="chat:write", required="channel ts", optional="as_user")
def delete(caller: Caller) -> Json:
    """One's own message."""
    channel = caller.channel()
    message = _own(caller, channel, "cant_delete_message")
    message.deleted = True
    caller.core.deleted.append(message)
    return {"channel": channel.id, "ts": message.ts}


@method("chat.getPermalink", required="channel message_ts")
def get_permalink(caller: Caller) -> Json:
    """Where a message can be seen."""
    channel, ts = caller.channel(), caller.text("message_ts")
    if channel.message(ts) is None:
        raise RefusedError("message_not_found")
    domain = caller.core.directory.workspaces[caller.team_id].domain
    return {
        "channel": channel.id,
        "permalink": f"https://{domain}.slack.com/archives/{channel.id}/p{ts.replace('.', '')}",
    }


def _destination(caller: Caller) -> Channel:
    """A conversation by id; a person's id stands for their direct conversation."""
    directory, wanted = caller.core.directory, caller.text("channel")
    if not wanted.startswith(("U", "W")):
        return caller.channel()
    user = directory.user_seen(caller.team_id, wanted)
    if user is None or user.deleted or directory.is_stranger(caller.team_id, user):
        raise RefusedError("channel_not_found")
    if user.is_bot:
        raise RefusedError("cannot_dm_bot")
    return directory.dm(user, caller.team_id)


def _writable(channel: Channel) -> None:
    if channel.is_archived:
        raise RefusedError("is_archived")
    if channel.frozen_reason:
        raise RefusedError("restricted_action")


def _may_post(caller: Caller, channel: Channel) -> None:
    _writable(channel)
    bot = caller.core.directory.bot_of(caller.team_id)
    if channel.is_direct:
        _reaches(caller, channel)
    public = channel.kind == "public" and "chat:write.public" in caller.installation.scopes
    if bot.id not in channel.members and not public:
        raise RefusedError("not_in_channel")


def _reaches(caller: Caller, channel: Channel) -> None:
    if not caller.core.app.messages_tab:
        raise RefusedError("messages_tab_disabled")
    others = channel.members - {caller.installation.bot_user_id}
    for user in [caller.core.directory.user(one, caller.team_id) for one in others]:
        if user.dm_error:
            raise RefusedError(user.dm_error)


def _check(caller: Caller, kind: What) -> None:
    """Refuse what Slack would, with the first code that fits."""
    content = {name: value for name, value in caller.args.items() if name != "as_user"}
    found = problems(content, kind)
    if not found:
        must_be_there(caller)
        return
    text, blocks = content.get("text") or "", content.get("blocks")
    if len(str(text)) > MOST_TEXT:
        raise RefusedError("msg_too_long", *found)
    if blocks is not None and not isinstance(blocks, list):
        raise RefusedError("invalid_blocks_format", *found)
    raise RefusedError(_code(found), *found)


def _code(found: list[str]) -> str:
    """Slack's code for what is wrong."""
    signs: dict[str, str] = {
        "no_text": "no_text",
        "msg_too_long": "msg_too_long",
        "metadata_too_large": "metadata_too_large",
        "pointer:/metadata": "invalid_metadata_format",
        "pointer:/attachments": "invalid_attachments",
        "pointer:/blocks": "invalid_blocks",
        "msg_blocks_too_long": "msg_blocks_too_long",
    }
    return next((code for sign, code in signs.items() if any(sign in one for one in found)), "invalid_arguments")


def _pace(caller: Caller, channel: Channel) -> None:
    """With the app's `is_paced`: a second message within a second has to wait."""
    own = [float(one.ts) for one in channel.messages if one.bot_id]
    if caller.core.app.is_paced and own and caller.core.seconds - own[-1] < 1:
        raise RefusedError("ratelimited", status=429, headers={"Retry-After": "1"})


def _message(caller: Caller, channel: Channel, ts: str) -> Message:
    kept: dict[str, Any] = {name: caller.args[name] for name in ("unfurl_links", "unfurl_media") if name in caller.args}
    return Message(
        channel_id=channel.id,
        ts=ts,
        user_id=caller.installation.bot_user_id,
        team_id=caller.team_id,
        text=caller.text("text"),
        blocks=shapes.with_ids(copy.deepcopy(caller.args.get("blocks") or []), caller.core.number()),
        metadata=caller.args.get("metadata"),
        attachments=caller.args.get("attachments") or [],
        thread_ts=caller.text("thread_ts"),
        bot_id=caller.installation.bot_id,
        args=kept,
    )


def _own(caller: Caller, channel: Channel, otherwise: str) -> Message:
    message = channel.message(caller.text("ts"))
    if message is None:
        raise RefusedError("message_not_found")
    if message.bot_id != caller.installation.bot_id:
        raise RefusedError(otherwise)
    return message
