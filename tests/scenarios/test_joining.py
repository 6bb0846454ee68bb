"""A seat is given, the bot asks once whether it may write, and does as it is told."""

import pytest

from bot.domain.changes import CAME_BACK
from bot.domain.people import Answer, Role
from bot.messages import plain
from bot.messages.render.text import text
from bot.storage import changes, wishes
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


async def nina_leaves(scene):
    await invited(scene)
    await scene.say("nina", "yes", now=at(1, 12))
    await scene.say("nina", "/table leave yes", now=at(2, 12))


async def test_whoever_left_and_is_invited_again_is_asked_afresh(scene):
    await nina_leaves(scene)
    back = said(await scene.say("priya", "/table invite Nina New <nina@home.example> of Ward 9 Trust", now=at(30)))
    await scene.days(31, 60)

    welcomes = await scene.rows("welcome", "nina")
    assert "Nina" in back
    assert "already" not in back
    assert [row.state for row in welcomes] == ["sent", "sent"]
    assert [row for row in await scene.rows(None, "nina") if row.kind != "welcome"] == []
    assert "Priya invited you" in said(await scene.page("nina"))
    assert await scene.store.read(wishes.answer_of, await scene.partner("nina")) is None


async def test_their_yes_counts_from_now_on_and_the_one_before_is_history(scene):
    await nina_leaves(scene)
    await scene.join("Nina New", "Ward 9 Trust", agreed=None)
    await scene.tick(at(31))
    await scene.say("nina", "yes", now=at(31, 12))
    changed = await scene.store.read(changes.history, scene.persons["nina"].viewer, "partner", scene.persons["nina"].id)

    assert await scene.store.read(wishes.answer_of, await scene.partner("nina")) is Answer.YES
    assert [(one.what, one.before) for one in changed if one.what == CAME_BACK] == [(CAME_BACK, "yes")]


async def test_somebody_may_leave_and_come_back_more_than_once(scene):
    await nina_leaves(scene)
    for day in (30, 60):
        await scene.join("Nina New", "Ward 9 Trust", agreed=None)
        await scene.days(day, day + 1)
        await scene.say("nina", "/table leave yes", now=at(day + 2))

    assert [row.state for row in await scene.rows("welcome", "nina")] == ["sent"] * 3


async def test_whoever_agrees_in_person_to_come_back_is_not_asked(scene):
    await nina_leaves(scene)
    await scene.join("Nina New", "Ward 9 Trust", agreed=30)
    await scene.days(31, 34)

    assert len(await scene.rows("welcome", "nina")) == 1
    assert await scene.store.read(wishes.answer_of, await scene.partner("nina")) is Answer.YES
