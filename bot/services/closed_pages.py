"""The page of a table that has closed: read by whoever sat there to the end, with what they may take away."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection

from bot.domain.errors import NoTableError
from bot.domain.people import Partner
from bot.messages.language import speaking
from bot.messages.parts import Card, Form
from bot.messages.pressable import fitting
from bot.services import closings, exports, languages, my_data, pages, sessions
from bot.services.request import Said
from bot.storage import closings as storage
from bot.storage.closings import ClosedSeat


@dataclass(frozen=True, slots=True, kw_only=True)
class Closed:
    """What stands on it. `takes`: the organisation whose export the reader may fetch; empty for none."""

    partner: Partner
    cards: Sequence[Card | Form]
    takes: str


def look(tx: Connection, token: str, slug: str, *, language: str | None = None, now: datetime) -> Closed | None:
    """That it is closed and until when, and what is held on the reader; nothing on it can be pressed.

    None: nobody is signed in. Raises NoTableError where they sat at no closed table of that name.
    """
    seat = _seat(tx, token, slug, now=now)
    if seat is None:
        return None
    asker = seat.partner
    with speaking(languages.on_a_page(asker, language)):
        replies = (closings.answer(tx, seat, "", Said(), now=now), my_data.show(tx, asker, Said(), now=now))
        cards = [fitting(one.show, lambda _name: False) for one in replies if isinstance(one.show, Card)]
    body = asker.organisation
    return Closed(partner=asker, cards=cards, takes=body.name if body and not asker.role.looks_on else "")


def export(tx: Connection, token: str, slug: str, *, now: datetime) -> exports.Export | None:
    """What the reader's organisation takes with it, for those who sat for it. None and NoTableError as above."""
    seat = _seat(tx, token, slug, now=now)
    if seat is None:
        return None
    asker = seat.partner
    found = None if asker.role.looks_on else exports.of_organisation(tx, asker)
    if found is None:
        raise NoTableError(table=slug)
    return found


def _seat(tx: Connection, token: str, slug: str, *, now: datetime) -> ClosedSeat | None:
    known = sessions.signed_in(tx, token, now=now)
    if known is None:
        return None
    seats = storage.seats_of(tx, pages.identity_of(known.person_id))
    here = next((one for one in seats if one.partner.partnership.slug == slug), None)
    if here is None:
        raise NoTableError(table=slug)
    return here
