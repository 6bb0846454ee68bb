"""What is owed to somebody besides the answer to what they said."""

from typing import Any

from sqlalchemy import Connection, delete, update

from bot.domain.manners import Never, Why
from bot.messages.cards import nothing
from bot.services import answering
from bot.storage.schema import answer, outbox, route
from tests.support.scene import at

CARD = nothing.this_week("home", "Home from hospital")


async def told(scene) -> None:
    await scene.store.run(answering.tell, scene.persons["sam"], CARD, key="k", now=at(0))


async def test_whoever_can_be_reached_nowhere_is_owed_nothing(scene):
    def unreached(tx: Connection) -> None:
        tx.execute(update(route).values(works=False))

    await scene.store.run(unreached)
    await told(scene)

    assert await scene.rows("answer", "sam") == []


async def test_an_answer_of_which_nothing_is_left_is_never_sent(scene):
    def found(tx: Connection):
        tx.execute(delete(answer))
        row: Any = tx.execute(outbox.select().where(outbox.c.kind == "answer")).one()
        return answering.compose(tx, row)

    await told(scene)

    assert len(await scene.rows("answer", "sam")) == 1
    assert await scene.store.run(found) == Never(Why.OVER)
