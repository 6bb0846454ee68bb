"""The day on which a try is looked at: it is kept, changed or stopped, each with what was learned."""

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime

from sqlalchemy import Connection

from bot.domain.acts import Act
from bot.domain.commitments import because
from bot.domain.errors import ConvenorError
from bot.domain.people import Partner
from bot.domain.reminding import LATE, Come, Days
from bot.domain.tries import LOOK_AFTER, Decided, State, Try, lesson
from bot.domain.writing import one_line
from bot.messages.cards import looking_back as cards
from bot.messages.parts import Card, Form, Item
from bot.services import free_words, safeguards, tries
from bot.services.days import day_in
from bot.services.free_words import Asking, Given, Values
from bot.services.request import Reply, Said
from bot.services.safeguards import Command, Meant
from bot.services.told import not_yet
from bot.storage import tries as storage

KEEP = Command(act="try.keep", typed="keep try", has_form=True)
CHANGE = Command(act="try.change", typed="change try", has_form=True)
STOP = Command(act="try.stop", typed="stop try", has_form=True)

_BOXES = {KEEP: ("learned",), CHANGE: ("words", "learned"), STOP: ("learned",)}
_TO = re.compile(r"^to\b[\s,:]*", re.IGNORECASE)

# (tx, asker, one, given, *, now) -> what is said once it is done.
Step = Callable[..., Card]


def keep(tx: Connection, asker: Partner, said: Said, *, now: datetime) -> Reply:
    """It goes on, with another day to look at it."""
    return _looked(tx, asker, said, KEEP, _keep, now=now)


def change(tx: Connection, asker: Partner, said: Said, *, now: datetime) -> Reply:
    """It goes on as something else; what it was is kept behind it."""
    return _looked(tx, asker, said, CHANGE, _change, now=now)


def stop(tx: Connection, asker: Partner, said: Said, *, now: datetime) -> Reply:
    """It is over, and what was learned stays: that is a result."""
    return _looked(tx, asker, said, STOP, _stop, now=now)


def _looked(tx: Connection, asker: Partner, said: Said, command: Command, step: Step, *, now: datetime) -> Reply:
    """Ask what was learned, unless they said it; then do it."""
    meant = safeguards.resumed(tx, asker, said)
    if isinstance(meant, Reply):
        return meant
    one, words = tries.own(tx, asker, meant.said)
    if not one.is_open or tries.is_old(meant.said, one):
        return tries.as_it_is(asker, one, now=now)
    given = _given(tx, asker, meant, command, one, words, now=now)
    if isinstance(given, Reply):
        return given
    return Reply(show=step(tx, asker, one, given, now=now), kept=tries.kept_as(one))


def _given(
    tx: Connection, asker: Partner, meant: Meant, command: Command, one: Try, words: str, *, now: datetime
) -> Given | Reply:
    """What was learned, and what else was said; or the form that asks for it."""

    def form(values: Values, asking: str | None) -> Form:
        act = Act(name=command.act, on=(str(one.number),), seen=one.fingerprint)
        return cards.form(act, one, values, asking=asking)

    boxes = _BOXES[command]
    asking = Asking(command=command, form=form, boxes=boxes, needed=boxes)
    heard = replace(meant, said=replace(meant.said, rest=words))
    given = free_words.given(tx, asker, heard, asking, line=f"{one.number} {words}", now=now)
    if isinstance(given, Reply):
        return given
    read = given if meant.said.values else replace(given, values=_typed(command, words))
    if not all(one_line(read.values.get(name, "")) for name in boxes):
        return Reply(show=form(read.values, None))
    try:
        _again(asker, read, now=now)
    except ConvenorError as error:
        return not_yet(form(read.values, None), error)
    return read


def _typed(command: Command, words: str) -> Values:
    """What the words say: for a change what it becomes, and after "because" what was learned."""
    head, why = because(words)
    if command is CHANGE:
        return {"words": _TO.sub("", head, count=1), "learned": lesson(why or "")}
    return {"learned": lesson(why or head)}


def _again(asker: Partner, given: Given, *, now: datetime) -> date:
    """When it is looked at again: always some day. Raises as `day_in` does."""
    today, day = asker.local_date(now), given.values.get("due_on", "")
    return day_in(day, asker, today) if day else today + LOOK_AFTER


def _keep(tx: Connection, asker: Partner, one: Try, given: Given, *, now: datetime) -> Card:
    saved = _save(tx, asker, one, given, Decided.KEPT, look_on=_again(asker, given, now=now), now=now)
    return cards.kept(saved, today=asker.local_date(now), careful=given.careful)


def _change(tx: Connection, asker: Partner, one: Try, given: Given, *, now: datetime) -> Card:
    becomes = replace(one, text=one_line(given.words))
    saved = _save(tx, asker, becomes, given, Decided.CHANGED, look_on=_again(asker, given, now=now), was=one, now=now)
    return cards.changed(saved, one.text, today=asker.local_date(now), careful=given.careful)


def _stop(tx: Connection, asker: Partner, one: Try, given: Given, *, now: datetime) -> Card:
    stopped = replace(one, state=State.STOPPED)
    saved = _save(tx, asker, stopped, given, Decided.STOPPED, look_on=one.look_on, now=now)
    return cards.stopped(saved, careful=given.careful)


def _save(
    tx: Connection,
    asker: Partner,
    one: Try,
    given: Given,
    what: Decided,
    *,
    look_on: date,
    was: Try | None = None,
    now: datetime,
) -> Try:
    learned = one_line(given.values["learned"])
    turned = (was.text, one.text) if was else (None, None)
    tries.note(tx, asker, one, what, turned, reason=learned, now=now)
    return storage.save(tx, replace(one, look_on=look_on, decided=what, learned=learned, looked_at=now))


def undo(tx: Connection, asker: Partner, said: Said, *, now: datetime) -> Reply:
    """One that was stopped goes on, with a day to look at it that has not gone."""
    one, _rest = tries.own(tx, asker, said)
    if one.is_open or tries.is_old(said, one):
        return tries.as_it_is(asker, one, now=now)
    today = asker.local_date(now)
    look_on = one.look_on if one.look_on > today else today + LOOK_AFTER
    tries.note(tx, asker, one, "reopened", (one.state, State.OPEN), now=now)
    opened = replace(one, state=State.OPEN, look_on=look_on, decided=None, learned=None, looked_at=None)
    return Reply(show=cards.reopened(storage.save(tx, opened), today=today), kept=tries.kept_as(one))


def days(one: Try) -> Days:
    """When whoever began it is reminded of it. One that has been looked at since it began was named anew then."""
    return Days(made_at=one.looked_at or one.made_at, due_on=one.look_on)


def reminded(tx: Connection, partner: Partner, come: Come, *, today: date) -> Item | None:
    """What a reminder says of it; None where it was stopped, or is to be looked at on another day by now."""
    one = storage.numbered(tx, partner.viewer, come.number)
    if one is None or not one.is_open or one.partner_id != partner.id or one.look_on != come.day:
        return None
    return cards.reminded(one, late=come.reason == LATE, today=today)
