"""Writes down what Slack received and what people did, as it happens, so that nothing has to be kept in memory."""

from collections.abc import Callable
from pathlib import Path
from time import monotonic
from typing import Any, TypeVar

from tests.fakes.slack import Call as Received
from tests.fakes.slack import FakeSlack
from tests.fakes.slack import Message as Posted
from tests.fakes.slack.records import Response
from tests.soak.checker.lines import RECORD, STORY, Call, Line, Message, written

T = TypeVar("T")

# What every 429 of a soak asks for, in seconds.
RETRY_AFTER = 20
# How much of a conversation Slack is asked about: what stands further back is in nobody's doubt any more.
STANDS = 20


class Passing(list[T]):
    """A list of the fake's whose items are looked at, and not kept."""

    def __init__(self, look: Callable[[T], None]) -> None:
        super().__init__()
        self._look = look

    def append(self, item: T) -> None:
        self._look(item)


class Recorder:
    """Two files, with one numbering."""

    def __init__(self, folder: Path, slack: FakeSlack, *, posted: Callable[[Posted], None]) -> None:
        self._files = {name: (folder / name).open("w", encoding="utf-8", buffering=1) for name in (RECORD, STORY)}
        self._slack, self._posted = slack, posted
        self.n = 0
        core = slack.core
        core.calls = Passing(self._call)
        core.posted = Passing(self._message)
        core.deliveries = Passing(lambda _one: None)
        core.updated = Passing(lambda _one: None)
        core.ephemerals = Passing(lambda _one: None)
        core.responses = Passing(self._responded)

    def number(self) -> int:
        self.n += 1
        return self.n

    def write(self, line: Line) -> None:
        name = RECORD if isinstance(line, Call | Message) else STORY
        print(written(line), file=self._files[name])

    def close(self) -> None:
        for file in self._files.values():
            file.close()

    def _call(self, call: Received) -> None:
        self.write(
            Call(
                n=self.number(),
                at=call.at,
                arrived=monotonic(),
                method=call.method,
                channel=str(call.args.get("channel", "")),
                status=call.status,
                retry_after=RETRY_AFTER if call.status == 429 else 0,
            )
        )

        if call.method == "chat.update" and call.answer.get("ok"):
            self._drawn(call)

    def _drawn(self, call: Received) -> None:
        """A card in the place of another: an answer to whoever used that one, or what changed meanwhile."""
        text, blocks = str(call.args.get("text", "")), call.args.get("blocks") or []
        channel = str(call.args.get("channel", ""))
        self.write(Message(n=self.number(), at=call.at, channel=channel, text=text, blocks=blocks, way="update"))

    def _message(self, message: Posted) -> None:
        blocks: list[dict[str, Any]] = message.blocks
        mark = blocks[0].get("block_id", "") if blocks else ""
        self.write(
            Message(
                n=self.number(),
                at=self._slack.clock.now(),
                channel=message.channel_id,
                text=message.text,
                mark=mark if str(mark).startswith("convenor:") else "",
                blocks=blocks,
            )
        )
        self._posted(message)
        standing = self._slack.core.directory.channels[message.channel_id].messages
        del standing[:-STANDS]

    def _responded(self, response: Response) -> None:
        """An answer by a response URL, which only its reader sees."""
        text, blocks = str(response.body.get("text", "")), response.body.get("blocks") or []
        channel = response.message.channel_id if response.message else ""
        self.write(
            Message(n=self.number(), at=self._slack.clock.now(), channel=channel, text=text, blocks=blocks, way="url")
        )
