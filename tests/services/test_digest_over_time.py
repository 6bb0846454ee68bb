"""The digest's picture: how many organisations took part in each four weeks of the table's own past."""

from datetime import timedelta

from bot.domain.participation import Kind
from bot.messages.parts import Card, Chart, Picture
from bot.services import digests, participation
from bot.storage import weeks
from tests.support.committing import NOW, TODAY, the_cast

DAY = timedelta(days=1)
MONTH = 28 * DAY


def came(tx, who, *ago):
    for one in ago:
        participation.record(tx, who, Kind.CAME, on_day=TODAY - one, at=NOW)


def picture_at(tx, who) -> Picture | None:
    card = digests.for_table(tx, who.viewer, now=NOW)
    assert isinstance(card, Card)
    return next((part for part in card.parts if isinstance(part, Picture)), None)


def test_it_counts_organisations_and_neither_people_nor_those_of_another_table(both):
    cast = the_cast(both)
    came(both, cast.priya, 0 * DAY, 4 * MONTH - DAY)
    came(both, cast.sam, 0 * DAY, 1 * MONTH)
    came(both, cast.jo, 3 * DAY, 2 * MONTH)
    came(both, cast.rita, 0 * DAY, 3 * MONTH)
    came(both, cast.oscar, *(number * MONTH for number in range(12)))
    picture = picture_at(both, cast.priya)

    assert picture is not None
    assert isinstance(picture.of, Chart)
    assert picture.of.counts == (1, 1, 1, 2)
    assert picture.alt == "Organisations taking part, four weeks at a time, the latest last: 1, 1, 1 and 2."
    assert "Riverside" not in str(picture)


def test_the_days_at_both_ends_of_four_weeks_are_counted_once(both):
    cast = the_cast(both)
    came(both, cast.priya, MONTH - DAY, 4 * MONTH - DAY)
    came(both, cast.sam, MONTH)

    assert weeks.organisations_over_time(both, cast.priya.viewer, until=TODAY, number=4) == (1, 0, 1, 1)


def test_its_last_number_is_that_which_the_words_say(both):
    cast = the_cast(both)
    came(both, cast.priya, 0 * DAY, MONTH, 5 * MONTH)
    came(both, cast.sam, 2 * DAY)
    card = digests.for_table(both, cast.priya.viewer, now=NOW)
    picture = picture_at(both, cast.priya)

    assert picture is not None
    assert isinstance(picture.of, Chart)
    assert picture.of.counts[-1] == 2
    assert "2 of 2 organisations took part in the last four weeks; in " in card.text


def test_what_was_taken_back_is_not_shown(both):
    cast = the_cast(both)
    came(both, cast.priya, 0 * DAY, MONTH, 2 * MONTH, 3 * MONTH, 4 * MONTH)
    came(both, cast.sam, MONTH)
    shown = picture_at(both, cast.priya)
    participation.take_back(both, cast.sam, on_day=TODAY - MONTH, at=NOW)

    assert shown is not None
    assert picture_at(both, cast.priya) is None


def test_a_young_table_has_no_picture_and_its_past_is_not_counted(both, queries):
    cast = the_cast(both)
    came(both, cast.priya, 0 * DAY, 3 * MONTH)
    came(both, cast.sam, 0 * DAY)
    with queries(both) as asked:
        picture = picture_at(both, cast.priya)

    assert picture is None
    assert not any("span_0" in one for one in asked)
