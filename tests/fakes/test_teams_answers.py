"""An answer of a shape that Teams would not show is caught."""

import pytest

from tests.fakes.cards import ASK, DONE, FORM, dialog, noticed, placed, row
from tests.fakes.connecting import a_card

BAD_ACTIONS = {
    "nothing": ("", "an invoke is answered 200 with an object"),
    "another shape": ({"task": {}}, "no property task"),
    "a code beside the type": (placed(a_card()) | {"statusCode": 201}, "statusCode 201"),
    "no card": (placed("x"), "value is not what"),
    "a notice that is no text": (noticed(None), "value is not what"),
    "a bad card": (placed(a_card({"type": "Video"})), "Video"),
    "an error without words": ({"statusCode": 400, "type": "application/vnd.microsoft.error", "value": "x"}, "a code"),
}


@pytest.mark.parametrize("case", BAD_ACTIONS)
async def test_a_wrong_answer_to_an_execute_is_caught(teams, listener, shown, case):
    listener.answer, reason = BAD_ACTIONS[case]
    told = await teams.press(await shown(actions=[DONE]), "Done")

    assert told.failed
    assert any(reason in str(one) for one in teams.problems), teams.problems


async def test_an_error_of_the_right_shape_is_only_failed(teams, listener, shown):
    error = {"code": "NotOurs", "message": "Not ours."}
    listener.answer = {"statusCode": 400, "type": "application/vnd.microsoft.error", "value": error}
    told = await teams.press(await shown(actions=[DONE]), "Done")

    assert (told.failed, teams.problems) == (True, [])


BAD_DIALOGS = {
    "nothing": ({}, "there is no task"),
    "no title": (dialog(FORM, title=""), "a dialog has a title"),
    "an odd height": (dialog(FORM, height="huge"), "height 'huge'"),
    "no attachment": (dialog(FORM, card=FORM), "as an attachment"),
    "an address": (dialog(FORM, url="https://x.example"), "an address of ours"),
    "more in it": (dialog(FORM, mood=1), "no property mood"),
    "an execute in a dialog": (dialog(a_card(actions=[DONE])), "does nothing in a dialog"),
    "a dialog that opens another": (dialog(a_card(actions=[ASK])), "can't open another"),
    "an empty message": ({"task": {"type": "message", "value": " "}}, "says nothing"),
    "another type": ({"task": {"type": "close"}}, "'close'"),
}


@pytest.mark.parametrize("case", BAD_DIALOGS)
async def test_a_wrong_dialog_is_caught(teams, listener, shown, case):
    listener.answer, reason = BAD_DIALOGS[case]
    told = await teams.press(await shown(row(ASK)), "Change")

    assert told.failed
    assert any(reason in str(one) for one in teams.problems), teams.problems


@pytest.mark.parametrize("status", [401, 500, 503])
async def test_an_invoke_is_answered_200(teams, listener, shown, status):
    listener.answer, listener.status = noticed("Kept."), status
    told = await teams.press(await shown(actions=[DONE]), "Done")

    assert told.failed
    assert any(f"and this {status}" in str(one) for one in teams.problems)
