"""What is left of a sentence when a deadline's words are taken out of it."""

import re

_BLANKS = re.compile(r"[^\S\n]+")
_BLANK_INSIDE_BRACKETS = re.compile(r"(?<=[(\[]) | (?=[)\]])")
_BLANK_BEFORE_A_MARK = re.compile(r" +(?=[,.;:!?](?:\s|$))")
# Of two marks that meet where the words were, the stronger stays.
_COMMA_BEFORE_A_MARK = re.compile(r"[,:–-]\s*(?=[,.;:!?)\]](?:\s|$))")
_MARK_AFTER_A_MARK = re.compile(r"(?<=[.;:!?(\[])\s*[,;]+(?=\s)")
_DASHES = re.compile(r"(?<=\s)([-–—|])\s+[-–—|](?=\s)")
_UNSEEN = " \t\n\r\f\v\u00a0\u200b\u200c\u200d\u200e\u200f\ufeff"
# What only parts or ends a sentence. A mark that means something, as in "=sum()", "#4" or "C++", is somebody's word.
_BETWEEN = f"{_UNSEEN},;:.–—…•|"
_ENDS = f"{_BETWEEN}!?-"
_EMPHASIS = "*_~"
# What a list begins its lines with, and a dash that nothing follows.
_BULLET = re.compile(r"^[*-]\s+")
_LAST_DASH = re.compile(r"(?:^|\s)-+$")
_BRACKETS = {"(": ")", "[": "]"}
_PAIRS = {"(": ")", "[": "]", '"': '"', "'": "'", "“": "”", "‘": "’", "«": "»"}


def cut(sentence: str, start: int, end: int) -> str:
    """The sentence without the characters from `start` to before `end`, tidied where it was joined."""
    left, right = sentence[:start].rstrip(_EMPHASIS), sentence[end:].lstrip(_EMPHASIS)
    gone = _halves(sentence[len(left) : len(sentence) - len(right)])
    left, right = left.rstrip(), right.lstrip()
    while left[-1:] in _BRACKETS and right[:1] == _BRACKETS[left[-1:]]:
        left, right = left[:-1].rstrip(), right[1:].lstrip()
    joined = f"{left} {right}"
    for pattern, instead in (
        (_BLANKS, " "),
        (_DASHES, r"\1"),
        (_BLANK_INSIDE_BRACKETS, ""),
        (_COMMA_BEFORE_A_MARK, ""),
        (_BLANK_BEFORE_A_MARK, ""),
        (_MARK_AFTER_A_MARK, ""),
    ):
        joined = pattern.sub(instead, joined)
    return _trimmed(joined, gone)


def _halves(taken: str) -> set[str]:
    """The marks of emphasis of which one half was taken out: the other has nothing to emphasise any more."""
    return {mark for mark in _EMPHASIS if len(re.findall(rf"{re.escape(mark)}+", taken)) % 2}


def as_typed(sentence: str) -> str:
    """A sentence without any deadline: as it is, but for blanks and marks at its ends that part it from nothing."""
    text = _BLANKS.sub(" ", sentence).strip(_BETWEEN)
    text = _LAST_DASH.sub("", _BULLET.sub("", text)).strip(_BETWEEN)
    return text if _trimmed(text, set(_EMPHASIS)) else ""


def _trimmed(text: str, gone: set[str]) -> str:
    """What is left, without blanks and marks at its ends, and without doubled blanks. Brackets and quotes go in pairs.

    `gone`: marks of emphasis that went with the deadline's words, so that their other half goes too.
    """
    text = _BLANKS.sub(" ", text)
    while True:
        shorter = _unpaired(_BULLET.sub("", text.strip(_ENDS)))
        for mark in gone:
            if mark not in shorter.strip(mark):
                shorter = shorter.strip(mark)
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
