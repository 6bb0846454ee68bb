"""How cards are drawn: one module a platform. A renderer knows the parts and no card."""

from collections.abc import Callable, Mapping

from bot.messages.parts import Card, Form
from bot.messages.render.html import html
from bot.messages.render.text import text


def _slack(shown: Card | Form) -> str:
    from bot.messages.render import slack  # noqa: PLC0415 - only who uses Slack, or asks for it, waits for it

    return slack.as_json(shown)


def _teams(shown: Card | Form) -> str:
    from bot.messages.render import adaptive  # noqa: PLC0415 - the same

    return adaptive.as_json(shown)


RENDERERS: Mapping[str, Callable[[Card | Form], str]] = {
    "text": text,
    "html": html,
    "slack": _slack,
    "teams": _teams,
}
