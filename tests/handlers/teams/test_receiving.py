"""Whatever comes is answered in time, kept once, and answered truly while the database does not."""

import asyncio
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

import pytest
from prometheus_client import generate_latest

from bot.handlers.acknowledged import REGISTRY
from bot.handlers.teams import answer, app
from bot.services import desk
from bot.storage.errors import StoreUnavailable
from tests.fakes.slack import faults
from tests.handlers.teams.stories import begun, text_of


@contextmanager
def nobody_can_write(data: Path) -> Iterator[None]:
    """Another program holds the database."""
    other = sqlite3.connect(data / "convenor.db", isolation_level=None)
    other.execute("BEGIN EXCLUSIVE")
    try:
        yield
    finally:
        other.execute("ROLLBACK")
        other.close()


@pytest.fixture
async def table(bot):
    await begun(bot)
    return bot


@pytest.mark.parametrize("at_once", [False, True])
async def test_the_same_words_four_times_have_one_effect_and_one_answer(table, at_once):
    told = await table.teams.say("/commit send the data by Friday")
    again = await table.teams.again(told, times=3, at_once=at_once)
    await table.deliver()

    assert [one.status for one in (told.answer, *again)] == [200] * 4
    assert await table.kept() == ["send the data"]
    assert len([one for one in table.teams.seen(table.teams.priya) if "send the data" in one.words]) == 1
    table.done()


async def test_four_at_once_from_the_first_on_have_one_effect(table):
    teams = table.teams
    message = teams.write("/commit send the data", user=teams.priya, place=teams.personal(teams.priya))
    activity = teams.activities.message(message, person=teams.priya)
    answers = await asyncio.gather(*(teams.wire.attempt(activity) for _turn in range(4)))
    await table.deliver()

    assert [one.status for one in answers] == [200] * 4
    assert await table.kept() == ["send the data"]
    table.done()


async def test_the_same_press_again_is_answered_the_same(table):
    card = await table.said(await table.teams.mention("/commit ring the ward by Friday", user=table.teams.sam))
    pressed = await table.teams.press(card, "More")
    [again] = await table.teams.again(pressed)

    assert again.body == pressed.body
    assert pressed.card is not None
    table.done()


async def test_the_same_form_again_is_answered_the_same_and_kept_once(table):
    offer = await table.said(await table.teams.say("/commit"))
    asked = await table.teams.press(offer, "A commitment")
    kept = await table.teams.submit(asked.dialog, {"words": "ring the ward"})
    again = await table.teams.again(kept, times=3, at_once=True)

    assert [one.body for one in again] == [kept.body] * 3
    assert await table.kept() == ["ring the ward"]
    table.done()


async def test_other_words_with_the_same_id_elsewhere_are_other_words(table):
    teams = table.teams
    first = teams.write("/commit the first", user=teams.priya, place=teams.personal(teams.priya))
    second = teams.write("/commit the second", user=teams.sam, place=teams.personal(teams.sam))
    second.id = first.id
    await teams.wire.attempt(teams.activities.message(first, person=teams.priya))
    await table.said(await teams.mention("/table who", user=teams.sam))
    await teams.wire.attempt(teams.activities.message(second, person=teams.sam))

    assert sorted(await table.kept()) == ["the first", "the second"]


async def test_words_that_cannot_be_stored_are_not_taken_and_their_retry_is_done_once(table, tmp_path, monkeypatch):
    monkeypatch.setattr(app, "ANSWER_WITHIN", 1.5)
    with nobody_can_write(tmp_path / "data"):
        refused = await table.teams.say("/commit send the data")
    monkeypatch.setattr(app, "ANSWER_WITHIN", 25.0)
    await table.settled()
    await table.teams.retry()
    await table.teams.again(refused)
    await table.deliver()

    assert [one.status for one in refused.attempts] == [503, 200]
    assert await table.kept() == ["send the data"]
    table.done()


