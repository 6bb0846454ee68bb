"""Whom a sentence or a choice means: a seat at the table, or one person in it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Connection

from bot.domain.grammar import fold
from bot.domain.people import Partner
from bot.services import identity
from bot.services.request import Said
from bot.storage import people, seating

Options = Sequence[tuple[str, str]]

_JOINED_BY = re.compile(r"\s*(?:,| and | & )\s*", re.IGNORECASE)
_TAIL = re.compile(r"\s+(?P<how>with|for)\s+(?P<names>(?:(?!\s(?:with|for)\s).)+)$", re.IGNORECASE)
_LEFT_OVER = re.compile(r"\s+(?:with|for)(?:\s*(?:,|and))*$", re.IGNORECASE)


def options(tx: Connection, asker: Partner) -> Options:
    """Whom to choose from: each organisation that somebody sits for here, then each person."""
    those = others(tx, asker)
    return (*seats(those), *((f"partner:{one.id}", _name_of(one)) for one in those))


def seats(those: Sequence[Partner]) -> Options:
    """The organisations that some partners sit for."""
    found = {one.seat_id: one.organisation.name for one in those if one.organisation}
    return [(f"seat:{seat_id}", name) for seat_id, name in sorted(found.items(), key=lambda found: found[1])]


def others(tx: Connection, asker: Partner) -> Sequence[Partner]:
    """Everybody at the asker's table who can be asked for something, but themself."""
    everybody = people.everybody(tx, asker.viewer)
    return [one for one in everybody if one.id != asker.id and not one.role.looks_on]


def _name_of(one: Partner) -> str:
    return f"{one.person.name}, {one.organisation.name}" if one.organisation else one.person.name


def receiver_of(tx: Connection, asker: Partner, whom: str) -> Partner | None:
    """The one person behind a choice: of a seat whoever was here last; None if nobody is there now."""
    kind, _, number = whom.partition(":")
    those = others(tx, asker)
    if kind == "seat":
        return most_here([one for one in those if str(one.seat_id) == number])
    return next((one for one in those if kind == "partner" and str(one.id) == number), None)


def most_here(those: Sequence[Partner]) -> Partner | None:
    """Of some people whoever was here last; nobody of none."""
    return max(those, key=_how_here, default=None)


def _how_here(one: Partner) -> tuple[date, float, int]:
    return (one.rhythm.last, one.rhythm.fade, -one.id) if one.rhythm else (date.min, 0.0, -one.id)


def in_words(tx: Connection, asker: Partner, said: Said) -> Sequence[Partner]:
    """Whoever the words name: people as they are called, or organisations of the table, of each whoever is most here.

    Raises UnknownPersonError for anybody who is not at this table.
    """
    those = others(tx, asker)
    if said.people or "@" in said.rest:
        return identity.mentioned(tx, asker, said)[0]
    named = _seats_named(said.rest, those)
    if named:
        return [found for seat_id in named if (found := most_here([one for one in those if one.seat_id == seat_id]))]
    return identity.mentioned(tx, asker, said, bare=True)[0]


def _seats_named(words: str, those: Sequence[Partner]) -> Sequence[int]:
    """The seats whose organisations the words name, and nothing else; none where a part of them is no such name."""
    by_name = {fold(name): int(value.partition(":")[2]) for value, name in seats(those)}
    whole = by_name.get(fold(words))
    if whole is not None:
        return [whole]
    found = [by_name.get(fold(name)) for name in _JOINED_BY.split(words.strip())]
    return [seat_id for seat_id in found if seat_id is not None] if all(found) else []


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """A commitment's words without those whom they name at the end: together with whom, and for which seat."""

    text: str
    together: Sequence[Partner] = ()
    helps: int | None = None


NOBODY = Named(text="")


def named_in(tx: Connection, asker: Partner, text: str, said: Said) -> Named:
    """Whom "ring the ward with Northside Care for Elm Street Advice" names; what is no seat here stays in the words."""
    if not (said.people or _TAIL.search(text) or "@" in text):
        return Named(text=text)
    those = others(tx, asker)
    if said.people or "@" in text:
        found, words = identity.mentioned(tx, asker, Said(rest=text, people=said.people))
        mine = [one for one in found if one.id != asker.id]
        return Named(text=_LEFT_OVER.sub("", words), together=mine)
    named = Named(text=text)
    while (tail := _TAIL.search(named.text)) and (found_seats := _seats_named(tail["names"], those)):
        shorter = named.text[: tail.start()]
        if tail["how"].casefold() == "for":
            if len(found_seats) > 1 or named.helps:
                break
            named = Named(text=shorter, together=named.together, helps=found_seats[0])
            continue
        sitting = [most_here([one for one in those if one.seat_id == seat_id]) for seat_id in found_seats]
        named = Named(text=shorter, together=[one for one in sitting if one], helps=named.helps)
    return named if named.text else Named(text=text)


def name_of_seat(tx: Connection, asker: Partner, seat_id: int) -> str:
    """What a seat is called: its organisation, or whoever sits there."""
    taken = next(iter(seating.taken(tx, asker.viewer, [seat_id], most=1)), None)
    if taken is None:
        return ""
    return taken.organisation or taken.sitters[0].name
