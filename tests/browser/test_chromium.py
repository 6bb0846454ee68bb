"""The finder: it takes only what really draws a page, and says in one sentence what to do where nothing does."""

import sys

import pytest

from tests.browser import chromium


@pytest.fixture(autouse=True)
def _finds_anew(monkeypatch, tmp_path):
    monkeypatch.setattr(chromium, "REMEMBERED", tmp_path / "remembered")
    monkeypatch.delenv("CONVENOR_CHROMIUM", raising=False)
    chromium.find.cache_clear()
    yield
    chromium.find.cache_clear()


def a_program(folder, lines):
    """Something that can be started and calls itself a browser."""
    program = folder / "browser"
    program.write_text(f"#!{sys.executable}\nimport sys\n{lines}\n")
    program.chmod(0o755)
    return program


def test_the_machine_has_a_browser_that_draws():
    assert chromium.draws(chromium.find())


WRITE = "open(next(a for a in sys.argv if 'screenshot' in a).split('=')[1], 'wb')"
LAUNCHERS = {
    "is empty": "",
    "fails": "sys.exit(1)",
    "writes what is no picture": f"{WRITE}.write(b'hello')",
    "writes half a picture": f"{WRITE}.write({chromium.PNG!r})",
}


@pytest.mark.parametrize("launcher", LAUNCHERS.values(), ids=LAUNCHERS.keys())
def test_a_launcher_that_draws_nothing_is_no_browser(launcher, tmp_path):
    assert not chromium.draws(a_program(tmp_path, launcher))


def test_what_is_not_there_is_no_browser(tmp_path):
    assert not chromium.draws(tmp_path / "nothing")


def test_a_named_browser_that_draws_nothing_is_refused_at_once(monkeypatch, tmp_path):
    named = a_program(tmp_path, "")
    monkeypatch.setenv("CONVENOR_CHROMIUM", str(named))

    with pytest.raises(SystemExit, match=f"CONVENOR_CHROMIUM names {named}, which draws nothing"):
        chromium.find()


def test_a_named_browser_goes_before_all_others(monkeypatch, tmp_path):
    real = chromium.find()
    chromium.find.cache_clear()
    named = a_program(tmp_path, f"import os; os.execv({str(real)!r}, [{str(real)!r}, *sys.argv[1:]])")
    monkeypatch.setenv("CONVENOR_CHROMIUM", str(named))

    assert chromium.find() == named


def test_a_proven_browser_is_remembered_until_it_changes(monkeypatch, tmp_path):
    program = a_program(tmp_path, "")
    chromium._remember(program)
    assert chromium.find() == program

    program.write_text(f"#!{sys.executable}\n# updated, and longer than it was\n")
    chromium.find.cache_clear()
    monkeypatch.setattr(chromium, "NAMES", ())
    monkeypatch.setattr(chromium, "_from_apt", lambda: iter(()))
    monkeypatch.setattr(chromium, "_from_playwright", lambda: iter(()))

    with pytest.raises(SystemExit, match="install it"):
        chromium.find()


def test_without_apt_and_sudo_nothing_is_tried_with_them(monkeypatch):
    monkeypatch.setenv("PATH", "")

    assert list(chromium._from_apt()) == []


def test_what_is_said_is_one_sentence_that_says_what_to_do():
    assert "apt-get install chromium" in chromium.HELP
    assert "CONVENOR_CHROMIUM" in chromium.HELP
    assert "\n" not in chromium.HELP
