"""Everybody's standing on any day."""

from datetime import UTC, date, datetime, timedelta
from math import exp, log, sqrt

import pytest
from sqlalchemy import Connection

from bot.domain.participation import Kind
from bot.services import identity, participation, standing
from tests.support.committing import NOW, TODAY, the_cast

DAY = timedelta(days=1)


def risk(fade: float, silent: float) -> float:
    odds = 1.11 + 0.121 * sqrt(silent) - 1.526 * log(fade) + 0.071 * sqrt(silent) * log(fade)
    return 1 / (1 + exp(-odds))


def history(tx: Connection, partner, *days_ago: int) -> None:
    for ago in days_ago:
        participation.record(tx, partner, Kind.CAME, on_day=TODAY - ago * DAY, at=NOW)


def found(tx: Connection, cast, *, at: datetime = NOW) -> dict:
    return standing.as_json(standing.at_table(tx, identity.operator_of(cast.priya.partnership.id), at=at))


def named(rows: list[dict], name: str) -> dict:
    return next(row for row in rows if row["name"] == name)


def test_the_json_is_the_contracts(both: Connection):
    cast = the_cast(both)
    history(both, cast.sam, 40, 20, 10)

    json = found(both, cast)

    assert set(json) == {"table", "at", "partners", "organisations", "empty_seats"}
    assert json["at"] == "2026-11-24T10:00:00+00:00"
    sam = named(json["partners"], "Sam Okoye")
    fade = 1 + (1 + 2 ** (-20 / 120)) * 2 ** (-10 / 120)
    assert set(sam) == {
        *("name", "organisation", "last_on", "silent_days", "active_days", "fade"),
        *("risk", "due_on", "state", "asked_on", "why", "next_step"),
    }
    assert (sam["last_on"], sam["silent_days"], sam["active_days"]) == ("2026-11-14", 10, 3)
    assert sam["fade"] == pytest.approx(fade)
    assert sam["risk"] == pytest.approx(risk(fade, 10))
    assert sam["due_on"] == "2026-11-28"
    trust = named(json["organisations"], "Ward 9 Trust")
    assert set(trust) == {"name", "state", "partners", "here", "last_on", "silent_days", "fade", "risk", "why"}
    assert trust["fade"] == pytest.approx(fade)


def test_a_past_day_is_answered_by_what_was_known_of_it(both: Connection):
    cast = the_cast(both)
    history(both, cast.sam, 40, 20, 10)
    history(both, cast.jo, 5)

    then = found(both, cast, at=NOW - 15 * DAY)

    assert [row["name"] for row in then["partners"]] == ["Sam Okoye"]
    assert named(then["partners"], "Sam Okoye")["last_on"] == "2026-11-04"
    assert [row["name"] for row in then["organisations"]] == ["Ward 9 Trust"]


def test_late_in_the_evening_counts_as_the_tables_own_day(both: Connection):
    cast = the_cast(both)
    summer = datetime(2026, 6, 1, 23, 30, tzinfo=UTC)
    participation.record(both, cast.sam, Kind.CAME, on_day=date(2026, 6, 2), at=summer)

    assert named(found(both, cast, at=summer)["partners"], "Sam Okoye")["silent_days"] == 0


def test_another_tables_people_are_not_in_it(both: Connection):
    cast = the_cast(both)
    history(both, cast.oscar, 3)

    assert "Oscar Bell" not in [row["name"] for row in found(both, cast)["partners"]]


def test_the_number_of_statements_does_not_grow_with_the_table(tx: Connection, queries):
    cast = the_cast(tx)
    history(tx, cast.sam, 40, 20, 10)
    with queries(tx) as few:
        found(tx, cast)
    for partner in (cast.priya, cast.jo, cast.rita):
        history(tx, partner, 30, 3)
    with queries(tx) as many:
        found(tx, cast)

    assert len(many) == len(few)


def test_an_absence_is_noted_and_feeds_nothing(both: Connection):
    cast = the_cast(both)
    participation.record(both, cast.sam, Kind.ABSENT, on_day=TODAY, at=NOW)

    assert named(found(both, cast)["partners"], "Sam Okoye")["active_days"] == 0
