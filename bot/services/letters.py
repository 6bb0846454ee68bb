"""What goes out by mail: a card that stands on the person's page, with a link of its own for each button."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from urllib.parse import quote

from sqlalchemy import Connection

from bot.domain.acts import Act
from bot.domain.people import Partner
from bot.messages import letter
from bot.messages.frame import STOP
from bot.messages.language import speaking
from bot.messages.parts import Card
from bot.services import checkins, links
from bot.storage import people, posts

# Stopping works for as long as the message can still stand on the person's page.
STOP_LIVES = timedelta(days=90)


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """A letter ready to go. `stop_url` stops messages by a bare POST; `begun_at` is the same at each try."""

    email: str | None
    name: str
    sender: str
    subject: str
    card: Card
    stop_url: str
    begun_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """What letters are written with: where links lead, and where their tokens come from."""

    public_url: str
    new_token: Callable[[], str]

    def link(self, tx: Connection, partner: Partner, *, now: datetime, act: Act | None = None) -> str:
        """An address that works once: a button's page, or without an action the person's own."""
        token = self.new_token()
        address = f"{self.public_url}/in/{token}"
        if act is None:
            links.make(tx, partner, token, now=now)
            return address
        lives = STOP_LIVES if act.name == STOP else checkins.ANSWERS_COUNT_FOR
        links.make(tx, partner, token, now=now, act=act, lives=lives)
        # Colons are written out: a mail program that makes links of bare addresses leaves off one at the end.
        return f"{address}?act={quote(act.wire, safe='')}"


def write(tx: Connection, desk: Desk, row_id: int, person_id: int, card: Card, *, now: datetime) -> Letter | None:
    """The letter for an outbox row that is put up, in the card's language; None if the person has left every table."""
    with speaking(card.language):
        return _write(tx, desk, row_id, person_id, card, now=now)


def _write(tx: Connection, desk: Desk, row_id: int, person_id: int, card: Card, *, now: datetime) -> Letter | None:
    post = posts.put_up_for(tx, row_id)
    seats = people.seats_of(tx, person_id)
    if not seats:
        return None
    seat = _at(seats, post.partnership_id)
    by_slug = {one.partnership.slug: one for one in seats}

    def link_to(act: Act) -> str:
        return desk.link(tx, by_slug.get(act.table or "", seat), now=now, act=act)

    about = letter.tables(post.kind, card) or (seat.partnership.name,)
    return Letter(
        email=seat.person.email,
        name=letter.name(seat.person.name),
        sender=letter.sender(_convener(tx, seat)),
        subject=letter.subject(post.kind, about),
        card=letter.letter(card, link_to, page=desk.link(tx, seat, now=now)),
        stop_url=desk.link(tx, seat, now=now, act=Act(name=STOP)),
        begun_at=post.at,
    )


def _at(seats: Sequence[Partner], partnership_id: int) -> Partner:
    """The person's place at the table the message is of; a note may begin at one they have left since."""
    return next((seat for seat in seats if seat.partnership.id == partnership_id), seats[0])


def _convener(tx: Connection, reader: Partner) -> str:
    """The first name of whoever convenes; nobody's where that is the reader."""
    conveners = [one for one in people.conveners(tx, reader.viewer) if one.id != reader.id]
    return conveners[0].person.first_name if conveners else ""
