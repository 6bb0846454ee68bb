"""Outcomes: set by any partner, said anew, closed and opened again by whoever set them or convenes the table."""

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime

from sqlalchemy import Connection

from bot.domain.access import Right, may
from bot.domain.commitments import because, numbered
from bot.domain.errors import NotAllowedError, UnknownOutcomeError
from bot.domain.grammar import fold
from bot.domain.outcomes import Better, Outcome, State, named
from bot.domain.people import Partner, Viewer
from bot.domain.writing import one_line
from bot.messages.cards import outcome_forms as forms
from bot.messages.cards import outcomes as cards
from bot.messages.cards.outcome_forms import Shown
from bot.messages.cards.outcomes import Reader, Standing
from bot.messages.parts import Card, Form, Text
from bot.services import copies, free_words, safeguards
from bot.services.free_words import Asking, Given, Values
from bot.services.request import Kept, Reply, Said
from bot.services.safeguards import Command, Meant
from bot.storage import changes
from bot.storage import outcomes as storage
from bot.storage.commitments import lock

SET = Command(act="outcome.set", typed="/table outcome", has_form=True)
CHANGE = Command(act="outcome.change", typed="change outcome", has_form=True)
REACHED = Command(act="outcome.reached", typed="reached outcome", has_form=True)
DROP = Command(act="outcome.drop", typed="drop outcome", has_form=True)

_CALLED = re.compile(r"^(?:outcome\s+)?(?=#?\d)", re.IGNORECASE)
_TO = re.compile(r"^to\b[\s,:]*", re.IGNORECASE)
_NUMBER_ALONE = re.compile(r"#?\d{1,9}\.?")
_BETTER = {"more": Better.MORE, "higher": Better.MORE, "fewer": Better.FEWER, "less": Better.FEWER}


def reader(asker: Partner, *, now: datetime) -> Reader:
    return Reader(
        partner_id=asker.id,
        adds=may(asker.role, Right.ADD),
        convenes=asker.convenes,
        today=asker.local_date(now),
    )


def found(tx: Connection, asker: Partner, said: Said, *, by_name: bool = False) -> tuple[Outcome, str]:
    """The outcome that is meant, by its number or, where `by_name`, by words of it; and what else was said.

    Raises UnknownOutcomeError with the names of those that there are.
    """
    line = _CALLED.sub("", said.line)
    number, words = numbered(line)
    one = storage.numbered(tx, asker.viewer, number) if number is not None else None
    if one:
        return one, words
    live = storage.open_ones(tx, asker.viewer)
    if not by_name:
        raise UnknownOutcomeError(words=line)
    return _by_name(line, live)


def _by_name(line: str, live: Sequence[Outcome]) -> tuple[Outcome, str]:
    """The one that the words before the first figure name; where there is one alone, it need not be named."""
    figure = re.search(r"[£€$]?-?\d", line)
    head, rest = (line[: figure.start()], line[figure.start() :]) if figure else (line, "")
    fits = named(head, live)
    if len(fits) == 1:
        return fits[0], rest
    if fits or len(live) != 1:
        raise UnknownOutcomeError(words=line)
    return live[0], line


def standing(tx: Connection, viewer: Viewer, those: Sequence[Outcome]) -> list[Standing]:
    """Each with what was measured of it, and how much is open towards it."""
    measures, tied = storage.measures(tx, viewer, those), storage.open_towards(tx, viewer)
    return [Standing(outcome=one, measures=measures[one.id], tied=tied.get(one.id, 0)) for one in those]


def set_(tx: Connection, asker: Partner, said: Said, *, now: datetime) -> Reply:
    """Set one for the table; said bare, ask with the form; a number alone shows the one that has it."""
    meant = safeguards.resumed(tx, asker, said)
    if isinstance(meant, Reply):
        return meant
    if not said.values and _NUMBER_ALONE.fullmatch(meant.said.rest):
        return show(tx, asker, meant.said, now=now)

    def form(values: Values, asking: str | None) -> Form:
        return forms.form(Shown(act=forms.act(SET.act), values=values, asking=asking))

    given = free_words.given(tx, asker, meant, Asking(command=SET, form=form), now=now)
    return given if isinstance(given, Reply) else _set(tx, asker, given, now=now)


