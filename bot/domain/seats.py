"""Whom somebody sits for, and by whose word: their own goes before a coordinator's, and that before a binding."""

from collections.abc import Iterable
from enum import StrEnum


class SeatedBy(StrEnum):
    """How it is known for whom somebody sits at a table, or that they sit in their own right.

    unknown: it is not, and they are asked when they next say something; asked: they were, once.
    """

    UNKNOWN = "unknown"
    ASKED = "asked"
    TENANT = "tenant"
    DOMAIN = "domain"
    COORDINATOR = "coordinator"
    STATEMENT = "statement"


_NOBODYS = frozenset({SeatedBy.UNKNOWN, SeatedBy.ASKED})
_BINDINGS = frozenset({SeatedBy.TENANT, SeatedBy.DOMAIN})
_PEOPLES = frozenset({SeatedBy.COORDINATOR, SeatedBy.STATEMENT})
_GIVES_WAY = {
    SeatedBy.UNKNOWN: frozenset[SeatedBy](),
    SeatedBy.ASKED: frozenset({SeatedBy.UNKNOWN}),
    SeatedBy.TENANT: _NOBODYS,
    SeatedBy.DOMAIN: _NOBODYS,
    SeatedBy.COORDINATOR: _NOBODYS | _BINDINGS | {SeatedBy.COORDINATOR},
    SeatedBy.STATEMENT: frozenset(SeatedBy),
}


def gives_way(word: SeatedBy) -> frozenset[SeatedBy]:
    """What stands only until this comes: a newer word of somebody's goes before an older of the same weight."""
    return _GIVES_WAY[word]


def bound(those: Iterable[tuple[int, SeatedBy]]) -> int | None:
    """The one seat that all sit in of whom somebody said so; None where nobody has, or they sit in several.

    Whoever was placed by a binding is no reason for another.
    """
    said = {seat for seat, by in those if by in _PEOPLES}
    return said.pop() if len(said) == 1 else None
