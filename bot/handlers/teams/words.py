"""What somebody typed in Teams: the bot's own mention gone, other people's apart, tags and entities undone."""

import html
import re
from collections.abc import Mapping
from typing import Any

_BREAK = re.compile(r"(?i)<br\s*/?>|</(?:p|div|li|blockquote|h[1-6]|tr)>")
_TAG = re.compile(r"</?[A-Za-z][^<>]*>")
_AT = re.compile(r"</?at\b[^<>]*>")
_SPACES = re.compile("[ \u00a0\u2007\u202f]+")
# No sign that anybody types, so that a mention's text can't be taken for words while the tags around it are undone.
_MARK = "\ue000"


def understood(activity: Mapping[str, Any]) -> tuple[str, tuple[str, ...]]:
    """The words, and the accounts of the people who are mentioned in them, each once."""
    ours, text = activity["recipient"]["id"], activity.get("text", "").replace(_MARK, "")
    people: list[str] = []
    for mention in activity.get("entities", ()):
        before, found, after = text.partition(mention["text"]) if mention["text"] else ("", "", "")
        if found:
            text = f"{before}{_MARK}{after}"
            people.extend({mention["mentioned"]["id"]} - {ours})
    text = plain(text, is_html=activity.get("textFormat") in ("xhtml", "xml", "html"))
    return tidied(text.replace(_MARK, " ")), tuple(dict.fromkeys(people))


def plain(text: str, *, is_html: bool) -> str:
    """The same without Teams' own marks. Only what is HTML has tags: elsewhere "<3" and "a < b" are words."""
    stripped = _TAG.sub("", _BREAK.sub("\n", text)) if is_html else _AT.sub("", text)
    return tidied(html.unescape(stripped))


def tidied(text: str) -> str:
    return "\n".join(_SPACES.sub(" ", line).strip() for line in text.splitlines()).strip()


def mentions_us(activity: Mapping[str, Any]) -> bool:
    """Whether the bot is called in the words."""
    ours = activity["recipient"]["id"]
    return any(one["mentioned"]["id"] == ours for one in activity.get("entities", ()))
