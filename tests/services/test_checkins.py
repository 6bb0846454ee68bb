"""A page of the quiet is asked at once, whatever holds some of them, and in an order that all rounds keep to."""

import asyncio

import pytest
from sqlalchemy import select, text, update

from bot.domain import calendars, deadlines
from bot.domain.participation import Kind
from bot.services import checkins, digests, notes, participation
from bot.storage import ledger
from bot.storage.outbox import Owed, owe
from bot.storage.schema import outbox, partner, person, route
from bot.storage.store import Store
from tests.support import databases, postgres
from tests.support.scene import a_scene, at

NOW = at(7)
WAITING = text("SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'")


@pytest.fixture
async def on_postgresql():
    """The scene where several transactions write at once. By name its people come in another order than they came."""
    calendars.get_ready()
    deadlines.get_ready()
    name, address = databases.postgresql()
    store = Store(address)
    scene = await a_scene(store).begin()
    for one in ("Zoe Zest", "Moe May", "Abe Ash"):
        await scene.join(one, "Elm Street Advice")
    yield scene
    await store.close()
    postgres.drop(name)


async def quiet(scene, *names) -> None:
    """Somebody is to be asked, and whoever is named first is quiet for longest."""
    for day, name in enumerate(names):
        await scene.store.run(ledger.keep_next, scene.persons[name], at(day))


async def ask(scene):
    return await scene.store.run(checkins.ask_the_quiet, now=NOW)


async def owed_to(scene, kind) -> list[str]:
    """By their first names, in the order in which it was owed."""
    names = {partner.person.id: name for name, partner in scene.persons.items()}
    return [names[row.person_id] for row in await scene.rows(kind)]


async def test_a_page_takes_as_many_statements_for_many_as_for_two(scene, queries):
    def counted(tx) -> int:
        with queries(tx) as seen:
            checkins.ask_the_quiet(tx, now=NOW)
        return len([one for one in seen if "SAVEPOINT" not in one])

    await quiet(scene, "sam", "jo")
    two = await scene.store.run(counted)
    await scene.join("Nina New", "Ward 9 Trust")
    await scene.join("Una Fox", "Elm Street Advice")
    await quiet(scene, "lewis", "una", "priya", "nina")
    four = await scene.store.run(counted)

    assert set(await owed_to(scene, "check_in")) == {"sam", "jo", "lewis", "una", "priya", "nina"}
    assert two == four


async def test_where_nobody_is_quiet_one_look_is_all(scene, queries):
    def counted(tx) -> list[str]:
        with queries(tx) as seen:
            checkins.ask_the_quiet(tx, now=at(0))
        return list(seen)

    assert len(await scene.store.run(counted)) == 1


async def test_a_page_in_which_one_falls_over_is_asked_one_by_one(scene_on_both):
    scene = scene_on_both
    await quiet(scene, "sam", "jo", "lewis")
    jo = scene.persons["jo"]
    nowhere = update(person).where(person.c.id == jo.person.id).values(zone="Nowhere/Gone")
    await scene.store.run(lambda tx: tx.execute(nowhere) and None)

    turn = await ask(scene)

    assert [fault.row for fault in turn.faults] == [jo.id]
    assert await owed_to(scene, "check_in") == ["sam", "lewis"]
    assert set(turn.owed) == {row.id for row in await scene.rows() if row.kind in ("check_in", "note")}


async def test_who_is_quiet_at_two_tables_is_asked_at_both_and_has_one_note(scene_on_both):
    scene = scene_on_both
    other = await a_scene(scene.store, slug="other").begin()
    await scene.join("Nina New", "Ward 9 Trust", email="nina@new.example")
    await other.join("Nina New", "Ward 9 Trust", email="nina@new.example")
    await quiet(scene, "nina")
    await quiet(other, "nina")

    await ask(scene)

    asked = {row.partnership_id for row in await scene.rows("check_in", "nina")}
    assert asked == {scene.partnership_id, other.partnership_id}
    assert len(await scene.rows("note", "nina")) == 1


async def test_what_was_asked_at_one_table_is_no_touch_at_the_other(scene_on_both):
    """And of two questions about one silence the second is the second."""
    scene = scene_on_both
    other = await a_scene(scene.store, slug="other").begin()
    await scene.join("Nina New", "Ward 9 Trust", email="nina@new.example")
    await other.join("Nina New", "Ward 9 Trust", email="nina@new.example")
    await quiet(scene, "nina")
    await ask(scene)
    await sent(scene, at(-1))
    await quiet(scene, "nina")
    await quiet(other, "nina")

    await ask(scene)

    touches = {(row.partnership_id, row.period[-2:]) for row in await scene.rows("check_in", "nina")}
    assert touches == {(scene.partnership_id, "/1"), (scene.partnership_id, "/2"), (other.partnership_id, "/1")}


async def test_whoever_takes_part_while_the_others_are_asked_is_not_asked(on_postgresql):
    scene = on_postgresql
    await quiet(scene, "zoe", "moe")
    with scene.store.engine.connect() as other, other.begin():
        participation.record(other, scene.persons["zoe"], Kind.CAME, on_day=NOW.date(), at=NOW)
        during = await ask(scene)
    after = await ask(scene)

    assert (during.faults, after.owed) == ((), ())
    assert await owed_to(scene, "check_in") == ["moe"]


