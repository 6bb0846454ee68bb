"""The history of somebody's state, as it is kept, is what folding the ledger day by day gives."""

from datetime import date, datetime, timedelta

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from sqlalchemy import Connection, insert, select, update

from bot.domain.participation import Kind
from bot.domain.people import Answer, Partner
from bot.domain.quiet import State
from bot.services import askings, checkins, identity, participation, standing, states, wishes
from bot.services.request import Said
from bot.storage import outbox, people, tables
from bot.storage import states as kept
from bot.storage import wishes as stored_wishes
from bot.storage.outbox import Owed
from bot.storage.schema import away, door, partner
from bot.storage.schema import outbox as messages
from bot.storage.upsert import insert_new
from tests.support.committing import DAY, NOW, TODAY, Cast, the_cast


@pytest.fixture
def cast(both: Connection) -> Cast:
    return a_cast(both)


def a_cast(tx: Connection) -> Cast:
    tx.execute(insert_new(door), {"platform": "web", "opened_at": NOW})
    found = the_cast(tx)
    for one in (found.sam, found.rita):
        stored_wishes.record_consent(tx, one, Answer.YES, how="asked", on=TODAY, at=NOW)
    return found


def again(tx: Connection, who: Partner) -> Partner:
    found = people.partner_by_id(tx, partnership_id=who.partnership.id, partner_id=who.id)
    assert found
    return found


def here(tx: Connection, who: Partner, on_day: date, *, at: datetime) -> None:
    participation.record(tx, again(tx, who), Kind.REFLECTED, on_day=on_day, at=at)


def ask(tx: Connection, who: Partner, *, at: datetime, touch: int = 1) -> None:
    """A check-in went out."""
    asked = again(tx, who)
    owed = Owed(
        partnership_id=who.partnership.id,
        person_id=who.person.id,
        kind="check_in",
        period=askings.period_of(askings.spell_of(asked), touch),
        route="web",
        due_at=at,
    )
    row = outbox.owe(tx, owed)
    if row:
        tx.execute(update(messages).where(messages.c.id == row).values(state="sent", sent_at=at))
        checkins.was_asked(tx, who.person.id, who.partnership.id, now=at)


def told(tx: Connection, who: Partner) -> list[tuple[date, State]]:
    return [(one.on_day, one.state) for one in kept.kept_of(tx, [who.id]).get(who.id, ())]


def turn(tx: Connection, day: int, hour: int = 8) -> None:
    while states.keep_up(tx, now=NOW + day * DAY + timedelta(hours=hour)).after is not None:
        pass


def test_a_silence_is_kept_as_it_went(both: Connection, cast: Cast):
    for day in (0, 3):
        here(both, cast.sam, TODAY + day * DAY, at=NOW + day * DAY)
        turn(both, day)
    for day in range(4, 18):
        turn(both, day)
    ask(both, cast.sam, at=NOW + 18 * DAY)
    turn(both, 18)
    for day in range(19, 30):
        turn(both, day)
    here(both, cast.sam, TODAY + 30 * DAY, at=NOW + 30 * DAY)
    turn(both, 30)

    assert told(both, cast.sam) == [
        (TODAY, State.NEW),
        (TODAY + 17 * DAY, State.DUE),
        (TODAY + 18 * DAY, State.ASKED),
        (TODAY + 23 * DAY, State.QUIET),
        (TODAY + 30 * DAY, State.NEW),
    ]


def test_a_day_on_which_nothing_changes_writes_nothing(both: Connection, cast: Cast, queries):
    here(both, cast.sam, TODAY, at=NOW)
    turn(both, 0)
    with queries(both) as seen:
        turn(both, 1)

    assert len(seen) == 1
    assert both.execute(select(partner.c.state_due_at).where(partner.c.id == cast.sam.id)).scalar_one()


def test_a_commitment_takes_no_statement_more_for_it(both: Connection, cast: Cast, queries):
    here(both, cast.sam, TODAY, at=NOW)
    turn(both, 0)
    with queries(both) as seen:
        here(both, cast.sam, TODAY + DAY, at=NOW + DAY)

    assert not [one for one in seen if "state_change" in one]
    assert sum("UPDATE partner" in one for one in seen) == 1


def test_nobody_in_their_own_right_has_a_state_unless_they_chose_to_be_asked(both: Connection, cast: Cast):
    here(both, cast.rita, TODAY, at=NOW)
    turn(both, 0)
    before = told(both, cast.rita)
    checkins.turn_on(both, again(both, cast.rita), Said(), now=NOW)
    turn(both, 0, 9)
    chosen = told(both, cast.rita)
    checkins.turn_off(both, again(both, cast.rita), Said(), now=NOW)
    turn(both, 0, 10)

    assert (before, chosen, told(both, cast.rita)) == ([], [(TODAY, State.NEW)], [])


