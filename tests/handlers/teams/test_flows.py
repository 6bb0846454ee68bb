"""What people do in Teams and what they see: by command, mention and message, by button, dialog and message action."""

from datetime import timedelta

import pytest

from bot.messages.cards import channels
from bot.storage.schema import commitment, person
from tests.handlers.teams.stories import begun, text_of

FRIDAY = "Friday 15 January"


@pytest.fixture
async def table(bot):
    await begun(bot)
    return bot


async def test_a_table_begins_in_its_channel_and_nobody_is_messaged(bot):
    await begun(bot)
    await bot.deliver()

    assert bot.teams.seen(bot.teams.sam) == []
    bot.done()


@pytest.mark.parametrize("words", ["/commit send the data by Friday", "commit send the data by Friday"])
async def test_a_commitment_in_ones_own_chat_is_kept_and_answered_there(table, words):
    answer = await table.said(await table.teams.say(words))

    assert f"“send the data” by {FRIDAY}" in answer.words
    assert answer.place.kind == "personal"
    assert await table.kept() == ["send the data"]
    table.done()


async def test_a_mention_is_the_same_and_is_answered_to_whoever_wrote_it_alone(table):
    answer = await table.said(await table.teams.mention("commit send the data by Friday", user=table.teams.sam))

    assert f"“send the data” by {FRIDAY}" in answer.words
    assert answer.only_for is table.teams.sam
    assert answer.place is table.teams.table
    table.done()


async def test_a_mention_in_a_thread_is_answered_in_that_thread(table):
    root = table.teams.write("where are we?", user=table.teams.priya, place=table.teams.table)
    answer = await table.said(await table.teams.mention("/commit send the data", thread=root))

    assert answer.thread == root.id
    table.done()


async def test_a_command_from_the_slash_menu_is_heard_by_nobody_else(table):
    written = await table.teams.slash("commit", "send the data by Friday", user=table.teams.sam)
    answer = await table.said(written)

    assert f"“send the data” by {FRIDAY}" in answer.words
    assert answer.only_for is table.teams.sam
    table.done()


async def test_a_form_asks_when_nothing_was_said(table):
    offer = await table.said(await table.teams.slash("commit", user=table.teams.sam))
    asked = await table.teams.press(offer, "A commitment")
    kept = await table.teams.submit(asked.dialog, {"What will you do?": "ring the ward", "due_on": "2027-01-20"})

    assert "“ring the ward” by Wednesday 20 January" in text_of(kept.dialog)
    assert await table.kept() == ["ring the ward"]
    table.done()


async def test_what_is_wrong_in_a_form_stands_beside_its_field_and_is_mended(table):
    offer = await table.said(await table.teams.say("/commit"))
    asked = await table.teams.press(offer, "A commitment")
    wrong = await table.teams.submit(asked.dialog, {"What will you do?": "ring them", "due_on": "2027-01-04"})
    right = await table.teams.submit(wrong.dialog, {"due_on": "2027-01-20"})

    assert "That day has gone. Which day did you mean?" in text_of(wrong.dialog)
    assert "“ring them” by Wednesday 20 January" in text_of(right.dialog)
    assert await table.kept() == ["ring them"]
    table.done()


async def test_details_of_people_served_are_asked_about_inside_the_form(table):
    offer = await table.said(await table.teams.say("/commit"))
    asked = await table.teams.press(offer, "A commitment")
    words = {"What will you do?": "ring 943 476 5919 about the flat"}
    question = await table.teams.submit(asked.dialog, words)
    kept = await table.teams.submit(question.dialog, {"Keep it?": "without"})

    assert "943" not in text_of(kept.dialog)
    assert [one for one in await table.kept() if "943" in one] == []
    table.done()


async def test_a_button_opens_a_dialog_and_what_was_kept_stands_in_it(table):
    card = await table.said(await table.teams.say("/commit ring the ward by Friday"))
    asked = await table.teams.press(card, "Change date")
    moved = await table.teams.submit(asked.dialog, {"due_on": "2027-01-22"})
    await table.deliver()

    assert "“ring the ward” by Friday 22 January" in text_of(moved.dialog)
    assert "“ring the ward” by Friday 22 January" in card.words
    table.done()


async def test_a_plan_says_when_and_what_will_be_done_then(table):
    card = await table.said(await table.teams.say("/commit ring the ward by Friday"))
    asked = await table.teams.press(card, "When will you do it?")
    values = {"cue": "the Tuesday meeting ends", "action": "ring them"}
    kept = await table.teams.submit(asked.dialog, values, title="Save")

    assert "“when the Tuesday meeting ends then ring them”" in text_of(kept.dialog)
    table.done()


