"""Pictures as doors show them: drawn by a program of their own, within a time, and known again afterwards."""

import asyncio
import json
import sys
from collections import OrderedDict
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import replace
from pathlib import Path
from time import monotonic
from typing import Literal

import structlog
from markupsafe import Markup

from bot.messages.parts import Card, Form, Picture, RouteMap
from bot.messages.render import chart, route_map

Kind = Literal["svg", "png"]

log = structlog.get_logger()

PROGRAM = Path(chart.__file__).with_name("vega.py")

# A page or a message waits no longer for what its words say as well.
PATIENCE = 6.0
# Where it can't be drawn just now, nobody waits for it again so soon.
REST = 60.0
# What a few tables show; each is some ten thousand characters.
MOST_KNOWN = 64


class Pictures:
    """Draws one after the other: a process takes a second of a machine, and many at once would take it all."""

    def __init__(self, program: Sequence[str] = (sys.executable, "-I", str(PROGRAM))) -> None:
        self.program = tuple(program)
        self._known: OrderedDict[tuple[Kind, bytes], bytes] = OrderedDict()
        self._one = asyncio.Lock()
        self._rests_until = 0.0

    async def on_a_page(self, shown: Card | Form) -> Card | Form:
        """The same with its pictures as markup; what can't be drawn keeps its words."""
        return await with_pictures(shown, self.svg) if isinstance(shown, Card) else shown

    async def svg(self, picture: Picture) -> Markup:
        """The picture as markup of ours, empty if it can't be drawn."""
        if isinstance(picture.of, RouteMap):
            return route_map.drawing(picture.of)
        return chart.markup((await self._drawn("svg", picture)).decode())

    async def png(self, picture: Picture) -> bytes:
        """The picture as a file, empty if it can't be drawn."""
        return await self._drawn("png", picture)

    async def _drawn(self, kind: Kind, picture: Picture) -> bytes:
        asked = (kind, json.dumps(_specification(picture)).encode())
        try:
            async with asyncio.timeout(PATIENCE), self._one:
                return self._known.get(asked) or await self._draw(*asked)
        except TimeoutError:
            log.warning("picture.late", picture=picture.name)
            return b""

    async def _draw(self, kind: Kind, specification: bytes) -> bytes:
        if monotonic() < self._rests_until:
            return b""
        # Until it is known that it can be drawn.
        self._rests_until = monotonic() + REST
        content = await _run(*self.program, kind, given=specification)
        if content:
            self._rests_until = 0.0
            self._known[kind, specification] = content
            if len(self._known) > MOST_KNOWN:
                self._known.popitem(last=False)
        return content


def _specification(picture: Picture) -> chart.Specification | str:
    """What the program is told to draw."""
    return route_map.specification(picture.of) if isinstance(picture.of, RouteMap) else chart.specification(picture.of)


async def _run(*program: str, given: bytes) -> bytes:
    """What a program answers; nothing if it fails. It knows nothing of ours but what it is given."""
    pipe = asyncio.subprocess.PIPE
    try:
        running = await asyncio.create_subprocess_exec(*program, stdin=pipe, stdout=pipe, stderr=pipe, env={})
    except OSError as error:
        log.warning("picture.no_program", error=type(error).__name__)
        return b""
    try:
        content, _said = await running.communicate(given)
    finally:
        if running.returncode is None:
            running.kill()
            await running.wait()
    if running.returncode:
        log.warning("picture.failed", code=running.returncode)
        return b""
    return content


async def with_pictures(card: Card, make: Callable[[Picture], Awaitable[str]]) -> Card:
    """The card with what a door makes of each of its pictures."""
    parts = [replace(part, made=await make(part)) if isinstance(part, Picture) else part for part in card.parts]
    return replace(card, parts=tuple(parts))
