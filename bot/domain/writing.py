"""What people type, made fit to be kept: nothing of it is lost that anybody could read."""

import unicodedata

# What one box of a form holds on every platform (Slack's text input takes 3,000 characters).
LONGEST = 3000


def tidy(words: str) -> str:
    """The words without what only machines see.

    PostgreSQL refuses NUL and half of a surrogate pair; other control characters would move a terminal's cursor.
    Lines and tabs stay.
    """
    lines = words.replace("\r\n", "\n").replace("\r", "\n")
    return "".join(one for one in lines if one in "\n\t" or unicodedata.category(one) not in ("Cc", "Cs")).strip()


def one_line(words: str) -> str:
    """The same on one line, for what stands in lists."""
    return " ".join(tidy(words).split())
