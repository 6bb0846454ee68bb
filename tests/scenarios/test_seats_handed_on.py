"""A seat is handed on: asked, taken or not, and handed on again."""

import pytest

from bot.domain.acts import Act
from bot.domain.people import Role
from bot.domain.quiet import State
from bot.messages.parts import Form
from bot.services import standing
from bot.services.request import Answers
from bot.storage import my_data
from tests.support.scene import at, said


async def state_of(scene, who, *, now):
    found = await scene.store.read(standing.at_table, scene.persons["priya"].viewer, at=now)
    return next(one.state for one in found.partners if one.partner.id == scene.persons[who].id)


@pytest.fixture
async def with_una(scene):
    await scene.join("Una Fox", "Ward 9 Trust")
    return scene


async def test_it_stays_theirs_until_the_other_says_yes(with_una):
    scene = with_una
    asked = said(await scene.say("sam", "/table hand on my seat to @Una Fox"))

    assert "I'll ask Una. The seat stays yours until they say yes" in asked
    assert (await scene.partner("sam")).handed_over_on is None


async def test_who_is_asked_has_one_message_and_says_yes_by_a_button(with_una):
    scene = with_una
    for _twice in range(2):
        await scene.say("sam", "/table hand on my seat to @Una Fox")
    await scene.tick(at(1))
    [offer] = await scene.rows("offer", "una")
    assert offer.state == "sent"
    page = await scene.page("una")
    assert "Sam Okoye would like to hand the seat of Ward 9 Trust on to you." in said(page)
    taken = said(await scene.say("una", "yes to the seat", now=at(1)))

    assert "Thank you: the seat is yours, from Sam Okoye." in taken
    assert await state_of(scene, "sam", now=at(2)) is State.HANDED_OVER
    assert (await scene.partner("sam")).role is Role.OBSERVER
    await scene.tick(at(2))
    assert "Una has your seat at Home from hospital now. Thank you" in said(await scene.page("sam"))
    assert "doesn't wait for you any more" in said(await scene.say("una", "yes to the seat", now=at(3)))


async def test_what_was_open_waits_for_the_successors_word_one_by_one(with_una):
    scene = with_una
    await scene.say("sam", "/commit send the discharge data")
    await scene.say("sam", "/commit ring the ward")
    await scene.say("sam", "/table hand on my seat to @Una Fox and leave")
    taken = said(await scene.say("una", "yes to the seat", now=at(1)))

    assert "Two things they had open wait for your word." in taken
    assert (await scene.partner("sam")).left_on is not None
    assert "“send the discharge data”" in said(await scene.say("una", "yes to 3", now=at(2)))
    listed = said(await scene.say("una", "/commit list", now=at(3)))
    assert "ring the ward" in listed


async def test_somebody_new_is_given_the_seat_and_asked_once_they_may_be_written_to(scene):
    await scene.say("sam", "/table hand on my seat to Una Fox <una@ward9.example>")
    await scene.know("una")
    una = await scene.partner("una")
    assert una.organisation.name == "Ward 9 Trust"
    await scene.say("una", "yes", now=at(1))
    await scene.days(2, 8)

    assert "Sam Okoye would like to hand the seat" in said(await scene.page("una"))
    await scene.say("una", "yes to the seat", now=at(9))
    assert await state_of(scene, "sam", now=at(9)) is State.HANDED_OVER


async def test_a_seat_is_handed_on_twice(with_una):
    scene = with_una
    await scene.join("Dai Rees", "Ward 9 Trust")
    await scene.say("sam", "/table hand on my seat to @Una Fox")
    await scene.say("una", "yes to the seat", now=at(1))
    assert "handed your seat on already" in said(
        await scene.say("sam", "/table hand on my seat to @Dai Rees", now=at(2))
    )
    await scene.say("una", "/table hand on my seat to @Dai Rees", now=at(2))
    await scene.say("dai", "yes to the seat", now=at(3))
    await scene.say("dai", "/table hand on my seat to @Sam Okoye", now=at(4))
    await scene.say("sam", "yes to the seat", now=at(5))

    sam = await scene.partner("sam")
    assert (sam.handed_over_on, sam.role) == (None, Role.PARTNER)
    assert await state_of(scene, "una", now=at(6)) is State.HANDED_OVER
    assert await state_of(scene, "dai", now=at(6)) is State.HANDED_OVER


