"""Outcomes, measures and tries as they are kept, on both databases."""

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import select, text

from bot.domain import calendars, reminding
from bot.domain.commitments import SeenBy
from bot.domain.outcomes import Better, Reading
from bot.domain.tries import Decided, Shares, State
from bot.services import reminders
from bot.services.turns import AGAIN_AFTER
from bot.storage import commitments, joining, my_data, outcomes, people, tries
from bot.storage.commitments import NewCommitment
from bot.storage.schema import route, sharing, trying
from tests.support.committing import DAY, NOW, TODAY, seat, the_cast
from tests.support.plans import plan_of

HOUR = timedelta(hours=1)


@pytest.fixture(scope="module", autouse=True)
def _ready():
    """PostgreSQL ends a transaction that idles for as long as bank holidays take to load."""
    calendars.get_ready()


@pytest.fixture
def cast(both):
    return the_cast(both)


def test_outcomes_are_numbered_at_their_table_and_seen_there_alone(both, cast):
    first = outcomes.add(both, cast.sam, "more homes", now=NOW)
    second = outcomes.add(both, cast.rita, "fewer nights", now=NOW)
    elsewhere = outcomes.add(both, cast.oscar, "less harm", now=NOW)

    assert (first.number, second.number, elsewhere.number) == (1, 2, 1)
    assert outcomes.open_ones(both, cast.priya.viewer) == [first, second]
    assert outcomes.numbered(both, cast.oscar.viewer, 2) is None


def test_what_was_changed_meanwhile_is_not_written_over(both, cast):
    one = outcomes.add(both, cast.sam, "more homes", now=NOW)
    saved = outcomes.save(both, replace(one, better=Better.MORE))
    begun = tries.add(both, cast.sam, "ring", look_on=TODAY, now=NOW)
    tries.save(both, replace(begun, step="one call"))

    assert outcomes.numbered(both, cast.sam.viewer, 1) == saved
    with pytest.raises(LookupError):
        outcomes.save(both, replace(one, text="older"))
    with pytest.raises(LookupError):
        tries.save(both, replace(begun, text="older"))


def test_measures_come_back_as_they_were_read(both, cast):
    one = outcomes.add(both, cast.sam, "more homes", now=NOW)
    late = Reading(on=TODAY, value=31.5, unit="nights", words="x")
    early = Reading(on=TODAY - DAY, words="people say so")
    logged = [outcomes.log(both, cast.rita, one, reading, now=NOW) for reading in (late, early)]
    found = outcomes.measures(both, cast.priya.viewer, [one])[one.id]

    assert found == logged[::-1]
    outcomes.correct(both, one, logged[0], early)
    outcomes.withdraw_measure(both, one, logged[1])
    [left] = outcomes.measures(both, cast.priya.viewer, [one])[one.id]
    assert left == replace(logged[0], reading=early)


def test_only_what_the_viewer_may_see_is_counted_towards_an_outcome(both, cast):
    one = outcomes.add(both, cast.sam, "more homes", now=NOW)
    for seen_by in SeenBy:
        new = NewCommitment(text="send it", seen_by=seen_by)
        outcomes.tie(both, cast.sam.viewer, commitments.add(both, cast.sam, new, now=NOW).id, one)

    assert outcomes.open_towards(both, cast.jo.viewer) == {one.id: 2}
    assert outcomes.open_towards(both, cast.rita.viewer) == {one.id: 1}
    assert outcomes.open_towards(both, cast.oscar.viewer) == {}
    outcomes.withdraw(both, one)
    assert outcomes.open_towards(both, cast.jo.viewer) == {}


def test_a_table_cannot_tie_to_what_is_another_tables(both, cast):
    theirs = outcomes.add(both, cast.oscar, "less harm", now=NOW)
    own = commitments.add(both, cast.sam, NewCommitment(text="send it"), now=NOW)
    outcomes.tie(both, cast.oscar.viewer, own.id, theirs)

    assert outcomes.towards(both, cast.sam.viewer, own.id) is None


def test_tries_come_the_next_to_look_at_first_with_who_shares_them(both, cast):
    later = tries.add(both, cast.sam, "ring", look_on=TODAY + DAY, now=NOW)
    sooner = tries.add(both, cast.rita, "write", look_on=TODAY, now=NOW)
    asked = [tries.ask(both, later, seat_id, now=NOW) for seat_id in (cast.rita.seat_id, cast.rita.seat_id)]
    tries.answer(both, later, cast.rita, Shares.YES, now=NOW)
    tries.unask(both, later, cast.rita.seat_id)
    found = tries.open_ones(both, cast.priya.viewer)

    assert asked == [True, False]
    assert [one.number for one in found] == [sooner.number, later.number]
    assert [(one.name, one.state) for one in found[1].sharers] == [("Rita Ahmed", Shares.YES)]
    assert tries.every(both, cast.oscar.viewer) == []


