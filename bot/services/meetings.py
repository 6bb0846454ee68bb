"""When the table meets: set, moved, cancelled by who convenes; seen by all, and put into anybody's own calendar."""

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import Connection

from bot.domain import calendars, meetings
from bot.domain.errors import ConvenorError, MeetingPastError, NoDayError
from bot.domain.manners import Kind
from bot.domain.meetings import USUAL, Meeting, State, When
from bot.domain.people import Partner
from bot.domain.safeguards import suggests_danger
from bot.domain.writing import one_line
from bot.messages.cards import meetings as cards
from bot.messages.parts import Form, Text
from bot.services import free_words, safeguards
from bot.services.days import day_in
from bot.services.free_words import Asking, Given, Values
from bot.services.request import Reply, Said
from bot.services.safeguards import Command
from bot.services.told import not_yet
from bot.storage import attendance, changes, outbox
from bot.storage import meetings as storage

SET = Command(act="meeting.set", typed="/table meeting", has_form=True)
MOVE = Command(act="meeting.move", typed="move the meeting to", has_form=True)
CANCEL = Command(act="meeting.cancel", typed="cancel the meeting")

# As far as anybody sets a meeting ahead.
A_YEAR = timedelta(days=366)

# More than anybody looks ahead to.
MOST_COMING = 6

