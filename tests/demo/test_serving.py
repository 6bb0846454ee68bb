"""`convenor demo`: a real process, real HTTP. What one sees of it in a browser is in tests/browser/test_demo.py."""

import os
import re
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx2
import pytest

from bot import __version__
from bot.cli import main
from bot.listening import address_of

pytestmark = pytest.mark.slow


def started(data: Path) -> subprocess.Popen[str]:
    environment = {**os.environ, "CONVENOR_DATA": str(data), "CONVENOR_HOST": "0.0.0.0", "PYTHONUNBUFFERED": "1"}
    command = [sys.executable, "-m", "bot.cli", "demo", "--port", "0"]
    return subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)


@contextmanager
def ending(process: subprocess.Popen[str]) -> Iterator[None]:
    """Told to stop at the end, as Ctrl-C does, whatever became of the test."""
    try:
        yield
    finally:
        process.send_signal(signal.SIGINT)
        # Shown where the test fails.
        print(process.communicate(timeout=30)[0])


def test_it_is_served_to_this_machine_alone_and_leaves_the_real_database_alone(tmp_path):
    with started(tmp_path) as process, ending(process):
        assert process.stdout is not None
        said = "".join(process.stdout.readline() for _line in range(3))
        address = re.findall(r"http\S+(?=/demo)", said)[0]
        health = httpx2.get(f"{address}/healthz")
        page = httpx2.get(f"{address}/demo")

    assert process.returncode in (0, 130, -signal.SIGINT)
    assert re.fullmatch(
        r"Half a year is lived through first, .*\n"
        r"The demo is here, and everybody in it is invented: http://127\.0\.0\.1:\d+/demo\n"
        r"Stop it with Ctrl-C\.\n",
        said,
    )
    assert health.json()["status"] == "ok"
    assert "Worth trying" in page.text
    assert {file.name for file in tmp_path.iterdir()} == {"demo.db", "demo.told", "secret_key"}


def test_an_address_that_is_taken_is_left_to_whoever_has_it(capsys, monkeypatch, tmp_path):
    monkeypatch.setenv("CONVENOR_DATA", str(tmp_path))
    with socket.create_server(("127.0.0.1", 0)) as taken, pytest.raises(SystemExit) as refused:
        main(["demo", "--port", str(taken.getsockname()[1])])

    assert refused.value.code == 1
    assert "can't be listened on" in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []


def test_a_setting_that_is_wrong_is_said_in_a_sentence(capsys, monkeypatch, tmp_path):
    monkeypatch.setenv("CONVENOR_DATA", str(tmp_path))
    monkeypatch.setenv("CONVENOR_DATABASE_URL", f"sqlite:///{tmp_path}/demo.db")
    with pytest.raises(SystemExit) as refused:
        main(["demo", "--port", "0"])

    assert refused.value.code == 1
    assert "give it another name" in capsys.readouterr().err


@pytest.mark.parametrize("what", ["demo.db", "demo.told"])
def test_files_that_cannot_be_kept_are_said_in_a_sentence(capsys, monkeypatch, tmp_path, what):
    monkeypatch.setenv("CONVENOR_DATA", str(tmp_path))
    (tmp_path / what).mkdir()
    with pytest.raises(SystemExit) as refused:
        main(["demo", "--port", "0"])

    assert refused.value.code == 1
    assert "can't keep its files in CONVENOR_DATA" in capsys.readouterr().err


def test_a_database_that_cannot_be_used_is_said_in_a_sentence(capsys, monkeypatch, tmp_path):
    monkeypatch.setenv("CONVENOR_DATA", str(tmp_path))
    (tmp_path / "demo.told").write_text(f"{__version__} 2026-11-24T10:00:00+00:00", encoding="utf-8")
    (tmp_path / "demo.db").write_text("no database", encoding="utf-8")
    with pytest.raises(SystemExit) as refused:
        main(["demo", "--port", "0"])

    assert refused.value.code == 1
    assert "can't be used" in capsys.readouterr().err


@pytest.mark.parametrize(("family", "host"), [(socket.AF_INET, "127.0.0.1"), (socket.AF_INET6, "[::1]")])
def test_an_address_is_written_as_a_browser_wants_it(family, host):
    with socket.socket(family) as listening:
        listening.bind((host.strip("[]"), 0))

        assert address_of(listening) == f"http://{host}:{listening.getsockname()[1]}"
