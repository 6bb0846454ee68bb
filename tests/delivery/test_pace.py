"""How fast a platform is written to, and that a slow or closed one delays nobody but itself."""

import asyncio
from datetime import timedelta
from itertools import pairwise
from time import monotonic

import pytest
from sqlalchemy import update

from bot.delivery.loop import Delivery
from bot.delivery.sender import DeliveryError, Pace
from bot.handlers.posting import Poster
from bot.storage import pace
from bot.storage.outbox import Owed, owe
from bot.storage.schema import outbox
from bot.storage.store import Store
from tests.support.scene import at, paused, tokens

SECOND = timedelta(seconds=1)
GAP = timedelta(seconds=0.2)
UNHURRIED = Pace(gap=GAP, every=timedelta(), at_once=8)


class Channel:
    """A platform with a pace; it notes when each message came and when its sending ended."""

    def __init__(self, store, pace=UNHURRIED, *, channel=None, takes=0.0) -> None:
        self.poster = Poster(store, "web")
        self.pace = pace
        self.channel = channel
        self.takes = takes
        self.spans: list[tuple[object, float, float]] = []
        self.errors: list[DeliveryError] = []

    async def shared(self, _message):
        return self.channel

    async def send(self, message):
        came = monotonic()
        if self.errors:
            raise self.errors.pop(0)
        await asyncio.sleep(self.takes)
        done = await self.poster.send(message)
        self.spans.append((self.channel or message.person_id, came, monotonic()))
        return done

    def gaps(self):
        """Between the end of each message and the start of the next, in the same conversation."""
        found = []
        for conversation in {where for where, _came, _ended in self.spans}:
            spans = sorted((came, ended) for where, came, ended in self.spans if where == conversation)
            found += [after[0] - before[1] for before, after in pairwise(spans)]
        return found


async def owed(scene, number, *, route="web", who=("sam", "jo", "lewis")):
    """So many redraws for each of some people; nothing else is due to them."""
    for name in who:
        for period in range(number):
            one = Owed(
                partnership_id=scene.partnership_id,
                person_id=scene.persons[name].person.id,
                kind="reminder",
                period=f"commitment:{period}/due",
                route=route,
                due_at=at(14),
                unasked=False,
            )
            await scene.store.run(owe, one)


def delivering(scene, **senders) -> Delivery:
    made = tokens()
    return Delivery(scene.store, senders, new_token=lambda: f"t{next(made)}")


@pytest.fixture(autouse=True)
def whatever_it_is_about(monkeypatch):
    """What is said is of no importance here."""
    from bot.delivery import shift
    from bot.messages.cards import nothing
    from bot.services.composed import Composed

    card = nothing.this_week("x", "Who else?")
    monkeypatch.setattr(shift, "card_for", lambda _tx, _row, *, now: Composed(card=card))


@pytest.mark.states("C5")
async def test_between_two_messages_in_one_conversation_there_is_always_the_gap(scene):
    await owed(scene, 3)
    slack = Channel(scene.store, takes=0.05)
    await delivering(scene, web=slack).once(at(15))

    assert len(slack.spans) == 9
    assert min(slack.gaps()) >= GAP.total_seconds()


async def test_conversations_do_not_wait_for_each_other(scene):
    await owed(scene, 2)
    waiting, all_there = set(), asyncio.Event()

    class UntilAllAreThere(Channel):
        async def send(self, message):
            waiting.add(message.person_id)
            if len(waiting) == 3:
                all_there.set()
            await all_there.wait()
            return await super().send(message)

    slack = UntilAllAreThere(scene.store)
    # One after the other, the first would wait for ever.
    async with asyncio.timeout(60):
        await delivering(scene, web=slack).once(at(15))

    assert len(slack.spans) == 6


@pytest.mark.states("C5")
async def test_a_channel_in_which_many_are_answered_keeps_the_gap(scene):
    await owed(scene, 2)
    slack = Channel(scene.store, channel="C1")
    await delivering(scene, web=slack).once(at(15))

    assert len(slack.spans) == 6
    assert min(slack.gaps()) >= GAP.total_seconds()


@pytest.mark.states("C5")
async def test_the_pace_holds_over_two_processes(scene):
    await owed(scene, 3)
    stores = [Store(str(scene.store.engine.url.render_as_string(hide_password=False))) for _ in range(2)]
    slack = Channel(scene.store, Pace(gap=GAP, every=timedelta(seconds=0.1), at_once=8))
    made = tokens()
    both = [Delivery(store, {"web": slack}, new_token=lambda: f"t{next(made)}") for store in stores]
    await asyncio.gather(*(one.once(at(15)) for one in both))
    await both[0].once(at(15) + SECOND)
    for store in stores:
        await store.close()

    assert len(slack.spans) == 9
    assert min(slack.gaps()) >= GAP.total_seconds()
    starts = sorted(came for _where, came, _ended in slack.spans)
    # Starts are a tenth apart by the database; what a busy machine adds to one is missing from the next gap.
    assert starts[-1] - starts[0] >= 0.1 * 8 * 0.8


async def test_a_platform_that_is_slow_keeps_nobody_else_waiting(scene):
    await owed(scene, 1, route="terminal")
    await owed(scene, 1, who=("priya", "ann"))
    done = asyncio.Event()
    stuck = asyncio.Event()

    class Stuck:
        async def send(self, message):
            stuck.set()
            await done.wait()
            return str(message.row_id)

    quick = Channel(scene.store)
    through = delivering(scene, terminal=Stuck(), web=quick)
    task = asyncio.create_task(through.keep_delivering(lambda: at(15)))
    async with asyncio.timeout(20):
        await stuck.wait()
        while len(quick.spans) < 2:  # noqa: ASYNC110 - the other platform tells nobody
            await asyncio.sleep(0.01)
    done.set()
    through.stop()
    await task

    assert len(quick.spans) == 2


