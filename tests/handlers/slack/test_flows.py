"""What people do on Slack and what they see: by command, by mention, by message, by button, by form, at home."""

from datetime import timedelta

import pytest

from bot.messages.cards import channels
from bot.storage.schema import commitment

FRIDAY = "Friday 15 January"


async def test_a_table_begins_in_its_channel_and_nobody_is_messaged(bot):
    begun = await bot.begin()

    assert "*Home from hospital* is open. Nobody has been messaged." in begun.view.words
    assert await bot.told(bot.slack.sam) == []
    bot.done()


async def test_a_channel_is_one_tables_only(bot):
    await bot.begin()
    again = await bot.slack.command("/table", "new", user=bot.slack.sam)

    assert "This channel is *Home from hospital*'s already." in again.said.words
    bot.done()


async def test_a_coordinator_posts_a_note_in_their_own_words(bot):
    begun = await bot.begin()
    asked = await bot.slack.press(begun.view, label="Edit and post")
    done = await bot.slack.submit(asked.view, {"Your note": "I've asked Convenor to help. <!channel> – Priya"})
    await bot.deliver()

    assert "on its way" in done.view.words
    [note] = bot.slack.history(bot.slack.table)
    assert "I've asked Convenor to help." in note.text
    bot.done()


async def test_a_commitment_is_kept_and_shown_to_its_maker_alone(bot):
    await bot.begin()
    kept = await bot.slack.command("/commit", "send the discharge data by Friday", user=bot.slack.sam)

    assert f"You said you'd “send the discharge data” by {FRIDAY}." in kept.said.text
    assert kept.said.only_for == bot.slack.sam.id
    assert await bot.kept() == ["send the discharge data"]
    assert bot.slack.history(bot.slack.table) == []
    bot.done()


async def test_a_newcomer_in_the_tables_channel_is_served_at_once_and_asked_once_whom_they_sit_for(bot):
    await bot.begin()
    first = await bot.slack.command("/commit", "send the data", user=bot.slack.sam)
    second = await bot.slack.command("/commit", "ring the ward", user=bot.slack.sam)
    asked = await bot.slack.press(first.said, label="Say which", user=bot.slack.sam)
    told = await bot.slack.submit(asked.view, {"organisation": "Ward 9 Trust"}, user=bot.slack.sam)
    who = await bot.slack.command("/table", "who")

    assert "which organisation do you sit for?" in first.said.text
    assert "which organisation" not in second.said.text
    assert "you sit for Ward 9 Trust" in told.view.words
    assert "*Ward 9 Trust*: Sam Okoye" in who.said.words
    bot.done()


async def test_the_welcome_follows_and_says_what_is_counted(bot):
    await bot.begin()
    await bot.slack.command("/commit", "send the data", user=bot.slack.sam)
    await bot.settled()
    from bot.delivery.tick import turn

    await turn(bot.app.store, bot.app.delivery, now=bot.app.now())
    [welcome] = await bot.told(bot.slack.sam)

    assert "You spoke in Home from hospital's channel, so you have a seat there." in welcome.text
    assert "I keep the day, never the words." in welcome.text
    bot.done()


async def test_yes_to_the_welcome_takes_its_place(bot):
    await bot.begin()
    await bot.slack.command("/commit", "send the data", user=bot.slack.sam)
    await bot.settled()
    from bot.delivery.tick import turn

    await turn(bot.app.store, bot.app.delivery, now=bot.app.now())
    [welcome] = await bot.told(bot.slack.sam)
    await bot.slack.press(welcome, label="Yes", user=bot.slack.sam)
    [after] = await bot.told(bot.slack.sam)

    assert "what does this look like from where you sit?" in after.text
    assert after.ts == welcome.ts
    bot.done()


async def test_a_form_asks_when_nothing_was_said(bot):
    await bot.begin()
    asked = await bot.slack.command("/commit", user=bot.slack.sam)
    kept = await bot.slack.submit(
        asked.view, {"What will you do?": "ring the ward", "By when?": "2027-01-20"}, user=bot.slack.sam
    )

    assert asked.said is None
    assert "“ring the ward” by *Wednesday 20 January*" in kept.view.words
    bot.done()


async def test_what_is_wrong_in_a_form_stands_beside_its_field_and_is_mended(bot):
    await bot.begin()
    asked = await bot.slack.command("/commit", user=bot.slack.priya)
    wrong = await bot.slack.submit(asked.view, {"What will you do?": "ring them", "By when?": "2027-01-04"})
    right = await bot.slack.submit(asked.view, {"What will you do?": "ring them", "By when?": "2027-01-20"})

    assert wrong.errors == {"due_on": "That day has gone. Which day did you mean?"}
    assert right.errors == {}
    assert await bot.kept() == ["ring them"]
    bot.done()


