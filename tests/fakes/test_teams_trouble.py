"""Trouble at Teams comes when it is asked for, and too much is noticed."""

import asyncio

import aiohttp
import pytest

from tests.fakes.connecting import saying
from tests.fakes.slack import faults
from tests.fakes.teams.connector import refusals


async def test_too_much_is_too_big(teams, writer):
    said = await writer.post(teams.table, saying("x" * 110_000))

    assert (said.status, said.error) == (413, "MessageSizeTooBig")
    assert len(teams.problems) == 1


async def test_more_than_seven_in_a_second_is_a_problem(teams, writer):
    for _ in range(7):
        await writer.post(teams.table, saying("hi"))
    assert teams.problems == []
    await writer.post(teams.shared, saying("hi"))
    assert teams.problems == []
    await writer.post(teams.table, saying("hi"))

    assert "8 messages in 1 s" in str(teams.problems[0])


async def test_chats_are_not_begun_without_end_either(teams, writer):
    for _ in range(8):
        await writer.begin(teams.lee)

    assert "8 messages in 1 s" in str(teams.problems[0])


async def test_a_clock_that_is_turned_between_them_makes_them_slow(teams, writer, later):
    for _ in range(20):
        await writer.post(teams.table, saying("hi"))
        later(seconds=1)

    assert teams.problems == []


@pytest.mark.parametrize(
    ("fault", "status", "code"),
    [
        (refusals.throttled(3), 429, "Throttled"),
        (refusals.PRECONDITION, 412, "PreconditionFailed"),
        (refusals.error(502), 502, "ServiceError"),
        (refusals.GATEWAY, 504, "GatewayTimeout"),
        (refusals.BLOCKED, 403, "MessageWritesBlocked"),
        (refusals.TOO_BIG, 413, "MessageSizeTooBig"),
    ],
)
async def test_a_fault_is_met_once_and_nothing_is_written(teams, writer, fault, status, code):
    teams.fail("post", fault)
    said = await writer.post(teams.table, saying("hi"))

    assert (said.status, said.error) == (status, code)
    assert teams.posted == []
    assert teams.calls[-1].error == code
    assert (await writer.post(teams.table, saying("hi"))).status == 201


async def test_too_many_calls_are_told_when_to_come_again(teams, writer):
    teams.fail("post", refusals.throttled(3))
    assert (await writer.post(teams.table, saying("hi"))).headers["Retry-After"] == "3"
    teams.fail("post", refusals.throttled(None))
    assert "Retry-After" not in (await writer.post(teams.table, saying("hi"))).headers


async def test_a_page_for_people_is_no_json(teams, writer):
    teams.fail("post", refusals.page())

    assert "html" in (await writer.post(teams.table, saying("hi"))).body["page"]


async def test_a_reply_is_lost_after_it_was_written(teams, writer):
    teams.fail("post targeted", faults.LOST)
    with pytest.raises(aiohttp.ServerDisconnectedError):
        await writer.target(teams.shared, teams.kim)

    assert [one.text for one in teams.seen(teams.kim)] == ["hello"]


async def test_a_call_is_carried_out_long_after_it_was_cut_off(teams, writer):
    teams.fail("post", faults.LATE)
    with pytest.raises(aiohttp.ServerDisconnectedError):
        await writer.post(teams.table, saying("hi"))
    assert teams.posted == []
    await teams.accept_late()

    assert [one.text for one in teams.posted] == ["hi"]


async def test_conversations_may_be_moved_to_another_service_url(teams, writer, listener):
    before = teams.core.service_url(teams.home.id)
    teams.move(teams.home, "uk")
    told = await teams.mention("commit")
    old = await writer.call("POST", f"/{teams.table.id}/activities", saying("hi"), at=before)

    assert told.activity["serviceUrl"] == before.replace("/emea/", "/uk/")
    assert (old.status, old.error) == (403, "InvalidBotApiHost")
    assert (await writer.post(teams.table, saying("hi"))).status == 201
    assert teams.problems == []


@pytest.mark.parametrize(("done", "written"), [(False, 0), (True, 1)])
async def test_no_reply_ever_comes(teams, writer, done, written):
    teams.fail("post", faults.hanging(done=done))
    waiting = asyncio.create_task(writer.post(teams.table, saying("hi")))
    await teams.until(lambda: teams.calls)
    assert not waiting.done()
    teams.release()
    with pytest.raises(aiohttp.ServerDisconnectedError):
        await waiting

    assert len(teams.posted) == written


async def test_a_fault_is_for_one_tenant_if_it_says_so(teams, writer):
    teams.fail("*", refusals.throttled(), tenant=teams.trust)

    assert (await writer.post(teams.table, saying("hi"))).status == 201


async def test_a_slow_connector_is_waited_for(teams, writer):
    teams.connector.takes = 0.2

    assert (await writer.post(teams.table, saying("hi"))).status == 201
