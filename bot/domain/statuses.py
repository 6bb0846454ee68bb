"""What a chat status says about being away: until when, as far as it says so. Its words go no further than this.

A status is nobody's promise: people set one for lunch, forget one for months, and tell their calendar to set others.
What to make of each is decided in docs/decisions/0021-away-by-status.md.
"""

import re
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from bot.domain import calendars, deadlines

DAY = timedelta(days=1)

# A status has a hundred characters at most (Slack, users.profile.set); more than this is none of theirs.
LONGEST = 200

# For how long something counts that says no end and is never taken down: four weeks are a long holiday, and a palm
# tree that stands for longer has been forgotten.
LONGEST_OPEN = timedelta(days=28)

# A day and month without a year that lies further ahead has gone by: half a year is where "ahead" meets "ago".
FURTHEST_SAID = timedelta(days=182)

# No leave that is set in advance is longer; what claims to be was set by a program that knows no end.
FURTHEST_TIMED = timedelta(days=366)

# Slack's own "today" and "this week" end in the last second of a day.
TO_MIDNIGHT = timedelta(minutes=1)

# Slack's presets "Vacationing" and "Out sick", and what is drawn for nothing else. Not an aeroplane, which is work for
# many, nor a house, a bus or a calendar: the presets of those who are there.
EMOJI = frozenset(
    {"palm_tree", "desert_island", "beach_with_umbrella", "face_with_thermometer", "face_with_head_bandage"}
)

# "Out of office" is what Google Calendar and Outlook write by themselves; the rest is British and Welsh office use.
_AWAY = re.compile(
    r"\bon\s+(?:\w+\s+){0,2}(?:leave|holidays?|hols|vacation|sabbatical)\b"
    r"|\b(?:annual|sick|mat|maternity|pat|paternity|parental|adoption|study|compassionate|bereavement|special|unpaid"
    r"|carer'?s)\s+leave\b"
    r"|(?<![\w/])a/l(?![\w/])|\booo\b|\bo\.o\.o\b|\bout\s+of\s+(?:the\s+)?office\b|\b(?:off|out)\s+sick\b|\bvacationing\b"
    r"|\bsabbatical\b|\bday\s+off\b|\bnon[\s-]?working\s+day\b|\baway\b|^\W*(?:leave|holidays?|vacation)\W*$"
    r"|\bar\s+(?:fy\s+ng|ei\s+g|ei\s+|eu\s+g|ein\s+g)?wyliau\b|\bi\s+ffwrdd\b|\ballan\s+o['’]?r\s+swyddfa\b"
    r"|\b(?:yn|i)\s+s[âa]l\b|\b(?:absenoldeb|cyfnod)\s+(?:mamolaeth|tadolaeth|salwch)\b|^\W*gwyliau\W*$",
    re.IGNORECASE,
)

# Slack's presets of those who are there, those who are back, and what has "away" in it and means something else.
_HERE = re.compile(
    r"\bin\s+(?:a|an|another)\s+(?:\w+\s+)?meeting\b|\bwfh\b|\bworking\s+(?:from\s+home|remotely)\b|\bcommuting\b"
    r"|\bback\s+from\b|^\W*(?:i['’]?m|we['’]?re|now)\s+back\b"
    r"|\b(?:not|never|no\s+longer|isn['’]?t|aren['’]?t)\s+(?:currently\s+)?(?:on|off|out|away|ooo|a/l)\b"
    r"|\baway[\s-]?day\b|\baway\s+from\s+(?:(?:my|the)\s+)?(?:desk|keyboard|screen)\b|\b(?:right|straight)\s+away\b"
    r"|\bmewn\s+cyfarfod\b|\bgweithio\s+(?:o\s+)?gartref\b|\bcymudo\b|\bddim\s+(?:i\s+ffwrdd|ar\s+wyliau)\b"
    r"|\bn[ôo]l\s+o['’]?\b",
    re.IGNORECASE,
)

