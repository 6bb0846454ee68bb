"""What delivery does when sending goes wrong, and when two of it work at once."""

import asyncio
from collections.abc import Iterator
from datetime import timedelta
from functools import partial

import pytest
from sqlalchemy import update

from bot.delivery import loop, points, recording, shift
from bot.delivery.loop import Delivery
from bot.delivery.sender import DeliveryError, OutcomeUnknownError, Outgoing
from bot.handlers.posting import Poster
from bot.messages.cards import nothing
from bot.services import compose
from bot.storage import claims, routes
from bot.storage.errors import StoreBusy, StoreUnavailable
from bot.storage.outbox import Owed, owe
from bot.storage.schema import outbox
from bot.storage.store import Store
from tests.support import databases
from tests.support.scene import a_scene, at, claim_one, said, tokens

MINUTE = timedelta(minutes=1)


class Trouble:
    """A sender in which something goes wrong, as often as it is told; then it puts messages up as usual."""

    def __init__(self, store, *errors) -> None:
        self.errors = list(errors)
        self.poster = Poster(store, "web")
        self.sent = 0

    async def send(self, message):
        if self.errors:
            raise self.errors.pop(0)
        self.sent += message.person_id is not None
        return await self.poster.send(message)


def through(scene, sender) -> Delivery:
    made = tokens()
    through = Delivery(scene.store, {"web": sender, "terminal": sender}, new_token=lambda: f"t{next(made)}")
    scene.delivery = through
    return through


async def one_owed(scene, *errors) -> Trouble:
    """Sam is owed his note; the sender first meets with some errors."""
    sender = Trouble(scene.store, *errors)
    through(scene, sender)
    await scene.say("jo", "/table", now=at(14, 8))
    await scene.say("lewis", "/table", now=at(14, 8))
    await scene.say("ann", "/table", now=at(14, 8))
    await scene.say("priya", "stop", now=at(14, 8))
    await scene.tick(at(15))
    return sender


async def state(scene):
    [row] = await scene.rows("note", "sam")
    return row.state, row.reason, row.attempts


async def test_what_fails_for_now_is_tried_again_later(scene):
    sender = await one_owed(scene, DeliveryError("down"))
    failed = await state(scene)
    await scene.tick(at(15) + MINUTE)
    too_soon = await state(scene)
    await scene.tick(at(15) + 2 * MINUTE)

    assert failed == too_soon == ("owed", "down", 1)
    assert await state(scene) == ("sent", None, 2)
    assert sender.sent == 1


async def test_the_platforms_own_wait_is_kept(scene):
    await one_owed(scene, DeliveryError("ratelimited", retry_after=timedelta(minutes=30)))
    await scene.tick(at(15) + 29 * MINUTE)
    waiting = await state(scene)
    await scene.tick(at(15) + 30 * MINUTE)

    assert waiting == ("owed", "ratelimited", 0)
    assert (await state(scene))[0] == "sent"


async def test_a_route_that_is_closed_for_good_is_not_tried_again(scene):
    await one_owed(scene, DeliveryError("user_gone", permanent=True))

    assert await state(scene) == ("failed", "user_gone", 1)
    assert await scene.store.read(routes.route_of, scene.persons["sam"].person.id) is None
    await scene.say("priya", "start", now=at(16))
    assert "No way to reach: 1." in said(await scene.say("priya", "/table quiet", now=at(16)))


async def test_what_nobody_can_say_is_not_sent_again(scene):
    sender = await one_owed(scene, OutcomeUnknownError("no_reply"))
    await scene.days(16, 20)

    assert await state(scene) == ("unknown", "no_reply", 1)
    assert sender.sent == 0


async def test_a_check_in_whose_note_was_given_up_rides_in_the_next(scene):
    sender = Trouble(scene.store)
    through(scene, sender)
    await scene.tick(at(14, 8))
    sender.errors += [DeliveryError("down")] * 100
    for hour in range(100):
        await scene.tick(at(14, 10) + timedelta(hours=hour))
    given_up = [row.state for row in await scene.rows("note", "sam")]
    sender.errors.clear()
    await scene.days(19, 30)

    assert given_up == ["failed"]
    assert [row.state for row in await scene.rows("check_in", "sam")][:1] == ["sent"]


async def test_trouble_that_is_everybodys_is_no_try(scene):
    await one_owed(scene, *[DeliveryError("closed", everybodys=True)] * 15)
    for hour in range(30):
        await scene.tick(at(16) + timedelta(hours=hour))

    assert await state(scene) == ("sent", None, 1)


