"""Finds a Chromium that draws: named, installed, or fetched; else says in one sentence what to do.

Run as a module it finds one and remembers it in .venv; tests ask `find()`.
"""

import os
import shutil
import subprocess
import sys
import tempfile
import zlib
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
REMEMBERED = ROOT / ".venv" / "chromium"

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "microsoft-edge")
MACOS = (
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge",
)
FLAGS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
HELP = (
    "The tests need Chromium: install it (apt-get install chromium), or set CONVENOR_CHROMIUM to a browser that draws."
)

COLOUR = (11, 93, 86)
PAGE = f"data:text/html,<body style='margin:0;background:rgb{COLOUR}'>"
PNG = b"\x89PNG\r\n\x1a\n"
# Starting a browser takes one second; a machine under load may need many.
PATIENCE = 60


def draws(browser: str | Path) -> bool:
    """Whether a browser really draws a page: Ubuntu's "chromium" may be an empty launcher."""
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        picture = Path(folder, "page.png")
        command = [str(browser), *FLAGS, f"--user-data-dir={folder}", f"--screenshot={picture}", PAGE]
        try:
            subprocess.run(command, check=True, capture_output=True, stdin=subprocess.DEVNULL, timeout=PATIENCE)
            return _first_pixel(picture.read_bytes()) == COLOUR
        except (OSError, subprocess.SubprocessError, zlib.error):
            return False


def _first_pixel(png: bytes) -> tuple[int, ...]:
    """Red, green and blue of the upper left corner, which no PNG filter changes; nothing if it is no PNG."""
    if not png.startswith(PNG):
        return ()
    at, packed = len(PNG), b""
    while at < len(png):
        size, kind = int.from_bytes(png[at : at + 4]), png[at + 4 : at + 8]
        packed += png[at + 8 : at + 8 + size] if kind == b"IDAT" else b""
        at += size + 12
    return tuple(zlib.decompress(packed)[1:4])


def _here() -> Iterator[Path]:
    """What is on this machine, the likeliest first."""
    yield from (Path(found) for name in NAMES if (found := shutil.which(name)))
    yield from (Path(app) for app in MACOS if Path(app).exists())
    if (its_own := _playwrights()).exists():
        yield its_own


def _playwrights() -> Path:
    """Where playwright keeps its own Chromium, if it has fetched one."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        return Path(playwright.chromium.executable_path)


def _from_apt() -> Iterator[Path]:
    apt, sudo = shutil.which("apt-get"), shutil.which("sudo")
    if apt and (os.geteuid() == 0 or sudo):
        as_root = [] if os.geteuid() == 0 else [str(sudo), "-n"]
        _quietly(*as_root, apt, "update", "-qq")
        _quietly(*as_root, apt, "install", "-y", "-qq", "chromium")
        yield from _here()


def _from_playwright() -> Iterator[Path]:
    _quietly(sys.executable, "-m", "playwright", "install", "chromium")
    yield from _here()


def _quietly(*command: str) -> None:
    """Run what may fail: whether it helped is seen by looking again."""
    subprocess.run(command, check=False, capture_output=True, stdin=subprocess.DEVNULL)


@cache
def find() -> Path:
    """A browser that draws. Raises SystemExit with one sentence where there is none."""
    if named := os.environ.get("CONVENOR_CHROMIUM"):
        if draws(named):
            return Path(named)
        raise SystemExit(f"CONVENOR_CHROMIUM names {named}, which draws nothing. {HELP}")
    if browser := _remembered():
        return browser
    for places in (_here, _from_apt, _from_playwright):
        for browser in places():
            if draws(browser):
                _remember(browser)
                return browser
    raise SystemExit(HELP)


def _mark(browser: Path) -> str:
    """What is remembered of a proven browser: an update changes it, and then it is proven again."""
    found = browser.stat()
    return f"{browser}\n{found.st_size} {found.st_mtime_ns}"


def _remembered() -> Path | None:
    try:
        written = REMEMBERED.read_text(encoding="utf-8")
        browser = Path(written.partition("\n")[0])
        return browser if written == _mark(browser) else None
    except OSError:
        return None


def _remember(browser: Path) -> None:
    if REMEMBERED.parent.is_dir():
        REMEMBERED.write_text(_mark(browser), encoding="utf-8")


if __name__ == "__main__":
    find()
