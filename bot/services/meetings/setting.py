"""Setting a meeting, moving it, cancelling it, and letting it take place after all, by who convenes."""

import re
from dataclasses import replace
from datetime import datetime, timedelta

from sqlalchemy import Connection

from bot.domain import calendars
from bot.domain.manners import Kind
from bot.domain.meetings import Meeting, State
from bot.domain.people import Partner
from bot.domain.safeguards import suggests_danger
from bot.domain.writing import one_line
from bot.messages.cards import meetings as cards
from bot.services import free_words, safeguards
from bot.services.free_words import Asking
from bot.services.meetings.showing import meant, numbered, show, suggested
from bot.services.meetings.wanting import Wanted, drawing, wanted
from bot.services.request import Reply, Said
from bot.services.safeguards import Command
from bot.storage import attendance, changes, outbox
from bot.storage import meetings as storage

SET = Command(act="meeting.set", typed="/table meeting", has_form=True)
MOVE = Command(act="meeting.move", typed="move the meeting to", has_form=True)
CANCEL = Command(act="meeting.cancel", typed="cancel the meeting")

# As far as anybody sets a meeting ahead.
A_YEAR = timedelta(days=366)

_BECAUSE = re.compile(r"^(?:because|as|since)\b[\s,:]*", re.IGNORECASE)


def set_one(tx: Connection, asker: Partner, said: Said, *, now: datetime) -> Reply:
    """Set a meeting; what is missing is asked by the form. One that is set for that moment already stays as it is."""
    if said.on[:1] == ("at",) and not said.values:
        return _set_again(tx, asker, now=now)
    meant = safeguards.resumed(tx, asker, said)
    if isinstance(meant, Reply):
        return meant
    draw = drawing(asker, None, now=now)
    given = free_words.given(tx, asker, meant, Asking(command=SET, form=draw, boxes=("place",), needed=()), now=now)
    if isinstance(given, Reply):
        return given
    found = wanted(asker, given, None, bool(said.values), draw, now=now)
    return found if isinstance(found, Reply) else _set(tx, asker, found, now=now)


def _set_again(tx: Connection, asker: Partner, *, now: datetime) -> Reply:
    """The date that was suggested; once one is set, that is the next."""
    one = suggested(tx, asker, now)
    if one is None:
        return show(tx, asker, Said(), now=now)
    return _set(tx, asker, Wanted(begins_at=one.begins_at, minutes=one.minutes, place=one.place), now=now)


def _set(tx: Connection, asker: Partner, to_be: Wanted, *, now: datetime) -> Reply:
    storage.lock(tx, asker.partnership.id)
    for other in storage.between(tx, asker.viewer, since=to_be.begins_at, until=to_be.begins_at + calendars.DAY):
        if other.begins_at == to_be.begins_at and other.is_set:
            return Reply(show=cards.as_it_is(asker, other))
    one = storage.add(tx, asker, begins_at=to_be.begins_at, minutes=to_be.minutes, place=to_be.place, now=now)
    _note(tx, asker, one, "set", (None, one.begins_at.isoformat()), now=now)
    return Reply(show=cards.was_set(asker, one))


def _note(
    tx: Connection,
    asker: Partner,
    one: Meeting,
    what: str,
    from_to: tuple[object, object],
    *,
    reason: str | None = None,
    now: datetime,
) -> None:
    number = one.number
    changes.note(tx, asker, subject="meeting", subject_id=number, what=what, from_to=from_to, reason=reason, now=now)


def _to_change(
    tx: Connection, asker: Partner, said: Said, *, now: datetime, state: State = State.SET
) -> Meeting | Reply:
    """The meeting that is meant, if it can still be changed and the card that was used showed it as it is."""
    one = meant(tx, asker, said, now=now)
    if one is None:
        return Reply(show=cards.none_set(asker))
    if one.state is not state or said.seen not in (None, one.version) or one.begins_at <= now:
        return Reply(show=cards.as_it_is(asker, one))
    return one


