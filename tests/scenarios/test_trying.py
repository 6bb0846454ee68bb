"""A try's life: on its day whoever began it is reminded, once, with all else of that day; and others are asked."""

import pytest

from bot.messages import plain
from bot.messages.render.text import text
from tests.support.scene import at, said

SAM = "sam@home.example"


@pytest.fixture
def scene(scene_on_both):
    return scene_on_both


def reminders(lines, to=SAM):
    return [line for line in lines if line.row.kind == "reminder" and line.row.to == to and line.row.card]


def words(line) -> str:
    return " ".join(text(plain.read(line.row.card), width=10_000).split())


async def test_on_its_day_and_once_three_days_late_it_is_to_be_looked_at(scene):
    await scene.say("sam", "/table try ring the ward by 2027-01-14")
    found = reminders(await scene.days(1, 14))

    assert [line.at for line in found] == [at(3), at(7)]
    asked = "Keep it, change it or stop it, and what did you learn?"
    assert f"“ring the ward”, to look at on Thursday 14 January. {asked}" in words(found[0])
    assert f"“ring the ward” was to be looked at on Thursday 14 January. {asked}" in words(found[1])
    assert "This comes because you named the day at Home from hospital" in words(found[0])


async def test_after_its_day_the_map_says_that_it_waits(scene):
    await scene.say("sam", "/table try ring the ward by 2027-01-14")
    before, after = [said(await scene.say("jo", "/table map", now=at(day))) for day in (3, 4)]

    assert "“ring the ward”, until 14 January" in before
    assert "“ring the ward”, which waits to be looked at since 14 January" in after


async def test_what_is_due_and_what_is_to_be_looked_at_come_in_one_message(scene):
    await scene.say("sam", "/table try ring the ward by 2027-01-14")
    await scene.say("sam", "/table try draw a map by 2027-01-14")
    await scene.say("sam", "/commit send the discharge data by 2027-01-14")
    found = reminders(await scene.days(1, 4))

    assert len(found) == 1
    for part in ("“ring the ward”, to look at", "“draw a map”, to look at", "“send the discharge data” is for today"):
        assert part in words(found[0])


async def test_a_try_is_never_taken_for_the_commitment_of_its_number(scene):
    await scene.say("sam", "/commit send the discharge data by 2027-02-26")
    await scene.say("sam", "/table try ring the ward by 2027-01-14")
    [found] = reminders(await scene.days(1, 4))

    assert "discharge" not in words(found)


async def test_a_day_at_the_weekend_is_remembered_on_friday(scene):
    await scene.say("sam", "/table try ring the ward by 2027-01-17")

    assert [line.at for line in reminders(await scene.days(1, 6))] == [at(4)]


@pytest.mark.parametrize(
    "line", ["stop try 1 because it rained", "keep try 1 because it works", "change try 1 to write because it rained"]
)
async def test_what_was_looked_at_before_its_day_is_not_remembered_then(scene, line):
    await scene.say("sam", "/table try ring the ward by 2027-01-14")
    await scene.say("sam", line, now=at(1))

    assert reminders(await scene.days(1, 14)) == []


async def test_what_was_looked_at_between_owing_and_sending_is_not_sent(scene):
    await scene.say("sam", "/table try ring the ward by 2027-01-14")
    await scene.tick(at(3, 8))
    await scene.say("sam", "stop try 1 because it rained", now=at(3, 9))
    await scene.tick(at(3, 12))

    [row] = await scene.rows("reminder")
    assert (row.state, row.reason) == ("withdrawn", "over")


async def test_kept_it_is_remembered_on_its_next_day(scene):
    await scene.say("sam", "/table try ring the ward by 2027-01-14")
    first = reminders(await scene.days(1, 3))
    await scene.say("sam", "keep try 1 because it works", now=at(3, 12))
    later = reminders(await scene.days(4, 33))

    assert len(first) == 1
    assert [line.at for line in later] == [at(31)]


async def test_nobody_is_reminded_who_said_stop(scene):
    await scene.say("sam", "/table try ring the ward by 2027-01-14")
    await scene.say("sam", "stop", now=at(1))

    assert reminders(await scene.days(1, 8)) == []


async def test_whoever_is_named_is_asked_once_and_in_their_note(scene):
    await scene.say("sam", "/table try ring the ward by 2027-03-15")
    await scene.say("sam", "share try 1 with Northside Care, Ann Bell", now=at(0, 12))
    lines = await scene.days(1, 8)
    offers = [line for line in lines if line.row.kind == "offer"]
    notes = [line for line in lines if line.row.kind == "note" and line.row.to == "jo@home.example"]

    assert sorted(line.row.to for line in offers) == ["ann@home.example", "jo@home.example"]
    assert all("is trying something at Home from hospital: “ring the ward”." in words(line) for line in offers)
    assert any("One thing waits for your word" in words(line) for line in notes)
    assert "shares what may go wrong" in said(await scene.say("jo", "yes, we share try 1", now=at(8)))
    assert "Shared by Northside Care." in said(await scene.say("ann", "show try 1", now=at(8)))


async def test_a_sharer_who_answered_first_is_not_asked(scene):
    await scene.say("sam", "/table try ring the ward by 2027-03-15")
    await scene.say("sam", "share try 1 with Northside Care", now=at(0, 17))
    await scene.say("jo", "not us for try 1", now=at(0, 18))
    await scene.days(1, 3)

    [row] = await scene.rows("offer")
    assert (row.state, row.reason) == ("withdrawn", "over")


async def test_the_table_leads_with_how_it_goes(scene):
    await scene.say("sam", "/table outcome fewer nights on a ward")
    await scene.say("jo", "/table measure 1 42 nights yesterday")
    await scene.say("jo", "for outcome 1, fewer is better")
    await scene.say("jo", "/table measure 1 31 nights")

    shown = said(await scene.say("ann", "/table"))
    assert "42 nights on 10 January, 31 nights now. That's the way we want it." in shown
    assert "What we're trying" in said(await scene.say("ann", "/table more"))
