"""A machine's clock is set while the bot runs: nothing comes twice, and what is due goes on coming."""

import os
import signal
import sqlite3
import subprocess
import sys
import time as machine
from collections import Counter
from contextlib import closing, contextmanager
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from bot.domain import calendars

states = pytest.mark.states

HOUR = timedelta(hours=1)
DAY = timedelta(days=1)
LONDON = ZoneInfo("Europe/London")

# Rounds come five times a second there, and once a minute in real life.
SOON = 20.0
WELCOMED = """
SELECT person.name, count(message.id) FROM outbox
JOIN person ON person.id = outbox.person_id JOIN message ON message.outbox_id = outbox.id
WHERE outbox.kind = 'welcome' AND outbox.state = 'sent' GROUP BY person.name
"""
TWICE = "SELECT outbox_id FROM message WHERE outbox_id IS NOT NULL GROUP BY outbox_id HAVING count(*) > 1"


def eleven_on_a_monday() -> datetime:
    """Of a week whose Monday and Tuesday are working days, in the time that comes."""
    day = datetime.now(UTC).date() + DAY
    while day.weekday() or not all(calendars.is_working_day(one, country="GB-ENG") for one in (day, day + DAY)):
        day += DAY
    return datetime(day.year, day.month, day.day, 11, tzinfo=LONDON)


class Machine:
    """The bot in a process, on a machine whose clock can be set."""

    def __init__(self, folder) -> None:
        self.lead = folder / "lead"
        self.file = folder / "data" / "convenor.db"

    def set_to(self, moment: datetime) -> None:
        ahead = self.lead.with_suffix(".new")
        ahead.write_text(str((moment - datetime.now(UTC)).total_seconds()))
        ahead.rename(self.lead)

    def ask(self, question: str) -> list:
        with closing(sqlite3.connect(self.file)) as asked:
            return asked.execute(question).fetchall()

    def until_welcomed(self, name: str) -> None:
        until = machine.monotonic() + SOON
        while not dict(self.ask(WELCOMED)).get(name):
            assert machine.monotonic() < until, f"{name} was never welcomed"
            machine.sleep(0.05)

    @contextmanager
    def running(self):
        command = [sys.executable, "-m", "tests.support.shifting", str(self.lead), "run", "--port", "0"]
        environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
        with subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, text=True) as process:
            assert process.stdout is not None
            assert "Convenor is here" in process.stdout.readline()
            try:
                yield
            finally:
                process.send_signal(signal.SIGTERM)


@pytest.mark.slow
@states("E5")
def test_a_clock_that_is_set_back_and_forth_doubles_nothing_and_silences_nobody(home, tmp_path):
    bot, monday = Machine(tmp_path), eleven_on_a_monday()
    bot.set_to(monday)
    moments = [monday, monday - HOUR, monday, monday + DAY, monday]
    names = [f"{first} New" for first in ("Nina", "Omar", "Pia", "Quin", "Rosa")]
    with bot.running():
        for name, moment in zip(names, moments, strict=True):
            bot.set_to(moment)
            person = f"{name} <{name[:3].casefold()}@n.example>"
            home("table", "join", "home-from-hospital", "--partner", person, "--organisation", "Ward 9 Trust")
            bot.until_welcomed(name)

    assert Counter(dict(bot.ask(WELCOMED))) == Counter(names)
    assert bot.ask(TWICE) == []
