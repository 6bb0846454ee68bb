"""Being signed in at a browser: from a link's button until somebody signs out, or forgets to come back."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256
from hmac import compare_digest

from sqlalchemy import Connection

from bot.storage import sessions

# People look in once a week, with the note; who stays away for two is signed out (OWASP ASVS 5.0, 7.3.1 and 7.3.2:
# both an idle and an absolute limit, chosen for what the program holds and how it is used).
IDLE = timedelta(days=14)
LONGEST = timedelta(days=30)

# Noting each page that is looked at would make a writer of every reader.
NOTED_EVERY = timedelta(hours=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class SignedIn:
    """Whose session it is, and whether it is time to note that it was used."""

    person_id: int
    note: bool


def hash_of(token: str) -> str:
    return sha256(token.encode()).hexdigest()


def form_token(token: str) -> str:
    """What each form of a session carries, so that no other site can send one: nobody has it without the cookie."""
    return sha256(f"form:{token}".encode()).hexdigest()


def is_form_of(given: str, token: str) -> bool:
    """Whether a form carries the word of a session; anything at all may have been sent for one."""
    return compare_digest(given.encode("utf-8", "replace"), form_token(token).encode())


def begin(tx: Connection, person_id: int, token: str, *, now: datetime) -> None:
    """Sign somebody in; `token` has at least 128 random bits (ASVS 7.2.3) and is never kept itself."""
    sessions.add(tx, person_id, hash_of(token), expires_at=now + LONGEST, now=now)


def signed_in(tx: Connection, token: str, *, now: datetime) -> SignedIn | None:
    """Whose session a cookie belongs to; None if it is over, or never was."""
    found = sessions.find(tx, hash_of(token)) if token else None
    if found is None or now >= found.expires_at or now - found.seen_at >= IDLE:
        return None
    return SignedIn(person_id=found.person_id, note=now - found.seen_at >= NOTED_EVERY)


def note(tx: Connection, token: str, *, now: datetime) -> None:
    """Note that a session was used."""
    sessions.see(tx, hash_of(token), now=now)


def keep_everybody_in(tx: Connection, *, now: datetime) -> None:
    """For the demo, whose clock runs ahead while its visitor sits before the same page: nobody was away."""
    sessions.renew_all(tx, until=now + LONGEST, now=now)


def end(tx: Connection, token: str, *, now: datetime) -> None:
    """Sign out here."""
    sessions.end(tx, hash_of(token))


def end_everywhere(tx: Connection, token: str, *, now: datetime) -> None:
    """Sign out on every machine; nothing happens for a session that is over."""
    if found := signed_in(tx, token, now=now):
        sessions.end_all(tx, found.person_id)
