"""The lines put in order: who sits where, what each message is, and how its reader stood when it came."""

import copy
import json
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from functools import cached_property
from typing import TypeVar
from zoneinfo import ZoneInfo

from tests.soak.checker.lines import Call, Deed, End, Line, Message, Person, Table

T = TypeVar("T")

# The words and buttons by which a message says what it is (reference/voice.md; DESIGN 7 has a button's wire form).
STOPS, PAUSES = ":messages.stop:", ":messages.pause:"
ASKS_FOR_A_YES = ":consent.yes:"
WEEKLY = ("This is your note for the week", "You said I may write, at most once a week")
REMINDS = "You asked to be reminded"
OFFERS = "somebody at your table asked you"
CHECKS_IN = r"(?:I last saw you at|the last I heard of you at|you took a seat at) (Table \d+)"
DIGEST = "The week at "
ASKED_FOR = ("answer", "drawn over")


@dataclass(slots=True)
class Standing:
    """What somebody wants at one moment, and when they were last here."""

    answers: dict[str, str] = field(default_factory=dict)
    left: set[str] = field(default_factory=set)
    stopped: bool = False
    stopped_until: date | None = None
    aways: list[tuple[date, date]] = field(default_factory=list)
    days: set[int] = field(default_factory=lambda: {0, 1, 2, 3, 4})
    signs: dict[str, datetime] = field(default_factory=dict)

    def is_stopped(self, day: date) -> bool:
        return self.stopped and not (self.stopped_until and day >= self.stopped_until)

    def is_away(self, day: date) -> bool:
        return any(first <= day < back for first, back in self.aways)

    def take(self, deed: Deed, zone: ZoneInfo) -> None:
        """How they stand after a deed. Each is a sign of life at its table; talk of those who said yes too."""
        match deed.what:
            case "yes" | "no" | "quietly":
                self.answers[deed.table] = deed.what
                self.stopped = self.stopped and deed.what != "yes"
            case "stop":
                self.stopped, self.stopped_until = True, deed.day
            case "start":
                self.stopped = False
                self.answers[deed.table] = "yes"
            case "away" if deed.day:
                self.aways.append((local(deed.at, zone), deed.day))
            case "days":
                self.days = set(deed.days)
            case "leave":
                self.left.add(deed.table)
        if deed.what != "talked" or self.answers.get(deed.table) == "yes":
            self.signs[deed.table] = deed.at


@dataclass(slots=True)
class Life:
    """One person: what they did, and what they were sent, in order."""

    person: Person
    steps: list[Deed | Message] = field(default_factory=list)

    @property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.person.zone)

    @property
    def deeds(self) -> list[Deed]:
        return [one for one in self.steps if isinstance(one, Deed)]

    @property
    def tables(self) -> list[str]:
        return list(dict.fromkeys(one.table for one in self.deeds if one.what == "joined"))

    def day(self, moment: datetime) -> date:
        return local(moment, self.zone)

    def received(self) -> Iterator[tuple[Message, Standing]]:
        """Each message to them, with how they stood just before."""
        standing = Standing()
        for step in self.steps:
            if isinstance(step, Deed):
                standing.take(step, self.zone)
            else:
                yield step, standing

    def at_each(self) -> Iterator[tuple[Deed | Message, Standing]]:
        """Each step with a standing of its own, as it was before."""
        standing = Standing()
        for step in self.steps:
            yield step, copy.deepcopy(standing)
            if isinstance(step, Deed):
                standing.take(step, self.zone)


class Book:
    """Everything, by what it is about."""

    def __init__(self, lines: Iterable[Line]) -> None:
        self.lines = sorted(lines, key=lambda one: one.n)
        self.persons = {one.id: one for one in self._all(Person)}
        self.tables = {one.channel: one for one in self._all(Table)}
        self.zones = {one.name: ZoneInfo(one.zone) for one in self.tables.values()}
        self.end = max((one.at for one in self.lines if isinstance(one, Call | Message | Deed | End)), default=NEVER)

    def _all(self, kind: type[T]) -> list[T]:
        return [one for one in self.lines if isinstance(one, kind)]

    @cached_property
    def calls(self) -> list[Call]:
        return self._all(Call)

    @cached_property
    def lives(self) -> list[Life]:
        by_direct = {one.direct: one.id for one in self.persons.values()}
        found = {one.id: Life(one) for one in self.persons.values()}
        for line in self.lines:
            if isinstance(line, Deed):
                found[line.who].steps.append(line)
            elif isinstance(line, Message) and line.channel in by_direct:
                found[by_direct[line.channel]].steps.append(line)
        return list(found.values())

    @cached_property
    def public(self) -> dict[str, list[Message]]:
        """What stands in each table's channel, by the table's name."""
        found: dict[str, list[Message]] = defaultdict(list)
        for one in self._all(Message):
            if one.channel in self.tables:
                found[self.tables[one.channel].name].append(one)
        return found

    def unasked(self) -> Iterator[tuple[Life, Message, Standing]]:
        """Each message that nobody asked for, to one person."""
        for life in self.lives:
            for message, standing in life.received():
                if kind_of(message) not in ASKED_FOR:
                    yield life, message, standing


NEVER = datetime(1970, 1, 1, tzinfo=UTC)


def local(moment: datetime, zone: ZoneInfo) -> date:
    return moment.astimezone(zone).date()


def wire(message: Message) -> str:
    return json.dumps(message.blocks, ensure_ascii=False)


def kind_of(message: Message) -> str:
    """What a direct message is, by its words: welcome, note, reminder, offer, or an answer to something said.

    What is drawn over another message tells nobody that it came, so it is none of these by itself.
    """
    if message.way == "update":
        return "drawn over"
    if ASKS_FOR_A_YES in wire(message) and "May I write to you" in message.text:
        return "welcome"
    if any(words in message.text for words in WEEKLY):
        return "note"
    if REMINDS in message.text:
        return "reminder"
    return "offer" if OFFERS in message.text else "answer"


def asked_in(message: Message) -> list[str]:
    """The tables about which a note asks whether its reader is still in."""
    return re.findall(CHECKS_IN, message.text) if kind_of(message) == "note" else []


def named_in(message: Message) -> set[str]:
    """The tables that a message speaks of."""
    return set(re.findall(r"Table \d+", message.text))


def week_of(day: date) -> tuple[int, int]:
    year, week, _weekday = day.isocalendar()
    return year, week
