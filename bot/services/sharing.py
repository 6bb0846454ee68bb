"""Who shares in what may go wrong with a try: named by whoever began it, and asked; until they say so they don't."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Connection

from bot.domain.errors import UnknownPersonError
from bot.domain.grammar import fold
from bot.domain.people import Partner
from bot.domain.tries import Shares, Try
from bot.domain.writing import one_line
from bot.services import offers
from bot.storage import people
from bot.storage import tries as storage


def seats(tx: Connection, asker: Partner) -> list[tuple[int, str]]:
    """The seats that the asker can name: all but their own in which somebody could answer."""
    return [(seat_id, name) for seat_id, name in storage.seats(tx, asker.viewer) if seat_id != asker.seat_id]


def named(tx: Connection, asker: Partner, words: str) -> list[str]:
    """The ids of the seats that the words name, as a form would give them. Raises UnknownPersonError."""
    there = seats(tx, asker)
    pieces = [piece for piece in one_line(words).replace(" and ", ",").split(",") if piece.strip()]
    found = []
    for piece in pieces:
        wanted = fold(piece.removeprefix("@"))
        fits = [seat_id for seat_id, name in there if fold(name) == wanted]
        if len(fits) != 1:
            raise UnknownPersonError(words=words, names=tuple(name for _seat, name in there))
        found.append(str(fits[0]))
    return found


def ask(tx: Connection, asker: Partner, one: Try, chosen: Sequence[str], *, now: datetime) -> Sequence[str]:
    """Ask the seats that were chosen and not asked yet, and no longer those that were and are not; whom it asks."""
    there = dict(seats(tx, asker))
    wanted = {int(seat) for seat in chosen if seat.isdigit() and int(seat) in there}
    for each in one.sharers:
        if each.seat_id not in wanted:
            storage.unask(tx, one, each.seat_id)
    new = [seat_id for seat_id in sorted(wanted) if storage.ask(tx, one, seat_id, now=now)]
    for receiver in people.everybody(tx, asker.viewer):
        if receiver.seat_id in new and not receiver.role.looks_on:
            offers.owe(tx, receiver, f"try:{one.number}", now=now)
    return [there[seat_id] for seat_id in new]


def is_asked(who: Partner, one: Try) -> bool:
    """Whether a partner's seat was asked, and nobody in it has answered."""
    asked = any(each.seat_id == who.seat_id and each.state is Shares.ASKED for each in one.sharers)
    return asked and not who.role.looks_on and one.is_open
