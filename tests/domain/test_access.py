"""Who may see what: DESIGN 5's table, written down once more, row by row."""

import pytest

from bot.domain.access import Fact, Relation, Right, Sight, may, sight
from bot.domain.people import Role
from tests.support.who_may_see import ROWS, WHO


@pytest.mark.parametrize("row", ROWS, ids=[row[0] for row in ROWS])
def test_a_row_of_the_table(row):
    fact, *cells = row

    assert [sight(Fact(fact), relation).value for relation in Relation] == cells


def test_every_fact_is_in_the_table():
    assert {row[0] for row in ROWS} == {fact.value for fact in Fact}
    assert len(WHO) == len(Relation)


def test_an_outsider_sees_nothing_at_all():
    assert {sight(fact, Relation.OUTSIDER) for fact in Fact} == {Sight.NO}


def test_whoever_leads_a_strand_sees_what_any_other_partner_does():
    assert {fact: sight(fact, Relation.LEAD) for fact in Fact} == {fact: sight(fact, Relation.PARTNER) for fact in Fact}


def test_only_coordinators_convene():
    assert [role for role in Role if may(role, Right.CONVENE)] == [Role.COORDINATOR]
    assert all(may(role, Right.SPEAK) for role in Role)
