"""One-time links: made for one person, opened once."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from hashlib import sha256

from sqlalchemy import Connection

from bot.domain.people import Partner
from bot.messages import plain
from bot.messages.parts import Card, Form
from bot.storage import links, people, posts

# A link printed on the operator's screen is passed on by hand or by mail, so it lives for days, not minutes.
LIFETIME = timedelta(days=7)


def hash_of(token: str) -> str:
    return sha256(token.encode()).hexdigest()


def make(tx: Connection, partner: Partner, token: str, *, now: datetime) -> None:
    """Keep a link for a partner; `token` has at least 128 random bits (ASVS 7.2.3) and is never kept itself."""
    new = links.NewLink(
        person_id=partner.person.id,
        partnership_id=partner.partnership.id,
        token_hash=hash_of(token),
        expires_at=now + LIFETIME,
    )
    links.add(tx, new, now=now)


def is_open(tx: Connection, token: str, *, now: datetime) -> bool:
    """Whether a link can still be used; looking does not use it up, so a link previewer does no harm."""
    found = links.find(tx, hash_of(token))
    return found is not None and found.used_at is None and found.expires_at > now


def use(tx: Connection, token: str, *, now: datetime) -> Partner | None:
    """Whose link it is, once; None if it was used, is over, or never was."""
    found = links.use(tx, hash_of(token), now=now)
    if found is None:
        return None
    person_id, partnership_id = found
    return next((seat for seat in people.seats_of(tx, person_id) if seat.partnership.id == partnership_id), None)


def enter(tx: Connection, token: str, *, now: datetime) -> tuple[Partner, Sequence[Card | Form]] | None:
    """Whose link it is, and what stands on their page, newest first; None if it does not open any more."""
    partner = use(tx, token, now=now)
    if partner is None:
        return None
    return partner, [plain.read(kept) for kept in posts.on_page(tx, partner.person.id)]
