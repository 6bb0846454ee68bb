"""May this be sent now, and if not, when? Asked when a message is owed and again when it is sent; nowhere else.

Sources: DESIGN 4; the complaints and the evidence behind each limit stand in docs/decisions/0005-manners.md.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from bot.domain import calendars
from bot.domain.people import WORKING_WEEK, Answer

# A first question and two more at growing gaps: answers flatten after the third and complaints outweigh them.
TOUCH_DAYS = {1: 0, 2: 7, 3: 21}


class Kind(StrEnum):
    """What a message is, as the outbox keeps it."""

    WELCOME = "welcome"
    NOTE = "note"
    CHECK_IN = "check_in"
    RENEWAL = "renewal"
    REMINDER = "reminder"
    DIGEST = "digest"
    DETAILS = "details"
    BRIEF = "brief"
    OFFER = "offer"
    ANSWER = "answer"
    REDRAW = "redraw"
    ALARM = "alarm"

    @property
    def unasked(self) -> bool:
        """Whether nobody asked for it just now, so that manners apply."""
        return self not in (Kind.ANSWER, Kind.REDRAW, Kind.ALARM)


# Somebody senior hears of what waits for their own word, and of what they asked for themself.
_TO_SPONSORS = frozenset({Kind.WELCOME, Kind.OFFER, Kind.NOTE, Kind.REMINDER})


# What asks after somebody who is quiet.
_ASKING_AFTER = frozenset({Kind.CHECK_IN, Kind.RENEWAL})
# What a table can do without. The welcome asks whether anything may come at all, and a reminder is what somebody set.
MAY_BE_OFF = frozenset({Kind.NOTE, Kind.CHECK_IN, Kind.BRIEF, Kind.OFFER, Kind.DIGEST})
# What goes with another kind.
_AS = {Kind.RENEWAL: Kind.CHECK_IN, Kind.DETAILS: Kind.DIGEST}


def is_off(kind: Kind, off: Collection[str]) -> bool:
    """Whether a table that has switched some kinds off sends none of this one."""
    those = _AS.get(kind, kind)
    return those in MAY_BE_OFF and those in off


def asking_that_is_off(off: Collection[str]) -> list[Kind]:
    """Of what a table has switched off, what would ask after whoever is quiet: a check-in rides in a note."""
    return [kind for kind in (Kind.NOTE, Kind.CHECK_IN) if kind in off]


class Why(StrEnum):
    """Why something is not sent, or not yet: kept with the row."""

    LEFT = "left"
    OBSERVER = "observer"
    SPONSOR = "sponsor"
    STOPPED = "stopped"
    NO_CONSENT = "no_consent"
    UNREACHABLE = "unreachable"
    OUT_OF_HOURS = "out_of_hours"
    NOT_WORKING = "not_working"
    AWAY = "away"
    LEFT_BE = "left_be"
    DO_NOT_DISTURB = "do_not_disturb"
    NOTHING_TO_SAY = "nothing_to_say"
    NOTE_THIS_WEEK = "note_this_week"
    REMINDED_TODAY = "reminded_today"
    OVER = "over"
    SWITCHED_OFF = "switched_off"


@dataclass(frozen=True, slots=True, kw_only=True)
class Wishes:
    """What a person wants, and where they are. `stopped_until` None with `stopped`: for good.

    `route`: the platform they are best reached on; None if they cannot be reached. `left_be_until`: until that day a
    coordinator leaves them be, so that nobody asks after them. `off`: the kinds of message that their table has
    switched off.
    """

    zone: ZoneInfo
    route: str | None
    country: str = "GB-ENG"
    days: frozenset[int] = WORKING_WEEK
    aways: Sequence[tuple[date, date]] = ()
    answer: Answer | None = None
    stopped: bool = False
    stopped_until: date | None = None
    left: bool = False
    observer: bool = False
    sponsor: bool = False
    do_not_disturb_until: datetime | None = None
    left_be_until: date | None = None
    off: frozenset[str] = frozenset()

    def is_stopped(self, now: datetime) -> bool:
        """Whether messages are off: for good, or until a day that has not come."""
        over = self.stopped_until is not None and calendars.local_date(now, self.zone) >= self.stopped_until
        return self.stopped and not over

    def is_left_be(self, now: datetime) -> bool:
        """Whether nobody asks after them until a day that has not come."""
        return self.left_be_until is not None and calendars.local_date(now, self.zone) < self.left_be_until


@dataclass(frozen=True, slots=True)
class Go:
    """It may be sent now."""


@dataclass(frozen=True, slots=True)
class Later:
    """Not now: ask again at that moment (UTC)."""

    at: datetime
    why: Why


@dataclass(frozen=True, slots=True)
class Never:
    """Not at all: the row is withdrawn with this reason."""

    why: Why


Verdict = Go | Later | Never


def may_send(kind: Kind, wishes: Wishes, now: datetime) -> Verdict:
    """Whether a message to a person may go out now. What was asked for always may, if they can be reached."""
    if refused := _refused(kind, wishes, now):
        return Never(refused)
    if not kind.unasked:
        return Go()
    if kind in _ASKING_AFTER and wishes.left_be_until and wishes.is_left_be(now):
        until = calendars.at_local(wishes.left_be_until, calendars.DAY_BEGINS, wishes.zone)
        return Later(suitable(wishes, until), Why.LEFT_BE)
    return _in_hours(wishes, now)


def _refused(kind: Kind, wishes: Wishes, now: datetime) -> Why | None:
    """The first reason for which a message is never sent."""
    unasked = kind.unasked
    reasons = {
        Why.UNREACHABLE: wishes.route is None,
        Why.LEFT: unasked and wishes.left,
        Why.OBSERVER: unasked and wishes.observer and kind is not Kind.WELCOME,
        Why.SPONSOR: unasked and wishes.sponsor and kind not in _TO_SPONSORS,
        Why.STOPPED: unasked and wishes.is_stopped(now),
        Why.SWITCHED_OFF: is_off(kind, wishes.off),
        Why.NO_CONSENT: unasked and not _agreed(kind, wishes.answer),
    }
    return next((why for why, holds in reasons.items() if holds), None)


def _agreed(kind: Kind, answer: Answer | None) -> bool:
    """No yes, no unasked messages; the welcome is the one that asks for it, once."""
    return answer is None if kind is Kind.WELCOME else answer is Answer.YES


def _in_hours(wishes: Wishes, now: datetime) -> Verdict:
    if wishes.do_not_disturb_until is not None and wishes.do_not_disturb_until > now:
        return Later(suitable(wishes, wishes.do_not_disturb_until), Why.DO_NOT_DISTURB)
    when = suitable(wishes, now)
    if when <= now:
        return Go()
    today = calendars.local_date(now, wishes.zone)
    if calendars.is_away(today, wishes.aways):
        return Later(when, Why.AWAY)
    works = calendars.is_working_day(today, country=wishes.country, days=wishes.days)
    return Later(when, Why.OUT_OF_HOURS if works else Why.NOT_WORKING)


def suitable(wishes: Wishes, now: datetime) -> datetime:
    """The next moment, now included, at which something unasked may reach them."""
    return calendars.next_moment(now, zone=wishes.zone, country=wishes.country, days=wishes.days, aways=wishes.aways)


def touch_on(touch: int, *, first_asked_on: date) -> date | None:
    """The day of a touch of one silence; None after the third: then silence, and a human."""
    days = TOUCH_DAYS.get(touch)
    return first_asked_on + timedelta(days=days) if days is not None else None
