"""Sponsors: asked first, beside the table, and asked about a seat only once its partner was told."""

import pytest

from bot.domain.acts import Act
from bot.domain.people import Role
from bot.domain.quiet import State
from bot.messages.parts import Form
from bot.services import standing, tables
from bot.services.request import Answers
from bot.services.tables import Beginning, Newcomer
from bot.storage import exchanges, perspectives, sponsors
from tests.support.scene import a_scene, at, said

ASK = "/table sponsor Dr Lewis Gray <gray@ward9.example> for Ward 9 Trust"


async def with_gray(scene, *, agreed=True):
    """Dr Gray was asked to be the sponsor of Ward 9's seat, and said that they may be written to."""
    await scene.say("priya", ASK, now=at(0, 9))
    await scene.know("dr")
    if agreed:
        await scene.say("dr", "yes", now=at(0, 10))
        await scene.say("dr", "yes to being the sponsor", now=at(0, 10))
    return scene


async def on_page_of(scene, who):
    """All that stands on somebody's page."""
    entries = await scene.store.read(exchanges.page, scene.persons[who], until=at(365), most=50)
    return " ".join(entry.shown for entry in entries)


async def of_ward9(scene):
    return await scene.store.read(sponsors.of_seat, scene.persons["priya"].viewer, scene.persons["sam"].seat_id)


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


async def test_what_the_table_counts_has_no_sponsor_in_it(scene):
    before = said(await scene.say("priya", "/table who"))
    views = await scene.store.read(perspectives.spoken, scene.persons["priya"].viewer, now=at(0))
    await with_gray(scene)

    assert said(await scene.say("priya", "/table who", now=at(0, 11))) == before
    assert await scene.store.read(perspectives.spoken, scene.persons["priya"].viewer, now=at(0, 11)) == views
    found = await scene.store.read(standing.at_table, scene.persons["priya"].viewer, at=at(0, 11))
    assert {one.partner.role: one.state for one in found.partners}[Role.SPONSOR] is State.OBSERVER
    assert [one.partners for one in found.organisations if one.name == "Ward 9 Trust"] == [1]


async def test_a_sponsor_is_asked_nothing_that_those_who_sit_there_are(scene):
    await with_gray(scene)
    for words in (
        "/table ask @Dr Lewis Gray to ring the ward",
        "/table lead @Dr Lewis Gray on housing",
        "/table convene @Dr Lewis Gray",
    ):
        await scene.say("priya", "/table strand housing")
        await scene.say("priya", words)
    await scene.say("priya", "/table meeting 2027-02-02 2pm")
    await scene.days(0, 60)

    assert {row.kind for row in await scene.rows(None, "dr") if row.state == "sent"} <= {"answer"}
    assert await scene.rows("check_in", "dr") == []


async def test_a_sponsor_hears_of_their_own_reminders(scene):
    await with_gray(scene)
    await scene.say("dr", "/commit ring the chair by 2027-01-15", now=at(0, 12))
    await scene.days(1, 8)

    assert {row.state for row in await scene.rows("reminder", "dr")} == {"sent"}
    assert not [row for row in await scene.rows("note", "dr") if row.state == "sent"]


async def test_what_waits_for_their_word_stands_in_their_note(scene):
    await with_gray(scene, agreed=False)
    await scene.say("dr", "yes", now=at(0, 10))
    await scene.days(1, 9)
    [note] = [row for row in await scene.rows("note", "dr") if row.state == "sent"][:1]
    assert note
    assert "One thing waits for your word" in said(await scene.page("dr"))


async def test_reflections_are_not_for_a_sponsor_shared_or_not(scene):
    await with_gray(scene)
    await scene.say("jo", "/reflect the ward rings twice")
    await scene.say("jo", "share 1 with my name")
    theirs, others = [said(await scene.say(who, "/table digest", now=at(1))) for who in ("dr", "lewis")]

    assert "the ward rings twice" in others
    assert "the ward rings twice" not in theirs


async def test_a_sponsor_sees_how_their_own_seat_looks_and_nobody_elses(scene):
    await with_gray(scene)
    await scene.say("sam", "/commit send the discharge data")
    await scene.say("sam", "/commit ask the chief for money")
    await scene.say("sam", "more 2 for my organisation")
    await scene.say("jo", "/table ask @Sam Okoye to ring the ward")
    part = said(await scene.say("dr", "/table our part", now=at(1)))
    quiet = said(await scene.say("dr", "/table quiet", now=at(1)))
    sams = said(await scene.say("sam", "/table our part", now=at(1)))

    assert "Ward 9 Trust, as the table Home from hospital sees it." in part
    assert "send the discharge data" in part
    assert "ask the chief for money" not in part
    assert "ring the ward" not in part
    assert "First, us at Ward 9 Trust: we have one thing open." in quiet
    assert "Sam" not in quiet
    assert "ask the chief for money" in sams
    assert "Only those who sit here for Ward 9 Trust, and its sponsor, see this." in sams
    assert "chief" not in said(await scene.say("dr", "/commit list all", now=at(1)))


