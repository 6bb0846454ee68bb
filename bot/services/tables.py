"""Beginning a table, joining it, leaving it; who is there and who is missing."""

import re
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from email.utils import parseaddr
from zoneinfo import ZoneInfo

from sqlalchemy import Connection

from bot.domain import calendars
from bot.domain.errors import EmptyWordsError, TakenNameError, UnknownChairError, WordsTooLongError
from bot.domain.grammar import fold
from bot.domain.people import DIGEST_HOUR, Answer, Partner, Role
from bot.messages.cards import tables as cards
from bot.services import participation
from bot.services.request import Reply, Said
from bot.storage import changes, commitments, outbox, people, routes, tables, weeks, wishes
from bot.storage.tables import Membership, NewTable

# What stands on `/table`: the coming month is as far as a partnership looks between two meetings.
AHEAD = timedelta(days=31)

# A name that still fits a line of a list on a phone.
LONGEST_NAME = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class Newcomer:
    """Somebody who takes a seat. No organisation: a seat in their own right. `agreed_on`: they said yes in person."""

    name: str
    email: str | None = None
    organisation: str | None = None
    sector: str | None = None
    role: Role = Role.PARTNER
    agreed_on: date | None = None


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
    """`Home from hospital!` -> `home-from-hospital`: what stands in addresses and after --table."""
    return re.sub(r"[^a-z0-9]+", "-", name.casefold()).strip("-")[:60] or "table"


def begin(tx: Connection, beginning: Beginning, coordinator: Newcomer, *, now: datetime) -> Partner:
    """Begin a table with its first coordinator, who counts as agreed.

    Raises EmptyWordsError without a name, TakenNameError if the slug is taken.
    """
    if not beginning.name.strip():
        raise EmptyWordsError(field="name")
    partnership_id = open_table(tx, beginning, now=now)
    today = now.astimezone(ZoneInfo(beginning.zone)).date()
    convener = Newcomer(
        name=coordinator.name,
        email=coordinator.email,
        organisation=coordinator.organisation,
        role=Role.COORDINATOR,
        agreed_on=today,
    )
    return join(tx, partnership_id, convener, today=today, now=now)[0]


