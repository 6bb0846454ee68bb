"""What a table says of itself: how many of its organisations take part, and how many seats may be empty soon."""

from datetime import timedelta

import pytest

from bot.domain.outlook import Share
from bot.domain.participation import Kind
from bot.domain.people import Partner, Partnership
from bot.messages.render.text import text as drawn
from bot.services import dropped_off, glance, goodbyes, outlook, participation, tables
from bot.services.request import Reply, Said
from bot.services.tables import Newcomer
from tests.support.committing import NOW, TODAY, the_cast

DAY = timedelta(days=1)
# A day of May, and one long before it.
LONG_AGO = (180 * DAY, 230 * DAY)


def sit(tx, cast, organisation: str, *ago: timedelta, since: timedelta = 400 * DAY) -> Partner:
    """Somebody of an organisation of their own, who took part so long ago."""
    newcomer = Newcomer(name=f"Kim of {organisation}", email=f"{organisation}@o.example", organisation=organisation)
    who, _new = tables.join(tx, cast.priya.partnership.id, newcomer, today=TODAY - since, now=NOW - since)
    for one in ago:
        participation.record(tx, who, Kind.CAME, on_day=TODAY - one, at=NOW)
    return who


def card_text(reply: Reply) -> str:
    assert reply.show is not None
    return drawn(reply.show)


def seen(tx, cast, who: str = "priya") -> str:
    return card_text(glance.show(tx, getattr(cast, who), Said(), now=NOW))


def quiet(tx, cast, who: str) -> str:
    return card_text(dropped_off.answer(tx, getattr(cast, who), Said(), now=NOW))


def test_everybody_sees_how_many_organisations_take_part_before_all_else_and_no_name(both):
    cast = the_cast(both)
    for name in ("alpha", "beta", "gamma"):
        sit(both, cast, name, DAY, *LONG_AGO)
    sit(both, cast, "delta", 60 * DAY, *LONG_AGO)
    lines = [line for line in seen(both, cast, "jo").splitlines() if line.strip()]

    assert "organisations took part in the last four weeks; in May it was" in lines[1]
    assert not any(name in lines[1] for name in ("alpha", "delta", "Riverside"))


def test_the_past_counts_who_sat_there_then_and_who_has_gone_since(both):
    cast = the_cast(both)
    here: Partnership = cast.priya.partnership
    before = outlook.share(both, here, cast.priya.viewer, now=NOW)
    sit(both, cast, "alpha", *LONG_AGO)
    sit(both, cast, "beta", DAY, since=10 * DAY)
    gone = sit(both, cast, "gamma", *LONG_AGO)
    goodbyes.leave(both, gone, Said(), now=NOW - 30 * DAY)
    found = outlook.share(both, here, cast.priya.viewer, now=NOW)

    assert isinstance(found, Share)
    assert found.past is not None
    assert (found.past.active, found.past.organisations) == (2, 2)
    assert found.active == before.active + 1


def test_what_another_table_does_counts_nothing_here(both):
    cast = the_cast(both)
    here = cast.priya.partnership
    before = outlook.share(both, here, cast.priya.viewer, now=NOW)
    participation.record(both, cast.oscar, Kind.CAME, on_day=TODAY, at=NOW)

    assert outlook.share(both, here, cast.priya.viewer, now=NOW) == before


def test_a_table_of_a_few_days_says_nothing_of_it(both):
    cast = the_cast(both)
    for name in ("alpha", "beta", "gamma"):
        sit(both, cast, name, DAY, since=5 * DAY)

    assert "took part" not in seen(both, cast)


@pytest.mark.parametrize("who", ["priya", "jo"])
def test_how_many_seats_may_be_empty_is_for_who_convenes(both, who):
    cast = the_cast(both)
    for name in ("alpha", "beta", "gamma", "delta", "epsilon"):
        sit(both, cast, name, 70 * DAY, 181 * DAY)
    said = [seen(both, cast, who), quiet(both, cast, who)]

    assert all(("seats may be empty by January" in one) is (who == "priya") for one in said)
    assert not any("alpha" in line for one in said for line in one.splitlines() if "may be empty" in line)


def test_of_a_table_younger_than_half_a_year_nothing_is_foretold(both):
    cast = the_cast(both)
    for name in ("alpha", "beta", "gamma", "delta", "epsilon"):
        sit(both, cast, name, 70 * DAY, 179 * DAY)

    assert "may be empty" not in seen(both, cast)


def test_who_was_never_seen_is_in_no_forecast(both):
    cast = the_cast(both)
    sit(both, cast, "alpha", *LONG_AGO)
    for number in range(9):
        sit(both, cast, f"new{number}")

    assert "may be empty" not in seen(both, cast)
