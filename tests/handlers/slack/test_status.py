"""A status that says somebody is away: nothing unasked until it ends, and of it only the days are kept."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from bot.delivery.tick import turn
from bot.storage.schema import away, metadata
from tests.fakes.slack import faults

states = pytest.mark.states
DAY = timedelta(days=1)
WORDS = ("Tenerife", "palm_tree", "sick", "thermometer")


def shows(user, text="Off sick, then Tenerife", emoji=":palm_tree:", ends=0):
    user.profile |= {"status_text": text, "status_emoji": emoji, "status_expiration": ends}


async def welcomed(bot):
    """Sam is owed the welcome, and it is tried."""
    await bot.slack.command("/commit", "send the data", user=bot.slack.sam)
    await bot.settled()
    await later(bot, timedelta())


async def later(bot, wait):
    bot.slack.clock.turn(wait)
    await turn(bot.app.store, bot.app.delivery, now=bot.app.now())
    await bot.settled()


async def welcome(bot):
    return next(row for row in await bot.owed() + await bot.owed("sent") if row.kind == "welcome")


def ends_in(bot, days):
    """Slack's own "this many days": the last second of one."""
    day = (bot.app.now() + days * DAY).replace(hour=23, minute=59, second=59)
    return int(day.timestamp())


async def days_away(bot):
    today = bot.app.now().date()
    return [((row.from_on - today).days, (row.until_on - today).days) for row in await bot.rows(away)]


@states("C9")
async def test_leave_is_respected_until_it_ends_and_what_was_asked_for_comes_meanwhile(web):
    await web.begin()
    shows(web.slack.sam, ends=ends_in(web, 3))
    await welcomed(web)
    waits = await welcome(web)
    noted = await days_away(web)
    await later(web, timedelta(minutes=1))
    owed = await welcome(web)
    [answered] = await web.slack.mention("/commit ring the ward", user=web.slack.sam, only="message")
    shows(web.slack.sam, text="", emoji="")
    web.slack.clock.turn(owed.due_at - web.app.now())
    await later(web, timedelta())

    assert answered.answer.ok
    assert (waits.state, waits.reason, waits.attempts) == ("owed", "away", 0)
    assert noted == [(0, 3)]
    assert (owed.state, owed.reason) == ("owed", "away")
    assert owed.due_at >= web.app.now() - timedelta(minutes=1)
    assert (await welcome(web)).state == "sent"


@states("C9", "B5")
@pytest.mark.parametrize(
    "profile",
    [
        {},
        {"status_text": ..., "status_emoji": ..., "status_expiration": ...},
        {"status_text": None, "status_emoji": None, "status_expiration": None},
        {"status_text": 5, "status_emoji": [], "status_expiration": "soon"},
        {"status_text": "In a meeting", "status_emoji": ":spiral_calendar_pad:", "status_expiration": 5},
    ],
)
async def test_a_status_that_says_nothing_of_it_holds_nobody_up(web, profile):
    await web.begin()
    web.slack.sam.profile |= {name: value for name, value in profile.items() if value is not ...}
    if ... in profile.values():
        web.slack.sam.fields["profile"] = {"real_name": "Sam Okoye"}
    await welcomed(web)

    assert (await welcome(web)).state == "sent"
    assert await days_away(web) == []


async def test_where_slack_does_not_say_who_somebody_is_it_goes_on_as_before(web):
    await web.begin()
    shows(web.slack.sam)
    web.slack.installation().scopes.discard("users:read")
    await welcomed(web)

    assert (await welcome(web)).state == "sent"


async def test_only_away_until_is_kept_never_the_emoji_the_text_or_the_reason(web, capfd, caplog):
    await web.begin()
    shows(web.slack.sam, text="Off sick, then Tenerife", emoji=":face_with_thermometer:", ends=ends_in(web, 3))
    await welcomed(web)
    shows(web.slack.sam, text="Off sick, then Tenerife until 30 February")
    web.slack.fail("chat.postMessage", faults.error("fatal_error"))
    await later(web, timedelta(minutes=1))
    await later(web, 2 * DAY)
    kept = await web.app.store.read(everything)
    logged = "".join((*capfd.readouterr(), caplog.text))

    assert await days_away(web)
    assert [word for word in WORDS if word in kept + logged] == []


def everything(tx):
    return "".join(str(list(tx.execute(select(table)))) for table in metadata.sorted_tables)


async def test_a_status_is_known_as_soon_as_it_is_set_and_gone_as_soon_as_it_is_cleared(bot):
    await bot.begin()
    await bot.slack.command("/commit", "send the data", user=bot.slack.sam)
    await bot.settled()
    await bot.slack.status_changed(bot.slack.sam, "Off sick", ":palm_tree:", ends_in(bot, 3))
    begun = await days_away(bot)
    bot.slack.clock.turn(DAY)
    cleared = await bot.slack.status_changed(bot.slack.sam)

    assert begun == [(0, 3)]
    assert cleared.answer.ok
    assert await days_away(bot) == [(-1, -1)]
    bot.done()


@states("B4")
async def test_of_people_who_are_not_at_the_table_nothing_is_kept(web):
    await web.begin()
    ann = web.slack.person("Ann Bell")
    told = await web.slack.status_changed(ann, "On leave", ":palm_tree:")
    namesake = web.slack.person("Sam Else", team=web.slack.workspace("Northside"), id=web.slack.priya.id)
    other = await web.slack.status_changed(namesake, "On leave", ":palm_tree:")

    assert told.answer.ok
    assert other.answer.ok
    assert await days_away(web) == []


async def test_what_is_shown_and_how_to_turn_it_off_and_to_say_otherwise(bot):
    await bot.begin()
    priya = bot.slack.priya
    await bot.slack.status_changed(priya, "Off sick", "", ends_in(bot, 3))
    back = bot.app.now() + 4 * DAY
    shown = (await bot.slack.command("/table", "my data")).said.words
    await bot.slack.direct("I'm here")
    here = (await bot.slack.command("/table", "my data")).said.words
    await bot.slack.direct("don't read my status")
    off = (await bot.slack.command("/table", "my data")).said.words
    await bot.slack.status_changed(priya, "Off sick", ":palm_tree:")
    unread = await days_away(bot)
    await bot.slack.direct("read my status")
    await bot.slack.status_changed(priya, "Off sick", ":palm_tree:")

    assert f"says you're away until {back.day} {back:%B}; that's all that I keep of it" in shown
    assert "you said you're here" in here
    assert "not read, as you said" in off
    assert unread == []
    assert await days_away(bot) == [(0, 0)]


async def test_hours_are_those_of_where_somebody_lives_also_if_slack_told_it_only_now(web):
    await web.begin()
    # It is six in the morning in New York, and Slack fails to tell where Sam lives when he first does something.
    web.slack.sam.tz = "America/New_York"
    web.slack.fail("users.info", faults.error("internal_error"))
    await welcomed(web)
    early = await web.told(web.slack.sam)
    await later(web, timedelta(minutes=2))
    still_early = await web.told(web.slack.sam)
    await later(web, timedelta(hours=5))
    [welcome] = await web.told(web.slack.sam)

    assert early == still_early == []
    assert "May I write to you" in welcome.text
    web.done()
