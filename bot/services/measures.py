"""Measures of outcomes: logged by any partner, corrected and taken back by whoever logged them or convenes."""

import re
from dataclasses import replace
from datetime import datetime

from sqlalchemy import Connection

from bot.domain import outcomes as rules
from bot.domain import pastdays
from bot.domain.acts import Act
from bot.domain.errors import NoDayError, NotAllowedError, UnknownMeasureError
from bot.domain.outcomes import Measure, Outcome, Reading
from bot.domain.people import Partner
from bot.domain.writing import one_line
from bot.messages import of_outcomes as piece
from bot.messages.cards import measures as cards
from bot.messages.parts import Form
from bot.messages.words import plain
from bot.services import copies, free_words, outcomes, safeguards
from bot.services.free_words import Asking, Given, Values
from bot.services.request import Kept, Reply, Said
from bot.services.safeguards import Command, Meant
from bot.services.told import not_yet
from bot.storage import outcomes as storage

LOG = Command(act="measure.log", typed="/table measure", has_form=True)
CORRECT = Command(act="measure.correct", typed="correct measure", has_form=True)

_OF_OUTCOME = re.compile(r"#?(\d{1,9})\s+of\s+(?:outcome\s+)?#?(\d{1,9})\b[\s,:]*(.*)", re.IGNORECASE | re.DOTALL)
_TO = re.compile(r"^to\b[\s,:]*", re.IGNORECASE)


def log(tx: Connection, asker: Partner, said: Said, *, now: datetime) -> Reply:
    """Note how it stands: a number with its unit and day, or a sentence; said bare, ask with the form."""
    meant = safeguards.resumed(tx, asker, said)
    if isinstance(meant, Reply):
        return meant
    one, words = outcomes.found(tx, asker, meant.said, by_name=True)
    if not one.is_live:
        return Reply(show=cards.closed(one, may_change=one.may_change(asker.id, convenes=asker.convenes)))

    def form(values: Values, asking: str | None) -> Form:
        return cards.form(Act(name=LOG.act, on=(str(one.number),)), one, values, asking=asking)

    heard = replace(meant, said=replace(meant.said, rest=words))
    read = _read(tx, asker, heard, Asking(command=LOG, form=form), line=f"{one.number} {words}", now=now)
    if isinstance(read, Reply):
        return read
    given, reading = read
    before = storage.measures(tx, asker.viewer, [one])[one.id]
    twin = next((each for each in before if each.partner_id == asker.id and each.reading == reading), None)
    logged = twin or storage.log(tx, asker, one, reading, now=now)
    measures = before if twin else [*before, logged]
    card = cards.kept(one, logged, measures, today=asker.local_date(now), careful=given.careful)
    return Reply(show=card, kept=_kept_as(one, logged))


def _kept_as(one: Outcome, logged: Measure) -> tuple[Kept, ...]:
    return (Kept(kind="measure", number=one.number, text=plain(piece.reading(logged.reading)), due_on=None),)


def _read(
    tx: Connection, asker: Partner, meant: Meant, asking: Asking, *, line: str, now: datetime
) -> tuple[Given, Reading] | Reply:
    """What was said, as it is understood; or what to show first."""
    given = free_words.given(tx, asker, meant, asking, line=line, now=now)
    if isinstance(given, Reply):
        return given
    today = asker.local_date(now)
    reading = rules.read(one_line(given.words), today, country=asker.country)
    if reading.value is None and reading.words is None:
        return Reply(show=asking.form(given.values, None))
    day = given.values.get("day", "")
    if not day:
        return given, reading
    on = pastdays.last_named(day, today, country=asker.country)
    if on is None or on > today:
        error = NoDayError(words=day)
        error.field = "day"
        return not_yet(asking.form(given.values, None), error)
    return given, replace(reading, on=on)


def correct(tx: Connection, asker: Partner, said: Said, *, now: datetime) -> Reply:
    """Another reading in the place of one; what it was stays in the history of the outcome."""
    meant = safeguards.resumed(tx, asker, said)
    if isinstance(meant, Reply):
        return meant
    of, one, words = _own(tx, asker, meant.said)
    act = Act(name=CORRECT.act, on=(str(of.number), str(one.number)), seen=one.fingerprint)

    def form(values: Values, asking: str | None) -> Form:
        filled = values if values.get("words") else cards.written(one)
        return cards.form(act, of, filled, asking=asking)

    words = _TO.sub("", words, count=1)
    heard = replace(meant, said=replace(meant.said, rest=words))
    line = f"{one.number} of outcome {of.number} to {words}"
    read = _read(tx, asker, heard, Asking(command=CORRECT, form=form), line=line, now=now)
    if isinstance(read, Reply):
        return read
    _given, reading = read
    if reading == one.reading:
        return Reply(show=cards.corrected(of, one, one, today=asker.local_date(now)))
    written = (plain(piece.reading(one.reading)), plain(piece.reading(reading)))
    outcomes.note(tx, asker, of, "corrected", written, now=now)
    corrected = storage.correct(tx, of, one, reading)
    return Reply(show=cards.corrected(of, corrected, one, today=asker.local_date(now)), kept=_kept_as(of, corrected))


def _own(tx: Connection, asker: Partner, said: Said) -> tuple[Outcome, Measure, str]:
    """The measure that is meant, which the asker may change, and what else was said.

    Raises UnknownMeasureError, also where the card that was used showed other words, and NotAllowedError.
    """
    found = _OF_OUTCOME.match(said.rest.strip())
    if len(said.on) > 1:
        outcome, number, words = said.on[0], said.on[1], said.rest
    elif found:
        number, outcome, words = found[1], found[2], found[3]
    else:
        raise UnknownMeasureError(words=said.rest)
    of, _rest = outcomes.held(tx, asker, Said(rest=outcome))
    measures = storage.measures(tx, asker.viewer, [of])[of.id]
    one = next((each for each in measures if str(each.number) == number), None)
    if one is None or said.seen not in (None, one.fingerprint):
        raise UnknownMeasureError(words=said.rest)
    if not (asker.convenes or one.partner_id == asker.id):
        raise NotAllowedError(words=said.rest, owner=one.by or "")
    return of, one, words


def withdraw(tx: Connection, asker: Partner, said: Said, *, now: datetime) -> Reply:
    """Take a measure back everywhere: it is deleted, and so are its words wherever they stand."""
    of, one, _words = _own(tx, asker, said)
    copies.take_out(tx, asker, *filter(None, (one.reading.words,)))
    storage.withdraw_measure(tx, of, one)
    outcomes.note(tx, asker, of, "unmeasured", (None, None), now=now)
    return Reply(show=cards.withdrawn(of), instead=bool(said.seen))
