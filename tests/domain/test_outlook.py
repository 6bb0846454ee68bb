"""What is said of a table as a whole: with which month it is set beside, and how many seats may be empty soon."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain import outlook
from bot.domain.outlook import Share

TODAY = date(2026, 11, 24)
DAYS = st.dates(date(2024, 1, 1), date(2028, 12, 31))
RISKS = st.lists(st.floats(0, 1), max_size=40)


@pytest.mark.parametrize(
    ("began", "month"),
    [
        (date(2025, 1, 1), date(2026, 5, 31)),
        (date(2026, 5, 4), date(2026, 5, 31)),
        (date(2026, 5, 5), date(2026, 6, 30)),
        (date(2026, 9, 3), date(2026, 9, 30)),
        (date(2026, 9, 4), None),
        (None, None),
    ],
)
def test_a_table_is_set_beside_half_a_year_ago_or_as_far_back_as_it_was_seen_whole(began, month):
    assert outlook.compared_with(began, TODAY) == month


@given(DAYS, DAYS)
def test_the_month_it_is_set_beside_was_seen_whole_and_shares_no_day_with_the_present(began, today):
    month = outlook.compared_with(began, today)
    if month is None:
        return

    assert began <= outlook.first_day(month)
    assert month < outlook.first_day(today)
    assert (month + timedelta(days=1)).day == 1


@pytest.mark.parametrize(("organisations", "begun", "said"), [(3, True, True), (2, True, False), (9, False, False)])
def test_of_a_few_days_or_of_two_organisations_there_is_no_share(organisations, begun, said):
    assert Share(active=1, organisations=organisations, begun=begun).says_something is said


def test_the_number_of_empty_seats_is_what_came_of_such_chances():
    found = outlook.forecast([0.9, 0.8, 0.5, 0.1, 0.1], TODAY)
    assert found is not None

    assert (found.about, found.fewest, found.most) == (2, 1, 3)
    assert found.by == date(2027, 1, 23)


@pytest.mark.parametrize("risks", [[], [0.9] * 4, [0.1] * 5])
def test_of_few_seats_and_of_less_than_one_nothing_is_said(risks):
    assert outlook.forecast(risks, TODAY) is None


@given(RISKS)
def test_the_range_holds_the_number_and_no_more_seats_than_there_are(risks):
    found = outlook.forecast(risks, TODAY)
    if found is None:
        return

    assert 0 <= found.fewest <= found.about <= found.most <= len(risks)
    assert found.about >= 1


@given(RISKS)
def test_who_certainly_stays_changes_nothing_of_the_number(risks):
    alone, beside = outlook.forecast(risks, TODAY), outlook.forecast([*risks, 0.0], TODAY)

    if alone is not None:
        assert beside is not None
        assert beside.about == alone.about