async def test_invokes_are_answered_in_time_and_truly_while_the_database_does_not(table, tmp_path, monkeypatch):
    teams = table.teams
    offer = await table.said(await teams.say("/commit"))
    asked = await teams.press(offer, "A commitment")
    card = await table.said(await teams.mention("/commit ring the ward by Friday", user=teams.sam))
    message = teams.write("I could write the letter", user=teams.sam, place=teams.table)
    monkeypatch.setattr(app, "ANSWER_WITHIN", 2.5)
    monkeypatch.setattr(answer, "FORM_WITHIN", 0.3)
    with nobody_can_write(tmp_path / "data"):
        pressed, submitted, opened, chosen = await asyncio.gather(
            teams.press(card, "More"),
            teams.submit(asked.dialog, {"words": "write the letter"}),
            teams.press(offer, "A commitment"),
            teams.choose("make_commitment", message),
        )
    await table.settled()

    assert pressed.notice.startswith(("Not saved", "Still saving"))
    assert "Not saved" in text_of(submitted.dialog)
    # What was filled in still stands there.
    assert "write the letter" in str(submitted.dialog.card)
    assert "What will you do?" in text_of(opened.dialog)
    assert "I could write the letter" in str(chosen.dialog.card)
    assert await table.kept() == ["ring the ward"]
    table.done()


@pytest.fixture
async def slow(monkeypatch):
    """The desk commits only when it is let go on."""
    loop, go_on = asyncio.get_running_loop(), asyncio.Event()

    def begin(real=desk.answer):
        def answered(tx, request, *, now):
            asyncio.run_coroutine_threadsafe(go_on.wait(), loop).result(20)
            return real(tx, request, now=now)

        monkeypatch.setattr(desk, "answer", answered)
        monkeypatch.setattr(app, "ANSWER_WITHIN", 1.3)

    return begin, go_on


async def test_what_is_still_being_saved_is_said_so_and_told_when_it_is_kept(table, slow):
    teams, (begin, go_on) = table.teams, slow
    offer = await table.said(await teams.slash("commit", user=teams.sam))
    asked = await teams.press(offer, "A commitment")
    begin()
    told = await teams.submit(asked.dialog, {"words": "send the data"})
    go_on.set()
    await table.settled()

    assert "Still saving" in text_of(told.dialog)
    assert "You said you'd “send the data”" in teams.last(teams.sam, teams.table).words
    assert await table.kept() == ["send the data"]
    table.done()


async def test_words_that_are_still_being_saved_come_again_and_are_answered_once(table, slow):
    teams, (begin, go_on) = table.teams, slow
    begin()
    told = await teams.say("/commit send the data")
    go_on.set()
    await table.settled()
    await teams.retry()
    await table.deliver()

    assert [one.status for one in told.attempts] == [503, 200]
    assert await table.kept() == ["send the data"]
    assert len([one for one in teams.seen(teams.priya) if "send the data" in one.words]) == 1
    table.done()


@pytest.fixture
def broken(monkeypatch):
    def answered(tx, request, *, now):
        raise RuntimeError("secret words")

    monkeypatch.setattr(desk, "answer", answered)


async def test_a_fault_of_ours_is_told_by_its_number_and_is_no_error_of_the_server(table, broken, capsys):
    told = await table.teams.say("/commit send the data")
    await table.settled()

    assert told.answer.status == 200
    assert "fault 1" in table.teams.last(table.teams.priya).words
    assert "secret words" not in capsys.readouterr().out
    table.done()


async def test_a_fault_in_what_is_kept_of_a_channel_is_no_error_of_the_server(table, monkeypatch, capsys):
    async def stumbles(_kind, _kept):
        raise RuntimeError("secret words")

    monkeypatch.setattr(table.door, "note", stumbles)
    lives = await table.teams.install(table.teams.team)

    assert {one.answer.status for one in lives} == {200}
    assert table.door.faults == len(lives)
    assert "secret words" not in capsys.readouterr().out


async def test_a_fault_behind_a_button_is_told_where_it_was_pressed(table, monkeypatch):
    card = await table.said(await table.teams.mention("/commit ring the ward by Friday", user=table.teams.sam))

    def answered(tx, request, *, now):
        raise RuntimeError

    monkeypatch.setattr(desk, "answer", answered)
    pressed = await table.teams.press(card, "More")
    value = {"data": {"act": "1:commitment.done:1:1"}}
    opened = await table.teams.invoke("task/fetch", value)

    assert "fault 1" in pressed.notice
    assert "fault 2" in opened.body["task"]["value"]
    table.done()


async def test_what_the_bot_says_itself_and_what_other_bots_say_is_not_heard(table):
    teams = table.teams
    echo = teams.activities.base("message", teams.priya, teams.table) | {"text": "/commit x"}
    for sender in ({"id": teams.bot.account}, {"id": "28:another"}):
        assert (await teams.wire.attempt(echo | {"from": sender})).status == 200

    assert await table.kept() == []
    assert table.door.dropped["bot"] == 2


