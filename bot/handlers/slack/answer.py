"""How each kind of delivery is answered: true within two and a half seconds, whatever the database does.

Between the commit and the answer nothing waits for the network, and after the commit nothing raises into Bolt.
"""

import asyncio
from collections import Counter
from collections.abc import Callable, Coroutine, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

import structlog
from slack_bolt.response import BoltResponse

from bot.delivery.sender import DeliveryError
from bot.domain.acts import Act
from bot.domain.people import Identity
from bot.handlers.front import serve_within
from bot.handlers.slack import read
from bot.handlers.slack.client import SlackClient
from bot.handlers.slack.read import Heard
from bot.handlers.slack.send import ephemeral
from bot.handlers.slack.shapes import Kind
from bot.messages.cards import commitment_forms, opening, refusals
from bot.messages.parts import Card, Form
from bot.messages.render import slack
from bot.services import openings, profiles
from bot.services.commands import BY_NAME
from bot.services.request import Reply, Request, Words
from bot.storage.errors import StillRunning, StoreError
from bot.storage.store import Store

log = structlog.get_logger()

# A form is read for so long, and then opened as far as it is known: a trigger lives three seconds.
FORM_WITHIN = 0.3
# A view that is opened has to be there before the trigger is over.
OPEN_WITHIN = 2.0

Later = Callable[[Coroutine[Any, Any, None]], None]
EMPTY = BoltResponse(status=200)
AGAIN = 503


