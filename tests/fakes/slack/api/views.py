"""views.*: modals by trigger, and home tabs."""

from tests.fakes.slack import shapes
from tests.fakes.slack.api.method import Caller, RefusedError, method
from tests.fakes.slack.checker import problems
from tests.fakes.slack.records import Json
from tests.fakes.slack.triggers import Trigger
from tests.fakes.slack.world import View


@method("views.open", required="trigger_id view")
def open_view(caller: Caller) -> Json:
    """A modal for whoever did what the trigger stands for."""
    _check(caller, "modal")
    trigger = _exchange(caller)
    return _answer(caller, caller.modals.open(caller.team_id, trigger.user_id, caller.args["view"]))


@method("views.push", required="trigger_id view")
def push(caller: Caller) -> Json:
    """One more modal on top of the one in which the trigger came about."""
    _check(caller, "modal")
    trigger = _exchange(caller)
    below = caller.modals.find(caller.team_id, trigger.view_id)
    if below is None or not below.is_open:
        raise RefusedError("not_found")
    pushed = caller.modals.push(below, caller.args["view"])
    if not isinstance(pushed, View):
        raise RefusedError(pushed)
    return _answer(caller, pushed)


@method("views.update", required="view", optional="view_id external_id hash")
def update(caller: Caller) -> Json:
    """An open view, by id or external id; with a hash only if nothing changed since."""
    if not (caller.args.get("view_id") or caller.args.get("external_id")):
        raise RefusedError("invalid_arguments", "missing required field: view_id or external_id")
    view = caller.modals.find(caller.team_id, caller.text("view_id"), caller.text("external_id"))
    if view is None:
        raise RefusedError("not_found")
    _check(caller, "home" if view.kind == "home" else "modal", view)
    _unchanged(caller, view)
    return _answer(caller, caller.modals.update(view, caller.args["view"]))


@method("views.publish", required="user_id view", optional="hash")
def publish(caller: Caller) -> Json:
    """Somebody's home tab."""
    if not caller.core.app.home_tab:
        raise RefusedError("not_enabled")
    user = caller.core.directory.user_seen(caller.team_id, caller.text("user_id"))
    if user is None or user.is_bot or caller.core.directory.is_stranger(caller.team_id, user):
        raise RefusedError("invalid_arguments", "invalid user_id")
    before = caller.modals.homes.get((caller.team_id, user.id))
    _check(caller, "home", before)
    if before:
        _unchanged(caller, before)
    return _answer(caller, caller.modals.publish(caller.team_id, user.id, caller.args["view"]))


def _exchange(caller: Caller) -> Trigger:
    found = caller.triggers.exchange(caller.text("trigger_id"), caller.team_id)
    if not isinstance(found, Trigger):
        raise RefusedError(found)
    return found


def _check(caller: Caller, kind: str, itself: View | None = None) -> None:
    view = caller.args["view"]
    found = problems(view, "home" if kind == "home" else "modal")
    if any("view_too_large" in one for one in found):
        raise RefusedError("view_too_large", *found)
    if found:
        raise RefusedError("invalid_arguments", *found)
    external_id = view.get("external_id")
    other = caller.modals.find(caller.team_id, "", external_id) if external_id else None
    if other and other is not itself:
        raise RefusedError("duplicate_external_id")


def _unchanged(caller: Caller, view: View) -> None:
    wanted = caller.text("hash")
    if wanted and wanted != view.hash:
        raise RefusedError("hash_conflict")


def _answer(caller: Caller, view: View) -> Json:
    return {"view": shapes.view(caller.core.directory, view)}
