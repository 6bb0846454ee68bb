"""How cards are drawn: one module a platform. A renderer knows the parts and no card."""

from collections.abc import Callable, Mapping

from bot.messages.parts import Card, Form
from bot.messages.render import adaptive, slack
from bot.messages.render.html import html
from bot.messages.render.text import text

RENDERERS: Mapping[str, Callable[[Card | Form], str]] = {
    "text": text,
    "html": html,
    "slack": slack.as_json,
    "teams": adaptive.as_json,
}