def test_messages_off_until_a_day_are_on_again_after_it_whenever_the_clock_turns(both: Connection, cast: Cast):
    turn(both, 0)
    here(both, cast.sam, TODAY, at=NOW)
    stored_wishes.stop(both, cast.sam.person.id, at=NOW, until=TODAY + 5 * DAY)
    turn(both, 0, 9)
    here(both, cast.sam, TODAY + 4 * DAY, at=NOW + 4 * DAY)
    turn(both, 9)

    assert told(both, cast.sam) == [(TODAY, State.NOT_MESSAGED), (TODAY + 5 * DAY, State.NEW)]


def test_what_has_no_day_of_its_own_changes_nothing_that_has_been(both: Connection, cast: Cast):
    here(both, cast.sam, TODAY, at=NOW)
    turn(both, 0)
    wishes.stop(both, again(both, cast.sam), Said(), now=NOW + 3 * DAY)
    turn(both, 3)
    tables.leave(both, again(both, cast.sam), on=TODAY + 6 * DAY)
    turn(both, 6)
    participation.recompute(both, again(both, cast.sam))
    turn(both, 7)

    assert told(both, cast.sam) == [
        (TODAY, State.NEW),
        (TODAY + 3 * DAY, State.NOT_MESSAGED),
        (TODAY + 6 * DAY, State.LEFT),
    ]


def test_a_way_that_fails_is_seen_by_the_night(both: Connection, cast: Cast):
    here(both, cast.sam, TODAY, at=NOW)
    turn(both, 0)
    both.execute(door.delete())
    kept.compare(both)
    turn(both, 1)
    tx_door = {"platform": "web", "opened_at": NOW}
    both.execute(insert(door), tx_door)
    kept.compare(both)
    turn(both, 2)

    states_of_sam = [(TODAY, State.NEW), (TODAY + DAY, State.UNREACHABLE), (TODAY + 2 * DAY, State.NEW)]
    assert told(both, cast.sam) == states_of_sam


ACTS = st.one_of(
    st.tuples(st.just("here"), st.integers(0, 3)),
    st.tuples(st.just("late"), st.integers(1, 40)),
    st.tuples(st.just("taken back"), st.integers(0, 30)),
    st.tuples(st.just("away"), st.integers(0, 20)),
    st.tuples(st.just("was away"), st.integers(1, 20)),
    st.tuples(st.just("not away"), st.just(0)),
    st.tuples(st.just("asked"), st.integers(1, 3)),
    st.tuples(st.just("nothing"), st.just(0)),
)


@example(life=[(0, ("away", 0), True), (2, ("asked", 1), False)])
@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(st.integers(0, 16), ACTS, st.booleans()), min_size=2, max_size=12))
def test_what_is_kept_is_what_the_ledger_gives_day_by_day(tx: Connection, life):
    part = tx.begin_nested()
    try:
        cast = _cast_of(tx)
        day = 0
        for gap, (what, number), turned in life:
            day += gap
            _do(tx, cast.sam, what, number, day)
            if turned:
                turn(tx, day)
        turn(tx, day)

        assert _kept_each_day(tx, cast.sam, day) == _folded_each_day(tx, cast.sam, day)
        before = told(tx, cast.sam)
        participation.recompute(tx, again(tx, cast.sam))
        turn(tx, day)
        assert told(tx, cast.sam) == before
    finally:
        part.rollback()


def _cast_of(tx: Connection) -> Cast:
    return a_cast(tx)


def _do(tx: Connection, who: Partner, what: str, number: int, day: int) -> None:
    now, today = NOW + day * DAY, TODAY + day * DAY
    match what:
        case "here":
            here(tx, who, today - number * DAY, at=now)
        case "late":
            participation.record(tx, again(tx, who), Kind.SPOKE, on_day=today - number * DAY, at=now)
        case "taken back":
            participation.take_back(tx, again(tx, who), on_day=today - number * DAY, at=now)
        case "away":
            stored_wishes.set_away(tx, who.person.id, first=today, last=today + number * DAY)
            participation.recompute(tx, again(tx, who))
        case "was away":
            stored_wishes.set_away(tx, who.person.id, first=today - number * DAY, last=today - DAY)
            participation.recompute(tx, again(tx, who))
        case "not away":
            tx.execute(away.delete())
            participation.recompute(tx, again(tx, who))
        case "asked":
            ask(tx, who, at=now, touch=number)


def _kept_each_day(tx: Connection, who: Partner, until: int) -> dict[date, State]:
    changes = kept.kept_of(tx, [who.id])[who.id]
    days = [TODAY + DAY * day for day in range(until + 1)]
    return {day: [one.state for one in changes if one.on_day <= day][-1] for day in days}


def _folded_each_day(tx: Connection, who: Partner, until: int) -> dict[date, State]:
    viewer = identity.operator_of(who.partnership.id)
    found = {}
    for day in range(until + 1):
        at = NOW + DAY * day + timedelta(hours=10)
        [one] = [one for one in standing.at_table(tx, viewer, at=at).partners if one.partner.id == who.id]
        found[TODAY + DAY * day] = one.state
    return found
