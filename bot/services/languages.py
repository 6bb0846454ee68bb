"""In which language somebody is answered: what they chose, else what is known, else the door's, else their table's."""

from dataclasses import replace
from datetime import datetime

from sqlalchemy import Connection

from bot.domain.errors import UnknownLanguageError
from bot.domain.people import Partner
from bot.messages import language
from bot.messages.cards import languages as cards
from bot.messages.language import ENGLISH, one_of_ours, speaking
from bot.services.request import Reply, Request, Said
from bot.storage import people

WELSH = "cy"


def of(partner: Partner, request: Request) -> str | None:
    """The language of the answer to a request."""
    return on_a_page(partner, request.language)


def on_a_page(partner: Partner, asked_for: str | None) -> str | None:
    """The same for whoever looks at a page of theirs, by a browser that asks for one."""
    return partner.person.language or one_of_ours(asked_for) or partner.partnership.language


def heard(tx: Connection, asker: Partner, request: Request) -> Partner:
    """The asker, with what their door says that they speak, where that is news and they have chosen nothing."""
    told, known = one_of_ours(request.language), asker.person
    if told is None or known.language_chosen_at or told == known.language or (known.language and told == ENGLISH):
        return asker
    people.told_language(tx, known.id, told)
    return replace(asker, person=replace(known, language=told))


def choose(tx: Connection, asker: Partner, said: Said, *, now: datetime) -> Reply:
    """The language that is named; bare, which there are."""
    words = said.on[0] if said.on else said.rest
    if not words:
        return Reply(show=cards.languages())
    code = language.named(words)
    if code is None:
        raise UnknownLanguageError(words=said.rest)
    return _chosen(tx, asker, code, now=now)


def welsh(tx: Connection, asker: Partner, said: Said, *, now: datetime) -> Reply:
    """Said in one word: Cymraeg."""
    return _chosen(tx, asker, WELSH, now=now)


def english(tx: Connection, asker: Partner, said: Said, *, now: datetime) -> Reply:
    """Said in one word: English."""
    return _chosen(tx, asker, ENGLISH, now=now)


def _chosen(tx: Connection, asker: Partner, code: str, *, now: datetime) -> Reply:
    """Theirs from this answer on, whatever their platforms say."""
    people.choose_language(tx, asker.person.id, code, now=now)
    with speaking(code):
        return Reply(show=cards.chosen(code))
