"""What people do: as Slack's own client lets them, and as it is delivered; and what the bot's answers come to."""

import pytest

from tests.fakes.bots import Client
from tests.fakes.pieces import WHAT, actions, button, interaction, modal, options


async def test_a_command_is_a_form_of_strings(slack, bot):
    await slack.command("/commit", f"help {slack.sam.mention} in <#{slack.table.id}> & https://a.b/?c=1&d=2 <b>")

    form = bot.form
    assert form["command"] == "/commit"
    assert form["text"] == (
        f"help <@{slack.sam.id}|sam.okoye> in <#{slack.table.id}|home-from-hospital> &amp; "
        "<https://a.b/?c=1&amp;d=2> &lt;b&gt;"
    )
    assert (form["team_id"], form["channel_id"]) == (slack.home.team_id, slack.table.id)
    assert (form["user_id"], form["user_name"]) == (slack.priya.id, "priya.shah")
    assert form["response_url"].startswith(f"{slack.origin}/commands/")
    assert form["trigger_id"]


async def test_without_should_escape_mentions_come_as_they_were_typed(slack, bot):
    slack.app.should_escape = False
    await slack.command("/commit", f"help {slack.sam.mention} <3")

    assert bot.form["text"] == "help @sam.okoye <3"


async def test_a_command_is_typed_where_the_app_is_and_one_is(slack, bot):
    ward = slack.workspace("Ward 9 Trust")
    jo = slack.person("Jo Lee", team=ward)
    await slack.shared(slack.table, ward, jo)

    with pytest.raises(AssertionError, match="does not have the app"):
        await slack.command("/commit", user=jo)
    with pytest.raises(AssertionError, match="is not in"):
        await slack.command("/commit", user=slack.lewis)
    assert (await slack.command("/commit", user=slack.lewis, channel=slack.dm(slack.lewis))).status == 200
    assert bot.form["channel_name"] == "directmessage"


@pytest.mark.parametrize(
    ("answer", "text", "seen"),
    [
        ("", None, 0),
        ("Kept.", "Kept.", 1),
        ({"text": "Kept.", "response_type": "ephemeral"}, "Kept.", 1),
        ({"text": "Kept.", "response_type": "in_channel"}, "Kept.", 2),
    ],
)
async def test_the_answer_to_a_command_is_a_message(slack, bot, answer, text, seen):
    bot.answer = answer
    told = await slack.command("/commit")

    assert (told.said and told.said.text, told.failed) == (text, False)
    assert sum(len(slack.seen_by(one)) for one in (slack.priya, slack.sam)) == seen


@pytest.mark.parametrize(
    "answer",
    [
        {"blocks": [{"type": "divider"}]},
        {"text": "A", "blocks": [{"type": "sections"}]},
        {"text": "A", "replace_original": True},
        {"response_action": "clear"},
        [],
    ],
)
async def test_a_command_whose_answer_is_malformed_did_not_work(slack, bot, answer):
    bot.answer = answer or {"nothing": 1}
    told = await slack.command("/commit")

    assert (told.failed, told.said) == (True, None)
    assert slack.problems[0].where == "answer to slash_commands"


async def test_a_button_is_found_by_label_or_action_id(slack, bot, call):
    blocks = [actions(button("Go", action_id="go", value="1"), button("Stop", action_id="stop"))]
    await call("chat.postMessage", channel=slack.table.id, text="A", blocks=blocks)
    [message] = slack.posted
    told = await slack.press(message, label="Go", user=slack.sam)

    assert (
        told.payload["actions"][0] | {"action_id": "go", "value": "1", "type": "button"} == told.payload["actions"][0]
    )
    shown = interaction(bot)
    assert (shown["type"], shown["user"]["id"]) == ("block_actions", slack.sam.id)
    assert shown["message"]["ts"] == shown["container"]["message_ts"] == message.ts
    assert shown["response_url"].startswith(f"{slack.origin}/actions/")
    with pytest.raises(AssertionError, match="0 elements"):
        await slack.press(message, "gone")
    with pytest.raises(AssertionError, match="is not in"):
        await slack.press(message, "stop", user=slack.lewis)
    message.deleted = True
    with pytest.raises(AssertionError, match="gone"):
        await slack.press(message, "stop")


async def test_an_ephemeral_is_pressed_by_whoever_sees_it(slack, bot):
    bot.answer = {"text": "A", "blocks": [actions(button("Go", action_id="go"))]}
    kept = await slack.command("/commit")
    bot.answer = ""
    await slack.press(kept.said, "go")

    shown = interaction(bot)
    assert shown["container"]["is_ephemeral"] is True
    assert "message" not in shown
    with pytest.raises(AssertionError, match="does not see"):
        await slack.press(kept.said, "go", user=slack.sam)


async def test_the_body_of_the_answer_to_a_button_is_thrown_away(slack, bot, call):
    await call("chat.postMessage", channel=slack.table.id, text="A", blocks=[actions(button("Go"))])
    bot.answer = {"text": "Kept."}
    told = await slack.press(slack.posted[0], label="Go")

    assert (told.said, slack.ephemerals) == (None, [])
    assert "thrown away" in str(slack.problems[0])