_BACK = re.compile(
    r"\b(?:until|till?|back|returning|returns?|tan|n[ôo]l|yn\s+[ôo]l)\b(?:\s+(?:on|in\s+the\s+office|at\s+work|ar))*",
    re.IGNORECASE,
)
_TO = re.compile(r"\s[-–—]\s|\s(?:to|through|i)\s", re.IGNORECASE)
_FROM = re.compile(r"\b(?:from|starting|o)\s+(?P<day>.+)", re.IGNORECASE)
_LATER = re.compile(r"\b(?:tomorrow|next\s+\w+|yfory)\b", re.IGNORECASE)
_EMOJI_NAME = re.compile(r"[^:\s]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Status:
    """As a platform tells it; None is what it did not tell. Nothing of it is shown by `repr`, so that no log has it.

    `ends`: when the platform takes it down by itself, in seconds; 0 for never.
    """

    text: str | None = field(default=None, repr=False)
    emoji: str | None = field(default=None, repr=False)
    ends: int | None = field(default=None, repr=False)


class Standing(StrEnum):
    """How it is known when a status that stands is over: the platform's time, its words, not at all; or it is."""

    TIMED = "timed"
    WORDED = "worded"
    OPEN = "open"
    OVER = "over"


@dataclass(frozen=True, slots=True, kw_only=True)
class Says:
    """What a status says at a moment. `last`: the last whole day away; with `until` it is taken down by itself then."""

    away: bool
    how: Standing = Standing.OPEN
    last: date | None = None
    until: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """What is kept of a status for as long as it stands: days, the first and last included, and nothing it says."""

    first: date
    last: date
    how: Standing

    def covers(self, day: date) -> bool:
        """Whether somebody counts as away on a day."""
        return self.how is not Standing.OVER and self.first <= day <= self.last


HERE = Says(away=False)


def read(status: Status, now: datetime, *, zone: ZoneInfo, country: str) -> Says | None:
    """What it says; None where too little of it was told to say even that nobody is away."""
    today = calendars.local_date(now, zone)
    text = (status.text or "")[:LONGEST].replace("’", "'")
    if not _says_away(text, status.emoji or "", today, country):
        return None if status.text is None or status.emoji is None else HERE
    if ends := _moment(status.ends, now):
        if ends <= now:
            return HERE
        last = calendars.local_date(ends + TO_MIDNIGHT, zone) - DAY
        return Says(away=True, how=Standing.TIMED, last=last, until=ends)
    last_said = _last_day(text, today, country)
    return Says(away=True, how=Standing.WORDED if last_said else Standing.OPEN, last=last_said)


def _says_away(text: str, emoji: str, today: date, country: str) -> bool:
    """Its words go before its emoji, for a preset's emoji often stays where the words were changed."""
    if _HERE.search(text) or _is_still_to_come(text, today, country):
        return False
    name = _EMOJI_NAME.search(emoji)
    return bool(_AWAY.search(text)) or (name is not None and name[0] in EMOJI)


def _is_still_to_come(text: str, today: date, country: str) -> bool:
    """It is said beforehand: "on leave from Monday", "on holiday next week", "4 January to 8 January"."""
    back = _BACK.search(text)
    head = text[: back.start()] if back else text
    first = [found["day"] for found in _FROM.finditer(head)] + [text[: found.start()] for found in _TO.finditer(text)]
    return bool(_LATER.search(head)) or any(_day_in(words, today, country) for words in first)


def _last_day(text: str, today: date, country: str) -> date | None:
    """The last day away by the words: before the day they are back, or the second of two days; None: no such day.

    "Until Monday" is what `/table away until Monday` is: Monday is the day they are back.
    """
    for named, before in ((_BACK, DAY), (_TO, timedelta())):
        for found in named.finditer(text):
            if day := _day_in(text[found.end() :], today, country):
                return day - before
    return None


def _day_in(words: str, today: date, country: str) -> date | None:
    """A day soon to come, read as everything else is that people type."""
    due = deadlines.read(f"by {words.strip()}", today, country=country).due
    return due if due is not None and today < due <= today + FURTHEST_SAID else None


def _moment(seconds: int | None, now: datetime) -> datetime | None:
    """When a status is taken down by itself; None for never, and for what can be no such time."""
    if seconds is None or isinstance(seconds, bool) or not 0 < seconds <= (now + FURTHEST_TIMED).timestamp():
        return None
    return datetime.fromtimestamp(seconds, UTC)


def kept(before: Kept | None, says: Says, today: date) -> Kept | None:
    """What is to be kept after a look at a status: `before` is what was kept of it until now. None: nothing any more.

    What Slack's own time ends is believed each time. What says no end counts while it is seen, for LONGEST_OPEN at
    most; and a day in its words counts once, for "back on Monday" says the same to whoever reads it a week later.
    """
    if not says.away:
        return None
    if before is not None and before.how is Standing.OVER:
        return before
    if says.last is not None and says.last < today:
        return None
    # A platform takes down what it has ended, so that what is there now is another.
    if before is None or (before.how is Standing.TIMED and before.last < today):
        return Kept(first=today, last=says.last or today, how=says.how)
    return _once_more(before, says, today)


def _once_more(before: Kept, says: Says, today: date) -> Kept:
    """The same after another look at what stands still."""
    longest = before.first + LONGEST_OPEN - DAY
    has_passed = before.how is Standing.WORDED and before.last < today
    is_worn = has_passed or today > max(longest, before.last)
    if says.how is Standing.TIMED:
        return Kept(first=today if is_worn else before.first, last=says.last or today, how=says.how)
    if is_worn or (says.last is None and before.how is Standing.WORDED):
        return before
    if says.last is None:
        return Kept(first=before.first, last=today, how=Standing.OPEN)
    return Kept(first=before.first, last=says.last if says.last <= longest else before.last, how=Standing.WORDED)