async def test_a_button_on_a_card_about_one_thing_is_answered_in_its_place(table):
    card = await table.said(await table.teams.say("/commit ring the ward by Friday"))
    await table.teams.press(card, "More")
    await table.deliver()
    done = await table.teams.press(card, "Done")
    await table.deliver()

    assert "“ring the ward” is done" in str(done.card)
    assert "“ring the ward” is done" in card.words
    assert table.teams.seen(table.teams.priya, card.place) == [card]
    table.done()


async def test_a_button_on_a_card_that_one_person_sees_is_answered_in_its_place(table):
    card = await table.said(await table.teams.mention("/commit ring the ward by Friday", user=table.teams.sam))
    before = len(table.teams.posted)
    await table.teams.press(card, "More")
    done = await table.teams.press(card, "Done")
    await table.deliver()

    assert "“ring the ward” is done" in str(done.card)
    assert len(table.teams.posted) == before
    table.done()


async def test_a_button_in_a_list_leaves_the_list(table):
    await table.said(await table.teams.say("/commit ring the ward"))
    await table.said(await table.teams.say("/commit write the letter"))
    listing = await table.said(await table.teams.say("/commit list"))
    before = listing.words
    data = {"action": "convenor", "act": "1:commitment.done:1:1"}
    action = {"type": "Action.Execute", "verb": "convenor", "data": data}
    told = await table.teams._ask("adaptiveCard/action", {"action": action}, table.teams.priya, listing.place, listing)
    table.teams.clock.turn(timedelta(minutes=1))
    await table.deliver()

    assert told.body["type"] == "application/vnd.microsoft.activity.message"
    assert "“ring the ward” is done" in told.body["value"]
    assert listing.words == before
    assert "“ring the ward” is done" in table.teams.last(table.teams.priya).words
    table.done()


async def test_a_press_of_an_old_card_is_answered_with_how_things_are(table):
    card = await table.said(await table.teams.say("/commit ring the ward by Friday"))
    value = {"action": {"type": "Action.Execute", "verb": "convenor", "data": {"act": "1:commitment.gone:1:1"}}}
    told = await table.teams.invoke("adaptiveCard/action", value, place=card.place)
    await table.deliver()

    assert "That card is from before." in str(told.body)
    table.done()


async def test_words_to_the_bot_are_answered_where_they_were_said(table):
    answer = await table.said(await table.teams.say("what do you hold on me?"))

    assert "This is what I hold on you" in answer.words
    table.done()


async def test_a_stranger_is_told_what_to_do_and_is_told_it_alone(table):
    stranger = table.teams.person("Noor Khan")
    table.teams.team.members.append(stranger)
    other = table.teams.channel("another")
    answer = await table.said(await table.teams.mention("/commit x", user=stranger, place=other))

    assert "You don't sit at a table yet." in answer.words
    assert answer.only_for is stranger
    table.done()


async def test_a_message_becomes_a_commitment_once(table):
    teams = table.teams
    message = teams.write("I could ring the ward &amp; write", user=teams.sam, place=teams.table)
    first = await teams.choose("make_commitment", message)
    kept = await teams.submit(first.dialog)
    second = await teams.choose("make_commitment", message, user=teams.sam)
    again = await teams.submit(second.dialog)

    assert await table.kept() == ["I could ring the ward & write"]
    assert "You said you'd" in text_of(kept.dialog)
    assert "As it stands" in text_of(again.dialog)
    table.done()


async def test_people_are_mentioned_by_id_and_found(table):
    teams = table.teams
    await table.said(await teams.mention("/table who", user=teams.sam))
    answer = await table.said(await teams.mention(f"/table ask {teams.sam.at} to share the void list"))

    assert "Sam Okoye" in answer.words
    assert "share the void list" in answer.words
    table.done()


@pytest.mark.parametrize("card", [channels.say_it_there()])
async def test_a_channel_is_named_in_a_channel(table, card):
    answer = await table.said(await table.teams.say("/table here"))

    assert card.text in answer.words
    table.done()


async def test_what_is_not_said_to_the_bot_is_none_of_its_business(table):
    teams = table.teams
    teams.team.hears_all = True
    told = await teams.talk("shall I commit to the data?", user=teams.sam)
    await table.settled()

    assert told.status == 200
    assert await table.rows(commitment) == []
    assert [one for one in teams.seen(teams.sam) if "commit" in one.words] == []
    table.done()


async def test_edits_deletions_and_signs_are_no_words(table):
    teams = table.teams
    written = await teams.mention("/commit ring the ward")
    await table.said(written)
    await teams.edit(written.message, "<at>Convenor</at>&nbsp;/commit ring them all")
    await teams.react(teams.posted[-1])
    await teams.delete(written.message)
    await table.deliver()

    assert await table.kept() == ["ring the ward"]
    table.done()


