"""The coverage gate: a bar that is missed is a test that failed, with the lines that were never run."""

import subprocess
import sys

import pytest

from tests.coverage_gate import BARS
from tools.container import ROOT

GATE = """\
import tests.coverage_gate as gate
gate.BARS = (gate.Bar("small", ["small/*"], {least}),)
from tests.coverage_gate import *
"""
CODE = "def half(x):\n    if x:\n        return 1\n    return 2\n"


@pytest.fixture
def run(tmp_path):
    """A project with one function of which the test runs one way; what pytest says, with a bar."""
    (tmp_path / "small").mkdir()
    (tmp_path / "small" / "half.py").write_text(CODE)
    (tmp_path / "test_half.py").write_text("from small.half import half\ndef test_half():\n    assert half(1) == 1\n")
    (tmp_path / ".coveragerc").write_text("[run]\nbranch = true\nsource = small\n")

    def running(least, *more):
        (tmp_path / "gate.py").write_text(f"import sys; sys.path.append({str(ROOT)!r})\n{GATE.format(least=least)}")
        command = [sys.executable, "-m", "pytest", "-p", "no:asyncio", "-p", "gate", "--cov", "--cov-report=", *more]
        return subprocess.run(command, cwd=tmp_path, check=False, capture_output=True, text=True)

    return running


@pytest.mark.parametrize("workers", [(), ("-n", "1")], ids=["alone", "with workers"])
def test_a_bar_that_is_missed_fails_the_run_and_its_last_line_says_so(run, workers):
    done = run(100, *workers)

    assert done.returncode == 1
    assert "1 failed, 1 passed" in done.stdout.splitlines()[-1]
    assert "small/half.py" in done.stdout
    assert "FAILED coverage of small" in done.stdout


def test_a_bar_that_is_met_says_nothing(run):
    done = run(50)

    assert done.returncode == 0
    assert "1 passed" in done.stdout.splitlines()[-1]
    assert "coverage of" not in done.stdout


def test_what_was_never_measured_is_missed(run, tmp_path):
    (tmp_path / ".coveragerc").write_text("[run]\nsource = elsewhere\n")
    (tmp_path / "elsewhere").mkdir()

    assert "small: No data to report" in run(50).stdout


def test_the_bars_are_those_that_were_promised():
    assert {bar.of: bar.least for bar in BARS} == {
        "bot/domain": 100,
        "bot/services": 99.5,
        "bot/messages": 99.5,
        "everything": 95,
    }
