"""Modals and home tabs: one trigger each, three in a stack, and nothing that changed meanwhile."""

import pytest

from tests.fakes.bots import Client

PLAIN = {"type": "plain_text", "text": "A"}
SECTION = {"type": "section", "block_id": "s", "text": PLAIN}
MODAL = {"type": "modal", "title": PLAIN, "blocks": [SECTION]}
HOME = {"type": "home", "blocks": [SECTION]}


@pytest.fixture
def trigger(slack):
    """A new trigger id of Priya's, perhaps from within a modal."""

    def made(view_id=""):
        return slack.triggers.trigger(slack.home.team_id, slack.priya.id, view_id)

    return made


async def test_a_modal_is_opened_by_a_trigger(slack, call, trigger):
    opened = (await call("views.open", trigger_id=trigger(), view=MODAL))["view"]

    [view] = slack.views
    assert (view.id, view.hash, view.user_id, view.kind) == (opened["id"], opened["hash"], slack.priya.id, "modal")
    assert opened["root_view_id"] == view.id
    assert slack.problems == []


async def test_a_trigger_is_good_for_three_seconds(slack, call, trigger, later):
    in_time, too_late = trigger(), trigger()
    later(seconds=3)
    assert await call.error("views.open", trigger_id=in_time, view=MODAL) == ""
    later(seconds=0.1)

    assert await call.error("views.open", trigger_id=too_late, view=MODAL) == "expired_trigger_id"


async def test_a_trigger_is_good_once_and_for_its_workspace(slack, call, trigger):
    ward = slack.workspace("Ward 9 Trust")
    other = Client(slack, slack.install(ward).bot_token)
    given = trigger()

    assert await other.error("views.open", trigger_id=given, view=MODAL) == "invalid_trigger_id"
    assert await call.error("views.open", trigger_id=given, view=MODAL) == ""
    assert await call.error("views.open", trigger_id=given, view=MODAL) == "exchanged_trigger_id"
    assert await call.error("views.open", trigger_id="1.2.x", view=MODAL) == "invalid_trigger_id"
    assert await call.error("views.open", view=MODAL) == "invalid_arguments"


@pytest.mark.parametrize(
    ("error", "view"),
    [
        ("invalid_arguments", HOME),
        ("invalid_arguments", MODAL | {"blocks": []}),
        ("invalid_arguments", MODAL | {"blocks": [{"type": "input", "label": PLAIN}]}),
        ("view_too_large", MODAL | {"blocks": [{"type": "section", "text": PLAIN | {"text": "ß" * 3000}}] * 50}),
    ],
)
async def test_what_a_modal_may_not_be(slack, call, trigger, error, view):
    answer = await call("views.open", trigger_id=trigger(), view=view)

    assert answer["error"] == error
    assert answer["response_metadata"]["messages"]
    assert slack.views == []


async def test_a_view_that_is_no_json_is_refused(slack, call, trigger):
    answer = await call("views.open", trigger_id=trigger(), view="{")

    assert answer["error"] == "invalid_arguments"


async def test_three_modals_stand_on_each_other_and_no_fourth(call, trigger):
    opened = (await call("views.open", trigger_id=trigger(), view=MODAL))["view"]
    second = (await call("views.push", trigger_id=trigger(opened["id"]), view=MODAL))["view"]
    third = (await call("views.push", trigger_id=trigger(second["id"]), view=MODAL))["view"]

    assert (third["root_view_id"], third["previous_view_id"]) == (opened["id"], second["id"])
    assert await call.error("views.push", trigger_id=trigger(third["id"]), view=MODAL) == "push_limit_reached"


async def test_pushing_needs_a_modal_to_push_onto(call, trigger):
    assert await call.error("views.push", trigger_id=trigger(), view=MODAL) == "not_found"


async def test_a_view_is_changed_only_as_it_was_seen(slack, call, trigger):
    opened = (await call("views.open", trigger_id=trigger(), view=MODAL))["view"]
    args = {"view_id": opened["id"], "view": MODAL | {"title": PLAIN | {"text": "New"}}}
    changed = (await call("views.update", hash=opened["hash"], **args))["view"]

    assert slack.views[-1].title == "New"
    assert changed["hash"] != opened["hash"]
    assert await call.error("views.update", hash=opened["hash"], **args) == "hash_conflict"
    assert await call.error("views.update", **args) == ""
    assert await call.error("views.update", **args | {"view_id": "V404"}) == "not_found"
    assert await call.error("views.update", view=MODAL) == "invalid_arguments"


async def test_an_external_id_is_unique_in_a_workspace(call, trigger):
    named = MODAL | {"external_id": "priya"}
    await call("views.open", trigger_id=trigger(), view=named)

    assert await call.error("views.update", external_id="priya", view=named) == ""
    assert await call.error("views.open", trigger_id=trigger(), view=named) == "duplicate_external_id"


async def test_a_home_tab_is_published_over_the_last(slack, call):
    first = (await call("views.publish", user_id=slack.priya.id, view=HOME))["view"]
    second = (await call("views.publish", user_id=slack.priya.id, view=HOME, hash=first["hash"]))["view"]

    assert second["id"] == first["id"]
    stale = await call.error("views.publish", user_id=slack.priya.id, view=HOME, hash=first["hash"])
    assert stale == "hash_conflict"
    assert await call.error("views.publish", user_id="U404", view=HOME) == "invalid_arguments"
    assert await call.error("views.publish", user_id=slack.priya.id, view=MODAL) == "invalid_arguments"
    slack.app.home_tab = False
    assert await call.error("views.publish", user_id=slack.priya.id, view=HOME) == "not_enabled"
