"""Every sentence is found for whoever translates, and each language has all of them."""

import ast
import io

import pytest
from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po

from tools import catalogue
from tools.catalogue import HERE, LOCALE, begun, brought_up_to_date, calls, faults, template

LANGUAGES = sorted(file.stem for file in LOCALE.glob("*.po"))
SOURCES = sorted(file for file in (HERE / "bot").rglob("*.py") if "migrations" not in file.parts)

HELP = "python -m tools.catalogue; then translate what it lists, and look at it again with: make words"


@pytest.fixture(scope="module")
def found():
    return template()


def read(written: bytes, language: str) -> Catalog:
    return read_po(io.BytesIO(written), locale=language)


def a_catalogue(*pairs, language="cy"):
    """A language with some of its sentences said."""
    made = read(begun(language), language)
    for english, said in pairs:
        made.add(english, said)
    return made


@pytest.mark.parametrize("file", SOURCES, ids=lambda file: str(file.relative_to(HERE)))
def test_what_is_said_is_written_where_it_is_found(file):
    """A sentence that is put together as the program runs is in no catalogue."""
    tree = ast.parse(file.read_text(encoding="utf-8"))
    shows = [one for one in calls(tree) if one.name in _of_words(tree)]

    wrong = [f"{file.name}:{one.line}" for one in shows if len(one.literals) != one.wanted]
    assert not wrong, f"not written out, so nobody can translate it: {wrong}"


def _of_words(tree: ast.AST) -> set[str]:
    """What a file has from bot.messages.words: others have functions of such a name too."""
    imports = (one for one in ast.walk(tree) if isinstance(one, ast.ImportFrom) and one.module == "bot.messages.words")
    return {name.name for one in imports for name in one.names}


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_language_has_every_text_whole_and_none_that_is_gone(language, found):
    wrong = faults(read((LOCALE / f"{language}.po").read_bytes(), language), found)

    assert not wrong, f"{len(wrong)} to mend in {language}.po. Run: {HELP}\n" + "\n".join(wrong)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_file_is_as_the_tool_writes_it(language):
    written = (LOCALE / f"{language}.po").read_bytes()

    assert brought_up_to_date(written, language) == written, f"Run: {HELP}"


def test_welsh_has_its_six_plural_forms():
    welsh = read((LOCALE / "cy.po").read_bytes(), "cy")

    assert welsh.num_plurals == 6
    assert all(len(one.string or ()) == 6 for one in welsh if isinstance(one.id, tuple))


@pytest.mark.parametrize(
    ("pair", "why"),
    [
        (("Hello {name}.", "Helo {nam}."), "fields"),
        (("Hello {name}.", "Helo."), "fields"),
        (("Hello.", "Helo {name}."), "fields"),
        (("Hello.", "Helo!"), "exclamation"),
        (("Hello.", ""), "not translated yet"),
        ((("{n} year", "{n} years"), ("", *(f"{{n}} {number}" for number in range(5)))), "not translated yet"),
        ((("{n} year", "{n} years"), (*(f"{{n}} {number}" for number in range(5)), "blynyddoedd")), "fields"),
    ],
)
def test_what_is_wrong_with_a_translation_is_said(pair, why):
    english, said = pair

    [wrong] = faults(a_catalogue((english, said)), a_catalogue((english, "")))
    assert why in wrong


def test_a_form_for_one_number_may_say_it_in_words():
    years = ("{n} year", "{n} years")
    said = ("dim", "un flwyddyn", "dwy flynedd", "tair blynedd", "chwe blynedd", "{n} mlynedd")

    assert not faults(a_catalogue((years, said)), a_catalogue((years, "")))


def test_what_is_new_or_gone_is_said_with_what_to_do():
    new, gone = faults(a_catalogue(("Gone.", "Wedi mynd.")), a_catalogue(("New.", "")))

    assert "New." in new
    assert "Gone." in gone
    assert "python -m tools.catalogue" in new


def test_the_tool_keeps_what_was_translated_and_begins_what_was_not(tmp_path, monkeypatch, capsys):
    monkeypatch.setattr(catalogue, "LOCALE", tmp_path)
    monkeypatch.setattr(catalogue, "HERE", tmp_path)
    source = tmp_path / "bot" / "commands.py"
    source.parent.mkdir()
    source.write_text(
        '_("Stop")\nCommand(name="help.show", help="what you can say")\nseveral("{n} day", "{n} days", 2)\n'
    )

    assert catalogue.main(["cy"]) == 0
    file = tmp_path / "cy.po"
    file.write_text(file.read_text().replace('msgid "Stop"\nmsgstr ""', 'msgid "Stop"\nmsgstr "Stopio"'))
    first = file.read_bytes()
    source.write_text(f"# a line more\n{source.read_text()}")
    assert catalogue.main([]) == 0

    assert file.read_bytes() == first
    assert 'msgstr "Stopio"' in file.read_text()
    assert "3 texts, 2 not translated yet\n  what you can say\n  {n} day" in capsys.readouterr().out