def open_table(tx: Connection, beginning: Beginning, *, now: datetime) -> int:
    """Begin a table that nobody sits at yet, as an import does; raises TakenNameError."""
    slug = beginning.slug or slug_of(beginning.name)
    digest_at = calendars.digest_at(
        now,
        zone=ZoneInfo(beginning.zone),
        hour=DIGEST_HOUR,
        country=beginning.country,
    )
    new = NewTable(
        slug=slug,
        name=beginning.name.strip(),
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


def join(
    tx: Connection, partnership_id: int, newcomer: Newcomer, *, today: date, now: datetime
) -> tuple[Partner, bool]:
    """Give somebody a seat; True if they were not here before. Joining again adds at most a yes."""
    person_id = tables.person_id(tx, name=newcomer.name, email=newcomer.email, now=now)
    return take_seat(tx, partnership_id, person_id, newcomer, today=today, now=now)


def take_seat(
    tx: Connection, partnership_id: int, person_id: int, newcomer: Newcomer, *, today: date, now: datetime
) -> tuple[Partner, bool]:
    """The same for somebody who is known already."""
    tables.add_identity(tx, person_id, platform="web", tenant="", user=str(person_id), now=now)
    routes.add_route(tx, person_id, "web")
    known = tables.partner_of_person(tx, partnership_id=partnership_id, person_id=person_id)
    if known is None or known.left_on:
        seat_id = _seat_for(tx, partnership_id, newcomer, now=now)
        place = Membership(
            partnership_id=partnership_id,
            person_id=person_id,
            seat_id=seat_id,
            role=newcomer.role,
            joined_on=newcomer.agreed_on or today,
        )
        partner = tables.seat_somebody(tx, place)
    else:
        partner = known
    if newcomer.agreed_on:
        wishes.record_consent(tx, partner, Answer.YES, how="agreed", on=newcomer.agreed_on, at=now)
    participation.recompute(tx, partner)
    return partner, known is None


def _seat_for(tx: Connection, partnership_id: int, newcomer: Newcomer, *, now: datetime) -> int:
    if not newcomer.organisation:
        return tables.chair(tx, partnership_id=partnership_id, now=now)
    organisation = tables.organisation_id(tx, newcomer.organisation, now=now, sector=newcomer.sector)
    return tables.organisation_seat(tx, partnership_id=partnership_id, organisation_id=organisation, now=now)


def show(tx: Connection, asker: Partner, said: Said, *, now: datetime) -> Reply:
    """The table at a glance: what it is for, who is missing, what is due."""
    today = asker.partnership.local_date(now)
    due = weeks.due_between(tx, asker.viewer, first=today, last=today + AHEAD)
    return Reply(show=cards.table(asker, chairs=_chairs(tx, asker), due=due))


def _chairs(tx: Connection, asker: Partner) -> list[str]:
    """What the empty chairs are called."""
    return [chair.name for chair in tables.chairs(tx, asker.viewer)]


def who(tx: Connection, asker: Partner, said: Said, *, now: datetime) -> Reply:
    """Who sits here, by organisation; names and seats are everybody's to see."""
    return Reply(show=cards.who(people.everybody(tx, asker.viewer), chairs=_chairs(tx, asker)))


def missing(tx: Connection, asker: Partner, said: Said, *, now: datetime) -> Reply:
    """Put a chair that should be filled on the list, by role or by organisation."""
    role = said.rest or said.value("role")
    if not role:
        return Reply(show=cards.missing_form())
    if len(role) > LONGEST_NAME:
        raise WordsTooLongError(words=role, limit=LONGEST_NAME)
    if role.casefold() in {name.casefold() for name in _chairs(tx, asker)}:
        return Reply(show=cards.already_missing(role))
    seat_id = tables.chair(tx, partnership_id=asker.partnership.id, role=role, state="wanted", now=now)
    return Reply(show=cards.missing(role, seat_id))


def found(tx: Connection, asker: Partner, said: Said, *, now: datetime) -> Reply:
    """Take a chair off the list: it is filled, or no longer wanted."""
    seat_id = int(said.on[0]) if said.on else _chair_called(tx, asker, said.rest)
    tables.fill_chair(tx, asker.viewer, seat_id)
    return Reply(show=cards.chairs_left(_chairs(tx, asker)), instead=bool(said.on))


def _chair_called(tx: Connection, asker: Partner, name: str) -> int:
    wanted = tables.chairs(tx, asker.viewer)
    for chair in wanted:
        if chair.name.casefold() == name.casefold():
            return chair.seat_id
    raise UnknownChairError(words=name, names=tuple(chair.name for chair in wanted))


def invite(tx: Connection, asker: Partner, said: Said, *, now: datetime) -> Reply:
    """Give somebody a seat who has not been asked yet; the bot writes to them once, in hours, and asks."""
    newcomer = read_newcomer(said)
    if newcomer is None:
        return Reply(show=cards.invite_form(said.rest))
    partner, new = join(tx, asker.partnership.id, newcomer, today=asker.partnership.local_date(now), now=now)
    return Reply(show=cards.invited(partner) if new else cards.here_already(partner))


def read_newcomer(said: Said) -> Newcomer | None:
    """Who is meant: a form's answers, or `Sam Okoye <sam@ward9.example> of Ward 9 Trust`; None if it is neither."""
    if said.values:
        person, of = said.value("person"), said.value("organisation")
    else:
        person, _, of = said.rest.partition(" of ")
    given = read_person(person)
    return Newcomer(name=given[0], email=given[1], organisation=of.strip() or None) if given and given[1] else None


def read_person(written: str) -> tuple[str, str | None] | None:
    """The name and the e-mail address in `Sam Okoye <sam@ward9.example>`; None where there is no name."""
    name, email = parseaddr(" ".join(written.split()))
    if "@" not in email or email.startswith("@") or email.endswith("@"):
        return (written.strip(), None) if written.strip() and not set("<>@") & set(written) else None
    return (name or email.partition("@")[0], email.casefold())


def leave(tx: Connection, asker: Partner, said: Said, *, now: datetime) -> Reply:
    """A good goodbye: what stays, what is taken off, and how to come back. Asked about once, done on the button."""
    if not said.on and fold(said.rest) != "yes":
        return Reply(show=cards.leaving(asker))
    on = asker.partnership.local_date(now)
    closed = commitments.let_go_all(tx, asker, now=now)
    tables.leave(tx, asker, on=on)
    outbox.withdraw_all(tx, asker, reason="left")
    changes.note(tx, asker, subject="partner", subject_id=asker.id, what="left", reason=said.rest or None, now=now)
    return Reply(show=cards.goodbye(asker, closed), instead=bool(said.on))
