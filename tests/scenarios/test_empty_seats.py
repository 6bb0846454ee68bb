"""A word to a sponsor about an empty seat: three askings first, then its partner is told, and a person sends it."""

import asyncio
import shutil

import pytest

from bot.domain.acts import Act
from bot.domain.people import Role
from bot.messages import plain
from bot.services import askings, seat_words
from bot.storage import exchanges, leads, sponsors
from bot.storage.store import Store
from tests.scenarios.test_sponsors import with_gray
from tests.support import databases
from tests.support.scene import a_scene, a_table_of_five, at, said

TOLD = "If nobody can come just now, Priya may ask Dr Lewis Gray who could: about the seat, not about you."
LAST = 52


async def keep_busy(scene, first, last, *who):
    for day in range(first, last + 1):
        for name in who:
            await scene.say(name, "/table", now=at(day, 10))
        await scene.tick(at(day))


async def live_on_without_sam(address):
    store = Store(address)
    scene = await with_gray(await a_table_of_five(store))
    await scene.say("sam", "/commit send the discharge data by 2027-01-15", now=at(0, 10))
    await keep_busy(scene, 0, 39, "priya", "jo", "lewis", "ann")
    await store.close()
    return scene


@pytest.fixture(scope="module")
def lived(tmp_path_factory):
    folder = tmp_path_factory.mktemp("weeks")
    scene = asyncio.run(live_on_without_sam(databases.sqlite(folder)))
    [file] = folder.glob("*.db")
    return file, scene


@pytest.fixture
async def silent(lived, tmp_path):
    """Sam, alone in Ward 9's seat, was asked for the third time some days ago."""
    file, before = lived
    shutil.copy(file, tmp_path / "lived.db")
    store = Store(f"sqlite:///{tmp_path / 'lived.db'}")
    scene = a_scene(store)
    scene.persons, scene.partnership_id = dict(before.persons), before.partnership_id
    yield scene
    await store.close()


def days_of(rows):
    return [(row.sent_at - at(0)).days for row in rows if row.state == "sent"]


async def told_on(scene):
    """Live on until Sam's note says it; the day on which it went out."""
    for day in range(40, LAST):
        await keep_busy(scene, day, day, "priya", "jo", "lewis", "ann")
        if TOLD in said(await scene.page("sam")):
            return day
    raise AssertionError("never told")


async def told_to(scene, who):
    """What stands on somebody's page that says it."""
    entries = await scene.store.read(exchanges.page, scene.persons[who], until=at(365), most=100)
    return [one for one in entries if TOLD in getattr(plain.read(one.shown), "text", "")]


async def quiet(scene, day):
    return said(await scene.say("priya", "/table quiet", now=at(day, 12)))


async def test_the_partner_is_told_first_and_only_after_the_third_asking_had_its_time(silent):
    assert days_of(await silent.rows("check_in", "sam")) == [14, 21, 35]
    assert TOLD not in said(await silent.page("sam"))
    assert "Draft" not in await quiet(silent, 39)
    assert "nothing to draft" in said(await silent.say("priya", "/table draft for Ward 9 Trust", now=at(39, 13)))
    told = await told_on(silent)

    assert told == 42
    for day in (told, told + 3):
        assert "Draft" not in await quiet(silent, day)
        early = await silent.heard("priya", draft_of(silent), now=at(day, 13))
        assert "nothing to draft about the seat of Ward 9 Trust" in said(early)


def draft_of(scene):
    return Act(name="sponsor.draft", on=(str(scene.persons["sam"].id),))


async def test_then_a_person_may_send_words_about_the_seat_that_name_nobody(silent):
    told = await told_on(silent)
    shown = await quiet(silent, told + 4)
    drafted = said(await silent.say("priya", "/table draft for Ward 9 Trust", now=at(told + 4, 13)))
    pressed = said(await silent.heard("priya", draft_of(silent), now=at(told + 4, 13)))

    assert "> Draft a word to Dr Lewis Gray: /table draft for Ward 9 Trust" in shown
    assert drafted == pressed
    assert "The seat of Ward 9 Trust at Home from hospital has been empty of late." in drafted
    assert "Sam" not in drafted
    assert "coordinator" in said(await silent.say("jo", "/table draft for Ward 9 Trust", now=at(told + 4, 13)))


