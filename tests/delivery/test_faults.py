"""Rows that make a round or a card fall over: everybody else gets what is theirs, and it is tried again."""

import asyncio
from datetime import timedelta

import pytest
from sqlalchemy import select, update
from structlog.testing import capture_logs

from bot.handlers.posting import Poster
from bot.services.turns import AGAIN_AFTER
from bot.storage import lanes
from bot.storage.schema import partner, partnership, person
from tests.delivery.test_loop import until
from tests.support.scene import a_scene, at

states = pytest.mark.states

NOWHERE = "Nowhere/Gone"


def change(table, row, **values):
    return lambda tx: tx.execute(update(table).where(table.c.id == row).values(**values)) and None


async def spoil(scene, who) -> None:
    """A zone that nobody knows: whatever asks when it may write to them falls over."""
    await scene.store.run(change(person, scene.persons[who].person.id, zone=NOWHERE))


async def mend(scene, who) -> None:
    await scene.store.run(change(person, scene.persons[who].person.id, zone="Europe/London"))


async def names(scene) -> list[str]:
    def read(tx) -> list[str]:
        return list(tx.scalars(select(person.c.name)))

    found: list[str] = await scene.store.read(read)
    return found


def faults(logs) -> set[tuple[str, int]]:
    return {(one["round"], one["row"]) for one in logs if one["event"] == "round.fault"}


async def asked(scene, who) -> list[str]:
    return [row.state for row in await scene.rows("check_in", who)]


@states("E6")
async def test_one_partner_whose_rows_are_wrong_stops_nobody_and_is_asked_when_they_are_mended(scene_on_both):
    scene = scene_on_both
    await spoil(scene, "sam")
    with capture_logs() as logs:
        await scene.days(1, 15)
    during = {who: await asked(scene, who) for who in ("sam", "priya", "jo", "lewis")}
    await mend(scene, "sam")
    await scene.tick(at(15) + AGAIN_AFTER)

    assert during == {"sam": [], "priya": ["sent"], "jo": ["sent"], "lewis": ["sent"]}
    assert faults(logs) >= {("check-ins", scene.persons["sam"].id)}
    assert NOWHERE not in str(logs)
    assert await asked(scene, "sam") == ["sent"]


@states("E6")
async def test_one_table_whose_rows_are_wrong_stops_no_other_and_has_its_digest_when_they_are_mended(scene_on_both):
    scene = scene_on_both
    other = await a_scene(scene.store, slug="other").begin()
    await other.join("Nina New", "Ward 9 Trust")
    for table, who in ((scene, "sam"), (other, "nina")):
        await table.say(who, f"/commit ring the ward by {at(9):%Y-%m-%d}", now=at(0, 9))
    await scene.store.run(change(partnership, other.partnership_id, country="XX"))
    with capture_logs() as logs:
        await scene.days(1, 7)
    during = [row.partnership_id for row in await scene.rows("digest")]
    await scene.store.run(change(partnership, other.partnership_id, country="GB-ENG"))
    await scene.tick(at(7) + AGAIN_AFTER)

    assert set(during) == {scene.partnership_id}
    assert faults(logs) >= {("digests", other.partnership_id)}
    assert {row.partnership_id for row in await scene.rows("digest") if row.state == "sent"} == {
        scene.partnership_id,
        other.partnership_id,
    }


@states("E6")
@pytest.mark.parametrize(("round_", "kind"), [("welcomes", "welcome"), ("reminders", "reminder")])
async def test_welcomes_and_reminders_go_past_whoever_has_something_wrong(scene, round_, kind):
    for who in ("Nina New", "Omar One"):
        await scene.join(who, "Ward 9 Trust", agreed=None)
    for who in ("sam", "jo"):
        await scene.say(who, f"/commit ring the ward by {at(3):%Y-%m-%d}", now=at(0))
    for who in ("nina", "sam"):
        await spoil(scene, who)
    with capture_logs() as logs:
        await scene.days(1, 3)

    assert {row.person_id for row in await scene.rows(kind)} == {
        scene.persons["omar" if kind == "welcome" else "jo"].person.id
    }
    assert round_ in {name for name, _row in faults(logs)}


@states("E6")
async def test_a_table_that_cannot_be_tidied_keeps_no_other_from_it(scene):
    other = await a_scene(scene.store, slug="other").begin()
    for table in (scene, other):
        await table.join("Nina New", "Ward 9 Trust")
        await scene.store.run(change(partner, table.persons["nina"].id, left_on=at(1).date()))
    # More months than there are days in a calendar.
    await scene.store.run(change(partnership, scene.partnership_id, retention_months=10**6))
    with capture_logs() as logs:
        await scene.tick(at(1) + timedelta(days=800))

    assert faults(logs) >= {("housekeeping", scene.partnership_id)}
    assert (await names(scene)).count("Nina New") == 1


@states("E6")
async def test_a_fault_in_one_sender_or_in_claiming_ends_nobodys_delivery(scene, monkeypatch):
    """What the faulty sender was given may have gone out: it is found out about when its claim is over."""
    await scene.tick(at(14, 17))
    jo, posted = scene.persons["jo"].person.id, Poster(scene.store, "web")
    claim, wrong = lanes.claim, [ZeroDivisionError(NOWHERE)]

    class Faulty:
        async def send(self, message):
            if message.person_id == jo:
                raise ZeroDivisionError(NOWHERE)
            return await posted.send(message)

    def claiming(*given, **more):
        if wrong:
            raise wrong.pop()
        return claim(*given, **more)

    monkeypatch.setattr(lanes, "claim", claiming)
    scene.delivery.senders = {"web": Faulty()}
    with capture_logs() as logs:
        delivering = asyncio.create_task(scene.delivery.keep_delivering(lambda: at(15)))
        await until(scene, lambda rows: not any(row.state == "owed" for row in rows if row.kind == "note"))
        scene.delivery.stop()
        await delivering
    notes = {row.person_id: row.state for row in await scene.rows() if row.kind == "note" and row.period == "2027-W04"}

    assert notes.pop(jo) == "claimed"
    assert set(notes.values()) == {"sent"}
    assert [line["fault"] for line in logs if line["event"] == "delivery.fault"] == ["ZeroDivisionError"] * 2
    assert NOWHERE not in str(logs)
