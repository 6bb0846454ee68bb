"""What the checker lets through, and what it refuses because Slack would."""

import pytest

from tests.fakes.samples import (
    CELL,
    CONFIRM,
    ON_ENTER,
    WITHOUT_OPTIONS,
    actions,
    button,
    home,
    image,
    message,
    modal,
    mrkdwn,
    option,
    options,
    plain,
    question,
    rich,
    section,
    select,
)
from tests.fakes.slack import links, pings, problems

FINE = {
    "message": [
        message(),
        message(section(), {"type": "divider"}, actions(button(confirm=CONFIRM, style="danger"))),
        message(section(accessory=button(action_id="a")), section(accessory=button(action_id="a"))),
        message(section(accessory={"type": "datepicker", "initial_date": "2027-01-31"})),
        message(question(dispatch_action=True)),
        message(metadata={"event_type": "card", "event_payload": {"id": "x"}}, thread_ts="1.000001"),
        message(section(text={"type": "mrkdwn", "text": "A", "verbatim": True})),
        message({"type": "rich_text", "elements": [rich("section"), rich("quote"), rich("preformatted")]}),
        message({"type": "rich_text", "elements": [rich("list", style="bullet", indent=1)]}),
        message({"type": "context", "elements": [image(), plain(), mrkdwn()]}),
        message(image(title=plain()), section(expand=True)),
        message(actions(button(confirm=CONFIRM | {"style": "danger"}))),
        message({"type": "table", "rows": [[CELL, {"type": "raw_number", "value": 1, "text": "1"}]]}),
        message({"type": "table", "rows": [[{"type": "rich_text", "elements": [rich("section")]}]]}),
        message(attachments=[{"blocks": [section()]}]),
        message(mrkdwn=True, parse="none", link_names=False, unfurl_links=False, unfurl_media=False),
        message(reply_broadcast=True, username="Convenor", icon_emoji=":tea:", icon_url="https://a.b"),
    ],
    "ephemeral": [{"channel": "C1", "user": "U1", "text": "A"}],
    "response": [
        {"text": "A", "response_type": "in_channel"},
        {"text": "A", "replace_original": True},
        {"delete_original": True},
        {"text": "A", "unfurl_links": False, "thread_ts": "1.000001"},
    ],
    "modal": [
        *[modal(question({"type": kind})) for kind in WITHOUT_OPTIONS],
        modal(question({"type": "multi_static_select", "options": options(2), "max_selected_items": 2})),
        modal(question({"type": "rich_text_input", "action_id": "a"})),
        modal(question({"type": "plain_text_input", "multiline": True, "focus_on_load": True, "action_id": "a"})),
        modal(question({"type": "plain_text_input", "dispatch_action_config": ON_ENTER}, dispatch_action=True)),
        modal(external_id="x", submit_disabled=True),
        modal(question(), notify_on_close=True, clear_on_close=True),
        modal(question(select(options=options(2), initial_option=option(value="1")))),
        {"type": "modal", "title": plain(), "blocks": [section()]},
        modal({"type": "alert", "text": plain(), "level": "warning"}),
        modal(question({"type": "number_input", "is_decimal_allowed": False, "min_value": "1"})),
        modal(question({"type": "timepicker", "initial_time": "09:30"})),
    ],
    "home": [home(private_metadata="x")],
    "ack": [
        {"response_action": "clear"},
        {"response_action": "errors", "errors": {"b": "No"}},
        {"response_action": "update", "view": modal()},
        {"response_action": "push", "view": modal()},
    ],
    "options": [{"options": []}, {"option_groups": [{"label": plain(), "options": options(1)}]}],
}


@pytest.mark.parametrize(("kind", "payload"), [(kind, one) for kind, every in FINE.items() for one in every])
def test_what_slack_takes_is_let_through(kind, payload):
    assert problems(payload, kind) == []


