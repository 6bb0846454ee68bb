"""What the rounds of each minute look for is found by an index that holds nothing else, whoever else there is."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from bot.domain.reminding import AT_LEAST
from bot.services import reminders as service
from bot.services import welcomes as round_
from bot.storage import commitments, reminders, routes, welcomes, wishes
from bot.storage.commitments import NewCommitment
from bot.storage.schema import door, route
from bot.storage.upsert import insert_new
from tests.support.committing import DAY, NOW, TODAY, the_cast
from tests.support.plans import plan_of

HOUR = timedelta(hours=1)
ENDS = {"now": NOW, "too_far": NOW + AT_LEAST}


@pytest.fixture
def cast(both):
    both.execute(insert_new(door), {"platform": "web", "opened_at": NOW})
    return the_cast(both)


def promise(tx, owner, due_on: date | None = None, **more):
    return commitments.add(tx, owner, NewCommitment(text="send it", due_on=due_on, **more), now=NOW - DAY)


def due_at(tx, now) -> set[int]:
    """The numbers of what the round that reminds would look at."""
    found = reminders.due(tx, now=now, too_far=now + AT_LEAST, most=500)
    return {item.number for _row, item in found}


@pytest.mark.usefixtures("cast")
@pytest.mark.parametrize(
    ("statement", "keys", "index"),
    [
        (welcomes.DUE, {"now": NOW, "most": 500}, "ix_partner_next_welcome_at"),
        (reminders.DUE, {**ENDS, "most": 500}, "ix_commitment_next_look_at"),
    ],
)
def test_a_round_reads_only_what_is_due(both, statement, keys, index):
    plan = plan_of(both, statement, **keys)

    assert index in plan
    assert not any(f"{scan} {table}" in plan for scan in ("SCAN", "Seq Scan on") for table in ("partner", "commitment"))


def test_whoever_is_welcomed_or_has_answered_is_not_looked_at_again(both, cast):
    wishes.record_consent(both, cast.sam, "yes", how="agreed", on=TODAY, at=NOW)
    turn = round_.welcome(both, now=NOW)

    assert len(turn.owed) == len({cast.priya, cast.jo, cast.rita, cast.oscar})
    assert welcomes.due(both, now=NOW + 365 * DAY, most=500) == []


def test_whoever_cannot_be_reached_yet_stays_due(both, cast):
    both.execute(route.delete().where(route.c.person_id == cast.rita.person.id))
    first = round_.welcome(both, now=NOW)
    routes.add_route(both, cast.rita.person.id, "web")

    assert len(first.owed) == len({cast.priya, cast.sam, cast.jo, cast.oscar})
    assert [one.id for one in welcomes.due(both, now=NOW, most=500)] == [cast.rita.id]


def test_whoever_comes_back_is_due_again(both, cast):
    round_.welcome(both, now=NOW)
    welcomes.set_aside(both, cast.rita)

    assert [one.id for one in welcomes.due(both, now=NOW, most=500)] == [cast.rita.id]


@pytest.mark.parametrize(
    ("due_on", "plan_on", "again"),
    [
        # Near its day each hour, and at midnight.
        (TODAY + DAY, None, NOW + HOUR),
        (TODAY + 20 * DAY, TODAY, NOW + HOUR),
        (TODAY + DAY, TODAY - DAY, NOW + HOUR),
        # Where all has come that can come today, with the next day.
        (TODAY, None, NOW.replace(hour=0) + DAY),
        (TODAY, TODAY, NOW.replace(hour=0) + DAY),
        (TODAY - 9 * DAY, None, NOW.replace(hour=0) + DAY),
        # While only one of two has come, each hour.
        (TODAY + 2 * DAY, TODAY, NOW + HOUR),
        # From the first day on which there may be a reason.
        (TODAY + 7 * DAY, None, NOW.replace(hour=0) + 2 * DAY),
        # And each week at least.
        (TODAY + 60 * DAY, None, NOW + 7 * DAY),
        (date.max, None, NOW + 7 * DAY),
        (TODAY - 30 * DAY, None, NOW + 7 * DAY),
        (None, None, None),
    ],
)
def test_what_has_no_reason_yet_is_looked_at_when_one_may_have_come(both, cast, due_on, plan_on, again):
    one = promise(both, cast.sam, due_on, plan_on=plan_on)
    begun = due_at(both, NOW)
    service.remind(both, now=NOW)

    assert begun == {one.number}
    assert due_at(both, NOW) == set()
    assert due_at(both, again - HOUR / 60 if again else NOW + 6 * DAY) == set()
    assert due_at(both, again or NOW) == ({one.number} if again else set())


def test_what_is_due_tomorrow_is_looked_at_again_at_midnight(both, cast):
    late = NOW.replace(hour=23, minute=30)
    promise(both, cast.sam, TODAY + 2 * DAY)
    service.remind(both, now=late)

    assert due_at(both, late + HOUR / 2) == {1}


def test_what_was_changed_is_looked_at_at_once(both, cast):
    one = promise(both, cast.sam, TODAY + 60 * DAY)
    service.remind(both, now=NOW)
    commitments.save(both, replace(one, due_on=TODAY))

    assert due_at(both, NOW) == {one.number}


def test_what_was_moved_while_the_round_looked_at_it_stays_due(both, cast):
    one = promise(both, cast.sam, TODAY + 60 * DAY)
    [(_row, as_read)] = reminders.due(both, now=NOW, too_far=NOW + AT_LEAST, most=500)
    commitments.save(both, replace(one, due_on=TODAY))
    reminders.keep_next(both, [(as_read, NOW + 7 * DAY)])

    assert due_at(both, NOW) == {one.number}


def test_what_a_wrong_clock_put_off_is_looked_at_once_it_is_right(both, cast):
    promise(both, cast.sam, TODAY + 3 * DAY)
    service.remind(both, now=NOW + 400 * DAY)

    assert due_at(both, NOW) == {1}


def test_what_is_closed_costs_no_round_anything(both, cast):
    one = promise(both, cast.sam, TODAY)
    commitments.let_go_all(both, cast.sam, now=NOW)

    assert one.number == 1
    assert due_at(both, NOW) == set()


def test_of_whoever_cannot_be_reached_it_is_looked_at_each_hour(both, cast):
    promise(both, cast.sam, TODAY)
    both.execute(route.delete().where(route.c.person_id == cast.sam.person.id))
    turn = service.remind(both, now=NOW)

    assert turn.owed == ()
    assert due_at(both, NOW) == set()
    assert due_at(both, NOW + HOUR) == {1}
