"""Coming in by a link: signed in, and the one button done that a link in a mail stands for."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection

from bot.domain.errors import ConvenorError
from bot.domain.people import Partner
from bot.messages.frame import STOP
from bot.services import links, pages, profiles, sessions, welcomes
from bot.services.pages import Heard, Spoken
from bot.storage import people


@dataclass(frozen=True, slots=True, kw_only=True)
class Entering:
    """A link that is being opened. `session`: the new session's token, empty where only the button is meant.

    `before`: the session that the same browser had, which ends. `language`: the one that it asks for.
    """

    token: str
    session: str
    before: str = ""
    language: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Entered:
    """Who came in, at whose table, and what became of the link's button, if it stands for one.

    `signed_in`: not by a link that stops messages. It lives for months, and whoever forwards a mail forwards it too.
    """

    partner: Partner
    heard: Heard | None = None
    signed_in: bool = True


def label_of(tx: Connection, token: str, *, now: datetime) -> str | None:
    """What stands on the one button of a link's page: empty for a link that only lets in; None for one that is over."""
    if not links.is_open(tx, token, now=now):
        return None
    found = links.act_of(tx, token, now=now)
    if found is None:
        return ""
    person_id, act = found
    labels = (
        pages.label_on(tx, seat, act, now=now)
        for seat in people.seats_of(tx, person_id)
        if act.table in (None, seat.partnership.slug)
    )
    return next(filter(None, labels), "")


def enter(tx: Connection, coming: Entering, *, now: datetime) -> Entered | None:
    """Sign in whoever the link is for, and do what it stands for; once. None if it does not open any more.

    Raises ConvenorError for what must be said instead: then nothing was done, and the link is as good as before.
    """
    return _enter(tx, coming, None, now=now)


def refused(tx: Connection, coming: Entering, error: ConvenorError, *, now: datetime) -> Entered | None:
    """The second call, after `enter` raised: they are let in, and what is said instead stands on their page."""
    return _enter(tx, coming, error, now=now)


def _enter(tx: Connection, coming: Entering, error: ConvenorError | None, *, now: datetime) -> Entered | None:
    found = links.act_of(tx, coming.token, now=now)
    partner = links.use(tx, coming.token, now=now)
    if partner is None:
        return None
    lets_in = bool(coming.session) and (found is None or found[1].name != STOP)
    if lets_in and coming.before:
        sessions.end(tx, coming.before, now=now)
    if lets_in:
        profiles.speak(tx, partner.person.id, coming.language)
        sessions.begin(tx, partner.person.id, coming.session, now=now)
        welcomes.meet(tx, partner.person.id, now=now)
    if found is None:
        return Entered(partner=partner)
    slug = found[1].table or partner.partnership.slug
    key = f"link:{sessions.hash_of(coming.token)}"
    spoken = Spoken(slug=slug, said=found[1], key=key, language=coming.language)
    heard = pages.hear_from(tx, partner.person.id, spoken, error, now=now)
    return Entered(partner=partner, heard=heard, signed_in=lets_in)
