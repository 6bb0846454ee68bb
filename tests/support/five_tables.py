"""The five tables at which docs/who-has-dropped-off.md shows the coordinator's answer; the pictures have the same."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta

from sqlalchemy import Connection, insert

from bot.domain.participation import Kind
from bot.domain.people import Answer, Partner, Role
from bot.messages.parts import Card
from bot.services import asks, calls, chairs, dropped_off, hindrances, participation, worths
from bot.services.request import Said
from bot.storage import people, wishes
from bot.storage.schema import outbox
from tests.support.committing import NOW, TODAY, begin, seat, words

DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Sits:
    """Somebody: how many days before today they were here, and were asked after (None: they were not)."""

    name: str
    organisation: str
    here: Sequence[int] = ()
    asked: int | None = None


OFTEN = (70, 61, 54, 47, 40, 33, 26, 19, 12, 6, 2)
ONCE = (95, 83, 69, 55, 43)
RIVERSIDE = Sits("Priya Shah", "Riverside", OFTEN)


def seated(tx: Connection, slug: str, *those: Sits) -> list[Partner]:
    table = begin(tx, slug, "Home from hospital")
    found = []
    for number, one in enumerate(those):
        role = Role.PARTNER if number else Role.COORDINATOR
        who = seat(tx, table, one.name, one.organisation, role=role)
        if one.here:
            wishes.record_consent(tx, who, Answer.YES, how="agreed", on=TODAY - 95 * DAY, at=NOW)
        for ago in sorted(one.here, reverse=True):
            participation.record(tx, who, Kind.LOOKED, on_day=TODAY - ago * DAY, at=NOW)
        if one.asked is not None:
            was_asked(tx, people.as_it_is(tx, who), one.asked)
        found.append(people.as_it_is(tx, who))
    return found


def was_asked(tx: Connection, who: Partner, ago: int) -> None:
    """They were asked after, so many days ago, and could see it."""
    spell = (who.last_on or who.joined_on) + DAY
    sent = datetime.combine(TODAY - ago * DAY, time(10), UTC)
    row = {"partnership_id": who.partnership.id, "person_id": who.person.id, "kind": "check_in", "route": "web"}
    state = {"period": f"{spell.isoformat()}/1", "unasked": True, "due_at": sent, "state": "sent", "sent_at": sent}
    tx.execute(insert(outbox).values(**row, **state))


def brand_new(tx: Connection) -> list[Partner]:
    return seated(tx, "new", Sits("Priya Shah", "Riverside", (1,)), Sits("Sam Okoye", "Ward 9 Trust"))


def one_organisation(tx: Connection) -> list[Partner]:
    return seated(
        tx, "one", RIVERSIDE, Sits("Gareth Pugh", "Riverside", OFTEN), Sits("Mo Hart", "Riverside", ONCE, asked=12)
    )


def healthy(tx: Connection) -> list[Partner]:
    found = seated(
        tx,
        "well",
        RIVERSIDE,
        Sits("Sam Okoye", "Ward 9 Trust", OFTEN),
        Sits("Jo Lee", "Northside Care", OFTEN),
        Sits("Lewis Ray", "Elm Street Advice", OFTEN),
    )
    wishes.set_away(tx, found[3].person.id, first=TODAY, last=TODAY + 9 * DAY)
    chairs.missing(tx, found[0], words("a GP"), now=NOW)
    return found


def fraying(tx: Connection) -> list[Partner]:
    found = seated(
        tx,
        "fraying",
        RIVERSIDE,
        Sits("Sam Okoye", "Ward 9 Trust", ONCE, asked=15),
        Sits("Jo Lee", "Northside Care", OFTEN),
        Sits("Nia Rees", "Northside Care", ONCE, asked=12),
        Sits("Lewis Ray", "Elm Street Advice", OFTEN),
        Sits("Bob Ash", "Ash Homes", OFTEN),
        Sits("Cal Reed", "Reed Trust", OFTEN),
        Sits("Una Fox", "Elm Street Advice", ONCE, asked=13),
        Sits("Dee Day", "Ash Homes", ONCE, asked=14),
    )
    asks.ask(tx, found[4], words("@Priya Shah to share the void list"), now=NOW)
    asks.ask(tx, found[4], words("@Una Fox to draw the map"), now=NOW)
    worths.give(tx, found[1], words("beds were freed by Fridays"), now=NOW)
    calls.ring(tx, found[0], words("@Sam Okoye"), now=NOW - 2 * DAY)
    return found


def the_table(tx: Connection) -> list[Partner]:
    found = seated(
        tx,
        "itself",
        RIVERSIDE,
        Sits("Sam Okoye", "Ward 9 Trust", ONCE, asked=15),
        Sits("Jo Lee", "Northside Care", ONCE, asked=12),
        Sits("Lewis Ray", "Elm Street Advice", OFTEN),
        Sits("Bob Ash", "Ash Homes", OFTEN),
        Sits("Cal Reed", "Reed Trust", OFTEN),
    )
    for who, what in zip(
        found, ("the meeting slot", "time", "the meeting slot", "the meeting slot", "time"), strict=False
    ):
        hindrances.say(tx, who, words(what), now=NOW)
    return found


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """A table as the page has it: its picture's name, its heading, what is said of it, and what fills it."""

    name: str
    title: str
    said: str
    seed: Callable[[Connection], Sequence[Partner]]


TABLES = (
    Shown(
        name="new",
        title="A table that has just begun",
        said="Nothing can be said of anybody yet, and nothing is. What can be done is to see who has answered.",
        seed=brand_new,
    ),
    Shown(
        name="one",
        title="A table with one organisation",
        said="The same holds for one's own: our part comes first, and nobody is spared because they are close.",
        seed=one_organisation,
    ),
    Shown(
        name="well",
        title="A table that is well",
        said="One line is an answer too. Who is away is a number, and a chair that is missing has its name.",
        seed=healthy,
    ),
    Shown(
        name="fraying",
        title="A table that frays",
        said="""At most three names, those first whom the table would miss most, and one thing to do about each. Priya
        said two days ago that she'd ring Sam, so she is asked how it went.""",
        seed=fraying,
    ),
    Shown(
        name="itself",
        title="A table where it may be the table",
        said="""From a third of the seats on it says so, and offers to ask everybody. Five of three organisations have
        told what gets in their way, so there are numbers; with four there would be none.""",
        seed=the_table,
    ),
)


def answers(tx: Connection) -> Mapping[str, Card]:
    """What the coordinator of each table is answered, by its picture's name; nothing of it stays."""
    found = {}
    for one in TABLES:
        nested = tx.begin_nested()
        reply = dropped_off.answer(tx, one.seed(tx)[0], Said(), now=NOW)
        nested.rollback()
        assert isinstance(reply.show, Card)
        found[one.name] = reply.show
    return found
