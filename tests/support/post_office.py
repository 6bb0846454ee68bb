"""A real mail server on this machine, which can be told to behave as badly as real ones do."""

import asyncio
import re
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from html.parser import HTMLParser
from typing import Any

from aiosmtpd.smtp import SMTP, AuthResult, Envelope, Session

from bot.delivery.loop import Delivery
from bot.delivery.sender import Sender
from bot.handlers.mail.send import Mailer, Server
from bot.handlers.mail.write import read_address
from bot.handlers.posting import Poster
from bot.services.letters import Desk
from tests.support.scene import Scene

URL = "https://convenor.example.org"


class Silence:
    """A server that takes what it is told and never says a word."""


@dataclass(slots=True)
class PostOffice:
    """Takes letters in. What it `answers` to RCPT or DATA is told by the word; an exception cuts the line instead."""

    port: int = 0
    answers: dict[str, str | type[Exception] | type[Silence]] = field(default_factory=dict)
    taken: list[Envelope] = field(default_factory=list)
    visits: int = 0

    async def handle_EHLO(  # noqa: N802 - aiosmtpd finds its hooks by name
        self, server: SMTP, session: Session, _envelope: Envelope, hostname: str, responses: list[str]
    ) -> list[str]:
        self.visits += 1
        session.host_name = hostname
        return responses

    async def handle_MAIL(  # noqa: N802 - the same
        self, server: SMTP, _session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        envelope.mail_from = address
        envelope.mail_options = options
        return await self._answer("MAIL", server)

    async def handle_RCPT(  # noqa: N802 - the same
        self, server: SMTP, _session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        envelope.rcpt_tos.append(address)
        return await self._answer("RCPT", server)

    async def handle_DATA(self, server: SMTP, _session: Session, envelope: Envelope) -> str:  # noqa: N802 - the same
        self.taken.append(envelope)
        return await self._answer("DATA", server)

    async def _answer(self, word: str, server: SMTP) -> str:
        answer = self.answers.get(word, "250 OK")
        if isinstance(answer, str):
            return answer
        if issubclass(answer, Exception) and isinstance(server.transport, asyncio.Transport):
            server.transport.abort()
        await asyncio.Event().wait()
        raise AssertionError("it was to be silent")

    @property
    def letters(self) -> list[EmailMessage]:
        """What was taken in, as a mail program reads it."""
        return [read(envelope) for envelope in self.taken]

    def to(self, address: str) -> list[EmailMessage]:
        """What was taken in for somebody."""
        return [read(envelope) for envelope in self.taken if envelope.rcpt_tos == [address]]


def read(envelope: Envelope) -> EmailMessage:
    assert isinstance(envelope.content, bytes)
    message = message_from_bytes(envelope.content, policy=default)
    assert isinstance(message, EmailMessage)
    return message


def said(letter: EmailMessage, kind: str) -> str:
    """The letter's text or HTML."""
    body = letter.get_body((kind,))
    assert body is not None
    return str(body.get_content())


class Seen(HTMLParser):
    """What a page shows: its words, and its links with what stands on each."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.words = ""
        self.links: list[tuple[str, str]] = []
        self._within: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._within.append(tag)
        self.words += "“" if tag == "q" else " " if tag in ("p", "li", "div", "ul") else ""
        if tag == "a":
            self.links.append((dict(attrs)["href"] or "", ""))

    def handle_endtag(self, tag: str) -> None:
        self.words += "”" if tag == "q" else ""
        if tag in self._within:
            del self._within[len(self._within) - 1 - self._within[::-1].index(tag) :]

    def handle_data(self, data: str) -> None:
        if {"style", "title"} & set(self._within):
            return
        self.words += data
        if "a" in self._within:
            href, label = self.links[-1]
            self.links[-1] = (href, label + data)


def links(letter: EmailMessage) -> dict[str, str]:
    """Where each link of a letter leads, by what stands on it; the last one where two say the same."""
    return {label: href for href, label in Seen(said(letter, "html")).links}


def addresses(text: str) -> list[str]:
    return re.findall(r"https?://\S+", text)


@asynccontextmanager
async def open_office(make: Callable[[PostOffice], SMTP] | None = None) -> AsyncIterator[PostOffice]:
    """A server that listens on the loopback until the end of the block."""
    office = PostOffice()
    loop = asyncio.get_running_loop()
    made = make or (lambda office: SMTP(office, enable_SMTPUTF8=True, hostname="post.example"))
    server = await loop.create_server(lambda: made(office), "127.0.0.1", 0)
    office.port = server.sockets[0].getsockname()[1]
    try:
        yield office
    finally:
        server.close()
        for task in asyncio.all_tasks() - {asyncio.current_task()}:
            if "SMTP" in repr(task.get_coro()):
                task.cancel()


def nobody(_server: Any, _session: Session, _envelope: Envelope, _mechanism: str, _login: Any) -> AuthResult:
    """Lets nobody in."""
    return AuthResult(success=False, handled=False)


def by_mail(scene: Scene, office: PostOffice, **more: Any) -> Mailer:
    """Set mail up for a scene: from its next turn on people are written to through that office."""
    new_token = scene.delivery.new_token
    page = Poster(scene.store, "web")
    server = more.pop("server", Server(host="127.0.0.1", port=office.port))
    desk = Desk(public_url=more.pop("public_url", URL), new_token=new_token)
    mailer = Mailer(
        store=scene.store,
        server=server,
        sender=read_address("convenor@example.org"),
        desk=desk,
        page=page,
        patience=more.pop("patience", 5.0),
    )
    senders: dict[str, Sender] = {"web": page, "terminal": Poster(scene.store, "terminal"), "email": mailer}
    scene.delivery = Delivery(scene.store, senders, new_token=new_token)
    return mailer


def without_mail(scene: Scene) -> None:
    """Take mail away again."""
    senders = {route: Poster(scene.store, route) for route in ("web", "terminal")}
    scene.delivery = Delivery(scene.store, senders, new_token=scene.delivery.new_token)
