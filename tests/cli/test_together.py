"""Commands that are started at once, each a process of its own on one SQLite file."""

import subprocess
import sys

import pytest
from sqlalchemy import create_engine, select, text

from bot.cli.answering import within_app
from bot.storage.engine import PATIENT_MS
from bot.storage.schema import outbox

TOGETHER = 3


@pytest.fixture
def outbox_rows(tmp_path):
    """The outbox as it stands in the file."""

    def rows():
        engine = create_engine(f"sqlite:///{tmp_path}/data/convenor.db")
        with engine.connect() as connection:
            found = connection.execute(select(outbox.c.kind, outbox.c.person_id, outbox.c.period, outbox.c.state)).all()
        engine.dispose()
        return found

    return rows


@pytest.mark.slow
def test_of_processes_that_turn_the_clock_at_once_none_is_sent_away_and_nothing_is_sent_twice(home, outbox_rows):
    command = [sys.executable, "-m", "bot.cli", "tick", "--at", "2027-01-11T11:00"]
    turning = [subprocess.Popen(command, stderr=subprocess.PIPE, text=True) for _process in range(TOGETHER)]
    said = [process.communicate()[1] for process in turning]

    assert [process.returncode for process in turning] == [0] * TOGETHER, said
    after = outbox_rows()
    assert len(after) == len({row[:3] for row in after})
    assert {row.state for row in after} == {"sent"}
    assert home("tick", "--at", "2027-01-11T11:00").stdout == ""
    assert outbox_rows() == after


def test_a_command_waits_longer_for_another_writer_than_a_chat_can():
    async def busy(app):
        return await app.store.run(lambda tx: tx.scalar(text("PRAGMA busy_timeout")))

    assert within_app(busy) == PATIENT_MS
    assert within_app(busy, patient=False) < PATIENT_MS


LOADED = """
import sys
from bot.cli import main
from bot.storage import store

once = store._once

def with_a_look(*args, **how):
    before = set(sys.modules)
    try:
        return once(*args, **how)
    finally:
        print(sorted(set(sys.modules) - before), file=sys.stderr)

store._once = with_a_look
main(["say", "--as", "Sam", "--at", "2027-01-11T10:00", "/commit send the data in ten working days"])
"""


@pytest.mark.slow
def test_nothing_big_is_loaded_while_a_transaction_is_open_because_postgresql_ends_one_that_idles(home):
    done = subprocess.run([sys.executable, "-c", LOADED], check=True, capture_output=True, text=True)
    loaded = " ".join(line for line in done.stderr.splitlines() if line.startswith("["))

    assert "send the data" in done.stdout
    assert "holidays" not in loaded
    assert "deadlines" not in loaded
