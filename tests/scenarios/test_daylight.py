"""The days on which clocks change, in ten zones: each is asked once a period, at the same hour of their own day."""

from collections import Counter
from datetime import date, datetime, time, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import update

from bot.domain.calendars import at_local
from bot.storage.schema import partner, person
from tests.support.scene import a_scene, at

states = pytest.mark.states

DAY = timedelta(days=1)
NINE_THIRTY = time(9, 30)

# Whole hours and half ones, north and south; in Lord Howe the clocks change by half an hour, in two of them never.
ZONES = (
    "Europe/London",
    "Europe/Berlin",
    "America/New_York",
    "America/St_Johns",
    "America/Santiago",
    "Australia/Adelaide",
    "Australia/Lord_Howe",
    "Pacific/Auckland",
    "Asia/Kolkata",
    "Asia/Kathmandu",
)
NEVER = ("Asia/Kolkata", "Asia/Kathmandu")

# Months in which each of those zones that ever does changes its clocks.
SPRING = date(2027, 3, 1), date(2027, 4, 12)
AUTUMN = date(2027, 8, 30), date(2027, 11, 12)
NEAR = timedelta(minutes=30)


def changes_on(zone: str, first: date, last: date) -> date | None:
    """The first day whose noon is further from UTC, or nearer, than the one before it."""
    noons = [datetime.combine(first + DAY * n, time(12), ZoneInfo(zone)) for n in range((last - first).days)]
    return next((after.date() for before, after in pairwise(noons) if before.utcoffset() != after.utcoffset()), None)


def asked_from(zone: str, first: date, last: date) -> date:
    """The last Tuesday before the clocks change there."""
    change = changes_on(zone, first, last) or first + 14 * DAY
    return change - DAY * ((change.weekday() - 2) % 7 + 1)


def moments(first: date, last: date) -> list[datetime]:
    """Half past nine in each zone, and the half hour before and after it, on the days near which they are asked."""
    found = set()
    for zone in ZONES:
        for day in (0, 6, 7, 8, 20, 21, 22):
            nine = at_local(asked_from(zone, first, last) + DAY * day, NINE_THIRTY, ZoneInfo(zone))
            found |= {nine - NEAR, nine, nine + NEAR}
    return sorted(found)


async def of_ten_zones(store, first: date, last: date):
    """Somebody in each zone, who has been silent for long and is to be asked just before the clocks change there."""
    table = await a_scene(store).begin()
    for number, zone in enumerate(ZONES):
        name = f"p{number}"
        await table.join(f"{name} Silent", f"Body {number}")
        who = table.persons[name]
        asked = at_local(asked_from(zone, first, last), NINE_THIRTY, ZoneInfo(zone))

        def there(tx, who=who, zone=zone, asked=asked) -> None:
            tx.execute(update(person).where(person.c.id == who.person.id).values(zone=zone))
            tx.execute(update(partner).where(partner.c.id == who.id).values(next_check_in_at=asked))

        await store.run(there)
    await table.say("priya", "stop", now=at(0))
    return table


@pytest.mark.slow
@states("E4")
@pytest.mark.parametrize(("first", "last"), [SPRING, AUTUMN])
async def test_each_is_asked_once_a_period_at_the_same_hour_of_their_own_day(store, first, last):
    table = await of_ten_zones(store, first, last)
    for moment in moments(first, last):
        await table.tick(moment)

    rows = [row for row in await table.rows("check_in") if row.state == "sent"]
    zones = {table.persons[f"p{number}"].person.id: ZoneInfo(zone) for number, zone in enumerate(ZONES)}
    there = [row.sent_at.astimezone(zones[row.person_id]) for row in rows]
    assert Counter(row.person_id for row in rows) == dict.fromkeys(zones, 3)
    assert len({(row.person_id, row.period) for row in rows}) == len(rows)
    assert {moment.time() for moment in there} == {NINE_THIRTY}
    offsets = {(str(moment.tzinfo), moment.utcoffset()) for moment in there}
    assert len(offsets) == 2 * len(ZONES) - len(NEVER)
