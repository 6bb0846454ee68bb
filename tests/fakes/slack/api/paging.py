"""Slack's pages: a cursor to the next one, empty on the last."""

import base64
from collections.abc import Sequence
from typing import TypeVar

from tests.fakes.slack.api.method import Caller, RefusedError
from tests.fakes.slack.records import Json

T = TypeVar("T")


def page(caller: Caller, every: Sequence[T], *, default: int = 100, most: int = 1000) -> tuple[list[T], Json]:
    """The part of a list that the call's cursor and limit ask for, and what leads to the next."""
    limit = caller.number("limit", default, most=most)
    begin = _begin(caller.text("cursor"))
    part = list(every[begin : begin + limit])
    after = begin + len(part)
    cursor = base64.b64encode(f"next:{after}".encode()).decode() if after < len(every) else ""
    return part, {"response_metadata": {"next_cursor": cursor}}


def _begin(cursor: str) -> int:
    if not cursor:
        return 0
    try:
        word, number = base64.b64decode(cursor, validate=True).decode().split(":")
    except ValueError as unreadable:
        raise RefusedError("invalid_cursor") from unreadable
    if word != "next" or not number.isdecimal():
        raise RefusedError("invalid_cursor")
    return int(number)
