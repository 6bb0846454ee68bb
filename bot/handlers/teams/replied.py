"""What a delivery is answered: for an invoke, in the body that Teams wants for it."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from bot.handlers.teams import read
from bot.handlers.teams.shapes import Kind
from bot.messages.parts import Actions, Card, Form, Items
from bot.messages.render import adaptive
from bot.services.openings import opened_by
from bot.services.request import Reply, Request

CARD = "application/vnd.microsoft.card.adaptive"
MESSAGE = "application/vnd.microsoft.activity.message"
ERROR = "application/vnd.microsoft.error"


@dataclass(frozen=True, slots=True)
class Answer:
    """What a delivery is answered: 200 with a body or without, 503 for "again, please"."""

    status: int = 200
    body: str = ""
    content_type: str = "application/json"


EMPTY, AGAIN = Answer(), Answer(status=503)


def _said(body: Mapping[str, Any]) -> Answer:
    return Answer(body=json.dumps(body, ensure_ascii=False))


def _in_card(kind: str, value: Any) -> Answer:  # noqa: ANN401 - a card or a text
    return _said({"statusCode": 200, "type": kind, "value": value})


# An invoke that is none of ours is no fault of anybody's, and no server's error.
NOT_OURS = _said({"statusCode": 400, "type": ERROR, "value": {"code": "NotSupported", "message": "NotSupported"}})


def dialog(shown: Card | Form, request: Request, *, wrong: Mapping[str, str] | None = None) -> Answer:
    """A dialog that only whoever pressed sees, or the next page of one."""
    drawn = adaptive.dialog(shown, origin=read.origin(request), wrong=wrong or {})
    card = {"contentType": CARD, "content": drawn}
    value = {"title": adaptive.title_of(shown), "height": "large", "width": "medium", "card": card}
    return _said({"task": {"type": "continue", "value": value}})


def instead(shown: Card | Form, _request: Request, *, wrong: Mapping[str, str] | None = None) -> Answer:
    """In the place of the card that was pressed, for whoever pressed."""
    if isinstance(shown, Form):
        return _in_card(CARD, adaptive.inline(shown, wrong=wrong or {}))
    return _in_card(CARD, adaptive.message(shown, opens=opened_by, about=shown.subject or ""))


def notice(shown: Card, _request: Request) -> Answer:
    """Words that pass; the card stays."""
    return _in_card(MESSAGE, adaptive.spoken(shown))


def said(kind: Kind, card: Card) -> Answer:
    """The same words wherever an invoke came from."""
    if kind is Kind.EXECUTE:
        return _in_card(MESSAGE, adaptive.spoken(card))
    return _said({"task": {"type": "message", "value": adaptive.spoken(card)}})


def is_in_place(reply: Reply, about: str) -> bool:
    """Whether the answer stands where the card stood that was used: it says so, or is about what all of that was."""
    return reply.instead or (isinstance(reply.show, Card) and bool(about) and reply.show.subject == about)


def has_buttons(card: Card) -> bool:
    """Whether it is of more use than its words."""
    return any(isinstance(part, Actions | Items) for part in card.parts)
