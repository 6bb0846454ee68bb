"""Three workspaces at one table, of which one has the app: half a year's things in the order in which they come."""

from datetime import timedelta

import pytest

from bot.delivery.tick import turn
from bot.storage.schema import commitment, outbox, reflection

DAY = timedelta(days=1)


@pytest.fixture
async def table(bot):
    """Riverside's channel, shared with Northside's Jo and Southside's Ann, who have no commands of ours."""
    slack = bot.slack
    north, south = slack.workspace("Northside"), slack.workspace("Southside")
    jo, ann = slack.person("Jo Lee", team=north), slack.person("Ann Bell", team=south)
    await bot.app.delivery.open_doors(bot.app.now())
    await bot.begin(taking_part=True)
    await slack.shared(slack.table, north, jo)
    await slack.shared(slack.table, south, ann)
    await bot.deliver()
    [card] = [one for one in slack.history(slack.table) if one.bot_id]
    return bot, card, jo, ann


async def days(bot, number: int) -> None:
    """So many days, with the clock's rounds late each morning and in the afternoon."""
    for _half in range(number * 2):
        bot.slack.clock.turn(DAY / 2)
        await turn(bot.app.store, bot.app.delivery, now=bot.app.now())
        await bot.settled()


def from_us(bot, user):
    return [one for one in bot.slack.history(bot.slack.dm(user)) if one.bot_id]


async def test_partners_of_all_three_do_everything_and_read_the_same(table):
    bot, card, jo, ann = table
    slack = bot.slack
    everybody = {"Riverside": slack.priya, "Northside Homes": jo, "Southside Care": ann}

    # They commit: by a command, by a button, by a mention.
    await slack.command("/commit", "chair the first meeting")
    asked = await slack.press(card, label="Commit", user=jo)
    await slack.submit(asked.view, {"words": "send the void list"})
    await slack.mention("/commit ring the ward", user=ann)
    for name, user in everybody.items():
        await slack.direct(f"I sit for {name}", user=user)
        await slack.direct("yes", user=user)
    await bot.deliver()
    assert await bot.kept() == ["chair the first meeting", "send the void list", "ring the ward"]

    # They reflect: by a button, and in a direct message.
    asked = await slack.press(card, label="Reflect", user=ann)
    await slack.submit(asked.view, {"words": "families did not know the number"})
    await slack.direct("/reflect the ward rings eleven numbers", user=jo)
    await bot.deliver()
    assert len(await bot.rows(reflection)) == 2

    # A commitment goes from Northside to Southside, and Ann takes it on.
    await slack.mention(f"hand on 2 to {ann.mention}", user=jo)
    await bot.deliver()
    await days(bot, 3)
    [offer] = [one for one in from_us(bot, ann) if "void list" in one.text]
    asked = await slack.press(offer, label="Yes, by…", user=ann)
    await slack.submit(asked.view, {"due_on": "2099-12-01"})
    await bot.deliver()
    owners = {row.text: row.partner_id for row in await bot.rows(commitment)}
    assert owners["send the void list"] == owners["ring the ward"]

    # They go quiet, and are checked in on, each in a conversation of their own.
    await days(bot, 45)
    checked = {row.person_id for row in await bot.rows(outbox) if row.kind == "check_in" and row.state == "sent"}
    assert len(checked) == 3

    # One digest stands where all of them read it, with what each of them did.
    sent = [row.message_id for row in await bot.rows(outbox) if row.kind == "digest" and row.place_id and row.sent_at]
    digests = [one for one in slack.history(slack.table) if f"{slack.table.id}/{one.ts}" in sent]
    assert len(digests) == len(sent) > 0
    assert "3 of 3 organisations took part" in digests[0].text
    assert not [row for row in await bot.rows(outbox) if row.kind == "digest" and row.person_id]
    bot.done()
