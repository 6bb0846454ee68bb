"""Forms: filled in as far as Slack's own client lets people, and what the bot's answers come to."""

import pytest

from tests.fakes.pieces import PLAIN, TEXT, WHAT, actions, button, interaction, modal, options, question
from tests.fakes.slack.records import Kind


@pytest.fixture
def opened(slack, call):
    """Opens a modal before Priya."""

    async def opening(view):
        trigger = slack.triggers.trigger(slack.home.team_id, slack.priya.id)
        answer = await call("views.open", trigger_id=trigger, view=view)
        assert answer["ok"], answer
        return slack.views[-1]

    return opening


async def test_a_form_is_filled_in_and_submitted(slack, bot, opened):
    view = await opened(
        modal(
            WHAT,
            question("When", {"type": "datepicker", "action_id": "d", "initial_date": "2027-01-15"}),
            question(
                "Who", {"type": "static_select", "action_id": "s", "options": options("All", "Us")}, optional=True
            ),
            private_metadata="origin",
            callback_id="commit",
        )
    )
    told = await slack.submit(view, {"What": "Send the data"})

    shown = interaction(bot)["view"]
    assert shown["state"]["values"] == {
        "what": {"t": {"type": "plain_text_input", "value": "Send the data"}},
        "when": {"d": {"type": "datepicker", "selected_date": "2027-01-15"}},
        "who": {"s": {"type": "static_select", "selected_option": None}},
    }
    assert (shown["id"], shown["hash"]) == (view.id, view.hash)
    assert (shown["private_metadata"], shown["callback_id"]) == ("origin", "commit")
    assert (told.view, view.is_open) == (None, False)


@pytest.mark.parametrize(
    ("element", "value", "why"),
    [
        (TEXT, "", "filled in"),
        (TEXT, "  ", "filled in"),
        (TEXT, "two\nlines", "one line"),
        (TEXT, "x" * 3001, "3001 characters"),
        (TEXT | {"max_length": 3}, "four", "4 characters"),
        (TEXT | {"min_length": 3}, "no", "2 characters"),
        ({"type": "datepicker"}, "Friday", "cannot be put"),
        ({"type": "email_text_input"}, "priya", "cannot be put"),
        ({"type": "url_text_input"}, "example", "cannot be put"),
        ({"type": "number_input", "is_decimal_allowed": False}, "1.5", "decimals"),
        ({"type": "number_input", "is_decimal_allowed": True, "max_value": "5"}, "5.5", "from -inf to 5.0"),
        ({"type": "number_input", "is_decimal_allowed": True}, "five", "no number"),
        ({"type": "static_select", "options": options("Yes")}, "No", "is not one of"),
        ({"type": "checkboxes", "options": options("Yes")}, [], "filled in"),
        ({"type": "multi_users_select", "max_selected_items": 1}, ["U1", "U2"], "at most 1"),
    ],
)
async def test_what_the_client_does_not_let_through(slack, bot, opened, element, value, why):
    view = await opened(modal(question("What", element)))

    with pytest.raises(AssertionError, match=why):
        await slack.submit(view, {"What": value})
    with pytest.raises(AssertionError, match="nothing called"):
        await slack.submit(view, {"Other": "x"})
    assert bot.bodies == []


async def test_errors_keep_the_form_and_what_was_typed(slack, bot, opened):
    view = await opened(modal(WHAT))
    bot.answer = {"response_action": "errors", "errors": {"what": "Say a little more."}}
    told = await slack.submit(view, {"What": "x"})

    assert (told.errors, told.view, view.is_open) == ({"what": "Say a little more."}, view, True)
    bot.answer = ""
    assert (await slack.submit(view)).view is None
    assert interaction(bot)["view"]["state"]["values"]["what"]["t"]["value"] == "x"


@pytest.mark.parametrize(
    "answer",
    [
        {"response_action": "errors", "errors": {"other": "No"}},
        {"response_action": "errors", "errors": {"s": "No"}},
        {"response_action": "update", "view": {"type": "modal"}},
        {"response_action": "done"},
        "Thanks",
    ],
)
async def test_a_form_whose_answer_is_malformed_did_not_work(slack, bot, opened, answer):
    view = await opened(modal(WHAT, {"type": "section", "block_id": "s", "text": PLAIN}))
    bot.answer = answer
    told = await slack.submit(view, {"What": "x"})

    assert (told.failed, told.view, view.is_open) == (True, view, True)
    assert slack.problems[0].where == "answer to view_submission"


