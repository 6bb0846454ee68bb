"""What is told to a few and no more: what is in the way, what would be worth it, what colleagues noticed."""

import pytest

from bot.storage import obstacles, worths
from tests.support.scene import at, said


async def test_what_somebody_lets_be_told_stands_in_the_coordinators_answer_and_the_last_of_it_only(scene):
    for words in ("too much on", "yes, tell them", "I'm the wrong person now", "yes, tell them"):
        await scene.say("sam", words)
    for words in ("too much on", "yes, tell them"):
        await scene.say("ann", words)
    answer = said(await scene.say("priya", "/table quiet", now=at(1)))

    assert "told you is in the way: - Sam Okoye, Ward 9 Trust: the wrong person now - Ann Bell: too much on" in answer


@pytest.mark.parametrize("words", ["don't tell", "/table"])
async def test_what_is_not_let_be_told_stands_nowhere(scene, words):
    await scene.say("sam", "too much on")
    await scene.say("sam", words)

    assert "too much" not in said(await scene.say("priya", "/table quiet", now=at(1)))


async def test_what_was_told_is_forgotten_after_eight_weeks(scene):
    for words in ("too much on", "yes, tell them"):
        await scene.say("sam", words)

    assert "too much" not in said(await scene.say("priya", "/table quiet", now=at(60)))


async def test_nothing_of_it_is_read_for_whoever_does_not_convene(scene):
    for words in ("too much on", "yes, tell them", "/table worth it if the beds were free"):
        await scene.say("sam", words)
    jo, sam = scene.persons["jo"], scene.persons["sam"]

    assert await scene.store.read(obstacles.told, jo.viewer, since=at(0, 1)) == []
    assert await scene.store.read(worths.of_those, jo.viewer, [sam.id]) == {}


async def test_what_is_shared_with_ones_organisation_stands_in_its_part_and_in_nobody_elses(scene):
    await scene.join("Una Fox", "Ward 9 Trust")
    for words in ("/reflect the rota is thin", "share 1 to my organisation"):
        await scene.say("sam", words)

    assert "among ourselves - Sam Okoye: “the rota is thin”" in said(await scene.say("una", "/table our part"))
    assert "rota" not in said(await scene.say("jo", "/table our part"))
    await scene.say("sam", "keep 1")
    assert "rota" not in said(await scene.say("una", "/table our part"))
