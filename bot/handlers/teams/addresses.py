"""Where Teams is: our token goes to no other host, whatever an activity names."""

from dataclasses import dataclass
from urllib.parse import urlsplit

from bot.handlers.leaving import is_loopback

# Of the connector in Microsoft's clouds: one host that everybody knows, and what nobody else can have a name under.
CONNECTOR = "smba.trafficmanager.net"
CONNECTORS = (
    *(".botframework.com", ".botframework.us", ".botframework.azure.us", ".botframework.cn", ".botframework.azure.cn"),
    *(".teams.microsoft.com", ".teams.microsoft.us"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Cloud:
    """Where a token is asked for, for what, and of which tenant where the bot is of none in particular."""

    login: str
    scope: str
    tenant: str


PUBLIC = Cloud(
    login="https://login.microsoftonline.com",
    scope="https://api.botframework.com/.default",
    tenant="botframework.com",
)
US = Cloud(
    login="https://login.microsoftonline.us",
    scope="https://api.botframework.us/.default",
    tenant="MicrosoftServices.onmicrosoft.us",
)
CHINA = Cloud(
    login="https://login.partner.microsoftonline.cn",
    scope="https://api.botframework.azure.cn/.default",
    tenant="microsoftservices.partner.onmschina.cn",
)


def cloud_of(metadata_url: str) -> Cloud:
    """The cloud whose keys those are."""
    host = _host(metadata_url)
    return US if host.endswith(".us") else CHINA if host.endswith(".cn") else PUBLIC


def is_here(metadata_url: str) -> bool:
    """Whether the keys are read from this machine, so that all of Teams is there."""
    return is_loopback(_host(metadata_url))


def is_connectors(service_url: str, *, here: bool) -> bool:
    """Whether messages may be sent there; `here`: Teams is on this machine, and nowhere else."""
    try:
        asked = urlsplit(service_url)
        host = asked.hostname or ""
    except ValueError:
        return False
    if here:
        return asked.scheme in ("http", "https") and is_loopback(host)
    return asked.scheme == "https" and asked.username is None and (host == CONNECTOR or host.endswith(CONNECTORS))


def _host(url: str) -> str:
    try:
        return urlsplit(url).hostname or ""
    except ValueError:
        return ""
