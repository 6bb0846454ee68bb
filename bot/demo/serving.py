"""The demo as a program: takes its address, opens, and is served until it is told to stop."""

import asyncio
from collections.abc import Callable
from contextlib import suppress
from socket import socket

import uvicorn

from bot.demo.running import Demo
from bot.listening import address_of, listen
from config.settings import Settings


async def show(settings: Settings, *, host: str, port: int, say: Callable[[str], None]) -> None:
    """Serve the demo; `say` is told where it is. Raises SettingsError, StoreError, and OSError for its files."""
    # Taken first, so that a demo that is running already is left alone.
    with listen(host, port) as listening:
        demo = Demo(settings, here=address_of(listening))
        config = uvicorn.Config(demo, log_config=None, access_log=False, lifespan="off")
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


class _Server(uvicorn.Server):
    """Lets go of the pages that listen for news when it is told to stop: they would keep it waiting."""

    def __init__(self, config: uvicorn.Config, demo: Demo) -> None:
        super().__init__(config)
        self._demo = demo

    async def shutdown(self, sockets: list[socket] | None = None) -> None:
        self._demo.let_go()
        await super().shutdown(sockets)