async def test_who_sits_there_is_told_that_their_sponsor_looked(scene):
    await with_gray(scene)
    await scene.say("dr", "/table our part", now=at(1))

    assert "Dr Lewis Gray looked at your seat's part on Tuesday 12 January" in said(
        await scene.say("sam", "/table who looked")
    )
    assert "Nobody has looked" in said(await scene.say("jo", "/table who looked"))


async def test_until_they_said_yes_it_is_nobodys_part_that_they_see(scene):
    await with_gray(scene, agreed=False)
    await scene.say("sam", "/commit send the discharge data")

    assert "discharge" not in said(await scene.say("dr", "/table our part", now=at(1)))
    assert "none: you were asked to be a sponsor" in said(await scene.say("dr", "/table my data", now=at(1)))


async def test_what_a_sponsor_does_is_no_sign_of_life_of_their_organisation(scene):
    await with_gray(scene)
    await scene.say("dr", "/table", now=at(5))
    found = await scene.store.read(standing.at_table, scene.persons["priya"].viewer, at=at(6))

    assert [one.last_on for one in found.organisations if one.name == "Ward 9 Trust"] == [None]
    assert "sponsor of the seat of Ward 9 Trust" in said(await scene.say("dr", "/table my data", now=at(6)))


async def test_nobody_but_a_coordinator_asks_and_ends(scene):
    for words in (ASK, "/table end sponsor for Ward 9 Trust"):
        assert "coordinator" in said(await scene.say("sam", words))


@pytest.mark.parametrize(
    ("words", "answer"),
    [
        ("/table sponsor @Sam Okoye for Ward 9 Trust", "Sam sits at this table already"),
        ("/table sponsor Sam <sam@home.example> for Ward 9 Trust", "Sam sits at this table already"),
        ("/table sponsor @Ann Bell for Riverside", "Ann sits at this table already"),
        ("/table sponsor @Sam Okoye for Mars", "No organisation here is called “Mars”."),
        ("/table sponsor Una Fox <una@ward9.example>", "For which organisation's seat?"),
        ("/table sponsor for Ward 9 Trust", "Say it in a few words"),
        ("/table sponsor Bob for Ward 9 Trust", "Bob"),
        ("/table sponsor @Sam Okoye @Jo Lee for Ward 9 Trust", "Sam Okoye"),
    ],
)
async def test_what_cannot_be_is_said_kindly(scene, words, answer):
    reply = said(await scene.say("priya", words))

    assert answer in reply
    assert await of_ward9(scene) is None


async def test_a_table_of_people_in_their_own_right_has_no_seat_for_a_sponsor(store):
    scene = a_scene(store, slug="own")
    beginning = Beginning(name="Own", slug="own")
    begun = await store.run(tables.begin, beginning, Newcomer(name="Ann Bell", email="a@own.example"), now=at(0, 8))
    scene.persons["ann"] = begun

    assert "No organisation sits here yet" in said(await scene.say("ann", "/table sponsor"))


async def test_the_form_asks_the_same(scene):
    form = await scene.say("priya", "/table sponsor")
    assert isinstance(form.show, Form)
    seat = str(scene.persons["sam"].seat_id)
    assert {one.value: one.label for one in form.show.fields[1].options}[seat] == "Ward 9 Trust"
    act = Act(name="sponsor.ask")
    wrong = await scene.heard("priya", Answers(act=act, values={"who": "Bob", "seat": seat}), now=at(0))
    asked = await scene.heard(
        "priya", Answers(act=act, values={"who": "Una Fox <una@w.example>", "seat": seat}), now=at(0)
    )

    assert list(wrong.wrong) == ["who"]
    assert "I'll ask Una Fox" in said(asked)


async def test_whoever_reads_along_can_be_asked_and_is_told_by_a_person(scene):
    await scene.join("Una Fox", "Ward 9 Trust", role=Role.OBSERVER)
    asked = said(await scene.say("priya", "/table sponsor @Una Fox for Ward 9 Trust"))
    shown = said(await scene.say("una", "/table sponsors", now=at(1)))
    yes = said(await scene.say("una", "yes to being the sponsor", now=at(1)))

    assert "I don't write to them, so tell them" in asked
    assert "yes to being the sponsor" in shown
    assert "You're the sponsor" in yes
    una = await scene.partner("una")
    assert (una.role, una.organisation) == (Role.SPONSOR, None)
    assert "I'd rather not" in said(await scene.say("una", "/table sponsors", now=at(1)))


async def test_no_is_a_good_answer(scene):
    await scene.join("Una Fox", "Ward 9 Trust", role=Role.OBSERVER)
    await scene.say("priya", "/table sponsor @Una Fox for Ward 9 Trust")
    assert "You read along as before" in said(await scene.say("una", "no to being the sponsor", now=at(1)))
    await with_gray(scene, agreed=False)
    declined = said(await scene.say("dr", "no to being the sponsor", now=at(1)))

    assert "You're not at the table, and I won't ask again" in declined
    assert (await scene.partner("una")).role is Role.OBSERVER
    assert (await scene.partner("dr")).left_on is not None
    await scene.tick(at(1))
    assert "can't be the sponsor of the seat of Ward 9 Trust" in await on_page_of(scene, "priya")
    assert "No seat here has a sponsor" in said(await scene.say("jo", "/table sponsors", now=at(2)))


