"""Moving the clock: where it stops, and that it leaves out nothing by leaving out the night."""

from collections import Counter
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select

from bot.delivery import tick
from bot.demo import walking
from bot.demo.account import account
from bot.demo.history import HERE
from bot.handlers.web.demo import Seated
from bot.storage.schema import message, outbox
from bot.storage.store import Store
from tests.demo.conftest import OPENS_AT, a_delivery

HOUR = timedelta(hours=1)
A_WEEK_ON = walking.target(OPENS_AT, "week", zone=HERE)


def every_hour(now, until, *, zone):
    """Every full hour there is, the way one would say it."""
    return (now + HOUR * number for number in range(1, 1 + int((until - now) / HOUR)))


async def walk(store, stops):
    delivery, lines = a_delivery(store), []
    for moment in stops(OPENS_AT, A_WEEK_ON, zone=HERE):
        lines += await tick.turn(store, delivery, now=moment)
    return lines


def left(tx):
    """What a walk leaves: every message, to whom, when it went, and its words."""
    rows = tx.execute(
        select(outbox, message.c.card)
        .outerjoin(message, message.c.outbox_id == outbox.c.id)
        .where(outbox.c.sent_at > OPENS_AT)
    )
    return Counter((row.person_id, row.kind, row.period, row.state, row.sent_at, row.card) for row in rows)


@pytest.mark.parametrize(
    ("by", "after"), [("hour", "2027-03-27T11:30"), ("day", "2027-03-28T10:30"), ("week", "2027-04-03T10:30")]
)
def test_a_day_and_a_week_are_told_by_the_local_clock(by, after):
    # The clocks go forward in the night from 27 to 28 March.
    begun = datetime(2027, 3, 27, 10, 30, tzinfo=HERE).astimezone(UTC)

    reached = walking.target(begun, by, zone=HERE)
    assert reached.astimezone(HERE).strftime("%Y-%m-%dT%H:%M") == after


def test_it_stops_at_full_hours_of_the_working_week_and_where_it_was_sent():
    friday = datetime(2026, 11, 27, 15, 20, tzinfo=UTC)
    stops = list(walking.stops(friday, friday + timedelta(days=3), zone=HERE))

    assert [f"{stop:%a %H:%M}" for stop in stops[:2]] == ["Fri 16:00", "Mon 09:00"]
    assert f"{stops[-1]:%a %H:%M}" == "Mon 15:20"
    assert len(stops) == 9


async def test_a_walk_without_the_nights_leaves_what_one_with_every_hour_leaves(told, told_file, tmp_path):
    other = Store(f"sqlite:///{(tmp_path / 'other.db')}")
    (tmp_path / "other.db").write_bytes(told_file.read_bytes())
    await walk(told, walking.stops)
    await walk(other, every_hour)
    ours, theirs = await told.read(left), await other.read(left)
    await other.close()

    assert len(ours) > 10
    assert ours == theirs


async def test_a_week_brings_a_check_in_a_digest_and_reminders_and_says_so(told):
    lines = await walk(told, walking.stops)
    gareth = Seated(person_id=5, name="Gareth Pugh", organisation="Riverside Council", line="")
    happened = account(lines, {"gareth@riverside.example": gareth})

    said = {one.what.partition(":")[0].partition(".")[0] for one in happened}
    asked = next(one for one in happened if one.who == (gareth,) and one.what.startswith("Asked whether"))
    assert {"The week's digest went out", "Reminded of something due", "The note of the week went to"} <= said
    assert asked.when == "Thursday 26 November"


def test_nothing_sent_is_nothing_to_tell():
    assert account([], {}) == []
