"""The measures: what they count, and what is so large that lint refuses it."""

import ast
import sys
from pathlib import Path

import pytest

from tools import measure
from tools.measure import ROOT, File


def a_file(text, name="bot/a.py"):
    return File(ROOT / name, text, ast.parse(text))


def a_function(lines, name="long"):
    return f"def {name}():\n" + "    x = 1\n" * (lines - 1)


def test_the_house_is_within_its_limits():
    assert measure.outsized(measure.files(*measure.HOUSE)) == []


@pytest.mark.parametrize(("lines", "refused"), [(60, []), (61, ["bot/a.py:1 long: 61 lines"])])
def test_a_function_is_refused_above_sixty_lines(lines, refused):
    assert measure.outsized([a_file(a_function(lines))]) == refused


@pytest.mark.parametrize(("lines", "refused"), [(400, []), (401, ["bot/a.py: 401 lines"])])
def test_a_file_is_refused_above_four_hundred_lines(lines, refused):
    assert measure.outsized([a_file("x = 1\n" * lines)]) == refused


def test_comments_are_counted_without_the_marks_for_tools():
    file = a_file('x = "# no"  # One.\n# Two.\ny = 1  # noqa: E1 - because\nz = 1  # type: ignore[x] # so\n')

    assert file.comments() == ["# One.", "# Two."]


@pytest.mark.parametrize(
    ("text", "builds"),
    [
        ("def find(tx: Connection):\n    return tx.execute(select(a))\n", True),
        ("def find(tx: Connection):\n    return tx.execute(FIND)\n", False),
        ("def _mine(of: Table):\n    return select(of)\n", False),
    ],
)
def test_statements_built_while_a_transaction_is_open_are_found(text, builds):
    [function] = a_file(text).functions()

    assert measure._builds_statement(function) is builds


def test_modules_that_import_themselves_the_long_way_round_are_found():
    house = [
        a_file("from bot import b", "bot/a.py"),
        a_file("from bot.c import name", "bot/b.py"),
        a_file("import bot.a", "bot/c.py"),
        a_file("import bot.a\nfrom bot import nothing", "bot/d.py"),
        a_file("def late():\n    import bot.a", "bot/e.py"),
    ]

    assert measure.cycles(measure.imported(house)) == ["bot.a", "bot.b", "bot.c"]


def test_every_measure_has_a_figure():
    lines = list(measure.sizes(measure.files(*measure.HOUSE), measure.files("tests")))

    assert all(name and figure for name, figure, _ in lines)
    assert {"functions over 40", "functions with types", "modules in an import cycle"} <= {line[0] for line in lines}


def test_check_says_nothing_when_all_is_well(capsys, monkeypatch):
    monkeypatch.setattr(sys, "argv", ["measure", "--check"])

    assert measure.main() == 0
    assert capsys.readouterr().out == ""


def test_migrations_are_as_long_as_what_they_change():
    assert not any("versions" in Path(file.name).parts for file in measure.files("bot"))
