"""Where alarms go, as far as the doors for it are set up."""

from dataclasses import dataclass

from config.mail import is_address
from config.settings import Settings, SettingsError
from config.slack import slack_settings


@dataclass(frozen=True, slots=True, kw_only=True)
class OperatorDoor:
    """Somebody's mail, or a channel on Slack: the other one is empty."""

    email: str = ""
    channel: str = ""


def operator_of(settings: Settings) -> OperatorDoor | None:
    """None where nobody is to be told. Raises SettingsError where it can't be reached by what is set up."""
    place = settings.convenor.operator
    if not place:
        return None
    if is_address(place):
        if settings.convenor.smtp_url:
            return OperatorDoor(email=place)
        raise SettingsError("CONVENOR_OPERATOR is an e-mail address, which needs a mail server: set CONVENOR_SMTP_URL.")
    if slack_settings(settings):
        return OperatorDoor(channel=place)
    raise SettingsError("CONVENOR_OPERATOR is a Slack channel, which needs Slack: set SLACK_BOT_TOKEN and the rest.")
