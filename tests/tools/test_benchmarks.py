"""The benchmarks work, on a handful of rows; how fast anything is, is no test's business."""

import pytest

from benchmarks import drain, due, simulate
from benchmarks._figures import Figure, table


@pytest.mark.slow
@pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
def test_the_rounds_are_measured_over_as_many_partners_as_are_asked_for(kind, capsys):
    found = due.figures(1000, kind)

    assert "1000 partners, 20000 ledger rows" in capsys.readouterr().out
    assert {f"1000 on {kind}" in one.what for one in found} == {True}
    assert all(one.measured >= 0 for one in found)


@pytest.mark.slow
def test_everything_that_is_owed_is_delivered_at_the_pace_and_once():
    [against, short, share] = list(drain.against_the_pace("sqlite", 6))

    assert against.measured >= 1
    assert (short.measured, short.target) == (0, 0)
    assert share.measured > 0


@pytest.mark.slow
@pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
def test_a_morning_is_simulated_to_its_end_at_the_pace_of_its_workspaces(kind, capsys):
    [paced, _database] = simulate.figures(60, 3, kind)

    assert "60 of 60 messages in 3 workspaces" in capsys.readouterr().out
    assert 1 <= paced.measured < 1.5


def test_what_missed_its_target_is_marked_whichever_way_it_lies():
    slow = Figure(what="slow", target=2, measured=3)
    few = Figure(what="few", target=2, measured=1, at_least=True)
    none = Figure(what="none", target=0, measured=0)

    assert [one.ratio for one in (slow, few, none)] == [1.5, 2, 0]
    assert [line.endswith("missed") for line in table([slow, few, none]).splitlines()[1:]] == [True, True, False]
