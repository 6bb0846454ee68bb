"""What a table is for: everybody sees it, and whoever convenes the table says it; what it was is kept.

Anybody else who sits there may put it into words too, and ask whoever convenes to say it so.
"""

from dataclasses import replace
from datetime import datetime

from sqlalchemy import Connection

from bot.domain.access import Right, may
from bot.domain.errors import NotAllowedError, WordsTooLongError
from bot.domain.people import Partner
from bot.domain.writing import one_line
from bot.messages.cards import ambition as cards
from bot.messages.cards import asks as ask_cards
from bot.messages.cards import safeguards as safeguard_cards
from bot.messages.parts import Form
from bot.services import asks, free_words, safeguards
from bot.services.free_words import Asking, Values
from bot.services.request import Reply, Said
from bot.services.safeguards import Command
from bot.services.settings import LONGEST_TEXT
from bot.services.told import kept_as, not_yet
from bot.storage import changes, drafts, people, tables
from bot.storage.commitments import NewCommitment

CHANGE = Command(act="ambition.change", typed="change the ambition to", has_form=True)
SAY = Command(act="ambition.show", typed="/table ambition", has_form=True)
# What waits to be asked is a draft of another purpose than one with details in it.
KEPT_AS = "ambition.ask"
WHAT = "ambition"


def show(tx: Connection, asker: Partner, said: Said, *, now: datetime) -> Reply:
    """What the table is for; with words, what a coordinator says it is for, or somebody else would have it said."""
    if not (said.rest or said.on or said.values):
        return Reply(show=cards.shown(asker))
    if may(asker.role, Right.CONVENE):
        return change(tx, asker, said, now=now)
    if not may(asker.role, Right.ADD):
        raise NotAllowedError(words=said.rest, command=SAY.typed, right=Right.ADD)
    return _would_say(tx, asker, said, now=now)


def _would_say(tx: Connection, asker: Partner, said: Said, *, now: datetime) -> Reply:
    """Their words wait until they ask whoever convenes to say it so. Raises WordsTooLongError."""
    meant = safeguards.resumed(tx, asker, said)
    if isinstance(meant, Reply):
        return meant

    def form(values: Values, asking: str | None) -> Form:
        return cards.form(words=values["words"], longest=LONGEST_TEXT, act=SAY.act, asking=asking)

    given = free_words.given(tx, asker, meant, Asking(command=SAY, form=form), now=now)
    if isinstance(given, Reply):
        return given
    words = one_line(given.words)
    if len(words) > LONGEST_TEXT:
        raise WordsTooLongError(words=words, limit=LONGEST_TEXT)
    convener = _convener(tx, asker)
    if convener is None:
        raise NotAllowedError(words=words)
    here = asker.partnership.id
    draft = drafts.keep(tx, asker.person.id, partnership_id=here, command=KEPT_AS, text=words, now=now)
    return Reply(show=cards.would_say(words, convener.person, draft, careful=given.careful))


def _convener(tx: Connection, asker: Partner) -> Partner | None:
    return next((one for one in people.conveners(tx, asker.viewer) if one.id != asker.id), None)


def ask(tx: Connection, asker: Partner, said: Said, *, now: datetime) -> Reply:
    """Ask whoever convenes to say it so: an ask like any other, in words that they could say."""
    found = drafts.latest(tx, asker, KEPT_AS) if not said.on else None
    draft = found[0] if found else said.row_id
    words, convener = drafts.read(tx, asker, draft, KEPT_AS), _convener(tx, asker)
    if words is None or convener is None:
        return Reply(show=safeguard_cards.gone())
    drafts.take(tx, asker, draft)
    one = asks.ask_of(tx, asker, convener, NewCommitment(text=f"{CHANGE.typed} {words}"), now=now)
    if one is None:
        return Reply(show=safeguard_cards.gone())
    return Reply(show=ask_cards.asked(one, today=asker.local_date(now)), kept=kept_as(one), instead=bool(said.on))


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
