"""Mentions that would notify somebody, wherever Slack reads mrkdwn."""

import re
from collections.abc import Iterator
from typing import Any

# An address as it is written to be pressed: with a label of its own it may lead anywhere.
LINK = re.compile(r"<(?:https?|mailto|tel):[^>]*>")
# A person, a group, or everybody: as they stand in mrkdwn. `<#C1>` links and notifies nobody.
PING = re.compile(r"<(?:!(?:channel|here|everyone)|!subteam\^\w+|@\w+)(?:\|[^>]*)?>")


def _read(payload: Any) -> Iterator[str]:
    """The strings in which Slack looks for mentions: top-level text, mrkdwn, markdown, and rich text's parts."""
    if isinstance(payload, list):
        for one in payload:
            yield from _read(one)
    if not isinstance(payload, dict):
        return
    kind = payload.get("type")
    if kind in ("user", "usergroup", "broadcast"):
        yield _as_mrkdwn(payload)
    if kind in (None, "mrkdwn", "markdown") and isinstance(payload.get("text"), str):
        yield payload["text"]
    for value in payload.values():
        yield from _read(value)


def _as_mrkdwn(part: dict[str, Any]) -> str:
    written = {
        "user": f"<@{part.get('user_id')}>",
        "usergroup": f"<!subteam^{part.get('usergroup_id')}>",
        "broadcast": f"<!{part.get('range')}>",
    }
    return written[part["type"]]


def pings(payload: Any) -> list[str]:
    """Mentions that would notify somebody: `<!channel>`, `<@U1>`, `<!subteam^S1>`; `@name` with parse or link_names."""
    found = [ping for text in _read(payload) for ping in PING.findall(text)]
    if isinstance(payload, dict) and (payload.get("link_names") or payload.get("parse") == "full"):
        found += [ping for text in _read(payload) for ping in re.findall(r"(?<![\w@])@[\w.-]+", text)]
    return found


def links(payload: Any) -> list[str]:
    """What is written as a link, `<https://a.b|bank>`, wherever Slack reads mrkdwn. Bare addresses are not in it."""
    return [link for text in _read(payload) for link in LINK.findall(text)]
