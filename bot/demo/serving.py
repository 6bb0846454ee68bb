"""The demo as a program: takes its address, opens, and is served until it is told to stop."""

import asyncio
from collections.abc import Callable
from contextlib import suppress
from socket import AF_INET, AF_INET6, create_server, socket

import uvicorn

from bot.demo.running import Demo
from config.settings import Settings, SettingsError


async def show(settings: Settings, *, host: str, port: int, say: Callable[[str], None]) -> None:
    """Serve the demo; `say` is told where it is. Raises SettingsError, StoreError, and OSError for its files."""
    demo = Demo(settings)
    config = uvicorn.Config(demo, log_level="warning", lifespan="off")
    # Taken first, so that a demo that is running already is left alone.
    with _listen(host, port) as listening:
        say("Half a year is lived through first, where that is not done yet. It takes a few seconds.")
        await demo.open()
        say(f"The demo is here, and everybody in it is invented: {address_of(listening)}/demo")
        say("Stop it with Ctrl-C.")
        turning = asyncio.create_task(demo.keep_turning())
        try:
            await _Server(config, demo).serve(sockets=[listening])
        finally:
            turning.cancel()
            with suppress(asyncio.CancelledError):
                await turning
            await demo.close()


def _listen(host: str, port: int) -> socket:
    try:
        return create_server((host, port), family=AF_INET6 if ":" in host else AF_INET)
    except OSError as error:
        raise SettingsError(f"{host}, port {port}, can't be listened on: {error.strerror}. Try --port 0.") from error


class _Server(uvicorn.Server):
    """Lets go of the pages that listen for news when it is told to stop: they would keep it waiting."""

    def __init__(self, config: uvicorn.Config, demo: Demo) -> None:
        super().__init__(config)
        self._demo = demo

    async def shutdown(self, sockets: list[socket] | None = None) -> None:
        self._demo.let_go()
        await super().shutdown(sockets)


def address_of(listening: socket) -> str:
    host, port = listening.getsockname()[:2]
    return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"