REFUSED = {
    "message": [
        # No text of its own, or of blanks only.
        {"channel": "C1"},
        {"channel": "C1", "text": ""},
        {"channel": "C1", "text": " \n"},
        {"channel": "C1", "blocks": [section()]},
        # No channel; not an object; blocks that are no list, or hold something else.
        {"text": "A"},
        None,
        [],
        "A",
        message() | {"blocks": {}},
        message("A"),
        message(None),
        # Unknown types: of a block, an element, a text.
        message({"type": "sections"}),
        message({}),
        message({"type": "poll"}),
        message(actions({"type": "btn", "text": plain()})),
        message(section(text={"type": "markdown", "text": "A"})),
        message(section(text="A")),
        # What is not let into a message, or not there.
        message({"type": "alert", "text": plain()}),
        message(actions({"type": "plain_text_input"})),
        message(actions({"type": "image", "image_url": "https://a.b", "alt_text": "A"})),
        message(actions({"type": "multi_static_select", "options": options(1)})),
        message(section(accessory={"type": "plain_text_input"})),
        message({"type": "context", "elements": [button()]}),
        # mrkdwn where plain text is wanted.
        message({"type": "header", "text": mrkdwn()}),
        message(actions(button(text=mrkdwn()))),
        message(actions(button(confirm=CONFIRM | {"title": mrkdwn()}))),
        message(actions(select(options=[{"text": mrkdwn(), "value": "a"}]))),
        message(actions(select(options=options(1), placeholder=mrkdwn()))),
        # Empty where something is wanted.
        message(section(text=mrkdwn(""))),
        message({"type": "section"}),
        message({"type": "section", "fields": []}),
        message({"type": "context", "elements": []}),
        message(actions()),
        message(actions(button(text=plain("")))),
        message(actions(button(value=""))),
        message(actions(button(action_id=""))),
        message(actions(select())),
        message(actions(select(options=[]))),
        message(actions({"type": "button"})),
        # Ids that are there twice.
        message(section(block_id="a"), section(block_id="a")),
        message(actions(button(action_id="a"), button(action_id="a"))),
        message(actions(select(options=[option(value="a"), option(value="a")]))),
        # Fields that there are not; values that cannot be.
        message(section(accessories=[])),
        message(actions(button(colour="red"))),
        message(actions(button(style="default"))),
        message(actions(button(url="javascript:alert(1)"))),
        message(actions({"type": "datepicker", "initial_date": "2027-13-01"})),
        message(actions({"type": "datepicker", "initial_date": "1 May"})),
        message(actions({"type": "timepicker", "initial_time": "24:00"})),
        message(actions(select(options=options(1), initial_option=option(value="other")))),
        message(actions(select(options=options(1), option_groups=[{"label": plain(), "options": options(1)}]))),
        message({"type": "image", "image_url": "https://a.b"}),
        message({"type": "image", "alt_text": "A"}),
        message(image(slack_file={"id": "F1"})),
        message({"type": "context", "elements": [image(slack_file={"id": "F1"})]}),
        message(actions(button(confirm=CONFIRM | {"style": "red"}))),
        message({"type": "rich_text", "elements": [{"type": "text", "text": "A"}]}),
        message({"type": "rich_text", "elements": [rich("list")]}),
        message(section(expand="yes")),
        message(unfurl_links="false"),
        message(thread_ts="yesterday"),
        message(metadata={"event_type": "card"}),
        message(metadata={"event_type": "a card", "event_payload": {}}),
        message(metadata={"event_type": "card", "event_payload": {"x": "x" * 20_000}}),
        # Tables and markdown have limits over all of them.
        message(*[{"type": "table", "rows": [[{"type": "raw_text", "text": "A"}]]}] * 2),
        message({"type": "table", "rows": [[{"type": "raw_text", "text": "x" * 5001}] * 2]}),
        message(*[{"type": "markdown", "text": "x" * 6001}] * 2),
        message(attachments=[{"blocks": [{"type": "poll"}]}]),
    ],
    "ephemeral": [
        {"channel": "C1", "text": "A"},
        {"channel": "C1", "user": "U1", "text": "A", "metadata": {"event_type": "a", "event_payload": {}}},
        {"channel": "C1", "user": "U1", "text": "A", "reply_broadcast": True},
    ],
    "update": [{"channel": "C1", "text": "A"}, {"channel": "C1", "ts": "1.000001", "text": "é" * 2001}],
    "response": [
        {},
        {"text": "A", "response_type": "private"},
        {"text": "A", "replace_original": "true"},
        {"text": "A", "delete_original": True},
        {"text": "A", "channel": "C1"},
    ],
    "modal": [
        # Inputs and no submit; no title; no blocks; what a home tab is.
        {"type": "modal", "title": plain(), "blocks": [question()]},
        {"type": "modal", "blocks": [section()]},
        {"type": "modal", "title": plain(), "blocks": []},
        {"type": "modal", "title": plain()},
        {"type": "dialog", "title": plain(), "blocks": [section()]},
        modal(title=mrkdwn()),
        modal(title=plain("")),
        modal(submit=mrkdwn()),
        modal(question(label=mrkdwn())),
        modal(question(block_id="a"), question(block_id="a")),
        modal(question({"type": "button", "text": plain()})),
        modal(question({"type": "plain_text_input", "min_length": 5, "max_length": 4})),
        modal(question({"type": "plain_text_input", "max_length": 2, "initial_value": "abc"})),
        modal(question({"type": "plain_text_input", "dispatch_action_config": {"trigger_actions_on": ["on_exit"]}})),
        modal(question({"type": "plain_text_input", "dispatch_action_config": ON_ENTER})),
        modal(question({"type": "rich_text_input"})),
        modal(question({"type": "number_input"})),
        modal(question({"type": "plain_text_input", "max_length": 0})),
        modal(question({"type": "multi_users_select", "max_selected_items": 0})),
        modal(question({"type": "datetimepicker", "initial_date_time": 1})),
        modal(question({"type": "datetimepicker", "initial_date_time": "2027-01-01"})),
        modal(question({"type": "number_input", "is_decimal_allowed": True, "min_value": 1})),
        modal(question({"type": "checkboxes", "options": options(1), "initial_options": [option(value="x")]})),
        modal(question(optional="yes")),
        modal({"type": "markdown", "text": "A"}),
        modal({"type": "table", "rows": [[{"type": "raw_text", "text": "A"}]]}),
        modal(external="x"),
        modal(*[section(text=mrkdwn("ß" * 3000))] * 50),
    ],
    "home": [home(title=plain()), home(submit=plain()), home(close=plain()), modal()],
    "ack": [
        {},
        {"response_action": "close"},
        {"response_action": "errors"},
        {"response_action": "errors", "errors": {}},
        {"response_action": "errors", "errors": {"b": ""}},
        {"response_action": "update"},
        {"response_action": "push", "view": home()},
        {"response_action": "clear", "view": modal()},
    ],
    "options": [{}, {"options": [{"text": mrkdwn(), "value": "a"}]}, {"options": [], "option_groups": []}],
}


