"""A question that was taken off because somebody seemed to have been heard from is asked after all."""

import pytest

from bot.storage.store import Store
from tests.support import databases
from tests.support.scene import a_scene, at, said


@pytest.fixture
async def scene(tmp_path):
    store = Store(databases.sqlite(tmp_path))
    table = await a_scene(store).begin()
    await table.join("Sam Okoye", "Ward 9 Trust")
    await table.say("sam", "/commit send the data by 2027-06-01", now=at(2))
    await table.days(3, 13)
    # Their note of the week goes out before the question has its day.
    await table.say("priya", "/table thanks @Sam Okoye for the minibus", now=at(13))
    await table.days(14, 17)
    yield table
    await store.close()


@pytest.mark.parametrize(
    ("slip", "undone"),
    [
        ("/table rang @Sam Okoye: still in", "undo the call to @Sam Okoye"),
        ("/table switch off check-ins", "/table switch on check-ins"),
    ],
)
async def test_what_is_undone_leaves_the_question_to_be_asked(scene, slip, undone):
    assert [row.state for row in await scene.rows("check_in", "sam")] == ["owed"]
    await scene.say("priya", slip, now=at(17, 12))
    assert [row.state for row in await scene.rows("check_in", "sam")] == ["withdrawn"]

    await scene.say("priya", undone, now=at(17, 12, 1))
    await scene.days(18, 29)

    assert [row.state for row in await scene.rows("check_in", "sam")][:1] == ["sent"]
    assert "Sam Okoye, Ward 9 Trust" in said(await scene.say("priya", "/table quiet", now=at(29, 15)))
