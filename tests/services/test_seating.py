"""Who sits at a table: all of a small one at once, a large one some seats at a time."""

import pytest
from sqlalchemy import update

from benchmarks._crowd import NOW, fill
from bot.messages.cards.tables import MOST_LISTED
from bot.messages.cards.views import MOST_SEATS
from bot.messages.parts import Card
from bot.messages.render import slack
from bot.services import glance, views
from bot.services.digests import show as show_digest
from bot.services.dropped_off import answer as answer_quiet
from bot.services.request import Said
from bot.storage import people
from bot.storage.schema import partner, seat
from tests.fakes.slack.checker import problems
from tests.support.committing import labels, text

PARTNERS = 300


def asker(tx):
    return people.partner_by_id(tx, partnership_id=1, partner_id=1)


def who(tx, **said):
    return glance.who(tx, asker(tx), Said(**said), now=NOW)


def test_a_large_table_is_shown_some_seats_at_a_time(both):
    fill(both, PARTNERS, entries=0)
    first, second = who(both), who(both, on=("2",))

    assert text(first).startswith("300 people sit here. Seats 1 to 20 of 90:")
    assert "Seats 21 to 40 of 90:" in text(second)
    assert labels(first) == ["The next seats", "Say whom somebody sits for"]
    assert who(both, rest="2") == second


def test_every_seat_stands_on_one_page_and_whoever_sits_for_nobody_last(tx):
    fill(tx, PARTNERS, entries=0)
    pages = [text(who(tx, rest=str(number))) for number in range(1, 6)]

    assert all(sum(f"Organisation {one}:" in page for page in pages) == 1 for one in range(1, 61))
    assert "In their own right" not in "".join(pages[:3])
    assert "Partner 300" in pages[4]
    assert labels(who(tx, rest="5")) == ["Say whom somebody sits for"]


@pytest.mark.parametrize("rest", ["0", "-1", "99", "9" * 30, "ever", "²"])
def test_a_page_that_is_none_is_the_nearest_there_is(tx, rest):
    fill(tx, PARTNERS, entries=0)

    assert who(tx, rest=rest) in (who(tx), who(tx, rest="5"))


def test_of_many_in_one_seat_the_first_are_named_and_the_others_counted(both):
    fill(both, 50, entries=0)
    both.execute(update(partner).values(seat_id=1))

    assert "Partner 27" in text(who(both))
    assert f"and {50 - MOST_LISTED} more" in text(who(both))
    assert "Partner 50" not in text(who(both))


def test_whoever_has_left_is_not_listed_nor_counted(both):
    fill(both, 30, entries=0)
    both.execute(update(partner).where(partner.c.id == 10).values(left_on=NOW.date()))
    both.execute(update(partner).where(partner.c.seat_id == 2).values(left_on=NOW.date()))

    assert text(who(both)).startswith("24 people sit here.")
    assert "Partner 10" not in text(who(both))
    assert "Organisation 2:" not in text(who(both))


def test_what_is_due_at_a_large_table_is_cut_and_counted(both):
    fill(both, PARTNERS, entries=0)
    all_due = glance.more(both, asker(both), Said(), now=NOW)

    assert text(all_due).count("ring ward") == MOST_LISTED
    assert "And 140 more." in text(all_due)


def test_of_many_views_the_first_are_shown_and_the_others_counted(tx):
    fill(tx, PARTNERS, entries=0)
    all_views = text(views.list_all(tx, asker(tx), Said(), now=NOW))

    assert all_views.count("It looks like this from") == MOST_SEATS
    assert "And 10 more. Views: 60 of 90." in all_views


@pytest.mark.parametrize("service", [glance.show, glance.who, glance.more, views.list_all, answer_quiet, show_digest])
def test_slack_takes_what_is_said_of_a_large_table(tx, service):
    fill(tx, 1000, entries=0)
    shown = service(tx, asker(tx), Said(), now=NOW).show
    assert isinstance(shown, Card)
    drawn = slack.message(shown)

    assert problems({"channel": "C1", **drawn}, "message") == []


def test_a_chair_that_is_missing_is_found_among_many(both):
    fill(both, PARTNERS, entries=0)
    both.execute(update(seat).where(seat.c.id.in_((7, 3))).values(state="wanted"))

    assert "Missing: Organisation 3 and Organisation 7." in text(who(both))
