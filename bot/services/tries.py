"""Tries: begun by any partner, with as much said of them as they like; seen by everybody at the table."""

import re
from dataclasses import replace
from datetime import date, datetime

from sqlalchemy import Connection

from bot.domain.access import Right, may
from bot.domain.acts import Act
from bot.domain.commitments import numbered
from bot.domain.errors import ConvenorError, NotAllowedError, UnknownTryError
from bot.domain.grammar import fold
from bot.domain.people import Partner
from bot.domain.safeguards import Masked
from bot.domain.tries import Shares, Try, look_on
from bot.domain.writing import one_line
from bot.messages.cards import tries as cards
from bot.messages.cards import try_forms as forms
from bot.messages.cards.tries import Reader
from bot.messages.parts import Card, Form
from bot.services import copies, free_words, safeguards, sharing
from bot.services.days import day_in, deadline_in
from bot.services.free_words import Asking, Given, Values
from bot.services.request import Kept, Reply, Said
from bot.services.safeguards import Command
from bot.services.told import not_yet
from bot.storage import changes
from bot.storage import tries as storage
from bot.storage.commitments import lock

BEGIN = Command(act="try.begin", typed="/table try", has_form=True)
FILL = Command(act="try.fill", typed="fill in try", has_form=True)

BOXES = ("words", "step", "go_wrong", "would_learn")

_CALLED = re.compile(r"^(?:try\s+)?(?=#?\d)", re.IGNORECASE)
_NUMBER_ALONE = re.compile(r"#?\d{1,9}\.?")


def reader(asker: Partner, *, now: datetime) -> Reader:
    return Reader(
        partner_id=asker.id,
        begins=may(asker.role, Right.ADD),
        convenes=asker.convenes,
        today=asker.local_date(now),
    )


def found(tx: Connection, asker: Partner, said: Said) -> tuple[Try, str]:
    """The try that is meant, by its number, and what else was said. Raises UnknownTryError."""
    number, words = numbered(_CALLED.sub("", said.line))
    one = storage.numbered(tx, asker.viewer, number) if number is not None else None
    if one is None:
        raise UnknownTryError(words=said.rest)
    return one, words


def own(tx: Connection, asker: Partner, said: Said) -> tuple[Try, str]:
    """The same, one that the asker may change; nobody else does until the transaction ends. Raises NotAllowedError."""
    lock(tx, asker.partnership.id)
    one, words = found(tx, asker, said)
    if not one.may_change(asker.id, convenes=asker.convenes):
        raise NotAllowedError(words=said.rest, owner=one.owner)
    return one, words


def is_old(said: Said, one: Try) -> bool:
    return said.seen not in (None, one.fingerprint)


def as_it_is(asker: Partner, one: Try, *, now: datetime) -> Reply:
    return Reply(show=cards.as_it_is(one, reader(asker, now=now)))


def kept_as(one: Try) -> tuple[Kept, ...]:
    return (Kept(kind="try", number=one.number, text=one.text, due_on=one.look_on),)


def note(
    tx: Connection,
    by: Partner,
    one: Try,
    what: str,
    from_to: tuple[object, object] = (None, None),
    *,
    reason: str | None = None,
    now: datetime,
) -> None:
    """Keep in the history of a try what `by` did to it, and what was learned."""
    changes.note(tx, by, subject="try", subject_id=one.id, what=what, from_to=from_to, reason=reason, now=now)


def begin(tx: Connection, asker: Partner, said: Said, *, now: datetime) -> Reply:
    """Keep what is tried at once, with the day that can be read in it; said bare, ask with the form."""
    meant = safeguards.resumed(tx, asker, said)
    if isinstance(meant, Reply):
        return meant
    if not said.values and _NUMBER_ALONE.fullmatch(meant.said.rest):
        return show(tx, asker, meant.said, now=now)
    seats = sharing.seats(tx, asker)

    def form(values: Values, asking: str | None) -> Form:
        return forms.form(Act(name=BEGIN.act), values, seats, asking=asking)

    given = free_words.given(tx, asker, meant, Asking(command=BEGIN, form=form, boxes=BOXES), now=now)
    if isinstance(given, Reply):
        return given
    try:
        text, day = _what_and_when(asker, given, now=now)
    except ConvenorError as error:
        if not said.values:
            raise
        return not_yet(form(given.values, None), error)
    return _begin(tx, asker, text, day, given, now=now)


def _what_and_when(asker: Partner, given: Given, *, now: datetime) -> tuple[str, date]:
    """What is tried, and when it is looked at: a day of the form's goes before one in the words."""
    today, words = asker.local_date(now), one_line(given.words)
    if day := given.values.get("due_on", ""):
        return words, day_in(day, asker, today)
    masked = Masked.of(words)
    deadline = deadline_in(masked.text, asker, today)
    if deadline.due is None or deadline.repeat or not deadline.text or deadline.due <= today:
        return words, look_on(None, words, today=today)
    return masked.restore(deadline.text), deadline.due