@pytest.mark.states("C4")
async def test_a_platform_that_asks_us_to_wait_is_not_called_before(scene):
    await owed(scene, 1)
    await owed(scene, 1, who=("priya", "ann"), route="terminal")
    slack, other = Channel(scene.store), Channel(scene.store)
    slack.pace = Pace(gap=GAP, every=timedelta(seconds=0.01), at_once=1)
    slack.errors.append(DeliveryError("ratelimited", everybodys=True, retry_after=30 * SECOND))
    through = delivering(scene, web=slack, terminal=other)
    await through.once(at(15))
    await through.once(at(15) + 20 * SECOND)
    too_soon, others = len(slack.spans), len(other.spans)
    closed = await paused(scene.store, now=at(15) + SECOND)
    await through.once(at(15) + 31 * SECOND)

    assert (too_soon, others) == (0, 2)
    assert closed["web"] == "ratelimited"
    assert len(slack.spans) == 3
    assert {row.attempts for row in await scene.rows("reminder") if row.route == "web"} == {1}


@pytest.mark.parametrize("longer_first", [True, False])
async def test_of_two_waits_the_longer_one_holds(scene_on_both, longer_first):
    store, now = scene_on_both.store, at(15)
    waits = (30 * SECOND, 5 * SECOND) if longer_first else (5 * SECOND, 30 * SECOND)
    for wait in waits:
        await store.run(pace.close, "slack", until=now + wait, now=now, why="ratelimited")

    assert await store.read(pace.closed, now=now + 29 * SECOND) == {"slack": now + 30 * SECOND}
    assert await store.read(pace.closed, now=now + 30 * SECOND) == {}


@pytest.mark.states("C4")
@pytest.mark.parametrize(("why", "is_open"), [("token_revoked", True), ("network", True), ("ratelimited", False)])
async def test_what_a_new_start_mends_is_open_again_but_a_limit_lasts(scene_on_both, why, is_open):
    store, now = scene_on_both.store, at(15)
    await store.run(pace.close, "slack", until=now + timedelta(hours=1), now=now, why=why)
    await store.run(pace.reopen, "slack", but_for="ratelimited", now=now + SECOND)

    assert (await store.read(pace.closed, now=now + SECOND) == {}) is is_open
    assert (await store.read(pace.troubled) == []) is is_open


@pytest.mark.states("C4")
@pytest.mark.parametrize(("why", "is_due"), [("token_revoked", True), ("network", False), ("ratelimited", False)])
async def test_what_was_refused_by_a_closed_way_is_due_again_once_it_is_open(scene_on_both, why, is_due):
    scene, now = scene_on_both, at(15)
    await owed(scene, 1, who=("sam",))
    waits = update(outbox).values(due_at=now + timedelta(hours=1), reason=why)
    await scene.store.run(lambda tx: tx.execute(waits))
    closed = why if why == "ratelimited" else "token_revoked"
    await scene.store.run(pace.close, "web", until=now + timedelta(hours=1), now=now, why=closed)
    await scene.store.run(pace.reopen, "web", but_for="ratelimited", now=now + SECOND)
    [row] = await scene.rows("reminder", "sam")

    assert (row.due_at == now + SECOND) is is_due


async def test_a_route_is_in_trouble_since_it_first_failed_until_something_goes_out(scene_on_both):
    store = scene_on_both.store
    for minute in range(3):
        now = at(15) + timedelta(minutes=minute)
        await store.run(pace.step, "slack", every=SECOND, now=now)
        await store.run(pace.close, "slack", until=now + SECOND, now=now, why="network")
    [trouble] = await store.read(pace.troubled)
    await store.run(pace.works, "slack")

    assert (trouble.route, trouble.why, trouble.since) == ("slack", "network", at(15))
    assert await store.read(pace.troubled) == []


async def test_a_pace_set_by_a_clock_that_was_ahead_holds_nobody_up(scene):
    await owed(scene, 1, who=("sam",))
    sam = pace.with_person(scene.persons["sam"].person.id)
    await scene.store.run(pace.set_free, "web", sam, at=at(17), now=at(16))
    await scene.store.run(pace.close, "web", until=at(17), now=at(16), why="ratelimited")
    slack = Channel(scene.store)
    await delivering(scene, web=slack).once(at(15))

    assert len(slack.spans) == 1


async def test_conversations_that_are_over_are_forgotten(scene):
    await owed(scene, 1, who=("sam",))
    await delivering(scene, web=Channel(scene.store)).once(at(15))
    sam = pace.with_person(scene.persons["sam"].person.id)
    held = await scene.store.read(pace.free_from, "web", sam, now=at(15))
    await scene.store.run(pace.forget, before=at(17))

    assert held is not None
    assert await scene.store.read(pace.free_from, "web", sam, now=at(15)) is None


async def test_whoever_is_free_later_than_another_is_not_forgotten(scene):
    await owed(scene, 2)
    store, free = scene.store, {"sam": 0.3, "jo": 0.6, "lewis": 0.9}
    for name, seconds in free.items():
        there = pace.with_person(scene.persons[name].person.id)
        at_last = at(15) + timedelta(seconds=seconds)
        await store.run(pace.set_free, "web", there, at=at_last, now=at(15))
    slack = Channel(store, takes=0.01)
    await delivering(scene, web=slack).once(at(15))

    assert len(slack.spans) == 6
