"""The sender for e-mail. A mail server cannot be asked what became of a letter, so what is unclear stays unknown."""

import asyncio
import re
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from email.headerregistry import Address
from urllib.parse import unquote, urlsplit

import structlog
from aiosmtplib import (
    SMTP,
    SMTPAuthenticationError,
    SMTPDataError,
    SMTPException,
    SMTPRecipientRefused,
    SMTPResponseException,
)

from bot.delivery.sender import DeliveryError, OutcomeUnknownError, Outgoing, Sender
from bot.handlers.mail.write import AddressError, Envelope, read_address, sealed
from bot.services import letters
from bot.services.letters import Letter
from bot.storage.errors import StoreError
from bot.storage.store import Store

log = structlog.get_logger()

# How long one step may take, and how many times that all of them up to the letter itself.
PATIENCE = 10.0
STEPS = 2
# Many servers read a letter through before they answer; a time-out then leaves nobody knowing.
READING = 2
# Both together are less than a claim holds when a letter is handed over (bot/delivery/shift.py, MARGIN).
GOODBYE = 0.25

DOWN_FOR = timedelta(minutes=5)
# A wrong password is mended by a person.
LOCKED_OUT_FOR = timedelta(minutes=30)

# RFC 3463: 5.1.x and 5.2.x are about the address and its mailbox. Any other class is about us or the server.
_ENHANCED = re.compile(r"\s*\d\.(\d{1,3})\.\d{1,3}\b")
_THEIRS = ("1", "2")
_CLOSING = 421
_FOR_GOOD = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class Server:
    """Where letters are handed over. `tls`: from the first byte; else it is begun where the server offers it."""

    host: str
    port: int
    tls: bool = False
    user: str | None = None
    password: str | None = field(default=None, repr=False)

    @property
    def start_tls(self) -> bool | None:
        """None: where it is offered. A password never leaves this machine in the clear."""
        if self.tls or self.host in ("localhost", "127.0.0.1", "::1"):
            return False
        return True if self.user else None


def server_at(url: str) -> Server:
    """The server that an address such as `smtp://user:word@mail.example.org:587` names."""
    parts = urlsplit(url)
    tls = parts.scheme == "smtps"
    return Server(
        host=parts.hostname or "",
        port=parts.port or (465 if tls else 587 if parts.username else 25),
        tls=tls,
        user=unquote(parts.username) if parts.username else None,
        password=unquote(parts.password or "") if parts.username else None,
    )


@dataclass(slots=True, kw_only=True)
class Mailer:
    """Writes to people by e-mail. While the server is down nobody waits for it again and again."""

    store: Store
    server: Server
    sender: Address
    desk: letters.Desk
    page: Sender
    patience: float = PATIENCE
    _down: tuple[datetime, datetime, str] | None = None

    async def send(self, message: Outgoing) -> str:
        """The letter's Message-ID. Raises DeliveryError."""
        # It stands on the person's page whatever becomes of the letter.
        await self.page.send(message)
        self._refuse_while_down(message.now)
        envelope = await self._written(message)
        try:
            await hand_over(self.server, envelope, message, domain=self.sender.domain, patience=self.patience)
        except DeliveryError as error:
            log.warning("mail.trouble", row=message.row_id, code=error.code, fault=_at_bottom(error))
            if error.everybodys:
                self._down = (message.now, message.now + (error.retry_after or DOWN_FOR), error.code)
            raise
        self._down = None
        return envelope.message_id

    def _refuse_while_down(self, now: datetime) -> None:
        if self._down is None:
            return
        since, until, code = self._down
        # A moment before it went down is one of a clock that has been set back since.
        if since <= now < until:
            raise DeliveryError(code, everybodys=True, retry_after=until - now)

    async def _written(self, message: Outgoing) -> Envelope:
        letter = await self._letter(message)
        try:
            to = read_address(letter.email or "")
        except AddressError as error:
            raise DeliveryError("mail.address", permanent=True) from error
        return sealed(letter, row_id=message.row_id, sender=self.sender, to=to, now=message.now)

    async def _letter(self, message: Outgoing) -> Letter:
        try:
            letter = await self.store.run(
                letters.write, self.desk, message.row_id, message.person_id or 0, message.card, now=message.now
            )
        except StoreError as error:
            raise DeliveryError(error.code) from error
        if letter is None:
            raise DeliveryError("mail.left")
        return letter


