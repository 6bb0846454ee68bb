"""One-time links: made for one person, opened once."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from sqlalchemy import Connection

from bot.domain.acts import Act, read_wire
from bot.domain.people import Partner
from bot.services import sessions
from bot.storage import links, people

# A link printed on the operator's screen is passed on by hand or by mail, so it lives for days, not minutes.
LIFETIME = timedelta(days=7)


def make(
    tx: Connection,
    partner: Partner,
    token: str,
    *,
    now: datetime,
    act: Act | None = None,
    lives: timedelta = LIFETIME,
) -> None:
    """Keep a link for a partner; `token` has at least 128 random bits (ASVS 7.2.3) and is never kept itself.

    With an `act` it stands for one button: whoever opens it does that, once.
    """
    new = _new(partner, token, expires_at=now + lives)
    links.add(tx, replace(new, act=act.wire if act else None), now=now)


def make_by_hand(tx: Connection, partner: Partner, token: str, *, maker: Partner, now: datetime) -> None:
    """The same for a coordinator to hand over: it opens only while whom it is for has not been in."""
    links.add(tx, replace(_new(partner, token, expires_at=now + LIFETIME), made_by=maker.id), now=now)


def _new(partner: Partner, token: str, *, expires_at: datetime) -> links.NewLink:
    return links.NewLink(
        person_id=partner.person.id,
        partnership_id=partner.partnership.id,
        token_hash=sessions.hash_of(token),
        expires_at=expires_at,
    )


def make_to_begin(tx: Connection, token: str, *, now: datetime) -> None:
    """Keep a link that lets whoever has it begin one table: the operator prints it for a machine that has none."""
    links.add(tx, links.NewLink(token_hash=sessions.hash_of(token), expires_at=now + LIFETIME), now=now)


def hash_of(token: str) -> str:
    """How a link is known once it is printed."""
    return sessions.hash_of(token)


def revoke(tx: Connection, hashes: Sequence[str]) -> None:
    """These open nothing any more, as far as nobody has used them."""
    links.revoke(tx, hashes)


def begins(tx: Connection, token: str, *, now: datetime) -> bool:
    """Whether a table can still be begun by it."""
    found = _open(tx, token, now=now)
    return found is not None and found.person_id is None


def use_to_begin(tx: Connection, token: str, *, now: datetime) -> bool:
    """Use it up; False if it is over, or was for something else."""
    return begins(tx, token, now=now) and links.use(tx, sessions.hash_of(token), now=now) is not None


def is_open(tx: Connection, token: str, *, now: datetime) -> bool:
    """Whether it lets somebody in; looking does not use it up, so a link previewer does no harm."""
    found = _open(tx, token, now=now)
    return found is not None and found.person_id is not None


def _open(tx: Connection, token: str, *, now: datetime) -> links.Link | None:
    found = links.find(tx, sessions.hash_of(token))
    return found if found and found.used_at is None and found.expires_at > now and _still_wanted(tx, found) else None


def _still_wanted(tx: Connection, found: links.Link) -> bool:
    """One that a coordinator handed over opens nothing once its owner has been in: what is theirs alone is there."""
    return found.made_by is None or found.person_id is None or not links.has_been_in(tx, found.person_id)


def act_of(tx: Connection, token: str, *, now: datetime) -> tuple[int, Act] | None:
    """Whose a link is that stands for one button, and what it does; None for any other link, and one that is over."""
    found = _open(tx, token, now=now)
    if found is None or found.person_id is None or found.act is None:
        return None
    return found.person_id, read_wire(found.act)


def use(tx: Connection, token: str, *, now: datetime) -> Partner | None:
    """Whose link it is, once; None if it was used, is over, or never was."""
    if not is_open(tx, token, now=now):
        return None
    person_id, partnership_id = links.use(tx, sessions.hash_of(token), now=now) or (None, None)
    seats = people.seats_of(tx, person_id) if person_id is not None else ()
    return next((seat for seat in seats if seat.partnership.id == partnership_id), None)
