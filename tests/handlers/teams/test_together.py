"""Slack and Teams are both on: each takes what is its own, and each carries what is owed to it."""

from bot.app import doors, opened
from bot.handlers.slack.running import introduce
from config.settings import read_settings
from tests.fakes.slack import FakeSlack
from tests.support import databases
from tests.support import slack as on_slack
from tests.support import teams as on_teams
from tests.support.slack import listening


async def test_slack_and_teams_stand_side_by_side(teams, tmp_path, unhurried):
    data = tmp_path / "data"
    databases.made_in(data)
    async with FakeSlack(patience=30) as slack:
        both = on_slack.environment(slack, data, "http") | on_teams.environment(teams, data)
        settings = read_settings(both, dotenv=data / "none")
        async with (
            opened(settings, clock=slack.clock) as app,  # type: ignore[arg-type] # It tells the time.
            doors(app) as web,
            listening(web) as address,
        ):
            slack.serve_at(f"{address}/slack/events")
            teams.serve_at(f"{address}/api/messages")
            await slack.until(lambda: slack.calls_of("auth.test"), seconds=30)
            await introduce(web.pages.slack)  # type: ignore[attr-defined] # And Slack's behind it.
            said = await slack.command("/commit", "x")
            told = await teams.say("/commit x")
            await web.teams.finish()  # type: ignore[attr-defined] # Teams' door is in front.

            assert said.said is not None
            assert "You don't sit at a table yet." in said.said.words
            assert told.answer.status == 200
            assert "You don't sit at a table yet." in teams.last(teams.priya).words
            assert {"slack", "teams", "teams_targeted", "opened_view", "web", "terminal"} <= set(app.delivery.senders)
