"""A table begun in the browser by somebody nobody knows yet: who they are, and the three questions."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import Connection

from bot.domain import invitations
from bot.domain.invitations import LONGEST_NAME
from bot.domain.people import Partner
from bot.domain.safeguards import personal_details, without
from bot.domain.seats import SeatedBy
from bot.domain.writing import one_line
from bot.messages import plain
from bot.messages.cards import arriving as cards
from bot.messages.cards import safeguards as safeguard_cards
from bot.messages.parts import Form
from bot.services import beginning, links, sessions, tables
from bot.services.tables import Newcomer
from bot.storage import exchanges
from bot.storage import tables as storage

FIELDS = ("person", "email", "organisation", "name", "ambition", "meets")
_WORDS = ("name", "ambition")


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrival:
    """What came of it: the coordinator at their new table; or the form again, with what is wrong by field."""

    partner: Partner | None = None
    form: Form | None = None
    wrong: Mapping[str, str] = field(default_factory=dict)


def form(given: Mapping[str, str], *, asking: str | None = None) -> Form:
    """Who somebody is, then the three questions as every door asks them."""
    return cards.form(given, beginning.form(given, asking=asking), longest=LONGEST_NAME)


def begin(tx: Connection, token: str, session: str, given: Mapping[str, str], *, now: datetime) -> Arrival | None:
    """Begin the table that a link lets one begin, and sign its coordinator in; None if the link is over.

    `session` is the new session's token. What is wrong is said, and the link stays good.
    """
    if not links.begins(tx, token, now=now):
        return None
    told = {name: one_line(given.get(name, "")) for name in FIELDS}
    findings = [finding for name in _WORDS for finding in personal_details(told[name])]
    if findings and not given.get("details"):
        return Arrival(form=form(told, asking=safeguard_cards.question([one.detail for one in findings])))
    if given.get("details") == safeguard_cards.WITHOUT:
        told |= {name: without(told[name], personal_details(told[name])) for name in _WORDS}
    if wrong := {**_faults(tx, told), **beginning.faults(told)}:
        return Arrival(form=form(told), wrong=wrong)
    links.use_to_begin(tx, token, now=now)
    return Arrival(partner=_begin(tx, session, told, now=now))


def _faults(tx: Connection, told: Mapping[str, str]) -> Mapping[str, str]:
    """What is wrong with who they say they are. An address that is known is somebody, who has a link of their own."""
    wrong = {}
    if not 0 < len(told["person"]) <= LONGEST_NAME:
        wrong["person"] = cards.no_name()
    if not invitations.is_address(told["email"]):
        wrong["email"] = cards.no_address()
    elif storage.person_with(tx, told["email"].casefold()) is not None:
        wrong["email"] = cards.known_address()
    if len(told["organisation"]) > LONGEST_NAME:
        wrong["organisation"] = cards.too_long(LONGEST_NAME)
    return wrong


def _begin(tx: Connection, session: str, told: Mapping[str, str], *, now: datetime) -> Partner:
    convener = Newcomer(
        name=told["person"],
        email=told["email"].casefold(),
        organisation=told["organisation"] or None,
        seated_by=SeatedBy.STATEMENT,
    )
    begun = beginning.begin_named(tx, beginning.answered(told), convener, now=now)
    sessions.begin(tx, begun.person.id, session, now=now)
    first = plain.written(tables.opening_card(begun))
    exchanges.add(tx, begun, key=f"begun:{begun.partnership.id}", said="", shown=first, now=now)
    return begun