def _begin(tx: Connection, asker: Partner, text: str, day: date, given: Given, *, now: datetime) -> Reply:
    lock(tx, asker.partnership.id)
    today = asker.local_date(now)
    going = storage.open_ones(tx, asker.viewer)
    if twin := next((one for one in going if one.partner_id == asker.id and fold(one.text) == fold(text)), None):
        return Reply(show=cards.there_already(twin, today=today), kept=kept_as(twin))
    one = storage.add(tx, asker, text, look_on=day, now=now)
    note(tx, asker, one, "begun", (None, text), now=now)
    if not any(given.values.get(name) for name in (*BOXES[1:], "sharers")):
        return Reply(show=cards.begun(one, today=today, careful=given.careful), kept=kept_as(one))
    return _filled(tx, asker, _with(one, given), given, now=now)


def _with(one: Try, given: Given) -> Try:
    """The try with what the form said of it; what was left empty is not said."""
    said = {name: one_line(given.values.get(name, "")) or None for name in BOXES[1:]}
    return replace(one, step=said["step"], go_wrong=said["go_wrong"], would_learn=said["would_learn"])


def _filled(tx: Connection, asker: Partner, one: Try, given: Given, *, now: datetime) -> Reply:
    """Keep it as it is said now, and ask whoever was named."""
    saved = storage.save(tx, one)
    asked = sharing.ask(tx, asker, saved, given.values.get("sharers", "").split(), now=now)
    again = storage.numbered(tx, asker.viewer, saved.number) or saved
    card = cards.filled(again, asked, today=asker.local_date(now), careful=given.careful)
    return Reply(show=card, kept=kept_as(again))


def fill(tx: Connection, asker: Partner, said: Said, *, now: datetime) -> Reply:
    """Say more of one, or say it anew; what it was is kept in its history."""
    meant = safeguards.resumed(tx, asker, said)
    if isinstance(meant, Reply):
        return meant
    one, words = own(tx, asker, meant.said)
    if not one.is_open or is_old(meant.said, one):
        return as_it_is(asker, one, now=now)
    seats = sharing.seats(tx, asker)

    def form(values: Values, asking: str | None) -> Form:
        act = Act(name=FILL.act, on=(str(one.number),), seen=one.fingerprint)
        stands = values if said.values else _as_typed(one)
        return forms.form(act, stands, seats, asking=asking)

    # Typed words only open the form: which of its questions they answer, nobody can tell.
    heard = replace(meant, said=replace(meant.said, rest=words), changing=True)
    given = free_words.given(tx, asker, heard, Asking(command=FILL, form=form, boxes=BOXES), now=now)
    if isinstance(given, Reply):
        return given
    try:
        day = given.values.get("due_on", "")
        when = day_in(day, asker, asker.local_date(now)) if day else one.look_on
    except ConvenorError as error:
        return not_yet(form(given.values, None), error)
    said_now = replace(_with(one, given), text=one_line(given.words), look_on=when)
    if said_now.text != one.text:
        note(tx, asker, one, "reworded", (one.text, said_now.text), now=now)
    return _filled(tx, asker, said_now, given, now=now)


def _as_typed(one: Try) -> dict[str, str]:
    """What the form shows of one as it stands."""
    return {
        "words": one.text,
        "step": one.step or "",
        "go_wrong": one.go_wrong or "",
        "would_learn": one.would_learn or "",
        "sharers": " ".join(str(each.seat_id) for each in one.sharers),
        "due_on": one.look_on.isoformat(),
    }


def list_all(tx: Connection, asker: Partner, said: Said, *, now: datetime) -> Reply:
    """What the table is trying, the next to look at first; then what was stopped, the last first."""
    going = storage.open_ones(tx, asker.viewer)
    stopped = [one for one in storage.every(tx, asker.viewer) if not one.is_open]
    stopped.sort(key=lambda one: one.looked_at or one.made_at, reverse=True)
    return Reply(show=cards.listing(going, stopped, reader(asker, now=now)))


def show(tx: Connection, asker: Partner, said: Said, *, now: datetime) -> Reply:
    """All about one of them."""
    one, _rest = found(tx, asker, said)
    return Reply(show=_details(tx, asker, one, now=now))


def look(tx: Connection, reader: Partner, number: int, *, now: datetime) -> Card | None:
    """The same where a card about it stands already; None once it was taken back."""
    one = storage.numbered(tx, reader.viewer, number)
    return _details(tx, reader, one, now=now) if one else None


def _details(tx: Connection, asker: Partner, one: Try, *, now: datetime) -> Card:
    history = changes.history(tx, asker.viewer, "try", one.id)
    return cards.details(one, history, reader(asker, now=now), asked=sharing.is_asked(asker, one))


def withdraw(tx: Connection, asker: Partner, said: Said, *, now: datetime) -> Reply:
    """Take one's own back everywhere, for as long as nobody else shares in it."""
    one, _rest = own(tx, asker, said)
    if one.partner_id != asker.id:
        raise NotAllowedError(words=said.rest, owner=one.owner)
    if is_old(said, one):
        return as_it_is(asker, one, now=now)
    if any(each.state is Shares.YES for each in one.sharers):
        return Reply(show=cards.shared_already(one))
    history = changes.history(tx, asker.viewer, "try", one.id)
    earlier = [words for each in history for words in (each.before, each.reason)]
    texts = (one.text, one.step, one.go_wrong, one.would_learn, one.learned, *earlier)
    copies.take_out(tx, asker, *filter(None, texts))
    storage.withdraw(tx, one)
    return Reply(show=cards.withdrawn(), instead=bool(said.seen))
