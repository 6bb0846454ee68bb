"""When a meeting is to be: read from words or from the form, with what one that is moved has already."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from bot.domain import calendars, meetings
from bot.domain.errors import ConvenorError, MeetingPastError, NoDayError
from bot.domain.meetings import USUAL, Meeting, When
from bot.domain.people import Partner
from bot.domain.writing import one_line
from bot.messages.cards import meetings as cards
from bot.messages.parts import Form
from bot.services.days import day_in
from bot.services.free_words import Given, Values
from bot.services.request import Reply
from bot.services.told import not_yet

_TO = re.compile(r"^(?:to|until|till)\s+", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """A meeting as it is to be."""

    begins_at: datetime
    minutes: int
    place: str


def drawing(asker: Partner, one: Meeting | None, *, now: datetime) -> Callable[[Values, str | None], Form]:
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


def wanted(
    asker: Partner,
    given: Given,
    one: Meeting | None,
    submitted: bool,  # noqa: FBT001 - whether it came by the form, which then stays open
    draw: Callable[[Values, str | None], Form],
    *,
    now: datetime,
) -> Wanted | Reply:
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
    return Wanted(begins_at=begins_at, minutes=minutes, place=when.place)


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