async def test_waiting_for_a_better_hour_is_no_try(scene):
    await one_owed(scene, DeliveryError("down"))
    await scene.days(15, 19, hour=20)

    assert await state(scene) == ("owed", "out_of_hours", 1)


async def test_after_many_tries_it_is_given_up(scene):
    await one_owed(scene, *[DeliveryError("down")] * 100)
    for hour in range(60):
        await scene.tick(at(16) + timedelta(hours=hour))

    assert await state(scene) == ("failed", "down", recording.MOST_ATTEMPTS)


@pytest.mark.states("E6")
async def test_a_fault_in_one_card_does_not_stop_the_others(scene, monkeypatch):
    real = compose.card_for

    def faulty(tx, row, *, now):
        if row.kind == "note" and row.person_id == scene.persons["sam"].person.id:
            raise ZeroDivisionError
        return real(tx, row, now=now)

    monkeypatch.setattr(shift, "card_for", faulty)
    await scene.days(1, 15)

    notes = await scene.rows("note", "sam")
    assert {(note.state, note.reason) for note in notes} == {("owed", "compose")}
    assert [row.state for row in await scene.rows("check_in", "jo")] == ["sent"]


async def test_a_database_that_cannot_be_written_is_a_delivery_that_failed(scene):
    other = Store(str(scene.store.engine.url))
    await other.close()
    sender = Poster(other, "web")
    through(scene, sender)
    await scene.tick(at(15))

    assert {row.reason for row in await scene.rows("note", "sam")} == {"store.closed"}


async def claimed(scene, token="gone"):
    """A note that somebody took, and is gone."""
    await scene.tick(at(14, 17))
    row = await claim_one(scene.store, token, now=at(15), until=at(15) + MINUTE)
    assert row is not None
    return row


async def until(scene, true) -> None:
    async with asyncio.timeout(20):
        while not true(await scene.rows()):  # noqa: ASYNC110 - rows tell nobody that they have changed
            await asyncio.sleep(0.01)


async def as_it_is(scene, row):
    [found] = [one for one in await scene.rows() if one.id == row.id]
    return found


async def by_mail(scene) -> None:
    await scene.store.run(lambda tx: tx.execute(update(outbox).values(route="email")) and None)


@pytest.mark.states("E2")
async def test_a_claim_left_behind_is_settled_when_its_lease_ends(scene):
    row = await claimed(scene)
    await scene.tick(at(15) + MINUTE / 2)
    held = (await as_it_is(scene, row)).state
    await scene.tick(at(15) + MINUTE)

    assert held == "claimed"
    assert (await as_it_is(scene, row)).state == "sent"


async def test_a_claim_whose_message_went_up_is_settled_as_sent_and_not_sent_again(scene):
    row = await claimed(scene)
    message = Outgoing(
        row_id=row.id, person_id=row.person_id, place_id=None, card=nothing.this_week("x", "Who else?"), now=at(15)
    )
    await scene.store.run(claims.begin, row.id, "gone", now=at(15))
    message_id = await Poster(scene.store, "web").send(message)
    await scene.tick(at(15) + MINUTE)

    after = await as_it_is(scene, row)
    assert (after.state, after.message_id) == ("sent", message_id)


async def test_what_rode_along_is_settled_with_what_carried_it_and_asked_once(scene):
    await scene.tick(at(14, 17))
    at_page = Poster(scene.store, "web")
    cut = at(15)

    class Dying:
        async def send(self, message):
            await at_page.send(message)
            raise StoreUnavailable

    scene.delivery.senders = {"web": Dying()}
    with pytest.raises(StoreUnavailable):
        await scene.delivery.once(cut)
    scene.delivery.senders = {"web": at_page}
    begun = [row for row in await scene.rows("check_in") if row.state == "claimed"]
    await scene.tick(cut + shift.LEASE + MINUTE)

    assert begun
    for row in begun:
        after = await as_it_is(scene, row)
        assert (after.state, after.sent_at, after.reason) == ("sent", cut, None)
        assert len([one for one in await scene.rows("check_in") if one.person_id == row.person_id]) == 1


async def test_a_claim_that_was_not_begun_goes_back_whatever_the_platform(scene):
    row = await claimed(scene)
    await by_mail(scene)
    await scene.store.run(claims.settle, now=at(15) + MINUTE)

    assert (await as_it_is(scene, row)).state == "owed"


