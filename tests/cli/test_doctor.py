"""`convenor doctor`: what it finds wrong it says with what to do, and by its exit code."""

import asyncio
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import Connection, update

from bot.domain.people import Place
from bot.services import checkup
from bot.storage import conversations, due, outbox, pace
from bot.storage import teams as teams_of
from bot.storage.outbox import Owed
from bot.storage.schema import outbox as rows
from bot.storage.teams import PlaceRef
from tests.fakes.slack import FakeSlack
from tests.fakes.teams import FakeTeams
from tests.support.post_office import open_office
from tests.support.scene import at


def wrong(result) -> list[str]:
    """What it says to look at, by the first words of each line."""
    assert result.exit_code == (1 if "look here" in result.stdout else 0)
    return [line.removeprefix("look here").strip() for line in result.stdout.splitlines() if line.startswith("look")]


def owe(tx: Connection, who, *, period="x", state="owed", reason=None) -> None:
    owed = Owed(
        partnership_id=who.partnership.id,
        person_id=who.person.id,
        kind="reminder",
        period=period,
        route="slack",
        due_at=at(0),
    )
    row = outbox.owe(tx, owed)
    tx.execute(update(rows).where(rows.c.id == row).values(state=state, reason=reason))


async def looked(scene, *, now) -> list[str]:
    return [one.said for one in await scene.store.read(checkup.look, now=now) if not one.fine]


def test_a_healthy_installation_is_fine(home):
    result = home("doctor")

    assert wrong(result) == []
    assert "SQLite" in result.stdout


def test_a_database_that_is_not_there_is_said_with_what_to_do(convenor):
    [said] = wrong(convenor("doctor"))

    assert said.endswith("make it, or set CONVENOR_DATA.")


def test_a_database_of_another_version_is_said_and_left_as_it_is(convenor, tmp_path):
    (tmp_path / "data").mkdir()

    assert wrong(convenor("doctor")) == ["This database is empty. Run: convenor db upgrade"]
    assert wrong(convenor("doctor")) == ["This database is empty. Run: convenor db upgrade"]


def test_a_setting_that_is_wrong_is_said(convenor, monkeypatch):
    monkeypatch.setenv("CONVENOR_PORT", "many")

    result = convenor("doctor")

    assert result.exit_code == 1
    assert "CONVENOR_PORT" in result.stderr


def test_a_secret_key_that_others_can_read_is_said(home, tmp_path):
    (tmp_path / "data" / "secret_key").chmod(0o644)

    [said] = wrong(home("doctor"))

    assert "Run: chmod 600" in said


@pytest.mark.parametrize(
    ("url", "said"),
    [("http://convenor.example.org", ["is not https"]), ("https://convenor.example.org", []), ("http://localhost", [])],
)
def test_links_that_anybody_on_the_way_can_read_are_said(home, monkeypatch, url, said):
    monkeypatch.setenv("CONVENOR_PUBLIC_URL", url)

    found = wrong(home("doctor"))

    assert len(found) == len(said)
    assert all(words in line for words, line in zip(said, found, strict=True))


@pytest.mark.parametrize(
    ("trouble", "said"),
    [
        ("", []),
        ("secret", ["Microsoft Teams does not let us in: bad_credentials."]),
        ("keys", ["Microsoft Teams does not let us in: no_keys."]),
    ],
)
async def test_teams_is_asked_for_a_token_and_for_its_keys(home, monkeypatch, trouble, said):
    async with FakeTeams() as teams:
        monkeypatch.setenv("TEAMS_CLIENT_ID", teams.bot.client_id)
        monkeypatch.setenv("TEAMS_CLIENT_SECRET", "x" if trouble == "secret" else teams.bot.client_secret)
        monkeypatch.setenv("TEAMS_OPENID_METADATA_URL", teams.metadata_url)
        monkeypatch.setenv("CONVENOR_PUBLIC_URL", "https://convenor.example.org")
        if trouble == "keys":
            teams.identity.keys.shown.clear()

        result = await asyncio.to_thread(home, "doctor")

    assert wrong(result) == said
    assert ("Microsoft Teams answers." in result.stdout) == (not said)


