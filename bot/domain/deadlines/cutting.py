"""What is left of a sentence when a deadline's words are taken out of it."""

import re

_BLANKS = re.compile(r"[^\S\n]+")
_EMPTY_BRACKETS = re.compile(r"\(\s*\)|\[\s*\]")
_BLANK_INSIDE_BRACKETS = re.compile(r"(?<=[(\[]) | (?=[)\]])")
_BLANK_BEFORE_A_MARK = re.compile(r" +(?=[,.;:!?](?:\s|$))")
# Of two marks that meet where the words were, the stronger stays.
_COMMA_BEFORE_A_MARK = re.compile(r"[,:–-]\s*(?=[,.;:!?)\]](?:\s|$))")
_MARK_AFTER_A_MARK = re.compile(r"(?<=[.;:!?(\[])\s*[,;]+(?=\s)")
_DASHES = re.compile(r"(?<=\s)([-–—|])\s+[-–—|](?=\s)")
_EDGES = " \t\n\r\f\v.,;:!?-–—…•*|=_\u00a0\u200b\u200c\u200d\u200e\u200f\ufeff"
_EMPHASIS = "*_~"
_PAIRS = {"(": ")", "[": "]", '"': '"', "'": "'", "“": "”", "‘": "’", "«": "»"}


def cut(sentence: str, start: int, end: int) -> str:
    """The sentence without the characters from `start` to before `end`, tidied where it was joined."""
    left, right = sentence[:start].rstrip(_EMPHASIS).rstrip(), sentence[end:].lstrip(_EMPHASIS).lstrip()
    joined = f"{left} {right}"
    for pattern, instead in (
        (_EMPTY_BRACKETS, " "),
        (_BLANKS, " "),
        (_DASHES, r"\1"),
        (_BLANK_INSIDE_BRACKETS, ""),
        (_COMMA_BEFORE_A_MARK, ""),
        (_BLANK_BEFORE_A_MARK, ""),
        (_MARK_AFTER_A_MARK, ""),
    ):
        joined = pattern.sub(instead, joined)
    return trimmed(joined)


def trimmed(text: str) -> str:
    """A text without blanks and marks at its ends, and without doubled blanks. Brackets and quotes go in pairs."""
    text = _BLANKS.sub(" ", text)
    while True:
        shorter = _unpaired(text.strip(_EDGES))
        if shorter == text:
            return text
        text = shorter


def _unpaired(text: str) -> str:
    """Without quotes or brackets around the whole, or at an end without their other half."""
    first, last = text[:1], text[-1:]
    closing = _PAIRS.get(first)
    if closing and (
        closing not in text[1:] or (closing == last and closing not in text[1:-1] and first not in text[1:-1])
    ):
        return text[1:-1] if closing == last and len(text) > 1 else text[1:]
    opening = next((one for one, other in _PAIRS.items() if other == last), None)
    if opening and opening not in text[:-1]:
        return text[:-1]
    return text
