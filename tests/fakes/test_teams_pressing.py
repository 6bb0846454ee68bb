"""People press what stands there, and see what the bot's answer makes; an answer of another shape is caught."""

import pytest

from tests.fakes.cards import ASK, DAY, DONE, FORM, SEND, WHO, dialog, execute, noticed, placed, row
from tests.fakes.connecting import a_card, showing


async def test_an_execute_puts_a_card_in_the_place_of_the_message_for_who_pressed(teams, listener, shown):
    listener.answer = placed(a_card(actions=[execute("Undo")]))
    message = await shown(actions=[DONE])
    told = await teams.press(message, "Done", user=teams.sam)
    [got] = listener.activities

    assert (got["name"], got["replyToId"], got["from"]["id"]) == (
        "adaptiveCard/action",
        message.id,
        teams.sam.account,
    )
    assert got["value"]["action"] == {
        "type": "Action.Execute",
        "title": "Done",
        "verb": "v",
        "data": {"action": "v", "act": "1:done"},
    }
    assert got["conversation"]["id"].endswith(f";messageid={message.id}")
    assert told.card == message.card_for(teams.sam) != message.card_for(teams.priya)
    assert (await teams.press(message, "Undo", user=teams.sam)).failed is False
    with pytest.raises(AssertionError, match="0 actions are called 'Undo'"):
        await teams.press(message, "Undo", user=teams.priya)


async def test_an_execute_may_be_answered_with_a_notice(teams, listener, shown):
    listener.answer = noticed("Kept.")
    told = await teams.press(await shown(actions=[DONE]), "Done")

    assert (told.notice, told.failed, teams.problems) == ("Kept.", False, [])


async def test_an_execute_may_leave_everything_as_it_stands(teams, listener, shown):
    listener.answer = noticed("")
    told = await teams.press(await shown(actions=[DONE]), "Done")

    assert (told.notice, told.failed, teams.problems) == ("", False, [])


async def test_a_submit_that_fetches_opens_a_dialog(teams, listener, shown):
    listener.answer = dialog(FORM)
    told = await teams.press(await shown(row(ASK)), "Change", user=teams.lee)
    [got] = listener.activities

    assert (got["name"], got["value"]) == ("task/fetch", {"data": ASK["data"], "context": {"theme": "default"}})
    assert (told.dialog.title, told.dialog.person) == ("Change", teams.lee)
    assert teams.problems == []


async def test_a_dialog_is_filled_in_and_goes_on_until_it_closes(teams, listener, shown):
    listener.answer = dialog(FORM)
    opened = await teams.press(await shown(row(ASK)), "Change")
    wrong = await teams.submit(opened.dialog, {"By when": "2027-01-22"})
    assert listener.activities[-1]["name"] == "task/submit"
    assert listener.activities[-1]["value"]["data"] == {"act": "1:keep", "what": "data", "by": "2027-01-22"}
    with pytest.raises(AssertionError, match="closed"):
        await teams.submit(opened.dialog)
    listener.answer = {"task": {"type": "message", "value": "Kept."}}
    done = await teams.submit(wrong.dialog, {"what": "more"})

    assert (done.notice, done.dialog, done.failed) == ("Kept.", None, False)
    assert teams.problems == []


@pytest.mark.parametrize("empty", ["", {}])
async def test_a_dialog_may_close_without_a_word(teams, listener, shown, empty):
    listener.answer = dialog(FORM)
    opened = await teams.press(await shown(row(ASK)), "Change")
    listener.answer = empty

    assert not (await teams.submit(opened.dialog)).failed
    assert teams.problems == []


@pytest.mark.parametrize(
    ("values", "reason"),
    [
        ({"What": ""}, "has to be filled in"),
        ({"What": "x" * 11}, "11 characters"),
        ({"What": "a\nb"}, "one line"),
        ({"By when": "soon"}, "Invalid isoformat"),
        ({"Nothing": "x"}, "nothing called"),
    ],
)
async def test_a_client_lets_through_no_wrong_values(teams, listener, shown, values, reason):
    listener.answer = dialog(FORM)
    opened = await teams.press(await shown(row(ASK)), "Change")
    with pytest.raises((AssertionError, ValueError), match=reason):
        await teams.submit(opened.dialog, values)


async def test_what_stands_empty_is_left_out_or_sent_as_nothing(teams, listener, shown):
    listener.answer = dialog(FORM)
    message = await shown(row(ASK))
    await teams.submit((await teams.press(message, "Change")).dialog)
    assert "by" not in listener.activities[-1]["value"]["data"]
    teams.sends_empty = True
    await teams.submit((await teams.press(message, "Change")).dialog)
    assert listener.activities[-1]["value"]["data"]["by"] == ""


