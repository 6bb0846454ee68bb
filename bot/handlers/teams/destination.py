"""Where an answer goes on Teams, kept with it in the outbox as JSON."""

import json
from dataclasses import asdict, dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Destination:
    """To whom, and the conversation in which they asked.

    `tenant`, `user`: as an Identity has them; `account`: as the connector calls them. `host`: the tenant that the
    conversation is in; `thread`: the message under which they asked in a channel. `personal`: nobody else reads
    there; elsewhere the answer is targeted, so that they alone see it. `message` is the card that was used, `subject`
    what it was about, so that the answer may stand in its place.
    """

    tenant: str
    user: str
    account: str = ""
    host: str = ""
    conversation: str = ""
    thread: str = ""
    service_url: str = ""
    personal: bool = False
    message: str = ""
    subject: str = ""

    @property
    def written(self) -> str:
        return json.dumps({name: value for name, value in asdict(self).items() if value})


def read(written: str) -> Destination:
    return Destination(**{"tenant": "", "user": "", **json.loads(written)})
