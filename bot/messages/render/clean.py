"""What every renderer takes out of people's words, and where every one of them cuts a list."""

import unicodedata

# A list longer than this is cut; the rest is one command away.
LONGEST_LIST = 50

_OVERRIDES = frozenset({"LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI"})


def cleaned(words: str) -> str:
    """The words without what nobody can read; lines and tabs stay.

    Control characters could move a terminal's cursor or colour it, halves of characters cannot be sent, and overrides
    of direction could turn our own words round.
    """
    # All that is taken out is unprintable, and most words hold nothing that is.
    if words.isprintable():
        return words
    return "".join(one for one in words if one in "\n\t" or _is_readable(one))


def _is_readable(one: str) -> bool:
    return unicodedata.category(one) not in ("Cc", "Cs") and unicodedata.bidirectional(one) not in _OVERRIDES
