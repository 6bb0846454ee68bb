"""conversations.history and replies: what stands in a conversation, as far as one may look."""

import re

from tests.fakes.slack import shapes
from tests.fakes.slack.api.conversations import needs
from tests.fakes.slack.api.method import Caller, RefusedError, method
from tests.fakes.slack.api.paging import page
from tests.fakes.slack.records import Json
from tests.fakes.slack.world import Channel, Message

MOST = 999
# For apps that are sold outside the Marketplace, since 2025.
MOST_WHEN_LIMITED = 15
BETWEEN_CALLS_WHEN_LIMITED = 60
BOUNDS = "cursor limit oldest latest inclusive include_all_metadata"


@method("conversations.history", required="channel", optional=BOUNDS)
def history(caller: Caller) -> Json:
    """Newest first; replies in threads are not in it, unless they were broadcast."""
    channel = _readable(caller, "conversations.history")
    every = [one for one in channel.messages if _is_top(one) and _within(caller, one)]
    return _paged(caller, every[::-1]) | {"pin_count": len(channel.pins)}


@method("conversations.replies", required="channel ts", optional=BOUNDS)
def replies(caller: Caller) -> Json:
    """A thread, oldest first, its first message always with it."""
    channel = _readable(caller, "conversations.replies")
    first = channel.message(caller.text("ts"))
    if first is None:
        raise RefusedError("thread_not_found")
    thread = [one for one in channel.messages if one.thread_ts == first.ts and not one.deleted and _within(caller, one)]
    return _paged(caller, [first, *thread])


def _readable(caller: Caller, method_name: str) -> Channel:
    channel = caller.channel()
    needs(caller, channel, "history")
    if caller.core.directory.bot_of(caller.team_id).id not in channel.members:
        raise RefusedError("not_in_channel")
    if caller.core.app.history_is_limited:
        _limit(caller, method_name)
    return channel


def _limit(caller: Caller, method_name: str) -> None:
    earlier = [one for one in caller.core.calls if one.method == method_name and one.team_id == caller.team_id]
    last = max((one.at.timestamp() for one in earlier if one.status == 200), default=0.0)
    wait = BETWEEN_CALLS_WHEN_LIMITED - (caller.core.seconds - last)
    if wait > 0:
        raise RefusedError("ratelimited", status=429, headers={"Retry-After": str(round(wait))})


def _is_top(message: Message) -> bool:
    return not message.deleted and (not message.thread_ts or message.subtype == "thread_broadcast")


def _bound(caller: Caller, name: str, code: str) -> float | None:
    given = caller.text(name)
    if not given or given == "now":
        return None
    if not re.fullmatch(r"\d+(\.\d+)?", given):
        raise RefusedError(code)
    return float(given)


def _within(caller: Caller, message: Message) -> bool:
    oldest = _bound(caller, "oldest", "invalid_ts_oldest")
    latest = _bound(caller, "latest", "invalid_ts_latest")
    at = float(message.ts)
    if caller.flag("inclusive"):
        return (oldest is None or at >= oldest) and (latest is None or at <= latest)
    return (oldest is None or at > oldest) and (latest is None or at < latest)


def _paged(caller: Caller, every: list[Message]) -> Json:
    limited = caller.core.app.history_is_limited
    most = MOST_WHEN_LIMITED if limited else MOST
    if limited and int(caller.text("limit", "1")) > most:
        caller.args["limit"] = most
    part, more = page(caller, every, default=min(100, most), most=most)
    shown = [shapes.message(caller.core.directory, one, metadata=caller.flag("include_all_metadata")) for one in part]
    more["has_more"] = bool(more["response_metadata"]["next_cursor"])
    return {"messages": shown} | more