def move(tx: Connection, asker: Partner, said: Said, *, now: datetime) -> Reply:
    """Another day, hour or place. What was said of the old day no longer holds; who was told is told anew."""
    heard = safeguards.resumed(tx, asker, said)
    if isinstance(heard, Reply):
        return heard
    heard = replace(heard, said=numbered(heard.said))
    one = _to_change(tx, asker, heard.said, now=now)
    if isinstance(one, Reply):
        return one
    if not (heard.said.rest or heard.said.values):
        values = cards.values_of(one, asker.partnership)
        return Reply(show=cards.form(values, one, zone=asker.partnership.zone))
    draw = drawing(asker, one, now=now)
    asking = Asking(command=MOVE, form=draw, boxes=("place",), needed=())
    given = free_words.given(tx, asker, heard, asking, line=f"{one.number} {heard.said.rest}", now=now)
    if isinstance(given, Reply):
        return given
    found = wanted(asker, given, one, bool(said.values), draw, now=now)
    return found if isinstance(found, Reply) else _move(tx, asker, one, found, now=now)


def _move(tx: Connection, asker: Partner, one: Meeting, to_be: Wanted, *, now: datetime) -> Reply:
    changed = replace(one, begins_at=to_be.begins_at, minutes=to_be.minutes, place=to_be.place, changed_at=now)
    if replace(changed, changed_at=one.changed_at) == one:
        return Reply(show=cards.as_it_is(asker, one))
    moved = _saved(tx, changed)
    here = asker.partnership
    let_go = attendance.remove_all(tx, one) if moved.on_day(here.zone) != one.on_day(here.zone) else 0
    _note(tx, asker, one, "moved", (one.begins_at.isoformat(), moved.begins_at.isoformat()), now=now)
    return Reply(show=cards.moved(asker, moved, let_go=let_go))


def _saved(tx: Connection, changed: Meeting) -> Meeting:
    """The meeting as it stands now. Nothing that was owed about it holds; the round owes anew what is to be said."""
    version = storage.save(tx, changed)
    if version is None:  # pragma: no cover - it was read with its row held
        raise LookupError(changed.number)
    outbox.withdraw_about(tx, changed.partnership_id, Kind.BRIEF, subject_of(changed))
    return replace(changed, version=version)


def subject_of(one: Meeting) -> str:
    """What messages about a meeting are about."""
    return f"meeting:{one.number}"


def cancel(tx: Connection, asker: Partner, said: Said, *, now: datetime) -> Reply:
    """It does not take place; why is welcome, and everybody reads it. Said again, it is cancelled still."""
    heard = safeguards.resumed(tx, asker, said)
    if isinstance(heard, Reply):
        return heard
    told = numbered(heard.said)
    one = _to_change(tx, asker, told, now=now)
    if isinstance(one, Reply):
        return one
    words, line = one_line(told.rest), f"{one.number} {told.rest}"
    if not heard.asked and (question := safeguards.question(tx, asker, words, CANCEL, line=line, now=now)):
        return question
    reason = _BECAUSE.sub("", words) or None
    gone = _saved(tx, replace(one, state=State.CANCELLED, reason=reason, changed_at=now))
    _note(tx, asker, one, "cancelled", reason=reason, from_to=(one.state, gone.state), now=now)
    return Reply(show=cards.cancelled(asker, gone, careful=suggests_danger(words)))


def restore(tx: Connection, asker: Partner, said: Said, *, now: datetime) -> Reply:
    """A meeting that was cancelled takes place after all: the one whose number is said, or the next of them."""
    told = numbered(said)
    if not told.row_id:
        coming = storage.between(tx, asker.viewer, since=now, until=now + A_YEAR)
        told = replace(told, on=tuple(str(one.number) for one in coming if not one.is_set)[:1])
    one = _to_change(tx, asker, told, now=now, state=State.CANCELLED)
    if isinstance(one, Reply):
        return one
    on_again = _saved(tx, replace(one, state=State.SET, reason=None, changed_at=now))
    _note(tx, asker, one, "restored", (one.state, on_again.state), now=now)
    return Reply(show=cards.was_set(asker, on_again))
