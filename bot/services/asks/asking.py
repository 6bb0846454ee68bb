"""Asking somebody at the table for something, which waits until they answer."""

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from sqlalchemy import Connection

from bot.domain.commitments import Commitment, State
from bot.domain.errors import ConvenorError, EmptyWordsError, UnknownPersonError
from bot.domain.people import Partner, Viewer
from bot.domain.safeguards import suggests_danger
from bot.domain.writing import one_line
from bot.messages.cards import asks as cards
from bot.messages.parts import Card, Form, Item
from bot.services import identity, offers, safeguards
from bot.services.commitments import making
from bot.services.request import Reply, Said
from bot.services.safeguards import Command
from bot.services.told import kept_as, not_yet
from bot.storage import commitments as storage
from bot.storage import drafts, people, weeks
from bot.storage.commitments import NewCommitment

ASK = Command(act="commitment.ask", typed="/table ask", has_form=True)

# "to share the list", and as one notes for somebody who rang: "she'll bring the minibus".
_TO = re.compile(r"to(?:\s+|$)|[:,]\s*(?:(?:s?he|they)(?:['’]ll|\s+will)\s+)?", re.IGNORECASE)
_AND = re.compile(r"(?:,|&|\band\b|\bor\b)\s*", re.IGNORECASE)


def ask(tx: Connection, asker: Partner, said: Said, *, now: datetime) -> Reply:
    """Ask somebody at the table for something, by a day if one is named; said bare, ask with the form."""
    meant = safeguards.resumed(tx, asker, said)
    if isinstance(meant, Reply):
        return meant
    heard = meant.said
    if not (heard.rest or heard.people or heard.values):
        # A button beside somebody means them.
        return Reply(show=_form(tx, asker, {"person": str(heard.row_id)}))
    try:
        receiver, words = _whom_and_what(tx, asker, heard)
        if not words or meant.changing:
            return Reply(show=_form(tx, asker, {"person": str(receiver.id), "words": words}))
        return _ask_first(tx, asker, receiver, words, asked=meant.asked, now=now)
    except ConvenorError as error:
        if not said.values:
            raise
        return not_yet(_form(tx, asker, {name: said.value(name) for name in ("person", "words", "due_on")}), error)


def _form(tx: Connection, asker: Partner, given: dict[str, str]) -> Form:
    return cards.ask_form(given, others(tx, asker))


def others(tx: Connection, asker: Partner) -> list[tuple[int, str]]:
    """Whom the asker could ask; names are everybody's to see."""
    everybody = people.everybody(tx, asker.viewer)
    return [(one.id, one.person.name) for one in everybody if one.id != asker.id and may_be_asked(one)]


def _whom_and_what(tx: Connection, asker: Partner, said: Said) -> tuple[Partner, str]:
    """The receiver and the sentence, from the words or the form. Raises UnknownPersonError."""
    if said.values:
        day = said.value("due_on")
        words = one_line(said.value("words"))
        return by_id(tx, asker, said.value("person")), f"{words} by {day}" if day and words else words
    receiver, words = mentioned(tx, asker, said)
    return receiver, after_to(words)


def after_to(words: str) -> str:
    """The words without the "to" that they begin with."""
    begins = _TO.match(words)
    return words[begins.end() :] if begins else words


def by_id(tx: Connection, asker: Partner, written: str) -> Partner:
    for one in people.everybody(tx, asker.viewer):
        if str(one.id) == written:
            return one
    raise UnknownPersonError(words=written, names=())


def mentioned(tx: Connection, asker: Partner, said: Said) -> tuple[Partner, str]:
    """The one person the words name, and the words without them."""
    found, words = identity.mentioned(tx, asker, replace(said, rest=one_line(said.rest)), bare=True)
    found = [*found, *_also(tx, asker, words)]
    if len(found) != 1:
        raise UnknownPersonError(words=said.rest, names=tuple(one.person.name for one in found))
    return found[0], words


def _also(tx: Connection, asker: Partner, words: str) -> Sequence[Partner]:
    """Whoever is named next, so that "Sam and Jo to ..." is not asked of Sam alone."""
    joined = _AND.match(words)
    if joined is None:
        return ()
    try:
        return identity.mentioned(tx, asker, Said(rest=words[joined.end() :]), bare=True)[0]
    except UnknownPersonError:
        return ()


def _ask_first(tx: Connection, asker: Partner, receiver: Partner, words: str, *, asked: bool, now: datetime) -> Reply:
    """Ask, unless it can't be asked of them, or details in the words must be asked about before."""
    if refusal := cannot(tx, asker, receiver, words, now=now):
        return refusal
    line = f"{written(receiver)} to {words}"
    if not asked and (question := safeguards.question(tx, asker, words, ASK, line=line, now=now)):
        return question
    return _asked(tx, asker, receiver, _read(asker, words, now=now), careful=suggests_danger(words), now=now)


