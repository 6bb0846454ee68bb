"""The dead man's call: whoever hears nothing for a while knows that all is not well, even if nothing of ours runs."""

import asyncio

import structlog

log = structlog.get_logger()

PATIENCE = 10.0
GOOD = range(200, 300)


async def call(url: str) -> bool:
    """Call it once; whether it answered well. The address is a secret, and never logged."""
    import aiohttp  # noqa: PLC0415 - only who has set it up waits for it to load

    try:
        async with (
            asyncio.timeout(PATIENCE),
            aiohttp.ClientSession() as session,
            session.get(url) as answer,
        ):
            status = answer.status
    except (aiohttp.ClientError, TimeoutError, OSError, ValueError) as error:
        log.warning("deadman.unreachable", fault=type(error).__name__)
        return False
    if status not in GOOD:
        log.warning("deadman.refused", status=status)
    return status in GOOD
