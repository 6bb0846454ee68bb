"""The demo while it runs: its page, everybody's page, and its clock."""

import asyncio
import json
from dataclasses import replace
from datetime import timedelta

import pytest
from pydantic import SecretStr

from bot.app import opened, the_door
from bot.demo.running import DATABASE, TOLD, Demo, apart
from bot.demo.table import SHOWN
from bot.handlers.web.app import make_web
from bot.storage import due
from bot.storage.schema import commitment
from config.settings import SettingsError, SlackSettings
from tests.demo.conftest import OPENS_AT, Stopped, Visitor, settings_in, until

OPENED = "Tuesday 24 November, 10:00"
A_WEEK_ON = "Tuesday 1 December, 10:00"


async def test_its_page_says_that_it_is_invented_and_who_is_in_it(visitor):
    page = await visitor.page()

    assert "Every person and every organisation here is invented." in page
    assert OPENED in page
    assert "Worth trying" in page
    for one in SHOWN:
        assert f"<h3>{one.name}</h3>" in page
        assert f"Open {one.first_name}&#39;s page" in page.replace("'s page", "&#39;s page")


async def test_everybodys_page_is_one_button_away_and_has_the_clock(visitor):
    at = await visitor.be("Priya")
    page = await visitor.page(at)

    assert at == "/t/home-from-hospital"
    assert "Hello <bdi>Priya</bdi>" in page
    assert "The demo's clock" in page
    assert OPENED in page


async def test_who_is_somebody_else_is_nobody_before(visitor):
    at = await visitor.be("Priya")
    await visitor.be("Sam")
    page = await visitor.page(at)

    assert "Hello <bdi>Sam</bdi>" in page
    assert "<bdi>Priya</bdi>" not in page


async def test_somebody_who_does_not_sit_there_is_nobody_to_be(visitor):
    answer = await visitor.press("/demo/as/999")

    assert (answer.status_code, answer.headers["location"]) == (303, "/demo")
    assert visitor.http.cookies.get("convenor") is None


@pytest.mark.parametrize(
    ("by", "then"),
    [
        ("hour", "Tuesday 24 November, 11:00"),
        ("day", "Wednesday 25 November, 10:00"),
        ("week", A_WEEK_ON),
        ("year", OPENED),
        ("", OPENED),
    ],
)
async def test_the_clock_is_moved_from_any_page_and_the_page_comes_back(visitor, by, then):
    answer = await visitor.press("/demo/move", on="/t/home-from-hospital", by=by)
    await visitor.walked()

    assert answer.status_code == 303
    assert answer.headers["location"] == "/t/home-from-hospital#latest"
    assert visitor.demo.said_time == then


async def test_a_page_somewhere_else_is_not_gone_back_to(visitor):
    answer = await visitor.http.post("/demo/move", headers={"referer": "https://evil.example//evil.example/x"})

    assert answer.headers["location"] == "/demo"


async def test_another_site_moves_nothing(visitor):
    answer = await visitor.http.post("/demo/move", data={"by": "week"}, headers={"sec-fetch-site": "cross-site"})

    assert answer.status_code == 403
    assert visitor.demo.said_time == OPENED


async def test_a_week_later_gareth_was_asked_and_the_page_says_what_happened(visitor):
    await visitor.press("/demo/move", by="week")
    await visitor.walked()
    page = await visitor.page()

    assert "Thursday 26 November" in page
    assert "Asked whether they&#39;re still in:" in page
    assert "The week&#39;s digest went out." in page
    assert 'aria-label="Open Gareth\'s page"' in page
    assert "I&#39;m asking because" in await visitor.page(await visitor.be("Gareth"))


async def test_a_walk_that_our_own_time_overtakes_ends_all_the_same(visitor):
    visitor.machine.each = timedelta(minutes=25)
    await visitor.press("/demo/move", by="hour")
    await visitor.walked()
    visitor.machine.each = timedelta()

    assert "What happened" in await visitor.page()
    assert visitor.demo.said_time > "Tuesday 24 November, 11:00"


async def test_an_hour_in_which_nothing_was_due_is_said(visitor):
    await visitor.press("/demo/move", by="hour")

    assert "Nothing was due, so nobody was written to." in await visitor.page()


async def test_the_clock_is_never_moved_twice_at_once(visitor):
    first = asyncio.create_task(visitor.press("/demo/move", by="week"))
    await visitor.walks()
    page = await visitor.page()
    second = await visitor.press("/demo/move", by="week")
    await first
    await visitor.walked()

    assert f"The clock is walking to {A_WEEK_ON}, hour by hour." in page
    assert 'name="by"' not in page
    assert second.status_code == 303
    assert visitor.demo.said_time == A_WEEK_ON


