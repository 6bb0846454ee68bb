"""Teams' door: one way in, the SDK behind it with one handler, and an answer for each kind of delivery."""

import asyncio
from collections import Counter
from collections.abc import Awaitable, Callable, Coroutine, Mapping
from contextvars import ContextVar
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Protocol

import structlog

from bot import logs
from bot.handlers.acknowledged import WAITED
from bot.handlers.talking import Talk
from bot.handlers.teams import read, replied, sdk
from bot.handlers.teams.answer import Answering, Telling
from bot.handlers.teams.guard import Admitted, Guard
from bot.handlers.teams.read import Heard, Speaker
from bot.handlers.teams.replied import AGAIN, EMPTY, NOT_OURS, Answer
from bot.handlers.teams.shapes import FORM, IDLE, INVOKE, INVOKES, Kind, for_the_sdk, recognised
from bot.handlers.teams.who import Who
from bot.messages.cards import refusals
from bot.messages.parts import Card
from bot.storage.errors import StoreError
from bot.storage.store import Store

log = structlog.get_logger()

# Teams itself waits longer; whoever pressed a button does not.
ANSWER_WITHIN = 2.5
# What the account of anything but a person begins with.
A_BOT = "28:"
# So much of it is left once it is known who speaks.
FOR_THE_WORK = 1.0


