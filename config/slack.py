"""Whether Slack is set up, and how."""

import re
from dataclasses import dataclass
from importlib.resources import files

from config.settings import Settings, SettingsError


@dataclass(frozen=True, slots=True, kw_only=True)
class SlackDoor:
    """Slack as it is set up: over HTTP where deliveries are signed, by Socket Mode where there is an app token."""

    api_url: str
    signing_secrets: tuple[str, ...]
    app_token: str
    bot_token: str = ""
    client_id: str = ""
    client_secret: str = ""

    @property
    def can_be_installed(self) -> bool:
        """Whether workspaces install the app themselves."""
        return bool(self.client_id)


def slack_settings(settings: Settings) -> SlackDoor | None:
    """None where Slack is not set up. Raises SettingsError where it is set up by half."""
    own = settings.slack
    signed = own.signing_secret.get_secret_value() if own.signing_secret else ""
    app_token = own.app_token.get_secret_value() if own.app_token else ""
    if not (signed or app_token):
        return None
    client_secret = own.client_secret.get_secret_value() if own.client_secret else ""
    if bool(own.client_id) != bool(client_secret):
        missing = "SLACK_CLIENT_SECRET" if own.client_id else "SLACK_CLIENT_ID"
        raise SettingsError(f"{missing} is missing: Slack shows both under “Basic Information”, App Credentials.")
    if own.bot_token is None and not own.client_id:
        raise SettingsError(
            "SLACK_BOT_TOKEN is missing: Slack shows it under “OAuth & Permissions”, beginning with xoxb-. "
            "For many workspaces set SLACK_CLIENT_ID and SLACK_CLIENT_SECRET instead."
        )
    return SlackDoor(
        bot_token=own.bot_token.get_secret_value() if own.bot_token else "",
        client_id=own.client_id or "",
        client_secret=client_secret,
        api_url=str(own.api_url),
        signing_secrets=tuple(secret.strip() for secret in signed.split(",") if secret.strip()),
        app_token=app_token,
    )


def manifest() -> str:
    """What the Slack app is made from."""
    return files("config").joinpath("slack_manifest.yaml").read_text(encoding="utf-8")


def scopes_of(written: str) -> tuple[str, ...]:
    """All scopes that a manifest asks for; without the optional ones something is left out, and nothing else."""
    asked = written.partition("\n  scopes:\n")[2].partition("\nsettings:\n")[0]
    return tuple(re.findall(r"^ +- (\S+)$", asked, flags=re.MULTILINE))
