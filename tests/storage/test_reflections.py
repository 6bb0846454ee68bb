"""Reflections on both databases: an author's own by the author alone, shared ones by those they are shared with."""

import pytest
from sqlalchemy import select

from bot.domain.people import Role, Viewer
from bot.domain.reflections import Shared, monday_of
from bot.storage import reflections
from bot.storage.schema import reflection
from bot.storage.tables import leave
from tests.support.committing import DAY, NOW, TODAY, seat, the_cast

MONDAY = monday_of(TODAY)
WEEK = {"start": MONDAY, "end": MONDAY + 6 * DAY}


@pytest.fixture
def cast(both):
    return the_cast(both)


def add(tx, author, text="we assumed they knew"):
    return reflections.add(tx, author, text, question=None, on=TODAY)


def seen_by(tx, *partners):
    return [[one.text for one in reflections.shared_with(tx, who.viewer, **WEEK)] for who in partners]


def fill(tx, table):
    """Enough people of enough organisations that words could be anybody's."""
    seat(tx, table, "Ada Cole", "Northside")


def test_each_author_counts_from_one(both, cast):
    numbers = [add(both, author).number for author in (cast.sam, cast.jo, cast.sam, cast.oscar)]

    assert numbers == [1, 1, 2, 1]


def test_an_author_reads_their_own_and_nobody_elses(both, cast):
    own = add(both, cast.sam)
    add(both, cast.jo)

    assert reflections.mine(both, cast.sam) == [own]
    assert reflections.numbered(both, cast.sam, 1) == own
    assert reflections.numbered(both, cast.rita, 1) is None
    assert reflections.mine(both, cast.priya) == []


def test_what_is_private_is_in_nobodys_list(both, cast):
    add(both, cast.sam)
    operator = Viewer(partnership_id=cast.sam.partnership.id, partner_id=None, organisation_id=None, role="operator")

    assert seen_by(both, cast.sam, cast.jo, cast.priya, cast.rita, cast.oscar) == [[], [], [], [], []]
    assert reflections.shared_with(both, operator, **WEEK) == []


def test_what_is_shared_with_a_name_is_seen_by_the_table(both, cast):
    reflections.share(both, cast.sam, add(both, cast.sam, "a"), Shared.TABLE, on=TODAY)

    [one] = reflections.shared_with(both, cast.priya.viewer, **WEEK)
    assert (one.text, one.author, one.organisation) == ("a", "Sam Okoye", "Ward 9 Trust")
    assert seen_by(both, cast.rita, cast.oscar) == [["a"], []]


def test_what_is_shared_with_an_organisation_stays_in_it(both, cast):
    reflections.share(both, cast.sam, add(both, cast.sam, "a"), Shared.ORGANISATION, on=TODAY)

    assert seen_by(both, cast.sam, cast.jo, cast.priya, cast.rita, cast.oscar) == [["a"], ["a"], [], [], []]


def test_people_in_their_own_right_are_no_organisation_together(both, cast):
    mina = seat(both, cast.rita.partnership.id, "Mina Roy")
    reflections.share(both, cast.rita, add(both, cast.rita, "a"), Shared.ORGANISATION, on=TODAY)

    assert seen_by(both, cast.rita, mina) == [["a"], []]


def test_nothing_leads_from_words_without_a_name_to_their_author(both, cast):
    own = add(both, cast.sam, "a")
    fill(both, cast.sam.partnership.id)
    reflections.share_unnamed(both, cast.sam, own, monday=MONDAY)

    [row] = both.execute(select(reflection)).all()
    assert (row.partner_id, row.number, row.text, row.on_day, row.shared) == (None, None, "a", MONDAY, "unnamed")
    assert reflections.mine(both, cast.sam) == []
    [one] = reflections.shared_with(both, cast.priya.viewer, **WEEK)
    assert (one.author, one.organisation, one.partner_id) == (None, None, None)


def test_words_without_a_name_are_hidden_again_when_the_table_grows_small(both, cast):
    fill(both, cast.sam.partnership.id)
    reflections.share_unnamed(both, cast.sam, add(both, cast.sam, "a"), monday=MONDAY)
    before = seen_by(both, cast.priya, cast.sam)
    leave(both, cast.rita, on=TODAY)

    assert before == [["a"], ["a"]]
    assert seen_by(both, cast.priya, cast.sam) == [[], []]


@pytest.mark.parametrize(
    ("name", "organisation", "role", "enough"),
    [
        ("Ada Cole", "Northside", Role.PARTNER, True),
        ("Ada Cole", "Riverside", Role.PARTNER, False),
        ("Ada Cole", None, Role.PARTNER, False),
        ("Ada Cole", "Northside", Role.OBSERVER, False),
    ],
)
def test_words_point_at_nobody_only_among_five_people_of_three_organisations(
    both, cast, name, organisation, role, enough
):
    before = reflections.could_be_anybody(both, cast.sam)
    seat(both, cast.sam.partnership.id, name, organisation, role=role)

    assert not before
    assert reflections.could_be_anybody(both, cast.sam) is enough


def test_four_people_are_too_few_even_of_three_organisations(both, cast):
    fill(both, cast.sam.partnership.id)
    leave(both, cast.jo, on=TODAY)

    assert not reflections.could_be_anybody(both, cast.sam)


def test_only_the_days_asked_for_are_listed(both, cast):
    for text, on in (
        ("before", MONDAY - DAY),
        ("first", MONDAY),
        ("last", MONDAY + 6 * DAY),
        ("after", MONDAY + 7 * DAY),
    ):
        reflections.share(both, cast.sam, add(both, cast.sam, text), Shared.TABLE, on=on)

    assert seen_by(both, cast.priya) == [["first", "last"]]


def test_what_is_taken_back_is_deleted(both, cast):
    one = add(both, cast.sam)
    reflections.withdraw(both, cast.jo, one)
    before = reflections.mine(both, cast.sam)
    reflections.withdraw(both, cast.sam, one)

    assert before == [one]
    assert both.execute(select(reflection)).all() == []


def test_nobody_shares_somebody_elses(both, cast):
    one = add(both, cast.sam)
    reflections.share(both, cast.jo, one, Shared.TABLE, on=NOW.date())

    assert seen_by(both, cast.priya) == [[]]
