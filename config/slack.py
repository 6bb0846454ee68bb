"""Whether Slack is set up, and how."""

from dataclasses import dataclass

from config.settings import Settings, SettingsError


@dataclass(frozen=True, slots=True, kw_only=True)
class SlackDoor:
    """Slack as it is set up: over HTTP where deliveries are signed, by Socket Mode where there is an app token."""

    bot_token: str
    api_url: str
    signing_secrets: tuple[str, ...]
    app_token: str


def slack_settings(settings: Settings) -> SlackDoor | None:
    """None where Slack is not set up. Raises SettingsError where it is set up by half."""
    own = settings.slack
    signed = own.signing_secret.get_secret_value() if own.signing_secret else ""
    app_token = own.app_token.get_secret_value() if own.app_token else ""
    if not (signed or app_token):
        return None
    if own.bot_token is None:
        raise SettingsError(
            "SLACK_BOT_TOKEN is missing: Slack shows it under “OAuth & Permissions”, beginning with xoxb-."
        )
    return SlackDoor(
        bot_token=own.bot_token.get_secret_value(),
        api_url=str(own.api_url),
        signing_secrets=tuple(secret.strip() for secret in signed.split(",") if secret.strip()),
        app_token=app_token,
    )
