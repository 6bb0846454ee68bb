"""Sponsors: asked first, beside the table, and asked about a seat only once its partner was told."""

import pytest

from bot.domain.acts import Act
from bot.domain.people import Role
from bot.domain.quiet import State
from bot.messages.parts import Form
from bot.services import standing
from bot.services.request import Answers
from bot.storage import seating, sponsors
from tests.support.scene import at, said

ASK = "/table sponsor Dr Lewis Gray <gray@ward9.example> for Ward 9 Trust"


async def with_gray(scene, *, agreed=True):
    """Dr Gray was asked to be the sponsor of Ward 9's seat, and said that they may be written to."""
    await scene.say("priya", ASK, now=at(0, 9))
    await scene.know("dr")
    if agreed:
        await scene.say("dr", "yes", now=at(0, 10))
        await scene.say("dr", "yes to being the sponsor", now=at(0, 10))
    return scene


async def of_ward9(scene):
    return await scene.store.read(sponsors.of_seat, scene.persons["priya"].viewer, scene.persons["sam"].seat_id)


async def keep_busy(scene, first, last, *who):
    for day in range(first, last + 1):
        for name in who:
            await scene.say(name, "/table", now=at(day, 10))
        await scene.tick(at(day))


async def test_nothing_is_so_without_their_yes(scene):
    asked = said(await scene.say("priya", ASK))
    await scene.know("dr")

    assert "I'll ask Dr Lewis Gray whether they'd be the sponsor of the seat of Ward 9 Trust." in asked
    assert not (await of_ward9(scene)).has_agreed
    assert "asked, and hasn't said yet" in said(await scene.say("priya", "/table sponsors"))
    assert "was asked already" in said(await scene.say("priya", ASK))


async def test_somebody_new_is_asked_in_their_welcome_and_says_yes(scene):
    await with_gray(scene, agreed=False)
    await scene.tick(at(0, 11))
    [welcome] = await scene.rows("welcome", "dr")
    assert welcome.state == "sent"
    assert "asks whether you'd be the sponsor of the seat of Ward 9 Trust" in said(await scene.page("dr"))
    question = said(await scene.say("dr", "yes", now=at(0, 12)))
    agreed = said(await scene.say("dr", "yes to being the sponsor", now=at(0, 12)))

    assert "Would you be the sponsor of the seat of Ward 9 Trust at Home from hospital" in question
    assert "You're the sponsor of the seat of Ward 9 Trust" in agreed
    assert (await of_ward9(scene)).has_agreed
    await scene.tick(at(1))
    assert "Dr Lewis Gray is the sponsor of the seat of Ward 9 Trust now." in said(await scene.page("priya"))
    assert "Nobody waits for your word" in said(await scene.say("dr", "yes to being the sponsor", now=at(2)))
