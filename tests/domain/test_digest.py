"""What goes into a digest, and what is left out so that it can be read at one sitting."""

from datetime import date

from bot.domain.digest import Digest, Week, choose, shorter

LINE = ("Riverside", "send the data", date(2027, 1, 15))
WEEK = Week(kept=[LINE] * 6, learned=[("Sam", "they ring")] * 3, due=[LINE] * 4, chairs=["a GP"] * 2)


def chosen() -> Digest:
    found = choose(WEEK, monday=date(2027, 1, 11), questions=12)
    assert found is not None
    return found


def test_what_is_left_out_is_counted_from_the_start():
    assert (chosen().more_kept, chosen().more_learned, chosen().more_due) == (2, 1, 0)


def test_a_line_less_is_taken_from_where_most_are_left_what_lies_ahead_first():
    once = shorter(chosen())
    assert once is not None
    twice = shorter(once)
    assert twice is not None

    assert (len(once.week.due), len(once.week.kept), once.more_due) == (3, 4, 1)
    assert (len(twice.week.due), len(twice.week.kept), twice.more_kept) == (3, 3, 3)


def test_in_the_end_there_is_no_line_to_take():
    last, lines = chosen(), 0
    while less := shorter(last):
        last, lines = less, lines + 1

    assert lines == 4 + 2 + 4 + 2
    assert last.week.is_empty
    assert not last.week.chairs