async def test_a_message_begun_on_a_platform_that_cannot_be_asked_becomes_unknown_and_stays_that(scene):
    row = await claimed(scene)
    await by_mail(scene)
    await scene.store.run(claims.begin, row.id, "gone", now=at(15))
    await scene.tick(at(15) + MINUTE)
    await scene.tick(at(15) + 30 * MINUTE)

    after = await as_it_is(scene, row)
    assert (after.state, after.reason, after.sent_at) == ("unknown", "lease", at(15))
    assert [one.id for one in await scene.rows() if one.state == "unknown"] == [row.id]


@pytest.mark.states("E5")
async def test_a_lease_given_by_a_clock_that_was_ahead_does_not_hold_for_hours(scene):
    await scene.tick(at(14, 17))
    row = await claim_one(scene.store, "ahead", now=at(15), until=at(16))
    await scene.store.run(claims.settle, now=at(15))

    assert (await as_it_is(scene, row)).state == "owed"


async def test_whoever_lost_the_claim_can_neither_begin_nor_record(scene):
    row = await claimed(scene, "first")
    await scene.store.run(claims.settle, now=at(15) + MINUTE)

    assert await scene.store.run(claims.begin, row.id, "first", now=at(15)) is None
    assert await scene.store.run(recording.sent, "first", "1", now=at(15), wall=at(15)) == []
    assert (await as_it_is(scene, row)).state == "owed"


async def test_a_process_that_stood_still_past_its_lease_sends_nothing(scene):
    """What it claimed may have been taken over; so the message is not let go any more."""
    moment = at(15)

    def stand_still(point: str) -> None:
        nonlocal moment
        moment = at(15) + shift.LEASE if point == points.COMPOSED else moment

    await scene.tick(at(14, 17))
    sender = Trouble(scene.store)
    through(scene, sender).at_point = stand_still
    delivering = asyncio.create_task(scene.delivery.keep_delivering(lambda: moment))
    await until(scene, lambda rows: any(row.reason == "lease_over" for row in rows))
    scene.delivery.stop()
    await delivering

    [late] = [row for row in await scene.rows() if row.reason == "lease_over"]
    assert (late.state, late.sent_at) == ("owed", None)
    assert sender.sent == len([row for row in await scene.rows() if row.state == "sent" and row.kind == "note"])


@pytest.mark.states("E5")
async def test_a_process_that_stood_still_sends_nothing_late_though_its_clock_was_set_back(scene, monkeypatch):
    clock = iter([0.0, 0.0, shift.LEASE.total_seconds()])
    monkeypatch.setattr(shift, "monotonic", lambda: next(clock))
    in_time = shift._in_time(at(15) + shift.LEASE, lambda: at(15))

    assert [in_time(), in_time()] == [True, False]


async def in_doubt(scene, token="slow"):
    """A note that is being sent for longer than its claim holds, by a process that is not gone; and what rides."""
    row = await claimed(scene, token)
    await by_mail(scene)
    riding = next(one.id for one in await scene.rows("check_in") if one.person_id == row.person_id)
    await scene.store.run(claims.begin, row.id, token, riders=[riding], now=at(15))
    await scene.store.run(claims.settle, now=at(15) + MINUTE)
    return row, riding


async def test_whoever_sent_it_knows_more_than_those_who_settled_it_meanwhile(scene):
    row, riding = await in_doubt(scene)
    doubted = (await as_it_is(scene, row)).state
    now = at(15) + 2 * MINUTE
    await scene.store.run(recording.sent, "slow", "letter", now=now, wall=now)

    assert doubted == "unknown"
    assert {(one.state, one.sent_at) for one in await scene.rows() if one.id in (row.id, riding)} == {("sent", at(15))}


async def test_what_was_too_late_to_be_sent_is_in_doubt_no_more(scene):
    row, riding = await in_doubt(scene)
    now, late = at(15) + 2 * MINUTE, DeliveryError("lease_over")
    await scene.store.run(recording.failed, row, "slow", late, now=now, wall=now)

    assert {(one.state, one.sent_at) for one in await scene.rows() if one.id in (row.id, riding)} == {("owed", None)}