async def test_a_channel_in_teams_that_nobody_told_how_to_write_to_is_said(scene):
    here = Place(platform="teams", tenant="t", conversation="19:c@thread.tacv2")
    await scene.store.run(conversations.link, scene.partnership_id, here)
    before = await looked(scene, now=at(0))
    known = PlaceRef(address="19:c@thread.tacv2", tenant="t", kind="channel", service_url="https://x.botframework.com/")
    await scene.store.run(teams_of.keep_place, known, now=at(0))

    assert [line.partition(":")[0] for line in before] == ["home, Teams has not told how to write to its channel"]
    assert await looked(scene, now=at(0)) == []


def test_a_mail_server_that_does_not_answer_is_said_and_links_that_lead_nowhere(home, monkeypatch):
    monkeypatch.setenv("CONVENOR_SMTP_URL", "smtp://127.0.0.1:1")

    links, mail = wrong(home("doctor"))

    assert "CONVENOR_PUBLIC_URL is not set" in links
    assert mail == "The mail server does not let us in: mail.unreachable."


def test_slack_that_is_set_up_by_half_is_said(home, monkeypatch):
    monkeypatch.setenv("SLACK_APP_TOKEN", "xapp-1")

    [said] = wrong(home("doctor"))

    assert "SLACK_BOT_TOKEN is missing" in said


@pytest.mark.parametrize(("known", "said"), [(True, []), (False, ["Slack does not let us in"])])
async def test_slack_is_asked_whether_it_knows_the_token(home, monkeypatch, known, said):
    async with FakeSlack() as slack:
        token = slack.installation().bot_token
        monkeypatch.setenv("SLACK_BOT_TOKEN", token if known else "xoxb-of-nobody")
        monkeypatch.setenv("SLACK_SIGNING_SECRET", "x")
        monkeypatch.setenv("SLACK_API_URL", slack.api_url)
        monkeypatch.setenv("CONVENOR_PUBLIC_URL", "https://convenor.example.org")

        found = wrong(await asyncio.to_thread(home, "doctor"))

    assert [line[: len("Slack does not let us in")] for line in found] == said


async def test_a_mail_server_that_answers_is_fine(home, monkeypatch):
    async with open_office() as office:
        monkeypatch.setenv("CONVENOR_SMTP_URL", f"smtp://127.0.0.1:{office.port}")
        monkeypatch.setenv("CONVENOR_PUBLIC_URL", "https://convenor.example.org")

        result = await asyncio.to_thread(home, "doctor")

    assert wrong(result) == []
    assert "The mail server answers." in result.stdout


async def test_what_is_late_in_doubt_or_given_up_is_counted_and_nobody_is_named(scene):
    sam = scene.persons["sam"]
    for number, state in enumerate(("owed", "unknown", "failed", "failed")):
        await scene.store.run(owe, sam, period=str(number), state=state)
    for reason in (outbox.RESTORED, outbox.RODE_ALONG):
        await scene.store.run(owe, sam, period=reason, state="unknown", reason=reason)

    found = await looked(scene, now=at(0) + timedelta(minutes=20))

    assert [line.split(":")[0] for line in found] == [
        "Messages are 20 minutes late",
        "Messages of this week of which nobody knows whether they went out",
        "Messages of this week that were given up",
    ]
    assert ": 1." in found[1]
    assert ": 2." in found[2]
    assert "Sam" not in " ".join(found)


@pytest.mark.states("C6")
async def test_a_way_that_takes_nothing_is_said_with_its_reason(scene):
    await scene.store.run(pace.close, "slack", until=at(1), now=at(0), why="token_revoked")
    at_once = await looked(scene, now=at(0) + timedelta(seconds=59))
    [said] = await looked(scene, now=at(0) + timedelta(minutes=1))

    assert at_once == []
    assert said.startswith("Nothing has gone by slack since 2027-01-11 11:00 UTC (token_revoked)")


async def test_whom_no_message_reaches_is_counted_by_table(scene):
    await scene.store.run(lambda tx: tx.exec_driver_sql("UPDATE route SET works = false WHERE person_id = 2"))

    [said] = await looked(scene, now=at(0))

    assert said.startswith("home, people who can't be reached: 1;")


async def test_a_clock_that_was_turned_too_far_is_said(scene):
    await scene.store.run(due.tick, now=at(7))

    [said] = await looked(scene, now=at(0))

    assert "has not come" in said


def test_a_clock_that_differs_from_the_databases_is_said(both):
    now = datetime.now(UTC)

    assert checkup.look(both, now=now)[3].fine
    assert checkup.look(both, now=now + timedelta(minutes=1))[3].fine == (both.dialect.name == "sqlite")
