"""Fails a whole run whose branch coverage is too small: `-p tests.coverage_gate --cov`, as `make test` says.

A threshold that is missed is reported as a failed test, so that pytest's own last line tells the truth.
"""

import io
from collections.abc import Generator
from dataclasses import dataclass

import pytest
from coverage import Coverage
from coverage.exceptions import CoverageException


@dataclass(frozen=True, slots=True)
class Bar:
    """How much of some files must have been run, branches included; in per cent."""

    of: str
    include: list[str]
    least: float

    def missed_by(self, measured: Coverage) -> str | None:
        """What is wrong, with the lines that were never run; None if nothing is."""
        out = io.StringIO()
        try:
            # `report` rounds what it prints; what it gives back is the figure itself.
            share = measured.report(include=self.include, show_missing=True, skip_covered=True, file=out)
        except CoverageException as error:
            return f"{self.of}: {error}"
        return None if share >= self.least else f"{self.of}: {share:.2f}%, not {self.least:g}%\n{out.getvalue()}"


BARS = (
    Bar("bot/domain", ["bot/domain/*"], 100),
    Bar("bot/services", ["bot/services/*"], 99.5),
    Bar("bot/messages", ["bot/messages/*"], 99.5),
    Bar("everything", ["bot/*", "config/*"], 95),
)


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_runtestloop(session: pytest.Session) -> Generator[None, object, object]:
    """After pytest-cov, which is further in and has put together what the workers measured."""
    answer = yield
    if not hasattr(session.config, "workerinput"):
        _hold(session)
    return answer


def _hold(session: pytest.Session) -> None:
    """Look at each bar; each that is missed counts as a test that failed."""
    measured = Coverage()
    measured.load()
    for bar in BARS:
        if missed := bar.missed_by(measured):
            report = pytest.TestReport(
                nodeid=f"coverage of {bar.of}",
                location=("coverage", None, bar.of),
                keywords={},
                outcome="failed",
                longrepr=missed,
                when="call",
            )
            session.config.hook.pytest_runtest_logreport(report=report)
