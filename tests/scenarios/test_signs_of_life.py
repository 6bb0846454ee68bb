"""Somebody notes that they heard from somebody else: whoever it is about is shown it, and may say that it isn't so."""

import pytest
from sqlalchemy import select

from bot.domain.acts import Act
from bot.domain.participation import Kind
from bot.services import participation
from bot.services.pages import ways
from bot.storage import rhythms
from bot.storage.schema import change
from bot.storage.schema import partner as partners
from tests.support.scene import BEGIN, DAY, at, said


async def noted_for_sam(scene):
    """Priya spoke to Sam on a Thursday, three weeks after Sam was here."""
    await scene.say("sam", "/commit send the discharge data", now=at(0))
    return await scene.say("priya", "spoke to Sam Okoye on Thursday", now=at(25, 10))


async def note_to(scene, who, *, first, last):
    """The note that goes out to somebody on one of these days."""
    await scene.days(first, last)
    [*_, note] = [row for row in await scene.rows("note", who) if row.state == "sent"]
    return note


async def pressed(scene, who, shown, *, now):
    [way] = [one for one in ways(shown) if one.label == "That isn't so"]
    return await scene.heard(who, way.act, now=now)


async def rhythm(scene, who):
    keys = scene.persons[who]
    columns = (*rhythms.columns(partners), partners.c.next_check_in_at)
    return await scene.store.read(lambda tx: tuple(tx.execute(select(*columns).where(partners.c.id == keys.id)).one()))


async def test_the_next_note_shows_what_was_noted_and_by_whom(scene):
    await noted_for_sam(scene)
    await note_to(scene, "sam", first=25, last=29)

    shown = await scene.page("sam")
    assert "Priya Shah noted that they heard from you on Thursday 4 February." in said(shown)
    assert "I last saw you" not in said(shown)


async def test_it_is_shown_once_and_stands_in_my_data_for_as_long_as_it_counts(scene):
    await noted_for_sam(scene)
    await note_to(scene, "sam", first=25, last=29)
    await note_to(scene, "sam", first=30, last=50)

    assert "Priya Shah noted" not in said(await scene.page("sam"))
    mine = await scene.say("sam", "/table my data", now=at(50))
    assert "What others noted for you" in said(mine)
    assert "Priya Shah noted that they heard from you on Thursday 4 February." in said(mine)


async def test_that_isnt_so_takes_it_back_and_the_rhythm_with_it(scene):
    await scene.say("sam", "/commit send the discharge data", now=at(0))
    before = await rhythm(scene, "sam")
    await scene.say("priya", "spoke to Sam Okoye on Thursday", now=at(25, 10))
    assert (await rhythm(scene, "sam"))[0] == BEGIN + 24 * DAY
    await scene.store.run(
        participation.take_back,
        await scene.partner("sam"),
        on_day=BEGIN + 24 * DAY,
        kind=Kind.SPOKE,
        at=at(25),
    )

    assert await rhythm(scene, "sam") == before


async def test_the_button_says_what_became_of_it(scene):
    await noted_for_sam(scene)
    mine = await scene.say("sam", "/table my data", now=at(26))
    told = await pressed(scene, "sam", mine.show, now=at(26))
    again = await pressed(scene, "sam", mine.show, now=at(26))
    after = said(await scene.say("sam", "/table my data", now=at(26)))

    assert "I've taken it back: Thursday 4 February" in said(told)
    assert "taken back already" in said(again)
    assert "noted that they heard from you" not in after
    assert "taken back 1" in after
    assert (await rhythm(scene, "sam"))[0] == BEGIN + 26 * DAY


@pytest.mark.parametrize(
    "words", ["that isn't so", "That isn’t so.", "it isn't so on Thursday", "that isnt so 2027-02-04"]
)
async def test_it_can_be_said_in_words(scene, words):
    await noted_for_sam(scene)

    assert "I've taken it back: Thursday 4 February" in said(await scene.say("sam", words, now=at(26)))


@pytest.mark.parametrize("words", ["that isn't so", "that isn't so on Monday"])
async def test_where_nobody_noted_anything_that_is_said(scene, words):
    assert "Nobody has noted anything for you" in said(await scene.say("sam", words, now=at(26)))


