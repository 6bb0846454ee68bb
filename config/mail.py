"""What follows from the mail server's address: whether it is one, and whom letters are from."""

import re
from ipaddress import ip_address
from typing import Annotated
from urllib.parse import unquote, urlsplit

from pydantic import AfterValidator, SecretStr

# RFC 5321's dot-atoms: what a mail server takes from anybody.
_ATOM = r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+"
_LABEL = r"[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?"
_ADDRESS = re.compile(rf"(?=[^@]{{1,64}}@.{{1,253}}\Z){_ATOM}(?:\.{_ATOM})*@{_LABEL}(?:\.{_LABEL})*")


# Public channels begin with C, private ones of old with G.
_CHANNEL = re.compile(r"[CG][A-Z0-9]{6,}")


def _an_address(written: str) -> str:
    if is_address(written):
        return written
    raise ValueError("it is one e-mail address, without a name")


def _an_address_or_channel(written: str) -> str:
    if is_address(written) or _CHANNEL.fullmatch(written):
        return written
    raise ValueError("it is one e-mail address, or the id of a Slack channel, as in C0123456789")


def is_address(written: str) -> bool:
    return _ADDRESS.fullmatch(written) is not None


def _a_server(url: SecretStr) -> SecretStr:
    """A password with / ? # or @ in it has to be percent-encoded: else who knows where it ends."""
    if _is_server(url.get_secret_value()):
        return url
    raise ValueError("it begins with smtp:// or smtps:// and says which server, with % codes in the password")


MailAddress = Annotated[str, AfterValidator(_an_address)]
OperatorPlace = Annotated[str, AfterValidator(_an_address_or_channel)]
ServerUrl = Annotated[SecretStr, AfterValidator(_a_server)]


def _is_server(url: str) -> bool:
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        return False
    rest = (parts.path.strip("/"), parts.query, parts.fragment)
    return parts.scheme in ("smtp", "smtps") and bool(parts.hostname) and port != 0 and not any(rest)


def sender_of(url: str, *, public_url: str) -> str | None:
    """Whom letters are from where nobody said: the account at the server, or "convenor" at the page's own host.

    A mail server on this very machine, as developers run one, takes anything.
    """
    parts = urlsplit(url)
    user = unquote(parts.username or "")
    host = urlsplit(public_url).hostname or ""
    if _ADDRESS.fullmatch(user):
        return user
    if _is_a_name(host) and _ADDRESS.fullmatch(f"convenor@{host}"):
        return f"convenor@{host}"
    return "convenor@localhost" if parts.hostname in ("localhost", "127.0.0.1", "::1") else None


def _is_a_name(host: str) -> bool:
    """Whether mail could have come from there: a name with a dot in it, and not an address of numbers."""
    try:
        ip_address(host)
    except ValueError:
        return "." in host
    return False
