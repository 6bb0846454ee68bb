"""The payloads that Slack delivers, from what people do."""

import re
from typing import Any

from tests.fakes.slack import shapes
from tests.fakes.slack.core import Core
from tests.fakes.slack.records import Json
from tests.fakes.slack.world import Channel, Message, User, View

TOKEN = re.compile(r"<[@#](\w+)(?:\|[^>]*)?>")
AN_ADDRESS = re.compile(r"https?://[^\s<>|]+")


class Payloads:
    """Writes them."""

    def __init__(self, core: Core) -> None:
        self._core = core

    def typed(self, text: str, *, escape: bool = True) -> str:
        """A person's words as they arrive: & < > escaped, addresses linked, mentions of whom and what there is kept."""
        if not escape:
            return text
        found, at = "", 0
        for token in TOKEN.finditer(text):
            if self._core.directory.is_there(token[1]):
                found += _escaped(text[at : token.start()]) + token.group()
                at = token.end()
        return found + _escaped(text[at:])

    def command_text(self, text: str) -> str:
        """For slash commands: ids with names if the manifest says should_escape, else the names as they were typed."""
        escape = self._core.app.should_escape
        named = TOKEN.sub(lambda found: self._named(found, escape=escape), text)
        return self.typed(named, escape=escape)

    def _named(self, token: re.Match[str], *, escape: bool) -> str:
        directory, one_id = self._core.directory, token[1]
        if not directory.is_there(one_id):
            return token.group()
        channel = directory.channels.get(one_id)
        sign, name = ("#", channel.name) if channel else ("@", handle(directory.user(one_id)))
        return f"<{sign}{one_id}|{name}>" if escape else f"{sign}{name}"

    def team(self, team_id: str) -> Json:
        workspace = self._core.directory.workspaces[team_id]
        found: Json = {"id": team_id, "domain": workspace.domain}
        if workspace.enterprise_id:
            found |= {"enterprise_id": workspace.enterprise_id, "enterprise_name": workspace.name}
        return found

    def enterprise(self, team_id: str) -> Json | None:
        workspace = self._core.directory.workspaces[team_id]
        return {"id": workspace.enterprise_id, "name": workspace.name} if workspace.enterprise_id else None

    def user(self, user: User) -> Json:
        name = handle(user)
        return {"id": user.id, "username": name, "name": name, "team_id": user.team_id}

    def channel(self, channel: Channel) -> Json:
        return {"id": channel.id, "name": "directmessage" if channel.is_direct else channel.name}

    def command(self, command: str, text: str, *, user: User, channel: Channel, trigger: str, url: str) -> Json:
        """A slash command: all its values are strings."""
        team = self.team(user.team_id)
        installation = self._core.directory.installations[user.team_id]
        names = {"im": "directmessage", "private": "privategroup"}
        found = {
            "token": self._core.app.verification_token,
            "team_id": team["id"],
            "team_domain": team["domain"],
            "channel_id": channel.id,
            "channel_name": names.get(channel.kind, channel.name),
            "user_id": user.id,
            "user_name": handle(user),
            "command": command,
            "text": self.command_text(text),
            "api_app_id": self._core.app.app_id,
            "is_enterprise_install": str(installation.is_enterprise_install).lower(),
            "response_url": url,
            "trigger_id": trigger,
        }
        extra = {name: team[name] for name in ("enterprise_id", "enterprise_name") if name in team}
        return found | extra

    def interaction(self, kind: str, user: User, team_id: str, **more: Any) -> Json:
        """What all of them have."""
        org_wide = self._core.directory.installations[team_id].is_enterprise_install
        return {
            "type": kind,
            "team": None if org_wide else self.team(team_id),
            "user": self.user(user),
            "api_app_id": self._core.app.app_id,
            "token": self._core.app.verification_token,
            "enterprise": self.enterprise(team_id),
            "is_enterprise_install": org_wide,
        } | more

    def in_message(self, message: Message) -> Json:
        """Where an action was: the message itself comes only with those that stand in history."""
        channel = self._core.directory.channels[message.channel_id]
        container = {
            "type": "message",
            "message_ts": message.ts,
            "channel_id": channel.id,
            "is_ephemeral": bool(message.only_for),
        }
        found: Json = {"container": container, "channel": self.channel(channel)}
        if not message.only_for:
            found["message"] = shapes.message(self._core.directory, message)
        return found

    def in_view(self, view: View) -> Json:
        container = {"type": "view", "view_id": view.id}
        return {"container": container, "view": shapes.view(self._core.directory, view)}

    def event(self, event: Json, team_id: str, context: str, event_id: str, *, shared: bool, authorized: bool) -> Json:
        """The envelope; those about the end of an installation name none."""
        installation = self._core.directory.installations[team_id]
        enterprise = self._core.directory.workspaces[team_id].enterprise_id or None
        one = {
            "enterprise_id": enterprise,
            "team_id": team_id,
            "user_id": installation.bot_user_id,
            "is_bot": True,
            "is_enterprise_install": installation.is_enterprise_install,
        }
        found: Json = {
            "token": self._core.app.verification_token,
            "team_id": team_id,
            "context_team_id": team_id,
            "context_enterprise_id": enterprise,
            "api_app_id": self._core.app.app_id,
            "event": event,
            "type": "event_callback",
            "event_id": event_id or f"Ev{self._core.number():06}",
            "event_time": int(self._core.seconds),
            "is_ext_shared_channel": shared,
        }
        if authorized:
            found |= {"authorizations": [one], "event_context": context}
        return found


def handle(user: User) -> str:
    """A person's user name."""
    return user.name.lower().replace(" ", ".")


def _escaped(text: str) -> str:
    """Addresses are linked, the rest escaped."""
    found, at = "", 0
    for address in AN_ADDRESS.finditer(text):
        found += _entities(text[at : address.start()]) + f"<{_entities(address.group())}>"
        at = address.end()
    return found + _entities(text[at:])


def _entities(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
