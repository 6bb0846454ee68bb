"""The pictures of Teams: every card and form is on one, and the library that draws them is the one that was chosen."""

import hashlib
import io
import subprocess
import tarfile
from pathlib import Path

import pytest
from markupsafe import escape

from bot.messages.parts import Card, Form
from tests.fakes.teams.checker import problems
from tools.pictures import __main__ as pictures
from tools.pictures.cards import TITLES
from tools.pictures.cards import sheets as all_sheets
from tools.pictures.teams import library, sheets
from tools.pictures.teams.library import Script, source

FOLDER = Path(pictures.FOLDER)


@pytest.fixture(autouse=True)
def _kept_apart(monkeypatch, tmp_path):
    monkeypatch.setattr(library, "KEPT", tmp_path / "pictures")


def script(content: bytes, version: str = "1.0.0") -> Script:
    return Script(package="cards", version=version, file="dist/x.js", sha256=hashlib.sha256(content).hexdigest())


def npm(monkeypatch, content: bytes) -> list[list[str]]:
    """Packs a package with one file in it, as npm does, and says with which words it was called."""
    called = []

    def pack(command, *, check, capture_output, cwd):
        called.append(command)
        with tarfile.open(Path(cwd) / "cards.tgz", "w:gz") as archive:
            about = tarfile.TarInfo("package/dist/x.js")
            about.size = len(content)
            archive.addfile(about, io.BytesIO(content))

    monkeypatch.setattr(subprocess, "run", pack)
    return called


def test_each_sheet_has_its_pictures_and_there_are_no_others():
    files = {f"teams/{file.stem}" for file in (FOLDER / "teams").glob("*.png")}

    assert files == {shot.name for shot in sheets.shots()}


def test_a_card_is_drawn_as_a_message_and_a_form_as_a_dialog_below_its_name():
    for sheet, shown in all_sheets().items():
        assert str(escape(TITLES[sheet])) in sheets.document(TITLES[sheet], "wide")
        for name, one in shown.items():
            drawn = sheets.drawing(name, one)

            assert ("title" in drawn) == isinstance(one, Form)
            assert problems(drawn["card"], "message" if isinstance(one, Card) else "dialog") == []


def test_the_library_is_fetched_once(monkeypatch):
    called = npm(monkeypatch, b"let x = 1;")

    assert source(script(b"let x = 1;")) == source(script(b"let x = 1;", "1.0.0")) == "let x = 1;"
    source.cache_clear()
    assert source(script(b"let x = 1;")) == "let x = 1;"
    assert [command[-1] for command in called] == ["cards@1.0.0"]


def test_a_library_that_is_not_the_one_that_was_chosen_is_not_run(monkeypatch):
    npm(monkeypatch, b"let x = 2;")

    for _try in range(2):
        with pytest.raises(SystemExit, match=r"cards 2\.0\.0 is not what it was"):
            source(script(b"let x = 1;", "2.0.0"))


def test_a_package_without_the_file_is_not_the_one_that_was_chosen(monkeypatch):
    def pack(command, *, check, capture_output, cwd):
        with tarfile.open(Path(cwd) / "cards.tgz", "w:gz") as archive:
            archive.addfile(tarfile.TarInfo("package/other.js"), io.BytesIO())

    monkeypatch.setattr(subprocess, "run", pack)

    with pytest.raises(SystemExit, match=r"dist/x\.js"):
        source(script(b"", "3.0.0"))


def test_where_it_cannot_be_fetched_it_says_what_is_needed(monkeypatch):
    def missing(*_words, **_more):
        raise FileNotFoundError("npm")

    monkeypatch.setattr(subprocess, "run", missing)

    with pytest.raises(SystemExit, match=r"need npm, and from it cards 4\.0\.0"):
        source(script(b"", "4.0.0"))
