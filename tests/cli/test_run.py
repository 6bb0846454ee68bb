"""`convenor run`: a real process, real HTTP. Its pages are opened in tests/browser."""

import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path
from typing import Self

import httpx2
import pytest


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def until_healthy(port: int, process: subprocess.Popen[str]) -> dict[str, str]:
    for _try in range(100):
        try:
            answer = httpx2.get(f"http://127.0.0.1:{port}/healthz", timeout=2)
        except httpx2.TransportError:
            assert process.poll() is None, process.communicate()
            time.sleep(0.1)
            continue
        found: dict[str, str] = answer.json()
        return found
    raise AssertionError("it never answered")


class Running:
    """A bot in a process of its own, until the end of the block."""

    def __init__(self, data: Path) -> None:
        self.port = free_port()
        self.environment = {**os.environ, "CONVENOR_DATA": str(data), "PYTHONUNBUFFERED": "1"}
        self.said = ""

    def __enter__(self) -> Self:
        command = [sys.executable, "-m", "bot.cli", "run", "--port", str(self.port)]
        self.process = subprocess.Popen(command, env=self.environment, stdout=subprocess.PIPE, text=True)
        self.health = until_healthy(self.port, self.process)
        return self

    def __exit__(self, *_error: object) -> None:
        self.process.send_signal(signal.SIGTERM)
        self.said, _ = self.process.communicate(timeout=15)


@pytest.mark.slow
def test_an_empty_bot_starts_answers_and_stops_when_told(tmp_path):
    with Running(tmp_path) as bot:
        assert bot.health["status"] == "ok"

    assert bot.process.returncode in (0, -signal.SIGTERM)
    assert f"Convenor is here: http://127.0.0.1:{bot.port}/" in bot.said
    assert "No table is begun yet." in bot.said
    assert (tmp_path / "secret_key").stat().st_mode & 0o777 == 0o600


@pytest.mark.slow
def test_a_bot_with_mail_says_when_its_links_lead_nobody_in(tmp_path):
    bot = Running(tmp_path)
    bot.environment["CONVENOR_SMTP_URL"] = "smtp://127.0.0.1:1025"
    with bot:
        assert bot.health["status"] == "ok"

    assert "Links in mails lead to this machine only. Set CONVENOR_PUBLIC_URL" in bot.said


@pytest.mark.parametrize("host", ["127.0.0.1", "nowhere.invalid"])
def test_an_address_that_cannot_be_listened_on_is_said_before_anybody_is_sent_there(convenor, host):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        result = convenor("run", "--host", host, "--port", str(port))

    assert (result.exit_code, result.stdout) == (1, "")
    assert f"{host}, port {port}, can't be listened on" in result.stderr


def linked(data, *more, **environment):
    """What `convenor link` says, in a process of its own."""
    command = [sys.executable, "-m", "bot.cli", "link", "Priya", *more]
    given = {**os.environ, "CONVENOR_DATA": str(data), **environment}
    return subprocess.run(command, env=given, capture_output=True, text=True, timeout=60, check=True)


@pytest.mark.slow
def test_links_lead_to_the_bot_that_runs_whatever_its_port(home, tmp_path):
    with Running(tmp_path / "data") as bot:
        found = linked(tmp_path / "data")
        opened = httpx2.get(found.stdout.strip(), timeout=5)
        elsewhere = linked(tmp_path / "data", CONVENOR_PUBLIC_URL="https://convenor.example")
    after = linked(tmp_path / "data", "--json")

    assert found.stdout.startswith(f"http://127.0.0.1:{bot.port}/in/")
    assert (opened.status_code, found.stderr) == (200, "")
    assert elsewhere.stdout.startswith("https://convenor.example/in/")
    assert after.stdout.startswith('{"url": "http://127.0.0.1:8000/in/')
    assert "The bot isn't running." in after.stderr


@pytest.mark.slow
def test_port_0_is_any_free_one_and_is_said(tmp_path):
    command = [sys.executable, "-m", "bot.cli", "run", "--port", "0"]
    environment = {**os.environ, "CONVENOR_DATA": str(tmp_path), "PYTHONUNBUFFERED": "1"}
    with subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        here = process.stdout.readline()
        health = until_healthy(int(here.rpartition(":")[2].strip("/\n")), process)
        process.terminate()

    assert health["status"] == "ok"
