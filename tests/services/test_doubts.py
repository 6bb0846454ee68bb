"""What nobody can say any more whether it arrived: the coordinator is told once, and by name only of whom was asked."""

from datetime import timedelta

import pytest
from sqlalchemy import select, update

from bot.messages import plain
from bot.services import doubts
from bot.services.request import Reply
from bot.storage import doors, installations, outbox, routes
from bot.storage.installations import Installed
from bot.storage.outbox import Owed
from bot.storage.schema import message, partner, route
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


WARD = Installed(
    platform="slack",
    key="T9",
    tenant="T9",
    route="slack/T9",
    name="Ward 9 Trust",
    bot_user="U9",
    bot_id="B9",
    scopes="",
    token="sealed",
)


def removed(tx, who, now):
    found = doubts.for_coordinator(tx, who, now=now)
    return [(one.name, one.people, one.otherwise) for one in found.removed]


def take_it_away(tx, *, at, now=None):
    return installations.remove(tx, "slack", "T9", why="app_uninstalled", at=at, now=now or at)


def test_from_where_the_app_was_removed_is_told_once_with_who_is_reached_how(both, cast):
    installations.keep(both, WARD, now=NOW)
    for one in (cast.sam, cast.jo):
        routes.add_route(both, one.person.id, "slack/T9")
    doors.open_only(both, ["web", "email"], now=NOW)
    routes.add_route(both, cast.jo.person.id, "email")
    both.execute(
        update(route).where(route.c.person_id == cast.sam.person.id, route.c.platform == "email").values(works=False)
    )

    assert removed(both, cast.priya, NOW) == []
    assert take_it_away(both, at=NOW + MINUTE)
    assert not take_it_away(both, at=NOW + 2 * MINUTE)
    assert removed(both, cast.priya, NOW + DAY) == [("Ward 9 Trust", 2, 1)]
    assert removed(both, cast.oscar, NOW + DAY) == []
    begun(both, cast.priya, at=NOW + DAY, state="sent")
    assert removed(both, cast.priya, NOW + 2 * DAY) == []


def test_installed_again_it_is_in_doubt_no_more_and_another_end_is_told_again(both, cast):
    installations.keep(both, WARD, now=NOW)
    routes.add_route(both, cast.sam.person.id, "slack/T9")
    take_it_away(both, at=NOW + MINUTE)
    begun(both, cast.priya, at=NOW + DAY, state="sent")
    installations.keep(both, WARD, now=NOW + 2 * DAY)
    is_back = removed(both, cast.jo, NOW + 2 * DAY)
    late = take_it_away(both, at=NOW + MINUTE, now=NOW + 3 * DAY)
    again = take_it_away(both, at=NOW + 3 * DAY)

    assert (is_back, late, again) == ([], False, True)
    assert [name for name, *_ in removed(both, cast.priya, NOW + 3 * DAY)] == ["Ward 9 Trust"]


async def test_the_coordinators_note_says_it_and_the_next_one_does_not(scene):
    await scene.tick(at(0))
    await scene.store.run(begun, scene.persons["sam"], kind="reminder", at=at(1))
    await scene.days(7, 14)

    notes = await scene.store.read(notes_of, scene.persons["priya"])
    telling = [note for note in notes if "may not have reached" in note]
    assert len(notes) > 1
    assert len(telling) == 1
    assert "One message of mine may not have reached somebody here. I don't send anything twice." in telling[0]
