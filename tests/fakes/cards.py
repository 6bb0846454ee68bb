"""Cards and answers of a bot on Teams, for the tests of the fake itself."""

from tests.fakes.connecting import a_card
from tests.fakes.teams.world import CARD

DAY = {"type": "Input.Date", "id": "by", "label": "By when"}
WHO = {
    "type": "Input.ChoiceSet",
    "id": "who",
    "label": "Who",
    "choices": [{"title": "Sam", "value": "1"}, {"title": "Jo", "value": "2"}],
}
WHAT = {
    "type": "Input.Text",
    "id": "what",
    "label": "What",
    "isRequired": True,
    "errorMessage": "Please",
    "maxLength": 10,
    "value": "data",
}
DONE = {"type": "Action.Execute", "title": "Done", "verb": "v", "data": {"action": "v", "act": "1:done"}}
ASK = {"type": "Action.Submit", "title": "Change", "data": {"msteams": {"type": "task/fetch"}, "act": "1:change"}}
SEND = {"type": "Action.Submit", "title": "Keep", "data": {"act": "1:keep"}}


def execute(title, **more):
    return DONE | {"title": title} | more


def row(*actions):
    return {"type": "ActionSet", "actions": list(actions)}


def dialog(form, **more):
    content = {"contentType": CARD, "content": form}
    return {"task": {"type": "continue", "value": {"title": "Change", "card": content} | more}}


def placed(card):
    return {"statusCode": 200, "type": CARD, "value": card}


def noticed(text):
    return {"statusCode": 200, "type": "application/vnd.microsoft.activity.message", "value": text}


FORM = a_card(WHAT, DAY, actions=[SEND])