async def test_what_is_said_while_the_clock_walks_is_kept_once_and_answered(visitor, data):
    at = await visitor.be("Rita")
    walk = asyncio.create_task(visitor.press("/demo/move", by="week"))
    await visitor.walks()
    said = await visitor.say(at, "/commit bring the biscuits by Friday")
    still_walking = visitor.demo.walking_to
    await walk
    await visitor.walked()
    page = await visitor.page(at)

    assert still_walking == A_WEEK_ON
    assert said.status_code == 303
    # It stands there once as said and once as kept, whatever reminders and notes came of it.
    assert page.count("/commit bring the biscuits by Friday") == 1
    async with opened(apart(settings_in(data))) as app:
        kept = await app.store.read(lambda tx: tx.execute(commitment.select()).all())
    assert sum(one.text == "bring the biscuits" for one in kept) == 1


async def test_the_clock_turns_by_itself_while_nobody_moves_it(visitor, data, monkeypatch):
    monkeypatch.setattr("bot.demo.running.PULSE", 0.01)
    visitor.machine.at += timedelta(hours=2)
    turning = asyncio.create_task(visitor.demo.keep_turning())
    async with opened(apart(settings_in(data))) as app:

        async def was_turned():
            return await app.store.read(due.last_tick) != OPENS_AT

        await until(was_turned)
    turning.cancel()

    assert visitor.demo.said_time == "Tuesday 24 November, 12:00"


async def test_it_goes_on_where_it_stood(visitor):
    at = await visitor.be("Rita")
    await visitor.say(at, "/commit bring the biscuits by Friday")
    await visitor.press("/demo/move", by="day")
    await visitor.walked()
    await visitor.demo.close()
    await visitor.demo.open()

    page = await visitor.page()

    assert visitor.demo.said_time == "Wednesday 25 November, 10:00"
    # What to try first is over by then; what is said of people is still of the day on which it opened.
    assert "Worth trying" not in page
    assert "As it is on Tuesday 24 November, when the story opens." in page
    assert "bring the biscuits" in await visitor.page(await visitor.be("Rita"))


@pytest.mark.parametrize("why", ["another version", "overtaken by our own time", "not told to its end", "not there"])
async def test_it_is_told_afresh_where_it_cannot_go_on(data, why):
    machine = Stopped()
    if why == "another version":
        (data / TOLD).write_text(f"0.0.0 {OPENS_AT.isoformat()}", encoding="utf-8")
    if why == "overtaken by our own time":
        machine.at = OPENS_AT
    if why == "not told to its end":
        (data / TOLD).unlink()
    if why == "not there":
        (data / DATABASE).unlink()
    demo = Demo(settings_in(data), machine=machine)

    assert await demo._go_on() is None


@pytest.mark.slow
async def test_begun_again_it_knows_nothing_of_what_was_said_and_says_so_meanwhile(visitor):
    at = await visitor.be("Rita")
    await visitor.say(at, "/commit bring the biscuits by Friday")
    pressed = [await visitor.press("/demo/again") for _twice in range(2)]
    await asyncio.sleep(0)
    meanwhile = await visitor.http.get("/demo")

    async def is_here():
        return (await visitor.http.get("/demo")).status_code == 200

    await until(is_here)
    again = await visitor.http.get("/demo")

    assert [answer.status_code for answer in pressed] == [303, 303]
    assert "Half a year is being lived through" in meanwhile.text
    assert "default-src 'none'" in meanwhile.headers["content-security-policy"]
    assert OPENED in again.text
    assert "bring the biscuits" not in await visitor.page(await visitor.be("Rita"))


async def test_somebody_invited_by_a_visitor_can_be_opened_too(visitor):
    at = await visitor.be("Priya")
    await visitor.say(at, "/table invite Kit Moss <kit@larkfold.example> of Larkfold Homes")
    page = await visitor.page()

    assert "<h3>Kit Moss</h3>" in page
    assert "Came while you were here." in page
    assert await visitor.be("Kit") == at


async def test_a_program_that_is_no_demo_has_no_such_page(data):
    async with opened(settings_in(data)) as app:
        other = Visitor(make_web(the_door(app)))
        answers = [await other.http.get("/demo"), await other.press("/demo/as/1"), await other.press("/demo/again")]
        page = await other.page("/")
        await other.http.aclose()

    assert [answer.status_code for answer in answers] == [404, 404, 404]
    assert "The demo's clock" not in page


def test_it_has_a_database_of_its_own_and_no_way_out(tmp_path):
    real = settings_in(tmp_path, database_url="postgresql://convenor:word@localhost/convenor", smtp_url="smtp://x:y@z")
    own = apart(replace(real, slack=SlackSettings(bot_token=SecretStr("xoxb-1"))))

    assert own.database_url == f"sqlite:///{tmp_path / DATABASE}"
    assert own.slack.bot_token is None
    assert own.convenor.smtp_url is None


def test_a_real_database_under_its_name_is_not_touched(tmp_path):
    (tmp_path / DATABASE).write_text(json.dumps("real"))

    with pytest.raises(SettingsError, match="give it another name"):
        Demo(settings_in(tmp_path, database_url=f"sqlite:///{tmp_path / DATABASE}"))
    assert (tmp_path / DATABASE).read_text() == '"real"'
