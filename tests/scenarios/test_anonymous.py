"""Words without a name are nobody's: all of the database is read, and nothing in it leads from them to who wrote them.

What is done to share them leaves what taking them back would have left, but for the words themselves.
"""

import json
from datetime import date, datetime

import pytest
from sqlalchemy import select

from bot.domain.reflections import monday_of
from bot.messages import plain
from bot.services import debriefs, reflections_back
from bot.services.request import Answers
from bot.storage import debriefs as storage
from bot.storage import reflections
from bot.storage.schema import metadata
from bot.storage.store import Store
from tests.support import databases
from tests.support.pressing import ways_on
from tests.support.scene import a_table_of_five, at, said

WORDS = 'we hold beds back\nfor our own lists, "just in case"'
SHORT = "we hold beds back"

# On a Wednesday, at a second that no other row is written at.
SHARED_AT = at(51, 14, 37)
MONDAY = monday_of(SHARED_AT.date())


async def rows(scene):
    """Every table with all its rows, each as its columns."""

    def read(tx):
        return {
            name: [dict(row._mapping) for row in tx.execute(select(table))]
            for name, table in sorted(metadata.tables.items())
        }

    return await scene.store.read(read)


def holding(found, words):
    """The cells with the words in them, as they are and as they stand in a card that is kept."""
    kept = json.dumps(words, ensure_ascii=False)[1:-1]
    return [
        (table, column, row)
        for table, those in found.items()
        for row in those
        for column, cell in row.items()
        if isinstance(cell, str) and (words in cell or kept in cell or " ".join(words.split()) in cell)
    ]


async def typed(scene):
    await scene.say("sam", f"/reflect {WORDS}", now=at(45), key="k1")


async def in_a_form(scene):
    form = (await scene.say("sam", "/reflect", now=at(45), key="k1")).show
    await scene.heard("sam", Answers(act=form.act, values={"words": WORDS}), now=at(45), key="k2")


async def asked_about(scene):
    """It was asked about, left lying, and said again."""
    await scene.say("sam", f"/reflect {WORDS} 943 476 5919", now=at(45), key="k1")
    await scene.say("sam", f"/reflect {WORDS}", now=at(45, 12), key="k2")


async def in_a_debrief(scene):
    await scene.store.run(storage.begin, scene.persons["sam"].viewer, number=9, on=at(49).date())
    for who, answer in (("jo", "we waited for each other"), ("sam", WORDS)):
        form = (await scene.say(who, "answer the debrief", now=at(50), key=f"{who}1")).show
        values = {"part1": "", "part2": answer, "part3": ""}
        await scene.heard(who, Answers(act=form.act, values=values), now=at(50), key=f"{who}2")


async def given_back(scene):
    """Six weeks later it stands in their note, whole and on their page, and is looked at on their list."""
    await scene.say("sam", f"/reflect {WORDS}", now=at(8), key="k1")
    await scene.say("sam", "/commit draw a map by 2027-03-05", now=at(40))
    await scene.say("jo", "/commit draw a map by 2027-03-05", now=at(40))
    for day in range(49, 52):
        await scene.tick(at(day))
    assert "Six weeks ago you noticed" in said(await scene.page("sam"))
    await scene.say("sam", "/reflect list", now=at(51), key="k2")


async def before_a_meeting(scene):
    """It stands in the brief before one, whole and on their page."""
    await scene.say("priya", "/table meeting on 4 March 2pm", now=at(44))
    await scene.say("sam", f"/reflect {WORDS}", now=at(45), key="k1")
    for day in range(49, 52):
        await scene.tick(at(day))
    assert "You noticed" in said(await scene.page("sam"))


async def kept_to_oneself(scene):
    """It began as a wish of others."""
    form = (await scene.say("sam", "if only they held no beds back", now=at(45), key="k0")).show
    asked = await scene.heard(
        "sam", Answers(act=form.act, values={"need": WORDS, "whom": "table"}), now=at(45), key="k1"
    )
    [way] = [way for way in ways_on("sam", scene.slug, "e0", asked.show) if way.label == "Keep it to myself"]
    await scene.heard("sam", way.act, now=at(45), key="k2")


@pytest.fixture
async def stores(tmp_path):
    """Two of their own."""
    opened = [Store(databases.sqlite(tmp_path)) for _ in range(2)]
    yield opened
    for one in opened:
        await one.close()


WAYS = [typed, in_a_form, asked_about, in_a_debrief, given_back, before_a_meeting]


async def lived(store, way):
    """A table of five at which others write as well, before and after."""
    scene = await a_table_of_five(store)
    for who in ("jo", "lewis", "sam"):
        await scene.say(who, f"/reflect what {who} saw", now=at(2))
    for day in (7, 14, 21, 28, 35, 42, 44):
        for who in ("sam", "jo", "lewis", "ann", "priya"):
            await scene.say(who, "/table", now=at(day, 9))
    await way(scene)
    return scene


