"""The database is away for ten seconds: whatever comes is answered in time and truly, and nothing kept is lost."""

import asyncio

import pytest

from bot.domain import calendars, deadlines
from bot.handlers.teams import answer, app
from bot.storage.schema import commitment
from tests.handlers.slack.test_stopped import NOT_SAVED, ROUNDS, SECONDS, Locked, Stopped, trouble
from tests.handlers.teams.stories import begun, text_of
from tests.support.teams import a_bot

pytestmark = pytest.mark.slow


async def one_of_each(teams, number, form, listing, offer, message):
    """Whatever a person can do, at once."""
    pressed, opened, submitted, chosen, words, alone, lives = await asyncio.gather(
        teams.press(listing, "Done"),
        teams.press(offer, "A commitment"),
        teams.submit(form, {"words": f"form {number}"}),
        teams.choose("make_commitment", message),
        teams.mention(f"/commit other {number}", user=teams.sam),
        teams.say(f"/commit alone {number}"),
        teams.install(teams.team),
    )
    assert pressed.notice.startswith(NOT_SAVED)
    assert "What will you do?" in text_of(opened.dialog)
    assert any(said in text_of(submitted.dialog) for said in NOT_SAVED)
    # Whose somebody in a channel is may stand in the database alone.
    found = str(chosen.dialog.card) if chosen.dialog else chosen.body["task"]["value"]
    assert "I could write the letter" in found or found.startswith(NOT_SAVED)
    for event in (words, alone, *lives):
        assert event.answer.status == 503
    for one in (pressed, opened, submitted, chosen, words, alone, *lives):
        assert one.answer.seconds < teams.wire.prompt
    return submitted.dialog


@pytest.mark.parametrize("kind", [Stopped, Locked])
async def test_each_kind_is_answered_in_time_and_truly_and_nothing_is_lost(
    teams, tmp_path, monkeypatch, unhurried, kind
):
    # As the program does: PostgreSQL waits for no reader of dates to be loaded in an open transaction.
    calendars.get_ready()
    deadlines.get_ready()
    with trouble(kind, tmp_path) as database:
        async with a_bot(teams, tmp_path / "data", **database.settings) as bot:
            await begun(bot)
            await bot.said(await teams.mention("/commit ring the ward by Friday", user=teams.sam))
            listing = await bot.said(await teams.mention("/commit list", user=teams.sam))
            offer = await bot.said(await teams.say("/commit"))
            forms = [(await teams.press(offer, "A commitment")).dialog for _number in range(ROUNDS)]
            message = teams.write("I could write the letter", user=teams.sam, place=teams.table)
            await bot.settled()
            monkeypatch.setattr(app, "ANSWER_WITHIN", 2.5)
            monkeypatch.setattr(answer, "FORM_WITHIN", 0.3)
            # What waited for the database would wait for all of its ten seconds; a busy machine may add one or two.
            teams.wire.prompt = 6.0
            await asyncio.to_thread(database.away)
            until = asyncio.get_running_loop().time() + SECONDS
            shown = [await one_of_each(teams, *one, listing, offer, message) for one in enumerate(forms)]
            await asyncio.sleep(max(0, until - asyncio.get_running_loop().time()))
            await asyncio.to_thread(database.back)
            await bot.settled()
            monkeypatch.setattr(app, "ANSWER_WITHIN", 25.0)
            monkeypatch.setattr(answer, "FORM_WITHIN", 10.0)
            teams.wire.prompt = 30
            await teams.retry()
            await bot.settled()
            # What was filled in stands in the form still.
            for dialog in shown:
                if "Not saved" in text_of(dialog):
                    await teams.submit(dialog)
            await bot.deliver()
            rows = await bot.rows(commitment)
            kept = [row.text for row in rows]
            among, alone = (
                " ".join(one.words for one in teams.seen(*where))
                for where in ((teams.sam, teams.table), (teams.priya, teams.personal(teams.priya)))
            )

            assert {f"{what} {number}" for what in ("other", "alone") for number in range(ROUNDS)} <= set(kept)
            assert len(kept) == len(set(kept))
            for number, dialog in enumerate(shown):
                assert f"“other {number}”" in among
                assert f"“alone {number}”" in alone
                # Where it was still being saved, what became of it was told.
                done = "Not saved" in text_of(dialog) or f"“form {number}”" in alone
                assert (f"form {number}" in kept) == done, text_of(dialog)
            assert (rows[0].state == "kept") == ("“ring the ward” is done" in among)
            assert await bot.owed() == []
            bot.done()
