"""Additions: each is made in a copy, proven there, and touches few files; and a patch that no longer fits says so."""

import shutil

import pytest

from tools import additions
from tools.additions import Addition, Copy, touched, try_out
from tools.container import ROOT


@pytest.fixture
def house(tmp_path):
    """A small house of three counted files and one that is not."""
    folder = tmp_path / "small"
    for name in ("bot/a.py", "bot/b.py", "docs/a.md", "tests/a.py"):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text("one\ntwo\n")
    return folder


def test_what_is_new_and_what_is_changed_is_counted_and_tests_are_not(house, tmp_path):
    copy = Copy(shutil.copytree(house, tmp_path / "copy"))
    copy.before("bot/a.py", "two", "one and a half\n")
    copy.before("tests/a.py", "two", "one and a half\n")
    copy.add("docs/new/b.md", "new")

    assert touched(house, copy.folder) == ["bot/a.py", "docs/new/b.md"]
    assert (copy.folder / "bot/a.py").read_text() == "one\none and a half\ntwo\n"


@pytest.mark.parametrize("anchor", ["three", "o"])
def test_a_patch_that_no_longer_fits_says_so(house, anchor):
    with pytest.raises(LookupError, match="not one"):
        Copy(house).before("bot/a.py", anchor, "x")


def test_a_file_that_is_there_already_is_not_written_over(house):
    with pytest.raises(FileExistsError):
        Copy(house).add("bot/a.py", "x")


def an_addition(code):
    """One file, which must run."""

    def prove(copy):
        copy.python("bot/new.py")

    return Addition(name="a file", most=1, make=lambda copy: copy.add("bot/new.py", code), prove=prove)


def test_an_addition_that_does_not_work_is_told(house):
    with pytest.raises(AssertionError, match="it breaks"):
        try_out(house, an_addition("raise ValueError('it breaks')"))


def test_the_house_itself_stays_as_it_is(house):
    assert try_out(house, an_addition("")) == ["bot/new.py"]
    assert not (house / "bot/new.py").exists()


@pytest.mark.slow
@pytest.mark.parametrize("addition", additions.additions(), ids=lambda addition: addition.name)
def test_adding_to_the_house_works_and_touches_few_files(addition):
    assert len(try_out(ROOT, addition)) <= addition.most
