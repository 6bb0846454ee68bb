"""What people do with commands, buttons, menus and forms."""

from collections.abc import Mapping
from typing import Any

from tests.fakes.slack import forms, shapes
from tests.fakes.slack.answers import Answers
from tests.fakes.slack.forms import Spot
from tests.fakes.slack.places import Places
from tests.fakes.slack.records import Delivery, Json, Kind
from tests.fakes.slack.world import Channel, Message, User, View


class People(Places):
    """Without `user` it is Priya, without `channel` the table."""

    async def command(
        self,
        command: str,
        text: str = "",
        *,
        user: User | None = None,
        channel: Channel | None = None,
        trigger: str = "",
    ) -> Delivery:
        """Type a slash command. `trigger`: the trigger id, so that one delivery can be made twice.

        A person of a workspace without the app cannot type it, nor a guest who may not: AssertionError. `<@U1>` in the
        text is delivered as the manifest's should_escape says. `.said` is the message that the answer's body made, if
        any.
        """
        by, where = user or self.priya, channel or self.table
        self._has_the_app(by)
        assert by.id in where.members, f"{by.name} is not in #{where.name}"
        trigger_id = self.triggers.trigger(by.team_id, by.id, trigger_id=trigger)
        url = self.triggers.url("commands", team_id=by.team_id, user_id=by.id, channel_id=where.id)
        payload = self.payloads.command(command, text, user=by, channel=where, trigger=trigger_id, url=url)
        return await self._do(Delivery(Kind.COMMAND, payload, by.team_id, trigger_id, url), by)

    async def press(
        self,
        message: Message | View | None,
        action_id: str = "",
        *,
        label: str = "",
        user: User | None = None,
        choice: Any = None,
        values: Mapping[str, Any] | None = None,
        trigger: str = "",
    ) -> Delivery:
        """Press a button, or choose in a menu or picker, of a message or view: found by action id or by its label.

        `choice`: an option's value or text, a date "2027-01-15", a time "09:30", a user or channel, or a list of them.
        `values`: what was filled in before, in a view. `.view` is the view that the bot opened, `.said` its answer by
        the response_url. A missing or ambiguous element is an AssertionError: nobody could press it.
        """
        assert message is not None, "there is nothing to press"
        spot, option = forms.find(message.blocks, action_id, label)
        action = self._action(spot, choice if option is None else option["value"])
        if isinstance(message, View):
            return await self._press_in_view(message, spot, action, values=values or {}, trigger=trigger)
        return await self._press_in_message(message, action, user or self.priya, trigger)

    async def _press_in_message(self, message: Message, action: Json, by: User, trigger: str) -> Delivery:
        channel = self.core.directory.channels[message.channel_id]
        assert not message.deleted, "the message is gone"
        assert by.id in channel.members, f"{by.name} is not in #{channel.name}"
        assert message.only_for in ("", by.id), f"{by.name} does not see that message"
        team_id = message.team_id
        trigger_id = self.triggers.trigger(team_id, by.id, trigger_id=trigger)
        url = self.triggers.url("actions", team_id=team_id, user_id=by.id, channel_id=channel.id, original=message)
        where = self.payloads.in_message(message)
        more = {"trigger_id": trigger_id, "response_url": url, "actions": [action], "state": {"values": {}}}
        payload = self.payloads.interaction("block_actions", by, team_id, **where, **more)
        return await self._do(Delivery(Kind.INTERACTIVE, payload, team_id, trigger_id, url), by)

    async def _press_in_view(
        self, view: View, spot: Spot, action: Json, *, values: Mapping[str, Any], trigger: str
    ) -> Delivery:
        assert view.is_open, "that view is closed"
        view.state = forms.filled(view.blocks, view.state, values)
        if spot.kind in forms.SLOTS:
            state = {name: value for name, value in action.items() if name in ("type", forms.SLOTS[spot.kind])}
            view.state.setdefault(spot.block["block_id"], {})[spot.element["action_id"]] = state
        by = self.core.directory.user(view.user_id, view.team_id)
        trigger_id = self.triggers.trigger(view.team_id, by.id, view.id, trigger)
        more = {"trigger_id": trigger_id, "actions": [action]}
        where = self.payloads.in_view(view)
        payload = self.payloads.interaction("block_actions", by, view.team_id, **where, **more)
        return await self._do(Delivery(Kind.INTERACTIVE, payload, view.team_id, trigger_id), by)

    def _action(self, spot: Spot, choice: Any) -> Json:
        """What was pressed or chosen, as `actions` has it."""
        element = spot.element
        dispatches = spot.block["type"] != "input" or spot.block.get("dispatch_action")
        assert dispatches, "an input without dispatch_action tells nobody before the form is submitted"
        ids = {
            "action_id": element["action_id"],
            "block_id": spot.block["block_id"],
            "action_ts": self.core.new_ts(),
        }
        if spot.kind in forms.SLOTS:
            return forms.chosen(spot, choice) | ids
        kept: Json = {name: element[name] for name in ("text", "value", "style", "url") if name in element}
        if spot.kind == "overflow":
            option = next((one for one in spot.options if choice in (one["value"], one["text"]["text"])), None)
            assert option, f"{choice!r} is not in that menu"
            kept = {"selected_option": option}
        return {"type": spot.kind} | kept | ids

    async def submit(
        self, view: View | None, values: Mapping[str, Any] | None = None, *, user: User | None = None
    ) -> Delivery:
        """Fill in a modal and submit it. `values` by label, action id or block id; the rest keeps its initial values.

        What Slack's own client would not let through (a required input left empty, too long, not an option) is an
        AssertionError. `.errors` holds the bot's errors by block id, `.view` the view that is on top then, or None.
        """
        assert view, "there is no form"
        assert view.is_open, "that form is closed"
        assert self.modals.top(view.team_id, view.user_id) is view, "another view stands on it"
        assert view.payload.get("submit"), "it has nothing to submit with"
        assert user is None or user.id == view.user_id, "it stands before somebody else"
        view.state = forms.filled(view.blocks, view.state, values or {})
        empty = forms.missing(view.blocks, view.state)
        assert not empty, f"these have to be filled in: {empty}"
        by = self.core.directory.user(view.user_id, view.team_id)
        trigger_id = self.triggers.trigger(view.team_id, by.id, view.id)
        shown = shapes.view(self.core.directory, view)
        more = {"view": shown, "trigger_id": trigger_id, "response_urls": []}
        payload = self.payloads.interaction("view_submission", by, view.team_id, **more)
        delivery = await self._do(Delivery(Kind.INTERACTIVE, payload, view.team_id, trigger_id), by)
        Answers(self.core, self.modals, self.responding).to_form(delivery, view)
        return delivery

    async def close(self, view: View | None, *, all_of_them: bool = False) -> Delivery | None:
        """Close a modal; told to the bot only with notify_on_close."""
        assert view, "there is no form"
        assert view.is_open, "that form is closed"
        closed = self.modals.close(view, all_of_them=all_of_them)
        if not view.payload.get("notify_on_close"):
            return None
        by = self.core.directory.user(view.user_id, view.team_id)
        shown = shapes.view(self.core.directory, view)
        more = {"view": shown, "is_cleared": all_of_them or len(closed) > 1}
        payload = self.payloads.interaction("view_closed", by, view.team_id, **more)
        return await self._do(Delivery(Kind.INTERACTIVE, payload, view.team_id), by)

    async def suggest(
        self, where: Message | View | None, action_id: str, typed: str, *, user: User | None = None
    ) -> Delivery:
        """Type into an external select: `.options` are what the bot offered."""
        assert where is not None, "there is nothing to type into"
        spot, _ = forms.find(where.blocks, action_id, "")
        least = spot.element.get("min_query_length", 3)
        assert spot.kind.endswith("external_select"), "nobody can type into that"
        assert len(typed) >= least, f"at least {least} characters are wanted"
        in_view = isinstance(where, View)
        by = self.core.directory.user(where.user_id, where.team_id) if in_view else user or self.priya
        place = self.payloads.in_view(where) if isinstance(where, View) else self.payloads.in_message(where)
        what = {"action_id": action_id, "block_id": spot.block["block_id"], "value": typed}
        payload = self.payloads.interaction("block_suggestion", by, where.team_id, **place, **what)
        return await self._do(Delivery(Kind.OPTIONS, payload, where.team_id), by)

    async def shortcut(
        self, callback_id: str, message: Message | None = None, *, user: User | None = None, trigger: str = ""
    ) -> Delivery:
        """Choose a global shortcut, or with `message` a message shortcut on it."""
        by = user or self.priya
        self._has_the_app(by)
        trigger_id = self.triggers.trigger(by.team_id, by.id, trigger_id=trigger)
        more: Json = {"callback_id": callback_id, "trigger_id": trigger_id, "action_ts": self.core.new_ts()}
        if message is None:
            payload = self.payloads.interaction("shortcut", by, by.team_id, **more)
            return await self._do(Delivery(Kind.INTERACTIVE, payload, by.team_id, trigger_id), by)
        channel = self.core.directory.channels[message.channel_id]
        assert by.id in channel.members, f"{by.name} is not in #{channel.name}"
        assert not message.deleted, "the message is gone"
        url = self.triggers.url("actions", team_id=by.team_id, user_id=by.id, channel_id=channel.id)
        shown = shapes.message(self.core.directory, message)
        more |= {"message_ts": message.ts, "message": shown, "response_url": url}
        payload = self.payloads.interaction(
            "message_action", by, by.team_id, channel=self.payloads.channel(channel), **more
        )
        return await self._do(Delivery(Kind.INTERACTIVE, payload, by.team_id, trigger_id, url), by)

    def _has_the_app(self, user: User) -> None:
        installation = self.core.directory.installations.get(user.team_id)
        assert installation, f"the workspace of {user.name} does not have the app"
        assert not installation.revoked, f"the workspace of {user.name} does not have the app any more"
        may = self.core.directory.workspaces[user.team_id].guests_may_command and not user.is_ultra_restricted
        assert may or not (user.is_restricted or user.is_ultra_restricted), f"{user.name} is a guest, and may not"

    async def _do(self, delivery: Delivery, by: User) -> Delivery:
        """Tell the bot, and show the person what came of it."""
        views, responses = len(self.core.views), len(self.core.responses)
        await self.delivering.deliver(delivery)
        opened = [view for view in self.core.views[views:] if view.user_id == by.id and view.is_open]
        delivery.view = opened[-1] if opened else None
        Answers(self.core, self.modals, self.responding).to_deed(delivery, by)
        said = [response.message for response in self.core.responses[responses:] if response.message]
        delivery.said = delivery.said or (said[0] if said else None)
        return delivery
