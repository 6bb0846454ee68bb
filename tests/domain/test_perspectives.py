"""One view a seat, side by side."""

from datetime import UTC, datetime, timedelta

import pytest

from bot.domain.perspectives import Perspective, Spoken, one_a_seat

NOW = datetime(2026, 11, 24, 10, tzinfo=UTC)


def view(seat, organisation, text, *, hours=0, author="Sam Okoye", version=1):
    return Perspective(
        partner_id=1,
        seat_id=seat,
        author=author,
        organisation=organisation,
        text=text,
        version=version,
        made_at=NOW + timedelta(hours=hours),
    )


def test_each_seat_has_its_newest_and_none_is_merged():
    jo = view(1, "Ward 9 Trust", "it is the forms", hours=2, author="Jo Lewis")
    sam = view(1, "Ward 9 Trust", "we ring eleven numbers")
    rita = view(2, None, "nobody told me", hours=1, author="Rita Ahmed")
    elm = view(3, "Elm Street Advice", "we wait for the list")

    found = one_a_seat([rita, jo, sam, elm])

    assert [(one.newest, one.more) for one in found] == [(elm, False), (jo, True), (rita, False)]


def test_a_second_version_has_an_older_one():
    [one] = one_a_seat([view(1, None, "now this", version=2)])

    assert one.more


def test_two_people_in_their_own_right_are_two_seats():
    assert len(one_a_seat([view(1, None, "one"), view(2, None, "two")])) == 2


@pytest.mark.parametrize(
    ("spoken", "seats", "half"), [(0, 0, False), (0, 1, False), (1, 2, True), (2, 5, False), (3, 5, True), (1, 1, True)]
)
def test_half_of_the_seats(spoken, seats, half):
    assert Spoken(seats=seats, spoken=spoken).half is half
