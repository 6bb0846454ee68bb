"""Where the bot that runs on this machine is reached, and which links it printed: kept beside its database.

Whoever makes a link at another terminal has no other way of knowing the port.
"""

import json
from collections.abc import Sequence
from contextlib import closing, suppress
from dataclasses import asdict, dataclass
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from urllib.parse import urlsplit

FILE = "running.json"

# It is on this machine, or it isn't there.
ANSWERS_WITHIN = 2.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Whereabouts:
    """Of the bot that was started last, whether it runs or not; `links`: the hashes of those that it printed."""

    address: str = ""
    links: Sequence[str] = ()


def read(folder: Path) -> Whereabouts:
    """What the last bot left; nothing where there was none, and for a file that is not whole."""
    try:
        found = json.loads((folder / FILE).read_text(encoding="utf-8"))
        return Whereabouts(address=str(found["address"]), links=tuple(str(one) for one in found["links"]))
    except (OSError, ValueError, TypeError, KeyError):
        return Whereabouts()


def write(folder: Path, where: Whereabouts) -> None:
    """Leave it for others. A folder that can't be written keeps nobody from running the bot."""
    with suppress(OSError):
        folder.mkdir(parents=True, exist_ok=True)
        new = folder / f"{FILE}.new"
        new.write_text(json.dumps(asdict(where)), encoding="utf-8")
        new.replace(folder / FILE)


def running_at(folder: Path) -> str | None:
    """The address of the bot that runs on this machine; None where none answers."""
    address = read(folder).address
    return address if address and _answers(address) else None


def _answers(address: str) -> bool:
    """Whether it is ours: whatever else may have taken the port meanwhile says nothing of its health."""
    where = urlsplit(address)
    try:
        with closing(HTTPConnection(where.hostname or "", where.port, timeout=ANSWERS_WITHIN)) as connection:
            connection.request("GET", "/healthz")
            return "status" in json.loads(connection.getresponse().read())
    except (OSError, HTTPException, ValueError, TypeError):
        return False
