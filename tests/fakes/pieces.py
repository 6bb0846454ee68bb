"""Pieces of Block Kit for the tests, and what was delivered of them."""

import json

PLAIN = {"type": "plain_text", "text": "A"}


def button(label, **more):
    return {"type": "button", "text": PLAIN | {"text": label}, **more}


def options(*texts):
    return [{"text": PLAIN | {"text": text}, "value": text.lower()} for text in texts]


def actions(*elements):
    return {"type": "actions", "elements": list(elements)}


def question(label, element, **more):
    return {"type": "input", "block_id": label.lower(), "label": PLAIN | {"text": label}, "element": element, **more}


def modal(*blocks, **more):
    return {"type": "modal", "title": PLAIN, "submit": PLAIN, "blocks": list(blocks), **more}


TEXT = {"type": "plain_text_input", "action_id": "t"}
WHAT = question("What", TEXT)


def interaction(bot):
    return json.loads(bot.form["payload"])
