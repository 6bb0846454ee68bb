"""Beginning a table and joining it."""

import re
from dataclasses import dataclass, replace
from datetime import date, datetime
from unicodedata import combining, normalize
from zoneinfo import ZoneInfo

from sqlalchemy import Connection

from bot.domain import calendars
from bot.domain.changes import CAME_BACK, FILLED
from bot.domain.errors import EmptyWordsError, TakenNameError, WordsTooLongError
from bot.domain.people import DIGEST_HOUR, Answer, Partner, Role
from bot.domain.seats import SeatedBy
from bot.domain.writing import one_line
from bot.messages.cards import beginning as beginning_cards
from bot.messages.of_table import at_table
from bot.messages.parts import Card
from bot.services import participation
from bot.services.request import Reply
from bot.storage import chairs, changes, routes, tables, welcomes, wishes
from bot.storage.tables import Membership, NewTable

# Of tables, people and organisations: the longest that an import takes too.
LONGEST_PROPER_NAME = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Newcomer:
    """Somebody who takes a seat. No organisation: a seat in their own right. `agreed_on`: they said yes in person.

    `known`: the seat they have at another table; they take this one as the same person, for the same organisation.
    `seated_by`: by whose word they sit for it.
    `person_id`: somebody who is known, without a seat yet.
    """

    name: str
    email: str | None = None
    organisation: str | None = None
    sector: str | None = None
    role: Role = Role.PARTNER
    agreed_on: date | None = None
    seated_by: SeatedBy = SeatedBy.COORDINATOR
    known: Partner | None = None
    person_id: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Beginning:
    """A table to begin; `meets_every` in days; without a slug the name makes one."""

    name: str
    slug: str | None = None
    ambition: str | None = None
    meets_every: int | None = None
    zone: str = "Europe/London"
    country: str = "GB-ENG"


def slug_of(name: str) -> str:
    """`Tŷ Bach: home!` -> `ty-bach-home`: what stands in addresses and after --table."""
    plain = "".join(one for one in normalize("NFKD", name) if not combining(one))
    return re.sub(r"[^a-z0-9]+", "-", plain.casefold()).strip("-")[:60] or "table"


def begin(tx: Connection, beginning: Beginning, coordinator: Newcomer, *, now: datetime) -> Partner:
    """Begin a table with its first coordinator, who counts as agreed.

    Raises EmptyWordsError without a name, WordsTooLongError for one too long, TakenNameError if the slug is taken.
    """
    partnership_id = open_table(tx, beginning, now=now)
    today = now.astimezone(ZoneInfo(beginning.zone)).date()
    # Whom somebody sits for who begins a table in a chat is not known, and was not asked.
    by = coordinator.seated_by if coordinator.organisation else SeatedBy.ASKED
    convener = replace(coordinator, role=Role.COORDINATOR, agreed_on=today, seated_by=by)
    return join(tx, partnership_id, convener, today=today, now=now)[0]


def open_table(tx: Connection, beginning: Beginning, *, now: datetime) -> int:
    """Begin a table that nobody sits at yet, as an import does. Raises as `begin` does."""
    name = proper_name(beginning.name)
    slug = beginning.slug or slug_of(name)
    digest_at = calendars.digest_at(
        now,
        zone=ZoneInfo(beginning.zone),
        hour=DIGEST_HOUR,
        country=beginning.country,
    )
    new = NewTable(
        slug=slug,
        name=name,
        zone=beginning.zone,
        country=beginning.country,
        meets_every=beginning.meets_every,
        ambition=beginning.ambition,
        next_digest_at=digest_at,
    )
    partnership_id = tables.add_table(tx, new, now=now)
    if partnership_id is None:
        raise TakenNameError(words=beginning.name, slug=slug)
    return partnership_id


