"""The ledger and what it feeds: the same in any order, after corrections, and after somebody is erased."""

from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Connection, select

from bot.domain.participation import Kind
from bot.domain.rhythm import fold
from bot.services import participation
from bot.storage import people
from bot.storage.engine import make_engine
from bot.storage.schema import partner as partner_table
from bot.storage.schema import seat as seat_table
from tests.support import databases
from tests.support.committing import NOW, TODAY, the_cast

DAY = timedelta(days=1)
KINDS = st.sampled_from([Kind.CAME, Kind.SPOKE, Kind.ABSENT, Kind.COMMITTED])
entries = st.lists(st.tuples(st.sampled_from(["sam", "jo"]), KINDS, st.integers(0, 300)), max_size=25)


def as_kept(row) -> tuple:
    return row.last_on, row.fade, row.active_days, row.burst, row.returns, row.longest_pause


def stored(tx: Connection, who) -> tuple:
    row = tx.execute(select(partner_table).where(partner_table.c.id == who.id)).one()
    return as_kept(row)


def stored_seat(tx: Connection, who) -> tuple:
    row = tx.execute(select(seat_table).where(seat_table.c.id == who.seat_id)).one()
    return as_kept(row)


def agrees(kept: tuple, days: set[date]) -> bool:
    folded = fold(days)
    if folded is None:
        return kept == (None, 0.0, 0, 0.0, 0.0, 0)
    numbers = (folded.fade, folded.active_days, folded.burst, folded.returns, folded.longest)
    return kept == (folded.last, *(pytest.approx(number, rel=1e-9) for number in numbers))


@pytest.fixture(scope="module")
def engine_for_properties(tmp_path_factory):
    engine = make_engine(databases.sqlite(tmp_path_factory.mktemp("properties")))
    yield engine
    engine.dispose()


@given(entries, st.lists(st.tuples(st.sampled_from(["sam", "jo"]), st.integers(0, 300)), max_size=4))
@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_the_stored_pair_is_the_fold_of_the_ledger(engine_for_properties, noted, corrected):
    with engine_for_properties.connect() as tx, tx.begin() as transaction:
        cast = the_cast(tx)
        persons = {"sam": cast.sam, "jo": cast.jo}
        days: dict[str, set[date]] = {"sam": set(), "jo": set()}
        for who, kind, ago in noted:
            participation.record(tx, persons[who], kind, on_day=TODAY - ago * DAY, at=NOW)
            days[who] |= {TODAY - ago * DAY} if kind.counts else set()
        for who, ago in corrected:
            participation.take_back(tx, persons[who], on_day=TODAY - ago * DAY, at=NOW)
            days[who] -= {TODAY - ago * DAY}

        for who, partner in persons.items():
            assert agrees(stored(tx, partner), days[who])
        assert agrees(stored_seat(tx, cast.sam), days["sam"] | days["jo"])
        transaction.rollback()


def test_the_same_entry_twice_is_one(both: Connection):
    cast = the_cast(both)

    first = participation.record(both, cast.sam, Kind.CAME, on_day=TODAY, at=NOW)
    again = participation.record(both, cast.sam, Kind.CAME, on_day=TODAY, at=NOW)

    assert (first, again) == (True, False)
    assert stored(both, cast.sam)[2] == 1


def test_several_things_on_one_day_feed_it_once(both: Connection):
    cast = the_cast(both)
    for kind in (Kind.CAME, Kind.COMMITTED, Kind.REFLECTED):
        participation.record(both, cast.sam, kind, on_day=TODAY, at=NOW)

    assert agrees(stored(both, cast.sam), {TODAY})


def test_an_older_day_that_comes_late_does_not_move_the_last_one(both: Connection):
    cast = the_cast(both)
    participation.record(both, cast.sam, Kind.CAME, on_day=TODAY, at=NOW)
    participation.record(both, cast.sam, Kind.CAME, on_day=TODAY - 60 * DAY, at=NOW)
    participation.record(both, cast.sam, Kind.SPOKE, on_day=TODAY - 60 * DAY, at=NOW)

    assert agrees(stored(both, cast.sam), {TODAY - 60 * DAY, TODAY})


def test_a_correction_can_be_made_once_for_each_entry(both: Connection):
    cast = the_cast(both)
    participation.record(both, cast.sam, Kind.CAME, on_day=TODAY, at=NOW)
    participation.record(both, cast.sam, Kind.SPOKE, on_day=TODAY, at=NOW)

    assert participation.take_back(both, cast.sam, on_day=TODAY, at=NOW) == 2
    assert participation.take_back(both, cast.sam, on_day=TODAY, at=NOW) == 0
    assert not participation.record(both, cast.sam, Kind.CAME, on_day=TODAY, at=NOW)
    assert agrees(stored(both, cast.sam), set())


def test_somebody_in_their_own_right_has_no_organisation_to_feed(both: Connection):
    cast = the_cast(both)
    participation.record(both, cast.rita, Kind.CAME, on_day=TODAY, at=NOW)

    assert stored(both, cast.rita)[2] == 1
    assert agrees(stored_seat(both, cast.rita), set())


def test_the_next_check_in_is_the_morning_the_silence_grows_too_long(both: Connection):
    cast = the_cast(both)
    participation.record(both, cast.sam, Kind.CAME, on_day=TODAY, at=NOW)

    due = both.execute(select(partner_table.c.next_check_in_at).where(partner_table.c.id == cast.sam.id)).scalar_one()
    assert due.isoformat() == "2026-12-08T09:30:00+00:00"
    assert people.partner_by_id(both, partnership_id=cast.sam.partnership.id, partner_id=999) is None
