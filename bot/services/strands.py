"""Strands: lines of work that any partner may begin; renamed, ended, and what belongs to each."""

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime

from sqlalchemy import Connection

from bot.domain import strands as domain
from bot.domain.commitments import numbered
from bot.domain.errors import NotAllowedError, UnknownCommitmentError, UnknownStrandError, WordsTooLongError
from bot.domain.grammar import fold
from bot.domain.people import Partner
from bot.domain.strands import Said as Answer
from bot.domain.strands import Strand
from bot.domain.writing import one_line
from bot.messages.cards import strand_forms as forms
from bot.messages.cards import strands as cards
from bot.messages.parts import Form
from bot.services import free_words, safeguards
from bot.services.free_words import Asking, Given, Values
from bot.services.request import Kept, Reply, Said
from bot.services.safeguards import Command, Meant
from bot.services.told import not_yet
from bot.storage import changes, commitments, leads
from bot.storage import strands as storage

BEGIN = Command(act="strand.begin", typed="/table strand", has_form=True)
RENAME = Command(act="strand.rename", typed="rename strand", has_form=True)
END = Command(act="strand.end", typed="end strand", has_form=True)
_TO = re.compile(r"\s+to(?:\s+|$)", re.IGNORECASE)
_THEN = re.compile(r"\s*(?:[,:;]|\s[–-]|\bbecause\b)\s*", re.IGNORECASE)
_BELONGS = re.compile(r"\s+belongs\s+to\s+", re.IGNORECASE)


def one_of(words: str, strands: Sequence[Strand]) -> Strand:
    """The one that is meant. Raises UnknownStrandError with the names there are."""
    found = domain.meant(words.strip(" .“”\"'"), strands)
    if len(found) != 1:
        raise UnknownStrandError(words=words, names=[one.name for one in found or strands])
    return found[0]


def begin(tx: Connection, asker: Partner, said: Said, *, now: datetime) -> Reply:
    """Begin a line of work; said bare, ask with the form. Nobody leads it yet."""
    meant = safeguards.resumed(tx, asker, said)
    if isinstance(meant, Reply):
        return meant

    def form(values: Values, asking: str | None) -> Form:
        return forms.form(words=values["words"], asking=asking)

    given = free_words.given(tx, asker, meant, Asking(command=BEGIN, form=form), now=now)
    if isinstance(given, Reply):
        return given
    return _fitting(given, form, said) or _begin(tx, asker, given, now=now)


def _begin(tx: Connection, asker: Partner, given: Given, *, now: datetime) -> Reply:
    name = one_line(given.words)
    commitments.lock(tx, asker.partnership.id)
    live = storage.live(tx, asker.viewer)
    if twin := next((one for one in live if fold(one.name) == fold(name)), None):
        return Reply(show=cards.is_there(twin))
    number = storage.add(tx, asker, name, now=now)
    one = _numbered(tx, asker, number)
    changes.note(tx, asker, subject="strand", subject_id=one.id, what="began", now=now)
    kept = (Kept(kind="strand", number=number, text=name),)
    return Reply(show=cards.begun(one, live=len(live) + 1, careful=given.careful), kept=kept)


def _fitting(given: Given, form: Callable[[Values, str | None], Form], said: Said) -> Reply | None:
    """The form again for a name that would not stand in a sentence; raises WordsTooLongError for one typed."""
    if len(one_line(given.words)) <= domain.LONGEST_NAME:
        return None
    error = WordsTooLongError(words=given.words, limit=domain.LONGEST_NAME)
    if not said.values:
        raise error
    return not_yet(form(given.values, None), error)


def _numbered(tx: Connection, asker: Partner, number: int) -> Strand:
    return next(one for one in storage.every(tx, asker.viewer) if one.number == number)


def list_all(tx: Connection, asker: Partner, said: Said, *, now: datetime) -> Reply:
    """Each with its lead and the one next thing; of one that is named, everything, with who led it when."""
    words = said.line
    following = storage.next_things(tx, asker.viewer)
    if not words:
        return Reply(show=cards.listing(storage.live(tx, asker.viewer), following))
    one = one_of(words, storage.every(tx, asker.viewer))
    willing = [
        offer.taker
        for offer in leads.waiting(tx, asker.viewer)
        if offer.strand_id == one.id and offer.answer is Answer.WITH
    ]
    history = leads.history(tx, asker.viewer, one.id)
    today = asker.local_date(now)
    card = cards.shown(one, following.get(one.id), history, asker=asker.id, willing=willing, today=today)
    return Reply(show=card)