class Keeping(Protocol):
    """Keeps what a delivery tells of its place, and of whoever it is from."""

    async def __call__(self, kind: str, told: Mapping[str, Any], /) -> None:
        """Raises StoreError."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Delivery:
    """What the SDK hands back to us: it calls our handler, and knows nothing of it."""

    kind: Kind
    kept: dict[str, Any]
    until: float


_NOW: ContextVar[Delivery] = ContextVar("delivery")


@dataclass(slots=True, kw_only=True)
class Teams:
    """The door. `wake`: tells delivery that something is owed. `note`: keeps what is told of places and people."""

    store: Store
    guard: Guard
    now: Callable[[], datetime]
    wake: Callable[[], None]
    tell: Telling
    who: Who
    note: Keeping
    _behind: sdk.App = field(init=False)
    answering: Answering = field(init=False)
    talk: Talk = field(init=False)
    dropped: Counter[str] = field(default_factory=Counter)
    faults: int = 0
    _tasks: set[asyncio.Task[None]] = field(default_factory=set)

    def __post_init__(self) -> None:
        self.talk = Talk(self.store, "teams")
        self.answering = Answering(self.store, self.now, self.wake, self.later, self.tell)

    async def open(self, *, client_secret: str, tenant_id: str) -> None:
        """Have the SDK ready."""
        client_id = self.guard.client_id
        made = sdk.make_app(
            client_id=client_id, client_secret=client_secret, tenant_id=tenant_id, on_activity=self.on_activity
        )
        self._behind = await made

    async def receive(self, body: bytes, headers: Mapping[str, str]) -> Answer:
        """The one way in. Nothing is written before the token was found good; what is none of ours is counted."""
        with WAITED.labels("teams").time():
            until = asyncio.get_running_loop().time() + ANSWER_WITHIN
            admitted = await self.guard.admit(body, headers)
            if isinstance(admitted, int):
                return Answer(status=admitted)
            return await self._receive(admitted, until)

    async def _receive(self, admitted: Admitted, until: float) -> Answer:
        found = recognised(admitted.activity)
        if found is None:
            return self._drop("shape", is_invoke=admitted.activity.get("type") == INVOKE)
        kind, kept = found
        if kind in IDLE:
            return self._drop(kind)
        if kind in (Kind.CONVERSATION, Kind.INSTALLATION):
            return await self._told(kind, kept)
        if kept["from"]["id"].startswith(A_BOT):
            # Ours too: what it says comes back where everything in a channel is heard.
            return self._drop("bot", is_invoke=kind in INVOKES)
        if kind is Kind.MESSAGE and not read.is_for_us(kept):
            self.later(self._hear(kept))
            return EMPTY
        return await self._dispatch(Delivery(kind=kind, kept=kept, until=until), admitted.token)

    def _drop(self, why: str, *, is_invoke: bool = False) -> Answer:
        self.dropped[why] += 1
        return NOT_OURS if is_invoke else EMPTY

    async def _told(self, kind: Kind, kept: dict[str, Any]) -> Answer:
        """Something about a place or its people; 200 once it is kept, 503 for Teams to come again."""
        try:
            await self.note(kind, kept)
        except StoreError:
            return AGAIN
        except Exception as error:  # noqa: BLE001 - a fault of ours, which nobody is there to be told of
            self._log(error)
        self.talk.forget()
        return EMPTY

    async def _hear(self, kept: dict[str, Any]) -> None:
        who = await self.who.speaks(kept)
        if who:
            spoken = read.spoken(kept, who, now=self.now())
            await self.talk.hear(spoken, at=asyncio.get_running_loop().time())

    async def _dispatch(self, delivery: Delivery, token: str) -> Answer:
        """Through the SDK. What it can't read is none of ours; what is ours answers for itself."""
        _NOW.set(delivery)
        try:
            found = await sdk.dispatch(self._behind, for_the_sdk(delivery.kind, delivery.kept), token)
        except Exception as error:  # noqa: BLE001 - whatever the SDK stumbles over, Teams is not told of an error
            log.warning("teams.sdk", kind=delivery.kind, fault=type(error).__name__)
            return self._drop("sdk", is_invoke=delivery.kind in INVOKES)
        return found if isinstance(found, Answer) else EMPTY

    async def on_activity(self) -> Answer:
        """What the SDK calls for everything."""
        delivery = _NOW.get()
        try:
            answer = await self._answer(delivery)
        except Exception as error:  # noqa: BLE001 - a fault of ours is said, and is no error of the server
            return self._fault(error, delivery)
        self.later(self.note(delivery.kind, delivery.kept))
        return answer

    async def _answer(self, delivery: Delivery) -> Answer:
        try:
            async with asyncio.timeout_at(delivery.until - FOR_THE_WORK):
                speaker = await self._speaker(delivery)
        except (StoreError, TimeoutError) as error:
            if delivery.kind is Kind.MESSAGE:
                return AGAIN
            return replied.said(delivery.kind, refusals.trouble(getattr(error, "code", "store.not_started"), ""))
        if speaker is None:
            return self._say(delivery, refusals.trouble("teams.whose", ""))
        return await self._of(delivery, speaker)

    async def _speaker(self, delivery: Delivery) -> Speaker | None:
        """Raises StoreError. None: somebody where organisations meet, of whom Teams does not say whose they are."""
        who = await self.who.speaks(delivery.kept)
        if who is None:
            return None
        is_message = delivery.kind is Kind.MESSAGE
        return Speaker(who=who, people=await self.who.mentioned(delivery.kept) if is_message else ())

    async def _of(self, delivery: Delivery, speaker: Speaker) -> Answer:
        """By kind: words, a button, a form, or a message that was pointed at."""
        kept, kind, until, now = delivery.kept, delivery.kind, delivery.until, self.now()
        if kind is Kind.MESSAGE and "value" not in kept:
            return await self.answering.message(read.message(kept, speaker, now=now), until=until)
        if kind is Kind.COMPOSE:
            if kept["value"]["commandId"] != read.MAKE_COMMITMENT:
                return self._drop("command", is_invoke=True)
            return await self.answering.pointed_at(read.pointed_at(kept, speaker, now=now), until=until)
        if FORM in read.data_of(kind, kept):
            return await self._form(kind, read.form(kind, kept, speaker, now=now), until)
        heard = read.press(kind, kept, speaker, now=now)
        ways = {
            Kind.MESSAGE: self.answering.message,
            Kind.EXECUTE: self.answering.execute,
            Kind.FETCH: self.answering.fetch,
        }
        return await ways.get(kind, self.answering.pressed)(heard, until=until)

    async def _form(self, kind: Kind, heard: Heard, until: float) -> Answer:
        if kind is Kind.MESSAGE:
            return await self.answering.message(heard, until=until)
        drawn = replied.instead if kind is Kind.EXECUTE else replied.dialog
        return await self.answering.form(heard, until=until, drawn=drawn)

    def _fault(self, error: Exception, delivery: Delivery) -> Answer:
        self._log(error)
        return self._say(delivery, refusals.fault(self.faults))

    def _log(self, error: Exception) -> None:
        """A fault of ours: by its number, its name and its place, never by anybody's words."""
        self.faults += 1
        logs.fault("teams.fault", error, number=self.faults)

    def _say(self, delivery: Delivery, card: Card) -> Answer:
        if delivery.kind in INVOKES:
            return replied.said(delivery.kind, card)
        self.later(self.answering.tell_quietly(read.stranger(delivery.kept), card))
        return EMPTY

    def later(self, work: Coroutine[Any, Any, None] | Awaitable[None]) -> None:
        """After the answer: what may wait, and must not be lost to the garbage collector."""
        task = asyncio.create_task(self._quietly(work))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _quietly(self, work: Awaitable[None]) -> None:
        try:
            await work
        except Exception as error:  # noqa: BLE001 - nobody waits for it; a fault is known by its name, not its words
            log.warning("teams.later", fault=type(error).__name__, code=getattr(error, "code", ""))

    async def finish(self) -> None:
        """Do what was left for after the answers."""
        while self._tasks:
            await asyncio.gather(*self._tasks)