async def test_the_bot_sends_the_sponsor_nothing_of_it_and_the_partner_is_told_once(silent):
    told = await told_on(silent)
    await silent.say("priya", "/table draft for Ward 9 Trust", now=at(told + 4, 13))
    await keep_busy(silent, told + 5, told + 16, "priya", "jo", "lewis", "ann")

    assert [row for row in await silent.rows(None, "dr") if row.state == "sent" and row.kind != "welcome"] == []
    assert len(await told_to(silent, "sam")) == 1
    assert days_of(await silent.rows("check_in", "sam")) == [14, 21, 35]


@pytest.mark.parametrize("after", [1, 5])
async def test_whoever_sorts_it_says_so_and_nobody_is_asked(silent, after):
    told = await told_on(silent)
    answer = said(await silent.say("sam", "I'll sort it", now=at(told + after, 11)))

    assert "I'll leave it with you" in answer
    assert "Draft" not in await quiet(silent, told + 8)
    assert "nothing to draft" in said(await silent.heard("priya", draft_of(silent), now=at(told + 8, 13)))
    assert "Nobody was about to be asked" in said(await silent.say("sam", "I'll sort it", now=at(told + 8, 14)))


async def test_any_sign_of_life_ends_it(silent):
    told = await told_on(silent)
    await silent.say("priya", "spoke to @Sam Okoye yesterday", now=at(told + 4, 11))

    assert "nothing to draft" in said(await silent.heard("priya", draft_of(silent), now=at(told + 4, 13)))


async def test_whoever_else_sits_there_is_somebody_to_ask(silent):
    await silent.join("Una Fox", "Ward 9 Trust")
    await keep_busy(silent, 40, 46, "priya", "una")

    assert TOLD not in said(await silent.page("sam"))
    assert "nothing to draft" in said(await silent.say("priya", "/table draft for Ward 9 Trust", now=at(46, 13)))


async def test_whoever_reads_along_there_sits_in_no_seat(silent):
    await silent.join("Una Fox", "Ward 9 Trust", role=Role.OBSERVER)

    assert await told_on(silent) == 42


async def test_a_sponsor_who_has_stepped_down_is_not_asked_and_another_only_after_the_partner_was_told_of_them(silent):
    told = await told_on(silent)
    await silent.say("dr", "I'd rather not be the sponsor any more", now=at(told + 1, 9))
    assert "Draft" not in await quiet(silent, told + 4)
    await silent.say("priya", "/table sponsor Mo Hart <hart@ward9.example> for Ward 9 Trust", now=at(told + 4, 13))
    await silent.know("mo")
    await silent.say("mo", "yes to being the sponsor", now=at(told + 4, 14))

    assert "Draft" not in await quiet(silent, told + 4)
    await keep_busy(silent, told + 5, told + 7, "priya", "jo", "lewis", "ann")
    assert "may ask Mo Hart who could" in said(await silent.page("sam"))
    await keep_busy(silent, told + 8, told + 11, "priya", "jo", "lewis", "ann")
    assert "Draft a word to Mo Hart" in await quiet(silent, told + 11)


async def test_where_nobody_else_convenes_nobody_is_told(silent):
    priya, sam = silent.persons["priya"], silent.persons["sam"]
    parts = await silent.store.run(seat_words.told_first, await silent.partner("sam"), now=at(42))
    assert len(parts) == 2
    await silent.store.run(leads.stop_convening, priya, now=at(42))
    none = await silent.store.run(seat_words.told_first, await silent.partner("sam"), now=at(42))

    assert none == ()
    since = await silent.store.read(sponsors.of_seat, sam.viewer, sam.seat_id)
    spell = askings.spell_of(await silent.partner("sam"))
    assert await silent.store.read(sponsors.told, sam, spell, since=since.answered_at) is None
