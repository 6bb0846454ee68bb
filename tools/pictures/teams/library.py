"""Microsoft's library that draws Adaptive Cards, and a reader of Markdown beside it: fetched once, not kept here."""

import hashlib
import subprocess
import tarfile
import tempfile
from dataclasses import dataclass
from functools import cache
from pathlib import Path

KEPT = Path(__file__).resolve().parents[3] / ".venv" / "pictures"


@dataclass(frozen=True, slots=True, kw_only=True)
class Script:
    """One file of one version of a package, known by its digest."""

    package: str
    version: str
    file: str
    sha256: str


CARDS = Script(
    package="adaptivecards",
    version="3.0.6",
    file="dist/adaptivecards.min.js",
    sha256="5e7c13f3300ae7b89b34703501e08d709fbb6635f1c6755b92495577a77344f2",
)
MARKDOWN = Script(
    package="markdown-it",
    version="14.1.0",
    file="dist/markdown-it.min.js",
    sha256="38c70a1e7ca91ab40e2d9e6e60129851a717ed1c7d4acbbdd41bf9503791cf68",
)


@cache
def source(of: Script) -> str:
    """What is in it. Raises SystemExit with one sentence where it can't be had."""
    kept = KEPT / f"{of.package}-{of.version}.js"
    if not kept.exists():
        kept.parent.mkdir(parents=True, exist_ok=True)
        kept.write_bytes(_fetched(of))
    content = kept.read_bytes()
    if hashlib.sha256(content).hexdigest() != of.sha256:
        kept.unlink()
        raise SystemExit(f"{of.package} {of.version} is not what it was when it was chosen: look at it first.")
    return content.decode()


def _fetched(of: Script) -> bytes:
    with tempfile.TemporaryDirectory(prefix="convenor-pictures-") as folder:
        command = ["npm", "pack", "--silent", "--pack-destination", folder, f"{of.package}@{of.version}"]
        try:
            subprocess.run(command, check=True, capture_output=True, cwd=folder)
        except (OSError, subprocess.CalledProcessError) as error:
            raise SystemExit(f"Pictures of Teams need npm, and from it {of.package} {of.version}.") from error
        with tarfile.open(next(Path(folder).glob("*.tgz"))) as archive:
            return _read(archive, of)


def _read(archive: tarfile.TarFile, of: Script) -> bytes:
    name = f"package/{of.file}"
    found = archive.extractfile(name) if name in archive.getnames() else None
    if found is None:
        raise SystemExit(f"{of.package} {of.version} has no {of.file}.")
    return found.read()
