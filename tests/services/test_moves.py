"""What rides in the weekly note: suggestions for whoever convenes, thanks, offers, and twice a year a question."""

from dataclasses import dataclass
from datetime import datetime

import pytest

from bot.domain.people import Role
from bot.messages import plain
from bot.messages.render.text import text
from bot.messages.words import plain as in_plain
from bot.services import goodbyes, moves
from bot.storage import people
from tests.support.scene import a_scene, a_table_of_five, at, said


@pytest.fixture
async def table(store):
    return await a_table_of_five(store)


@dataclass(frozen=True, slots=True, kw_only=True)
class Sent:
    """What went out: of which kind, to whom by their first name, in which words, when, and what rode along."""

    kind: str
    to: str
    text: str
    at: datetime
    riders: tuple[str, ...]


def sent(lines):
    return [
        Sent(
            kind=line.row.kind,
            to=line.row.to.partition("@")[0],
            text=" ".join(text(plain.read(line.row.card), width=10_000).split()) if line.row.card else "",
            at=line.at,
            riders=line.row.riders,
        )
        for line in lines
        if line.row.state == "sent"
    ]


def notes(lines, who=None):
    return [one.text for one in lines if one.kind == "note" and who in (None, one.to)]


async def here_each_day(table, first, last, *names):
    """The clock turns, and those are here on each day; what was sent."""
    lines = []
    for day in range(first, last + 1):
        # Once a week is as often as nobody asks about.
        for who in names if (day - first) % 7 == 0 else ():
            await table.say(who, "/table", now=at(day, 10))
        lines += await table.tick(at(day))
    return sent(lines)


async def suggestions(table, who, day):
    partner = await table.partner(who)
    found = await table.store.read(moves.suggested, partner, now=at(day))
    return [in_plain(one.text) for one in found]


EVERYBODY = ("priya", "sam", "jo", "lewis", "ann")


async def test_thanks_ride_in_the_weekly_note_of_whoever_is_thanked_and_stand_there_once(table):
    await table.say("jo", "/table thanks @Sam Okoye for the void list", now=at(2))
    lines = await here_each_day(table, 3, 20, *EVERYBODY)
    sam = notes(lines, "sam")

    assert [one for one in sam if "Jo Lee of Northside Care thanks you for “the void list”" in one] == sam[:1]
    assert not [one for one in notes(lines) if "void list" in one and one not in sam]


async def test_an_offer_is_told_when_it_is_made_and_waits_in_the_note(table):
    await table.say("priya", "/table strand housing checks", now=at(2))
    await table.say("priya", "/table lead @Jo Lee on housing", now=at(2))
    lines = await here_each_day(table, 2, 9, *EVERYBODY)
    told = [line.text for line in lines if line.kind == "offer"]

    assert len(told) == 1
    assert "Priya Shah asks whether you'd lead “housing checks” for now." in told[0]
    assert "Priya Shah asks whether you'd lead “housing checks” for now" in notes(lines, "jo")[0]
    await table.say("jo", "yes, I'll lead 1", now=at(10))
    assert "led by Jo Lee of Northside Care" in said(await table.say("ann", "/table strands", now=at(10)))


async def test_words_answer_as_buttons_do(table):
    for words, heard in (
        ("/table strand housing checks", "has begun"),
        ("/commit ring the ward", "You said you'd"),
        ("1 belongs to housing checks", "belongs to “housing checks” now"),
        ("I'll lead housing checks", "You lead “housing checks” for now."),
        ("I can't lead housing checks any more", "Thank you for leading"),
        ("rename strand 1 to homes", "now called “homes”"),
        ("end strand 1, all checked", "What came of it: “all checked”"),
        ("who convenes?", "Priya Shah of Riverside, since"),
        ("I'd convene", "I'll ask Priya now."),
        ("withdraw offer to convene", "It's taken back"),
        ("take back my thanks", "no thanks of yours"),
        ("/commit 24-hour cover belongs to the ward", "You said you'd “24-hour cover belongs to the ward”"),
    ):
        assert heard in said(await table.say("sam", words)), words


async def test_whoever_convenes_is_told_privately_where_one_organisation_holds_most(table):
    for number in range(5):
        await table.say("sam", f"/commit thing {number}")
    assert not [one for one in await suggestions(table, "priya", 1) if "open commitments" in one]
    await table.say("jo", "/commit another thing")

    line = "Ward 9 Trust holds five of the six open commitments. Might somebody else be better placed for some of it?"
    assert line in await suggestions(table, "priya", 1)
    assert await suggestions(table, "sam", 1) == []
    lines = await here_each_day(table, 1, 40, *EVERYBODY)
    told = [one for one in notes(lines) if "open commitments" in one]
    assert told == [one for one in notes(lines, "priya") if "open commitments" in one]
    # Of six weeks in January and February the first note of each month.
    assert len(told) == 2


async def test_what_an_organisation_keeps_to_itself_is_in_no_number(table):
    for number in range(1, 7):
        await table.say("sam", f"/commit thing {number}")
        await table.say("sam", f"more {number} for my organisation")

    assert not [one for one in await suggestions(table, "priya", 1) if "open commitments" in one]


async def test_of_somebody_in_their_own_right_it_is_not_said(table):
    for number in range(7):
        await table.say("ann", f"/commit thing {number}")

    assert not [one for one in await suggestions(table, "priya", 1) if "open commitments" in one]


