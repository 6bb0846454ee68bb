"""A rhythm as it stands beside whom it is of, in the columns of partner and seat."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Row, Table, bindparam

from bot.domain.rhythm import Rhythm

# Each with what stands there while nobody was ever seen.
EMPTY: Mapping[str, float | None] = {
    "last_on": None,
    "fade": 0.0,
    "active_days": 0,
    "burst": 0.0,
    "returns": 0.0,
    "longest_pause": 0,
}


def columns(table: Table) -> list[ColumnElement[Any]]:
    """The columns of a rhythm in `partner` or `seat`."""
    return [table.c[name] for name in EMPTY]


def settings(table: Table) -> dict[ColumnElement[Any], Any]:
    """What an update of `partner` or `seat` sets of them."""
    return {table.c[name]: bindparam(f"new_{name}") for name in EMPTY}


def rhythm_of(row: Row[Any]) -> Rhythm | None:
    """As it is stored, which is what folding the ledger gives; None for whoever was never seen."""
    return _rhythm(row.last_on, row) if row.last_on else None


def _rhythm(last: date, row: Row[Any]) -> Rhythm:
    return Rhythm(
        last=last,
        fade=row.fade,
        active_days=row.active_days,
        burst=row.burst,
        returns=row.returns,
        longest=row.longest_pause,
    )


def kept(rhythm: Rhythm | None) -> dict[str, Any]:
    """The values of its columns."""
    if rhythm is None:
        return dict(EMPTY)
    return {
        "last_on": rhythm.last,
        "fade": rhythm.fade,
        "active_days": rhythm.active_days,
        "burst": rhythm.burst,
        "returns": rhythm.returns,
        "longest_pause": rhythm.longest,
    }


def new_values(rhythm: Rhythm | None) -> dict[str, Any]:
    """The same as parameters of `settings`."""
    return {f"new_{name}": value for name, value in kept(rhythm).items()}
