"""The browser's pages against an empty Starlette page: both over real HTTP on the loopback, in one run.

The table's size is given as an argument, in partners (default 10,000). Target: each page at most 8 times the empty one.
Numbers over everybody at a large table are remembered for a minute (storage/lately.py): what a page takes that is the
first to need them in its minute is told beside it.
"""

import asyncio
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.client import HTTPConnection
from pathlib import Path
from statistics import median

import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import Route
from starlette.types import ASGIApp

from benchmarks._crowd import NOW, SLUG, fill
from bot.handlers.web.app import make_web
from bot.handlers.web.door import COOKIE, Door
from bot.services import sessions
from bot.services.sights import SIGHTS
from bot.storage.engine import make_engine
from bot.storage.lately import REMEMBERED_FOR
from bot.storage.store import Store
from bot.storage.upgrade import upgrade_now

PARTNERS = 10_000
TIMES = 25
TIMES_ANEW = 5
COORDINATOR = "a coordinator's cookie"
TARGET = 8


async def _empty(_request: Request) -> Response:
    return HTMLResponse("")


@contextmanager
def _served(app: ASGIApp) -> Iterator[HTTPConnection]:
    """A connection to the application, which a server of its own answers from a thread."""
    server = uvicorn.Server(uvicorn.Config(app, port=0, log_level="warning", lifespan="off", timeout_keep_alive=600))
    thread = threading.Thread(target=server.run)
    thread.start()
    while not server.started:
        time.sleep(0.01)
    port = server.servers[0].sockets[0].getsockname()[1]
    connection = HTTPConnection("127.0.0.1", port)
    try:
        yield connection
    finally:
        connection.close()
        server.should_exit = True
        thread.join()


def _milliseconds(connection: HTTPConnection, path: str) -> float:
    begin = time.perf_counter()
    connection.request("GET", path, headers={"Cookie": f"{COOKIE}={COORDINATOR}"})
    answer = connection.getresponse()
    answer.read()
    taken = (time.perf_counter() - begin) * 1000
    if answer.status != 200:
        raise SystemExit(f"{path} answered {answer.status}")
    return taken


def measured(address: str) -> tuple[dict[str, float], dict[str, float]]:
    """The median time of each page and of the empty one, one after the other, so that what else happens meets all.

    And that of each page when all it counts is counted anew.
    """
    store, clock = Store(address), [NOW]
    paths = ["", *(f"/see/{name}" for name in SIGHTS)]
    taken: dict[str, list[float]] = {path: [] for path in (*paths, "empty")}
    anew: dict[str, list[float]] = {path: [] for path in paths}
    door = Door(store=store, now=lambda: clock[0], new_token=lambda: "a token", wake=lambda: None)
    with _served(make_web(door)) as pages, _served(Starlette(routes=[Route("/", _empty)])) as empty:
        for _time in range(TIMES):
            taken["empty"].append(_milliseconds(empty, "/"))
            for path in paths:
                taken[path].append(_milliseconds(pages, f"/t/{SLUG}{path}"))
        for path in paths * TIMES_ANEW:
            clock[0] += REMEMBERED_FOR
            anew[path].append(_milliseconds(pages, f"/t/{SLUG}{path}"))
    asyncio.run(store.close())
    # The first of each opens connections and compiles statements and templates.
    return (
        {path: median(times[1:]) for path, times in taken.items()},
        {path: median(times) for path, times in anew.items()},
    )


def main(partners: int = PARTNERS) -> None:
    """Print each page's time, how many times the empty page's that is, and whether that is within the target."""
    with tempfile.TemporaryDirectory() as folder:
        address = f"sqlite:///{Path(folder, 'pages.db')}"
        upgrade_now(address)
        engine = make_engine(address)
        with engine.begin() as tx:
            fill(tx, partners)
            sessions.begin(tx, 1, COORDINATOR, now=NOW)
        engine.dispose()
        found, anew = measured(address)
    empty = found.pop("empty")
    print(f"{partners:,} partners at one table; an empty Starlette page {empty:.2f} ms, target {TARGET} times that")
    for path, taken in found.items():
        ratio = taken / empty
        word = "ok" if ratio <= TARGET else "over"
        first = f"counted anew {anew[path]:6.2f} ms"
        print(
            f"{path or 'the conversation':20} {taken:6.2f} ms, ratio {ratio:5.1f}, target {TARGET}  {word:4}  {first}"
        )


if __name__ == "__main__":
    main(*map(int, sys.argv[1:2]))