def test_the_round_that_reminds_reads_only_tries_that_are_due(both, cast):
    assert cast
    plan = plan_of(both, tries.DUE, now=NOW, too_far=NOW + reminding.AT_LEAST, most=500)

    assert "ix_try_next_look_at" in plan
    assert not any(f"{scan} try" in plan for scan in ("SCAN", "Seq Scan on"))


def due_at(tx, now):
    return [one.number for _row, one in tries.due(tx, now=now, too_far=now + reminding.AT_LEAST, most=500)]


def test_a_try_is_looked_at_when_its_day_may_have_come_and_when_it_was_changed(both, cast):
    one = tries.add(both, cast.sam, "ring", look_on=TODAY + 28 * DAY, now=NOW)
    [(_row, as_read)] = tries.due(both, now=NOW, too_far=NOW + reminding.AT_LEAST, most=500)
    reminders.remind(both, now=NOW)

    assert due_at(both, NOW) == []
    assert due_at(both, NOW + 7 * DAY) == [one.number]
    saved = tries.save(both, replace(one, look_on=TODAY))
    assert due_at(both, NOW) == [one.number]
    tries.keep_next(both, [(as_read, NOW + 7 * DAY)])
    assert due_at(both, NOW) == [one.number]
    tries.save(both, replace(saved, state=State.STOPPED, decided=Decided.STOPPED))
    assert due_at(both, NOW) == []


def test_of_whoever_cannot_be_reached_it_is_looked_at_each_hour(both, cast):
    tries.add(both, cast.sam, "ring", look_on=TODAY, now=NOW)
    both.execute(route.delete().where(route.c.person_id == cast.sam.person.id))
    turn = reminders.remind(both, now=NOW)

    assert turn.owed == ()
    assert due_at(both, NOW) == []
    assert due_at(both, NOW + AGAIN_AFTER) == [1]


def test_a_fault_in_one_leaves_the_others_and_is_tried_again(both, cast):
    tries.add(both, cast.sam, "ring", look_on=TODAY, now=NOW - DAY)
    broken = tries.add(both, cast.rita, "write", look_on=TODAY, now=NOW - DAY)
    both.execute(text("UPDATE person SET zone = 'Nowhere/None' WHERE name = 'Rita Ahmed'"))
    turn = reminders.remind(both, now=NOW)

    assert [fault.row for fault in turn.faults] == [broken.id]
    assert due_at(both, NOW) == []
    assert broken.number in due_at(both, NOW + AGAIN_AFTER)


def test_two_who_are_one_keep_what_both_set_tried_and_answered(both, cast):
    twin = seat(both, cast.sam.partnership.id, "Samuel Okoye")
    outcomes.add(both, twin, "more homes", now=NOW)
    one = tries.add(both, twin, "ring", look_on=TODAY, now=NOW)
    other = tries.add(both, cast.rita, "write", look_on=TODAY, now=NOW)
    tries.ask(both, other, twin.seat_id, now=NOW)
    tries.answer(both, other, twin, Shares.YES, now=NOW)
    joining.join(both, kept=cast.sam.person.id, gone=twin.person.id, now=NOW)

    assert [found.owner for found in outcomes.open_ones(both, cast.rita.viewer)] == ["Sam Okoye"]
    assert both.execute(select(trying.c.partner_id).where(trying.c.id == one.id)).scalar_one() == cast.sam.id
    assert both.execute(select(sharing.c.partner_id)).scalar_one() == cast.sam.id


def test_erasing_takes_tries_with_their_history_and_leaves_the_tables_outcomes(both, cast):
    outcomes.add(both, cast.sam, "more homes", now=NOW)
    one = tries.add(both, cast.sam, "ring", look_on=TODAY, now=NOW)
    tries.ask(both, one, cast.rita.seat_id, now=NOW)
    my_data.forget(both, cast.sam)

    assert tries.every(both, cast.rita.viewer) == []
    assert [found.owner for found in outcomes.every(both, cast.rita.viewer)] == [None]
    assert cast.sam.id not in {found.id for found in people.everybody(both, cast.rita.viewer)}