async def number_of(scene):
    mine = await scene.store.read(reflections.mine, scene.persons["sam"])
    [number] = [one.number for one in mine if one.text.startswith(SHORT)]
    return number


async def share(scene, *, by_button):
    number = await number_of(scene)
    if not by_button:
        await scene.say("sam", f"share {number}", now=at(51, 13), key="s1")
        await scene.say("sam", f"share {number} without my name", now=at(51, 13), key="s2")
        return await scene.say("sam", f"share {number} without my name, yes", now=SHARED_AT, key="s3")
    shown = await scene.say("sam", f"share {number}", now=at(51, 13), key="s1")
    for label, key, now in (("Without my name", "s2", at(51, 13)), ("Share it without my name", "s3", SHARED_AT)):
        [way] = [way for way in ways_on("sam", scene.slug, "e0", shown.show) if way.label == label]
        shown = await scene.heard("sam", way.act, now=now, key=key)
    return shown


@pytest.mark.parametrize("by_button", [False, True], ids=["typed", "pressed"])
@pytest.mark.parametrize("way", WAYS)
async def test_the_words_stand_in_one_row_that_is_nobodys(store, way, by_button):
    scene = await lived(store, way)
    assert "it isn't yours any more" in said(await share(scene, by_button=by_button))
    found = await rows(scene)

    [(table, column, row)] = holding(found, WORDS)
    assert (table, column) == ("reflection", "text")
    assert {row[name] for name in ("partner_id", "number", "question")} == {None}
    assert row["on_day"] == MONDAY
    assert not any(isinstance(cell, datetime) for cell in row.values())
    assert {name for name, cell in row.items() if cell is not None} <= {
        *("id", "partnership_id", "text", "shared", "on_day", "debrief", "part")
    }
    assert holding(found, SHORT) == [(table, column, row)]


@pytest.mark.parametrize("way", WAYS)
async def test_its_number_is_out_of_turn(store, way):
    """The next in turn would tell between which others, and so on which day, it was written."""
    scene = await lived(store, way)
    await share(scene, by_button=False)
    await scene.say("jo", "/reflect after that", now=at(52))
    numbers = {row["text"]: row["id"] for row in (await rows(scene))["reflection"]}

    assert numbers.pop(WORDS) < 0
    assert all(0 < number < 100 for number in numbers.values())


def ordinary(table, row):
    """A row without its number, which only counts."""
    return table, json.dumps({name: str(cell) for name, cell in row.items() if name != "id"}, sort_keys=True)


async def left_by(scene, request):
    """What one request added or changed anywhere, but for the words themselves."""
    before = {ordinary(table, row) for table, those in (await rows(scene)).items() for row in those}
    await request
    after = await rows(scene)
    return {
        ordinary(table, row)
        for table, those in after.items()
        for row in those
        if not (table == "reflection" and row["partner_id"] is None)
    } - before


def then(found):
    """What was written at that second."""
    return {row for row in found if "14:37:00" in row[1]}


@pytest.mark.parametrize("way", WAYS)
async def test_sharing_leaves_what_taking_back_would_have_left(stores, way):
    """So neither a moment, nor a reply that is kept, nor a sign of life says that they shared words without a name."""
    shared, taken_back = [await lived(store, way) for store in stores]
    number = await number_of(shared)
    one = await left_by(shared, shared.say("sam", f"share {number} without my name, yes", now=SHARED_AT, key="s3"))
    other = await left_by(taken_back, taken_back.say("sam", f"take back {number}", now=SHARED_AT, key="s3"))
    # Of a page more goes than when words are taken back; what is added to it is the same.
    notes = {row for row in one ^ other if row[0] not in ("message", "exchange")}

    assert notes == set()
    assert then(one) == then(other) != set()


@pytest.mark.parametrize("way", [typed, kept_to_oneself])
async def test_who_reflected_is_not_in_the_ledger(store, way):
    scene = await lived(store, way)
    assert await number_of(scene)
    kinds = {row["kind"] for row in (await rows(scene))["participation"] if row["on_day"] == date(2027, 2, 25)}

    assert kinds - {"looked"} == {"answered"}


async def test_how_many_answered_a_debrief_is_kept_and_not_who(store):
    scene = await lived(store, in_a_debrief)
    await share(scene, by_button=False)
    found = await rows(scene)

    assert [row["answered"] for row in found["debrief"]][-1] == 2
    assert not {"person_id", "partner_id"} & set(metadata.tables["debrief"].columns.keys())
    [own] = [row for row in found["reflection"] if row["debrief"] and row["partner_id"]]
    assert own["partner_id"] == scene.persons["jo"].id


async def test_what_is_nobodys_comes_back_to_nobody(store):
    scene = await lived(store, typed)
    await share(scene, by_button=False)
    for day in range(51 + 36, 51 + 50):
        for who in ("sam", "jo"):
            assert await scene.store.read(reflections_back.lines, scene.persons[who], now=at(day)) == []
    shown = await scene.store.read(debriefs.show, scene.persons["sam"], None, now=at(60))
    assert SHORT not in plain.written(shown.show)
