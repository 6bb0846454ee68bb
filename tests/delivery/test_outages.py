"""A door that is down for hours or weeks: what is still worth a word comes late and in hours; the rest says why not."""

from collections import Counter
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from bot.delivery.sender import DeliveryError
from bot.domain import calendars
from bot.handlers.posting import Poster
from tests.support.scene import BEGIN, at

states = pytest.mark.states

MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)
LONDON = ZoneInfo("Europe/London")


class Door:
    """Puts messages up, but while it is down: for everybody, as when Slack is."""

    def __init__(self, store, since: datetime, until: datetime) -> None:
        self.poster = Poster(store, "web")
        self.since, self.until = since, until
        self.asked = 0
        self.went: list[datetime] = []

    async def send(self, message) -> str:
        if self.since <= message.now < self.until:
            self.asked += 1
            raise DeliveryError("slack.down", everybodys=True)
        self.went.append(message.now)
        return await self.poster.send(message)


def hours(moment: datetime, last: datetime, step: timedelta = HOUR):
    while moment <= last:
        yield moment
        moment += step


def is_in_hours(moment: datetime) -> bool:
    there = moment.astimezone(LONDON)
    return calendars.is_working_day(there.date(), country="GB-ENG") and (9, 30) <= (there.hour, there.minute) < (16, 0)


async def come_to(scene, since: datetime) -> None:
    """Everybody has been silent for long, and something is due while the door is down."""
    begins = (since.astimezone(LONDON).date() - BEGIN).days
    await scene.say("sam", f"/commit ring the ward by {at(begins + 1):%Y-%m-%d}", now=at(0, 10))
    await scene.say("jo", f"/commit write the letter by {at(begins):%Y-%m-%d}", now=at(0, 10))
    await scene.days(0, begins - 1)


@states("C8")
@pytest.mark.parametrize(("down_for", "step"), [(DAY, 2 * HOUR), (3 * DAY, 3 * HOUR), (30 * DAY, 7 * HOUR)])
async def test_after_days_without_a_door_each_is_asked_once_in_hours_and_what_is_stale_says_why_it_never_came(
    scene_on_both, down_for, step
):
    scene, since = scene_on_both, at(14, 9)
    back = since + down_for
    door = Door(scene.store, since, back)
    scene.delivery.senders = {"web": door}
    await come_to(scene, since)
    await scene.say("priya", f"/commit find a room by {back + 2 * DAY:%Y-%m-%d}", now=since)
    for moment in hours(since, back - MINUTE, step):
        await scene.tick(moment)
    before = len(door.went)
    for moment in hours(back, back + 3 * DAY, 2 * HOUR):
        await scene.tick(moment)

    rows = [row for row in await scene.rows() if row.state != "sent" or row.sent_at >= back]
    questions = [row for row in rows if row.kind == "check_in" and row.state == "sent"]
    assert door.asked
    assert questions
    assert set(Counter(row.person_id for row in questions).values()) == {1}
    assert len(door.went) > before
    assert all(is_in_hours(moment) for moment in door.went)
    for kind in ("note", "digest"):
        sent = [
            (row.person_id, calendars.week_of(row.sent_at.date())) for row in rows if row.kind == kind and row.sent_at
        ]
        assert len(sent) == len(set(sent)), kind
    days = [
        (row.message_id, row.person_id, row.sent_at.date()) for row in rows if row.kind == "reminder" and row.sent_at
    ]
    assert len({day[1:] for day in days}) == len({day[0] for day in days})
    assert {row.state for row in rows} <= {"sent", "withdrawn", "owed"}
    assert [row.kind for row in rows if row.state == "withdrawn" and not row.reason] == []
    assert [row.kind for row in rows if row.state == "owed" and row.due_at <= moment] == []


@states("C8")
async def test_whoever_turns_up_while_the_door_is_down_is_not_asked_when_it_opens(scene_on_both):
    scene, since = scene_on_both, at(14, 9)
    door = Door(scene.store, since, since + DAY)
    scene.delivery.senders = {"web": door}
    await come_to(scene, since)
    for moment in hours(since, since + 8 * HOUR):
        await scene.tick(moment)
    await scene.say("jo", "I'm still in", now=since + 9 * HOUR)
    await scene.days(15, 17)

    assert [(row.state, bool(row.reason)) for row in await scene.rows("check_in", "jo")] == [("withdrawn", True)]
    assert [row.state for row in await scene.rows("check_in", "lewis")] == ["sent"]


@states("E3")
@pytest.mark.parametrize("what", ["the door", "the program"])
async def test_three_hours_over_a_due_time_make_what_was_due_late_and_lose_nothing(scene_on_both, what):
    scene, since = scene_on_both, at(14, 9, 15)
    back = since + 3 * HOUR
    door = Door(scene.store, since, back if what == "the door" else since)
    scene.delivery.senders = {"web": door}
    await come_to(scene, since)
    for moment in hours(since, back - MINUTE, 15 * MINUTE) if what == "the door" else ():
        await scene.tick(moment)
    for moment in hours(back, back + 10 * MINUTE, MINUTE):
        await scene.tick(moment)

    due = [row for row in await scene.rows() if row.due_at <= moment and row.reason != "nothing_to_say"]
    rows = [row for row in due if not (row.sent_at and row.sent_at < since)]
    assert {row.kind for row in rows} >= {"note", "check_in", "digest", "reminder"}
    assert {row.state for row in rows} == {"sent"}
    assert all(back <= row.sent_at <= back + 5 * MINUTE for row in rows)