async def test_a_picker_is_chosen_in_and_sent_by_what_stands_after_it(teams, listener, shown):
    listener.answer = noticed("Kept.")
    first, second = execute("Choose"), execute("Choose", data={"act": "1:other"})
    message = await shown(WHO, row(first), DAY, row(second), row(execute("No", associatedInputs="none")))
    await teams.pick(message, "Who", "Jo")
    assert listener.activities[-1]["value"]["action"]["data"] == {"action": "v", "act": "1:done", "who": "2"}
    await teams.pick(message, "By when", "2027-02-01")
    assert listener.activities[-1]["value"]["action"]["data"] == {"act": "1:other", "by": "2027-02-01"}
    await teams.press(message, "No")
    assert "who" not in listener.activities[-1]["value"]["action"]["data"]
    with pytest.raises(AssertionError, match="not one of"):
        await teams.pick(message, "Who", "Ann")


async def test_several_are_sent_with_commas(teams, listener, shown):
    listener.answer = noticed("Kept.")
    await teams.pick(await shown(WHO | {"isMultiSelect": True}, row(DONE)), "Who", ["Sam", "Jo"])

    assert listener.activities[-1]["value"]["action"]["data"]["who"] == "1,2"


async def test_people_of_teams_own_list_come_as_object_ids(teams, listener, shown):
    listener.answer = noticed("Kept.")
    listed = WHO | {"choices": [], "choices.data": {"type": "Data.Query", "dataset": "graph.microsoft.com/users"}}
    await teams.pick(await shown(listed, row(DONE)), "Who", teams.sam)

    assert listener.activities[-1]["value"]["action"]["data"]["who"] == teams.sam.aad


async def test_what_is_asked_about_once_more_is_found_behind_the_question(teams, listener, shown):
    listener.answer = noticed("Gone.")
    sure = {"type": "Action.ShowCard", "title": "Delete", "card": a_card(actions=[execute("Delete")])}

    assert (await teams.press(await shown(row(sure)), "Delete")).notice == "Gone."


async def test_a_plain_submit_is_a_message_with_a_value(teams, listener, shown):
    message = await shown(WHO, row(SEND))
    told = await teams.press(message, "Keep", values={"Who": "Sam"})
    got = told.activity

    assert (got["type"], got["value"], got["replyToId"]) == ("message", {"act": "1:keep", "who": "1"}, message.id)
    assert "text" not in got
    assert not told.failed


async def test_only_who_sees_a_message_can_press_on_it(teams, listener, writer, later):
    target = {"recipient": {"id": teams.kim.account, "isTargeted": True}}
    await writer.post(teams.shared, showing(a_card(actions=[DONE])) | target, isTargetedActivity="true")
    message = teams.last(teams.kim, teams.shared)
    listener.answer = noticed("Kept.")

    assert (await teams.press(message, "Done")).activity["from"]["id"] == teams.kim.account
    with pytest.raises(AssertionError, match="Sam Okoye does not see"):
        await teams.press(message, "Done", user=teams.sam)
    later(hours=24)
    with pytest.raises(AssertionError, match="Kim Adeyemi does not see"):
        await teams.press(message, "Done")


async def test_a_message_action_opens_a_dialog_about_the_message(teams, listener):
    listener.answer = dialog(FORM)
    message = teams.write(f"I ask {teams.sam.at} for the data &amp; more", user=teams.lee, place=teams.table)
    told = await teams.choose("make_commitment", message)
    value = listener.activities[-1]["value"]

    assert (told.activity["name"], value["commandId"]) == ("composeExtension/fetchTask", "make_commitment")
    assert value["messagePayload"]["from"]["user"]["id"] == teams.lee.aad
    assert '<at id="0">Sam Okoye</at> for the data &amp; more' in value["messagePayload"]["body"]["content"]
    listener.answer = {}
    done = await teams.submit(told.dialog)
    assert done.activity["name"] == "composeExtension/submitAction"
    assert done.activity["value"]["messagePayload"]["id"] == message.id
    assert done.activity["value"]["data"] == {"act": "1:keep", "what": "data"}
    assert teams.problems == []


async def test_anything_can_be_pressed_by_hand(teams, listener, shown):
    message = await shown()
    told = await teams.invoke("adaptiveCard/action", {"action": DONE}, user=teams.lee, on=message)

    assert (told.activity["replyToId"], told.activity["value"]) == (message.id, {"action": DONE})
    assert told.activity["from"]["id"] == teams.lee.account
    assert teams.problems == []


async def test_the_words_of_a_card_are_read_as_they_stand(shown):
    runs = [{"type": "TextRun", "text": "by "}, {"type": "TextRun", "text": "Friday"}, {"type": "TextRun", "text": "."}]
    facts = {"type": "FactSet", "facts": [{"title": "Who", "value": "Sam"}]}
    message = await shown({"type": "RichTextBlock", "inlines": runs}, facts, WHO, row(SEND))

    assert message.words == "Kept by Friday. Who Sam Who Sam Jo"
