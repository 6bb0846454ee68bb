"""docs/who-has-dropped-off.md shows the answer at five tables as it is drawn; `--update-golden` writes it anew."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from pathlib import Path
from textwrap import fill

from sqlalchemy import Connection, insert

from bot.domain.participation import Kind
from bot.domain.people import Answer, Partner, Role
from bot.messages.render.text import text
from bot.services import asks, calls, chairs, dropped_off, hindrances, participation, worths
from bot.services.request import Said
from bot.storage import people, wishes
from bot.storage.schema import outbox
from tests.support.committing import NOW, TODAY, begin, seat, words

PAGE = Path(__file__).parents[2] / "docs" / "who-has-dropped-off.md"
DAY = timedelta(days=1)


@dataclass(frozen=True)
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


def brand_new(tx):
    return seated(tx, "new", Sits("Priya Shah", "Riverside", (1,)), Sits("Sam Okoye", "Ward 9 Trust"))


def one_organisation(tx):
    return seated(
        tx, "one", RIVERSIDE, Sits("Gareth Pugh", "Riverside", OFTEN), Sits("Mo Hart", "Riverside", ONCE, asked=12)
    )


def healthy(tx):
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


def fraying(tx):
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


def the_table(tx):
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


TABLES = (
    (
        "A table that has just begun",
        brand_new,
        "Nothing can be said of anybody yet, and nothing is. What can be done is to see who has answered.",
    ),
    (
        "A table with one organisation",
        one_organisation,
        "The same holds for one's own: our part comes first, and nobody is spared because they are close.",
    ),
    (
        "A table that is well",
        healthy,
        "One line is an answer too. Who is away is a number, and a chair that is missing has its name.",
    ),
    (
        "A table that frays",
        fraying,
        """At most three names, those first whom the table would miss most, and one thing to do about each. Priya
        said two days ago that she'd ring Sam, so she is asked how it went.""",
    ),
    (
        "A table where it may be the table",
        the_table,
        """From a third of the seats on it says so, and offers to ask everybody. Five of three organisations have told
        what gets in their way, so there are numbers; with four there would be none.""",
    ),
)

BEGINNING = """
A coordinator asks `/table quiet`, or "who has dropped off?", and reads this by a private route. Five tables,
and the answer at each, as the terminal draws it: a test of ours fills these tables and writes this page. In Slack, in
Teams and in a browser what follows a `>` is a button. Everybody named was asked first, and had three of their own
working days to answer. People and places are invented; each command stands in [the commands](commands.md)."""


def filled(words: str) -> str:
    return fill(" ".join(words.split()), width=120)


def test_the_page_is_what_is_drawn(tx, request):
    told = [f"# Who has dropped off?\n\n{filled(BEGINNING)}\n"]
    for title, seed, said in TABLES:
        nested = tx.begin_nested()
        coordinator = seed(tx)[0]
        reply = dropped_off.answer(tx, coordinator, Said(), now=NOW)
        nested.rollback()
        assert reply.show is not None
        told.append(f"## {title}\n\n{filled(said)}\n\n```text\n{text(reply.show, width=100).rstrip()}\n```\n")
    page = "\n".join(told)
    if request.config.getoption("--update-golden"):
        PAGE.write_text(page, encoding="utf-8")

    assert PAGE.read_text(encoding="utf-8") == page
