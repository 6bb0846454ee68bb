"""A button that stands on nothing there is, as it may come in from outside: never words of anybody's."""

import pytest
from sqlalchemy import select

from bot.domain.acts import Act
from bot.services.commands import BY_NAME
from bot.storage import my_data
from bot.storage.schema import metadata
from tests.support.scene import a_table_of_five, at, said

# What was asked and answered stands on a page as it was.
OF_PAGES = {"message", "exchange", "inbox"}


async def everything(scene):
    def read(tx):
        return {
            name: [dict(row._mapping) for row in tx.execute(select(table))]
            for name, table in metadata.tables.items()
            if name not in OF_PAGES
        }

    return await scene.store.read(read)


@pytest.fixture
async def scene(store):
    found = await a_table_of_five(store)
    for line in (
        "/commit ring the ward by Friday",
        "/table outcome fewer nights on a ward",
        "/table measure 1 42 nights",
        "/table try ring at nine for two weeks",
        "/table strand housing checks",
        "/table missing a GP",
        "/table challenge nobody owns the list",
    ):
        assert not (await found.say("priya", line)).wrong
    return found


@pytest.mark.parametrize(
    "on", [("zebra",), ("9" * 18,), ("-1", "zebra"), ("",)], ids=["words", "far", "less", "nothing"]
)
async def test_whatever_a_button_stands_on_it_is_nobodys_words_and_ends_nothing(scene, on):
    for number, name in enumerate(sorted(BY_NAME)):
        await scene.heard("priya", Act(name=name, on=on), now=at(1, 9, number % 60), key=f"stray:{name}")

    found = await everything(scene)
    assert [(table, row) for table, rows in found.items() for row in rows if "zebra" in str(row)] == []
    assert (await scene.partner("priya")).left_on is None
    assert found["partnership"][0]["closed_at"] is None
    assert [row["state"] for row in found["commitment"]] == ["open"]
    assert len((await scene.store.read(my_data.held_on, await scene.partner("priya"))).rows("tries")) == 1


@pytest.mark.parametrize("name", ["commitment.done", "try.keep", "measure.log", "strand.list", "lead.offerself"])
async def test_it_is_refused_plainly(scene, name):
    reply = await scene.heard("priya", Act(name=name, on=("zebra",)), now=at(1), key="stray")

    assert "What that button stood on isn't here. Nothing has changed." in said(reply)
    assert reply.wrong