def _read(asker: Partner, words: str, *, now: datetime) -> NewCommitment:
    """What is asked, and by when. Raises EmptyWordsError, PastDeadlineError, ImpossibleDeadlineError."""
    new = making.read(asker, words, now=now)
    if not new.text:
        raise EmptyWordsError
    return new


def _asked(
    tx: Connection, asker: Partner, receiver: Partner, new: NewCommitment, *, careful: bool, now: datetime
) -> Reply:
    """Ask, unless the same was asked already."""
    storage.lock(tx, asker.partnership.id)
    twin = _asked_already(storage.asked_by(tx, asker, since=now), receiver, new.text)
    one = twin or add(tx, asker, receiver, new, now=now)
    today = asker.local_date(now)
    card = cards.asked_already(one, today=today) if twin else cards.asked(one, today=today, careful=careful)
    return Reply(show=card, kept=kept_as(one))


def ask_of(
    tx: Connection,
    asker: Partner,
    receiver: Partner,
    new: NewCommitment,
    *,
    now: datetime,
) -> Commitment | None:
    """Ask somebody for something: how whatever was agreed elsewhere becomes an ask.

    The same words to the same person, and the same source, are asked once, whoever asks. What somebody asks of
    themself is their commitment. None where nobody can be asked (an observer), or where the asker may not see what has
    become of it.
    """
    if not may_be_asked(receiver):
        return None
    storage.lock(tx, asker.partnership.id)
    if new.source and (number := storage.made_from(tx, asker.partnership.id, new.source)):
        return storage.numbered(tx, asker.viewer, number)
    if receiver.id == asker.id:
        return storage.add(tx, asker, new, now=now)
    twin = _asked_already(storage.asked_by(tx, asker, since=now), receiver, new.text)
    return twin or add(tx, asker, receiver, new, now=now)


def minuted(
    tx: Connection, asker: Partner, owner: Partner, words: str, *, source: str, now: datetime
) -> Commitment | None:
    """What was minuted for somebody, once: an ask to them, or the asker's own word for what is theirs.

    None as `ask_of` answers it. Raises EmptyWordsError, PastDeadlineError, ImpossibleDeadlineError.
    """
    return ask_of(tx, asker, owner, replace(_read(asker, words, now=now), source=source), now=now)


def cannot(tx: Connection, asker: Partner, receiver: Partner, words: str, *, now: datetime) -> Reply | None:
    """Why this person can't be asked: it is the asker, or somebody who is here to listen."""
    if receiver.id == asker.id:
        table = asker.partnership.id
        draft = drafts.keep(tx, asker.person.id, partnership_id=table, command=ASK.act, text=words, now=now)
        card = cards.to_yourself(words, draft)
    elif not may_be_asked(receiver):
        card = cards.observing(receiver.person.name)
    else:
        return None
    return Reply(show=card, wrong={"person": card.text})


def may_be_asked(receiver: Partner) -> bool:
    """Whoever is here to listen takes nothing on."""
    return not receiver.role.looks_on


def written(receiver: Partner) -> str:
    """Somebody as one could type them, so that a draft finds them again."""
    return f'@"{receiver.person.email or receiver.person.name}"'


def _asked_already(asks: Sequence[Commitment], receiver: Partner, text: str) -> Commitment | None:
    for one in asks:
        if one.state is State.ASKED and one.partner_id == receiver.id and one.text == text:
            return one
    return None


def add(
    tx: Connection, asker: Partner, receiver: Partner, new: NewCommitment, *, tell: bool = True, now: datetime
) -> Commitment:
    """Keep the ask, and owe its receiver the one message about it, if they are told of it by itself."""
    waiting = replace(new, state=State.ASKED, asked_by=asker.id)
    one = storage.add(tx, receiver, waiting, asker=asker.person.name, now=now)
    if tell:
        offers.owe(tx, receiver, f"commitment:{one.number}", now=now)
    return one


def offered(tx: Connection, receiver: Partner, number: str, *, now: datetime) -> Card | None:
    """The ask as it is said when it is made; None once it was answered."""
    one = next((one for one in weeks.asked_of(tx, receiver) if one.number == int(number)), None)
    return cards.offer(one, receiver, weeks.asker_of(tx, receiver, one.number)) if one else None


def waiting(tx: Connection, seat: Partner, *, now: datetime) -> Sequence[Item]:
    """What somebody was asked and has not answered, as lines of their note."""
    return [cards.waits(one) for one in weeks.asked_of(tx, seat)]


def whose_word(tx: Connection, viewer: Viewer) -> frozenset[int]:
    """Who was asked for something and has not answered."""
    return weeks.partners_asked(tx, viewer)
