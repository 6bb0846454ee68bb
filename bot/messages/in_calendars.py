"""A meeting as calendars read it: a file by RFC 5545, and the addresses at which the two usual ones take one up.

Nobody's name is in either: a calendar is shown to many. Moments are in UTC, which needs no rules of any zone.
"""

from datetime import UTC, datetime
from hashlib import blake2s
from urllib.parse import urlencode

from bot.domain.meetings import Meeting

# RFC 5545 3.1: no line is longer than so many bytes; what follows a fold begins with a blank.
LONGEST_LINE = 75

GOOGLE = "https://calendar.google.com/calendar/render"
OUTLOOK = "https://outlook.office.com/calendar/deeplink/compose"

_MEANING = str.maketrans({"\\": "\\\\", ";": "\\;", ",": "\\,", "\n": "\\n"})


def file(one: Meeting, *, table: str) -> bytes:
    """The file. Its UID stays and its SEQUENCE rises, so that a calendar knows an older one of the same meeting."""
    gone = not one.is_set
    lines = (
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Convenor//Meetings//EN",
        "CALSCALE:GREGORIAN",
        f"METHOD:{'CANCEL' if gone else 'PUBLISH'}",
        "BEGIN:VEVENT",
        f"UID:{uid(one)}",
        f"SEQUENCE:{one.version - 1}",
        f"DTSTAMP:{_moment(one.changed_at)}",
        f"LAST-MODIFIED:{_moment(one.changed_at)}",
        f"DTSTART:{_moment(one.begins_at)}",
        f"DTEND:{_moment(one.ends_at)}",
        f"SUMMARY:{_words(table)}",
        *((f"LOCATION:{_words(one.place)}",) if one.place else ()),
        *((f"URL:{one.link}",) if one.link else ()),
        f"STATUS:{'CANCELLED' if gone else 'CONFIRMED'}",
        "END:VEVENT",
        "END:VCALENDAR",
    )
    return b"".join(_folded(line) for line in lines)


def uid(one: Meeting) -> str:
    """The same for ever, wherever the program moves to; another table's meeting of that number has another."""
    what = f"{one.partnership_id}/{one.number}/{one.made_at.astimezone(UTC).isoformat()}"
    return f"{blake2s(what.encode(), digest_size=16).hexdigest()}@convenor"


def _moment(at: datetime) -> str:
    return f"{at.astimezone(UTC):%Y%m%dT%H%M%SZ}"


def _words(said: str) -> str:
    """Words in which nothing has a meaning of its own; what only machines see is left out."""
    plain = "".join(one for one in said.replace("\r\n", "\n").replace("\r", "\n") if one == "\n" or one >= " ")
    return plain.translate(_MEANING)


def _folded(line: str) -> bytes:
    """The line in pieces, none of which parts a character."""
    pieces, piece = [], b""
    for one in line:
        written = one.encode("utf-8", "replace")
        if len(piece) + len(written) > LONGEST_LINE:
            pieces.append(piece)
            piece = b" "
        piece += written
    return b"\r\n".join([*pieces, piece]) + b"\r\n"


def google(one: Meeting, *, table: str) -> str:
    """The page of Google's calendar that offers to keep it."""
    dates = f"{_moment(one.begins_at)}/{_moment(one.ends_at)}"
    return f"{GOOGLE}?{urlencode({'action': 'TEMPLATE', 'text': table, 'dates': dates, 'location': one.place})}"


def outlook(one: Meeting, *, table: str) -> str:
    """The page of Outlook's that does."""
    asked = {
        "path": "/calendar/action/compose",
        "rru": "addevent",
        "subject": table,
        "startdt": f"{one.begins_at.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}",
        "enddt": f"{one.ends_at.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}",
        "location": one.place,
    }
    return f"{OUTLOOK}?{urlencode(asked)}"
