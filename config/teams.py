"""Whether Microsoft Teams is set up, and how."""

from dataclasses import dataclass
from ipaddress import ip_address
from urllib.parse import urlsplit

from config.settings import Settings, SettingsError

# The extra of ours that brings what speaks to Teams.
EXTRA = "convenor[teams]"


@dataclass(frozen=True, slots=True, kw_only=True)
class TeamsDoor:
    """Teams as it is set up. `tenant_id`: empty for a bot of many tenants; `metadata_url`: empty for the public cloud.

    Deliveries are always authenticated: there is no setting that turns it off.
    """

    client_id: str
    client_secret: str
    tenant_id: str = ""
    metadata_url: str = ""


def teams_settings(settings: Settings) -> TeamsDoor | None:
    """None where Teams is not set up. Raises SettingsError where it is set up by half."""
    own = settings.teams
    secret = own.client_secret.get_secret_value() if own.client_secret else ""
    if not (own.client_id or secret):
        return None
    if not (own.client_id and secret):
        missing = "TEAMS_CLIENT_SECRET" if own.client_id else "TEAMS_CLIENT_ID"
        raise SettingsError(f"{missing} is missing: Azure shows both under the bot's app registration.")
    url = str(own.openid_metadata_url or "")
    if url and not (url.startswith("https://") or _is_loopback(url)):
        raise SettingsError("TEAMS_OPENID_METADATA_URL is wrong: keys come by https:// only, or from this machine.")
    return TeamsDoor(client_id=own.client_id, client_secret=secret, tenant_id=own.tenant_id or "", metadata_url=url)


def not_installed() -> SettingsError:
    """What is said where Teams is set up, and what speaks to it is not there."""
    return SettingsError(
        f"TEAMS_CLIENT_ID is set, but what speaks to Microsoft Teams is not installed: pip install '{EXTRA}'"
    )


def _is_loopback(url: str) -> bool:
    host = urlsplit(url).hostname or ""
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