async def test_a_card_that_cannot_be_drawn_again_says_nothing_about_the_way_to_its_reader(scene):
    sam = scene.persons["sam"]
    redraw = Owed(
        partnership_id=scene.partnership_id,
        person_id=sam.person.id,
        kind="redraw",
        period="1",
        subject="commitment:1",
        route="web",
        due_at=at(14),
        unasked=False,
    )
    await scene.store.run(owe, redraw)
    row = await claim_one(scene.store, "t", now=at(14), until=at(15))
    gone = DeliveryError("message_not_found", permanent=True)
    await scene.store.run(recording.failed, row, "t", gone, now=at(14), wall=at(14))

    assert (await as_it_is(scene, row)).state == "failed"
    assert await scene.store.read(routes.route_of, sam.person.id) == "web"


async def test_two_messages_to_one_person_are_not_on_their_way_at_once(scene):
    await scene.tick(at(14, 17))
    sam = scene.persons["sam"]
    same = {"partnership_id": scene.partnership_id, "person_id": sam.person.id, "route": "web", "due_at": at(14)}
    for number in range(2):
        await scene.store.run(owe, Owed(kind="answer", period=f"{number}", unasked=False, **same))
    first = await claim_one(scene.store, "one", now=at(14, 18), until=at(15))
    assert first is not None

    assert await claim_one(scene.store, "two", now=at(14, 18), until=at(15)) is None


@pytest.mark.states("E8")
async def test_told_to_stop_it_finishes_what_is_on_its_way_and_claims_nothing_more(scene):
    await scene.tick(at(14, 17))
    posted = Poster(scene.store, "web")
    sent = []

    class Told:
        async def send(self, message):
            sent.append(message.row_id)
            scene.delivery.stop()
            return await posted.send(message)

    scene.delivery.senders = {"web": Told()}
    await asyncio.wait_for(scene.delivery.keep_delivering(lambda: at(15)), 10)

    assert len(sent) == 1
    assert {row.state for row in await scene.rows() if row.id in sent} == {"sent"}
    assert not [row for row in await scene.rows() if row.state == "claimed"]


@pytest.fixture
async def a_table(database: str):
    """The address of a database with a table whose people have been silent for long."""
    store = Store(database)
    table = await a_scene(store).begin()
    for number in range(6):
        await table.join(f"Person{number} Silent", f"Body {number % 3}")
    await store.close()
    return database, table


def named(number: int, made: Iterator[str]) -> str:
    return f"{number}-{next(made)}"


@pytest.mark.states("E1")
async def test_two_that_tick_at_the_same_time_send_nothing_twice(a_table):
    address, table = a_table
    stores = [Store(address), Store(address)]
    tables = []
    for number, store in enumerate(stores):
        other = a_scene(store)
        made = tokens()
        other.delivery.new_token = partial(named, number, made)
        other.partnership_id, other.persons = table.partnership_id, table.persons
        tables.append(other)
    for day in (15, 16, 22):
        await asyncio.gather(*(other.tick(at(day)) for other in tables))

    rows = await tables[0].rows()
    keys = [(row.person_id, row.kind, row.period) for row in rows]
    messages = [row.message_id for row in rows if row.kind == "note" and row.state == "sent"]
    assert len(keys) == len(set(keys))
    assert len(messages) == len(set(messages))
    assert {row.state for row in rows} <= {"sent", "withdrawn"}
    assert len([row for row in rows if row.kind == "check_in"]) == 2 * len(table.persons)
    for store in stores:
        await store.close()


async def test_delivery_lives_through_trouble_and_wakes_when_told(scene, monkeypatch):
    await scene.tick(at(14, 17))
    run, refusals = scene.store.run, [StoreBusy(), StoreBusy()]

    async def refused(*args, **more):
        if refusals:
            raise refusals.pop()
        return await run(*args, **more)

    monkeypatch.setattr(scene.store, "run", refused)
    task = asyncio.create_task(scene.delivery.keep_delivering(lambda: at(15)))
    await until(scene, lambda rows: {row.state for row in rows if row.kind == "note"} == {"sent"})
    monkeypatch.setattr(loop, "LOOK_EVERY", 3600)
    scene.delivery.wake()
    sam = scene.persons["sam"].person.id
    to_sam = {"partnership_id": scene.partnership_id, "person_id": sam, "route": "web", "due_at": at(14)}
    await asyncio.sleep(0.1)
    await run(owe, Owed(kind="redraw", period="1", unasked=False, **to_sam))
    scene.delivery.wake()
    await until(scene, lambda rows: all(row.state != "owed" for row in rows if row.kind == "redraw"))
    scene.delivery.stop()
    await task

    assert not refusals


def test_databases_are_copied_not_shared(tmp_path):
    assert databases.sqlite(tmp_path) != databases.sqlite(tmp_path)
