"""What somebody said they'd do is taken back: gone from what is kept, and from all that others read."""

from sqlalchemy import MetaData, select

from tests.support.scene import at, said

WORDS = "ring Mrs Patel of Elm Road"


async def texts(scene):
    """All text that the whole database holds."""

    def read(tx):
        tables = MetaData()
        tables.reflect(tx)
        rows = [row for table in tables.tables.values() for row in tx.execute(select(table)).all()]
        return " ".join(str(value) for row in rows for value in row)

    return await scene.store.run(read)


async def test_it_is_gone_from_all_that_is_kept_and_read(scene):
    await scene.say("sam", f"/commit {WORDS} by Friday")
    await scene.say("sam", "plan 1 when the ward rings then I ring")
    await scene.say("sam", "/commit list")
    for who in ("jo", "ann"):
        assert WORDS in said(await scene.say(who, "/table"))
    answer = said(await scene.say("sam", "take back commitment 1", now=at(1)))

    assert answer == "Taken back and deleted. Whoever has read it, has read it."
    assert WORDS not in await texts(scene)
    assert "when the ward rings" not in await texts(scene)
    assert WORDS not in said(await scene.say("jo", "/table", now=at(1)))
    await scene.days(1, 12)
    assert WORDS not in await texts(scene)
    assert "I can't find that" in said(await scene.say("sam", "take back commitment 1", now=at(12)))


async def test_what_was_asked_is_the_askers_to_take_back_until_somebody_said_yes(scene):
    await scene.say("jo", f"/table ask @Sam Okoye to {WORDS}")
    assert "That is Jo" in said(await scene.say("sam", "take back commitment 1"))
    await scene.say("jo", "take back commitment 1")

    assert WORDS not in await texts(scene)


async def test_what_others_said_yes_to_stays(scene):
    await scene.say("jo", f"/table ask @Sam Okoye to {WORDS}")
    await scene.say("sam", "yes to 1 by Friday")
    answer = said(await scene.say("jo", "take back commitment 1"))

    assert f"Others said yes to “{WORDS}”, so it can't be taken back by one of you." in answer
    assert WORDS in said(await scene.say("sam", "/commit list"))


async def test_what_waits_to_be_handed_on_is_taken_back_with_it(scene):
    await scene.say("sam", f"/commit {WORDS}")
    await scene.say("sam", "hand on 1 to @Jo Lee")
    await scene.say("sam", "take back commitment 1")

    assert WORDS not in await texts(scene)
    assert WORDS not in said(await scene.say("jo", "/commit list"))
