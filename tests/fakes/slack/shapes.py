"""JSON as Slack writes it: users, channels, messages and views."""

from typing import Any

from tests.fakes.slack.directory import Directory
from tests.fakes.slack.records import Json
from tests.fakes.slack.world import Channel, Message, User, View


def rich_text(text: str, block_id: str) -> Json:
    """What a person typed also comes as a block of its own."""
    parts = [{"type": "text", "text": text}] if text else []
    section = {"type": "rich_text_section", "elements": parts}
    return {"type": "rich_text", "block_id": block_id, "elements": [section]}


def message(directory: Directory, one: Message, *, metadata: bool = True) -> Json:
    """A message as history and events have it."""
    found: Json = {"type": "message", "user": one.user_id, "ts": one.ts, "text": one.text, "team": one.team_id}
    if one.blocks:
        found["blocks"] = one.blocks
    if one.bot_id:
        found |= {"bot_id": one.bot_id, "app_id": directory.app.app_id, "bot_profile": {"id": one.bot_id}}
    if one.metadata:
        declared = one.metadata["event_type"] in directory.app.metadata_types
        found["metadata"] = one.metadata if metadata or declared else {"event_type": one.metadata["event_type"]}
    given = {"thread_ts": one.thread_ts, "subtype": one.subtype, "files": one.files, "attachments": one.attachments}
    found |= {name: value for name, value in given.items() if value}
    if one.edits:
        found["edited"] = {"user": one.user_id, "ts": one.ts}
    return found


def user(directory: Directory, one: User, *, seen_from: str, emails: bool, locale: bool) -> Json:
    """A person as users.info has them; of people of other workspaces it hides half."""
    external = one.team_id != seen_from
    profile: Json = {"real_name": one.name, "display_name": "", "avatar_hash": "g", "team": one.team_id}
    found: Json = {"id": one.id, "team_id": one.team_id, "real_name": one.name, "is_bot": one.is_bot}
    if not external:
        found |= _own(one)
        profile |= {"first_name": one.name.split()[0], "status_text": "", "status_emoji": "", "status_expiration": 0}
        if emails:
            profile["email"] = one.email
        if locale and one.locale:
            found["locale"] = one.locale
    else:
        found["is_stranger"] = directory.is_stranger(seen_from, one)
    if one.enterprise_id:
        grid = {"id": one.grid_id or one.id, "enterprise_id": one.enterprise_id, "enterprise_name": one.enterprise_id}
        found["enterprise_user"] = grid | {"is_admin": False, "is_owner": False, "teams": directory.teams_of(one)}
    if one.deleted:
        found["deleted"] = True
    found["profile"] = profile | one.profile
    laid_over = found | one.fields
    return {name: value for name, value in laid_over.items() if value is not ...}


def _own(one: User) -> Json:
    zone = {"tz": one.tz, "tz_label": "", "tz_offset": 0} if one.tz else {}
    return {
        "name": one.name.lower().replace(" ", "."),
        "deleted": one.deleted,
        "is_admin": False,
        "is_restricted": one.is_restricted,
        "is_ultra_restricted": one.is_ultra_restricted,
        "is_invited_user": one.is_invited_user,
        "is_app_user": False,
        "updated": 0,
    } | zone


def channel(directory: Directory, one: Channel, *, seen_from: str) -> Json:
    """A conversation as conversations.info has it."""
    bot = directory.bot_of(seen_from).id
    if one.is_direct:
        other = next(iter(one.members - {bot}), bot)
        return {"id": one.id, "is_im": True, "is_archived": one.is_archived, "user": other, "is_user_deleted": False}
    private = directory.is_private(one, seen_from)
    shown: Json = {
        "id": one.id,
        "name": one.name,
        "is_channel": not private,
        "is_group": private and one.kind != "mpim",
        "is_im": False,
        "is_mpim": one.kind == "mpim",
        "is_private": private,
        "is_archived": one.is_archived,
        "is_general": False,
        "is_shared": one.is_ext_shared,
        "is_ext_shared": one.is_ext_shared,
        "is_org_shared": False,
        "is_pending_ext_shared": bool(one.pending_with),
        "is_member": bot in one.members,
        "context_team_id": seen_from,
        "shared_team_ids": sorted(one.teams),
        "conversation_host_id": one.team_id,
        "topic": {"value": "", "creator": "", "last_set": 0},
        "purpose": {"value": "", "creator": "", "last_set": 0},
    }
    if one.is_ext_shared:
        shown["connected_team_ids"] = sorted(one.teams - {seen_from})
    if one.frozen_reason:
        shown |= {"is_frozen": True, "frozen_reason": one.frozen_reason}
    return shown


def view(directory: Directory, one: View) -> Json:
    """A view as it is answered, and as it comes with what people do in it."""
    kept = {"type", "blocks", "title", "submit", "close", "private_metadata", "callback_id", "external_id"}
    defaults: Json = {"private_metadata": "", "callback_id": "", "external_id": "", "submit": None, "close": None}
    given = {name: value for name, value in one.payload.items() if name in kept}
    return (
        defaults
        | given
        | {
            "id": one.id,
            "team_id": one.team_id,
            "state": {"values": one.state},
            "hash": one.hash,
            "clear_on_close": one.payload.get("clear_on_close", False),
            "notify_on_close": one.payload.get("notify_on_close", False),
            "root_view_id": one.root_view_id,
            "previous_view_id": one.previous_view_id,
            "app_id": directory.app.app_id,
            "bot_id": directory.installations[one.team_id].bot_id,
            "app_installed_team_id": one.team_id,
        }
    )


def with_ids(blocks: list[Json], number: int) -> list[Json]:
    """Slack gives each block and each interactive element an id where it has none."""
    made = []
    for index, block in enumerate(blocks):
        named: dict[str, Any] = {"block_id": f"b{number}{index}"} | block
        for place in ("elements", "accessory", "element"):
            if place in block and block["type"] in ("actions", "section", "input"):
                named[place] = _named(block[place], f"a{number}{index}")
        made.append(named)
    return made


def _named(elements: Any, prefix: str) -> Any:
    if isinstance(elements, list):
        return [_named(one, f"{prefix}{index}") for index, one in enumerate(elements)]
    return elements if elements.get("type") == "image" else {"action_id": prefix} | elements
