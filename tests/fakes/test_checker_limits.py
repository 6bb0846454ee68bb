"""Each limit has a payload just inside of it and one just outside."""

from collections.abc import Callable
from typing import Any

import pytest

from tests.fakes.samples import (
    CELL,
    actions,
    button,
    buttons,
    confirm,
    described,
    group,
    groups,
    home,
    image,
    message,
    modal,
    mrkdwn,
    option,
    options,
    plain,
    question,
    section,
    select,
    together,
)
from tests.fakes.slack import problems
from tests.fakes.slack.checker import What

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
    "markdown in all": ("message", lambda n: message(*[{"type": "markdown", "text": "x" * (n // 2)}] * 2), 12_001),
    "cells in all": ("message", lambda n: message({"type": "table", "rows": [[CELL | {"text": "x" * n}]]}), 10_000),
    "blocks in all": ("message", lambda n: message(*together(n)), 13_200),
    "metadata": ("message", lambda n: message(metadata={"event_type": "x" * n, "event_payload": {}}), 255),
    "errors": ("ack", lambda n: {"response_action": "errors", "errors": {"b": "x" * n}}, 2000),
    "rows": ("message", lambda n: message({"type": "table", "rows": [[{"type": "raw_text", "text": "A"}]] * n}), 100),
    "columns": ("message", lambda n: message({"type": "table", "rows": [[{"type": "raw_text", "text": "A"}] * n]}), 20),
    "confirm's title": ("message", lambda n: message(actions(button(confirm=confirm(title=n)))), 100),
    "confirm's text": ("message", lambda n: message(actions(button(confirm=confirm(text=n)))), 300),
    "confirm's yes": ("message", lambda n: message(actions(button(confirm=confirm(confirm=n)))), 30),
    "confirm's no": ("message", lambda n: message(actions(button(confirm=confirm(deny=n)))), 30),
    "description": ("modal", lambda n: modal(question(select(options=[described(n)]))), 75),
    "groups": ("modal", lambda n: modal(question(select(option_groups=groups(n)))), 100),
    "options a group": ("modal", lambda n: modal(question(select(option_groups=[group(options=options(n))]))), 100),
    "group's label": ("modal", lambda n: modal(question(select(option_groups=[group(label=plain("x" * n))]))), 75),
    "tick": ("modal", lambda n: modal(question({"type": "checkboxes", "options": [option("x" * n)]})), 75),
    "tick's value": (
        "modal",
        lambda n: modal(question({"type": "checkboxes", "options": [option("A", "x" * n)]})),
        150,
    ),
    "tick's description": ("modal", lambda n: modal(question({"type": "checkboxes", "options": [described(n)]})), 75),
    "menu": ("message", lambda n: message(actions({"type": "overflow", "options": [option("x" * n)]})), 75),
    "menu's value": (
        "message",
        lambda n: message(actions({"type": "overflow", "options": [option("A", "x" * n)]})),
        150,
    ),
    "menu's description": ("message", lambda n: message(actions({"type": "overflow", "options": [described(n)]})), 75),
    "small image": ("message", lambda n: message(section(accessory=image(alt_text="x" * n))), 2000),
    "typing hint": (
        "modal",
        lambda n: modal(question({"type": "plain_text_input", "placeholder": plain("x" * n)})),
        150,
    ),
    "least to type": ("modal", lambda n: modal(question({"type": "plain_text_input", "min_length": n})), 3000),
    "address typed": ("modal", lambda n: modal(question({"type": "url_text_input", "initial_value": "x" * n})), 3000),
    "e-mail typed": ("modal", lambda n: modal(question({"type": "email_text_input", "initial_value": "x" * n})), 3000),
    "alert": ("modal", lambda n: modal({"type": "alert", "text": plain("x" * n)}), 200),
    "context text": ("message", lambda n: message({"type": "context", "elements": [mrkdwn("x" * n)]}), 3000),
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
