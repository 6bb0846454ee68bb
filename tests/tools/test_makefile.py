"""What can be made, and that one command is everything."""

import os
import re
import shutil
import subprocess

import pytest

from tools.container import ROOT

TARGETS = {
    "help",
    "setup",
    "run",
    "demo",
    "test",
    "quick",
    "lint",
    "bench",
    "simulate",
    "crash",
    "soak",
    "measure",
    "words",
    "pictures",
    "statements",
    "lock",
}


def make(*arguments, folder=ROOT):
    variables = {name: value for name, value in os.environ.items() if not name.startswith("MAKE")}
    done = subprocess.run(["make", *arguments], cwd=folder, env=variables, check=False, capture_output=True, text=True)
    return done.stdout + done.stderr


def test_help_lists_what_can_be_made_with_a_line_each():
    assert set(re.findall(r"^  make (\w+) +\S", make(), re.MULTILINE)) == TARGETS


@pytest.mark.parametrize("target", ["setup", "lock"])
def test_without_a_python_one_sentence_says_what_to_do(target, tmp_path):
    shutil.copy(ROOT / "Makefile", tmp_path)
    for name in ("requirements.lock", "pyproject.toml"):
        (tmp_path / name).touch()

    said = make("PYTHON=", target, folder=tmp_path)

    assert said.startswith("Convenor needs Python 3.11 or newer: install it, or say: make PYTHON=/path/to/python3.11\n")


def test_continuous_integration_runs_the_same_as_a_developer():
    script = ROOT / ".ci" / "run"

    assert os.access(script, os.X_OK)
    assert script.read_text(encoding="utf-8").rstrip().endswith("exec make test")


def test_shell_scripts_can_be_read_by_any_shell():
    for script in ROOT.glob("tools/*.sh"):
        subprocess.run(["sh", "-n", str(script)], check=True)
