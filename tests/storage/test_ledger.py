"""The ledger of taking part: what is asked of it most is found by an index, however much of it there is."""

from datetime import date

import pytest

from bot.storage import ledger

KEYS = {"partnership": 1, "partner": 2, "seat": 3, "day": date(2027, 1, 11), "until": date(2027, 1, 11), "entry": 4}


@pytest.mark.parametrize(
    "name", ["DAYS_OF_PARTNER", "DAYS_OF_SEAT", "DAYS_UNTIL", "OF_DAY", "ALSO_OF_PARTNER", "ALSO_OF_SEAT"]
)
def test_whether_a_day_was_taken_back_is_looked_up_and_not_looked_for(tx, name):
    statement = getattr(ledger, name).params(KEYS)
    asked = statement.compile(tx.engine, compile_kwargs={"literal_binds": True})
    plan = [row.detail for row in tx.exec_driver_sql(f"EXPLAIN QUERY PLAN {asked}")]

    corrections = [line for line in plan if " correction " in line]
    assert corrections
    assert all("corrects_id=?" in line for line in corrections), plan
    assert not any(line.startswith("SCAN") for line in plan), plan
