"""Somebody says that a figure isn't right: their note stands beside it until they take it back, or it is settled."""

from datetime import datetime

from sqlalchemy import Connection

from bot.domain.contests import Contested, Figure
from bot.domain.people import Partner
from bot.messages.cards import contests as cards
from bot.messages.parts import Form
from bot.services import copies, free_words, safeguards
from bot.services.free_words import Asking, Values
from bot.services.request import Reply, Said
from bot.services.safeguards import Command
from bot.storage import contests as storage

SAY = Command(act="contest.say", typed="/table that isn't right", has_form=True)


def say(tx: Connection, asker: Partner, said: Said, *, now: datetime) -> Reply:
    """Keep what is right in their own words; said bare, or pressed beside a figure, ask with the form."""
    meant = safeguards.resumed(tx, asker, said)
    if isinstance(meant, Reply):
        return meant
    about = _figure(meant.said.value("figure")) or _figure(next(iter(meant.said.on), "")) or _any(asker)

    def form(values: Values, asking: str | None) -> Form:
        return cards.form(about, values["words"], asking=asking)

    given = free_words.given(tx, asker, meant, Asking(command=SAY, form=form), now=now)
    if isinstance(given, Reply):
        return given
    storage.add(tx, asker, about, given.words, now=now)
    [*_, kept] = [one for one in storage.seen(tx, asker.viewer) if one.partner_id == asker.id]
    return Reply(show=cards.said(kept, careful=given.careful))


def _figure(value: str) -> Figure | None:
    return Figure(value) if value in tuple(Figure) else None


def _any(asker: Partner) -> Figure:
    """What is meant where nothing is said of it: their organisation's part, or what is held on them."""
    return Figure.PART if asker.organisation and not asker.role.looks_on else Figure.HELD


def show(tx: Connection, asker: Partner, said: Said, *, now: datetime) -> Reply:
    """`/table contested`: as far as the asker may see the figures."""
    found = storage.seen(tx, asker.viewer)
    return Reply(show=cards.listing(found, reader=asker.id, settles=asker.convenes))


def withdraw(tx: Connection, asker: Partner, said: Said, *, now: datetime) -> Reply:
    """Its author takes it back, everywhere."""
    found = _named(tx, asker, said)
    if found is None or found.partner_id != asker.id:
        return Reply(show=cards.no_such())
    copies.take_out(tx, asker, found.text)
    storage.withdraw(tx, asker, found.id)
    return Reply(show=cards.withdrawn(), instead=bool(said.on))


def settle(tx: Connection, asker: Partner, said: Said, *, now: datetime) -> Reply:
    """Its author says that it is settled, or a coordinator who may see the figure."""
    found = _named(tx, asker, said)
    if found is None or not (asker.convenes or found.partner_id == asker.id):
        return Reply(show=cards.no_such())
    storage.end(tx, asker.viewer, found.id, now=now)
    return Reply(show=cards.settled(), instead=bool(said.on))


def _named(tx: Connection, asker: Partner, said: Said) -> Contested | None:
    """The note that is named by its number, or the only one there is to name."""
    words = (said.on[0] if said.on else said.rest).strip(" #.")
    if words:
        number = int(words) if words.isdecimal() and len(words) <= len(str(2**31)) else 0
        return storage.one(tx, asker.viewer, number)
    found = storage.seen(tx, asker.viewer)
    return found[0] if len(found) == 1 else None
