"""One-time links: made for one person, opened once."""

from datetime import datetime, timedelta

from sqlalchemy import Connection

from bot.domain.people import Partner
from bot.services import sessions
from bot.storage import links, people

# A link printed on the operator's screen is passed on by hand or by mail, so it lives for days, not minutes.
LIFETIME = timedelta(days=7)


def make(tx: Connection, partner: Partner, token: str, *, now: datetime) -> None:
    """Keep a link for a partner; `token` has at least 128 random bits (ASVS 7.2.3) and is never kept itself."""
    new = links.NewLink(
        person_id=partner.person.id,
        partnership_id=partner.partnership.id,
        token_hash=sessions.hash_of(token),
        expires_at=now + LIFETIME,
    )
    links.add(tx, new, now=now)


def is_open(tx: Connection, token: str, *, now: datetime) -> bool:
    """Whether a link can still be used; looking does not use it up, so a link previewer does no harm."""
    found = links.find(tx, sessions.hash_of(token))
    return found is not None and found.used_at is None and found.expires_at > now


def use(tx: Connection, token: str, *, now: datetime) -> Partner | None:
    """Whose link it is, once; None if it was used, is over, or never was."""
    found = links.use(tx, sessions.hash_of(token), now=now)
    if found is None:
        return None
    person_id, partnership_id = found
    return next((seat for seat in people.seats_of(tx, person_id) if seat.partnership.id == partnership_id), None)


def enter(tx: Connection, token: str, session: str, *, before: str = "", now: datetime) -> Partner | None:
    """Sign in whoever the link is for, once, at whose table they are; None if it does not open any more.

    `session` is the new session's token; `before` the one that the same browser had, which ends.
    """
    partner = use(tx, token, now=now)
    if partner is None:
        return None
    if before:
        sessions.end(tx, before, now=now)
    sessions.begin(tx, partner.person.id, session, now=now)
    return partner
