"""A call from the coordinator's word to the note of whoever was rung, by the rounds themselves."""

import pytest

from bot.messages import plain
from bot.messages.render.text import text
from bot.storage import exchanges
from bot.storage.store import Store
from tests.support import databases
from tests.support.scene import a_scene, at, said


@pytest.fixture
async def scene(tmp_path):
    store = Store(databases.sqlite(tmp_path))
    table = await a_scene(store).begin()
    await table.join("Sam Okoye", "Ward 9 Trust")
    yield table
    await store.close()


async def notes_to(scene, who, first, last):
    """What came to somebody unasked in those days, as it stands on their page."""
    await scene.days(first, last)
    lines = await scene.store.read(exchanges.page, scene.persons[who], until=at(last, 23), most=50)
    return " ".join(text(plain.read(line.shown), width=100_000) for line in lines if line.at >= at(first, 0))


async def test_it_is_asked_about_in_the_note_and_whoever_steps_back_says_so_themselves(scene):
    brief = await scene.say("priya", "/table ring @Sam Okoye", now=at(2, 10))
    assert "From 14 January I'll ask you how it went" in said(brief)
    asked = await notes_to(scene, "priya", 3, 9)
    assert "You said you'd ring Sam Okoye. How did it go?" in asked

    await scene.say("priya", "/table rang @Sam Okoye: stepping back", now=at(9, 12))
    told = await notes_to(scene, "sam", 10, 16)

    assert "Priya Shah rang you, and noted on" in told
    assert "It's yours to say, and nothing has changed." in told
    assert (await scene.partner("sam")).left_on is None
    await scene.say("sam", "that isn't so", now=at(17, 12))
    assert "noted that you'd step back" not in await notes_to(scene, "sam", 18, 26)


async def test_nobody_asks_after_somebody_who_is_left_be_and_then_they_do(scene):
    await scene.say("sam", "/commit send the data by 2027-03-01", now=at(0, 10))
    await scene.say("priya", "/table leave be @Sam Okoye until 10 February", now=at(1, 10))
    await scene.days(2, 29)
    assert [row.state for row in await scene.rows("check_in", "sam")] == []

    await scene.days(30, 33)

    assert [row.state for row in await scene.rows("check_in", "sam")] == ["sent"]