def rename(tx: Connection, asker: Partner, said: Said, *, now: datetime) -> Reply:
    """`rename strand 2 to housing`: any partner may; what it was called stays in its history."""
    found = _told(tx, asker, said, _TO, now=now)
    if isinstance(found, Reply):
        return found
    one, meant = found

    def form(values: Values, asking: str | None) -> Form:
        return forms.rename_form(one, words=values["words"], asking=asking)

    line = f"{one.number} to {meant.said.rest}"
    given = free_words.given(tx, asker, meant, Asking(command=RENAME, form=form), line=line, now=now)
    if isinstance(given, Reply):
        return given
    if refusal := _fitting(given, form, said):
        return refusal
    name = one_line(given.words)
    if name != one.name:
        storage.rename(tx, asker, one.id, name)
        renamed = (one.name, name)
        changes.note(tx, asker, subject="strand", subject_id=one.id, what="renamed", from_to=renamed, now=now)
    return Reply(show=cards.renamed(replace(one, name=name), one.name))


def end(tx: Connection, asker: Partner, said: Said, *, now: datetime) -> Reply:
    """It has come to its end, with what came of it; whoever led it is thanked and leads it no more."""
    found = _told(tx, asker, said, _THEN, now=now)
    if isinstance(found, Reply):
        return found
    one, meant = found

    def form(values: Values, asking: str | None) -> Form:
        return forms.end_form(one, words=values["words"], asking=asking)

    line = f"{one.number}, {meant.said.rest}"
    given = free_words.given(tx, asker, meant, Asking(command=END, form=form, needed=()), line=line, now=now)
    if isinstance(given, Reply):
        return given
    storage.end(tx, asker, one.id, given.words or None, now=now)
    leads.end(tx, asker, one.id, now=now)
    for offer in leads.waiting(tx, asker.viewer):
        if offer.strand_id == one.id:
            leads.answer(tx, asker, offer.id, Answer.OVER, now=now)
    changes.note(tx, asker, subject="strand", subject_id=one.id, what="ended", reason=given.words or None, now=now)
    ended = replace(one, ended_at=now, came_of=given.words or None)
    return Reply(show=cards.ended(ended, asker.local_date(now), careful=given.careful))


def _told(
    tx: Connection, asker: Partner, said: Said, at: re.Pattern[str], *, now: datetime
) -> tuple[Strand, Meant] | Reply:
    """Which strand, with the table held, and what was said of it after `at`; or what to show instead."""
    meant = safeguards.resumed(tx, asker, said)
    if isinstance(meant, Reply):
        return meant
    commitments.lock(tx, asker.partnership.id)
    which, rest = _parted(meant.said.line, at)
    one = one_of(which, storage.every(tx, asker.viewer))
    if one.ended_at or said.seen not in (None, one.version):
        return Reply(show=cards.changed_since(one, asker.local_date(now)))
    return one, replace(meant, said=replace(meant.said, rest=rest, on=()))


def _parted(words: str, at: re.Pattern[str]) -> tuple[str, str]:
    found = at.search(words)
    return (words[: found.start()], words[found.end() :]) if found else (words, "")


def tie(tx: Connection, asker: Partner, said: Said, *, now: datetime) -> Reply:
    """`3 belongs to housing`: its owner says to which line of work a commitment belongs."""
    if said.on:
        number, which = said.row_id, " ".join(said.on[1:])
    else:
        head, which = _parted(f" {said.rest}", _BELONGS)
        found, _rest = numbered(head.strip())
        number = found or 0
    commitments.lock(tx, asker.partnership.id)
    one = commitments.numbered(tx, asker.viewer, number)
    if one is None:
        raise UnknownCommitmentError(words=said.rest)
    if one.partner_id != asker.id:
        raise NotAllowedError(words=said.rest, owner=one.owner)
    live = storage.live(tx, asker.viewer)
    if not which:
        return Reply(show=cards.which(one, live) if live else cards.none_yet())
    strand = one_of(which, live)
    storage.tie(tx, asker, one.number, strand.id)
    commitments.note(tx, asker, one, what="tied", from_to=(None, strand.name), now=now)
    return Reply(show=cards.tied(one, strand))
