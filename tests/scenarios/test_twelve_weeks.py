"""Twelve weeks of one table: told at the terminal, where its transcript is the tour in docs/, and in Slack."""

from tests.scenarios.tour.on_slack import OnSlack
from tests.scenarios.tour.terminal import Terminal


def test_the_tour_is_what_the_terminal_says(convenor, tmp_path):
    told = Terminal(convenor).tell()
    (tmp_path / "tour.md").write_text(told)
    print(told)

    assert told


async def test_the_same_weeks_in_slack(web):
    await OnSlack(web).tell()

    web.done()
