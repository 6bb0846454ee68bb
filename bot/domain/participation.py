"""The kinds of entry in the ledger of taking part."""

from enum import StrEnum

# An entry that takes another back is named after it, so that each can be taken back once.
TAKEN_BACK = "not_"


class Kind(StrEnum):
    """What somebody did, or what was noted of them. Most are signs of life; `counts` says which."""

    COMMITTED = "committed"
    KEPT = "kept"
    CHANGED = "changed"
    REFLECTED = "reflected"
    ANSWERED = "answered"
    ASKED = "asked"
    LOOKED = "looked"
    SPOKE = "spoke"
    TALKED = "talked"
    CAME = "came"
    APOLOGIES = "apologies"
    DEPUTY = "deputy"
    TOOK_PART = "took_part"
    ABSENT = "absent"
    CORRECTION = "correction"

    @property
    def by_themself(self) -> bool:
        """Whether it shows that they were here themselves, and not that somebody noted it of them."""
        return self not in _NOTED

    @property
    def counts(self) -> bool:
        """Whether the day feeds the rhythm. Apologies and a deputy are signs of life; an absence is none."""
        return self not in (Kind.ABSENT, Kind.CORRECTION)


_NOTED = frozenset({Kind.SPOKE, Kind.CAME, Kind.APOLOGIES, Kind.DEPUTY, Kind.TOOK_PART, Kind.ABSENT, Kind.CORRECTION})