@dataclass(slots=True)
class Answering:
    """One method a kind of delivery; each ends in one answer."""

    store: Store
    client: SlackClient
    now: Callable[[], datetime]
    wake: Callable[[], None]
    later: Later
    # How often each has done something since they are known, or being looked up.
    _deeds: Counter[Identity] = field(default_factory=Counter)

    async def command(self, heard: Heard, *, until: float) -> BoltResponse:
        """In the body: Slack shows it to whoever typed, and to nobody else."""
        request = heard.request
        if openings.opens(request) and (form := await self._form(request)):
            return await self._opened(heard, form)
        try:
            reply = await serve_within(self.store, request, until=until, now=self.now())
        except StoreError as error:
            return self._not_saved(heard, error)
        self._meet(request.who)
        self.wake()
        if isinstance(reply.show, Form):
            return await self._opened(heard, reply.show)
        return BoltResponse(status=200, body=ephemeral(reply.show)) if reply.show else EMPTY

    async def _form(self, request: Request) -> Card | Form | None:
        """The form, or private card, read in a moment; without the database as far as it is known without it."""
        reading = self.store.read(openings.form_for, request, now=self.now())
        try:
            return await asyncio.wait_for(reading, FORM_WITHIN)
        except (StoreError, TimeoutError):
            return openings.unfilled(request)

    async def _opened(self, heard: Heard, form: Card | Form) -> BoltResponse:
        """A form opens with the trigger; if that is refused, what one could type is the answer."""
        if await self._open(heard, form):
            self.later(self._note_opening(heard))
            return EMPTY
        return BoltResponse(status=200, body=ephemeral(_not_opened(form)))

    async def _open(self, heard: Heard, shown: Card | Form) -> bool:
        opening_it = self.client.open(heard.trigger, shown, origin=read.origin(heard.request), over=bool(heard.view))
        try:
            await asyncio.wait_for(opening_it, OPEN_WITHIN)
        except (DeliveryError, TimeoutError) as error:
            log.info("slack.form.refused", code=getattr(error, "code", "timeout"))
            return False
        return True

    async def _note_opening(self, heard: Heard) -> None:
        done_with = await self.store.run(openings.opened, heard.request, now=self.now())
        self._meet(heard.request.who)
        if done_with and heard.url:
            await self.client.respond(heard.url, {"delete_original": True}, now=self.now())

    def _not_saved(self, heard: Heard, error: StoreError) -> BoltResponse:
        """Commands are never repeated by Slack, so what became of it is said at once, and again when it is known."""
        if isinstance(error, StillRunning):
            self.later(self._tell_when_known(heard, error.outcome))
        return BoltResponse(status=200, body=ephemeral(refusals.trouble(error.code, _words(heard.request))))

    async def _tell_when_known(self, heard: Heard, outcome: asyncio.Future[Reply]) -> None:
        try:
            reply = await outcome
        except Exception as error:  # noqa: BLE001 - whatever it was, it kept nothing, and that is what is said
            code = getattr(error, "code", "store.unavailable")
            reply = Reply(show=refusals.trouble(code, _words(heard.request)))
        self.wake()
        if isinstance(reply.show, Card) and not reply.owed:
            await self._tell(heard, reply.show)

    async def _tell(self, heard: Heard, card: Card) -> None:
        """To the asker alone, by what is open: a response URL, else a direct message."""
        if heard.url:
            try:
                await self.client.respond(heard.url, ephemeral(card) | {"replace_original": False}, now=self.now())
            except DeliveryError as error:
                log.info("slack.response_url", code=error.code)
            else:
                return
        await self._post(heard.request.who.user, card)

    async def action(self, heard: Heard, *, until: float) -> BoltResponse:
        """A press is answered empty: its answer is a form with its trigger, or a row that delivery sends."""
        request = heard.request
        if openings.opens(request) and (form := await self._form(request)):
            return await self._opened_by_press(heard, form)
        try:
            reply = await serve_within(self.store, request, until=until, now=self.now())
        except StillRunning as error:
            self.later(self._tell_when_known(heard, error.outcome))
            return EMPTY
        except StoreError as error:
            self.later(self._tell(heard, refusals.trouble(error.code, "")))
            return EMPTY
        self._meet(request.who)
        self.wake()
        if isinstance(reply.show, Form) and not reply.owed:
            return await self._opened_by_press(heard, reply.show)
        if isinstance(reply.show, Card) and not reply.owed:
            self.later(self._tell(heard, reply.show))
        return EMPTY

    async def _opened_by_press(self, heard: Heard, form: Card | Form) -> BoltResponse:
        if await self._open(heard, form):
            self.later(self._note_opening(heard))
        else:
            self.later(self._tell(heard, _not_opened(form)))
        return EMPTY

    async def form(self, heard: Heard, *, until: float) -> BoltResponse:
        """In the form: what is wrong beside its field, the next questions, or what was kept."""
        try:
            reply = await serve_within(self.store, heard.request, until=until, now=self.now())
        except StoreError as error:
            return self._form_not_saved(heard, error)
        self._meet(heard.request.who)
        self.wake()
        if reply.wrong and heard.fields:
            return _errors({_field(name, heard): said for name, said in reply.wrong.items()})
        if reply.show is None:
            return BoltResponse(status=200, body={"response_action": "clear"})
        view = slack.view(reply.show, origin=read.origin(heard.request))
        return BoltResponse(status=200, body={"response_action": "update", "view": view})

    def _form_not_saved(self, heard: Heard, error: StoreError) -> BoltResponse:
        """The form stays as it was filled in. Sent once more it is kept once: its key is the view's."""
        if isinstance(error, StillRunning):
            self.later(self._wake_when_known(error.outcome))
        if not heard.fields:
            return BoltResponse(
                status=200, body={"response_action": "update", "view": slack.view(refusals.trouble(error.code, ""))}
            )
        return _errors({heard.fields[0]: refusals.in_form(error.code)})

    async def _wake_when_known(self, outcome: asyncio.Future[Reply]) -> None:
        await outcome
        self.wake()

    async def shortcut(self, heard: Heard, *, until: float) -> BoltResponse:  # noqa: ARG002 - one way to answer for all
        """The commitment's form with the message's words in it; nothing is kept before it is submitted."""
        said = heard.request.said
        words = said.text if isinstance(said, Words) else ""
        bare = replace(heard.request, said=Act(name="commitment.make"))
        found = await self._form(bare)
        form = found if isinstance(found, Form) else commitment_forms.make({}, seated_for=False)
        filled = replace(
            form, fields=tuple(replace(one, value=words) if one.name == "words" else one for one in form.fields)
        )
        return await self._opened_by_press(heard, filled)

    async def message(self, heard: Heard, *, until: float) -> BoltResponse:
        """Words to us: 200 once they are kept with their answer owed, else 503, and Slack comes again."""
        try:
            reply = await serve_within(self.store, heard.request, until=until, now=self.now())
        except StoreError as error:
            if isinstance(error, StillRunning):
                self.later(self._wake_when_known(error.outcome))
            return BoltResponse(status=AGAIN)
        self._meet(heard.request.who)
        self.wake()
        card = opening.offered(reply.show) if isinstance(reply.show, Form) else reply.show
        if card and not reply.owed:
            self.later(self._tell(heard, card))
        return EMPTY

    async def home(self, heard: Heard, *, until: float) -> BoltResponse:
        """The table as the bot's home shows it to whoever looks."""
        try:
            reply = await serve_within(self.store, heard.request, until=until, now=self.now())
        except StoreError:
            return BoltResponse(status=AGAIN)
        if isinstance(reply.show, Card):
            self.later(self._publish(heard.request.who.user, reply.show))
        return EMPTY

    async def _publish(self, user: str, card: Card) -> None:
        await self.client.call("views.publish", user_id=user, view=slack.home(card))

    def fault(self, body: Mapping[str, Any], number: int) -> BoltResponse:
        """Something is wrong with the program: people are told so, and Slack is asked to come again with events."""
        card = refusals.fault(number)
        match body.get("type", Kind.COMMAND):
            case Kind.EVENT:
                return BoltResponse(status=AGAIN)
            case Kind.COMMAND:
                return BoltResponse(status=200, body=ephemeral(card))
            case Kind.FORM:
                return BoltResponse(status=200, body={"response_action": "update", "view": slack.view(card)})
            case _:
                self.later(self._post(body["user"]["id"], card))
                return EMPTY

    async def _post(self, user: str, card: Card) -> None:
        channel = await self.client.direct(user)
        await self.client.call("chat.postMessage", channel=channel, **slack.message(card))

    def _meet(self, who: Identity) -> None:
        """Once in the life of the process: how they are called, and in which zone they live."""
        self._deeds[who] += 1
        if self._deeds[who] == 1:
            self.later(self._learn(who))

    async def _learn(self, who: Identity) -> None:
        """Whoever is nobody here yet, or could not be looked up, is looked up again when they next do something.

        What they did meanwhile may have made somebody of them: a form is sent while Slack is still being asked.
        """
        learnt, deeds = False, 0
        try:
            profile = await self.client.profile(who.user)
            while not learnt and deeds < self._deeds[who]:
                deeds = self._deeds[who]
                learnt = await self.store.run(profiles.learn, who, profile, now=self.now())
        finally:
            if not learnt:
                del self._deeds[who]


def _not_opened(shown: Card | Form) -> Card:
    return opening.typed(_usage(shown.act)) if isinstance(shown, Form) else opening.press_again()


def _usage(act: Act) -> str:
    command = BY_NAME.get(act.name)
    return command.usage if command and command.usage else "help"


def _words(request: Request) -> str:
    return request.said.text if isinstance(request.said, Words) else ""


def _errors(said: Mapping[str, str]) -> BoltResponse:
    return BoltResponse(status=200, body={"response_action": "errors", "errors": dict(said)})


def _field(name: str, heard: Heard) -> str:
    """A fault that belongs to no field of the form stands beside its first."""
    return name if name in heard.fields else heard.fields[0]
