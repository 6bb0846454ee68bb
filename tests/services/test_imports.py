"""Bringing a history in: twice adds nothing, and what comes out is the ledger folded."""

from datetime import UTC, date, datetime, time, timedelta
from operator import itemgetter
from random import Random

import pytest
from sqlalchemy import Connection, func, select

from benchmarks import quiet as benchmark
from bot.domain.errors import NoTableError, UnknownCodesError
from bot.domain.people import Partnership
from bot.domain.rhythm import fold
from bot.services import identity, imports, standing
from bot.storage import people
from bot.storage.schema import consent, organisation, partner, person, seat

NOW = datetime(2026, 11, 24, 10, tzinfo=UTC)
SHEET = b"""name,e-mail,org,date,kind
Sam Okoye,sam@ward9.example,Ward 9 Trust,2026-03-02,came
Sam Okoye,sam@ward9.example,Ward 9 Trust,2026-03-16,came
Sam Okoye,sam@ward9.example,Ward 9 Trust,2026-03-16,came
Jo Lee,,Ward 9 Trust,2026-03-16,apologies
Rita Ahmed,,,2026-03-30,absent
Rita Ahmed,,,31/31/2026,came
"""


def bring_in(tx: Connection, raw: bytes = SHEET, *, slug: str = "home", told_on: date | None = None) -> imports.Report:
    here = imports.table_for(tx, slug, new=True, now=NOW)
    sheet = imports.read(raw, codes=(), today=NOW.date())
    new = sum(step.call(tx) for step in imports.steps(sheet, here, told_on=told_on, now=NOW))
    return imports.report(sheet, new)


def table(tx: Connection, slug: str = "home") -> Partnership:
    return imports.table_for(tx, slug, new=False, now=NOW)


def test_the_report_adds_up(both: Connection):
    found = imports.as_json(bring_in(both))

    reason = "31/31/2026 is no day: write the day before the month, as in 31/12/2026"
    assert found == {"rows": 6, "new": 4, "repeated": 1, "refused": [{"line": 7, "reason": reason}]}


def test_twice_adds_nothing(both: Connection):
    bring_in(both)
    before = standing.as_json(standing.at_table(both, identity.operator_of(table(both).id), at=NOW))

    again = bring_in(both)
    after = standing.as_json(standing.at_table(both, identity.operator_of(table(both).id), at=NOW))

    assert (again.new, again.repeated) == (0, 5)
    assert after == before


def test_the_stored_rhythm_is_the_ledger_folded(both: Connection):
    bring_in(both)

    known = {one.person.name: one for one in people.everybody(both, identity.operator_of(table(both).id))}
    sam = fold([date(2026, 3, 2), date(2026, 3, 16)])
    assert sam is not None
    assert known["Sam Okoye"].rhythm == sam
    assert known["Jo Lee"].rhythm == fold([date(2026, 3, 16)])
    assert known["Rita Ahmed"].rhythm is None
    assert known["Rita Ahmed"].organisation is None
    both_of_ward_9 = both.execute(select(seat.c.fade).where(seat.c.organisation_id.is_not(None))).scalar_one()
    assert both_of_ward_9 == pytest.approx(sam.fade)


def test_the_same_address_is_the_same_person_at_another_table(tx: Connection):
    bring_in(tx)
    bring_in(tx, slug="away")

    sams = tx.execute(
        select(func.count()).select_from(person).where(person.c.email == "sam@ward9.example")
    ).scalar_one()
    jos = tx.execute(select(func.count()).select_from(person).where(person.c.name == "Jo Lee")).scalar_one()
    assert (sams, jos) == (1, 2)
    assert tx.execute(select(func.count()).select_from(partner)).scalar_one() == 6


def test_a_numbered_organisation_is_that_tables_own(tx: Connection):
    raw = b"partner,org,day\n1,3,9000\n"
    bring_in(tx, raw)
    bring_in(tx, raw, slug="away")

    assert list(tx.execute(select(organisation.c.key).order_by(organisation.c.key)).scalars()) == ["away:3", "home:3"]


def test_nobody_imported_can_be_written_to(tx: Connection):
    bring_in(tx)

    found = standing.as_json(standing.at_table(tx, identity.operator_of(table(tx).id), at=NOW))

    assert {one["state"] for one in found["partners"]} == {"unreachable"}


def test_that_people_were_told_is_kept_with_its_day(tx: Connection):
    bring_in(tx, told_on=date(2026, 3, 1))

    rows = tx.execute(select(consent.c.answer, consent.c.how, consent.c.given_on)).all()
    assert rows == [("told", "imported", date(2026, 3, 1))] * 3


