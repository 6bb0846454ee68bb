"""Everything in a message, a view or an answer that Slack would refuse, in words."""

from collections.abc import Callable, Iterator
from typing import Any, Literal

from tests.fakes.slack.checker import models, surfaces
from tests.fakes.slack.checker.pinging import links, pings
from tests.fakes.slack.checker.rules import Place, Rule, Surface

__all__ = ["What", "links", "pings", "problems"]

What = Literal["message", "update", "ephemeral", "response", "modal", "home", "ack", "options"]


def _blocks_of(payload: Any) -> Iterator[str]:
    yield from models.refused_blocks(payload.get("blocks") if isinstance(payload, dict) else None)


def _view_of(payload: Any) -> Iterator[str]:
    if isinstance(payload, dict) and "view" in payload:
        yield from models.refused_view(payload["view"])


def _nothing(_payload: Any) -> Iterator[str]:
    yield from ()


CHECKS: dict[What, tuple[Surface, Rule, Callable[[Any], Iterator[str]]]] = {
    "message": ("message", surfaces.MESSAGE, _blocks_of),
    "update": ("message", surfaces.UPDATE, _blocks_of),
    "ephemeral": ("message", surfaces.EPHEMERAL, _blocks_of),
    "response": ("message", surfaces.RESPONSE, _blocks_of),
    "modal": ("modal", surfaces.MODAL, models.refused_view),
    "home": ("home", surfaces.HOME, models.refused_view),
    "ack": ("modal", surfaces.acknowledgement, _view_of),
    "options": ("modal", surfaces.OFFERED, _nothing),
}


def problems(payload: Any, kind: What) -> list[str]:
    """Why Slack would refuse it; empty when it would not.

    message: arguments of chat.postMessage; update: of chat.update; ephemeral: of chat.postEphemeral; response: the body
    for a response_url or of the answer to a slash command; modal and home: a view; ack: the body of the answer to a
    form; options: of the answer to block_suggestion.
    """
    surface, rule, model = CHECKS[kind]
    return [*rule(payload, Place(surface)), *model(payload)]
