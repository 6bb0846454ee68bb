"""A letter as bytes that any mail server takes. What people typed can only ever be words in it."""

import re
from dataclasses import dataclass
from datetime import datetime
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP, SMTPUTF8
from email.utils import format_datetime

from jinja2 import Environment, PackageLoader, select_autoescape

from bot.messages.language import html_name
from bot.messages.parts import Card
from bot.messages.render.html import html
from bot.messages.render.text import text
from bot.services.letters import Letter

# What letters that are from nobody in particular come from.
NAME = "Convenor"

pages = Environment(loader=PackageLoader("bot.handlers.mail"), autoescape=select_autoescape())

# RFC 5321 4.1.2 without quoted strings and address literals, which nobody's own address has.
_LOCAL = re.compile(r"(?!\.)(?!.*\.\.)[^\x00-\x20\x7f<>()\[\]\\,:;@\"]{1,64}(?<!\.)")
_DOMAIN = re.compile(r"(?!.{254})(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)*[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?")


class AddressError(ValueError):
    """It is no address that a mail server would take."""


def read_address(written: str) -> Address:
    """An address as it travels: its domain in ASCII. Raises AddressError for anything else than one plain address."""
    local, _at, domain = written.rpartition("@")
    try:
        travels = domain.encode("idna").decode("ascii").lower()
    except UnicodeError as error:
        raise AddressError from error
    if not (_LOCAL.fullmatch(local) and _DOMAIN.fullmatch(travels)):
        raise AddressError
    return Address(username=local, domain=travels)


def named(name: str, address: Address) -> Address:
    """The address with a name to show."""
    return Address(display_name=only_words(name), username=address.username, domain=address.domain)


def only_words(said: str) -> str:
    """Words as they may stand in a header.

    Python reads RFC 2047's codes in whatever a header is set to, and writes a line break that hides in one as a line
    break: "=?utf-8?q?=0D=0ABcc:...?=" would become a header of its own.
    """
    return said.replace("=?", "= ?")


@dataclass(frozen=True, slots=True, kw_only=True)
class Envelope:
    """What the mail server is handed. `wide`: an address in it needs a server that takes more than ASCII."""

    sender: str
    recipient: str
    message_id: str
    wide: bool
    content: bytes


def sealed(letter: Letter, *, row_id: int, sender: Address, to: Address, now: datetime) -> Envelope:
    """The letter, ready for the server. Its Message-ID is the outbox row's: the same at each try of it."""
    message = _begun(letter.subject, letter.card, now=now)
    message["From"] = named(letter.sender, sender)
    message["To"] = named(letter.name, to)
    message["Message-ID"] = f"<{row_id}.{int(letter.begun_at.timestamp())}@{sender.domain}>"
    drawn = pages.get_template("letter.html").render(
        letter=html(letter.card), subject=letter.subject, language=html_name(letter.card.language)
    )
    message.add_alternative(drawn, subtype="html", cte="quoted-printable")
    return _closed(message, sender=sender, to=to, first=_ways_to_stop(letter.stop_url))


def warning(card: Card, *, row_id: int, sender: Address, to: Address, now: datetime) -> Envelope:
    """A letter to whoever runs the program: its first sentence is its subject, and it has nothing to press."""
    message = _begun(f"{NAME}: {card.text.partition('. ')[0]}", card, now=now)
    message["From"] = named(NAME, sender)
    message["To"] = to
    message["Message-ID"] = f"<alarm.{row_id}.{int(now.timestamp())}@{sender.domain}>"
    return _closed(message, sender=sender, to=to)


def _begun(subject: str, card: Card, *, now: datetime) -> EmailMessage:
    message = EmailMessage()
    message["Subject"] = only_words(subject)
    message["Date"] = format_datetime(now)
    message["Auto-Submitted"] = "auto-generated"
    # Exchange asks for this instead before it keeps its out-of-office answers to itself.
    message["X-Auto-Response-Suppress"] = "All"
    message.set_content(text(card), cte="quoted-printable")
    return message


def _closed(message: EmailMessage, *, sender: Address, to: Address, first: bytes = b"") -> Envelope:
    """As the server is handed it; `first`: a header that is ours to the letter."""
    wide = not to.addr_spec.isascii()
    policy = (SMTPUTF8 if wide else SMTP).clone(cte_type="7bit")
    return Envelope(
        sender=sender.addr_spec,
        recipient=to.addr_spec,
        message_id=str(message["Message-ID"]),
        wide=wide,
        content=first + message.as_bytes(policy=policy),
    )


def _ways_to_stop(url: str) -> bytes:
    """The header with which a mail program offers its own button (RFC 8058, which asks for https).

    It is ours to the letter, and written by hand: Python would encode the words of a line this long, and no mail
    program reads a link from that.
    """
    header = f"List-Unsubscribe: <{url}>\r\n"
    if url.startswith("https://"):
        header += "List-Unsubscribe-Post: List-Unsubscribe=One-Click\r\n"
    return header.encode("ascii")