async def test_a_form_that_was_not_answered_stays_open(slack, bot, opened):
    view = await opened(modal(WHAT))
    bot.status = 500
    told = await slack.submit(view, {"What": "x"})

    assert (told.failed, told.view) == (True, view)


async def test_an_answer_may_change_push_or_clear(slack, bot, opened):
    view = await opened(modal(WHAT))
    before = view.hash
    bot.answer = {"response_action": "update", "view": modal(WHAT, title=PLAIN | {"text": "Step two"})}
    changed = await slack.submit(view, {"What": "x"})
    assert (changed.view, view.title, view.hash != before) == (view, "Step two", True)
    bot.answer = {"response_action": "push", "view": modal(WHAT)}
    second = (await slack.submit(view)).view
    third = (await slack.submit(second, {"What": "y"})).view
    assert third not in (None, view, second)
    with pytest.raises(AssertionError, match="another view"):
        await slack.submit(view)
    refused = await slack.submit(third, {"What": "z"})
    assert refused.failed
    assert slack.problems[-1].reasons == ("push_limit_reached",)
    bot.answer = {"response_action": "clear"}
    await slack.submit(third)

    assert [one.is_open for one in (view, second, third)] == [False, False, False]


async def test_closing_is_told_only_to_who_wants_to_know(slack, bot, opened):
    quiet, loud = await opened(modal(WHAT)), await opened(modal(WHAT, notify_on_close=True))
    assert not quiet.is_open
    told = await slack.close(loud)

    assert interaction(bot)["type"] == "view_closed"
    assert interaction(bot)["is_cleared"] is False
    assert told.kind is Kind.INTERACTIVE
    assert await slack.close(await opened(modal(WHAT))) is None


async def test_a_button_in_a_form_takes_along_what_was_filled_in(slack, bot, call, opened):
    view = await opened(modal(WHAT, actions(button("More", action_id="more"))))
    bot.first = lambda: call("views.push", trigger_id=interaction(bot)["trigger_id"], view=modal(WHAT))
    told = await slack.press(view, label="More", values={"What": "half"})

    shown = interaction(bot)
    assert shown["view"]["state"]["values"]["what"]["t"]["value"] == "half"
    assert shown["container"] == {"type": "view", "view_id": view.id}
    assert told.view.previous_view_id == view.id


async def test_an_input_dispatches_only_if_it_says_so(slack, bot, opened):
    view = await opened(modal(WHAT, question("When", {"type": "datepicker", "action_id": "d"}, dispatch_action=True)))
    await slack.press(view, "d", choice="2027-01-15")

    assert interaction(bot)["view"]["state"]["values"]["when"]["d"]["selected_date"] == "2027-01-15"
    with pytest.raises(AssertionError, match="without dispatch_action"):
        await slack.press(view, "t", choice="x")


async def test_options_are_asked_for_as_somebody_types(slack, bot, opened):
    view = await opened(modal(question("Who", {"type": "external_select", "action_id": "who"})))
    bot.answer = {"options": options("Sam", "Samira")}
    told = await slack.suggest(view, "who", "sam")

    assert (interaction(bot)["type"], interaction(bot)["value"]) == ("block_suggestion", "sam")
    assert told.options == options("Sam", "Samira")
    bot.answer = ""
    await slack.submit(view, {"Who": told.options[1]})
    assert interaction(bot)["view"]["state"]["values"]["who"]["who"]["selected_option"] == options("Samira")[0]
    with pytest.raises(AssertionError, match="at least 3"):
        await slack.suggest(view, "who", "sa")


async def test_options_that_are_malformed_are_none(slack, bot, opened):
    view = await opened(modal(question("Who", {"type": "external_select", "action_id": "who"})))
    bot.answer = {"options": [{"text": "Sam"}]}
    told = await slack.suggest(view, "who", "sam")

    assert (told.failed, told.options) == (True, [])
