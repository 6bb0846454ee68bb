"""What speaks to Teams is an extra: without it the rest works, and a Teams that is set up says what is missing."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from bot.handlers.teams import sdk
from config.settings import SettingsError, read_settings
from config.teams import TeamsDoor, teams_settings

BLOCKED = """
import sys

class Nowhere:
    def find_spec(self, name, path=None, target=None):
        if name.partition(".")[0] in ("microsoft_teams", "jwt", "msal", "httpx", "fastapi", "jsonschema"):
            raise ModuleNotFoundError(f"No module named {name!r}", name=name)

sys.meta_path.insert(0, Nowhere())
from bot.cli import main
main()
"""
LOADED = """
import asyncio, sys
from bot.app import doors, opened
from config.settings import read_settings

async def open_and_close():
    async with opened(read_settings()) as app, doors(app):
        pass

asyncio.run(open_and_close())
found = {one.partition(".")[0] for one in sys.modules}
print(sorted(found & {"microsoft_teams", "jwt", "msal", "httpx", "slack_bolt"}))
"""
TEAMS = {"TEAMS_CLIENT_ID": "an-id", "TEAMS_CLIENT_SECRET": "a-secret"}


def in_a_process(code: str, *words: str, folder: Path, **more: str) -> "subprocess.CompletedProcess[str]":
    environment = {**os.environ, "CONVENOR_DATA": str(folder), "PYTHONPATH": os.pathsep.join(sys.path), **more}
    command = [sys.executable, "-c", code, *words]
    return subprocess.run(command, env=environment, cwd=folder, capture_output=True, text=True, timeout=60, check=False)


def test_without_the_extra_a_teams_that_is_set_up_says_how_to_install_it(tmp_path):
    done = in_a_process(BLOCKED, "run", "--port", "0", folder=tmp_path, **TEAMS)

    assert done.returncode == 1
    assert "pip install 'convenor[teams]'" in done.stderr
    assert "Traceback" not in done.stderr
    # Nobody is sent to a page that is not there.
    assert done.stdout == ""


def test_without_the_extra_the_doctor_says_the_same(tmp_path):
    done = in_a_process(BLOCKED, "doctor", folder=tmp_path, **TEAMS)

    assert "look here  TEAMS_CLIENT_ID is set" in done.stdout
    assert "Traceback" not in done.stderr


def test_without_the_extra_everything_else_works(tmp_path):
    done = in_a_process(BLOCKED, "doctor", folder=tmp_path)

    assert "Traceback" not in done.stderr
    assert "microsoft_teams" not in done.stdout + done.stderr


def test_where_teams_is_not_set_up_nothing_of_it_is_loaded(tmp_path):
    done = in_a_process(LOADED, folder=tmp_path)

    assert done.stdout.strip() == "[]", done.stderr


def test_a_stray_env_file_beside_the_program_is_nobodys_setting(tmp_path):
    (tmp_path / ".env").write_text("CONVENOR_STRAY=1\nCLIENT_SECRET=stray\n", encoding="utf-8")
    code = "import os; from bot.handlers.teams import sdk; print([one for one in os.environ if one.endswith('STRAY')])"
    done = in_a_process(f"{code}; print('CLIENT_SECRET' in os.environ)", folder=tmp_path)

    assert done.stdout.split() == ["[]", "False"], done.stderr


def test_the_sdk_is_taken_in_without_a_warning(tmp_path):
    done = in_a_process(
        "import warnings; warnings.simplefilter('error'); import bot.handlers.teams.sdk", folder=tmp_path
    )

    assert done.returncode == 0, done.stderr


async def test_what_the_environment_says_to_any_app_of_the_sdk_is_nothing_to_ours(monkeypatch):
    monkeypatch.setenv("DANGEROUSLY_ALLOW_UNAUTHENTICATED_REQUESTS", "true")
    monkeypatch.setenv("TENANT_ID", "another")
    monkeypatch.setenv("CLOUD", "nowhere")

    async def nothing() -> None: ...

    app = await sdk.make_app(client_id="x", client_secret="y", tenant_id="", on_activity=nothing)

    assert app.server._token_validator is not None
    assert app.credentials is not None
    assert app.credentials.tenant_id is None
    assert os.environ["TENANT_ID"] == "another"


def given(**more: str) -> TeamsDoor | None:
    return teams_settings(read_settings(more, dotenv=Path("none")))


def test_teams_is_set_up_by_its_id_and_its_secret():
    assert given() is None
    assert given(**TEAMS) == TeamsDoor(client_id="an-id", client_secret="a-secret")
    assert given(**TEAMS, TEAMS_TENANT_ID="t") == TeamsDoor(client_id="an-id", client_secret="a-secret", tenant_id="t")


@pytest.mark.parametrize(
    ("half", "missing"),
    [
        ({"TEAMS_CLIENT_ID": "an-id"}, "TEAMS_CLIENT_SECRET is missing"),
        ({"TEAMS_CLIENT_SECRET": "a-secret"}, "TEAMS_CLIENT_ID is missing"),
        ({**TEAMS, "TEAMS_OPENID_METADATA_URL": "http://keys.example.com/x"}, "TEAMS_OPENID_METADATA_URL is wrong"),
    ],
)
def test_half_of_it_is_refused_with_what_is_missing(half, missing):
    with pytest.raises(SettingsError, match=missing):
        given(**half)


@pytest.mark.parametrize(
    "url", ["https://login.botframework.azure.us/v1/x", "http://127.0.0.1:9/x", "http://localhost/x"]
)
def test_keys_come_by_https_or_from_this_machine(url):
    found = given(**TEAMS, TEAMS_OPENID_METADATA_URL=url)

    assert found is not None
    assert found.metadata_url == url