async def hand_over(
    server: Server, envelope: Envelope, message: Outgoing, *, domain: str, patience: float = PATIENCE
) -> None:
    """Give the server the letter of a message; `domain`: who we say we are. Raises DeliveryError."""
    smtp = _connection(server, domain=domain, patience=patience)
    try:
        async with asyncio.timeout(patience * STEPS):
            await _addressed(smtp, envelope)
        message.must_be_in_time()
        await _given(smtp, envelope.content, patience=patience)
    except (SMTPException, OSError) as error:
        raise _trouble(error) from error
    finally:
        await _goodbye(smtp, patience=patience * GOODBYE)


async def _given(smtp: SMTP, content: bytes, *, patience: float) -> None:
    """Hand over the letter itself. Once that has begun, only the server's own answer says what became of it."""
    try:
        async with asyncio.timeout(patience * READING):
            await smtp.data(content, timeout=None)
    except SMTPDataError:
        raise
    except (SMTPException, OSError) as error:
        smtp.close()
        raise OutcomeUnknownError("mail.no_answer") from error


async def reach(server: Server, *, domain: str) -> None:
    """See that the server answers, and lets us in where it asks who we are. Raises DeliveryError."""
    smtp = _connection(server, domain=domain, patience=PATIENCE)
    try:
        await smtp.connect()
    except (SMTPException, OSError) as error:
        raise _trouble(error) from error
    finally:
        await _goodbye(smtp, patience=PATIENCE * GOODBYE)


def _connection(at: Server, *, domain: str, patience: float) -> SMTP:
    return SMTP(
        hostname=at.host,
        port=at.port,
        username=at.user,
        password=at.password,
        use_tls=at.tls,
        start_tls=at.start_tls,
        timeout=patience,
        # Else the machine's own name is looked up, which may take longer than all the rest.
        local_hostname=domain,
    )


async def _goodbye(smtp: SMTP, *, patience: float) -> None:
    """What was answered stands, however the connection ends."""
    with suppress(SMTPException, OSError):
        if smtp.is_connected:
            await smtp.quit(timeout=patience)
    smtp.close()


async def _addressed(smtp: SMTP, envelope: Envelope) -> None:
    """Everything before the letter itself: nothing is sent yet, whatever goes wrong here."""
    await smtp.connect()
    if not envelope.wide:
        await smtp.mail(envelope.sender)
        await smtp.rcpt(envelope.recipient)
        return
    await smtp.ehlo()
    if not smtp.supports_extension("smtputf8"):
        raise DeliveryError("mail.wide_address", permanent=True)
    await smtp.mail(envelope.sender, options=["SMTPUTF8"])
    await smtp.rcpt(envelope.recipient, encoding="utf-8")


def _trouble(error: Exception) -> DeliveryError:
    """What an error says about the message, about its reader, or about everybody's mail.

    The server's own words stay out of it: they often hold the address.
    """
    if isinstance(error, SMTPAuthenticationError):
        return DeliveryError("mail.login", everybodys=True, retry_after=LOCKED_OUT_FOR)
    if not isinstance(error, SMTPResponseException):
        # What a server does not offer, such as logging in, or TLS to send a password over, is no answer of its own.
        code = "mail.unreachable" if isinstance(error, OSError) else "mail.not_offered"
        return DeliveryError(code, everybodys=True, retry_after=DOWN_FOR)
    code = f"mail.{error.code}"
    if _is_for_this_one(error):
        permanent = isinstance(error, SMTPRecipientRefused) and error.code >= _FOR_GOOD
        return DeliveryError(code, permanent=permanent)
    return DeliveryError(code, everybodys=True, retry_after=DOWN_FOR)


def _is_for_this_one(error: SMTPResponseException) -> bool:
    """Whether the next letter may fare better: this reader's address was refused, or what this letter says."""
    if error.code == _CLOSING:
        return False
    if isinstance(error, SMTPRecipientRefused):
        return error.code < _FOR_GOOD or _is_theirs(error.message)
    return isinstance(error, SMTPDataError)


def _at_bottom(error: BaseException) -> str:
    """The kind of error that all the others came from: "ConnectionRefusedError", "SSLCertVerificationError"."""
    return _at_bottom(error.__cause__) if error.__cause__ else type(error).__name__


def _is_theirs(reply: str) -> bool:
    """Whether a refusal is about the address. A server that gives no reason means it; "relaying denied" does not."""
    reason = _ENHANCED.match(reply)
    return reason is None or reason[1] in _THEIRS
