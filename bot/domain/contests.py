"""Figures that somebody can say are not right: about themself, or about the seat they sit in."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Figure(StrEnum):
    """Which figure is meant. Those of a seat stand in its part; those of a person are theirs."""

    SEAT_LAST = "seat_last"
    OPEN = "open"
    LATE = "late"
    KEPT = "kept"
    LET_GO = "let_go"
    SEAT_STATE = "seat_state"
    PART = "part"
    LAST = "last"
    STATE = "state"
    DAYS = "days"
    HELD = "held"

    @property
    def of_seat(self) -> bool:
        return self in OF_SEAT


OF_SEAT = (Figure.SEAT_LAST, Figure.OPEN, Figure.LATE, Figure.KEPT, Figure.LET_GO, Figure.SEAT_STATE, Figure.PART)
OF_PERSON = (Figure.LAST, Figure.STATE, Figure.DAYS, Figure.HELD)

# What coordinators may see of an organisation at any time, and of somebody once they were asked (domain/access.py).
SEEN_BY_CONVENERS = (Figure.SEAT_STATE, Figure.SEAT_LAST)
SEEN_ONCE_ASKED = (Figure.LAST, Figure.STATE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Contested:
    """A note beside a figure: whose words, about which seat. `organisation` None: a seat of the author's own."""

    id: int
    figure: Figure
    text: str
    partner_id: int
    by: str
    organisation: str | None
    said_at: datetime
