"""The checker has an answer for anything that is JSON."""

import copy
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.fakes.samples import actions, button, image, message, modal, options, question, section, select
from tests.fakes.slack import links, pings, problems
from tests.fakes.slack.checker import CHECKS

SCALARS = st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=5)
ANYTHING = st.recursive(
    SCALARS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=6,
)
MENU = select(options=options(2), initial_option=options(1)[0])
WHOLE: dict[Any, Any] = {
    "message": message(
        section(accessory=image(), fields=[]),
        actions(button(action_id="a"), MENU),
        {"type": "table", "rows": [[{"type": "raw_text", "text": "A"}]]},
        {"type": "context", "elements": [image()]},
        {"type": "markdown", "text": "A"},
        attachments=[{"blocks": [section()]}],
        metadata={"event_type": "a", "event_payload": {"b": 1}},
    ),
    "modal": modal(question(MENU), question({"type": "plain_text_input", "min_length": 1, "max_length": 2})),
    "ack": {"response_action": "update", "view": modal(question(MENU))},
    "options": {"option_groups": [{"label": {"type": "plain_text", "text": "A"}, "options": options(1)}]},
}


def places(payload, before=()):
    """The ways to every value in it."""
    yield before
    items = payload.items() if isinstance(payload, dict) else enumerate(payload) if isinstance(payload, list) else ()
    for step, inner in items:
        yield from places(inner, (*before, step))


def with_other(payload, way, value):
    if not way:
        return value
    changed = copy.deepcopy(payload)
    inner = changed
    for step in way[:-1]:
        inner = inner[step]
    inner[way[-1]] = value
    return changed


@pytest.mark.parametrize("kind", CHECKS)
@settings(max_examples=30)
@given(payload=ANYTHING)
def test_whatever_it_is_given(kind, payload):
    assert isinstance(problems(payload, kind), list)
    assert isinstance(pings(payload) + links(payload), list)


@pytest.mark.parametrize("kind", WHOLE)
@settings(max_examples=60)
@given(data=st.data())
def test_whatever_stands_somewhere_in_it(kind, data):
    payload = WHOLE[kind]
    way = data.draw(st.sampled_from(list(places(payload))))
    changed = with_other(payload, way, data.draw(ANYTHING))

    assert isinstance(problems(changed, kind), list)
    assert isinstance(pings(changed), list)
