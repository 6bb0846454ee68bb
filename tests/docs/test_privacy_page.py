"""docs/privacy.md says of each table what the schema says: how long it is kept, and where words can stand."""

import re

import pytest
from sqlalchemy import Text

from bot.storage.schema import metadata
from tests.docs.markdown import DOCS, parts

PAGE = parts(DOCS / "privacy.md")
TABLES = sorted(metadata.tables)
CHAPTERS = {"Privacy", "In short", "Who sees what", "How long, and how it goes", "The tables"}


def listed(table: str) -> list[str]:
    """The columns that the page names under a table."""
    lines = re.findall(r"^- (?:Words people wrote|Other text): (.+)$", PAGE[table], re.MULTILINE)
    return re.findall(r"`(\w+)`", " ".join(lines))


@pytest.mark.parametrize("table", TABLES)
def test_each_table_has_its_retention(table):
    assert f"\n- Kept: {metadata.tables[table].info['retention']}\n" in f"{PAGE[table]}\n"


@pytest.mark.parametrize("table", TABLES)
def test_each_column_that_can_hold_words_is_listed(table):
    # Codes of our own are String(n); Text is whatever somebody, or a platform, puts there.
    free = [column.name for column in metadata.tables[table].columns if type(column.type) is Text]

    assert sorted(listed(table)) == sorted(free)


def test_no_part_is_of_a_table_that_is_gone():
    assert set(PAGE) - CHAPTERS == set(TABLES)
