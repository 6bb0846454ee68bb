"""Slack's text as HTML, by the rules of its page on formatting; anything in it that they do not name is an error."""

import re

from markupsafe import Markup, escape

_TOKEN = re.compile(r"<([^<>]*)>")
_STYLES = tuple(
    (re.compile(rf"(?<![\w{mark}]){mark}(?=\S)([^{mark}\n]*[^{mark}\s]){mark}(?![\w{mark}])"), tag)
    for mark, tag in ((r"\*", "strong"), ("_", "em"), ("~", "s"), ("`", "code"))
)
_ENTITY = re.compile(r"&(?!amp;|lt;|gt;)")
_QUOTED = re.compile(r"^&gt;", re.MULTILINE)


def html(text: str) -> Markup:
    """Escapes are the same in both: `&`, `<` and `>`."""
    if _ENTITY.search(text) or _QUOTED.search(text):
        raise ValueError(f"an & that is none of Slack's, or a quoted line: {text}")
    for pattern, tag in _STYLES:
        text = pattern.sub(f"\0{tag}\1\\g<1>\0/{tag}\1", text)
    drawn = _TOKEN.sub(_live, text)
    return Markup(drawn.replace("\0", "<").replace("\1", ">").replace("\n", "<br>"))


def _live(found: re.Match[str]) -> str:
    """A link, or somebody who is called."""
    target, _bar, label = found[1].partition("|")
    if re.fullmatch(r"@[A-Z0-9]+", target):
        return f"\0span class='call'\1{target}\0/span\1"
    if target.startswith(("https://", "http://", "mailto:")):
        return f"\0a\1{label or target}\0/a\1"
    raise ValueError(f"nothing that Slack knows: {found[0]}")


def plain(text: str) -> Markup:
    """Plain text is what it is."""
    return Markup("<br>").join(escape(text).split("\n"))