async def test_details_of_people_served_are_asked_about_inside_the_form(bot):
    await bot.begin()
    asked = await bot.slack.command("/commit")
    question = await bot.slack.submit(asked.view, {"What will you do?": "ring 943 476 5919 about the flat"})
    assert "Keep it?" in question.view.words
    kept = await bot.slack.submit(question.view, {"Keep it?": "without"})

    assert "943" not in kept.view.words
    assert [words for words in await bot.kept() if "943" in words] == []
    bot.done()


async def test_a_button_opens_a_form_and_the_card_is_redrawn_in_place(bot):
    await bot.begin()
    await bot.slack.mention("/commit ring the ward by Friday", user=bot.slack.sam)
    [card] = await bot.told(bot.slack.sam)
    asked = await bot.slack.press(card, label="Change date", user=bot.slack.sam)
    await bot.slack.submit(asked.view, {"By when?": "2027-01-22"}, user=bot.slack.sam)
    [after] = await bot.told(bot.slack.sam)

    assert after.ts == card.ts
    assert "“ring the ward” by Friday 22 January" in after.text
    bot.done()


async def test_a_button_on_a_card_about_one_thing_is_answered_in_its_place(bot):
    await bot.begin()
    kept = await bot.slack.command("/commit", "ring the ward by Friday")
    await bot.slack.press(kept.said, label="More")
    await bot.deliver()
    await bot.slack.press(kept.said, label="Done")
    await bot.deliver()

    assert "“ring the ward” is done" in kept.said.text
    assert len(bot.slack.ephemerals) == 1
    bot.done()


async def test_a_button_in_a_list_leaves_the_list(bot):
    await bot.begin()
    await bot.slack.command("/commit", "ring the ward")
    await bot.slack.command("/commit", "write the letter")
    await bot.slack.direct("/commit list")
    [listing] = await bot.told(bot.slack.priya)
    await bot.slack.press(listing, "1:commitment.done:1:1")
    both = await bot.told(bot.slack.priya)

    assert both[0].text == listing.text
    assert "“ring the ward” is done" in both[1].text
    bot.done()


async def test_a_card_from_before_is_answered_with_how_things_are(bot):
    await bot.begin()
    kept = await bot.slack.command("/commit", "ring the ward by Friday")
    await bot.slack.command("/commit", "move 1 to 2027-01-22")
    await bot.slack.press(kept.said, label="Change date")
    await bot.deliver()

    assert "As it stands: “ring the ward” by Friday 22 January" in kept.said.text
    bot.done()


async def test_a_press_beside_a_public_message_is_answered_to_the_presser_alone(bot):
    await bot.begin()
    begun = await bot.slack.press((await bot.slack.command("/table")).said, label="Add a missing chair")
    added = await bot.slack.submit(begun.view, {"role": "a GP"})

    assert "a GP is missing here" in added.view.words
    bot.done()


async def test_words_to_the_bot_are_answered_where_they_were_said(bot):
    await bot.begin()
    await bot.slack.direct("what do you hold on me?")
    [answer] = await bot.told(bot.slack.priya)

    assert "This is what I hold on you" in answer.words
    bot.done()


async def test_a_stranger_is_told_what_to_do(bot):
    await bot.begin()
    await bot.slack.direct("/table", user=bot.slack.lewis)
    [answer] = await bot.told(bot.slack.lewis)

    assert "You don't sit at a table yet." in answer.text
    bot.done()


async def test_a_form_asked_for_by_mention_is_offered_with_a_button(bot):
    await bot.begin()
    await bot.slack.mention("/commit", user=bot.slack.sam)
    [offer] = await bot.told(bot.slack.sam)
    asked = await bot.slack.press(offer, label="A commitment", user=bot.slack.sam)
    kept = await bot.slack.submit(asked.view, {"What will you do?": "ring the ward"}, user=bot.slack.sam)

    assert "“ring the ward”" in kept.view.words
    bot.done()


async def test_a_message_becomes_a_commitment_once(bot):
    await bot.begin()
    message = await bot.slack.say("I could <b>ring</b> the ward & write", user=bot.slack.sam)
    first = await bot.slack.shortcut("make_commitment", message)
    kept = await bot.slack.submit(first.view)
    second = await bot.slack.shortcut("make_commitment", message, user=bot.slack.sam)
    again = await bot.slack.submit(second.view, user=bot.slack.sam)

    assert await bot.kept() == ["I could <b>ring</b> the ward & write"]
    assert "You said you'd" in kept.view.words
    assert "As it stands" in again.view.words
    bot.done()


async def test_the_home_shows_the_table(bot):
    await bot.begin()
    await bot.slack.home_opened()
    await bot.settled()

    [home] = [view for view in bot.slack.views if view.kind == "home"]
    assert "*Home from hospital*" in home.words
    bot.done()