async def test_unknown_invokes_are_answered_and_counted(table):
    told = await table.teams.invoke("composeExtension/query", {})
    other = await table.teams.invoke("composeExtension/fetchTask", {"commandId": "other", "commandContext": "compose"})

    assert told.status == other.status == 200
    assert table.door.dropped["shape"] == 1
    assert table.door.dropped["command"] == 1
    table.done()


async def test_how_long_teams_waited_is_measured(table):
    await table.teams.say("help")

    assert 'convenor_ack_seconds_count{platform="teams"}' in generate_latest(REGISTRY).decode()


async def test_a_late_delivery_is_of_the_day_it_was_typed_on(table):
    teams = table.teams
    message = teams.write("/commit send the data by tomorrow", user=teams.priya, place=teams.personal(teams.priya))
    activity = teams.activities.message(message, person=teams.priya)
    teams.clock.turn(timedelta(days=1))
    await teams.wire.attempt(activity)

    [(_kind, day), *_rest] = [one for one in await table.days() if one[0] == "committed"]
    assert day == "2027-01-12"


@pytest.fixture
def away(table, monkeypatch):
    """The database can be neither read nor written."""

    async def refused(*_given, **_more):
        raise StoreUnavailable

    for way in ("run", "read", "run_within"):
        monkeypatch.setattr(type(table.app.store), way, refused)


async def test_while_the_database_is_away_teams_comes_again_with_words_and_others_are_told(table, away):
    teams = table.teams
    act = {"act": "1:commitment.list:"}
    words = await teams.mention("/commit send the data", user=teams.sam)
    pressed = await teams.invoke("adaptiveCard/action", execute(act), user=teams.sam)
    opened = await teams.invoke("task/fetch", {"data": act}, user=teams.sam)
    alone = await teams.invoke("task/submit", {"data": act}, place=teams.personal(teams.priya))
    bare = await teams.invoke("task/fetch", {"data": {"act": "1:commitment.make:"}}, place=teams.personal(teams.priya))
    lives = await teams.install(teams.team)

    assert words.answer.status == 503
    assert pressed.body["value"].startswith("Not saved")
    assert opened.body["task"]["value"].startswith("Not saved")
    assert "Not saved" in str(alone.body)
    # As far as it is known without the database.
    assert "What will you do?" in str(bare.body)
    assert {one.answer.status for one in lives} == {503}
    assert table.door.faults == 0


def execute(data) -> dict:
    return {"action": {"type": "Action.Execute", "verb": "convenor", "data": {"action": "convenor", **data}}}


async def test_what_could_not_be_saved_after_all_is_told_as_well(table, slow, monkeypatch):
    teams, (begin, go_on) = table.teams, slow
    offer = await table.said(await teams.slash("commit", user=teams.sam))
    asked = await teams.press(offer, "A commitment")
    real = desk.answer

    def lost(tx, request, *, now):
        real(tx, request, now=now)
        raise RuntimeError("secret words")

    begin(lost)
    told = await teams.submit(asked.dialog, {"words": "send the data"})
    go_on.set()
    await table.settled()

    assert "Still saving" in text_of(told.dialog)
    assert teams.last(teams.sam, teams.table).words.startswith("Not saved")
    assert await table.kept() == []


async def test_what_the_sdk_stumbles_over_is_no_error_of_the_server(table, monkeypatch):
    async def stumbles(*_given):
        raise ValueError

    monkeypatch.setattr("bot.handlers.teams.sdk.dispatch", stumbles)
    words = await table.teams.say("/commit send the data")
    pressed = await table.teams.invoke("task/fetch", {"data": {"act": "1:help.show:"}})

    assert words.answer.status == pressed.answer.status == 200
    assert table.door.dropped["sdk"] == 2


async def test_who_can_not_be_told_what_could_not_be_owed_is_told_to_nobody_else(table):
    stranger = table.teams.person("Noor Khan")
    table.teams.team.members.append(stranger)
    table.teams.fail("post targeted", faults.broken(503), times=5)
    told = await table.teams.mention("/commit x", user=stranger, place=table.teams.channel("another"))
    await table.settled()

    assert told.answer.status == 200
    assert table.teams.seen(stranger) == []
