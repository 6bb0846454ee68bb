"""A table is closed: asked twice, said once, silent from then on, opened again within a month, or gone."""

import pytest
from sqlalchemy import func, select

from bot.domain.acts import Act
from bot.messages.parts import Form
from bot.services import closings
from bot.services.request import Answers, Said
from bot.storage.schema import metadata, organisation, partnership, person
from tests.support.scene import a_scene, at, said


async def closed(scene, *, now=None):
    return await scene.say("priya", "/table close Home from hospital", now=now or at(5))


async def held(scene, slug="home"):
    """How many rows of each table there are that belong to a partnership."""

    def read(tx):
        here = tx.execute(select(partnership.c.id).where(partnership.c.slug == slug)).scalar()
        return {
            table.name: tx.execute(
                select(func.count()).select_from(table).where(table.c.partnership_id == here)
            ).scalar_one()
            for table in metadata.sorted_tables
            if "partnership_id" in table.c and here is not None
        }

    return await scene.store.read(read)


async def test_it_is_asked_twice_and_needs_its_name(scene):
    first = await scene.say("priya", "/table close", now=at(1))
    assert "Close Home from hospital?" in said(first)
    form = await scene.heard("priya", Act(name="table.close", on=("form",)), now=at(1))
    assert isinstance(form.show, Form)
    wrong = await scene.heard("priya", Answers(act=form.show.act, values={"called": "Home"}), now=at(1))
    assert "That isn't its name." in wrong.wrong["called"]
    done = await scene.heard("priya", Answers(act=form.show.act, values={"called": "home from hospital"}), now=at(1))

    assert "Home from hospital is closed. Thank you for convening it." in said(done)


async def test_only_who_convenes_may_close_it(scene):
    assert "Only a coordinator can do that here." in said(await scene.say("sam", "/table close Home from hospital"))


async def test_it_says_goodbye_once_where_it_stands_and_nothing_unasked_after_that(scene):
    await scene.say("sam", "/commit send the discharge data by Friday 22 January")
    await scene.say("jo", "/table ask @Lewis Ray to share the void list", now=at(4))
    await closed(scene)
    lines = await scene.tick(at(5, 12))
    assert [line.row.kind for line in lines if line.row.state == "sent"] == ["answer"]
    lines = await scene.days(6, 34)

    assert [line for line in lines if line.row.state == "sent"] == []
    assert [row for row in await scene.rows() if row.unasked and row.state == "owed"] == []


@pytest.mark.parametrize("words", ["/table", "/commit send it by Friday", "hello", "/table quiet", "/table open again"])
async def test_whatever_is_said_the_answer_is_that_it_is_closed(scene, words):
    await closed(scene)
    answer = said(await scene.say("sam", words, now=at(7)))

    assert "Home from hospital has been closed since 16 January 2027." in answer
    assert "Until 15 February 2027 you can still fetch what is yours." in answer


async def test_each_can_still_see_and_erase_what_is_theirs(scene):
    await scene.say("sam", "/reflect nobody owns the list")
    await closed(scene)

    assert "nobody owns the list" in said(await scene.say("sam", "/table my data", now=at(7)))
    assert "gone" in said(await scene.say("sam", "/table erase me yes", now=at(8))).casefold()
    assert "don't sit at a table" in said(await scene.say("sam", "/table my data", now=at(9)))


async def test_a_coordinator_opens_it_again_within_the_month(scene):
    await scene.say("sam", "/commit send the discharge data by Friday 12 February")
    await closed(scene)
    again = said(await scene.say("priya", "/table open again", now=at(20)))

    assert "is open again, as it was" in again
    assert "send the discharge data" in said(await scene.say("sam", "/commit list", now=at(21)))
    assert "is open again" in said(await scene.say("priya", "/table open again", now=at(21)))
    await scene.days(22, 34)
    assert [row for row in await scene.rows() if row.unasked and row.sent_at and row.sent_at > at(21)]


async def test_after_the_month_nothing_of_it_is_left_and_it_opens_no_more(scene):
    other = await a_scene(scene.store, slug="other").begin()
    await other.join("Sam Okoye", "Ward 9 Trust", email="sam@home.example")
    await scene.say("sam", "/table view we ring eleven numbers", slug="home")
    await scene.say("priya", "/table missing a GP")
    await scene.say("jo", "/table ask @Lewis Ray to share the void list", now=at(4))
    await closed(scene)
    before = await held(scene, "other")
    await scene.tick(at(34))
    assert (await held(scene))["partner"]
    late = said(await scene.say("priya", "/table open again", now=at(36)))
    assert "has been closed since" in late
    await scene.tick(at(37))

    assert not any((await held(scene)).values())
    assert (await held(scene, "other"))["partner"] == before["partner"]
    names = await scene.store.read(lambda tx: set(tx.execute(select(person.c.name)).scalars()))
    assert names == {"Priya Shah", "Sam Okoye"}
    bodies = await scene.store.read(lambda tx: set(tx.execute(select(organisation.c.name)).scalars()))
    assert bodies == {"Riverside", "Ward 9 Trust"}


async def test_who_had_left_before_is_not_let_in_by_the_closing(scene):
    await scene.say("sam", "/table leave yes", now=at(2))
    await closed(scene)

    assert "don't sit at a table" in said(await scene.say("sam", "/table my data", now=at(7)))


async def test_pressed_twice_it_says_goodbye_once(scene):
    await closed(scene)
    asker = await scene.partner("priya")
    await scene.store.run(closings.close, asker, Said(rest="Home from hospital"), now=at(6))
    lines = await scene.days(5, 8, hour=12)

    assert len([line for line in lines if line.row.kind == "answer"]) == 1