def _set(tx: Connection, asker: Partner, given: Given, *, now: datetime) -> Reply:
    words = one_line(given.words)
    lock(tx, asker.partnership.id)
    live = storage.open_ones(tx, asker.viewer)
    if twin := next((one for one in live if fold(one.text) == fold(words)), None):
        return Reply(show=cards.there_already(twin), kept=kept_as(twin))
    one = storage.add(tx, asker, words, now=now)
    note(tx, asker, one, "set", (None, words), now=now)
    return Reply(show=cards.kept(one, len(live) + 1, careful=given.careful), kept=kept_as(one))


def kept_as(one: Outcome) -> tuple[Kept, ...]:
    return (Kept(kind="outcome", number=one.number, text=one.text),)


def note(
    tx: Connection,
    asker: Partner,
    one: Outcome,
    what: str,
    from_to: tuple[object, object],
    *,
    reason: str | None = None,
    now: datetime,
) -> None:
    changes.note(tx, asker, subject="outcome", subject_id=one.id, what=what, from_to=from_to, reason=reason, now=now)


def list_all(tx: Connection, asker: Partner, said: Said, *, now: datetime) -> Reply:
    """What the table works towards, each with how it has gone; then what was reached or given up."""
    every = storage.every(tx, asker.viewer)
    live = standing(tx, asker.viewer, [one for one in every if one.is_live])
    return Reply(show=cards.listing(live, [one for one in every if not one.is_live], reader(asker, now=now)))


def show(tx: Connection, asker: Partner, said: Said, *, now: datetime) -> Reply:
    """All about one of them."""
    one, _rest = found(tx, asker, said)
    return Reply(show=_details(tx, asker, one, now=now))


def look(tx: Connection, reader: Partner, number: int, *, now: datetime) -> Card | None:
    """The same where a card about it stands already; None once it was taken back."""
    one = storage.numbered(tx, reader.viewer, number)
    return _details(tx, reader, one, now=now) if one else None


def _details(tx: Connection, asker: Partner, one: Outcome, *, now: datetime) -> Card:
    [about] = standing(tx, asker.viewer, [one])
    history = changes.history(tx, asker.viewer, "outcome", one.id)
    return cards.details(about, history, reader(asker, now=now))


def better(tx: Connection, asker: Partner, said: Said, *, now: datetime) -> Reply:
    """Which way is better: what a person says, never what the words seem to say."""
    one, words = held(tx, asker, said)
    way = next((_BETTER[word] for word in (*said.on[1:], *fold(words).split()) if word in _BETTER), None)
    if way is not None and way is one.better:
        return Reply(show=cards.directed(one))
    if way is None or is_old(said, one):
        return as_it_is(asker, one, now=now)
    if one.better is not None and not one.may_change(asker.id, convenes=asker.convenes):
        raise NotAllowedError(words=said.rest, owner=one.owner or "")
    note(tx, asker, one, "better", (one.better, way), now=now)
    return Reply(show=cards.directed(storage.save(tx, replace(one, better=way))))


def held(tx: Connection, asker: Partner, said: Said) -> tuple[Outcome, str]:
    """As `found`, and nobody else changes it until the transaction ends."""
    lock(tx, asker.partnership.id)
    return found(tx, asker, said)


def is_old(said: Said, one: Outcome) -> bool:
    return said.seen not in (None, one.fingerprint)


def as_it_is(asker: Partner, one: Outcome, *, now: datetime) -> Reply:
    may_change = one.may_change(asker.id, convenes=asker.convenes)
    return Reply(show=cards.as_it_is(one, may_change=may_change, today=asker.local_date(now)))


# (tx, asker, one, words, *, given, now) -> what is said once it is done.
Step = Callable[..., Card]


def _stepped(
    tx: Connection, asker: Partner, said: Said, command: Command, step: Step, *, live: bool, now: datetime
) -> Reply:
    """Do what takes words to it, as whoever set it or convenes; `live`: what it must be for that to make sense."""
    meant = safeguards.resumed(tx, asker, said)
    if isinstance(meant, Reply):
        return meant
    one, words = held(tx, asker, meant.said)
    if not one.may_change(asker.id, convenes=asker.convenes):
        raise NotAllowedError(words=said.rest, owner=one.owner or "")
    if one.is_live is not live or is_old(meant.said, one):
        return as_it_is(asker, one, now=now)
    given = _given(tx, asker, meant, command, one, words, now=now)
    return given if isinstance(given, Reply) else Reply(show=step(tx, asker, one, given, now=now), kept=kept_as(one))