def proper_name(words: str) -> str:
    """A name as it is kept. Raises EmptyWordsError where there is none, WordsTooLongError for one too long."""
    name = one_line(words)
    if not name:
        raise EmptyWordsError(field="name")
    if len(name) > LONGEST_PROPER_NAME:
        raise WordsTooLongError(words=name, limit=LONGEST_PROPER_NAME)
    return name


def join(
    tx: Connection, partnership_id: int, newcomer: Newcomer, *, today: date, now: datetime
) -> tuple[Partner, bool]:
    """Give somebody a seat; True if they had none just now. Joining again adds at most a yes.

    Raises EmptyWordsError for somebody without a name, WordsTooLongError for a name too long.
    """
    organisation = proper_name(newcomer.organisation) if newcomer.organisation else None
    newcomer = replace(newcomer, name=proper_name(newcomer.name), organisation=organisation)
    person_id = _person_for(tx, newcomer, now=now)
    tables.add_identity(tx, person_id, platform="web", tenant="", user=str(person_id), now=now)
    routes.add_route(tx, person_id, "web")
    if newcomer.email:
        routes.add_route(tx, person_id, "email")
    known = tables.partner_of_person(tx, partnership_id=partnership_id, person_id=person_id)
    if known is None or known.left_on:
        seat_id, before = _seat_for(tx, partnership_id, newcomer, now=now)
        place = Membership(
            partnership_id=partnership_id,
            person_id=person_id,
            seat_id=seat_id,
            role=newcomer.role,
            seated_by=newcomer.known.seated_by if newcomer.known else newcomer.seated_by,
            joined_on=newcomer.agreed_on or today,
        )
        partner = tables.seat_somebody(tx, place)
        if known:
            _ask_afresh(tx, partner, now=now)
        if before not in (None, FILLED):
            changes.note_seat(tx, partner, seat_id, from_to=(before, FILLED), now=now)
    else:
        partner = known
    if newcomer.agreed_on:
        wishes.record_consent(tx, partner, Answer.YES, how="agreed", on=newcomer.agreed_on, at=now)
    participation.recompute(tx, partner)
    return partner, known is None or known.left_on is not None


def _ask_afresh(tx: Connection, partner: Partner, *, now: datetime) -> None:
    """Somebody who had left is new again: what they answered was about that time, and stays in the history alone."""
    before = wishes.answer_of(tx, partner)
    changes.note(tx, partner, subject="partner", subject_id=partner.id, what=CAME_BACK, from_to=(before, None), now=now)
    wishes.forget_answers(tx, partner)
    welcomes.set_aside(tx, partner)


def _person_for(tx: Connection, newcomer: Newcomer, *, now: datetime) -> int:
    if newcomer.person_id is not None:
        return newcomer.person_id
    if newcomer.known:
        return newcomer.known.person.id
    return tables.person_id(tx, name=newcomer.name, email=newcomer.email, now=now)


def _seat_for(tx: Connection, partnership_id: int, newcomer: Newcomer, *, now: datetime) -> tuple[int, str | None]:
    """Their seat, filled, and how it stood before; None for a new one."""
    if newcomer.known and newcomer.known.organisation:
        organisation = newcomer.known.organisation.id
    elif newcomer.organisation:
        organisation = tables.organisation_id(tx, newcomer.organisation, now=now, sector=newcomer.sector)
    else:
        return tables.chair(tx, partnership_id=partnership_id, now=now), None
    stood = chairs.of_organisation(tx, partnership_id, organisation)
    seat = tables.organisation_seat(tx, partnership_id=partnership_id, organisation_id=organisation, now=now)
    return seat, stood[1] if stood else None


def opened(tx: Connection, coordinator: Partner, *, now: datetime) -> Reply:
    """What stands on the screen when a table has begun; its buttons are of the new table, wherever they are pressed."""
    return Reply(show=opening_card(coordinator))


def opening_card(coordinator: Partner) -> Card:
    """The same card, for a page that puts it up by itself."""
    return at_table(beginning_cards.opened(coordinator), coordinator.partnership.slug)
