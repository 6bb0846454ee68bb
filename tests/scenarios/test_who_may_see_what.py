"""DESIGN 5's table, looked at from each of its columns: whatever one can read, type, press or be sent is gone through.

Every fact about Sam has a word of its own in it. Whoever may see the fact comes across that word somewhere, and nobody
else does anywhere.
"""

import asyncio
import re

import pytest

from bot.domain.calendars import local_date
from bot.messages.render.text import text
from bot.storage.engine import make_engine
from tests.support import databases
from tests.support.mid_life import QUIET, lived
from tests.support.scene import LONDON, at, said
from tests.support.seen_by import Looker, Sight, sentences
from tests.support.who_may_see import SIGHTS

pytestmark = pytest.mark.slow

COLUMNS = {
    "sam": "the person",
    "una": "same organisation",
    "jo": "other partner",
    "lewis": "lead",
    "priya": "coordinator",
    "ola": "observer",
    # Of the seat of Sam's organisation.
    "gray": "sponsor",
    # Kit sits for the same organisation, at another table; Bob sat here, and sits nowhere now.
    "kit": "outsider",
    "bob": "outsider",
}
MARKS = {
    "name, organisation, seat": ["Sam Quillon", "Larkfield Trust: Sam"],
    "commitment: for the table": ["tablemark"],
    "commitment: for my organisation": ["insidemark"],
    "reflection: private": ["privatemark", "draftmark"],
    "reflection: shared with name": ["namedmark"],
    "reflection: without name": ["namelessmark"],
    "perspective, challenge, outcomes, tries, map": [
        *("viewmark", "challengemark", "outcomemark", "trymark", "strandmark"),
    ],
    "last day here, state, reachability": [r"Last here 29 January|I last saw you at"],
    "our part": ["Larkfield Trust, as the table Home from hospital sees it"],
    "settings": ["every 14 days"],
}
# What DESIGN 5 says nothing of, as docs/commands.md promises it.
PROMISED = {
    "colleaguesmark": {"the person", "same organisation"},
    "worthmark": {"the person", "coordinator"},
    "Deputymark": {"the person", "coordinator"},
    "backmark": {"the person"},
    "thanksmark": {"the person"},
    "sam@home": {"the person"},
}
SEES = {"yes", "text", "yes, once asked", "read", "change"}


@pytest.fixture(scope="module")
def life(tmp_path_factory):
    """What each came to see, as (by what, the words), and what the coordinator was answered each day."""
    address = databases.sqlite(tmp_path_factory.mktemp("lived"))
    seen: dict[str, list[Sight]] = {who: [] for who in COLUMNS}
    engine = make_engine(address)

    def look(scene, day):
        asked = sentences() if day == QUIET else ["/table digest", "/table catch me up"]
        with engine.connect() as tx:
            looker = Looker(tx, scene.persons, slug="home", now=at(day, 18))
            for who in COLUMNS:
                for slug in ("home", "away") if who == "kit" else ("home",):
                    seen[who] += looker.everything(who, asked, slug)

    async def live():
        scene, answered = await lived(address, look)
        rows = await scene.rows("check_in", "sam")
        await scene.store.close()
        return answered, rows

    answered, asked = asyncio.run(live())
    engine.dispose()
    return seen, answered, asked


def hits(seen, who, mark):
    """By what somebody came across it; what they typed or pressed themselves is no secret to them."""
    return [one.by for one in seen[who] if re.search(mark, one.words) and not re.search(mark, one.by)]


def is_for(column, cell):
    own = cell == "own" and column in ("the person", "same organisation")
    return cell in SEES or own or (cell == "own seat" and column == "sponsor")


def differences(seen, mark, allowed):
    for who, column in COLUMNS.items():
        found = hits(seen, who, mark)
        if bool(found) != (column in allowed):
            yield f"{mark}: {who} ({column}) {'sees it by ' + found[0] if found else 'sees it nowhere'}"


def told(seen, expected):
    """All differences at once, a line each."""
    return "\n".join(one for mark, allowed in expected for one in differences(seen, mark, allowed))


def test_each_sees_what_the_table_says_and_nothing_else(life):
    seen, _answered, _asked = life
    expected = [
        (mark, {column for column, cell in SIGHTS[fact].items() if is_for(column, cell)})
        for fact, marks in MARKS.items()
        for mark in marks
    ]

    assert told(seen, expected) == ""


def test_each_sees_what_the_documents_promise_and_nothing_else(life):
    seen, _answered, _asked = life

    assert told(seen, PROMISED.items()) == ""


def test_what_somebody_told_is_in_the_way_is_read_by_the_coordinators_alone(life):
    seen, _answered, _asked = life

    cells = SIGHTS["call notes"]
    readers = {COLUMNS[who] for who in COLUMNS if hits(seen, who, "Sam Quillon[^“”]*the wrong person now")}
    # Whoever told it pressed it themselves.
    assert readers == {column for column, cell in cells.items() if cell == "yes"} - {"the person"}


def test_who_looked_at_somebody_is_told_to_them_and_to_coordinators(life):
    seen, _answered, _asked = life
    cells = SIGHTS["audit, who looked"]
    by_name = {COLUMNS[who] for who in COLUMNS if hits(seen, who, r"Priya Shah looked at how Sam Quillon is doing")}

    assert by_name == {column for column, cell in cells.items() if cell == "yes"}
    assert cells["the person"] == "about me"
    assert hits(seen, "sam", r"Priya Shah looked at how you're doing on \w")
    assert hits(seen, "sam", r"Gray Hill looked at your seat's part on \w")


def test_words_without_a_name_stand_beside_no_name(life):
    seen, _answered, _asked = life
    lines = [line for those in seen.values() for one in those for line in text(one.shown, width=100_000).splitlines()]
    nameless = {line.strip() for line in lines if "namelessmark" in line}

    assert nameless == {"- “the namelessmark form is long”"}


def test_nobody_else_reads_how_anybody_stands(life):
    seen, _answered, _asked = life
    stands = re.compile(r"(Sam|Una|Larkfield)[^“”]*\b(quiet|slower|last here|not seen|asked \d)", re.IGNORECASE)
    for who, column in COLUMNS.items():
        if column not in ("the person", "same organisation", "coordinator"):
            found = [
                (one.by, line) for one in seen[who] for line in text(one.shown).splitlines() if stands.search(line)
            ]
            assert found == [], who


def test_a_coordinator_is_told_of_a_silence_only_once_it_was_asked_about_and_there_was_time_to_answer(life):
    _seen, answered, asked = life
    first = min(local_date(row.sent_at, LONDON) for row in asked if row.state == "sent")
    named = min(day for day, reply in answered.items() if "Last here 29 January" in said(reply))

    working = [day for day in range(QUIET) if first < at(day).date() <= at(named).date() and at(day).weekday() < 5]
    assert 3 <= len(working) <= 4
