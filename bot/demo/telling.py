"""Lives the history: every line through the front desk, and the clock turned day by day, as it would have been."""

from dataclasses import dataclass, field
from datetime import datetime, time

from sqlalchemy import Connection

from bot.delivery import tick
from bot.delivery.loop import Delivery
from bot.demo import history
from bot.demo.history import HERE, Line
from bot.demo.table import BY_KEY, COUNTRY, NAME, SLUG, ZONE, Character
from bot.domain import calendars
from bot.domain.errors import ConvenorError
from bot.domain.people import Partner
from bot.messages.parts import Card
from bot.services import imports, pages, sessions, tables
from bot.services.pages import Heard, Spoken
from bot.services.request import Reply, Words
from bot.services.tables import Beginning, Newcomer
from bot.storage import people
from bot.storage.store import Store

# When the clock is turned on a working day: as digests and notes go out, and once more if anything was said since.
MORNING, AFTERNOON = time(10), time(15)


# Whoever says a line is signed in with this within one transaction, and with nothing after it.
SESSION = "a line of the history"


class LineNotLivedError(Exception):
    """A line of the history was refused, or something was asked back; it is said with the answer."""


@dataclass(slots=True)
class Telling:
    """The history while it is lived: who is at the table by now, and the numbers that people remember."""

    store: Store
    delivery: Delivery
    opens_at: datetime
    numbers: dict[str, int] = field(default_factory=dict)
    persons: dict[str, Partner] = field(default_factory=dict)
    lived_at: datetime = field(init=False)
    turned_at: datetime = field(init=False)

    async def tell(self) -> None:
        """All of it, up to the moment at which the demo opens. Raises LineNotLivedError."""
        lines = list(history.lines(self.opens_at))
        self.lived_at = self.turned_at = lines[0].at
        for line in lines:
            await self._turn_until(line.at)
            await self.live(line)
            self.lived_at = line.at
        await self._turn_until(self.opens_at)

    async def _turn_until(self, until: datetime) -> None:
        """Turn the clock at each of its times that has come since it was turned last."""
        while (moment := _next_turn(self.turned_at, self.lived_at)) <= until:
            await tick.turn(self.store, self.delivery, now=moment)
            self.turned_at = moment

    async def live(self, line: Line) -> None:
        match line.who:
            case "begins":
                await self.store.run(_begin, BY_KEY[line.words], now=line.at)
            case "joins":
                await self.store.run(_join, BY_KEY[line.words], now=line.at)
            case "came":
                await self._bring_in(line)
            case _:
                await self._say(line)

    async def _say(self, line: Line) -> None:
        """What somebody says on their page; a number in the answer is remembered where the line has a name for it."""
        spoken = Spoken(slug=SLUG, said=Words(text=line.said(self.numbers)), key=line.at.isoformat())
        person_id = await self._person_id(line.who)
        try:
            heard = await self.store.run(_hear, person_id, spoken, now=line.at)
        except ConvenorError as error:
            raise LineNotLivedError(f"{line.who}: {line.words} -> {error.code}") from error
        if heard is None or not _was_done(line, heard.reply):
            raise LineNotLivedError(f"{line.who}: {line.words} -> {heard}")
        if line.name:
            self.numbers[line.name] = heard.reply.kept[0].number

    async def _person_id(self, key: str) -> int:
        if key not in self.persons:
            [self.persons[key]] = await self.store.read(people.called, BY_KEY[key].email)
        return self.persons[key].person.id

    async def _bring_in(self, line: Line) -> None:
        """An attendance sheet, as `convenor import` brings it in."""
        today = line.at.astimezone(HERE).date()
        sheet = imports.read(_sheet(line, today.isoformat()).encode(), codes=(), today=today)
        here = await self.store.read(imports.table_for, SLUG, new=False, now=line.at)
        for step in imports.steps(sheet, here, told_on=None, now=line.at):
            await self.store.run(step.call)


def _hear(tx: Connection, person_id: int, spoken: Spoken, *, now: datetime) -> Heard | None:
    """Sign in, say it, sign out: nobody is left signed in."""
    sessions.begin(tx, person_id, SESSION, now=now)
    heard = pages.hear(tx, SESSION, spoken, now=now)
    sessions.end(tx, SESSION, now=now)
    return heard


def _was_done(line: Line, reply: Reply) -> bool:
    return not reply.wrong and isinstance(reply.show, Card) and bool(reply.kept or not line.leaves_something)


def _next_turn(after: datetime, lived_at: datetime) -> datetime:
    """The first of the clock's times after a moment, on a working day: on others nothing is sent."""
    day = after.astimezone(HERE).date()
    while True:
        if calendars.is_working_day(day, country=COUNTRY):
            morning, afternoon = (calendars.at_local(day, hour, HERE) for hour in (MORNING, AFTERNOON))
            if morning > after:
                return morning
            if lived_at > after < afternoon:
                return afternoon
        day += calendars.DAY


def _begin(tx: Connection, convener: Character, *, now: datetime) -> None:
    """Begin the table, as `convenor table start` does."""
    beginning = Beginning(name=NAME, slug=SLUG, zone=ZONE, country=COUNTRY)
    tables.begin(tx, beginning, _newcomer(convener, now=now), now=now)


def _join(tx: Connection, who: Character, *, now: datetime) -> None:
    """Give somebody a seat who said yes in the room, as `convenor table join --agreed` does."""
    here = imports.table_for(tx, SLUG, new=False, now=now)
    tables.join(tx, here.id, _newcomer(who, now=now), today=here.local_date(now), now=now)


def _newcomer(who: Character, *, now: datetime) -> Newcomer:
    return Newcomer(
        name=who.name,
        email=who.email,
        organisation=who.organisation,
        sector=who.sector,
        role=who.role,
        agreed_on=now.astimezone(HERE).date(),
    )


def _sheet(line: Line, day: str) -> str:
    """`priya, sam; apologies: anna` as the sheet's rows."""
    rows = ["name,email,organisation,date,kind"]
    for part in line.words.split("; "):
        kind, _, keys = part.rpartition(": ")
        for key in keys.split(", "):
            who = BY_KEY[key]
            rows.append(f"{who.name},{who.email},{who.organisation or ''},{day},{kind or 'came'}")
    return "\n".join(rows)
