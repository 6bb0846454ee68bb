"""A seat is given, the bot asks once whether it may write, and does as it is told."""

import pytest

from bot.domain.people import Role
from bot.messages import plain
from bot.messages.render.text import text
from tests.support.scene import at, said

IN_A_WEEK = 7


async def invited(scene):
    """Nina, whom nobody has asked yet; the welcome has gone out."""
    await scene.join("Nina New", "Ward 9 Trust", agreed=None)
    await scene.tick(at(1))


async def kinds_of(scene, who):
    return [row.kind for row in await scene.rows(None, who)]


async def test_the_welcome_is_the_only_message_until_there_is_an_answer(scene):
    await invited(scene)
    await scene.days(2, 90)

    assert await kinds_of(scene, "nina") == ["welcome"]


async def test_a_typed_yes_counts_and_the_first_question_follows(scene):
    await invited(scene)
    answer = said(await scene.say("nina", "yes", now=at(1, 12)))
    await scene.days(2, 40)

    assert answer.endswith("?") or "?" in answer
    assert "check_in" in await kinds_of(scene, "nina")


@pytest.mark.parametrize("answer", ["no", "no thanks", "only when I write"])
async def test_whoever_says_no_keeps_their_seat_and_hears_nothing(scene, answer):
    await invited(scene)
    await scene.say("nina", answer, now=at(1, 12))
    await scene.days(2, 60)

    assert await kinds_of(scene, "nina") == ["welcome"]
    assert "Nina New" in said(await scene.say("sam", "/table who", now=at(60)))


async def test_a_yes_after_stop_puts_messages_on_again(scene):
    await invited(scene)
    await scene.say("nina", "stop", now=at(1, 12))
    await scene.say("nina", "yes", now=at(2, 12))
    await scene.days(3, 40)

    assert "check_in" in await kinds_of(scene, "nina")


async def test_away_ends_after_it_begins(scene):
    backwards = await scene.say("sam", "/table away 2027-02-10 until 2027-02-01")

    assert "That day has gone" in said(backwards)
    assert backwards.wrong


async def test_the_welcome_comes_in_the_name_of_whoever_invited(scene):
    await scene.join("Abe Archer", "Northside Care", role=Role.COORDINATOR)
    await scene.say("priya", "/table invite Una Fox <una@n.example> of Northside Care")
    [line] = [one for one in await scene.tick(at(1)) if one.row.kind == "welcome" and one.row.to == "una@n.example"]

    assert "Priya invited you" in text(plain.read(line.row.card))
