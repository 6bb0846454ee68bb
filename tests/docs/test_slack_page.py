"""docs/slack.md: what partners of other workspaces can do is shown by a test, or said not to be known yet."""

import ast
import re

import pytest

from tests.docs.markdown import DOCS, ROOT, parts

HERE = parts(DOCS / "slack.md")["Partners of other workspaces"]
TESTS = dict(re.findall(r"^(\d+)\. `(\S+)`$", HERE, re.MULTILINE))
ROWS = [line.strip("|").split("|") for line in HERE.splitlines() if line.startswith("|")]
CELLS = [
    (f"{row[0].strip()}: {who.strip()}", cell.strip())
    for row in ROWS[2:]
    for who, cell in zip(ROWS[0][1:], row[1:], strict=True)
]
NOT_KNOWN, NOT_THERE = "to be observed in a real workspace", "no: Slack does not offer them"


@pytest.mark.parametrize(("of", "cell"), CELLS, ids=[of for of, _ in CELLS])
def test_each_cell_names_its_one_test_or_says_what_is_not_known(of, cell):
    for said in cell.split(";"):
        numbers = re.findall(r"\((\d+)\)$", said)

        assert said.endswith((NOT_KNOWN, NOT_THERE)) or (len(numbers) == 1 and numbers[0] in TESTS)


def test_each_number_is_used_and_each_test_is_named_once():
    used = set(re.findall(r"\((\d+)\)", " ".join(cell for _of, cell in CELLS)))

    assert used == set(TESTS)
    assert len(TESTS) == len(set(TESTS.values()))
    assert list(TESTS) == [str(number) for number in range(1, len(TESTS) + 1)]


@pytest.mark.parametrize("named", TESTS.values())
def test_each_test_that_is_named_is_there(named):
    file, _, name = named.partition("::")
    written = ast.parse((ROOT / "tests" / "handlers" / "slack" / file).read_text(encoding="utf-8"))

    assert name in {one.name for one in ast.walk(written) if isinstance(one, ast.FunctionDef | ast.AsyncFunctionDef)}