async def test_everything_that_was_held_on_somebody_is_gone_and_they_are_told(table):
    teams = table.teams
    await table.said(await teams.mention("/commit ring the ward", user=teams.sam))
    told = await teams.say("/table erase me yes", user=teams.sam)
    await table.deliver()

    assert told.answer.status == 200
    assert table.door.faults == 0
    assert "Sam Okoye" not in [row.name for row in await table.rows(person)]
    assert "fault" not in teams.last(teams.sam).words
    table.done()


async def test_in_a_group_chat_whoever_asks_is_answered_alone(table):
    teams = table.teams
    chat = teams.chat("Ward round", teams.priya, teams.sam)
    answer = await table.said(await teams.mention("/table who", place=chat))

    assert "Priya Shah" in answer.words
    assert answer.only_for is teams.priya
    assert answer.place is chat
    table.done()


def execute(**data) -> dict:
    """A button that is answered where it stands."""
    return {"action": {"type": "Action.Execute", "verb": "convenor", "data": {"action": "convenor", **data}}}


async def test_a_form_that_an_old_button_asks_for_stands_in_the_cards_place_and_is_answered_there(table):
    teams = table.teams
    place = teams.personal(teams.priya)
    asked = await teams.invoke("adaptiveCard/action", execute(act="1:commitment.make:"), place=place)
    values = {"form": True, "words": "ring the ward", "due_on": "2027-01-04"}
    wrong = await teams.invoke("adaptiveCard/action", execute(act="1:commitment.make:", **values), place=place)
    values |= {"due_on": "2027-01-20"}
    kept = await teams.invoke("adaptiveCard/action", execute(act="1:commitment.make:", **values), place=place)

    assert "What will you do?" in str(asked.body["value"])
    assert "That day has gone." in str(wrong.body["value"])
    assert "ring the ward" in str(wrong.body["value"])
    assert "“ring the ward” by " in str(kept.body["value"])
    assert await table.kept() == ["ring the ward"]


async def test_what_a_client_sends_as_a_message_is_answered_as_one(table):
    teams = table.teams
    card = await table.said(await teams.say("/commit ring the ward"))
    act = {"act": "1:commitment.done:1:1"}
    pressed = teams.activities.value(card, person=teams.priya, value=act)
    form = {"act": "1:commitment.make:", "form": True, "words": "write the letter", "seen_by": "-"}
    sent = teams.activities.value(card, person=teams.priya, value=form)
    answers = [await teams.wire.attempt(one) for one in (pressed, sent)]
    teams.clock.turn(timedelta(minutes=1))
    await table.deliver()
    teams.clock.turn(timedelta(minutes=1))
    await table.deliver()

    assert [one.status for one in answers] == [200, 200]
    assert await table.kept() == ["ring the ward", "write the letter"]
    assert any("“ring the ward” is done" in one.words for one in teams.seen(teams.priya))
    assert any("“write the letter”" in one.words for one in teams.seen(teams.priya))
    table.done()


async def test_a_form_that_somebody_made_up_is_refused_in_a_sentence(table):
    teams = table.teams
    data = {"act": "1:commitment.move:1:99", "form": True, "due_on": "2027-01-20", "origin": "nul"}
    told = await teams.invoke("task/submit", {"data": data}, place=teams.personal(teams.priya))

    assert "I can't find that" in str(told.body)
    table.done()


async def test_a_button_of_a_dialog_is_answered_in_the_dialog(table):
    teams = table.teams
    told = await teams.invoke("task/submit", {"data": {"act": "1:help.show:"}}, place=teams.personal(teams.priya))

    assert told.body["task"]["type"] == "continue"
    table.done()


async def test_what_is_picked_in_a_card_comes_with_the_button_beside_it(table):
    teams = table.teams
    await table.said(await teams.say("/commit ring the ward"))
    wire = "1:commitment.move:1:1"
    told = await teams.invoke(
        "adaptiveCard/action", execute(act=wire, **{wire: "2027-01-20"}), place=teams.personal(teams.priya)
    )

    assert "Wednesday 20 January" in str(told.body["value"])
    table.done()


async def test_in_a_channel_a_card_with_buttons_takes_the_place_of_one_for_whoever_pressed(table):
    teams = table.teams
    told = await teams.invoke("adaptiveCard/action", execute(act="1:help.show:"), place=teams.table)

    assert told.body["type"] == "application/vnd.microsoft.card.adaptive"
    table.done()
