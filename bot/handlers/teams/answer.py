"""How each kind of delivery is answered: true within two and a half seconds, whatever the database does.

An invoke is answered in its body; words are answered 200 once they are kept with their answer owed. Between the
commit and the answer nothing waits for the network.
"""

import asyncio
from collections.abc import Callable, Coroutine, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, Protocol

import structlog

from bot.delivery.sender import DeliveryError
from bot.domain.acts import Act
from bot.handlers.front import serve_within
from bot.handlers.teams import replied
from bot.handlers.teams.destination import Destination
from bot.handlers.teams.read import Heard
from bot.handlers.teams.replied import AGAIN, EMPTY, Answer
from bot.messages.cards import commitment_forms, opening, refusals
from bot.messages.parts import Card, Field, Form
from bot.services import openings, waiting
from bot.services.request import Answers, Reply, Request, Words
from bot.storage.errors import StillRunning, StoreError
from bot.storage.store import Store

log = structlog.get_logger()

# A form is read for so long, and then shown as far as it is known.
FORM_WITHIN = 0.3

Later = Callable[[Coroutine[Any, Any, None]], None]


class Drawn(Protocol):
    """Where an answer is drawn: a dialog, or a card's place."""

    def __call__(
        self, shown: Card | Form, request: Request, /, *, wrong: Mapping[str, str] | None = None
    ) -> Answer: ...


class Telling(Protocol):
    """Says something to one person where they asked, beside the outbox."""

    async def __call__(self, to: Destination, card: Card) -> None:
        """Raises DeliveryError."""
        ...

    async def take_away(self, to: Destination, message: str) -> None:
        """Raises DeliveryError."""
        ...