def test_a_table_is_begun_only_when_asked(tx: Connection):
    with pytest.raises(NoTableError):
        imports.table_for(tx, "nowhere", new=False, now=NOW)


def test_a_meaning_nobody_knows_is_refused():
    with pytest.raises(UnknownCodesError):
        imports.read(b"name,2026-01-05\nSam,X\n", codes=("X=maybe",), today=NOW.date())


def test_the_report_in_words_names_each_line(tx: Connection):
    said = imports.in_words(bring_in(tx))

    assert said.splitlines()[0] == "6 rows: 4 new, 1 here already, 1 refused."
    assert said.splitlines()[1].startswith("line 7: 31/31/2026 is no day")


def test_somebody_who_sits_here_keeps_their_seat(tx: Connection):
    bring_in(tx)
    bring_in(tx, b"name,org,date\nSam Okoye,Another Trust,2026-04-06\n")

    known = {one.person.name: one for one in people.everybody(tx, identity.operator_of(table(tx).id))}
    assert known["Sam Okoye"].organisation is not None
    assert known["Sam Okoye"].organisation.name == "Ward 9 Trust"
    assert known["Sam Okoye"].last_on == date(2026, 4, 6)


@pytest.mark.parametrize(("typed", "slug"), [("frontend", "frontend"), ("d_06", "d_06"), ("Front end!", "front-end")])
def test_a_new_table_has_a_slug_that_an_address_takes_and_is_found_by_what_was_typed(tx, typed, slug):
    begun = imports.table_for(tx, typed, new=True, now=NOW)

    assert (begun.slug, begun.name) == (slug, typed)
    assert imports.table_for(tx, typed, new=True, now=NOW).id == begun.id


def test_somebody_who_only_ever_was_absent_is_shown_from_their_first_entry_on(tx: Connection):
    bring_in(tx, b"name,org,2026-01-12,2026-02-09\nAnn Bell,Northside,A,A\nSam Okoye,Ward 9,P,A\n", slug="away")
    here = table(tx, "away")

    def names(day: int) -> set[str]:
        at = datetime(2026, 1, day, 12, tzinfo=UTC)
        found = standing.as_json(standing.at_table(tx, identity.operator_of(here.id), at=at))
        return {one["name"] for one in found["partners"]}

    assert names(11) == set()
    assert names(12) == {"Ann Bell", "Sam Okoye"}


def test_a_line_without_the_address_is_the_same_person_s_and_another_address_somebody_else_s(tx: Connection):
    raw = (
        b"name,email,date\nSam Okoye,s@w.example,2026-01-05\nSam Okoye,,2026-01-06\nSam Okoye,o@w.example,2026-01-07\n"
    )
    again = [bring_in(tx, raw).new, bring_in(tx, raw).new]

    found = tx.execute(select(person.c.email, partner.c.active_days).join(partner).order_by(person.c.id)).all()
    assert sorted(found) == [("o@w.example", 1), ("s@w.example", 2)]
    assert again == [3, 0]


def test_at_any_day_the_operators_view_is_the_benchmarks_detector(both: Connection):
    """Partners and organisations, to a millionth, over a history with pauses, newcomers and people on their own."""
    chance = Random(20261126)
    events = [
        (who, who % 4, day)
        for who in range(1, 13)
        for day in chance.sample(range(8000, 8700), chance.choice((1, 2, 3, 4, 9, 40, 120)))
    ]
    events.sort(key=itemgetter(2))
    lines = ["partner,org,day", *(f"{who},{body},{day}" for who, body, day in events)]
    bring_in(both, "\n".join(lines).encode())
    for today in (8200, 8433, 8699):
        so_far = [event for event in events if event[2] <= today]
        at = datetime.combine(benchmark.EPOCH + timedelta(days=today), time(12), UTC)
        json = standing.as_json(standing.at_table(both, identity.operator_of(table(both).id), at=at))

        partners = {int(row["name"].removeprefix("Partner ")): row["risk"] for row in json["partners"]}
        bodies = {int(row["name"].removeprefix("Organisation ")): row["risk"] for row in json["organisations"]}
        for detector, known in ((benchmark.Detector(0), partners), (benchmark.Detector(1), bodies)):
            scored = {who: risk for who, risk in detector(so_far, today).items() if who}
            assert scored
            assert {who: known[who] for who in scored} == pytest.approx(scored, abs=1e-6)