@pytest.mark.parametrize(("kind", "payload"), [(kind, one) for kind, every in REFUSED.items() for one in every])
def test_what_slack_refuses_is_refused(kind, payload):
    assert problems(payload, kind) != []


def test_slack_sdk_is_asked_as_well():
    found = problems(message(section(text=mrkdwn("x" * 3001))), "message")

    assert any(one.startswith("slack_sdk:") for one in found)


def test_a_refusal_says_where():
    found = problems(message(section(), actions(button(text=plain("x" * 76)))), "message")

    assert "must be less than 76 characters [json-pointer:/blocks/1/elements/0/text/text]" in found


@pytest.mark.parametrize(
    ("payload", "expected"),
    [
        ({"text": "<@U1> and <!channel>"}, ["<@U1>", "<!channel>"]),
        ({"text": "<!here|here> <!subteam^S1>"}, ["<!here|here>", "<!subteam^S1>"]),
        (message(section(text=mrkdwn("<@U1|sam>"))), ["<@U1|sam>"]),
        (message({"type": "markdown", "text": "<!everyone>"}), ["<!everyone>"]),
        ({"blocks": [{"type": "rich_text", "elements": [{"type": "user", "user_id": "U1"}]}]}, ["<@U1>"]),
        ({"text": "@priya", "link_names": True}, ["@priya"]),
        ({"text": "@priya &lt;!channel&gt; <#C1> <https://a.b|@all>"}, []),
        (message({"type": "header", "text": plain("<!channel>")}), []),
    ],
)
def test_it_sees_what_would_ping(payload, expected):
    assert pings(payload) == expected


def test_it_sees_what_is_written_as_a_link():
    payload = message(section(text=mrkdwn("<https://a.b|bank> &lt;https://a.b|bank&gt; https://a.b <@U1>")))

    assert links(payload) == ["<https://a.b|bank>"]
