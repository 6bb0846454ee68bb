"""What a table is for, put into words by anybody who sits there, and said by whoever convenes."""

import pytest

from bot.domain.people import Role
from tests.support.pressing import ways_on
from tests.support.scene import at, said

WORDS = "So that nobody waits by 2028 for want of a home"


async def press(scene, who, label, reply):
    [way] = [way for way in ways_on(who, scene.slug, "e0", reply.show) if way.label == label]
    return await scene.heard(who, way.act, now=at(1), key=f"{who}:{label}")


@pytest.mark.parametrize("by_button", [True, False])
async def test_a_partners_words_are_an_ask_to_whoever_convenes(scene, by_button):
    shown = await scene.say("sam", f"/table ambition {WORDS}")
    assert f"Shall I ask Priya Shah to say it so: “{WORDS}”" in said(shown)
    assert "Nobody has said yet" in said(await scene.say("jo", "/table ambition"))
    asked = await (press(scene, "sam", "Ask Priya", shown) if by_button else scene.say("sam", "ask for that ambition"))

    assert f"I'll ask Priya Shah: “change the ambition to {WORDS}”" in said(asked)
    assert "aren't waiting" in said(await scene.say("sam", "ask for that ambition"))
    assert f"change the ambition to {WORDS}" in said(await scene.say("priya", "/commit list"))
    await scene.say("priya", f"change the ambition to {WORDS}")
    assert f"“{WORDS}”" in said(await scene.say("jo", "/table ambition"))


async def test_details_of_people_served_are_asked_about_first(scene):
    asked = await scene.say("sam", "/table ambition nobody waits like 943 476 5919")
    kept = await press(scene, "sam", "Keep it without", asked)

    assert "943" not in said(kept)
    assert "Shall I ask Priya Shah to say it so" in said(kept)


async def test_whoever_looks_on_has_no_way_to_it_and_too_many_words_are_refused(scene):
    await scene.join("Olu Bell", "Ward 9 Trust", role=Role.OBSERVER)

    assert (await scene.say("olu", f"/table ambition {WORDS}")).wrong
    assert (await scene.say("olu", "ask for that ambition")).wrong
    assert "longer than the 300" in said(await scene.say("sam", f"/table ambition {'x' * 301}"))


async def test_where_nobody_convenes_nobody_is_asked(scene):
    await scene.say("sam", f"/table ambition {WORDS}")
    await scene.say("priya", "/table leave yes")

    assert "aren't waiting" in said(await scene.say("sam", "ask for that ambition"))
    assert (await scene.say("sam", f"/table ambition {WORDS}")).wrong