async def test_a_sponsor_steps_down_at_once_and_once(scene):
    await with_gray(scene)
    down = said(await scene.say("dr", "I'd rather not be the sponsor any more", now=at(1)))

    assert "not the sponsor of the seat of Ward 9 Trust now" in down
    assert await of_ward9(scene) is None
    assert (await scene.partner("dr")).left_on is not None
    assert "You're not a sponsor here." in said(await scene.say("jo", "I'd rather not be the sponsor any more"))


@pytest.mark.parametrize("agreed", [True, False])
async def test_a_coordinator_ends_it_or_takes_it_back(scene, agreed):
    await with_gray(scene, agreed=agreed)
    one = await of_ward9(scene)
    refused = said(await scene.say("priya", "/table sponsor Mo Hart <mo@ward9.example> for Ward 9 Trust", now=at(1)))
    listed = said(await scene.say("priya", "/table sponsors", now=at(1)))
    ended = said(await scene.say("priya", "/table end sponsor for Ward 9 Trust", now=at(1)))

    assert ("is the sponsor of" if agreed else "hasn't said yet") in refused
    assert ("End it" if agreed else "Take it back") in listed
    assert "isn't the sponsor of the seat of Ward 9 Trust" in ended
    assert await of_ward9(scene) is None
    stale = said(await scene.heard("priya", Act(name="sponsor.end", on=(str(one.id),)), now=at(2)))
    assert "Nobody waits for your word on that" in stale
    assert "Ward 9 Trust has no sponsor here" in said(
        await scene.say("priya", "/table end sponsor for Ward 9 Trust", now=at(2))
    )


async def test_who_is_asked_and_reads_along_stays_when_it_is_taken_back(scene):
    await scene.join("Una Fox", "Ward 9 Trust", role=Role.OBSERVER)
    await scene.say("priya", "/table sponsor @Una Fox for Ward 9 Trust")
    await scene.say("priya", "/table end sponsor for Ward 9 Trust")

    assert (await scene.partner("una")).left_on is None


async def test_a_sponsor_sits_for_nobody_until_that_ends(scene):
    await with_gray(scene)
    own = said(await scene.say("dr", "I sit for Ward 9 Trust", now=at(1)))
    anothers = said(await scene.say("priya", "@Dr Lewis Gray sits for Riverside", now=at(1)))
    elsewhere = said(await scene.say("priya", "/table sponsor @Dr Lewis Gray for Riverside", now=at(1)))

    for answer in (own, anothers):
        assert "sits in none. To sit here, that has to end first" in answer
    assert "is the sponsor of the seat of Ward 9 Trust" in elsewhere


async def test_a_sponsor_who_takes_the_seat_is_its_sponsor_no_more(scene):
    await with_gray(scene)
    await scene.say("sam", "/table hand on my seat to @Dr Lewis Gray", now=at(1))
    await scene.say("dr", "yes to the seat", now=at(1))

    gray = await scene.partner("dr")
    assert (gray.role, gray.organisation.name) == (Role.PARTNER, "Ward 9 Trust")
    assert await of_ward9(scene) is None


async def test_the_answer_goes_to_nobody_once_whoever_asked_is_gone(scene):
    await with_gray(scene, agreed=False)
    await scene.say("priya", "/table leave yes", now=at(0, 11))

    assert "You're the sponsor" in said(await scene.say("dr", "yes to being the sponsor", now=at(1)))
    await scene.tick(at(1))
    assert not [row for row in await scene.rows("answer", "priya") if row.period.startswith("sponsor")]


async def test_a_button_that_shows_something_older_does_nothing(scene):
    await with_gray(scene, agreed=False)
    for name in ("sponsor.yes", "sponsor.no"):
        assert "Nothing was changed" in said(await scene.heard("dr", Act(name=name, on=("99",)), now=at(1)))
        assert "Nothing was changed" in said(await scene.heard("jo", Act(name=name, on=("1",)), now=at(1)))
    assert not (await of_ward9(scene)).has_agreed


async def test_whoever_declined_can_be_asked_again_later(scene):
    await with_gray(scene, agreed=False)
    await scene.say("dr", "no to being the sponsor", now=at(1))
    await scene.say("priya", ASK, now=at(9))
    agreed = said(await scene.say("dr", "yes to being the sponsor", now=at(9)))

    assert "You're the sponsor" in agreed


async def test_a_sponsor_who_comes_back_by_an_invitation_sits_at_the_table(scene):
    await with_gray(scene)
    await scene.say("dr", "I'd rather not be the sponsor any more", now=at(1))
    await scene.say("priya", "/table invite Dr Lewis Gray <gray@ward9.example>, Ward 9 Trust", now=at(2))

    assert (await scene.partner("dr")).role is Role.PARTNER
