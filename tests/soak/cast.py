"""Who takes part in a soak, where they live, and how much they have to say."""

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from random import Random

from tests.fakes.slack import Channel, FakeSlack, Message, User

ZONES = ("Europe/London",) * 5 + ("Europe/Paris", "America/New_York", "Asia/Kolkata", "Pacific/Auckland")
FIRST = ("Ada", "Ben", "Cai", "Dee", "Eli", "Fay", "Gus", "Hana", "Ivo", "Jo", "Kit", "Lou", "Mae", "Ned", "Oli", "Pia")
LAST = ("Archer", "Bell", "Crane", "Dale", "Ellis", "Frost", "Gray", "Hill", "Irwin", "Jones", "Kent", "Lowe")
AT_A_TABLE = 30
AT_TWO_TABLES = 0.1


@dataclass(slots=True)
class Seat:
    """A table and its channel."""

    name: str
    channel: Channel


@dataclass(slots=True)
class Somebody:
    """One person. `until`: when they fall silent, if they do; `news`: what waits for a press, by kind."""

    user: User
    seats: list[Seat]
    organisation: str
    until: datetime | None
    open: dict[str, date] = field(default_factory=dict)
    news: dict[str, Message] = field(default_factory=dict)
    gone: bool = False
    quiet_for_ever: bool = False

    def acts(self, now: datetime) -> bool:
        return not self.gone and not (self.until and now > self.until)


def cast(slack: FakeSlack, chance: Random, *, partners: int, begins: datetime, length: timedelta) -> list[Somebody]:
    """So many people at tables of thirty; the first at each convenes it. A third falls silent sooner or later."""
    seats = [Seat(f"Table {number:04}", slack.channel(f"table-{number:04}")) for number in _tables(partners)]
    found = []
    for number in range(partners):
        seat = seats[number // AT_A_TABLE]
        theirs = [seat]
        if len(seats) > 1 and number % AT_A_TABLE and chance.random() < AT_TWO_TABLES:
            theirs.append(chance.choice([one for one in seats if one is not seat]))
        user = _user(slack, chance, number)
        for one in theirs:
            one.channel.members.add(user.id)
        silent = chance.random() < 1 / 3
        until = begins + length * chance.random() * 0.5 if silent and number % AT_A_TABLE else None
        organisation = f"Trust {number // 4:05}" if chance.random() < 0.8 else ""
        found.append(Somebody(user, theirs, organisation, until))
    return found


def _tables(partners: int) -> range:
    return range(1, (partners - 1) // AT_A_TABLE + 2)


def _user(slack: FakeSlack, chance: Random, number: int) -> User:
    name = f"{chance.choice(FIRST)} {chance.choice(LAST)}{number:05}"
    return slack.person(name, id=f"U{number:06}", tz=chance.choice(ZONES))