async def test_a_lead_who_was_asked_and_has_not_answered_is_named_to_who_convenes_alone(table):
    await table.say("sam", "/table strand housing checks")
    await table.say("sam", "I'll lead housing checks")
    lines = await here_each_day(table, 1, 45, "priya", "jo", "lewis", "ann")
    named = [one for one in notes(lines) if "who leads “housing checks”, has been quiet" in one]

    assert named
    assert named == [one for one in notes(lines, "priya") if "has been quiet. Somebody else" in one]
    asked = [number for number, line in enumerate(lines) if line.kind == "note" and line.to == "sam" and line.riders]
    told = [number for number, line in enumerate(lines) if line.text in named]
    assert asked[0] < told[0]
    for who in ("jo", "ann"):
        for words in ("/table", "/table strands", "/table strands 1", "/table digest", "/table convening"):
            assert "quiet" not in said(await table.say(who, words, now=at(46)))
    await table.say("sam", "still in", now=at(46))
    assert not [one for one in await suggestions(table, "priya", 47) if "has been quiet" in one]


async def test_a_coordinator_who_goes_quiet_is_checked_in_like_anyone_and_nobody_is_told_of_it(table):
    lines = await here_each_day(table, 1, 80, "sam", "jo", "lewis", "ann")
    asked = [line for line in lines if line.kind == "note" and line.to == "priya" and "check_in" in line.riders]

    assert len(asked) == 3
    for line in lines:
        if line.to != "priya":
            assert "Priya" not in line.text or "quiet" not in line.text
    shown = said(await table.say("sam", "/table convening", now=at(81)))
    assert "quiet" not in shown
    assert "Anybody may offer to convene, at any time; whoever convenes is asked." in shown


async def test_an_offer_that_a_silent_coordinator_never_hears_is_its_makers_to_take_up(table):
    await here_each_day(table, 1, 20, "sam", "jo", "lewis", "ann")
    await table.say("sam", "I'd convene", now=at(21))
    await here_each_day(table, 21, 48, "sam", "jo", "lewis", "ann")
    assert "I'll ask Priya" in said(await table.say("sam", "I'd convene", now=at(48)))
    await table.say("sam", "I'd convene", now=at(49))

    conveners = await table.store.read(people.conveners, table.persons["sam"].viewer)
    assert [one.person.first_name for one in conveners] == ["Priya", "Sam"]


async def test_the_half_years_question_rides_in_one_note_and_has_none_of_its_own(table):
    lines = await here_each_day(table, 175, 225, *EVERYBODY)
    asked = [line for line in lines if line.kind == "note" and "Twice a year" in line.text]

    assert sorted(line.to for line in asked) == sorted(EVERYBODY)
    assert asked[0].to == "priya"
    weeks = [(line.to, line.at.isocalendar()[:2]) for line in lines if line.kind == "note"]
    assert len(weeks) == len(set(weeks))
    for who in EVERYBODY[:3]:
        assert "Thank you." in said(await table.say(who, "it's still right", now=at(226)))


async def test_whoever_is_asked_about_their_silence_is_not_asked_that_too(table):
    lines = await here_each_day(table, 175, 225, "priya", "jo")
    both = [line for line in lines if line.kind == "note" and "Twice a year" in line.text and "I'm asking" in line.text]

    assert both == []


async def test_two_who_might_convene_are_spoken_of_once_a_month_while_one_does(table):
    lines = await here_each_day(table, 1, 40, *EVERYBODY)
    two = [one for one in notes(lines) if "Two who convene" in one]
    assert two == [one for one in notes(lines, "priya") if "Two who convene" in one]
    assert len(two) == 2

    await table.say("priya", "/table convene @Jo Lee", now=at(41))
    await table.say("jo", "yes, I'll convene", now=at(41))
    assert not [one for one in notes(await here_each_day(table, 42, 60, *EVERYBODY)) if "Two who convene" in one]


async def test_a_table_of_one_organisation_is_not_told_to_look_for_another(store):
    table = await a_scene(store).begin()
    await table.join("Una Fox", "Riverside")
    await table.join("Wendy Watts", "Elm", role=Role.OBSERVER)

    assert await suggestions(table, "priya", 1) == []


async def test_a_table_nobody_convenes_says_so_at_a_glance_and_anybody_may(table):
    await table.store.run(goodbyes.leave, await table.partner("priya"), _yes(), now=at(1))
    assert "Nobody convenes this table just now." in said(await table.say("ann", "/table", now=at(2)))
    assert "You convene Home from hospital now." in said(await table.say("ann", "I'd convene", now=at(2)))

    assert "Nobody convenes" not in said(await table.say("jo", "/table", now=at(3)))


def _yes():
    from bot.services.request import Said

    return Said(rest="yes")


async def test_whoever_leads_sees_no_more_than_before(table):
    await table.say("sam", "/table strand housing checks")
    await table.say("sam", "/commit ring the ward")
    await table.say("sam", "1 belongs to housing checks")
    await table.say("sam", "more 1 for my organisation")
    await table.say("sam", "/reflect we assumed families knew the number")
    asked = ("/table quiet", "/table our part", "/table settings", "more 1", "/table digest", "/table convening")

    async def seen():
        return [said(await table.say("ann", words, now=at(30))) for words in asked]

    await here_each_day(table, 1, 30, "priya", "ann")
    before = await seen()
    await table.say("ann", "I'll lead housing checks", now=at(30))

    # That they lead is told to everybody in the digest; nothing else is told to them.
    now = [one.replace(" What moved - Ann Bell leads “housing checks” now.", "") for one in await seen()]
    assert now == before
    assert "ring the ward" not in said(await table.say("ann", "/table strands 1", now=at(30)))