async def test_whoever_is_being_asked_can_take_part_when_it_is_done(on_postgresql):
    """Their row is held, so that a sign of life takes back a question that it could not have seen otherwise."""
    scene = on_postgresql
    zoe = scene.persons["zoe"]
    await quiet(scene, "zoe")
    with scene.store.engine.connect() as other:
        with other.begin():
            checkins.ask_the_quiet(other, now=NOW)
            coming = asyncio.create_task(
                scene.store.run(participation.record, zoe, Kind.CAME, on_day=NOW.date(), at=NOW)
            )
            await somebody_waits(scene, 1)
        await coming

    assert [row.state for row in await scene.rows("check_in", "zoe")] == ["withdrawn"]


async def somebody_waits(scene, number) -> None:
    for _look in range(100):
        if await scene.store.read(lambda tx: tx.scalar(WAITING)) >= number:
            return
        await asyncio.sleep(0.01)
    raise AssertionError("nobody waits")


async def test_two_rounds_that_owe_the_same_notes_at_once_never_wait_for_each_other(on_postgresql):
    """The one in the middle is held until both wait for it: what either has by then, the other must not need."""
    scene, turns = on_postgresql, []
    for name in ("zoe", "moe", "abe"):
        await scene.say(name, f"/commit ring the ward by {at(8):%Y-%m-%d}")
    await quiet(scene, "zoe", "moe", "abe")
    held = Owed(
        partnership_id=scene.partnership_id,
        person_id=scene.persons["moe"].person.id,
        kind="note",
        period=calendars.week_of(NOW.date()),
        route="web",
        due_at=NOW,
    )

    def turn(tx, which):
        turns.append(which)
        return which(tx, now=NOW)

    with scene.store.engine.connect() as other, other.begin() as holding:
        owe(other, held)
        rounds = [
            asyncio.create_task(scene.store.run(turn, which)) for which in (checkins.ask_the_quiet, digests.owe_digests)
        ]
        await somebody_waits(scene, 2)
        holding.rollback()
    await asyncio.gather(*rounds)

    assert len(turns) == 2
    assert sorted(await owed_to(scene, "note")) == ["abe", "moe", "priya", "zoe"]


async def test_the_digests_of_two_tables_are_owed_in_two_transactions(scene):
    """Each owes its notes in the order of its people, so both together would be in none."""
    other = await a_scene(scene.store, slug="other").begin()

    first = await scene.store.run(digests.owe_digests, now=NOW)
    second = await scene.store.run(digests.owe_digests, now=NOW)

    tables = {row.id: row.partnership_id for row in await scene.rows()}
    assert {tables[row] for row in first.owed} == {scene.partnership_id}
    assert {tables[row] for row in second.owed} == {other.partnership_id}
    assert (await scene.store.run(digests.owe_digests, now=NOW)).after is None


async def sent(scene, on) -> None:
    """Whatever is owed goes out."""
    went = update(outbox).where(outbox.c.state == "owed").values(state="sent", sent_at=on)
    await scene.store.run(lambda tx: tx.execute(went) and None)


@pytest.mark.parametrize(("times", "next_on"), [(1, at(14).date()), (3, None)])
async def test_whoever_was_asked_already_is_looked_at_on_the_day_of_the_next_question_if_there_is_one(
    scene_on_both, times, next_on
):
    scene = scene_on_both
    first_on = at(7) if times == 1 else at(-30)
    for _time in range(times):
        await quiet(scene, "sam")
        await ask(scene)
        await sent(scene, first_on)
    await quiet(scene, "sam")

    await ask(scene)

    [row] = await scene.store.read(
        lambda tx: tx.execute(select(partner.c.next_check_in_at).where(partner.c.id == scene.persons["sam"].id)).all()
    )
    assert len(await scene.rows("check_in", "sam")) == times
    assert (row.next_check_in_at and row.next_check_in_at.date()) == next_on


async def test_of_those_who_are_asked_some_have_a_note_and_some_had_one_that_comes_back(scene_on_both):
    """And somebody who can't be reached has none in any round."""
    scene = scene_on_both
    await scene.store.run(notes.owe_notes, [scene.persons[who] for who in ("sam", "jo")], now=NOW)
    before = {row.person_id: row.id for row in await scene.rows("note")}
    sam, ann = scene.persons["sam"].person.id, scene.persons["ann"].person.id
    withdrawn = update(outbox).where(outbox.c.person_id == sam).values(state="withdrawn", reason="nothing_to_say")
    unreachable = update(route).where(route.c.person_id == ann).values(works=False)
    await scene.store.run(lambda tx: [tx.execute(one) and None for one in (withdrawn, unreachable)])
    await quiet(scene, "sam", "jo", "lewis")

    turn = await ask(scene)
    nobody = await scene.store.run(notes.owe_notes, [scene.persons["ann"]], now=NOW)

    assert nobody == []
    assert before[sam] in turn.owed
    assert {row.state for row in await scene.rows("note")} == {"owed"}
    assert sorted(await owed_to(scene, "note")) == ["jo", "lewis", "sam"]
