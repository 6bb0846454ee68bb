"""Slack's text: people's words as they stand, whatever is in them, and what is too long parted between words."""

import re
from datetime import date

from bot.messages.parts import Link, Named, Quote, Run, Strong, Text
from bot.messages.render.text import safe
from bot.messages.words import clip, day

# It has no width and joins words, so that a client finds nothing in them that it would make live.
_JOINER = "\u2060"

# What Slack's formatting, its emoji codes and its clients' own search for addresses and calls go by.
_LIVE = re.compile(
    r"[*_~`]"  # bold, italic, struck, code
    r"|:(?=[\w+'-]+:)"  # a picture's code
    r"|@(?=\w)|\#(?=[^\W\d])"  # somebody, everybody, a channel
    r"|(?<=\w):(?=/)|(?<=\w)\.(?=[^\W\d_])"  # an address on the web
)
_TOKEN = re.compile(r"<[!@#]")
_UNFINISHED = re.compile(r"&(?:[a-z]{0,3})$|<[^>]*$")
_ESCAPES = str.maketrans({"&": "&amp;", "<": "&lt;", ">": f"{_JOINER}&gt;"})


def escaped(words: str) -> str:
    """Slack's three characters with a meaning, as themselves; none of them makes a quoted line."""
    return words.translate(_ESCAPES)


def literal(words: str) -> str:
    """A person's words in mrkdwn: nothing in them can ping, link, format or become a picture."""
    return escaped(_LIVE.sub(lambda found: found[0] + _JOINER, safe(words)))


def label(words: str, longest: int) -> str:
    """Words in plain_text, which Slack does not read: on a button, in a field. Never empty, never too long."""
    return clip(_TOKEN.sub(lambda found: found[0][0] + _JOINER + found[0][1], safe(words)), longest) or "…"


def mrkdwn(text: Text) -> str:
    """A sentence of ours with people's words in it."""
    return "".join(_run(run) for run in text)


def _run(run: Run) -> str:
    match run:
        case Quote():
            return f"“{literal(run.text)}”"
        case Named():
            return _named(run)
        case Link():
            words = escaped(safe(run.text))
            return words if run.is_of_a_page else f"<{_address(run.url)}|{words.replace('|', '/')}>"
        case Strong():
            return f"*{literal(run.text)}*"
        case date():
            # Slack's own token for dates follows the reader's zone and language: a day is no moment, and ours is
            # said in the same words to everybody.
            return f"*{day(run)}*"
        case _:
            return escaped(run)


def _named(run: Named) -> str:
    if run.ping and run.who and run.who.platform == "slack" and re.fullmatch(r"[A-Z0-9]+", run.who.user):
        return f"<@{run.who.user}>"
    return literal(run.name)


def _address(url: str) -> str:
    return escaped(url).replace("|", "%7C").replace(" ", "%20")


def parted(drawn: str, longest: int) -> list[str]:
    """The text in pieces of at most `longest` characters, parted between words and never inside a link or an escape."""
    pieces = []
    while len(drawn) > longest:
        end = _end(drawn, longest)
        pieces.append(drawn[:end].rstrip())
        drawn = drawn[end:].lstrip()
    return [piece for piece in (*pieces, drawn) if piece]


def _end(drawn: str, longest: int) -> int:
    """Where a piece ends: at a blank if there is one in its second half."""
    head = _UNFINISHED.sub("", drawn[:longest])
    blank = max(head.rfind(" "), head.rfind("\n"))
    inside = head.rfind("<") > head.rfind(">", 0, blank + 1) and head.rfind("<") < blank
    return blank if blank > longest // 2 and not inside else len(head) or longest


def cut(drawn: str, longest: int) -> str:
    """At most `longest` characters, with an ellipsis where something was left out."""
    return drawn if len(drawn) <= longest else f"{parted(drawn, longest - 1)[0]}…"


def cut_bytes(drawn: str, longest: int) -> str:
    """The same in bytes, where that is what is counted."""
    shorter = cut(drawn, longest)
    while len(shorter.encode()) > longest:
        shorter = cut(drawn, len(shorter) * 4 // 5)
    return shorter
