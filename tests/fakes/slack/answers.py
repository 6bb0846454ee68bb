"""What the body of an answer does: a message for a command, the next step for a form, the options for a menu."""

from typing import Any

from tests.fakes.slack.checker import problems
from tests.fakes.slack.core import Core
from tests.fakes.slack.modals import Modals
from tests.fakes.slack.records import Delivery, Json, Kind
from tests.fakes.slack.responding import Responding
from tests.fakes.slack.world import User, View


class Answers:
    """Carries them out, or writes down why Slack would not."""

    def __init__(self, core: Core, modals: Modals, responding: Responding) -> None:
        self._core, self._modals, self._responding = core, modals, responding

    def to_deed(self, delivery: Delivery, by: User) -> None:
        """To anything that a person did; a form's answer is for `to_form`."""
        if not delivery.answer.ok:
            delivery.failed = True
        elif delivery.kind is Kind.COMMAND:
            self._to_command(delivery, by)
        elif delivery.kind is Kind.OPTIONS:
            self._to_menu(delivery)
        elif delivery.body and delivery.payload["type"] != "view_submission":
            self._fail(delivery, ["the body of this answer is thrown away"], failed=False)

    def _to_command(self, delivery: Delivery, by: User) -> None:
        body = {"text": delivery.body} if isinstance(delivery.body, str) else delivery.body
        if not delivery.body:
            return
        wrong = problems(body, "response")
        if isinstance(body, dict) and (body.get("replace_original") or body.get("delete_original")):
            wrong.append("there is no original: a slash command has no message")
        if wrong:
            self._fail(delivery, wrong)
            return
        channel_id = delivery.payload["channel_id"]
        delivery.said = self._responding.say(body, delivery.team_id, by.id, channel_id)

    def _to_menu(self, delivery: Delivery) -> None:
        wrong = problems(delivery.body, "options")
        if wrong:
            self._fail(delivery, wrong)
            return
        groups = delivery.body.get("option_groups") or [delivery.body]
        delivery.options = [option for group in groups for option in group["options"]]

    def to_form(self, delivery: Delivery, view: View) -> None:
        """To a form that was submitted."""
        body = delivery.body
        if delivery.failed or not view.is_open:
            delivery.view = self._modals.top(view.team_id, view.user_id)
            return
        if body in ("", None, {}):
            self._modals.close(view)
        else:
            self._next(delivery, view, body)
        delivery.view = self._modals.top(view.team_id, view.user_id)

    def _next(self, delivery: Delivery, view: View, body: Any) -> None:
        wrong = problems(body, "ack")
        if not wrong and body["response_action"] == "errors":
            wrong = self._unknown(view, body["errors"])
        if wrong:
            self._fail(delivery, wrong)
            return
        self._carry_out(delivery, view, body)

    def _carry_out(self, delivery: Delivery, view: View, body: Json) -> None:
        action = body["response_action"]
        if action == "errors":
            delivery.errors = body["errors"]
        elif action == "update":
            self._modals.update(view, body["view"])
        elif action == "clear":
            self._modals.close(view, all_of_them=True)
        else:
            pushed = self._modals.push(view, body["view"])
            if not isinstance(pushed, View):
                self._fail(delivery, [pushed])

    def _unknown(self, view: View, errors: Json) -> list[str]:
        inputs = {block["block_id"] for block in view.blocks if block["type"] == "input"}
        return [f"errors: {block_id} is no input of the view" for block_id in errors if block_id not in inputs]

    def _fail(self, delivery: Delivery, reasons: list[str], *, failed: bool = True) -> None:
        """Write down why; `failed`: the person is told that it did not work."""
        delivery.failed = failed
        self._core.refuse(f"answer to {delivery.payload.get('type', delivery.kind)}", reasons, delivery.body)
