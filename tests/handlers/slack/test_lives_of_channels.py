"""What Slack tells of channels by itself: again, in any order, and of channels that are no table's."""

from datetime import timedelta

import pytest

from bot.delivery.tick import turn
from bot.storage import routes
from bot.storage.schema import conversation, outbox, route

states = pytest.mark.states
DAY = timedelta(days=1)
LOST = "I can't post in the table's channel any more"


async def weeks(bot, number):
    """So many go by, the coordinator doing something each day."""
    for day in range(7 * number):
        bot.slack.clock.turn(DAY)
        await bot.slack.direct(f"/commit ring the ward on day {day}")
        await turn(bot.app.store, bot.app.delivery, now=bot.app.now())


def told(bot):
    """What the coordinator was told of the loss, each time."""
    return [one.text for one in bot.slack.history(bot.slack.dm(bot.slack.priya)) if one.bot_id and LOST in one.text]


async def why_shut(bot):
    [row] = [row for row in await bot.rows(conversation) if row.platform == "slack"]
    return row.shut_why


async def digests(bot):
    return [row.route for row in await bot.rows(outbox) if row.kind == "digest"]


async def is_archived(slack, *, over=False):
    return [await (slack.unarchived if over else slack.archived)(slack.table)]


async def is_sent_away(slack, *, over=False):
    return [await slack.joined(slack.table, slack.bot)] if over else await slack.sent_away(slack.table)


@states("B8", "C7")
@pytest.mark.parametrize("private", [False, True])
@pytest.mark.parametrize(
    ("lost", "why", "says"),
    [(is_archived, "is_archived", "taken into use again"), (is_sent_away, "not_in_channel", "invited back")],
)
async def test_a_lost_channel_is_told_once_nothing_is_posted_there_and_it_opens_again_by_itself(
    web, lost, why, says, private
):
    web.slack.table.kind = "private" if private else "public"
    await web.begin()
    deliveries = [*await lost(web.slack), *await lost(web.slack)]
    shut = await why_shut(web)
    await weeks(web, 2)
    deliveries += await lost(web.slack, over=True)
    opened = await why_shut(web)
    await weeks(web, 1)
    [said] = told(web)

    assert {one.answer.status for one in deliveries} == {200}
    assert (shut, opened) == (why, None)
    assert says in said
    assert "/table here" in said
    assert await digests(web) == ["web", "web", "slack"]
    assert web.slack.problems == []


@states("B8")
async def test_a_channel_that_is_deleted_is_told_and_the_table_goes_on_where_it_says(bot):
    await bot.begin()
    await bot.slack.command("/commit", "send the data")
    await bot.slack.gone_for_good(bot.slack.table)
    lost = await why_shut(bot)
    other = bot.slack.channel("home-again", bot.slack.priya)
    await bot.slack.command("/table", "here home-from-hospital", channel=other)
    listed = await bot.slack.command("/commit", "list", channel=other)

    assert lost == "channel_not_found"
    assert "send the data" in listed.said.text


@states("B8")
async def test_told_in_the_wrong_order_what_happened_last_counts(bot):
    await bot.begin()
    of = {"channel": bot.slack.table.id, "user": bot.slack.priya.id}
    for kind, ts in (("archive", 100), ("unarchive", 300), ("archive", 200), ("unarchive", 300), ("archive", 100)):
        event = {"type": f"channel_{kind}", "event_ts": f"{ts}.000001", **of}
        assert (await bot.slack.event(event)).answer.status == 200
    in_use = await why_shut(bot)
    for kind, ts in (("unarchive", 300), ("archive", 400), ("unarchive", 350)):
        await bot.slack.event({"type": f"channel_{kind}", "event_ts": f"{ts}.000001", **of})

    assert in_use is None
    assert await why_shut(bot) == "is_archived"


@states("B8")
async def test_in_use_again_it_is_not_the_tables_while_the_bot_is_not_in_it(bot):
    await bot.begin()
    await bot.slack.sent_away(bot.slack.table)
    await is_archived(bot.slack)
    await bot.slack.event({"type": "channel_unarchive", "channel": bot.slack.table.id, "user": bot.slack.priya.id})

    assert await why_shut(bot) == "not_in_channel"


@states("B8")
async def test_a_table_that_talks_elsewhere_by_now_stays_there(bot):
    await bot.begin()
    await is_archived(bot.slack)
    other = bot.slack.channel("home-again", bot.slack.priya)
    await bot.slack.command("/table", "here home-from-hospital", channel=other)
    await is_archived(bot.slack, over=True)
    found = [(row.address, row.shut_why) for row in await bot.rows(conversation) if row.platform == "slack"]

    assert found == [(bot.slack.table.id, "is_archived"), (other.id, None)]


