"""Trigger ids, used once within three seconds, and response URLs, used five times within half an hour."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from tests.fakes.slack.core import Core
from tests.fakes.slack.world import Message

LIFE_OF_A_TRIGGER = timedelta(seconds=3)
LIFE_OF_A_URL = timedelta(minutes=30)
USES_OF_A_URL = 5


@dataclass(slots=True)
class Trigger:
    """What a person did, to be exchanged for a view."""

    id: str
    team_id: str
    user_id: str
    at: datetime
    # The modal in which they did it, if it was in one.
    view_id: str = ""
    used: bool = False


@dataclass(slots=True)
class ResponseUrl:
    """Where an answer to what a person did may be posted."""

    url: str
    team_id: str
    user_id: str
    channel_id: str
    at: datetime
    # The message that was acted on; a slash command has none.
    original: Message | None = None
    uses: int = 0


class Triggers:
    """All that were given out."""

    def __init__(self, core: Core) -> None:
        self._core = core
        self.life = LIFE_OF_A_TRIGGER
        self.triggers: dict[str, Trigger] = {}
        self.urls: dict[str, ResponseUrl] = {}

    def trigger(self, team_id: str, user_id: str, view_id: str = "", trigger_id: str = "") -> str:
        """A new trigger id, or the same once more."""
        if not trigger_id:
            number = self._core.number()
            trigger_id = f"{1_000_000 + number}.{2_000_000 + number}.{self._core.token('trigger')}"
        self.triggers.setdefault(trigger_id, Trigger(trigger_id, team_id, user_id, self._core.clock.now(), view_id))
        return trigger_id

    def exchange(self, trigger_id: str, team_id: str) -> Trigger | str:
        """The trigger, from now on used; or the code of Slack's refusal."""
        found = self.triggers.get(trigger_id)
        if found is None or found.team_id != team_id:
            return "invalid_trigger_id"
        if found.used:
            return "exchanged_trigger_id"
        if self._core.clock.now() - found.at > self.life:
            return "expired_trigger_id"
        found.used = True
        return found

    def url(self, what: str, *, team_id: str, user_id: str, channel_id: str, original: Message | None = None) -> str:
        """A new response URL; `what`: commands or actions."""
        made = f"{self._core.origin}/{what}/{team_id}/{self._core.number()}/{self._core.token('url')}"
        self.urls[made] = ResponseUrl(made, team_id, user_id, channel_id, self._core.clock.now(), original)
        return made

    def use(self, url: str) -> ResponseUrl | str:
        """The response URL, used once more; or the code of Slack's refusal."""
        found = self.urls.get(url)
        if found is None:
            return "invalid_url"
        if self._core.clock.now() - found.at > LIFE_OF_A_URL:
            return "expired_url"
        if found.uses >= USES_OF_A_URL:
            return "used_url"
        found.uses += 1
        return found
