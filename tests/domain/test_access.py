"""Who may see what: DESIGN 5's table, written down once more, row by row."""

import pytest

from bot.domain.access import Fact, Relation, Right, Sight, may, sight
from bot.domain.people import Role

WHO = ("the person", "same organisation", "other partner", "lead", "coordinator", "sponsor", "observer", "outsider")
TABLE = """
name, organisation, seat                        | yes | yes | yes | yes | yes | yes | yes | no
commitment: for the table                       | yes | yes | yes | yes | yes | yes | yes | no
commitment: for my organisation                 | yes | yes | no | no | no | no | no | no
reflection: private                             | yes | no | no | no | no | no | no | no
reflection: shared with name                    | yes | yes | yes | yes | yes | no | yes | no
reflection: without name                        | text | text | text | text | text | no | text | no
perspective, challenge, outcomes, tries, map    | yes | yes | yes | yes | yes | yes | yes | no
last day here, state, reachability              | yes | no | no | no | yes, once asked | no | no | no
organisation's state                            | own | own | counts | counts | yes | own seat | counts | no
our part                                        | own | own | no | no | own | own seat | no | no
call notes                                      | yes | no | no | no | yes | no | no | no
settings                                        | read | read | read | read | change | read | read | no
audit, who looked                               | about me | no | no | no | yes | no | no | no
"""
ROWS = [[cell.strip() for cell in line.split("|")] for line in TABLE.strip().splitlines()]


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