@states("B8")
@pytest.mark.parametrize(
    "event",
    [
        {"type": "channel_archive", "channel": "C0NOBODYS"},
        {"type": "channel_archive"},
        {"type": "channel_left", "channel": "C0NOBODYS", "event_ts": "nonsense"},
        {"type": "channel_unarchive", "channel": "C0NOBODYS"},
        {"type": "channel_shared", "channel": "C0NOBODYS"},
        {"type": "channel_shared", "channel": "C0NOBODYS", "connected_team_id": "T0NOBODYS"},
        {"type": "member_joined_channel", "channel": "C0NOBODYS", "user": "U0NOBODY"},
        {"type": "member_joined_channel", "channel": "C0NOBODYS"},
        {"type": "member_left_channel", "channel": "C0NOBODYS", "user": "U0NOBODY"},
        {"type": "channel_id_changed", "channel": "C0NOBODYS"},
    ],
)
async def test_what_is_told_of_channels_that_are_no_tables_is_nothing(bot, event):
    await bot.begin()
    delivery = await bot.slack.event(event)

    assert delivery.answer.status == 200
    assert await why_shut(bot) is None


@states("B8")
async def test_somebody_else_who_leaves_or_a_workspace_that_is_not_ours_changes_nothing(bot):
    await bot.begin()
    await bot.slack.left(bot.slack.table, bot.slack.sam)
    stranger = bot.slack.workspace("Elsewhere")
    bot.slack.install(stranger)
    told = await bot.slack.event({"type": "channel_archive", "channel": bot.slack.table.id}, team=stranger)

    assert told.answer.status == 200
    assert bot.door.dropped["team"] == 1
    assert await why_shut(bot) is None


@states("B8")
async def test_a_new_id_that_somebody_told_the_table_of_already_is_no_trouble(bot):
    await bot.begin()
    other = bot.slack.channel("home-again", bot.slack.priya)
    await bot.slack.command("/table", "here home-from-hospital", channel=other)
    ids = {"old_channel_id": bot.slack.table.id, "new_channel_id": other.id}
    moved = [await bot.slack.event({"type": "channel_id_changed", **ids}) for _again in range(2)]
    listed = await bot.slack.command("/commit", "list", channel=other)

    assert [one.answer.status for one in moved] == [200, 200]
    assert listed.said
    assert bot.door.faults == 0


@pytest.fixture
async def unreached(bot):
    """Jo of Northside, whom no direct message reaches: so it was recorded."""
    slack = bot.slack
    north = slack.workspace("Northside")
    jo = slack.person("Jo Lee", team=north)
    await bot.app.delivery.open_doors(bot.app.now())
    await bot.begin()
    await slack.shared(slack.table, north, jo)
    await slack.mention("/commit write the letter", user=jo)
    await bot.deliver()
    jo.dm_error = "user_not_visible"
    await slack.mention("/commit send the void list", user=jo)
    await bot.deliver()
    assert await way_to(bot) == (False, "user_not_visible")
    jo.dm_error = ""
    return bot, north, jo


async def way_to(bot):
    """Whether direct messages reach Jo, as far as it is known."""
    [found] = [row for row in await bot.rows(route) if row.platform == "slack" and row.person_id == 2]
    return found.works, found.reason


async def writes(bot, north, jo):
    await bot.slack.direct("help", user=jo)


async def presses(bot, north, jo):
    """What opens a form is answered before anything is kept."""
    card = next(one for one in bot.slack.history(bot.slack.dm(jo)) if "write the letter" in one.text and one.bot_id)
    assert (await bot.slack.press(card, label="Add a date", user=jo)).view


async def joins(bot, north, jo):
    await bot.slack.joined(bot.slack.table, jo)


async def is_connected_again(bot, north, jo):
    await bot.slack.unshared(bot.slack.table, north)
    await bot.slack.shared(bot.slack.table, north, jo)


@states("B1")
@pytest.mark.parametrize("turns_up", [writes, presses, joins, is_connected_again])
async def test_a_way_that_had_failed_is_tried_again_when_they_turn_up(unreached, turns_up):
    bot, north, jo = unreached
    await turns_up(bot, north, jo)
    await bot.settled()

    assert await way_to(bot) == (None, None)
    assert await bot.app.store.read(routes.route_of, 2) == "slack"


@states("B1")
async def test_a_button_in_a_direct_message_opens_the_way_and_one_in_the_channel_does_not(unreached):
    bot, _north, jo = unreached
    neutral = bot.slack.history(bot.slack.table)[-1]
    await bot.slack.press(neutral, label="Show me", user=jo)
    await bot.settled()
    by_channel = await way_to(bot)
    await bot.slack.joined(bot.slack.table, bot.slack.lewis)
    by_another = await way_to(bot)
    home = await bot.slack.direct("/commit ring the ward", user=jo)
    await bot.deliver()

    assert home.answer.status == 200
    assert by_channel == by_another == (False, "user_not_visible")
    assert await way_to(bot) == (True, None)
