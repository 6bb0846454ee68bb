"""Whoever has just come: welcomed within a working day, shown one small thing, written to once more, then let be."""

from datetime import date, timedelta

import pytest

from bot.domain import calendars
from bot.domain.acts import Act
from bot.domain.people import Role
from bot.messages.parts import Actions, Button
from bot.messages.render.text import text
from bot.services import invitations, tables
from bot.services.request import Said
from bot.services.tables import Newcomer
from tests.support.scene import BEGIN, LONDON, a_scene, at

# Until here the first question to somebody quiet is not due yet.
BEFORE_THE_FLOOR = 14


def read(shown) -> str:
    return " ".join(text(shown).split())


def buttons(card) -> list[Button]:
    return [one for part in card.parts if isinstance(part, Actions) for one in part.of if isinstance(one, Button)]


async def come(scene, name: str, moment, *, organisation: str | None = "Ward 9 Trust", **more):
    """Somebody is given a seat at that moment, and was not asked anything yet."""
    first = name.split(maxsplit=1)[0].casefold()
    new = Newcomer(name=name, email=f"{first}@new.example", organisation=organisation, **more)
    day = moment.astimezone(LONDON).date()
    scene.persons[first], _new = await scene.store.run(tables.join, scene.partnership_id, new, today=day, now=moment)
    return scene.persons[first]


@pytest.mark.parametrize(
    ("day", "hour"), [(0, 9), (0, 13), (1, 17), (4, 9), (4, 18), (5, 11), (6, 20), (73, 18), (74, 11), (77, 9)]
)
async def test_they_are_welcomed_within_a_working_day_whenever_they_come(store, day, hour):
    scene = await a_scene(store).begin()
    came = at(day, hour)
    await come(scene, "Sam Okoye", came)
    hours = (came + timedelta(hours=number) for number in range(24 * 6))
    for moment in hours:
        await scene.tick(moment)
        if any(row.state == "sent" for row in await scene.rows("welcome", "sam")):
            break
    [welcome] = await scene.rows("welcome", "sam")
    sent_on = welcome.sent_at.astimezone(LONDON).date()

    assert welcome.state == "sent"
    assert calendars.is_working_day(sent_on, country="GB-ENG")
    assert calendars.working_days_between(BEGIN + timedelta(days=day), sent_on, country="GB-ENG") <= 1


async def welcomed(scene, who: str) -> str:
    await scene.tick(at(0, 12))
    return read((await scene.page(who)).show)


async def test_the_welcome_has_one_small_thing_and_whoever_invited_them_to_ask(store):
    scene = await a_scene(store).begin()
    await scene.join("Jo Lee", "Northside Care", role=Role.COORDINATOR)
    line = "Sam Okoye <sam@ward9.example>, Ward 9 Trust"
    await store.run(invitations.invite, scene.persons["jo"], Said(rest=line), now=at(0, 9))
    await scene.know("sam")
    said = await welcomed(scene, "sam")

    assert "say in a sentence how this looks from where you sit" in said
    assert "If you'd rather ask a person: Jo Lee, Northside Care." in said


async def test_who_does_not_want_to_be_named_is_not(store):
    scene = await a_scene(store).begin()
    await scene.join("Jo Lee", "Northside Care", role=Role.COORDINATOR)
    await scene.say("jo", "don't name me to newcomers", now=at(0, 8))
    await come(scene, "Sam Okoye", at(0, 9))
    said = await welcomed(scene, "sam")
    await scene.say("jo", "name me to newcomers", now=at(0, 13))
    await come(scene, "Una Fox", at(0, 14))
    await scene.tick(at(0, 15))

    assert "If you'd rather ask a person: Priya Shah, Riverside." in said
    assert "If you'd rather ask a person: Jo Lee" in read((await scene.page("una")).show)


async def notes_of(scene, who: str) -> list:
    return [row for row in await scene.rows("note", who) if row.state == "sent"]


@pytest.mark.parametrize(
    ("act", "after"),
    [
        ("new.looked", "Thank you for looking in."),
        ("checkin.notnow", "If you know when you'll be back"),
        ("new.notforme", "Nothing has changed yet."),
    ],
)
async def test_after_a_week_without_a_sign_their_note_asks_once_and_every_answer_does_what_it_says(store, act, after):
    scene = await a_scene(store).begin()
    await scene.join("Sam Okoye", "Ward 9 Trust")
    await scene.days(0, 8)
    [note] = await notes_of(scene, "sam")
    asked = (await scene.page("sam")).show
    [button] = [one for one in buttons(asked) if one.act.name == act]
    answered = await scene.heard("sam", button.act, now=at(9))
    typed = await scene.say("sam", button.words, now=at(9))
    await scene.days(9, 15)

    assert note.sent_at >= at(7, 9)
    assert "Have you had a look round?" in read(asked)
    assert read(answered.show) == read(typed.show)
    assert after in read(answered.show)
    assert len(await notes_of(scene, "sam")) == 1
    assert (await scene.partner("sam")).left_on is None


@pytest.mark.parametrize("agreed", [None, 0])
async def test_who_never_said_yes_or_gave_a_sign_is_not_written_to_again(store, agreed):
    scene = await a_scene(store).begin()
    await scene.join("Sam Okoye", "Ward 9 Trust", agreed=agreed)
    if agreed is not None:
        await scene.say("sam", "view we ring eleven numbers", now=at(0))
        await scene.say("sam", "/table", now=at(3))
    await scene.days(0, BEFORE_THE_FLOOR - 1)

    assert not await notes_of(scene, "sam")


async def test_coordinators_see_how_many_were_not_heard_from_and_no_name(scene_on_both):
    scene = scene_on_both
    for name in ("Una Fox", "Bea Ash"):
        await come(scene, name, at(0, 9))
    await scene.days(0, 9)
    hers = read((await scene.say("priya", "/table quiet", now=at(9))).show)
    theirs = read((await scene.say("jo", "/table quiet", now=at(9))).show)

    assert "Two people are new, and haven't been heard from since their welcome." in hers
    assert "Una" not in hers
    assert "since their welcome" not in theirs


@pytest.mark.parametrize(
    ("day", "hour", "says_yes"),
    [(0, 9, True), (1, 16, True), (3, 12, True), (4, 18, True), (6, 10, True), (2, 9, False), (5, 12, False)],
)
async def test_whenever_somebody_comes_the_limits_of_manners_hold(store, day, hour, says_yes):
    scene = await a_scene(store).begin()
    came = at(day, hour)
    await come(scene, "Sam Okoye", came)
    for number in range(day, day + 28):
        await scene.tick(at(number, 11))
        await scene.tick(at(number, 15))
        if says_yes and number == day + 3:
            await scene.heard("sam", Act(name="consent.yes", on=("1",)), now=at(number, 16))
    sent = [row for row in await scene.rows(who="sam") if row.state == "sent" and row.kind in ("welcome", "note")]
    days: list[date] = [row.sent_at.astimezone(LONDON).date() for row in sent]
    early = [one for one in days if (one - came.astimezone(LONDON).date()).days < BEFORE_THE_FLOOR]

    assert len(early) <= 2
    assert len({row.period for row in sent}) == len(sent)
    assert all(calendars.is_working_day(one, country="GB-ENG") for one in days)
    assert says_yes or [row.kind for row in sent] == ["welcome"]
