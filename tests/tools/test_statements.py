"""Every statement has a test, and every guard that is to be taken out stands where it is said to stand."""

import shutil

import pytest

from tools.guards import GUARDS
from tools.statements import ROOT, STATEMENTS, shown, take_out, turns_red

GUARDED = [f"{guard.statement} {guard.file}" for guard in GUARDS]


@pytest.fixture(scope="module")
def all_shown():
    return shown(ROOT / "tests")


@pytest.mark.parametrize("number", STATEMENTS)
def test_each_statement_is_shown_by_a_test(number, all_shown):
    assert all_shown[number]


def test_no_test_names_a_statement_that_is_none(all_shown):
    assert set(all_shown) <= set(STATEMENTS)


@pytest.mark.parametrize("guard", GUARDS, ids=GUARDED)
def test_each_guard_stands_once_and_names_a_test_of_its_statement(guard, tmp_path, all_shown):
    (tmp_path / guard.file).parent.mkdir(parents=True)
    shutil.copy(ROOT / guard.file, tmp_path / guard.file)
    take_out(tmp_path, guard)

    assert guard.test in all_shown[guard.statement]
    with pytest.raises(LookupError):
        take_out(tmp_path, guard)


def test_at_least_ten_statements_have_their_guard_named():
    assert len({guard.statement for guard in GUARDS}) >= 10


@pytest.mark.slow
def test_a_test_turns_red_without_its_guard():
    manifest, *_others = [guard for guard in GUARDS if guard.statement == "D7"]

    assert turns_red(manifest)