async def test_a_person_of_another_workspace_presses_for_the_app_there(slack, bot, call):
    ward = slack.workspace("Ward 9 Trust")
    jo = slack.person("Jo Lee", team=ward)
    await slack.shared(slack.table, ward, jo)
    await call("chat.postMessage", channel=slack.table.id, text="A", blocks=[actions(button("Go"))])
    bot.first = lambda: call("views.open", trigger_id=interaction(bot)["trigger_id"], view=modal(WHAT))
    told = await slack.press(slack.posted[0], label="Go", user=jo)

    shown = interaction(bot)
    assert (shown["team"]["id"], shown["user"]["team_id"]) == (slack.home.team_id, ward.team_id)
    assert told.view is not None
    assert (told.view.user_id, told.view.team_id) == (jo.id, slack.home.team_id)


CHOICES = [
    ({"type": "static_select", "options": options("Yes", "No")}, "No", "selected_option", options("No")[0]),
    ({"type": "radio_buttons", "options": options("Yes", "No")}, "yes", "selected_option", options("Yes")[0]),
    ({"type": "checkboxes", "options": options("Yes", "No")}, ["Yes", "No"], "selected_options", options("Yes", "No")),
    ({"type": "overflow", "options": options("Yes", "No")}, "Yes", "selected_option", options("Yes")[0]),
    ({"type": "datepicker"}, "2027-01-15", "selected_date", "2027-01-15"),
    ({"type": "timepicker"}, "09:30", "selected_time", "09:30"),
    ({"type": "datetimepicker"}, 1_800_000_000, "selected_date_time", 1_800_000_000),
    ({"type": "users_select"}, "U1", "selected_user", "U1"),
    ({"type": "channels_select"}, "C1", "selected_channel", "C1"),
]


@pytest.mark.parametrize(("element", "choice", "slot", "chosen"), CHOICES)
async def test_menus_and_pickers_tell_what_was_chosen(slack, bot, call, element, choice, slot, chosen):
    blocks = [actions(element | {"action_id": "a"})]
    await call("chat.postMessage", channel=slack.table.id, text="A", blocks=blocks)
    await slack.press(slack.posted[0], "a", choice=choice)

    assert interaction(bot)["actions"][0][slot] == chosen


async def test_what_is_in_an_overflow_menu_is_pressed_by_its_words(slack, bot, call):
    blocks = [actions({"type": "overflow", "options": options("Move", "Let go")})]
    await call("chat.postMessage", channel=slack.table.id, text="A", blocks=blocks)
    await slack.press(slack.posted[0], label="Let go")

    assert interaction(bot)["actions"][0]["selected_option"]["value"] == "let go"


async def test_shortcuts_are_global_or_about_a_message(slack, bot):
    message = await slack.say("I'll send the data", user=slack.sam)
    await slack.shortcut("make_commitment", message)
    shown = interaction(bot)
    assert (shown["type"], shown["callback_id"]) == ("message_action", "make_commitment")
    assert (shown["message"]["text"], shown["channel"]["id"]) == ("I'll send the data", slack.table.id)
    await slack.shortcut("commit")

    assert interaction(bot)["type"] == "shortcut"
    assert "channel" not in interaction(bot)
    with pytest.raises(AssertionError, match="is not in"):
        await slack.shortcut("make_commitment", message, user=slack.lewis)


async def test_a_home_tab_is_pressed_too(slack, bot, call):
    view = {"type": "home", "blocks": [actions(button("Go", action_id="go"))]}
    await call("views.publish", user_id=slack.priya.id, view=view)
    await slack.press(slack.views[-1], "go")

    assert interaction(bot)["view"]["type"] == "home"
    assert "response_url" not in interaction(bot)


async def test_a_workspace_of_an_enterprise_says_so(slack, bot):
    north = slack.workspace("North", enterprise_id="E1")
    slack.install(north)
    jo = slack.person("Jo Lee", team=north)
    await slack.command("/commit", user=jo, channel=slack.dm(jo, team=north))

    assert (bot.form["enterprise_id"], bot.form["team_id"]) == ("E1", north.team_id)
    assert (await Client(slack, slack.installation(north).bot_token)("auth.test"))["enterprise_id"] == "E1"


async def test_an_app_of_a_whole_organisation_is_told_no_workspace(slack, bot, call):
    north = slack.workspace("North", enterprise_id="E1")
    slack.install(north, org_wide=True)
    jo = slack.person("Jo Lee", team=north)
    await slack.command("/commit", user=jo, channel=slack.dm(jo, team=north))
    assert bot.form["is_enterprise_install"] == "true"
    await slack.shortcut("commit", user=jo)
    assert interaction(bot)["team"] is None
    assert interaction(bot)["enterprise"]["id"] == "E1"
    await slack.direct("hello", user=jo)

    [authorization] = slack.deliveries[-1].payload["authorizations"]
    assert (authorization["is_enterprise_install"], authorization["team_id"]) == (True, north.team_id)
    code = slack.consent(slack.workspace("South", enterprise_id="E1"), org_wide=True)
    app = {"client_id": slack.client_id, "client_secret": slack.client_secret}
    granted = await call("oauth.v2.access", code=code, **app)
    assert (granted["team"], granted["enterprise"]["id"], granted["is_enterprise_install"]) == (None, "E1", True)
