"""Statement D7: the manifest is one that Slack takes, and asks for exactly what the code uses."""

import re
from pathlib import Path

import pytest
import yaml
from click.testing import CliRunner

from bot.cli import main
from bot.handlers.slack.read import MAKE_COMMITMENT
from config.slack import manifest, scopes_of

ROOT = Path(__file__).parents[2]
MANIFEST = yaml.safe_load((ROOT / "config" / "slack_manifest.yaml").read_text(encoding="utf-8"))
DOOR = ROOT / "bot" / "handlers" / "slack"
states = pytest.mark.states

# What each thing wants, from Slack's own pages of methods and events.
SCOPES = {
    "auth.test": set(),
    "users.info": {"users:read"},
    "conversations.open": {"im:write"},
    "conversations.replies": {"im:history", "channels:history", "groups:history"},
    "conversations.history": {"im:history", "channels:history", "groups:history"},
    "chat.postMessage": {"chat:write"},
    "dnd.info": {"dnd:read"},
    "files.getUploadURLExternal": {"files:write"},
    "files.completeUploadExternal": {"files:write"},
    "pins.add": {"pins:write"},
    "chat.update": {"chat:write"},
    "views.open": set(),
    "views.push": set(),
    "views.update": set(),
    "views.publish": set(),
    "app_home_opened": set(),
    "app_uninstalled": set(),
    "team_access_granted": set(),
    "team_access_revoked": set(),
    "tokens_revoked": set(),
    "user_change": {"users:read"},
    "app_mention": {"app_mentions:read"},
    "channel_archive": {"channels:read"},
    "channel_deleted": {"channels:read"},
    "channel_id_changed": {"channels:read", "groups:read"},
    "channel_left": {"channels:read"},
    "channel_shared": {"channels:read", "groups:read"},
    "channel_unarchive": {"channels:read"},
    "group_archive": {"groups:read"},
    "group_deleted": {"groups:read"},
    "group_left": {"groups:read"},
    "group_unarchive": {"groups:read"},
    "member_joined_channel": {"channels:read", "groups:read"},
    "member_left_channel": {"channels:read", "groups:read"},
    "message.channels": {"channels:history"},
    "message.groups": {"groups:history"},
    "message.im": {"im:history"},
}

# schemas/manifest.schema.1.0.0.json of slackapi/manifest-schema: what may stand where, and how long it may be.
KEYS = {
    "": {"_metadata", "display_information", "features", "oauth_config", "settings"},
    "display_information": {"name", "description", "background_color", "long_description"},
    "features": {"app_home", "bot_user", "shortcuts", "slash_commands", "unfurl_domains"},
    "features.app_home": {"home_tab_enabled", "messages_tab_enabled", "messages_tab_read_only_enabled"},
    "features.bot_user": {"display_name", "always_online"},
    "oauth_config": {"redirect_urls", "scopes"},
    "oauth_config.scopes": {"bot", "bot_optional", "user", "user_optional"},
    "settings": {
        *("event_subscriptions", "interactivity", "org_deploy_enabled", "socket_mode_enabled"),
        *("token_rotation_enabled", "allowed_ip_address_ranges"),
    },
    "settings.event_subscriptions": {"request_url", "bot_events", "user_events"},
    "settings.interactivity": {"is_enabled", "request_url", "message_menu_options_url"},
}


def part(path):
    found = MANIFEST
    for name in filter(None, path.split(".")):
        found = found[name]
    return found


def calls() -> set[str]:
    """The methods that the door's code calls."""
    code = " ".join(file.read_text(encoding="utf-8") for file in DOOR.glob("*.py"))
    return set(re.findall(r'"((?:auth|chat|conversations|users|views|files|pins|dnd)\.[a-zA-Z]+)"', code))


def events():
    return MANIFEST["settings"]["event_subscriptions"]["bot_events"]


@states("D7")
@pytest.mark.parametrize("path", KEYS)
def test_nothing_stands_where_slack_does_not_know_it(path):
    assert set(part(path)) <= KEYS[path]


@states("D7")
def test_names_and_descriptions_are_short_enough():
    shown, features = MANIFEST["display_information"], MANIFEST["features"]

    assert 0 < len(shown["name"]) <= 35
    assert 0 < len(shown["description"]) <= 140
    assert re.fullmatch(r"#[0-9a-f]{6}", shown["background_color"])
    assert 0 < len(features["bot_user"]["display_name"]) <= 80
    assert len(events()) == len(set(events())) <= 100


@states("D7")
def test_every_command_and_shortcut_fits_and_mentions_arrive_as_ids():
    commands, shortcuts = MANIFEST["features"]["slash_commands"], MANIFEST["features"]["shortcuts"]

    assert [one["command"] for one in commands] == ["/commit", "/reflect", "/table"]
    for one in commands:
        assert set(one) <= {"command", "url", "description", "usage_hint", "should_escape"}
        assert one["should_escape"] is True
        assert 0 < len(one["description"]) <= 2000
        assert 0 < len(one["usage_hint"]) <= 1000
    for one in shortcuts:
        assert set(one) == {"name", "type", "callback_id", "description"}
        assert 0 < len(one["name"]) <= 24
        assert 0 < len(one["description"]) <= 150
    assert [one["callback_id"] for one in shortcuts] == [MAKE_COMMITMENT]


@states("D7")
def test_the_scopes_are_exactly_what_the_code_uses():
    used = {scope for name in [*calls(), *events()] for scope in SCOPES[name]} | {"commands"}
    asked, optional = (MANIFEST["oauth_config"]["scopes"][which] for which in ("bot", "bot_optional"))

    assert len([*asked, *optional]) == len({*asked, *optional}) <= 255
    assert {*asked, *optional} == used
    assert optional == ["dnd:read", "files:write", "pins:write"]


@states("D7")
def test_for_many_workspaces_it_says_where_to_come_back_and_that_organisations_may_install_it():
    run = CliRunner().invoke(main, ["slack", "manifest", "--many", "--url", "https://c.example/"])
    alone = CliRunner().invoke(main, ["slack", "manifest", "--many"])
    many = yaml.safe_load(run.output)

    assert many["oauth_config"]["redirect_urls"] == ["https://c.example/slack/oauth_redirect"]
    assert many["settings"]["org_deploy_enabled"] is True
    assert many["oauth_config"]["scopes"] == MANIFEST["oauth_config"]["scopes"]
    assert alone.exit_code == 2
    assert "--many needs --url" in alone.output


def test_the_scopes_that_whoever_installs_it_is_asked_for_are_the_manifests():
    asked = MANIFEST["oauth_config"]["scopes"]

    assert sorted(scopes_of(manifest())) == sorted([*asked["bot"], *asked["bot_optional"]])


def test_it_is_printed_as_it_is_kept_and_for_an_address():
    plain = CliRunner().invoke(main, ["slack", "manifest"]).output
    by_http = yaml.safe_load(CliRunner().invoke(main, ["slack", "manifest", "--url", "https://c.example/"]).output)

    assert yaml.safe_load(plain) == MANIFEST
    assert by_http["settings"]["socket_mode_enabled"] is False
    assert by_http["settings"]["event_subscriptions"]["request_url"] == "https://c.example/slack/events"
    assert by_http["settings"]["interactivity"]["request_url"] == "https://c.example/slack/events"
    assert {one["url"] for one in by_http["features"]["slash_commands"]} == {"https://c.example/slack/events"}
