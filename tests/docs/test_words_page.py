"""docs/glossary.md has each word we use once, and every table's name is one of them."""

import re

import pytest

from bot.storage.schema import metadata
from tests.docs.markdown import DOCS, parts, prose

PAGE = DOCS / "glossary.md"
WORDS = {word for heading in parts(PAGE) for word in heading.split(", ")}


@pytest.mark.parametrize("table", sorted(metadata.tables))
def test_each_table_is_named_by_a_word_of_the_glossary(table):
    assert table in WORDS


def test_each_word_is_explained_once():
    headings = re.findall(r"^## (.+)$", prose(PAGE), re.MULTILINE)
    words = [word for heading in headings for word in heading.split(", ")]

    assert len(words) == len(set(words))
    assert [heading for heading in headings if not parts(PAGE)[heading].strip()] == []
