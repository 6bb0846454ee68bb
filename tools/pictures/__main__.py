"""Draws what is asked for by the beginnings of names (`cards/forms`), or everything, and says how large it became."""

import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from tools.pictures import answers, cards, pages
from tools.pictures.shot import Shot, browser, taken
from tools.pictures.slack import sheets
from tools.pictures.teams import sheets as teams

FOLDER = Path(__file__).resolve().parents[2] / "docs" / "pictures"

# Whoever has more to show adds what yields it here.
SOURCES: Sequence[Callable[[], Iterator[Shot]]] = (cards.shots, sheets.shots, teams.shots, answers.shots, pages.shots)


def main(beginnings: Sequence[str]) -> None:
    """Write the pictures; those of cards and pages that are no more are for whoever took them out to delete."""
    with browser() as chromium:
        for shot in (shot for source in SOURCES for shot in source()):
            if not beginnings or shot.name.startswith(tuple(beginnings)):
                file = FOLDER / f"{shot.name}.png"
                file.parent.mkdir(parents=True, exist_ok=True)
                file.write_bytes(taken(chromium, shot))
                print(f"{shot.name}: {file.stat().st_size / 1024:.0f} kB")


if __name__ == "__main__":
    main(sys.argv[1:])
