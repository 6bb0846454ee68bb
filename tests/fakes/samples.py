"""The smallest payloads that Slack takes, to be made larger or wrong."""

import json


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


def described(length):
    return option() | {"description": plain("x" * length)}


def group(**more):
    return {"label": plain(), "options": options(1)} | more


def groups(count):
    return [group(options=[option(value=str(number))]) for number in range(count)]


def image(**more):
    return {"type": "image", "image_url": "https://a.b", "alt_text": "A"} | more


def confirm(**lengths):
    usual = dict.fromkeys(("title", "text", "confirm", "deny"), 1)
    return {name: plain("x" * length) for name, length in (usual | lengths).items()}


def together(length):
    """Blocks that are so many characters of JSON together."""
    five = [section(text=mrkdwn("x" * 2500)) for _ in range(5)]
    short = length - len(json.dumps(five, separators=(",", ":")))
    return [*five[:4], section(text=mrkdwn("x" * (2500 + short)))]


def rich(kind, **more):
    return {"type": f"rich_text_{kind}", "elements": [{"type": "text", "text": "A"}], **more}


CONFIRM = confirm()
CELL = {"type": "raw_text", "text": "A"}
ON_ENTER = {"trigger_actions_on": ["on_enter_pressed"]}
WITHOUT_OPTIONS = [
    "email_text_input",
    "url_text_input",
    "datepicker",
    "timepicker",
    "datetimepicker",
    "external_select",
    "users_select",
    "conversations_select",
    "channels_select",
    "multi_external_select",
    "multi_users_select",
    "multi_conversations_select",
    "multi_channels_select",
]
