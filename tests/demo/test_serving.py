"""`convenor demo`: a real process, real HTTP, a real browser."""

import os
import re
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, expect, sync_playwright

from bot import __version__
from bot.cli import main
from bot.listening import address_of
from tests.browser.chromium import FLAGS, find

pytestmark = pytest.mark.slow


def started(data: Path) -> subprocess.Popen[str]:
    environment = {**os.environ, "CONVENOR_DATA": str(data), "CONVENOR_HOST": "0.0.0.0", "PYTHONUNBUFFERED": "1"}
    command = [sys.executable, "-m", "bot.cli", "demo", "--port", "0"]
    return subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, text=True)


@pytest.fixture
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=str(find()), args=list(FLAGS))
        yield opened
        opened.close()


def test_a_visitor_sees_a_check_in_arrive_and_answers_it(tmp_path, browser):
    with started(tmp_path) as process:
        assert process.stdout is not None
        said = "".join(process.stdout.readline() for _line in range(3))
        address = re.findall(r"http\S+(?=/demo)", said)[0]
        has_no_fault_of_accessibility(browser, address)
        a_check_in_arrives(browser, address)
        process.send_signal(signal.SIGINT)
        process.communicate(timeout=15)

    assert process.returncode in (0, 130, -signal.SIGINT)
    assert re.fullmatch(
        r"Half a year is lived through first, .*\n"
        r"The demo is here, and everybody in it is invented: http://127\.0\.0\.1:\d+/demo\n"
        r"Stop it with Ctrl-C\.\n",
        said,
    )
    assert {file.name for file in tmp_path.iterdir()} == {"demo.db", "demo.told", "secret_key"}


def has_no_fault_of_accessibility(browser, address):
    """The demo's page before and after the clock was moved, light and dark, on a phone."""
    for scheme in ("light", "dark"):
        page = browser.new_page(color_scheme=scheme, viewport={"width": 320, "height": 640})
        page.goto(f"{address}/demo")
        for _before_and_after in range(2):
            assert Axe().run(page).response["violations"] == []
            assert page.evaluate("document.documentElement.scrollWidth") <= 320
            page.click("text=An hour later")
            page.wait_for_selector("text=What happened")


def a_check_in_arrives(browser, address):
    """Gareth looks at his page, in the middle of a sentence, while the clock is moved on another one."""
    context = browser.new_context()
    gareth, elsewhere = context.new_page(), context.new_page()
    gareth.goto(f"{address}/demo")
    gareth.click("text=Open Gareth's page")
    gareth.fill("#words", "half a sentence")
    question = gareth.locator("text=I'm asking because I last saw you")
    expect(question).to_have_count(0)
    elsewhere.goto(f"{address}/demo")
    elsewhere.click("text=A week later")
    expect(question).to_have_count(1, timeout=60_000)

    assert gareth.input_value("#words") == "half a sentence"
    gareth.click("button:has-text('Still in')")
    expect(gareth.locator("button:has-text('Still in')")).to_have_count(0)
    elsewhere.goto(f"{address}/demo")
    elsewhere.click("text=A week later")
    elsewhere.wait_for_selector("text=What happened")
    elsewhere.wait_for_selector("text=The week's digest went out.")


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
    (tmp_path / "demo.told").write_text(__version__, encoding="utf-8")
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