def _given(
    tx: Connection, asker: Partner, meant: Meant, command: Command, one: Outcome, words: str, *, now: datetime
) -> Given | Reply:
    draw = forms.form if command is CHANGE else forms.closing

    def form(values: Values, asking: str | None) -> Form:
        filled = {**values, "words": values["words"] or (one.text if command is CHANGE else "")}
        return draw(Shown(act=forms.act(command.act, one), values=filled, asking=asking), about=one)

    words = _TO.sub("", words, count=1) if command is CHANGE else because(words)[1] or words
    said = replace(meant, said=replace(meant.said, rest=words))
    return free_words.given(tx, asker, said, Asking(command=command, form=form), line=f"{one.number} {words}", now=now)


def change(tx: Connection, asker: Partner, said: Said, *, now: datetime) -> Reply:
    """Say it anew; what it was is kept behind it."""
    return _stepped(tx, asker, said, CHANGE, _change, live=True, now=now)


def _change(tx: Connection, asker: Partner, one: Outcome, given: Given, *, now: datetime) -> Card:
    words = one_line(given.words)
    note(tx, asker, one, "changed", (one.text, words), now=now)
    return cards.changed(storage.save(tx, replace(one, text=words)), one.text)


def reached(tx: Connection, asker: Partner, said: Said, *, now: datetime) -> Reply:
    """It is so: closed, with what is to be said about it."""
    return _stepped(tx, asker, said, REACHED, _closing(State.REACHED), live=True, now=now)


def drop(tx: Connection, asker: Partner, said: Said, *, now: datetime) -> Reply:
    """It is no longer this table's: closed, with why."""
    return _stepped(tx, asker, said, DROP, _closing(State.DROPPED), live=True, now=now)


def _closing(state: State) -> Step:
    def step(tx: Connection, asker: Partner, one: Outcome, given: Given, *, now: datetime) -> Card:
        reason = one_line(given.words)
        note(tx, asker, one, state, (one.state, state), reason=reason, now=now)
        return cards.closed(storage.save(tx, replace(one, state=state, reason=reason, closed_at=now)))

    return step


def reopen(tx: Connection, asker: Partner, said: Said, *, now: datetime) -> Reply:
    """A closed one is worked towards again."""
    one, _rest = held(tx, asker, said)
    if not one.may_change(asker.id, convenes=asker.convenes):
        raise NotAllowedError(words=said.rest, owner=one.owner or "")
    if one.is_live or is_old(said, one):
        return as_it_is(asker, one, now=now)
    note(tx, asker, one, "reopened", (one.state, State.LIVE), now=now)
    return Reply(show=cards.reopened(storage.save(tx, replace(one, state=State.LIVE, reason=None, closed_at=None))))


def withdraw(tx: Connection, asker: Partner, said: Said, *, now: datetime) -> Reply:
    """Take one's own back everywhere, for as long as nobody else has measured it."""
    one, _rest = held(tx, asker, said)
    if one.partner_id != asker.id:
        raise NotAllowedError(words=said.rest, owner=one.owner or "")
    if is_old(said, one):
        return as_it_is(asker, one, now=now)
    measures = storage.measures(tx, asker.viewer, [one])[one.id]
    if any(each.partner_id != asker.id for each in measures):
        return Reply(show=cards.measured_already(one))
    history = changes.history(tx, asker.viewer, "outcome", one.id)
    earlier = [each.before for each in history if each.what == "changed"]
    said_of_it = [each.reading.words for each in measures]
    copies.take_out(tx, asker, *filter(None, (one.text, one.reason, *earlier, *said_of_it)))
    storage.withdraw(tx, one)
    return Reply(show=cards.withdrawn(), instead=bool(said.seen))


def line(tx: Connection, asker: Partner, *, now: datetime) -> Text | None:
    """How it goes with what the table works towards, in a sentence."""
    live = standing(tx, asker.viewer, storage.open_ones(tx, asker.viewer))
    return cards.line(live, asker.local_date(now))
