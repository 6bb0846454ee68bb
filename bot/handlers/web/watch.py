"""For whoever watches over the machine: is it alive, does it keep up, and figures without anybody in them."""

from collections.abc import Sequence
from datetime import timedelta
from http import HTTPStatus

from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, Gauge, generate_latest
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response

from bot import __version__
from bot.handlers import acknowledged
from bot.handlers.web.door import Door
from bot.messages.cards.alarms import Trouble
from bot.services import auditing
from bot.services.auditing import Finding
from bot.services.checkup import TOO_LATE
from bot.storage import due, watching
from bot.storage.errors import StoreError
from bot.storage.watching import Count

# Whoever watches asks often, and takes no answer for a bad one.
ANSWER_WITHIN = 1.0

NO_DATABASE = "The database does not answer ({code}). Run: convenor doctor\n"
BEHIND = "Messages go out {minutes} minutes late. Run: convenor doctor\n"


class Watch:
    """What a monitor asks for. Nothing of it is about anybody."""

    def __init__(self, door: Door) -> None:
        self._door = door

    async def alive(self, _request: Request) -> Response:
        """Alive and able to reach its database; 503 with the reason's code if not."""
        try:
            await self._door.store.run_within(ANSWER_WITHIN, due.last_tick)
        except StoreError as error:
            return JSONResponse({"status": "unwell", "reason": error.code}, status_code=503)
        return JSONResponse({"status": "ok", "version": __version__})

    async def ready(self, _request: Request) -> Response:
        """The database answers, and what is owed goes out in time; 503 with a sentence if not."""
        try:
            late = await self._door.store.run_within(ANSWER_WITHIN, watching.lag, now=self._door.now())
        except StoreError as error:
            return _not_ready(NO_DATABASE.format(code=error.code))
        if late > TOO_LATE:
            return _not_ready(BEHIND.format(minutes=int(late.total_seconds() // 60)))
        return PlainTextResponse("ready\n")

    async def metrics(self, _request: Request) -> Response:
        """Prometheus' own text; 503 where the database does not answer, so that a gap is seen as one."""
        now = self._door.now()
        try:
            late = await self._door.store.read(watching.lag, now=now)
            found = await self._door.store.read(watching.counts, now=now)
            overdue = await self._door.store.read(auditing.look, now=now)
        except StoreError as error:
            return _not_ready(NO_DATABASE.format(code=error.code))
        return Response(_as_text(found, late, overdue), media_type=CONTENT_TYPE_LATEST)


def _not_ready(said: str) -> Response:
    return PlainTextResponse(said, HTTPStatus.SERVICE_UNAVAILABLE)


def _as_text(found: Sequence[Count], late: timedelta, overdue: Sequence[Finding]) -> bytes:
    """All but how long our answers took is in the database, so any process answers for all of them."""
    registry = CollectorRegistry()
    rows = Gauge(
        "convenor_outbox_rows",
        "Messages by state and route: owed, claimed, unknown and failed; and sent, of those due in the last day.",
        ["state", "route"],
        registry=registry,
    )
    for one in found:
        rows.labels(state=one.state, route=one.route).set(one.rows)
    lag = Gauge("convenor_lag_seconds", "For how long the oldest message has been due.", registry=registry)
    lag.set(late.total_seconds())
    behind = Gauge(
        "convenor_late",
        "What an alarm is raised about, by sort: how many messages, claims, rounds, ways out or doubts.",
        ["what"],
        registry=registry,
    )
    numbers = {one.trouble: one.overdue.number for one in overdue}
    for trouble in Trouble:
        behind.labels(what=trouble).set(numbers.get(trouble, 0))
    return generate_latest(registry) + generate_latest(acknowledged.REGISTRY)
