"""What a table is for: everybody sees it, and whoever convenes the table says it; what it was is kept."""

from dataclasses import replace
from datetime import datetime

from sqlalchemy import Connection

from bot.domain.access import Right, may
from bot.domain.errors import NotAllowedError, WordsTooLongError
from bot.domain.people import Partner
from bot.domain.writing import one_line
from bot.messages.cards import ambition as cards
from bot.messages.parts import Form
from bot.services import free_words, safeguards
from bot.services.free_words import Asking, Values
from bot.services.request import Reply, Said
from bot.services.safeguards import Command
from bot.services.settings import LONGEST_TEXT
from bot.services.told import not_yet
from bot.storage import changes, tables

CHANGE = Command(act="ambition.change", typed="change the ambition to", has_form=True)
WHAT = "ambition"


def show(tx: Connection, asker: Partner, said: Said, *, now: datetime) -> Reply:
    """What the table is for; with words, what a coordinator says it is for."""
    if not said.rest:
        return Reply(show=cards.shown(asker))
    if not may(asker.role, Right.CONVENE):
        raise NotAllowedError(words=said.rest)
    return change(tx, asker, said, now=now)


def change(tx: Connection, asker: Partner, said: Said, *, now: datetime) -> Reply:
    """Say it, or say it anew; said bare, ask with the form. Raises WordsTooLongError."""
    meant = safeguards.resumed(tx, asker, said)
    if isinstance(meant, Reply):
        return meant

    def form(values: Values, asking: str | None) -> Form:
        words = values["words"] or asker.partnership.ambition or ""
        return cards.form(words=words, longest=LONGEST_TEXT, asking=asking)

    given = free_words.given(tx, asker, meant, Asking(command=CHANGE, form=form), now=now)
    if isinstance(given, Reply):
        return given
    words = one_line(given.words)
    if len(words) > LONGEST_TEXT:
        error = WordsTooLongError(words=words, limit=LONGEST_TEXT)
        if not said.values:
            raise error
        return not_yet(form(given.values, None), error)
    if words == asker.partnership.ambition:
        return Reply(show=cards.shown(asker))
    return _put(tx, asker, words, careful=given.careful, now=now)


def _put(tx: Connection, asker: Partner, words: str | None, *, careful: bool = False, now: datetime) -> Reply:
    here = asker.partnership
    tables.choose(tx, here.id, WHAT, words)
    turned = (here.ambition, words)
    changes.note(tx, asker, subject="partnership", subject_id=here.id, what=WHAT, from_to=turned, now=now)
    return Reply(show=cards.changed(here.ambition, words, careful=careful))


def undo(tx: Connection, asker: Partner, said: Said, *, now: datetime) -> Reply:
    """Put back what it was before the last change; an old card undoes nothing newer."""
    here = asker.partnership
    history = [one for one in changes.history(tx, asker.viewer, "partnership", here.id) if one.what == WHAT]
    if not history or said.seen not in (None, cards.fingerprint(here.ambition)):
        return Reply(show=cards.as_it_is(asker))
    return replace(_put(tx, asker, history[-1].before, now=now), instead=bool(said.seen))