async def test_a_refused_trigger_is_answered_with_words_to_type(bot):
    await bot.begin()
    from tests.fakes.slack import faults

    bot.slack.fail("views.open", faults.error("expired_trigger_id"))
    asked = await bot.slack.command("/commit")

    assert "/commit send the discharge data by Friday" in asked.said.text
    bot.done()


async def test_people_are_mentioned_by_id_and_found(bot):
    await bot.begin()
    await bot.slack.command("/table", "who", user=bot.slack.sam)
    await bot.settled()
    asked = await bot.slack.command("/table", f"ask {bot.slack.sam.mention} to share the void list")

    assert "Sam Okoye" in asked.said.text
    assert "share the void list" in asked.said.text
    bot.done()


async def test_names_and_zones_come_from_the_profile_after_the_answer(bot):
    await bot.begin()
    await bot.settled()
    who = await bot.slack.command("/table", "who")

    assert "Priya Shah (coordinator)" in who.said.text
    bot.done()


async def test_a_digest_goes_to_the_tables_channel(bot):
    await bot.begin()
    from bot.delivery.tick import turn

    await bot.slack.command("/commit", "send the data by 2027-01-20")
    bot.slack.clock.turn(timedelta(days=7))
    await turn(bot.app.store, bot.app.delivery, now=bot.app.now())

    assert any("send the data" in one.text for one in bot.slack.history(bot.slack.table))
    bot.done()


async def test_a_table_begun_elsewhere_takes_a_channel(bot):
    await bot.begin()
    other = bot.slack.channel("second", bot.slack.priya, bot.slack.sam)
    linked = await bot.slack.command("/table", "here", channel=other)
    refused = await bot.slack.command("/table", "here", user=bot.slack.sam, channel=other)

    assert "This channel is *Home from hospital*'s from now on" in linked.said.words
    assert "already" in refused.said.words
    bot.done()


@pytest.mark.parametrize("card", [channels.say_it_there()])
async def test_a_channel_is_named_in_a_channel(bot, card):
    await bot.begin()
    told = await bot.slack.direct("/table here")
    [answer] = await bot.told(bot.slack.priya)

    assert told.status == 200 or bot.slack.connections
    assert answer.text == card.text


async def with_two_tables(bot):
    await bot.begin()
    other = bot.slack.channel("second", bot.slack.priya, bot.slack.sam)
    asked = await bot.slack.command("/table", "new", channel=other)
    await bot.slack.submit(asked.view, {"name": "Away day"})


async def test_which_of_two_tables_is_asked_with_buttons_and_the_words_are_kept(bot):
    await with_two_tables(bot)
    await bot.slack.command("/table", "who", user=bot.slack.sam)
    await bot.settled()
    await bot.slack.direct(f"/table ask {bot.slack.sam.mention} to share the void list")
    [question] = await bot.told(bot.slack.priya)
    await bot.slack.press(question, label="Home from hospital")
    answer = (await bot.told(bot.slack.priya))[-1]

    assert "Which table do you mean?" in question.text
    assert "I'll ask Sam Okoye: “share the void list”" in answer.text
    bot.done()


async def test_a_button_on_the_question_opens_the_form_of_that_table(bot):
    await with_two_tables(bot)
    await bot.slack.direct("/commit")
    [question] = await bot.told(bot.slack.priya)
    asked = await bot.slack.press(question, label="Away day")
    await bot.slack.submit(asked.view, {"What will you do?": "ring the ward"})

    assert [(row.partnership_id, row.text) for row in await bot.rows(commitment)] == [(2, "ring the ward")]
    bot.done()


async def test_a_message_from_elsewhere_becomes_a_commitment_at_the_table_that_is_chosen(bot):
    await with_two_tables(bot)
    elsewhere = bot.slack.channel("elsewhere", bot.slack.priya, bot.slack.sam)
    message = await bot.slack.say("I could ring the ward", user=bot.slack.sam, channel=elsewhere)
    first = await bot.slack.shortcut("make_commitment", message)
    which = await bot.slack.submit(first.view)
    await bot.slack.submit(which.view, {"Which table?": "away-day"})

    assert which.errors == {}
    assert [(row.partnership_id, row.text) for row in await bot.rows(commitment)] == [(2, "I could ring the ward")]
    bot.done()


async def test_what_was_said_just_before_leaving_is_answered_as_well(bot):
    await bot.begin()
    sam = bot.slack.sam
    await bot.slack.command("/commit", "send the data", user=sam)
    await bot.slack.direct("let go send the data", user=sam)
    await bot.slack.direct("leave yes", user=sam)
    before, last = (await bot.told(sam))[-2:]

    assert before.text.startswith("Let go")
    assert last.text.startswith("Goodbye from Home from hospital")
    bot.done()
