"""Wishes, as in "If only housing would answer the phone": who is meant, and what is wished of them."""

import re
from collections.abc import Sequence

from bot.domain.grammar import fold

_WISHED = re.compile(
    r"(?P<whom>\S.*?)(?:\s+(?:would|could|should|might|ought to)(?:\s+(?:only|just|please))*\b|['’]d\b)"
    r"\s*(?P<need>.*)",
    re.IGNORECASE | re.DOTALL,
)
_THEM = frozenset(("they", "you", "we", "i", "somebody", "someone", "people", "it"))


def parted(words: str) -> tuple[str, str]:
    """Who is meant, and what is wished of them: "housing would ring us" -> "housing", "ring us".

    Nobody where they are only called "they"; all of the words where nothing is said of anybody.
    """
    found = _WISHED.fullmatch(words.strip(" .!?"))
    if not found:
        return "", words.strip()
    whom = found["whom"].strip().removeprefix("@")
    return ("" if fold(whom) in _THEM else whom), found["need"].strip()


def meant(whom: str, names: Sequence[str]) -> int | None:
    """Which of some names is meant by a word or two of it; None where it could be several, or none."""
    wanted = set(fold(whom).split()) - {"the", "our", "a"}
    fits = [index for index, name in enumerate(names) if wanted and wanted <= set(fold(name).split())]
    return fits[0] if len(fits) == 1 else None
