"""What people wish for themselves: to be written to or not, to be away, to see what is held on them."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import TypeVar

from sqlalchemy import Connection

from bot.domain import deadlines
from bot.domain.errors import ConvenorError, NoDayError, PastDeadlineError
from bot.domain.grammar import fold
from bot.domain.people import WORKING_WEEK, Answer, Partner
from bot.domain.seats import SeatedBy
from bot.messages.cards import welcome
from bot.messages.cards import wishes as cards
from bot.services import days, offered, participation, sponsors
from bot.services.request import Reply, Said
from bot.services.told import unanswered
from bot.storage import outbox, people, wishes

T = TypeVar("T")

# "Tan ddydd Llun": before the name of every weekday.
_WELSH_WEEKDAY = {"dydd", "ddydd"}

# Between the first day away and the day they are back.
_UNTIL = (" until ", " till ", " tan ", " to ")

WEEKDAYS = {
    **{name: day for day, name in enumerate(("mon", "tue", "wed", "thu", "fri", "sat", "sun"))},
    **{
        name: day
        for day, name in enumerate(("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"))
    },
}


def yes(tx: Connection, asker: Partner, said: Said, *, now: datetime) -> Reply:
    """They may be written to: the first question follows."""
    if not said.on and wishes.answer_of(tx, asker) is Answer.YES and asker.person.stopped_at is None:
        return Reply(show=welcome.yes_already(offered.items(tx, asker, now=now)))
    return _answer(tx, asker, said, Answer.YES, now=now)


def quietly(tx: Connection, asker: Partner, said: Said, *, now: datetime) -> Reply:
    """They are answered when they write, and never written to."""
    return _answer(tx, asker, said, Answer.QUIETLY, now=now)


def no(tx: Connection, asker: Partner, said: Said, *, now: datetime) -> Reply:
    """They stay at the table and are left alone. A bare "no" from somebody who had agreed changes nothing by itself."""
    if not said.on and wishes.answer_of(tx, asker) is Answer.YES:
        return Reply(show=welcome.no_to_what())
    return _answer(tx, asker, said, Answer.NO, now=now)


def _answer(tx: Connection, asker: Partner, said: Said, answer: Answer, *, now: datetime) -> Reply:
    """Keep the answer with its date; a yes after "stop" puts messages on again."""
    wishes.record_consent(tx, asker, answer, how="asked", on=asker.partnership.local_date(now), at=now)
    if answer is Answer.YES:
        wishes.stop(tx, asker.person.id, at=None)
    else:
        outbox.withdraw_unasked(tx, asker, reason="no_consent")
    participation.recompute(tx, asker)
    if answer is Answer.YES and (asked := sponsors.asked_of(tx, asker)):
        return Reply(show=asked, instead=bool(said.on))
    if answer is Answer.YES:
        own_right = asker.organisation is None and asker.seated_by in (SeatedBy.COORDINATOR, SeatedBy.STATEMENT)
        return Reply(show=welcome.thanked(own_right=own_right), instead=bool(said.on))
    card = {Answer.QUIETLY: welcome.quietly, Answer.NO: welcome.declined}[answer]
    return Reply(show=card(), instead=bool(said.on))


def stop(tx: Connection, asker: Partner, said: Said, *, now: datetime) -> Reply:
    """Nothing unasked any more, at any table, from this moment; with a day, until then."""
    until = _day(asker, said, now=now) if said.rest or said.picked else None
    wishes.stop(tx, asker.person.id, at=now, until=until)
    for seat in people.seats_of(tx, asker.person.id):
        outbox.withdraw_unasked(tx, seat, reason="stopped")
    return Reply(show=cards.stopped(until))


def pause(tx: Connection, asker: Partner, said: Said, *, now: datetime) -> Reply:
    """The button under every unasked message: until when? An answer in words is `messages off until ...`."""
    if not (said.picked or said.values):
        return Reply(show=cards.pause_form())
    if not (said.picked or said.value("until")):
        return unanswered(cards.pause_form(), said, days=("until",))
    return _answered(said, lambda: stop(tx, asker, replace(said, rest=said.value("until")), now=now))


def _answered(said: Said, read: Callable[[], T]) -> T:
    """What a form's one question was answered with; what is wrong with it is said at that question."""
    try:
        return read()
    except ConvenorError as error:
        if said.values:
            error.field = "until"
        raise


def start(tx: Connection, asker: Partner, said: Said, *, now: datetime) -> Reply:
    """Messages on again: as good as a yes, said by somebody who had stopped them."""
    _answer(tx, asker, said, Answer.YES, now=now)
    return Reply(show=cards.started(), instead=bool(said.on))


def away(tx: Connection, asker: Partner, said: Said, *, now: datetime) -> Reply:
    """No messages until a day, the day they are back not counted; no reason asked, none kept."""
    today = asker.local_date(now)
    if not (said.rest or said.picked or said.values):
        return Reply(show=cards.away_form())
    first, back = _answered(said, lambda: _away_days(asker, said, today))
    wishes.set_away(tx, asker.person.id, first=first, last=back - timedelta(days=1))
    _recompute(tx, asker)
    return Reply(show=cards.away(first, back, today))


def _away_days(asker: Partner, said: Said, today: date) -> tuple[date, date]:
    """From when, and the first day back: "until 4 January", "from Monday until the 12th", "next week" (all of it).

    Raises NoDayError or PastDeadlineError.
    """
    words = said.rest or said.value("until")
    start, until, end = next(filter(None, (_parted(words, at) for at in _UNTIL)), ("", "", words))
    back = days.day_in(said.picked or end, asker, today)
    first = (
        days.day_in(start, asker, today) if until and deadlines.read(start, today, country=asker.country).due else today
    )
    if back == first and set(fold(words).split()) & (WEEKDAYS.keys() | _WELSH_WEEKDAY):
        # "Until Monday", said on a Monday, is not today.
        back += timedelta(weeks=1)
    if back <= first:
        raise PastDeadlineError(words=words, day=back)
    return first, back


def _parted(words: str, at: str) -> tuple[str, str, str] | None:
    head, found, tail = f" {words}".partition(at)
    return (head.strip(), found, tail) if found else None


def _day(asker: Partner, said: Said, *, now: datetime) -> date:
    return days.day_in(said.picked or said.rest.removeprefix("until "), asker, asker.local_date(now))


def back(tx: Connection, asker: Partner, said: Said, *, now: datetime) -> Reply:
    """They are here again, from today."""
    today = asker.local_date(now)
    wishes.end_away(tx, asker.person.id, today=today, yesterday=today - timedelta(days=1))
    _recompute(tx, asker)
    return Reply(show=cards.back())


def work_on(tx: Connection, asker: Partner, said: Said, *, now: datetime) -> Reply:
    """Which weekdays they work: nothing unasked comes on the others, and they are no part of an answer's time."""
    weekdays = frozenset(
        WEEKDAYS[word.removesuffix("s")] for word in fold(said.rest).split() if word.removesuffix("s") in WEEKDAYS
    )
    if "full" in fold(said.rest).split() or "every" in fold(said.rest).split():
        weekdays = WORKING_WEEK
    if not weekdays:
        raise NoDayError(words=said.rest)
    wishes.set_working_days(tx, asker.person.id, weekdays)
    return Reply(show=cards.works_on(sorted(weekdays)))


def _recompute(tx: Connection, asker: Partner) -> None:
    """Time away is the person's, so it moves the next check-in at each of their tables."""
    for seat in people.seats_of(tx, asker.person.id):
        participation.recompute(tx, seat)
