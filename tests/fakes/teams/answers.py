"""What the body of an answer makes for the person: a dialog, another card, a notice; or Teams' own "went wrong"."""

from collections.abc import Callable, Iterator
from typing import Any

from tests.fakes.teams import checker
from tests.fakes.teams.core import Core
from tests.fakes.teams.outgoing import card_for_people
from tests.fakes.teams.records import Delivery, Dialog, Json
from tests.fakes.teams.world import CARD, Message, Person, Place

NOTICE, ERROR = "application/vnd.microsoft.activity.message", "application/vnd.microsoft.error"
SIZES = ("small", "medium", "large")
OF_A_DIALOG = {"title", "height", "width", "card", "url", "fallbackUrl", "completionBotId"}
LONGEST_TITLE = 200


class Answers:
    """Shows answers as Teams would, and writes down what it would not show."""

    def __init__(self, core: Core) -> None:
        self._core = core

    def to_action(self, delivery: Delivery, message: Message, person: Person) -> None:
        """An Action.Execute: a card in the message's place, for whoever pressed it, or a notice."""
        body = self._body(delivery)
        if body is None:
            return
        reasons = [*_only(body, {"statusCode", "type", "value"}), *_of_action(body)]
        if body.get("type") == CARD and not reasons:
            reasons += card_for_people(self._core, message.place, body["value"], "message")
            message.replaced[person.account] = delivery.card = body["value"]
        elif body.get("type") == NOTICE and not reasons:
            # One without words leaves everything as it stands.
            delivery.notice = body["value"]
        self._settle(delivery, reasons, shown=body.get("type") in (CARD, NOTICE))

    def to_question(
        self, delivery: Delivery, person: Person, place: Place, *, on: Message | None, command: str = ""
    ) -> None:
        """task/fetch and composeExtension/fetchTask: a dialog, or a notice in one."""
        body = self._body(delivery)
        if body is None:
            return
        reasons = [*_only(body, {"task", "cacheInfo"})]
        reasons += self._task(delivery, body.get("task"), lambda card, title: Dialog(card, title, person, place, on))
        if delivery.dialog:
            delivery.dialog.command = command
        self._settle(delivery, reasons, shown=bool(delivery.dialog or delivery.notice))

    def to_form(self, delivery: Delivery, before: Dialog) -> None:
        """task/submit and composeExtension/submitAction: the next step, a notice, or nothing: then it closes."""
        body = self._body(delivery, may_be_empty=True)
        if body is None:
            return
        before.is_open = False
        reasons = [*_only(body, {"task", "cacheInfo", "composeExtension"} if before.command else {"task", "cacheInfo"})]
        if body.get("task") is not None:
            of = (before.person, before.place, before.on, before.command)
            reasons += self._task(delivery, body["task"], lambda card, title: Dialog(card, title, *of))
        self._settle(delivery, reasons, shown=True)

    def _body(self, delivery: Delivery, *, may_be_empty: bool = False) -> Json | None:
        """The body if it is an object, and the answer was 200."""
        body = delivery.body
        if delivery.status == 200 and may_be_empty and body in ("", None):
            return {}
        if delivery.status == 200 and isinstance(body, dict):
            return body
        said = "with a body that is no object" if delivery.status == 200 else str(delivery.status or "not at all")
        self._settle(delivery, [f"an invoke is answered 200 with an object, and this {said}"], shown=False)
        return None

    def _settle(self, delivery: Delivery, reasons: list[str], *, shown: bool) -> None:
        delivery.failed = not shown or bool(reasons)
        self._core.refuse(str(delivery.activity.get("name")), reasons, delivery.body)

    def _task(self, delivery: Delivery, task: Any, dialog: Callable[[Json, str], Dialog]) -> Iterator[str]:
        if not isinstance(task, dict):
            yield "there is no task in it"
            return
        yield from _only(task, {"type", "value"})
        kind, value = task.get("type"), task.get("value")
        if kind == "message":
            delivery.notice = value if isinstance(value, str) else ""
            if not delivery.notice.strip():
                yield "a task that is a message says nothing"
        elif kind == "continue" and isinstance(value, dict):
            yield from self._shown(delivery, value, dialog)
        else:
            yield f"a task continues with an object or is a message, and this is {kind!r}"

    def _shown(self, delivery: Delivery, value: Json, dialog: Callable[[Json, str], Dialog]) -> Iterator[str]:
        yield from _only(value, OF_A_DIALOG)
        title, card = value.get("title"), value.get("card")
        if not isinstance(title, str) or not title.strip() or len(title) > LONGEST_TITLE:
            yield "a dialog has a title"
        for name in ("height", "width"):
            if not (value.get(name, "medium") in SIZES or (isinstance(value[name], int) and value[name] > 0)):
                yield f"{name} {value[name]!r} is neither a number nor one of {SIZES}"
        if "url" in value:
            yield "a dialog with an address of ours is not one of this bot's"
        elif not isinstance(card, dict) or card.get("contentType") != CARD or not isinstance(card.get("content"), dict):
            yield "a dialog holds an Adaptive Card as an attachment"
        else:
            yield from _only(card, {"contentType", "content"})
            yield from checker.problems(card["content"], "dialog")
            delivery.dialog = dialog(card["content"], str(title))


def _of_action(body: Json) -> Iterator[str]:
    """What an answer to Action.Execute is."""
    kind, value, code = body.get("type"), body.get("value"), body.get("statusCode")
    if kind == ERROR:
        if code not in (400, 500) or not isinstance(value, dict) or set(value) != {"code", "message"}:
            yield "an error has 400 or 500, a code and a message"
    elif kind not in (CARD, NOTICE):
        yield f"type {kind!r} is nothing that an action is answered with"
    elif code != 200:
        yield f"statusCode {code!r} does not go with {kind}"
    elif not isinstance(value, dict if kind == CARD else str):
        yield f"value is not what {kind} has"


def _only(found: Json, known: set[str]) -> Iterator[str]:
    for name in sorted(set(found) - known):
        yield f"there is no property {name} in it"
