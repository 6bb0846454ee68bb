"""Whose language is kept, and which gives way to which."""

import pytest

from bot.storage import people, tables
from tests.support.committing import NOW, the_cast


@pytest.mark.parametrize(
    ("told", "language"),
    [(["cy"], "cy"), (["en"], "en"), (["en", "cy"], "cy"), (["cy", "en"], "cy"), ([], None)],
)
def test_english_that_a_platform_tells_replaces_nothing(both, told, language):
    sam = the_cast(both).sam
    for one in told:
        people.told_language(both, sam.person.id, one)

    assert people.language_of_reader(both, sam.partnership.id, sam.person.id) == language


def test_nothing_a_platform_tells_replaces_what_was_chosen(both):
    sam = the_cast(both).sam
    people.choose_language(both, sam.person.id, "en", now=NOW)
    people.told_language(both, sam.person.id, "cy")

    assert people.language_of_reader(both, sam.partnership.id, sam.person.id) == "en"


def test_a_table_speaks_where_its_people_say_nothing_and_in_its_own_places(both):
    cast = the_cast(both)
    here = cast.sam.partnership.id
    tables.choose(both, here, "language", "cy")
    people.choose_language(both, cast.jo.person.id, "en", now=NOW)

    assert people.language_of_reader(both, here, None) == "cy"
    assert people.language_of_reader(both, here, cast.sam.person.id) == "cy"
    assert people.language_of_reader(both, here, cast.jo.person.id) == "en"
    assert people.language_of_reader(both, 0, None) is None
    assert tables.partnership_by_id(both, here).language == "cy"
