"""The checker is strict: each limit has a payload just inside of it and one just outside."""

from collections.abc import Callable
from typing import Any

import pytest

from tests.fakes.slack import links, pings, problems
from tests.fakes.slack.checker import What


def plain(text="A"):
    return {"type": "plain_text", "text": text}


def mrkdwn(text="A"):
    return {"type": "mrkdwn", "text": text}


def option(text="A", value="a"):
    return {"text": plain(text), "value": value}


def options(count):
    return [option(value=str(number)) for number in range(count)]


def button(**more):
    return {"type": "button", "text": plain(), **more}


def buttons(count):
    return [button(action_id=str(number)) for number in range(count)]


def section(**more):
    return {"type": "section", "text": mrkdwn(), **more}


def actions(*elements):
    return {"type": "actions", "elements": list(elements)}


def question(element=None, **more):
    return {"type": "input", "label": plain(), "element": element or {"type": "plain_text_input"}, **more}


def message(*blocks, **more):
    return {"channel": "C1", "text": "A", "blocks": list(blocks), **more}


def modal(*blocks, **more):
    return {"type": "modal", "title": plain(), "submit": plain(), "blocks": list(blocks) or [section()], **more}


def home(*blocks, **more):
    return {"type": "home", "blocks": list(blocks) or [section()], **more}


def select(**more):
    return {"type": "static_select", **more}


# The kind, a payload for a size, and the largest size that Slack takes.
LIMITS: dict[str, tuple[What, Callable[[int], Any], int]] = {
    "blocks a message": ("message", lambda n: message(*[{"type": "divider"}] * n), 50),
    "blocks a modal": ("modal", lambda n: modal(*[section()] * n), 100),
    "blocks a home tab": ("home", lambda n: home(*[section()] * n), 100),
    "characters of text": ("message", lambda n: {"channel": "C1", "text": "x" * n}, 40_000),
    "bytes of a changed text": ("update", lambda n: {"channel": "C1", "ts": "1.000001", "text": "x" * n}, 4_000),
    "section": ("message", lambda n: message(section(text=mrkdwn("x" * n))), 3000),
    "field": ("message", lambda n: message({"type": "section", "fields": [mrkdwn("x" * n)]}), 2000),
    "fields": ("message", lambda n: message({"type": "section", "fields": [mrkdwn()] * n}), 10),
    "header": ("message", lambda n: message({"type": "header", "text": plain("x" * n)}), 150),
    "context": ("message", lambda n: message({"type": "context", "elements": [mrkdwn()] * n}), 10),
    "actions": ("message", lambda n: message(actions(*buttons(n))), 25),
    "button": ("message", lambda n: message(actions(button(text=plain("x" * n)))), 75),
    "button's value": ("message", lambda n: message(actions(button(value="x" * n))), 2000),
    "button's label": ("message", lambda n: message(actions(button(accessibility_label="x" * n))), 75),
    "action id": ("message", lambda n: message(actions(button(action_id="x" * n))), 255),
    "block id": ("message", lambda n: message(section(block_id="x" * n)), 255),
    "address": ("message", lambda n: message(actions(button(url="https://" + "x" * (n - 8)))), 3000),
    "options": ("modal", lambda n: modal(question(select(options=options(n)))), 100),
    "option": ("modal", lambda n: modal(question(select(options=[option("x" * n)]))), 75),
    "option's value": ("modal", lambda n: modal(question(select(options=[option(value="x" * n)]))), 150),
    "overflow": ("message", lambda n: message(actions({"type": "overflow", "options": options(n)})), 5),
    "checkboxes": ("modal", lambda n: modal(question({"type": "checkboxes", "options": options(n)})), 10),
    "radio buttons": ("modal", lambda n: modal(question({"type": "radio_buttons", "options": options(n)})), 10),
    "placeholder": ("modal", lambda n: modal(question(select(options=options(1), placeholder=plain("x" * n)))), 150),
    "input's label": ("modal", lambda n: modal(question(label=plain("x" * n))), 2000),
    "input's hint": ("modal", lambda n: modal(question(hint=plain("x" * n))), 2000),
    "most to type": ("modal", lambda n: modal(question({"type": "plain_text_input", "max_length": n})), 3000),
    "typed already": ("modal", lambda n: modal(question({"type": "plain_text_input", "initial_value": "x" * n})), 3000),
    "title": ("modal", lambda n: modal(title=plain("x" * n)), 24),
    "submit": ("modal", lambda n: modal(submit=plain("x" * n)), 24),
    "close": ("modal", lambda n: modal(close=plain("x" * n)), 24),
    "private metadata": ("modal", lambda n: modal(private_metadata="x" * n), 3000),
    "callback id": ("modal", lambda n: modal(callback_id="x" * n), 255),
    "alt text": (
        "message",
        lambda n: message({"type": "image", "image_url": "https://a.b", "alt_text": "x" * n}),
        2000,
    ),
    "markdown": ("message", lambda n: message({"type": "markdown", "text": "x" * n}), 12_000),
    "rows": ("message", lambda n: message({"type": "table", "rows": [[{"type": "raw_text", "text": "A"}]] * n}), 100),
    "columns": ("message", lambda n: message({"type": "table", "rows": [[{"type": "raw_text", "text": "A"}] * n]}), 20),
    "options offered": ("options", lambda n: {"options": options(n)}, 100),
    "response blocks": ("response", lambda n: {"text": "A", "blocks": [{"type": "divider"}] * n}, 50),
}


@pytest.mark.parametrize("name", LIMITS)
def test_each_limit_is_kept_to_the_letter(name):
    kind, payload, most = LIMITS[name]

    assert problems(payload(most), kind) == []
    assert problems(payload(most + 1), kind) != []


def test_all_the_blocks_of_a_posting_together_have_a_limit_that_no_page_names():
    block = section(text=mrkdwn("x" * 3000))

    assert problems(message(*[block] * 4), "message") == []
    assert any("msg_blocks_too_long" in one for one in problems(message(*[block] * 5), "message"))
    assert problems({"text": "A", "blocks": [block] * 5}, "response") == []


def test_characters_are_counted_and_not_bytes():
    assert problems(message({"type": "header", "text": plain("🙂" * 150)}), "message") == []


CONFIRM = {"title": plain(), "text": plain(), "confirm": plain(), "deny": plain()}
FINE = {
    "message": [
        message(),
        message(section(), {"type": "divider"}, actions(button(confirm=CONFIRM, style="danger"))),
        message(section(accessory=button(action_id="a")), section(accessory=button(action_id="a"))),
        message(section(accessory={"type": "datepicker", "initial_date": "2027-01-31"})),
        message(question(dispatch_action=True)),
        message(metadata={"event_type": "card", "event_payload": {"id": "x"}}, thread_ts="1.000001"),
        message(section(text={"type": "mrkdwn", "text": "A", "verbatim": True})),
        message({"type": "rich_text", "elements": [{"type": "rich_text_section", "elements": []}]}),
    ],
    "ephemeral": [{"channel": "C1", "user": "U1", "text": "A"}],
    "response": [
        {"text": "A", "response_type": "in_channel"},
        {"text": "A", "replace_original": True},
        {"delete_original": True},
    ],
    "modal": [
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
        modal(question({"type": "number_input"})),
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