@dataclass(slots=True)
class Answering:
    """One method a kind of delivery; each ends in one answer."""

    store: Store
    now: Callable[[], datetime]
    wake: Callable[[], None]
    later: Later
    tell: Telling

    async def message(self, heard: Heard, *, until: float) -> Answer:
        """Words to us: 200 once they are kept with their answer owed, else 503, and Teams comes again."""
        try:
            reply = await serve_within(self.store, heard.request, until=until, now=self.now())
        except StoreError as error:
            if isinstance(error, StillRunning):
                self.later(self._wake_when_known(error.outcome))
            return AGAIN
        self.wake()
        card = opening.offered(reply.show) if isinstance(reply.show, Form) else reply.show
        if card and not reply.owed:
            self.later(self.tell_quietly(heard.to, card))
        return EMPTY

    async def fetch(self, heard: Heard, *, until: float) -> Answer:
        """A button that opens a dialog: a form, what waits for them alone, or what was done."""
        request = heard.request
        if openings.opens(request) and (shown := await self._form(request)):
            self.later(self._note_opening(heard))
            return replied.dialog(shown, request)
        return await self.pressed(heard, until=until)

    async def pressed(self, heard: Heard, *, until: float) -> Answer:
        """A button of a dialog: the answer stands in the dialog."""
        try:
            reply = await serve_within(self.store, heard.request, until=until, now=self.now())
        except StoreError as error:
            return self._not_saved(heard, error, replied.dialog)
        self.wake()
        return replied.dialog(reply.show, heard.request) if reply.show else EMPTY

    async def execute(self, heard: Heard, *, until: float) -> Answer:
        """A button of a card in a conversation: in the card's place, for whoever pressed, or as a passing notice."""
        request = heard.request
        if openings.opens(request) and (shown := await self._form(request)):
            self.later(self._note_opening(heard))
            return replied.instead(shown, request)
        try:
            reply = await serve_within(self.store, request, until=until, now=self.now())
        except StoreError as error:
            return self._not_saved(heard, error, replied.notice)
        self.wake()
        if reply.show is None:
            return EMPTY
        if isinstance(reply.show, Form) or replied.is_in_place(reply, heard.about):
            return replied.instead(reply.show, request)
        # What is owed comes as a message of its own.
        if reply.owed or not replied.has_buttons(reply.show):
            return replied.notice(reply.show, request)
        return replied.instead(reply.show, request)

    async def form(self, heard: Heard, *, until: float, drawn: Drawn = replied.dialog) -> Answer:
        """Where it stands: what is wrong beside its field, the next questions, or what was kept."""
        try:
            reply = await serve_within(self.store, heard.request, until=until, now=self.now())
        except StoreError as error:
            return await self._form_not_saved(heard, error, drawn)
        self.wake()
        if reply.wrong:
            form = reply.show if isinstance(reply.show, Form) else await self._same_form(heard.request)
            if form:
                return drawn(_filled(form, heard.request), heard.request, wrong=_placed(reply.wrong, form))
        return drawn(reply.show, heard.request) if reply.show else EMPTY

    async def pointed_at(self, heard: Heard, *, until: float) -> Answer:  # noqa: ARG002 - one way to answer for all
        """The commitment's form with the message's words in it; nothing is kept before it is submitted."""
        said = heard.request.said
        words = said.text if isinstance(said, Words) else ""
        found = await self._form(replace(heard.request, said=Act(name="commitment.make")))
        form = found if isinstance(found, Form) else commitment_forms.make({}, seated_for=False)
        fields = tuple(replace(one, value=words[: one.longest]) if one.name == "words" else one for one in form.fields)
        self.later(self._note_opening(heard))
        return replied.dialog(replace(form, fields=fields), heard.request)

    async def _form(self, request: Request) -> Card | Form | None:
        """The form, or private card, read in a moment; without the database as far as it is known without it."""
        reading = self.store.read(openings.form_for, request, now=self.now())
        try:
            return await asyncio.wait_for(reading, FORM_WITHIN)
        except (StoreError, TimeoutError):
            return openings.unfilled(request)

    async def _same_form(self, request: Request) -> Form | None:
        """The form that was submitted, where it opens by itself: Teams does not keep what it showed."""
        if not isinstance(request.said, Answers) or not openings.opened_by(request.said.act):
            return None
        asked = await self._form(replace(request, said=request.said.act, key=""))
        return asked if isinstance(asked, Form) else None

    async def _note_opening(self, heard: Heard) -> None:
        """Word that something waits goes once it was shown."""
        done_with = await self.store.run(openings.opened, heard.request, now=self.now())
        message = heard.request.place.message
        # Any card may be made to send what that one's button sends.
        if done_with and message and await self.store.read(waiting.is_word, f"{heard.to.conversation}/{message}"):
            await self.tell.take_away(heard.to, message)

    def _not_saved(self, heard: Heard, error: StoreError, drawn: Callable[[Card, Request], Answer]) -> Answer:
        """Nobody comes again with an invoke, so what became of it is said at once, and again when it is known."""
        if isinstance(error, StillRunning):
            self.later(self._tell_when_known(heard, error.outcome))
        return drawn(refusals.trouble(error.code, ""), heard.request)

    async def _form_not_saved(self, heard: Heard, error: StoreError, drawn: Drawn) -> Answer:
        """The form again, as it was filled in; while it is still being saved it must not be sent once more."""
        form = None if isinstance(error, StillRunning) else await self._same_form(heard.request)
        if form is None or not form.fields:
            return self._not_saved(heard, error, drawn)
        wrong = {form.fields[0].name: refusals.in_form(error.code)}
        return drawn(_filled(form, heard.request), heard.request, wrong=wrong)

    async def _wake_when_known(self, outcome: asyncio.Future[Reply]) -> None:
        await outcome
        self.wake()

    async def _tell_when_known(self, heard: Heard, outcome: asyncio.Future[Reply]) -> None:
        try:
            reply = await outcome
        except Exception as error:  # noqa: BLE001 - whatever it was, it kept nothing, and that is what is said
            reply = Reply(show=refusals.trouble(getattr(error, "code", "store.unavailable"), ""))
        self.wake()
        if isinstance(reply.show, Card) and not reply.owed:
            await self.tell_quietly(heard.to, reply.show)

    async def tell_quietly(self, to: Destination, card: Card) -> None:
        """Beside the outbox: what could not be told is told to nobody else."""
        try:
            await self.tell(to, card)
        except DeliveryError as error:
            log.info("teams.not_told", code=error.code)


def _filled(form: Form, request: Request) -> Form:
    """A form with what stood in it when it was submitted."""
    values = request.said.values if isinstance(request.said, Answers) else {}

    def as_it_was(one: Field) -> Field:
        return replace(one, value=values[one.name]) if one.name in values else one

    return replace(form, fields=tuple(as_it_was(one) for one in form.fields))


def _placed(wrong: Mapping[str, str], form: Form) -> dict[str, str]:
    """A fault that belongs to no field of the form stands beside its first."""
    names = [one.name for one in form.fields]
    return {name if name in names or not names else names[0]: said for name, said in wrong.items()}
