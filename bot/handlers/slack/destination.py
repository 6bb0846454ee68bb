"""Where an answer goes on Slack, kept with it in the outbox as JSON."""

import json
from dataclasses import asdict, dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Destination:
    """To whom, and by the way that is open: a response URL, a view, or a conversation; else a direct message.

    `message` is the card that was used, `subject` what it was about, so that the answer may stand in its place;
    `ephemeral`: only they see it, so that nobody else loses it.
    """

    user: str
    channel: str = ""
    message: str = ""
    subject: str = ""
    url: str = ""
    view: str = ""
    ephemeral: bool = False

    @property
    def written(self) -> str:
        return json.dumps({name: value for name, value in asdict(self).items() if value})


def read(written: str) -> Destination:
    return Destination(**json.loads(written))
