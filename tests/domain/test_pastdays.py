"""Days that have been, as people name them when they say "I spoke to her on Tuesday"."""

from datetime import date

import pytest

from bot.domain.pastdays import last_named

# A Tuesday.
TODAY = date(2026, 11, 24)


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("today", TODAY),
        ("yesterday", date(2026, 11, 23)),
        ("Tuesday", TODAY),
        ("on Monday", date(2026, 11, 23)),
        ("last Friday", date(2026, 11, 20)),
        ("a week ago", date(2026, 11, 17)),
        ("two weeks ago", date(2026, 11, 10)),
        ("3 days ago", date(2026, 11, 21)),
        ("four days ago.", date(2026, 11, 20)),
        ("2026-11-02", date(2026, 11, 2)),
        ("12 November", date(2026, 11, 12)),
        ("in the corridor", None),
        ("", None),
    ],
)
def test_the_last_such_day_is_meant(words, day):
    assert last_named(words, TODAY, country="GB-ENG") == day
