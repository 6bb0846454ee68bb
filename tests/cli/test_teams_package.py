"""The package of the Teams app: what is in it, what it asks for, and what is said where it can't be made."""

import io
import json
import struct
import sys
import zipfile
from copy import deepcopy

import pytest

from bot import __version__
from bot.cli import teams
from bot.cli.teams import filled, packed, refused
from bot.handlers.teams.read import MAKE_COMMITMENT
from bot.services.commands import COMMANDS

APP = "11111111-2222-3333-4444-55555555abcd"
URL = "https://convenor.example.org"


@pytest.fixture(autouse=True)
def _set_up(monkeypatch, tmp_path):
    monkeypatch.setenv("TEAMS_CLIENT_ID", APP)
    monkeypatch.setenv("CONVENOR_PUBLIC_URL", URL)
    monkeypatch.chdir(tmp_path)


def read(zipped: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(zipped)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def manifest(path) -> dict:
    found: dict = json.loads(read(path.read_bytes())["manifest.json"])
    return found


def broken(change) -> dict:
    found = deepcopy(filled(APP, URL))
    change(found)
    return found


def test_the_package_is_written_and_says_what_to_do_with_it(convenor, tmp_path):
    result = convenor("teams", "package")

    assert result.exit_code == 0
    assert result.stdout.startswith("convenor-teams.zip: upload it")
    assert set(read((tmp_path / "convenor-teams.zip").read_bytes())) == {"manifest.json", "color.png", "outline.png"}


def test_the_app_and_its_addresses_are_those_that_are_set(convenor, tmp_path):
    convenor("teams", "package", "--out", "a.zip")
    found = manifest(tmp_path / "a.zip")

    assert {found["id"], found["bots"][0]["botId"], found["composeExtensions"][0]["botId"]} == {APP}
    assert found["webApplicationInfo"]["id"] == APP
    assert found["validDomains"] == ["convenor.example.org"]
    assert {found["developer"][name] for name in ("websiteUrl", "privacyUrl", "termsOfUseUrl")} == {URL}
    assert found["version"] == __version__


def test_another_app_can_be_named(convenor, tmp_path):
    convenor("teams", "package", "--client-id", APP.upper().replace("1", "2"))

    assert manifest(tmp_path / "convenor-teams.zip")["id"] == APP.replace("1", "2")


def test_the_same_app_is_the_same_file(tmp_path):
    assert packed(filled(APP, URL)) == packed(filled(APP, URL))


def test_the_manifest_is_one_that_microsofts_schema_takes():
    schema = json.loads(teams._file("schema.json"))
    found = filled(APP, URL)

    assert refused(found) == []
    # The schema is older than the word it uses for this, so that no checker of its age looks at it.
    assert found["manifestVersion"] == schema["properties"]["manifestVersion"]["const"]


def test_it_asks_for_every_conversation_slash_commands_and_the_roster_of_a_channel():
    found = filled(APP, URL)
    [bot] = found["bots"]
    shared, alone = bot["commandLists"]

    assert bot["scopes"] == ["personal", "team", "groupChat"]
    assert bot["supportsTargetedMessages"] is True
    assert found["supportsChannelFeatures"] == "tier1"
    assert (shared["scopes"], shared["triggers"]) == (["team", "groupChat"], ["mention", "slash"])
    assert [one["title"] for one in shared["commands"]] == ["commit", "reflect", "table", "help"]
    assert alone["commands"] == shared["commands"]
    assert asked_for(found) == ["ChannelMember.Read.Group"]


def test_each_command_that_is_offered_is_one_that_is_understood():
    offered = {one["title"] for one in filled(APP, URL)["bots"][0]["commandLists"][0]["commands"]}

    assert offered <= {command.door for command in COMMANDS} | {word for one in COMMANDS for word in one.whole}


def asked_for(found) -> list[str]:
    return [one["name"] for one in found["authorization"]["permissions"]["resourceSpecific"]]


def test_a_message_can_be_made_a_commitment_from_its_menu():
    [command] = filled(APP, URL)["composeExtensions"][0]["commands"]

    assert (command["id"], command["title"]) == (MAKE_COMMITMENT, "Make this a commitment")
    assert (command["type"], command["context"], command["fetchTask"]) == ("action", ["message"], True)


def test_talk_is_heard_only_where_that_is_asked_for(convenor, tmp_path):
    convenor("teams", "package", "--count-talk")
    found = manifest(tmp_path / "convenor-teams.zip")

    assert refused(found) == []
    assert asked_for(found)[1:] == ["ChannelMessage.Read.Group", "ChatMessage.Read.Chat"]


@pytest.mark.parametrize(
    ("change", "place"),
    [
        (lambda one: one["bots"][0]["commandLists"][0]["triggers"].insert(0, "shout"), "triggers"),
        (lambda one: one.pop("icons"), "icons"),
        (lambda one: one["name"].update(short="x" * 31), "name.short"),
        (lambda one: one["bots"][0]["scopes"].append("everywhere"), "scopes"),
        (lambda one: one.update(accentColor="green"), "accentColor"),
        (lambda one: one.update(id="convenor"), "$.id"),
        (lambda one: one.update(surprise=True), "surprise"),
        (lambda one: one["description"].update(short="x" * 81), "description.short"),
        (lambda one: one["composeExtensions"][0]["commands"][0].update(title="x" * 33), "title"),
    ],
)
def test_a_fault_in_the_manifest_is_found_without_asking_anybody(change, place):
    assert any(place in fault for fault in refused(broken(change)))


def test_a_manifest_that_would_be_refused_is_not_packed(convenor, monkeypatch, tmp_path):
    monkeypatch.setattr("bot.__version__", "1" * 300)
    result = convenor("teams", "package")

    assert result.exit_code == 1
    assert "The package would be refused: $.version" in result.stderr
    assert not (tmp_path / "convenor-teams.zip").exists()


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("TEAMS_CLIENT_ID", "", "TEAMS_CLIENT_ID is not set"),
        ("TEAMS_CLIENT_ID", "convenor", "TEAMS_CLIENT_ID is no application id"),
        ("CONVENOR_PUBLIC_URL", "", "CONVENOR_PUBLIC_URL must be the https address"),
        ("CONVENOR_PUBLIC_URL", "http://convenor.example.org", "CONVENOR_PUBLIC_URL must be the https address"),
        ("CONVENOR_PUBLIC_URL", "https://localhost:8000", "CONVENOR_PUBLIC_URL must be the https address"),
        ("CONVENOR_PORT", "a lot", "CONVENOR_PORT"),
    ],
)
def test_what_is_missing_is_said_in_one_line(convenor, monkeypatch, name, value, said):
    monkeypatch.setenv(name, value)
    result = convenor("teams", "package")

    assert result.exit_code == 1
    assert said in result.stderr
    assert result.stderr.count("\n") == 1


def test_where_it_cannot_be_checked_it_says_what_to_install(convenor, monkeypatch):
    monkeypatch.setitem(sys.modules, "jsonschema", None)
    result = convenor("teams", "package")

    assert result.exit_code == 1
    assert result.stderr == "Error: What checks the package is not installed: pip install 'convenor[teams]'\n"


def test_a_folder_that_is_not_there_is_said(convenor):
    result = convenor("teams", "package", "--out", "nowhere/a.zip")

    assert result.exit_code == 1
    assert "nowhere/a.zip can't be written: No such file or directory." in result.stderr


@pytest.mark.parametrize(("name", "size", "kind"), [("color.png", 192, 2), ("outline.png", 32, 6)])
def test_the_icons_are_of_the_size_and_kind_that_teams_asks_for(name, size, kind):
    width, height, depth, colours = struct.unpack(">IIBB", teams._file(name)[16:26])

    assert (width, height, depth) == (size, size, 8)
    # 2: opaque; 6: it may be seen through.
    assert colours == kind
