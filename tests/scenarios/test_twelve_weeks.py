"""Twelve weeks of one table: told at the terminal, where its transcript is the tour in docs/, and in Slack."""

import re
from collections.abc import Iterator
from datetime import datetime, time
from pathlib import Path

import pytest

from bot.clock import Clock
from tests.scenarios.tour import limits, script
from tests.scenarios.tour.on_slack import OnSlack
from tests.scenarios.tour.terminal import Terminal

pytestmark = pytest.mark.slow

TOUR = Path(__file__).parents[2] / "docs" / "tour.md"
MOST_LINES = 2_300

# All that the tour has to show, a number each: the "# row" lines of the script.
ROWS = range(1, 16)

# What DESIGN 3 lists, as it is typed there.
COMMANDS = (
    *("/commit send", "/commit list", "done ", "move ", "let go ", "hand on ", "plan ", "repeat ", "stuck "),
    *("/table ask @", "smaller ", "yes to ", "not us ", "/reflect ", "share ", "with my name", "without my name"),
    *("/table", "/table who", "/table quiet", "/table our part", "/table challenge", "/table view", "/table recognise"),
    *("/table say back @", "/table heard @", "/table try", "/table lead @", "/table convene @", "/table outcome"),
    *("/table measure", "/table map", "/table missing", "/table meeting", "/table came", "apologies", "/table actions"),
    *("/table spoke to @", "/table thanks @", "/table away until", "I work ", "stop", "leave", "/table leave"),
    *("/table digest", "/table settings", "/table invite", "/table my data", "help", "if only ", "/table tries"),
)


@pytest.fixture
def begun(monkeypatch: pytest.MonkeyPatch) -> None:
    """The machine's own clock stands at the morning of the first day, for what is told without a time."""
    first = datetime.combine(script.BEGINS, time(9), script.HERE)
    monkeypatch.setattr(Clock, "now", lambda _self: first)


def test_the_tour_is_what_the_terminal_says(convenor, begun, request):
    told = Terminal(convenor).tell()
    if request.config.getoption("--update-golden"):
        TOUR.write_text(told, encoding="utf-8")

    assert told == TOUR.read_text(encoding="utf-8")
    assert len(told.splitlines()) < MOST_LINES


def test_a_reader_finds_each_week_from_the_top_of_the_page():
    page = TOUR.read_text(encoding="utf-8")
    headings = re.findall(r"^## (.+)$", page, re.MULTILINE)
    links = re.findall(r"^- \[Week \d+: [^\]]+\]\(#([^)]+)\)", page, re.MULTILINE)

    assert links == [re.sub(r"[^\w -]", "", one.lower()).replace(" ", "-") for one in headings]


async def test_the_same_weeks_in_slack_keep_every_limit(web):
    story = OnSlack(web)
    await story.tell()

    web.done()
    assert limits.broken(limits.Record(web.slack, story.users)) == []
    # And what reads the record would have seen it, had all of it come twice.
    twice = limits.Record(web.slack, story.users)
    twice.came *= 2
    assert {rule.__name__ for rule in limits.RULES if list(rule(twice))} >= {
        *("one_welcome", "one_note_a_week", "one_reminder_a_day", "one_message_an_offer", "one_digest_a_week"),
        *("one_brief_on_the_last_working_day", "three_touches"),
    }


def typed() -> Iterator[str]:
    return (one.what for door in script.DOORS for one in script.read(door) if isinstance(one, script.Step))


@pytest.mark.parametrize("command", COMMANDS)
def test_whatever_the_design_lists_is_said_by_somebody(command):
    assert any(one.startswith(command) or command in one for one in typed())


def test_every_row_is_touched_at_both_doors():
    assert {row: script.doors_of(row) for row in ROWS} == {row: set(script.DOORS) for row in ROWS}