# A time of day is no number of a meeting's; with a mark before it, it can't be one.
_NUMBER = re.compile(
    r"\s*(?:#(\d{1,6})(?!\w)|(\d{1,6})(?![\w:./])(?!\s*(?:[ap]\.?m\b|to\s+\d|-)))[\s,]*", re.IGNORECASE
)
_TO = re.compile(r"^(?:to|until|till)\s+", re.IGNORECASE)
_BECAUSE = re.compile(r"^(?:because|as|since)\b[\s,:]*", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Wanted:
    """A meeting as it is to be."""

    begins_at: datetime
    minutes: int
    place: str


def show(tx: Connection, asker: Partner, said: Said, *, now: datetime) -> Reply:
    """The next meetings of the table; the last one, for as long as there is something left to do about it."""
    coming = storage.coming(tx, asker.viewer, now, most=MOST_COMING)
    last = storage.last_one(tx, asker.viewer, now)
    own = attendance.of(tx, coming[0], asker) if coming else None
    shown = cards.Meetings(coming=coming, last=last, own=own.kind if own else None, suggested=suggested(tx, asker, now))
    return Reply(show=cards.meetings(asker, shown))


def suggested(tx: Connection, asker: Partner, now: datetime) -> Meeting | None:
    """The next meeting by how often the table meets, as the last one was; None where one is set, or nothing is known.

    For who convenes alone; nothing of it is kept.
    """
    every = asker.partnership.meets_every
    last = storage.last_one(tx, asker.viewer, now)
    if not (asker.convenes and every and last) or storage.next_one(tx, asker.viewer, now):
        return None
    here = asker.partnership
    day = meetings.next_day(last.on_day(here.zone), every=every, today=here.local_date(now), country=here.country)
    hour = here.local(last.begins_at).time()
    return replace(last, begins_at=calendars.at_local(day, hour, ZoneInfo(here.zone)))


def set_one(tx: Connection, asker: Partner, said: Said, *, now: datetime) -> Reply:
    """Set a meeting; what is missing is asked by the form. One that is set for that moment already stays as it is."""
    if said.on[:1] == ("at",) and not said.values:
        return _set_again(tx, asker, now=now)
    meant = safeguards.resumed(tx, asker, said)
    if isinstance(meant, Reply):
        return meant
    draw = _drawing(asker, None, now=now)
    given = free_words.given(tx, asker, meant, Asking(command=SET, form=draw, boxes=("place",), needed=()), now=now)
    if isinstance(given, Reply):
        return given
    wanted = _wanted(asker, given, None, bool(said.values), draw, now=now)
    return wanted if isinstance(wanted, Reply) else _set(tx, asker, wanted, now=now)


def _set_again(tx: Connection, asker: Partner, *, now: datetime) -> Reply:
    """The date that was suggested; once one is set, that is the next."""
    one = suggested(tx, asker, now)
    if one is None:
        return show(tx, asker, Said(), now=now)
    return _set(tx, asker, _Wanted(begins_at=one.begins_at, minutes=one.minutes, place=one.place), now=now)


def _drawing(asker: Partner, one: Meeting | None, *, now: datetime) -> Callable[[Values, str | None], Form]:
    """The form as it was filled in; from typed words as far as they can be read."""

    def form(values: Values, asking: str | None) -> Form:
        if "meets_on" in values:
            return cards.form(values, one, zone=asker.partnership.zone, asking=asking)
        return cards.form(_as_values(_read(asker, values["place"], now=now)), one, zone=asker.partnership.zone)

    return form


def _read(asker: Partner, words: str, *, now: datetime) -> When:
    here = asker.partnership
    return meetings.read(_TO.sub("", one_line(words)), here.local_date(now), country=here.country)


def _as_values(when: When) -> Values:
    day = when.day.isoformat() if when.day else ""
    return {"meets_on": day, "time": cards.hours(when.begins, when.minutes), "place": when.place}


def _wanted(
    asker: Partner,
    given: Given,
    one: Meeting | None,
    submitted: bool,  # noqa: FBT001 - whether it came by the form, which then stays open
    draw: Callable[[Values, str | None], Form],
    *,
    now: datetime,
) -> _Wanted | Reply:
    """What is wanted, with what a meeting that is moved has already; or the form for what is missing."""
    try:
        when = _filled_in(asker, given.values, now=now) if submitted else _read(asker, given.values["place"], now=now)
        when = _completed(asker, when, one, submitted=submitted)
        if when.day is None or when.begins is None:
            return Reply(show=cards.form(_as_values(when), one, zone=asker.partnership.zone))
        begins_at = calendars.at_local(when.day, when.begins, ZoneInfo(asker.partnership.zone))
        if begins_at <= now:
            raise MeetingPastError(words=given.values["place"])
    except ConvenorError as error:
        if not submitted:
            raise
        error.field = "meets_on" if error.field == "due_on" else error.field
        return not_yet(draw(given.values, None), error)
    minutes = when.minutes or (one.minutes if one else int(USUAL.total_seconds() // 60))
    return _Wanted(begins_at=begins_at, minutes=minutes, place=when.place)


def _filled_in(asker: Partner, values: Values, *, now: datetime) -> When:
    if not values["meets_on"]:
        raise NoDayError
    here = asker.partnership
    hour = meetings.time_of(values["time"])
    day = day_in(values["meets_on"], asker, here.local_date(now))
    return When(day=day, begins=hour.begins, minutes=hour.minutes, place=one_line(values["place"]))


def _completed(asker: Partner, when: When, one: Meeting | None, *, submitted: bool) -> When:
    """Typed words leave out what stays as it is; in a form all of it stands."""
    if one is None or submitted:
        return when
    here = asker.partnership
    return When(
        day=when.day or one.on_day(here.zone),
        begins=when.begins or here.local(one.begins_at).time(),
        minutes=when.minutes,
        place=when.place or one.place,
    )


def _set(tx: Connection, asker: Partner, wanted: _Wanted, *, now: datetime) -> Reply:
    storage.lock(tx, asker.partnership.id)
    for other in storage.between(tx, asker.viewer, since=wanted.begins_at, until=wanted.begins_at + calendars.DAY):
        if other.begins_at == wanted.begins_at and other.is_set:
            return Reply(show=cards.as_it_is(asker, other))
    one = storage.add(tx, asker, begins_at=wanted.begins_at, minutes=wanted.minutes, place=wanted.place, now=now)
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


def numbered(said: Said) -> Said:
    """What was typed with a meeting's number before the rest, as the button on its card says it."""
    found = _NUMBER.match(said.rest) if not said.on else None
    return replace(said, on=(found[1] or found[2],), rest=said.rest[found.end() :]) if found else said


def meant(tx: Connection, asker: Partner, said: Said, *, now: datetime) -> Meeting | None:
    """The meeting whose number was said or pressed; else the one that is on just now, or comes next."""
    if number := said.row_id:
        return storage.held(tx, asker.viewer, number)
    last = storage.last_one(tx, asker.viewer, now)
    on_now = last if last and now < last.ends_at else None
    return on_now or storage.next_one(tx, asker.viewer, now)


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
    draw = _drawing(asker, one, now=now)
    asking = Asking(command=MOVE, form=draw, boxes=("place",), needed=())
    given = free_words.given(tx, asker, heard, asking, line=f"{one.number} {heard.said.rest}", now=now)
    if isinstance(given, Reply):
        return given
    wanted = _wanted(asker, given, one, bool(said.values), draw, now=now)
    return wanted if isinstance(wanted, Reply) else _move(tx, asker, one, wanted, now=now)


def _move(tx: Connection, asker: Partner, one: Meeting, wanted: _Wanted, *, now: datetime) -> Reply:
    changed = replace(one, begins_at=wanted.begins_at, minutes=wanted.minutes, place=wanted.place, changed_at=now)
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


def calendar(tx: Connection, asker: Partner, said: Said, *, now: datetime) -> Reply:
    """Ways to put a meeting into one's own calendar."""
    one = meant(tx, asker, numbered(said), now=now)
    return Reply(show=cards.calendar(asker, one) if one else cards.none_set(asker))


def line(tx: Connection, asker: Partner, *, now: datetime) -> Text | None:
    """When the table meets next, for `/table`."""
    one = storage.next_one(tx, asker.viewer, now)
    return cards.line(one, asker.partnership) if one else None


def ahead(tx: Connection, seat: Partner, *, since: datetime, until: datetime) -> list[Text]:
    """The meetings of some days, and what became of them, as sentences of a note."""
    return [cards.told(one, seat.partnership) for one in storage.between(tx, seat.viewer, since=since, until=until)]
