"""Whether what the fake Slack received in the twelve weeks keeps what DESIGN 4 allows. Nothing here knows the bot.

What came is read from the fake's own record, and what people wished from the script they lived by.
"""

import json
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import cached_property

import holidays

from tests.fakes.slack import FakeSlack
from tests.fakes.slack.world import User
from tests.scenarios.tour import script
from tests.scenarios.tour.cast import CAST
from tests.scenarios.tour.script import DAY, HERE, Step

# What an unasked message carries (DESIGN 4), and the words by which it says why it came, in English and in Welsh.
STOP = ":messages.stop:"
KINDS = {
    "offer": (
        *("because somebody at your table", "because somebody offers you their seat"),
        *("am fod rhywun wrth eich bwrdd", "am fod rhywun yn cynnig eu sedd"),
    ),
    "welcome": ("This comes once,", "Daw hyn unwaith"),
    "note": ("This is your note for the week", "You said I may write", "Dyma'ch nodyn am yr wythnos", "Dywedoch y caf"),
    "reminder": ("because you named the day", "am eich bod wedi enwi'r diwrnod"),
    "brief": ("This comes because Home from hospital meets", "Daw hyn am fod Home from hospital yn cwrdd"),
}
ASKED_IF_IN = ("Are you still in?", "Ydych chi gyda ni o hyd?")
DIGEST = "The week at Home from hospital"

MONTHS = ("January Ionawr", "February Chwefror", "March Mawrth", "April Ebrill")
A_DAY = re.compile(rf"(\d+) ({'|'.join(name for month in MONTHS for name in month.split())})")
BEGINS, ENDS = time(9, 30), time(16)
WEEK, WORKING = range(5), ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday")
MOST_TOUCHES, FLOOR = 3, timedelta(days=14)
HOLIDAYS = holidays.country_holidays("GB", subdiv="ENG", years=script.BEGINS.year)


@dataclass(frozen=True, slots=True, kw_only=True)
class Came:
    """A message of the bot's as it stands in Slack. `who`: to whom alone, empty for all at the table."""

    at: datetime
    who: str
    text: str
    kind: str

    @property
    def day(self) -> date:
        return self.at.date()

    def broke(self, what: str) -> str:
        return f"{self.at:%a %d %b %H:%M} {self.who or 'the table'}: {what}: {self.text[:120]}"


class Record:
    """What came and what was done, in the twelve weeks."""

    def __init__(self, slack: FakeSlack, users: dict[str, User]) -> None:
        directs = {slack.dm(user).id: key for key, user in users.items()}
        self.came = [
            Came(
                at=datetime.fromtimestamp(float(one.ts), HERE),
                who=directs.get(one.channel_id, ""),
                text=one.text,
                kind=_kind(json.dumps(one.blocks, ensure_ascii=False)),
            )
            for one in slack.posted
            if one.channel_id in directs or one.channel_id == slack.table.id
        ]
        self.steps = [one for one in script.read("slack") if isinstance(one, Step)]

    @cached_property
    def unasked(self) -> Sequence[Came]:
        return [one for one in self.came if one.who and one.kind]

    def did(self, who: str, *, before: datetime) -> Sequence[Step]:
        return [one for one in self.steps if one.who == who and one.at < before]


def _kind(wire: str) -> str:
    """Which kind of unasked message it is; empty for an answer."""
    if STOP not in wire:
        return ""
    return next((kind for kind, why in KINDS.items() if any(words in wire for words in why)), "unknown")


def broken(record: Record) -> list[str]:
    """Every breach of every limit."""
    return [said for rule in RULES for said in rule(record)]


def says_why(record: Record) -> Iterator[str]:
    """Each says why it came, and all kinds of them did come."""
    yield from (one.broke("no reason that is known") for one in record.unasked if one.kind == "unknown")
    yield from (f"no {kind} came at all" for kind in KINDS if all(one.kind != kind for one in record.unasked))


def in_their_hours(record: Record) -> Iterator[str]:
    for one in record.unasked:
        if not BEGINS <= one.at.time() < ENDS or not _works(record, one.who, one.day, one.at):
            yield one.broke("not at work")


def _works(record: Record, who: str, day: date, at: datetime) -> bool:
    said = [one.what for one in record.did(who, before=at) if one.what.startswith("I work ")]
    days = [number for number, name in enumerate(WORKING) if name in said[-1]] if said else WEEK
    return day.weekday() in days and day not in HOLIDAYS


