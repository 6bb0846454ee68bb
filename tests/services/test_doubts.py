"""What nobody can say any more whether it arrived: the coordinator is told once, and by name only of whom was asked."""

from datetime import timedelta

import pytest
from sqlalchemy import select, update

from bot.messages import plain
from bot.services import doubts
from bot.services.request import Reply
from bot.storage import outbox
from bot.storage.outbox import Owed
from bot.storage.schema import message, partner
from bot.storage.schema import outbox as rows
from tests.support.committing import DAY, NOW, the_cast
from tests.support.scene import at, said

MINUTE = timedelta(minutes=1)


@pytest.fixture
def cast(both):
    return the_cast(both)


def begun(tx, who, *, kind="note", at=NOW, state="unknown", reason="mail.no_answer", **more):
    """A message whose sending was begun at a moment."""
    owed = Owed(
        partnership_id=who.partnership.id,
        person_id=who.person.id,
        kind=kind,
        period=f"{kind} {at}",
        route="email",
        due_at=at,
        **more,
    )
    row = outbox.owe(tx, owed)
    tx.execute(update(rows).where(rows.c.id == row).values(state=state, sent_at=at, reason=reason))


def told(tx, who, now=NOW + DAY):
    found = doubts.for_coordinator(tx, who, now=now)
    return [(one.name, one.on) for one in found.named], found.others


def notes_of(tx, who):
    found = tx.execute(
        select(message.c.card)
        .join(rows, rows.c.id == message.c.outbox_id)
        .where(message.c.person_id == who.person.id, rows.c.kind == "note")
        .order_by(message.c.id)
    )
    return [said(Reply(show=plain.read(card))) for card in found.scalars()]


def test_whoever_was_asked_with_it_is_named_and_others_are_counted(both, cast):
    begun(both, cast.sam)
    begun(both, cast.sam, kind="check_in", reason="rode_along")
    begun(both, cast.jo)
    begun(both, cast.rita, kind="check_in", at=NOW - 9 * DAY, state="sent", reason=None)
    begun(both, cast.rita)

    assert told(both, cast.priya) == ([("Sam Okoye", NOW.date())], 2)


def test_nothing_is_said_before_the_platform_had_a_day_to_say(both, cast):
    begun(both, cast.sam)

    assert told(both, cast.priya, NOW + DAY - MINUTE) == ([], 0)
    assert told(both, cast.priya, NOW + DAY) == ([], 1)


@pytest.mark.parametrize(
    "more",
    [
        {"state": "sent"},
        {"state": "failed"},
        {"reason": "restored"},
        {"reason": "rode_along"},
        {"kind": "answer", "unasked": False},
        {"at": NOW - 20 * DAY},
    ],
)
def test_what_is_known_was_asked_for_or_is_long_ago_is_not_said(both, cast, more):
    begun(both, cast.sam, **more)

    assert told(both, cast.priya) == ([], 0)


def test_their_own_counts_without_a_name_and_another_tables_not_nor_of_those_who_left(both, cast):
    begun(both, cast.priya)
    begun(both, cast.priya, kind="check_in", reason="rode_along")
    begun(both, cast.sam)
    both.execute(update(partner).where(partner.c.id == cast.sam.id).values(left_on=NOW.date()))

    assert told(both, cast.priya) == ([], 1)
    assert told(both, cast.oscar) == ([], 0)


@pytest.mark.parametrize("state", ["sent", "unknown"])
def test_what_a_note_has_told_is_not_told_again(both, cast, state):
    begun(both, cast.sam)
    begun(both, cast.priya, at=NOW + 2 * DAY, state=state)
    begun(both, cast.jo, at=NOW + 2 * DAY)

    assert told(both, cast.priya, NOW + 9 * DAY) == ([], 2 if state == "unknown" else 1)


def test_what_became_doubtful_while_a_note_was_on_its_way_is_told_in_the_next(both, cast):
    begun(both, cast.sam, at=NOW + MINUTE)
    begun(both, cast.priya, at=NOW + DAY + 2 * MINUTE, state="sent")

    assert told(both, cast.priya, NOW + 9 * DAY) == ([], 1)


async def test_the_coordinators_note_says_it_and_the_next_one_does_not(scene):
    await scene.tick(at(0))
    await scene.store.run(begun, scene.persons["sam"], kind="reminder", at=at(1))
    await scene.days(7, 14)

    notes = await scene.store.read(notes_of, scene.persons["priya"])
    telling = [note for note in notes if "may not have reached" in note]
    assert len(notes) > 1
    assert len(telling) == 1
    assert "One message of mine may not have reached somebody here. I don't send anything twice." in telling[0]
