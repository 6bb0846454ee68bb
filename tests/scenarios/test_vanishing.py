"""Somebody who is reached only by what is gone after a day: the question is shown on three days, as one question."""

from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import insert

from bot.delivery import points
from bot.delivery.sender import DeliveryError, Outgoing
from bot.domain.acts import Act
from bot.handlers.posting import Poster
from bot.messages.render.text import text
from bot.storage import routes
from bot.storage.schema import away
from tests.support.scene import BEGIN, DAY, at, said

LONDON = ZoneInfo("Europe/London")


class Vanishing:
    """Shows things for a day, and notes when; `fails`: on which days of the scene it does not."""

    def __init__(self):
        self.shown = []
        self.fails = ()

    async def send(self, message: Outgoing) -> str:
        day = (message.now.astimezone(LONDON).date() - BEGIN).days
        if day in self.fails:
            raise DeliveryError("later")
        self.shown.append((day, text(message.card)))
        return f"19:c/{len(self.shown)}"


@pytest.fixture
async def scene(scene_on_both):
    found = Vanishing()
    scene = scene_on_both
    scene.delivery.senders = {"web": Poster(scene.store, "web"), routes.TARGETED: found}
    await scene.delivery.open_doors(at(0))
    await scene.store.run(routes.add_route, scene.persons["sam"].person.id, routes.TARGETED)
    return scene


@pytest.fixture
def shown(scene):
    return scene.delivery.senders[routes.TARGETED]


async def live(scene, first, last):
    """Everybody but Sam is there each day."""
    for day in range(first, last + 1):
        for name in ("priya", "jo", "lewis", "ann"):
            await scene.say(name, "/table", now=at(day, 10))
        await scene.tick(at(day))


async def until_asked(scene, *, fails=()):
    """The day on which Sam was asked first; `fails`: so many days after it nothing can be shown."""
    await scene.say("sam", "/table", now=at(0, 10))
    day = 0
    while not (await scene.rows("check_in", "sam") and (await scene.rows("check_in", "sam"))[0].state == "sent"):
        await live(scene, day, day)
        day += 1
    asked_on = day - 1
    scene.delivery.senders[routes.TARGETED].fails = tuple(asked_on + one for one in fails)
    return asked_on


async def dropped_off(scene, day):
    return said(await scene.say("priya", "who has dropped off?", now=at(day, 15)))


def working_days_after(day, number):
    """The next so many days after a day of the scene on which Sam works."""
    found = [one for one in range(day + 1, day + 10) if (BEGIN.weekday() + one) % 7 < 5]
    return found[:number]


async def test_the_question_is_shown_on_the_next_two_working_days_as_the_same_one(scene, shown):
    asked_on = await until_asked(scene)
    await live(scene, asked_on + 1, asked_on + 6)
    days = [day for day, _text in shown.shown if day >= asked_on]

    assert days == [asked_on, *working_days_after(asked_on, 2)]
    assert len(await scene.rows("check_in", "sam")) == 1
    assert [row.period for row in await scene.rows("renewal", "sam")] == [
        f"{(await scene.rows('check_in', 'sam'))[0].period}/{number}" for number in (1, 2)
    ]
    notes = [row for row in await scene.rows("note", "sam") if row.state == "sent"]
    assert len(notes) == len({row.period for row in notes})
    for _day, words in shown.shown[-2:]:
        assert "still in" in words.casefold()
        assert "stop" in words.casefold()


async def test_nobody_is_told_before_it_could_be_seen_for_three_days(scene):
    asked_on = await until_asked(scene)
    over = working_days_after(asked_on, 4)[-1]
    await live(scene, asked_on + 1, over - 1)
    assert "Sam Okoye" not in await dropped_off(scene, over - 1)
    await live(scene, over, over)

    assert "Sam Okoye, Ward 9 Trust" in await dropped_off(scene, over)


async def test_where_it_could_not_be_shown_again_nobody_is_told(scene, shown):
    asked_on = await until_asked(scene, fails=range(2, 7))
    await live(scene, asked_on + 1, asked_on + 6)

    assert "Sam Okoye" not in await dropped_off(scene, asked_on + 6)


async def test_the_next_question_counts_where_the_first_could_not_be_seen(scene, shown):
    asked_on = await until_asked(scene, fails=range(1, 7))
    await live(scene, asked_on + 1, asked_on + 20)
    asked = await scene.rows("check_in", "sam")

    assert len(asked) == 2
    assert "Sam Okoye, Ward 9 Trust" in await dropped_off(scene, asked_on + 20)


async def test_an_answer_ends_it(scene, shown):
    asked_on = await until_asked(scene)
    await scene.say("sam", "still in", now=at(asked_on, 14))
    await live(scene, asked_on + 1, asked_on + 6)

    assert [day for day, _text in shown.shown if day > asked_on] == []
    assert {(row.state, row.reason) for row in await scene.rows("renewal", "sam")} == {("withdrawn", "sign_of_life")}


async def test_stop_ends_it(scene, shown):
    asked_on = await until_asked(scene)
    await scene.say("sam", "/table stop", now=at(asked_on, 14))
    await live(scene, asked_on + 1, asked_on + 6)

    assert [day for day, _text in shown.shown if day > asked_on] == []


async def test_what_does_not_vanish_is_shown_once(scene):
    await scene.store.run(
        routes.record_try, scene.persons["sam"].person.id, routes.TARGETED, worked=False, why="x", now=at(0)
    )
    asked_on = await until_asked(scene)
    await live(scene, asked_on + 1, asked_on + 4)

    assert await scene.rows("renewal") == []


async def test_whoever_leaves_is_shown_nothing_more(scene, shown):
    asked_on = await until_asked(scene)
    await scene.say("sam", "/table leave", now=at(asked_on, 14))
    await scene.heard("sam", Act(name="table.leave", on=("yes",)), now=at(asked_on, 14), slug="home")
    await live(scene, asked_on + 1, asked_on + 6)

    assert [day for day, _text in shown.shown if day > asked_on] == []


async def test_whoever_is_away_is_shown_nothing_meanwhile(scene, shown):
    asked_on = await until_asked(scene)
    until = working_days_after(asked_on, 4)[-1]
    sam = scene.persons["sam"].person.id
    noted = insert(away).values(person_id=sam, from_on=BEGIN + DAY * asked_on, until_on=BEGIN + DAY * until)
    await scene.store.run(lambda tx: tx.execute(noted))
    await live(scene, asked_on + 1, until + 6)

    assert [day for day, _text in shown.shown if asked_on < day < until] == []
    assert len(await scene.rows("check_in", "sam")) <= 2


async def test_a_process_that_dies_once_it_was_shown_again_leaves_it_unknown_and_nobody_is_told(scene, shown):
    asked_on = await until_asked(scene)
    again_on = working_days_after(asked_on, 1)[0]

    def dies(point):
        if point == points.SENT and shown.shown[-1][0] == again_on:
            raise ConnectionAbortedError

    scene.delivery.at_point = dies
    with pytest.raises(ConnectionAbortedError):
        await live(scene, again_on, again_on)
    scene.delivery.at_point = points.go_on
    await live(scene, again_on + 1, asked_on + 6)

    assert [day for day, _text in shown.shown if day > asked_on] == [again_on]
    assert [(row.state, row.reason) for row in await scene.rows("renewal", "sam")] == [("unknown", "lease")]
    assert "Sam Okoye" not in await dropped_off(scene, asked_on + 6)
