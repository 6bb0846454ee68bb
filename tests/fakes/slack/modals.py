"""Views: the stack of modals before each person, at most three, and their home tabs."""

import copy
from typing import Literal

from tests.fakes.slack.core import Core
from tests.fakes.slack.records import Json
from tests.fakes.slack.shapes import with_ids
from tests.fakes.slack.world import View

MOST_IN_A_STACK = 3


class Modals:
    """Which views stand before whom."""

    def __init__(self, core: Core) -> None:
        self._core = core
        self.stacks: dict[tuple[str, str], list[View]] = {}
        self.homes: dict[tuple[str, str], View] = {}

    def stack(self, view: View) -> list[View]:
        """The stack that a view belongs to, the one on top last."""
        return self.stacks.setdefault((view.team_id, view.user_id), [])

    def top(self, team_id: str, user_id: str) -> View | None:
        """What a person has before them."""
        stack = self.stacks.get((team_id, user_id))
        return stack[-1] if stack else None

    def find(self, team_id: str, view_id: str, external_id: str = "") -> View | None:
        """An open view of a workspace by one of its ids."""
        every = [view for stack in self.stacks.values() for view in stack] + list(self.homes.values())
        for view in every:
            its_own = view.payload.get("external_id")
            if view.team_id == team_id and (view.id == view_id or (external_id and its_own == external_id)):
                return view
        return None

    def open(self, team_id: str, user_id: str, payload: Json) -> View:
        """A first modal; what was open before is gone."""
        for old in self.stacks.get((team_id, user_id), []):
            old.is_open = False
        view = self._new(team_id, user_id, payload)
        self.stacks[team_id, user_id] = [view]
        return view

    def push(self, below: View, payload: Json) -> View | Literal["push_limit_reached"]:
        """One more on top."""
        stack = self.stack(below)
        if len(stack) >= MOST_IN_A_STACK:
            return "push_limit_reached"
        view = self._new(below.team_id, below.user_id, payload)
        view.root_view_id, view.previous_view_id = stack[0].id, stack[-1].id
        stack.append(view)
        return view

    def update(self, view: View, payload: Json) -> View:
        """The same view with another content and another hash; inputs that stay keep what was typed."""
        view.payload = self._content(payload)
        view.hash = self._hash()
        there = {block["block_id"] for block in view.blocks}
        view.state = {block_id: values for block_id, values in view.state.items() if block_id in there}
        self._core.views.append(view)
        return view

    def publish(self, team_id: str, user_id: str, payload: Json) -> View:
        """Somebody's home tab."""
        before = self.homes.get((team_id, user_id))
        if before:
            return self.update(before, payload)
        self.homes[team_id, user_id] = self._new(team_id, user_id, payload)
        return self.homes[team_id, user_id]

    def close(self, view: View, *, all_of_them: bool = False) -> list[View]:
        """Close it, and what stands on it; those that were closed, the lowest first."""
        stack = self.stack(view)
        lowest = 0 if all_of_them or view.payload.get("clear_on_close") else stack.index(view)
        closed, stack[lowest:] = stack[lowest:], []
        for one in closed:
            one.is_open = False
        return closed

    def _new(self, team_id: str, user_id: str, payload: Json) -> View:
        view_id = f"V{self._core.number():04}"
        view = View(view_id, self._hash(), team_id, user_id, self._content(payload), root_view_id=view_id)
        self._core.views.append(view)
        return view

    def _content(self, payload: Json) -> Json:
        content = copy.deepcopy(payload)
        content["blocks"] = with_ids(content["blocks"], self._core.number())
        return content

    def _hash(self) -> str:
        return f"{int(self._core.seconds)}.{self._core.token('hash')[:8]}"
