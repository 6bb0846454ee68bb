"""What is written down, a JSON object a line: what Slack received (the record), and what people did (the story)."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import Any

RECORD, STORY = "record.jsonl", "story.jsonl"


@dataclass(frozen=True, slots=True, kw_only=True)
class Call:
    """One call as it came in. `at` by the moved clock, `arrived` in real seconds; `n` counts both files' lines."""

    n: int
    at: datetime
    arrived: float
    method: str
    channel: str
    status: int
    retry_after: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """One message as it stands at Slack.

    `way`: "post"; "url" for an answer by a response URL; "update" for one that is drawn over another.
    """

    n: int
    at: datetime
    channel: str
    text: str
    mark: str = ""
    blocks: list[dict[str, Any]] = field(default_factory=list)
    way: str = "post"


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """Somebody who is there. `direct`: the bot's conversation with them."""

    n: int
    id: str
    name: str
    direct: str
    zone: str
    organisation: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A table, its channel, and where its days begin and end."""

    n: int
    name: str
    channel: str
    zone: str = "Europe/London"


@dataclass(frozen=True, slots=True, kw_only=True)
class Deed:
    """What somebody did, as Slack took it. `table`: at which; empty: at all that are theirs.

    `day`: when what they promised is due, or the first day back. `answered`: how the bot has to answer, if it has to:
    by a "message", or where the "card" stood that was pressed.
    """

    n: int
    at: datetime
    who: str
    what: str
    table: str = ""
    words: str = ""
    day: date | None = None
    days: list[int] = field(default_factory=list)
    answered: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class End:
    """The soak is over: whatever was to come by then had to come."""

    n: int
    at: datetime


Line = Call | Message | Person | Table | Deed | End
KINDS: dict[str, type[Line]] = {one.__name__: one for one in (Call, Message, Person, Table, Deed, End)}


def written(line: Line) -> str:
    return json.dumps({"line": type(line).__name__, **asdict(line)}, default=str, ensure_ascii=False)


def read(text: str) -> Line:
    given = json.loads(text)
    kind = KINDS[given.pop("line")]
    if given.get("at"):
        given["at"] = datetime.fromisoformat(given["at"])
    if given.get("day"):
        given["day"] = date.fromisoformat(given["day"])
    return kind(**given)


def read_all(folder: Path) -> Iterator[Line]:
    """The lines of both files, in the order in which they were written."""
    found: list[Line] = []
    for name in (RECORD, STORY):
        with (folder / name).open(encoding="utf-8") as file:
            found += [read(line) for line in file]
    return iter(sorted(found, key=lambda one: one.n))


def write_all(folder: Path, lines: Iterable[Line]) -> None:
    """Both files, for whoever wants to look at a record of their own."""
    for name, kinds in ((RECORD, (Call, Message)), (STORY, (Person, Table, Deed, End))):
        chosen = [written(line) for line in lines if isinstance(line, kinds)]
        (folder / name).write_text("".join(f"{line}\n" for line in chosen), encoding="utf-8")
