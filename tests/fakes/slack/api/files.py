"""Uploading in three steps (an address, the bytes, the sharing), and pins."""

from tests.fakes.slack.api.method import Caller, RefusedError, method
from tests.fakes.slack.records import Json
from tests.fakes.slack.world import Channel, Message

MOST_BYTES = 1_000_000_000


@method("files.getUploadURLExternal", scope="files:write", required="filename length", optional="alt_txt snippet_type")
def get_upload_url(caller: Caller) -> Json:
    """Where to send the bytes, and how many they will be."""
    length = caller.number("length", 0, most=MOST_BYTES, code="invalid_arguments")
    file_id = f"F{caller.core.number():04}"
    caller.core.files[file_id] = {
        "id": file_id,
        "name": caller.text("filename"),
        "length": length,
        "alt_txt": caller.text("alt_txt"),
        "team_id": caller.team_id,
        "content": None,
        "shared": [],
    }
    return {"upload_url": f"{caller.core.origin}/upload/{file_id}", "file_id": file_id}


@method(
    "files.completeUploadExternal",
    scope="files:write",
    required="files",
    optional="channel_id channels initial_comment thread_ts blocks",
)
def complete_upload(caller: Caller) -> Json:
    """Share what was uploaded, as a message in a channel."""
    wanted = caller.args["files"]
    if not isinstance(wanted, list) or not wanted or not all(isinstance(one, dict) and "id" in one for one in wanted):
        raise RefusedError("invalid_arguments", "files must be a list of objects with an id")
    files = [_uploaded(caller, one) for one in wanted]
    shown = [{"id": one["id"], "title": one["title"], "name": one["name"]} for one in files]
    where = caller.text("channel_id") or caller.text("channels")
    for channel_id in [one for one in where.split(",") if one]:
        caller.args["channel_id"] = channel_id
        channel = caller.channel("channel_id")
        _share(caller, channel, shown)
        for one in files:
            one["shared"].append(channel.id)
    return {"files": shown}


def _uploaded(caller: Caller, wanted: Json) -> Json:
    file = caller.core.files.get(wanted["id"])
    if file is None or file["team_id"] != caller.team_id or file["content"] is None:
        raise RefusedError("file_not_found")
    if "title" not in file:
        file["waits"] = caller.core.app.files_wait
    file["title"] = wanted.get("title") or file["name"]
    return file


def must_be_there(caller: Caller) -> None:
    """Refuse blocks that show a file which is not this workspace's, is not uploaded, or is not there yet."""
    for index, block in enumerate(caller.args.get("blocks") or []):
        for shown in (block, block.get("accessory") or {}, *(block.get("elements") or [])):
            if "slack_file" in shown:
                _must_be_there(caller, shown["slack_file"], f"[json-pointer:/blocks/{index}/slack_file]")


def _must_be_there(caller: Caller, shown: Json, where: str) -> None:
    file = caller.core.files.get(str(shown.get("id")))
    if file is None or file["team_id"] != caller.team_id or "title" not in file or set(shown) != {"id"}:
        raise RefusedError("invalid_blocks", f"invalid slack file {where}")
    if file["waits"] > 0:
        file["waits"] -= 1
        # Nobody's fault, so that it is not written down as one.
        raise RefusedError("invalid_blocks", response_metadata={"messages": [f"[ERROR] invalid slack file {where}"]})


def _share(caller: Caller, channel: Channel, shown: list[Json]) -> None:
    if caller.installation.bot_user_id not in channel.members:
        raise RefusedError("not_in_channel")
    if channel.is_archived:
        raise RefusedError("is_archived")
    message = Message(
        channel.id,
        caller.core.new_ts(),
        caller.installation.bot_user_id,
        caller.team_id,
        text=caller.text("initial_comment"),
        thread_ts=caller.text("thread_ts"),
        bot_id=caller.installation.bot_id,
        files=shown,
    )
    caller.core.add_message(channel, message)
    caller.core.posted.append(message)


@method("pins.add", scope="pins:write", required="channel timestamp")
def add_pin(caller: Caller) -> Json:
    """Pin a message to its channel."""
    channel, ts = caller.channel(), caller.text("timestamp")
    if channel.message(ts) is None:
        raise RefusedError("message_not_found")
    if caller.installation.bot_user_id not in channel.members:
        raise RefusedError("not_in_channel")
    if ts in channel.pins:
        raise RefusedError("already_pinned")
    channel.pins.append(ts)
    return {}


@method("pins.remove", scope="pins:write", required="channel timestamp")
def remove_pin(caller: Caller) -> Json:
    """Take the pin away."""
    channel, ts = caller.channel(), caller.text("timestamp")
    if ts not in channel.pins:
        raise RefusedError("no_pin")
    channel.pins.remove(ts)
    return {}
