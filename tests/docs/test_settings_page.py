"""docs/settings.md and .env.example say the same as the settings themselves."""

import re

import pytest
from dotenv import dotenv_values

from config.settings import KINDS, is_secret, read_settings, variable
from tests.docs.markdown import DOCS, ROOT, parts
from tools import env_example

PAGE = parts(DOCS / "settings.md")
SETTINGS = {variable(kind, name): (kind, name) for kind in KINDS for name in kind.model_fields}
# Read by the tests' finder of browsers, not by the program.
NOT_THE_PROGRAMS = {"CONVENOR_CHROMIUM"}


@pytest.mark.parametrize("name", SETTINGS)
def test_each_setting_has_a_heading(name):
    assert PAGE[name].strip()


@pytest.mark.parametrize("name", SETTINGS)
def test_secrets_and_only_they_are_marked_as_such(name):
    assert ("A secret." in " ".join(PAGE[name].split())) == is_secret(*SETTINGS[name])


def test_no_heading_is_of_a_setting_that_is_gone():
    assert {name for name in PAGE if re.fullmatch(r"[A-Z_]+", name)} - NOT_THE_PROGRAMS == set(SETTINGS)


@pytest.mark.parametrize("name", SETTINGS)
def test_each_setting_has_one_line_of_what_it_is_for_and_an_example(name):
    kind, field = SETTINGS[name]
    about = kind.model_fields[field]

    assert about.description
    assert about.description.endswith(".")
    assert len(about.examples or ()) == 1


def test_the_example_file_is_written_from_the_settings():
    written = (ROOT / ".env.example").read_text(encoding="utf-8")

    assert written == env_example.text(), "run: python -m tools.env_example"


def test_every_example_can_be_used_as_it_stands(tmp_path):
    uncommented = re.sub(r"^# (?=[A-Z_]+=)", "", env_example.text(), flags=re.MULTILINE)
    (tmp_path / ".env").write_text(uncommented, encoding="utf-8")

    assert set(dotenv_values(tmp_path / ".env")) == set(SETTINGS)
    assert read_settings({}).slack.bot_token
