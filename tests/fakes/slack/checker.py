"""Everything in a message, a view or an answer that Slack would refuse, in words."""

from typing import Any, Literal

What = Literal["message", "ephemeral", "response", "modal", "home", "ack", "options"]


def problems(payload: Any, kind: What) -> list[str]:
    """Why Slack would refuse it; empty when it would not.

    message: arguments of chat.postMessage or chat.update; ephemeral: of chat.postEphemeral; response: the body for a
    response_url or of the answer to a slash command; modal and home: a view; ack: the body of the answer to a form;
    options: of the answer to block_suggestion.
    """
    raise NotImplementedError


def pings(payload: Any) -> list[str]:
    """Mentions that would notify somebody: `<!channel>`, `<@U1>`, `<!subteam^S1>` wherever mrkdwn is read."""
    raise NotImplementedError
