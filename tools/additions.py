"""What it takes to add to the house: scripted patches, applied to a copy, proven there, and counted.

A patch is a file in tools/patches/ with an `ADDITION`. It edits by whole lines that it expects to find once, so that it
fails loudly when the house has moved on, and names what must then hold in the copy.
"""

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules

from tools import patches

# Tests and the changelog are touched by every addition, and are not counted (DESIGN 10).
COUNTED = ("bot", "config", "docs")
LEFT_OUT = shutil.ignore_patterns(
    ".git", ".venv", ".*_cache", "__pycache__", ".hypothesis", "data", ".coverage*", ".env"
)


class Copy:
    """A copy of the house that a patch may change."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def add(self, name: str, text: str) -> None:
        """A new file. Raises FileExistsError if it is there."""
        file = self.folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        with file.open("x", encoding="utf-8") as written:
            written.write(text)

    def before(self, name: str, anchor: str, text: str) -> None:
        """Put text before the one place in a file where the anchor stands. Raises LookupError if it is not one."""
        file = self.folder / name
        old = file.read_text(encoding="utf-8")
        if old.count(anchor) != 1:
            raise LookupError(f"{name} has {old.count(anchor)} of {anchor!r}, not one")
        file.write_text(old.replace(anchor, text + anchor), encoding="utf-8")

    def python(self, *arguments: str) -> str:
        """What a Python process prints that runs on the copy, with settings and data of its own.

        Raises AssertionError with the last of what it said if it failed.
        """
        variables = {name: value for name, value in os.environ.items() if not name.startswith("CONVENOR_")}
        variables |= {"PYTHONPATH": str(self.folder), "CONVENOR_DATA": str(self.folder / "data")}
        run = subprocess.run(
            [sys.executable, *arguments], cwd=self.folder, env=variables, check=False, capture_output=True, text=True
        )
        if run.returncode:
            raise AssertionError("\n".join((run.stdout + run.stderr).splitlines()[-20:]))
        return run.stdout

    def convenor(self, *arguments: str) -> str:
        """What the command line of the copy prints."""
        return self.python("-c", "from bot.cli import main; main()", *arguments)

    def tests(self, *arguments: str) -> None:
        """Tests that must pass in the copy."""
        self.python("-m", "pytest", "-q", "-p", "no:cacheprovider", "--databases=sqlite", *arguments)

    def begin_a_table(self) -> str:
        """A table to say something at; how to speak there."""
        people = ("--coordinator", "Priya Shah <priya@riverside.example>", "--organisation", "Riverside")
        self.convenor("table", "start", "Home from hospital", *people)
        return "priya@riverside.example"


@dataclass(frozen=True, slots=True, kw_only=True)
class Addition:
    """Something that is added: how, how it shows that it works, and how many files it may touch (DESIGN 10)."""

    name: str
    most: int
    make: Callable[[Copy], None]
    prove: Callable[[Copy], None]


def additions() -> list[Addition]:
    """All that stand in tools/patches/."""
    names = sorted(module.name for module in iter_modules(patches.__path__))
    return [import_module(f"tools.patches.{name}").ADDITION for name in names]


def touched(before: Path, after: Path) -> list[str]:
    """The counted files that are new, or say something else than before."""
    files = (file for folder in COUNTED for file in sorted((after / folder).rglob("*")) if file.is_file())
    names = [file.relative_to(after) for file in files if "__pycache__" not in file.parts]
    return [str(name) for name in names if not _same(before / name, after / name)]


def _same(one: Path, other: Path) -> bool:
    return one.is_file() and one.read_bytes() == other.read_bytes()


def try_out(root: Path, addition: Addition) -> list[str]:
    """Make an addition in a copy and prove it there; the files it touched."""
    with tempfile.TemporaryDirectory(prefix="convenor-adding-") as folder:
        before, copy = Path(folder, "before"), Copy(Path(folder, "house"))
        shutil.copytree(root, before, ignore=LEFT_OUT)
        shutil.copytree(before, copy.folder)
        addition.make(copy)
        addition.prove(copy)
        return touched(before, copy.folder)


def tried(root: Path) -> Iterator[tuple[str, str, str]]:
    """What was added, how many files that touched, how many it may, and which they were."""
    for addition in additions():
        found = try_out(root, addition)
        yield addition.name, str(len(found)), f"<= {addition.most:<4} {', '.join(found)}"
