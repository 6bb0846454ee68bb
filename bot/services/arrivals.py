"""At which table something was said, and who came to it: in a table's own conversation anybody is served at once."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection

from bot.domain.people import Partner, Place, Role
from bot.services import identity, participation
from bot.services.request import Answers, Request, Words
from bot.storage import changes, conversations, installations, people, posted, routes, tables
from bot.storage.tables import Membership

# Where a conversation is known by the platform's own name for it, and not by the table's slug.
CHATS = ("slack", "teams")

# Where a bot writes alone only to people of the organisation that has it: by which route others are reached there, and
# whoever asks among others is answered.
AMONG_OTHERS = {"teams": routes.TARGETED}

# Somebody the platform did not name; a look at their profile does.
UNNAMED = "Somebody new"


@dataclass(frozen=True, slots=True, kw_only=True)
class Where:
    """The table that a place belongs to; `id` None: none that is known. `joins`: whoever speaks there sits there."""

    id: int | None = None
    slug: str = ""
    joins: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Seats:
    """The speaker's places at open tables, and the table that is meant where the place says which."""

    seats: Sequence[Partner]
    slug: str = ""


def of_card(request: Request) -> str | None:
    """The table that a pressed card, or a submitted form, says it is of; or that a form asked for."""
    said = request.said
    if isinstance(said, Words):
        return None
    if not isinstance(said, Answers):
        return said.table
    return said.act.table or str(said.values.get("table", "")) or None


def slug_meant(request: Request) -> str:
    """The table that is named by what was pressed, or by a place that goes by its slug; empty if by neither."""
    return of_card(request) or ("" if request.place.platform in CHATS else request.place.conversation)


def table_of(tx: Connection, request: Request) -> Where:
    """The table that the card says, else the conversation's own, else that of the card as it was posted."""
    place = request.place
    if slug := slug_meant(request):
        return Where(slug=slug)
    if place.platform not in CHATS:
        return Where()
    if found := conversations.table_at(tx, place):
        return Where(id=found[0], slug=found[1], joins=True)
    card = posted.table_of(tx, place) if place.message else None
    return Where(id=card[0], slug=card[1]) if card else Where()


def seats(tx: Connection, request: Request, *, now: datetime) -> Seats:
    """Where the speaker sits; somebody who speaks for the first time in a table's conversation sits there from now on.

    Raises NoTableError if they sit at none, ClosedDoorError if they have left.
    """
    known, here = people.known_at(tx, request.who, request.place)
    if here and not slug_meant(request):
        return Seats(seats=identity.present_in(known), slug=here.partnership.slug)
    where = table_of(tx, request)
    if where.joins and where.id is not None and all(seat.partnership.id != where.id for seat in known):
        present = [seat for seat in known if seat.left_on is None]
        return Seats(seats=[*present, _arrive(tx, request, where.id, now=now)], slug=where.slug)
    return Seats(seats=identity.present_in(known), slug=where.slug)


def person_for(tx: Connection, request: Request, *, now: datetime) -> int:
    """The speaker, who is known from now on by how their platform knows them, and reached there."""
    who = request.who
    known = people.person_of(tx, who)
    if known is None:
        known = tables.person_id(tx, name=request.called or UNNAMED, email=None, now=now)
        tables.add_identity(tx, known, platform=who.platform, tenant=who.tenant, user=who.user, now=now)
    place = request.place
    if who.tenant != place.tenant and place.platform in AMONG_OTHERS:
        routes.add_route(tx, known, AMONG_OTHERS[place.platform])
    # By another workspace's app only who has none of their own.
    elif who.tenant == place.tenant or not installations.has_own_route(tx, known, who.tenant):
        routes.add_route(tx, known, place.way)
    return known


def way_of_answer(place: Place) -> str:
    """The route by which whoever asks there is answered alone."""
    return place.way if place.private else AMONG_OTHERS.get(place.platform, place.way)


def note_way(tx: Connection, request: Request, speaker: Partner | None) -> None:
    """Who speaks to us alone in a chat is reached there, also where a message to them had failed."""
    place = request.place
    if speaker is None or not place.private or place.platform not in CHATS:
        return
    if place.platform not in AMONG_OTHERS:
        routes.try_again(tx, speaker.person.id, place.way)
    # They came among others, and have the app at home as well; unless they had everything taken out.
    elif people.person_of(tx, request.who) is not None and routes.add_route(tx, speaker.person.id, place.way):
        routes.follow(tx, speaker.person.id)


def _arrive(tx: Connection, request: Request, partnership_id: int, *, now: datetime) -> Partner:
    """Give the speaker a seat. Whom they sit for is not known yet, and never the host's by default."""
    here = tables.partnership_by_id(tx, partnership_id)
    place = Membership(
        partnership_id=partnership_id,
        person_id=person_for(tx, request, now=now),
        seat_id=tables.chair(tx, partnership_id=partnership_id, now=now),
        role=Role.PARTNER,
        joined_on=here.local_date(now),
    )
    partner = tables.seat_somebody(tx, place)
    changes.note(tx, partner, subject="partner", subject_id=partner.id, what="arrived", now=now)
    participation.recompute(tx, partner)
    return partner
