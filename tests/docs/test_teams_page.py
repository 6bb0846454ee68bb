"""docs/teams.md: each of Teams' traps has a test, which is there."""

import ast
import re

import pytest

from tests.docs.markdown import DOCS, ROOT, parts

HERE = parts(DOCS / "teams.md")["Traps, and the test of each"]
ROWS = [[cell.strip() for cell in line.strip("|").split("|")] for line in HERE.splitlines() if line.startswith("| ")]
TRAPS = dict(ROWS[1:])


def test_each_trap_stands_there_once():
    assert len(TRAPS) == len(ROWS) - 1


@pytest.mark.parametrize("trap", TRAPS)
def test_each_trap_has_a_test_that_is_there(trap):
    named = re.findall(r"`(\S+?)::(\w+)`", TRAPS[trap])

    assert named
    for file, name in named:
        written = ast.parse((ROOT / "tests" / file).read_text(encoding="utf-8"))
        functions = (one for one in ast.walk(written) if isinstance(one, ast.FunctionDef | ast.AsyncFunctionDef))
        assert name in {one.name for one in functions}