async def test_who_sits_in_their_own_right_may_take_an_organisations_seat(scene):
    await scene.say("sam", "/table hand on my seat to @Ann Bell")
    await scene.say("ann", "yes to the seat", now=at(1))

    assert (await scene.partner("ann")).organisation.name == "Ward 9 Trust"


async def test_no_is_a_good_answer_and_its_giver_hears_it(with_una):
    scene = with_una
    await scene.say("sam", "/table hand on my seat to @Una Fox")
    assert "It stays with Sam Okoye." in said(await scene.say("una", "no to the seat", now=at(1)))
    await scene.tick(at(1))

    assert "Una can't take your seat just now" in said(await scene.page("sam"))
    assert "doesn't wait" in said(await scene.say("una", "no to the seat", now=at(2)))
    assert (await scene.partner("sam")).handed_over_on is None


async def test_an_offer_is_taken_back_by_its_giver_or_by_another_offer(with_una):
    scene = with_una
    await scene.join("Dai Rees", "Ward 9 Trust")
    await scene.say("sam", "/table hand on my seat to @Una Fox")
    await scene.say("sam", "/table hand on my seat to @Dai Rees", now=at(1))
    assert "doesn't wait" in said(await scene.say("una", "yes to the seat", now=at(1)))
    assert "It stays your seat." in said(await scene.say("sam", "keep my seat", now=at(2)))
    assert "doesn't wait" in said(await scene.say("dai", "yes to the seat", now=at(2)))
    await scene.tick(at(3))

    assert [row for row in await scene.rows("offer") if row.state == "sent"] == []


@pytest.mark.parametrize(
    ("words", "answer"),
    [
        ("@Jo Lee", "Jo sits for Northside Care, so your seat can't be theirs."),
        ("@Sam Okoye", "That's you"),
        ("somebody", "I can't tell who you mean."),
    ],
)
async def test_a_seat_goes_only_to_whom_it_can(scene, words, answer):
    assert answer in said(await scene.say("sam", f"/table hand on my seat to {words}"))


async def test_the_form_stays_open_until_it_can_be_read(with_una):
    scene = with_una
    form = await scene.say("sam", "/table hand on my seat")
    assert isinstance(form.show, Form)
    for who in ("", "somebody"):
        again = await scene.heard("sam", Answers(act=form.show.act, values={"who": who, "then": "leave"}), now=at(1))
        assert "who" in again.wrong
    done = await scene.heard("sam", Answers(act=form.show.act, values={"who": "Una Fox", "then": "leave"}), now=at(1))
    assert "then you've left" in said(done)


async def test_an_offer_of_somebody_else_is_nobodys_to_take(with_una):
    scene = with_una
    await scene.say("sam", "/table hand on my seat to @Una Fox")

    assert "doesn't wait" in said(await scene.heard("jo", Act(name="seat.take", on=("1",)), now=at(1)))


@pytest.mark.parametrize("who", ["sam", "una"])
async def test_who_goes_or_is_erased_offers_and_takes_nothing(with_una, who):
    scene = with_una
    await scene.say("sam", "/table hand on my seat to @Una Fox")
    if who == "sam":
        await scene.say("sam", "/table leave yes", now=at(1))
        assert "doesn't wait" in said(await scene.say("una", "yes to the seat", now=at(2)))
    else:
        await scene.store.run(my_data.forget, await scene.partner("una"))
        await scene.tick(at(2))
        assert (await scene.partner("sam")).handed_over_on is None


async def test_a_coordinator_who_hands_on_a_seat_still_convenes(scene):
    await scene.join("Una Fox", "Riverside")
    await scene.say("priya", "/table hand on my seat to @Una Fox")
    await scene.say("una", "yes to the seat", now=at(1))

    assert (await scene.partner("priya")).convenes
