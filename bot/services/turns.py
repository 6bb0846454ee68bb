"""What one turn of a round did."""

from dataclasses import dataclass

# A page a transaction, so that no `/commit` waits long behind the clock (DESIGN 4).
PAGE = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class Turn:
    """The outbox rows a round owed, and where its next page begins; `after` None: it is through."""

    owed: tuple[int, ...] = ()
    after: int | None = None
