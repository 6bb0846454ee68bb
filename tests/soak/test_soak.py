"""A short soak: two dozen partners, some weeks, every kind of trouble, and no rule broken: `make soak`, in short."""

from datetime import timedelta

import pytest

from tests.soak.checker import check
from tests.soak.checker.book import Book
from tests.soak.checker.lines import read_all
from tests.soak.driver import Plan, Soak
from tests.soak.faults import AT_SLACK, DATABASE, KILLED
from tests.soak.report import messages

pytestmark = pytest.mark.slow


async def test_weeks_of_trouble_break_no_rule(tmp_path):
    plan = Plan(
        partners=16, days=21, seed=26, database="sqlite", step=timedelta(hours=8), fault_every=2, deeds_a_week=2
    )

    seen = await Soak(plan, tmp_path, tell=lambda _seen: None).run()
    book = Book(read_all(tmp_path))

    assert [str(one) for one in check(book.lines)] == []
    assert seen.problems == []
    assert seen.stuck == 0
    assert {"429", "reply lost", "accepted late", DATABASE, KILLED} <= seen.faults.keys()
    assert sum(seen.faults[kind] for kind in AT_SLACK) >= 10
    assert {"welcome", "note", "reminder", "answer"} <= messages(book).keys()
