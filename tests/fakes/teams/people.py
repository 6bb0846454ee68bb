"""What people do with buttons, dialogs and message actions."""

from collections.abc import Mapping
from datetime import UTC
from typing import Any

from tests.fakes.slack.clock import TellsTime
from tests.fakes.teams import cards
from tests.fakes.teams.activities import MENTIONED
from tests.fakes.teams.answers import Answers
from tests.fakes.teams.cards import Spot
from tests.fakes.teams.records import Delivery, Dialog, Json
from tests.fakes.teams.world import Message, Person, Place
from tests.fakes.teams.writing import Writing

Values = Mapping[str, Any]
CONTEXT = {"theme": "default"}


class People(Writing):
    """Without `user` it is Priya, or whom alone a message is for."""

    def __init__(self, *, clock: TellsTime | None = None, patience: float = 15.0) -> None:
        super().__init__(clock=clock, patience=patience)
        self._answers = Answers(self.core)
        # Whether inputs that hold nothing are sent as empty text, as some clients do, or not at all.
        self.sends_empty = False

    async def press(
        self, message: Message | None, title: str, *, user: Person | None = None, values: Values | None = None
    ) -> Delivery:
        """Press a button of a message's card, found by its title, with what was filled in before.

        `.dialog` is the dialog that the bot opened, `.card` what it put in the message's place, `.notice` what it said
        in passing. A missing or ambiguous button is an AssertionError: nobody could press it.
        """
        by, card = self._before(message, user)
        assert message is not None
        return await self._press(message, cards.find(card, title), by, values or {})

    async def pick(self, message: Message | None, label: str, choice: Any, *, user: Person | None = None) -> Delivery:
        """Choose in a picker of a message's card, and press what stands beside it."""
        by, card = self._before(message, user)
        assert message is not None
        return await self._press(message, cards.beside(card, label), by, {label: choice})

    def _before(self, message: Message | None, user: Person | None) -> tuple[Person, Json]:
        """Who presses, and the card that stands before them."""
        assert message is not None, "there is nothing to press"
        alone = message.place.own_members[0] if message.place.kind == "personal" else None
        by = user or message.only_for or alone or self.priya
        assert message.seen_by(by, self.core.now), f"{by.name} does not see that message"
        return by, message.card_for(by)

    async def _press(self, message: Message, spot: Spot, by: Person, values: Values) -> Delivery:
        """As its kind tells the bot."""
        sent = spot.data | cards.filled(spot.associated, values, sends_empty=self.sends_empty)
        place = message.place
        if spot.kind == "Action.Execute":
            action: Json = {"type": spot.kind, "title": spot.title, "verb": spot.action.get("verb", ""), "data": sent}
            told = await self._ask("adaptiveCard/action", {"action": action, "trigger": "manual"}, by, place, message)
            self._answers.to_action(told, message, by)
            return told
        assert spot.kind == "Action.Submit", f"{spot.kind} tells the bot nothing"
        if spot.opens:
            told = await self._ask("task/fetch", {"data": sent, "context": CONTEXT}, by, place, message)
            self._answers.to_question(told, by, place, on=message)
            return told
        activity = self.activities.value(message, person=by, value=sent)
        told = await self.wire.deliver(Delivery(activity, place.tenant.id))
        told.failed = not told.answer.ok
        return told

    async def _ask(self, name: str, value: Any, by: Person, place: Place, on: Message | None) -> Delivery:
        activity = self.activities.invoke(name, value, person=by, place=place, on=on)
        return await self.wire.deliver(Delivery(activity, place.tenant.id))

    async def submit(self, dialog: Dialog | None, values: Values | None = None, *, title: str = "") -> Delivery:
        """Fill in a dialog and press one of its buttons: the only one, unless `title` says which.

        `values` by label or id; the rest keeps what stands there. `.dialog` is what is on top then, or None.
        """
        assert dialog, "there is no dialog"
        assert dialog.is_open, "that dialog is closed"
        there = [one for one in cards.spots(dialog.card) if one.kind == "Action.Submit"]
        assert title or len(there) == 1, f"which of {[one.title for one in there]}?"
        return await self._submit(dialog, cards.find(dialog.card, title) if title else there[0], values or {})

    async def _submit(self, dialog: Dialog, spot: Spot, values: Values) -> Delivery:
        sent = spot.data | cards.filled(spot.associated, values, sends_empty=self.sends_empty)
        value: Json = {"data": sent, "context": CONTEXT}
        if dialog.command:
            assert dialog.on is not None
            value |= self._command(dialog.command, dialog.on)
        name = "composeExtension/submitAction" if dialog.command else "task/submit"
        told = await self._ask(name, value, dialog.person, dialog.place, None if dialog.command else dialog.on)
        self._answers.to_form(told, dialog)
        return told

    def close(self, dialog: Dialog) -> None:
        """Close a dialog: nothing is told of it."""
        dialog.is_open = False

    async def choose(self, command: str, message: Message, *, user: Person | None = None) -> Delivery:
        """Choose one of the bot's actions in a message's menu: `.dialog` is what it opened."""
        by = user or self.priya
        assert message.by is None or message.only_for is None, "nobody else sees that message"
        assert message.seen_by(by, self.core.now), f"{by.name} does not see that message"
        value = {**self._command(command, message), "context": CONTEXT}
        told = await self._ask("composeExtension/fetchTask", value, by, message.place, None)
        self._answers.to_question(told, by, message.place, on=message, command=command)
        return told

    def _command(self, command: str, message: Message) -> Json:
        return {"commandId": command, "commandContext": "message", "messagePayload": self._payload(message)}

    def _payload(self, message: Message) -> Json:
        """A message as an action on it tells of it; with nulls, as Teams has them."""
        at = message.at.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
        nobody: Json = {"device": None, "conversation": None, "user": None, "application": None}
        by: Json = {"application": {"id": self.bot.client_id, "displayName": self.bot.name}}
        if message.by:
            by = {"user": {"userIdentityType": "aadUser", "id": message.by.aad, "displayName": message.by.name}}
        numbers = iter(range(100))
        words = MENTIONED.sub(lambda found: f'<at id="{next(numbers)}">{found[1]}</at>', message.text)
        return {
            "id": message.id,
            "replyToId": message.thread if message.thread not in ("", message.id) else None,
            "createdDateTime": at,
            "lastModifiedDateTime": None,
            "deleted": False,
            "subject": None,
            "summary": None,
            "importance": "normal",
            "locale": "en-gb",
            "linkToMessage": f"https://teams.microsoft.com/l/message/{message.place.id}/{message.id}",
            "from": nobody | by,
            "body": {"contentType": "html", "content": f"<div><div>{words}</div></div>"},
            "attachments": message.activity.get("attachments", []),
            "mentions": [
                {"id": number, "mentionText": name, "mentioned": None}
                for number, name in enumerate(MENTIONED.findall(message.text))
            ],
            "reactions": [],
        }

    async def invoke(
        self,
        name: str,
        value: Any,
        *,
        user: Person | None = None,
        place: Place | None = None,
        on: Message | None = None,
    ) -> Delivery:
        """Any invoke with anything in it, as from a card that is there no more; its answer is not looked at."""
        where = place or (on.place if on else self.table)
        return await self._ask(name, value, user or self.priya, where, on)
