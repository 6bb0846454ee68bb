"""What somebody typed on Slack, as they typed it: its escapes undone, our own mentions gone, other people's apart."""

import html
import re

_TOKEN = re.compile(r"<([^<>]*)>")


def understood(text: str, *, ours: frozenset[str]) -> tuple[str, tuple[str, ...]]:
    """The words, and the ids of the people who are mentioned in them. `ours`: the bot's own ids, in each workspace."""
    people: list[str] = []

    def meant(found: re.Match[str]) -> str:
        token, _, label = found[1].partition("|")
        if token.startswith("@"):
            people.extend({token[1:]} - ours)
            return " "
        return _said(token, label)

    plain = html.unescape(_TOKEN.sub(meant, text))
    return " ".join(plain.split(" ")).strip(), tuple(dict.fromkeys(people))


def _said(token: str, label: str) -> str:
    """A channel by its name, a call by what it calls, an address as it was typed."""
    if token.startswith("#"):
        return f"#{label or token[1:]}"
    if token.startswith("!"):
        return label or f"@{token[1:].partition('^')[0]}"
    return label or token.removeprefix("mailto:")


def mentions(text: str, *, ours: frozenset[str]) -> bool:
    """Whether the bot is called in the words."""
    return any(f"<@{one}>" in text or f"<@{one}|" in text for one in ours)