@pytest.mark.parametrize("on", [("x",), ("2027-13-45",), ("999999999",)])
async def test_a_button_of_no_day_takes_nothing_back(scene, on):
    await noted_for_sam(scene)
    await scene.heard("sam", Act(name="quiet.notso", on=on), now=at(26))

    assert "noted that they heard from you" in said(await scene.say("sam", "/table my data", now=at(26)))


async def test_nobody_else_can_take_it_back(scene):
    await noted_for_sam(scene)
    for other in ("jo", "priya"):
        await scene.heard(other, Act(name="quiet.notso", on=("2027-02-04",)), now=at(26))

    assert "noted that they heard from you" in said(await scene.say("sam", "/table my data", now=at(26)))


async def test_what_was_taken_back_is_not_noted_a_second_time(scene):
    await noted_for_sam(scene)
    await scene.say("sam", "that isn't so", now=at(26))
    again = await scene.say("priya", "spoke to Sam Okoye on Thursday", now=at(26))

    assert "they've said it isn't so" in said(again)
    assert "noted that they heard from you" not in said(await scene.say("sam", "/table my data", now=at(26)))


async def test_noting_the_same_day_twice_says_the_same_and_names_who_noted_it_first(scene):
    first = await noted_for_sam(scene)
    again = await scene.say("jo", "spoke to Sam Okoye on Thursday", now=at(25, 11))
    mine = said(await scene.say("sam", "/table my data", now=at(26)))

    assert said(first) == said(again)
    assert mine.count("noted that they heard from you") == 1
    assert "Priya Shah noted" in mine


async def test_a_check_in_never_claims_to_have_seen_somebody_who_was_only_noted(scene):
    await noted_for_sam(scene)
    await scene.days(25, 29)
    for day in range(30, 70):
        await scene.tick(at(day))
    asked = [row for row in await scene.rows("check_in", "sam") if row.state == "sent"]

    page = said(await scene.page("sam"))
    assert asked
    assert "I last saw you" not in page
    assert "the last I heard of you at Home from hospital was on 4 February, from somebody there" in page


async def test_nobody_is_written_to_who_did_not_say_yes(scene):
    await scene.join("Kim Hall", "Valley Homes", agreed=None)
    await scene.say("kim", "only when I write", now=at(0))
    await scene.say("priya", "spoke to Kim Hall today", now=at(1))

    assert await scene.rows("note", "kim") == []


async def test_whoever_is_erased_leaves_nothing_that_was_noted_of_them_or_by_them(scene):
    await noted_for_sam(scene)
    await scene.say("jo", "spoke to Ann Bell today", now=at(25))
    await scene.say("sam", "/table erase me yes", now=at(26))
    await scene.say("jo", "/table erase me yes", now=at(26))

    assert (
        await scene.store.read(lambda tx: tx.execute(select(change.c.id).where(change.c.what == "spoke")).all()) == []
    )
    assert "Somebody here noted that they heard from you" in said(await scene.say("ann", "/table my data", now=at(27)))


@pytest.mark.parametrize("by", ["the button", "words"])
async def test_whoever_noted_it_by_a_slip_undoes_it_and_all_is_as_before(scene, by):
    await scene.say("sam", "/commit send the discharge data", now=at(0))
    before = await rhythm(scene, "sam")
    noted = await scene.say("priya", "spoke to Sam Okoye on Thursday", now=at(25, 10))
    [undo] = [one for one in ways(noted.show) if one.label == "Undo"]
    if by == "words":
        undone = await scene.say("priya", "undo spoke to @Sam Okoye on 2027-02-04", now=at(25, 11))
    else:
        undone = await scene.heard("priya", undo.act, now=at(25, 11))

    assert said(undone) == "Undone: nothing is noted of you and Sam Okoye on Thursday 4 February."
    assert await rhythm(scene, "sam") == before
    assert "Priya Shah noted" not in said(await scene.say("sam", "/table my data", now=at(25, 12)))
    again = await scene.say("priya", "spoke to Sam Okoye on Thursday", now=at(25, 13))
    assert said(again).startswith("Noted: you spoke to Sam Okoye")


async def test_nobody_undoes_what_another_noted(scene):
    await noted_for_sam(scene)
    other = await scene.say("jo", "undo spoke to Sam Okoye on Thursday", now=at(25, 11))

    assert said(other) == "You've noted nobody for Thursday 4 February."
    assert "Priya Shah noted" in said(await scene.say("sam", "/table my data", now=at(25, 12)))
