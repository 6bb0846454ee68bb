"""Answers that are owed, cards that are drawn again, and what is learned of people on a chat platform."""

import asyncio
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import update

from bot.domain.acts import Act
from bot.handlers.front import serve, serve_within
from bot.services import desk, profiles, redraws
from bot.services.profiles import Profile
from bot.services.request import Answers
from bot.storage import conversations, people, posted
from bot.storage.errors import OutcomeUnknown
from bot.storage.posted import Posted
from bot.storage.schema import answer, outbox, person
from bot.storage.schema import posted as table
from tests.support.chat import NOW, Chat, place, who
from tests.support.scene import said


@pytest.fixture
async def chat(store):
    return Chat(store)


async def test_an_answer_without_a_reply_body_is_owed_and_sent_where_it_was_asked_for(chat):
    await chat.begin()
    reply = await chat.hears("PRIYA", "/commit send the data", at='{"user": "PRIYA"}')
    again = await serve(chat.store, replace(chat.request("PRIYA", "x"), key="token-1"), now=NOW)
    await chat.delivery.once(NOW)

    assert reply.owed
    assert again.owed
    assert [message.at for message in chat.sent] == ['{"user": "PRIYA"}']
    assert "“send the data”" in chat.sent[0].card.text


async def test_a_refusal_is_owed_as_well(chat):
    await chat.begin()
    refused = chat.request("PRIYA", "/commit send it by 31 November", at='{"user": "PRIYA"}')
    # A mention comes as two events, and what was refused left no key behind.
    reply = [await serve(chat.store, refused, now=NOW) for _event in range(2)][1]
    await chat.delivery.once(NOW)

    assert reply.owed
    assert ["There is no such day" in message.card.text for message in chat.sent] == [True]


async def test_a_form_without_a_trigger_is_offered_and_with_one_is_the_doors(chat):
    await chat.begin()
    offered = await chat.hears("PRIYA", "/commit", at='{"user": "PRIYA"}')
    with_trigger = await chat.hears(
        "PRIYA", Act(name="commitment.make"), at='{"user": "PRIYA"}', place=place(can_open=True)
    )
    await chat.delivery.once(NOW)

    assert offered.owed
    assert not with_trigger.owed
    assert "The button opens a form" in chat.sent[0].card.text
    assert len(chat.sent) == 1


async def test_nothing_is_owed_to_somebody_at_no_table_or_erased(chat):
    await chat.begin()
    stranger = await chat.hears("NOBODY", "/table", channel="D1", at='{"user": "NOBODY"}')
    erased = await chat.hears("PRIYA", "/table erase me yes", at='{"user": "PRIYA"}')

    assert not stranger.owed
    assert not erased.owed
    assert await chat.rows(outbox) == []


async def test_an_answer_that_was_kept_too_long_ago_is_withdrawn(chat):
    await chat.begin()
    await chat.hears("PRIYA", "/table", at='{"user": "PRIYA"}')
    await chat.store.run(lambda tx: tx.execute(answer.delete()) and None)
    await chat.delivery.once(NOW)

    assert [row.state for row in await chat.rows(outbox)] == ["withdrawn"]
    assert chat.sent == []


async def card(chat, number, *, subject, user="PRIYA", table=1):
    """A card that stands in somebody's direct conversation."""

    def note(tx) -> None:
        found = people.person_of(tx, who(user))
        one = Posted(
            partnership_id=table,
            platform="slack",
            tenant="T1",
            address="D1",
            message_id=f"{number}.1",
            person_id=found,
            subject=subject,
        )
        posted.note(tx, one, now=NOW)

    await chat.store.run(note)


async def test_the_other_cards_about_a_thing_are_drawn_again_the_last_one_winning(chat):
    await chat.begin()
    await chat.hears("PRIYA", "/commit send the data")
    await card(chat, 1, subject="commitment:1")
    await card(chat, 2, subject="commitment:2")
    await chat.hears("PRIYA", "/commit move 1 to 2027-01-20")
    later = chat.request("PRIYA", "/commit move 1 to 2027-01-22")
    await serve(chat.store, later, now=NOW + timedelta(seconds=1))
    await chat.delivery.once(NOW + timedelta(seconds=1))

    [drawn] = chat.sent
    assert (drawn.redraws.conversation, drawn.redraws.message) == ("D1", "1.1")
    assert "Friday 22 January" in drawn.card.text
    assert sorted(row.state for row in await chat.rows(outbox)) == ["sent", "withdrawn"]


async def test_the_card_that_was_pressed_gets_the_answer_and_no_drawing(chat):
    await chat.begin()
    await chat.hears("PRIYA", "/commit send the data")
    await card(chat, 1, subject="commitment:1")
    pressed = place("D1", message="1.1", can_open=True)
    await chat.hears("PRIYA", Act(name="commitment.done", on=("1",)), place=pressed, at='{"user": "PRIYA"}')

    assert [row.kind for row in await chat.rows(outbox)] == ["answer"]


async def test_looking_changes_no_card(chat):
    await chat.begin()
    await chat.hears("PRIYA", "/commit send the data")
    await card(chat, 1, subject="commitment:1")
    await chat.hears("PRIYA", "/commit more 1")

    assert await chat.rows(outbox) == []