def to_nobody_who_wants_none(record: Record) -> Iterator[str]:
    """Not without a yes, after a stop, or while away; whoever left has nothing either."""
    for one in record.unasked:
        # Whoever begins a table has said yes by that.
        state = "yes" if one.who == "priya" else "nothing said"
        for step in record.did(one.who, before=one.at):
            state = _wish(step, state)
        if (one.kind == "welcome") != (state == "nothing said") or state not in ("yes", "nothing said"):
            yield one.broke(f"a {one.kind} after {state}")


def _wish(step: Step, state: str) -> str:
    said = step.said(defaultdict(int)).casefold()
    if said in ("yes", "ie") and state == "nothing said":
        return "yes"
    if said == "only when i write":
        return "no yes"
    if said == "stop" or said.startswith("leave with a word yes"):
        return said
    if said.startswith("/table away"):
        return "away"
    return "yes" if said == "i'm back" else state


def one_in(record: Record, kind: str, period: Callable[[Came], object]) -> Iterator[str]:
    seen = Counter((one.who, period(one)) for one in record.unasked if one.kind == kind)
    yield from (f"{number} times {kind} for {who}: {when}" for (who, when), number in seen.items() if number > 1)


def one_welcome(record: Record) -> Iterator[str]:
    return one_in(record, "welcome", lambda _one: "ever")


def one_note_a_week(record: Record) -> Iterator[str]:
    return one_in(record, "note", lambda one: one.day.isocalendar()[:2])


def one_reminder_a_day(record: Record) -> Iterator[str]:
    return one_in(record, "reminder", lambda one: one.day)


def one_message_an_offer(record: Record) -> Iterator[str]:
    return one_in(record, "offer", lambda one: one.text)


def one_brief_on_the_last_working_day(record: Record) -> Iterator[str]:
    yield from one_in(record, "brief", _meets_on)
    for one in record.unasked:
        if one.kind == "brief":
            last = _meets_on(one) - DAY
            while not _works(record, one.who, last, one.at):
                last -= DAY
            if one.day != last:
                yield one.broke("not the last working day before")


def _meets_on(one: Came) -> date:
    found = A_DAY.search(one.text)
    assert found, one.text
    month = next(number for number, names in enumerate(MONTHS, 1) if found[2] in names.split())
    return date(script.BEGINS.year, month, int(found[1]))


def three_touches(record: Record) -> Iterator[str]:
    """Asked at most three times in one silence, a week apart at least, and nobody who was here within a fortnight."""
    for who in CAST:
        spell: list[Came] = []
        for one in _asked(record, who):
            did = record.did(who, before=one.at)
            if spell and did and did[-1].at > spell[-1].at:
                spell = []
            if did and one.day - did[-1].at.date() < FLOOR:
                yield one.broke("asked after too short a silence")
            if spell and one.at - spell[-1].at < timedelta(days=7):
                yield one.broke("asked again within a week")
            spell.append(one)
            if len(spell) > MOST_TOUCHES:
                yield one.broke("asked a fourth time")


def _asked(record: Record, who: str) -> Sequence[Came]:
    return [one for one in record.unasked if one.who == who and any(words in one.text for words in ASKED_IF_IN)]


def one_digest_a_week(record: Record) -> Iterator[str]:
    weeks = Counter(one.day.isocalendar()[:2] for one in record.came if not one.who and one.text.startswith(DIGEST))
    yield from (f"{number} digests in week {week}" for week, number in weeks.items() if number > 1)
    if not weeks:
        yield "no digest came at all"


def names_nobody_silent(record: Record) -> Iterator[str]:
    """What all at the table read names nobody who was asked whether they are still in, and has not answered yet."""
    for one in record.came:
        if one.who:
            continue
        for who in CAST:
            asked = [ask.at for ask in _asked(record, who) if ask.at < one.at]
            did = record.did(who, before=one.at)
            silent = asked and (not did or did[-1].at < asked[-1])
            if silent and any(name in one.text for name in (CAST[who].name, CAST[who].organisation) if name):
                yield one.broke(f"names {who}")


RULES: tuple[Callable[[Record], Iterator[str]], ...] = (
    says_why,
    in_their_hours,
    to_nobody_who_wants_none,
    one_welcome,
    one_note_a_week,
    one_reminder_a_day,
    one_message_an_offer,
    one_brief_on_the_last_working_day,
    three_touches,
    one_digest_a_week,
    names_nobody_silent,
)
