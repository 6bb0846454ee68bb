"""The command line as an operator types it, in this process."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from bot.cli import main
from tests.support import databases

Run = Callable[..., Result]


@pytest.fixture
def convenor() -> Run:
    """Runs `convenor ...` and gives what it printed and its exit code."""

    def run(*words: str) -> Result:
        return CliRunner().invoke(main, list(words), catch_exceptions=False)

    return run


@pytest.fixture
def home(convenor: Run, tmp_path: Path) -> Run:
    """A table with its coordinator and two partners; the runner, to go on with."""
    databases.made_in(tmp_path / "data")
    convenor(
        *("table", "start", "Home from hospital"),
        "--coordinator",
        "Priya Shah <priya@r.example>",
        "--organisation",
        "R",
    )
    for who, body in (("Sam Okoye <sam@w.example>", "Ward 9 Trust"), ("Jo Lee <jo@n.example>", "Northside")):
        convenor("table", "join", "home-from-hospital", "--partner", who, "--organisation", body, "--agreed")
    return convenor


def lines(result: Result) -> list[dict[str, Any]]:
    return [json.loads(line) for line in result.stdout.splitlines()]