@pytest.mark.parametrize("subject", ["commitment:1", "commitment:77", "seat:1"])
async def test_a_card_that_cannot_be_drawn_any_more_is_left(chat, subject):
    await chat.begin()
    await chat.hears("SAM", "/commit send the data")
    await card(chat, 1, subject=subject, user="SAM")
    await chat.hears("SAM", "/commit done 1")

    def owe(tx) -> None:
        [sam] = people.known_as(tx, who("SAM"))
        redraws.owe(tx, sam, subject, but=None, now=NOW + timedelta(seconds=1))

    await chat.store.run(owe)
    if subject == "commitment:1":
        await chat.hears("SAM", "/table leave yes")
        await chat.store.run(lambda tx: tx.execute(update(outbox).values(state="owed")) and None)
    await chat.delivery.once(NOW + timedelta(seconds=1))

    assert {row.state for row in await chat.rows(outbox)} == {"withdrawn"}


async def test_a_card_that_is_forgotten_meanwhile_is_not_drawn(chat):
    await chat.begin()
    await chat.hears("PRIYA", "/commit send the data")
    await card(chat, 1, subject="commitment:1")
    await chat.hears("PRIYA", "/commit done 1")
    await chat.store.run(lambda tx: tx.execute(table.delete()) and None)
    await chat.delivery.once(NOW)

    assert [row.state for row in await chat.rows(outbox)] == ["withdrawn"]


async def test_the_card_says_which_table_is_meant(chat):
    await chat.begin("Home")
    await chat.begin("Away", channel="C2")
    await card(chat, 1, subject=None, table=2)
    answered = await chat.hears("PRIYA", Act(name="table.show"), place=place("D1", message="1.1"))
    asked = await chat.hears("PRIYA", Act(name="table.show"), place=place("D1", message="9.9"))

    assert said(answered).startswith("Away.")
    assert "Which table do you mean?" in said(asked)


async def test_a_profile_names_who_came_by_the_platform_and_nobody_who_was_invited(chat):
    await chat.begin()
    learn = profiles.learn
    await chat.store.run(learn, who("PRIYA"), Profile(name="Priya Shah", zone="Europe/Paris"), now=NOW)
    await chat.store.run(learn, who("PRIYA"), Profile(zone="Nowhere/Land"), now=NOW)
    await chat.store.run(learn, who("NOBODY"), Profile(name="Nobody"), now=NOW)
    first = await chat.rows(person)
    await chat.store.run(lambda tx: tx.execute(update(person).values(email="p@r.example")) and None)
    await chat.store.run(learn, who("PRIYA"), Profile(name="Somebody Else"), now=NOW)

    assert [(one.name, one.zone) for one in first] == [("Priya Shah", "Europe/Paris")]
    assert [one.name for one in await chat.rows(person)] == ["Priya Shah"]


async def test_somebody_whom_the_platform_does_not_name_is_somebody_new(chat):
    await chat.begin()
    await serve(chat.store, replace(chat.request("SAM", "/table"), called=""), now=NOW)

    assert "Somebody new" in said(await chat.hears("PRIYA", "/table who"))


async def test_a_channel_moves_with_its_table(chat):
    await chat.begin()

    assert await chat.store.run(conversations.move, place(), "C7")
    assert not await chat.store.run(conversations.move, place(), "C8")
    assert "Home from hospital." in said(await chat.hears("PRIYA", "/table", channel="C7"))


async def test_a_lost_answer_to_a_commit_is_asked_for_again_by_its_key(chat, monkeypatch):
    await chat.begin()
    real = chat.store.run_within
    lost: list[int] = []

    def losing(seconds, call, *args, **kwargs):
        async def kept_and_lost():
            await real(seconds, call, *args, **kwargs)
            raise OutcomeUnknown

        if not lost:
            lost.append(1)
            return kept_and_lost()
        return real(seconds, call, *args, **kwargs)

    monkeypatch.setattr(chat.store, "run_within", losing)
    until = asyncio.get_running_loop().time() + 20
    reply = await serve_within(chat.store, chat.request("PRIYA", "/commit send it"), until=until, now=NOW)
    lost.clear()
    with pytest.raises(OutcomeUnknown):
        await serve_within(chat.store, replace(chat.request("PRIYA", "/table"), key=""), until=until, now=NOW)

    assert [one.text for one in reply.kept] == ["send it"]
    assert "1. “send it”" in said(await chat.hears("PRIYA", "/commit list"))


async def test_a_message_makes_one_commitment_whoever_takes_it_on(chat):
    await chat.begin()
    make = Answers(act=Act(name="commitment.make"), values={"words": "ring the ward", "seen_by": "organisation"})
    await chat.hears("SAM", "I sit for Ward 9 Trust")
    first = await chat.hears("SAM", make, source="slack:T1:C1:1.1")
    mine = await chat.hears("SAM", make, source="slack:T1:C1:1.1")
    theirs = await chat.hears("PRIYA", make, source="slack:T1:C1:1.1")

    assert "You said you'd" in said(first)
    assert "As it stands" in said(mine)
    assert "Somebody took that message on already" in said(theirs)


async def test_an_action_that_is_none_any_more_is_known_for_an_old_one(chat):
    assert desk.understand(chat.request("SAM", Act(name="no.such.thing"))).old
