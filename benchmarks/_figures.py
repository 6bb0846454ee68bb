"""A benchmark's figures, each against its target of DESIGN 10, as a line of one table."""

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """What was measured in one run, and what it was to be at most; with `at_least`, at least."""

    what: str
    target: float
    measured: float
    at_least: bool = False

    @property
    def ratio(self) -> float:
        """Over 1 is worse than the target."""
        worse, better = (self.target, self.measured) if self.at_least else (self.measured, self.target)
        return worse / better if better else float("inf") if worse else 0.0


def table(figures: Iterable[Figure]) -> str:
    """All of them, with what was missed marked."""
    lines = [f"{'':58}{'target':>11}{'measured':>11}{'ratio':>8}"]
    for one in figures:
        sign = ">=" if one.at_least else "<="
        missed = "  missed" if one.ratio > 1 else ""
        lines.append(f"{one.what:58}{sign}{one.target:>9.4g}{one.measured:>11.4g}{one.ratio:>8.2f}{missed}")
    return "\n".join(lines)
