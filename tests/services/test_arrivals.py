"""Whoever speaks, and at which table: asked of every delivery, so with one statement where they sit there already."""

import pytest

from bot.domain.people import Identity, Place
from bot.services import arrivals, desk
from bot.services.request import Request, Words
from bot.storage import conversations, people, tables
from tests.support.committing import NOW, seat, the_cast

CHANNEL = Place(platform="slack", tenant="T1", conversation="C1")


@pytest.fixture
def cast(tx):
    """The table's conversation is C1; Sam sits at both tables, and Oscar only at the other."""
    made = the_cast(tx)
    conversations.link(tx, made.sam.partnership.id, CHANNEL)
    for one in (made.sam, made.oscar):
        tables.add_identity(tx, one.person.id, platform="slack", tenant="T1", user=one.person.first_name, now=NOW)
    seat(tx, made.oscar.partnership.id, "Sam Okoye", "Ward 9 Trust")
    return made


def said(who: str, words: str, *, conversation: str = "C1") -> Request:
    return Request(
        key=f"{who} {words}",
        said_at=NOW,
        who=Identity(platform="slack", tenant="T1", user=who),
        place=Place(platform="slack", tenant="T1", conversation=conversation),
        said=Words(text=words),
        door="command",
    )


def test_whoever_sits_at_the_conversations_table_is_found_with_it_at_once(tx, cast, queries):
    with queries(tx) as asked:
        found = arrivals.seats(tx, said("Sam", "/table"), now=NOW)

    assert found.slug == "home"
    assert {one.partnership.slug for one in found.seats} == {"home", "away"}
    assert len(asked) == 1


def test_elsewhere_they_are_asked_which_table_is_meant(tx, cast):
    found = arrivals.seats(tx, said("Sam", "/table", conversation="C2"), now=NOW)

    assert (found.slug, len(found.seats)) == ("", 2)


def test_whoever_sits_only_at_another_table_arrives(tx, cast):
    found = arrivals.seats(tx, said("Oscar", "/table"), now=NOW)

    assert found.slug == "home"
    assert [one.partnership.slug for one in found.seats] == ["away", "home"]


def test_another_workspaces_conversation_of_that_name_is_no_tables(tx, cast):
    elsewhere = Place(platform="slack", tenant="T2", conversation="C1")
    _known, here = people.known_at(tx, said("Sam", "/table").who, elsewhere)

    assert here is None


def test_a_commitment_takes_eight_statements_but_for_the_first_of_a_day(tx, cast, queries):
    desk.answer(tx, said("Sam", "/commit ring the ward by Friday"), now=NOW)
    with queries(tx) as asked:
        desk.answer(tx, said("Sam", "/commit send the data by Friday"), now=NOW)

    assert len(asked) == 8, "\n".join(asked)
