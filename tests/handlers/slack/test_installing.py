"""The app in many workspaces: how it gets there, what is kept of it, how it ends, and that it can come again."""

import asyncio
import re
from datetime import timedelta

import pytest
from sqlalchemy import select

from bot.handlers.slack.seal import Seal, SealError
from bot.services import housekeeping
from bot.storage import doors, routes
from bot.storage.schema import (
    consent_state,
    conversation,
    identity,
    installation,
    outbox,
    partner,
    partnership,
    person,
    route,
)
from tests.support.installing import a_browser
from tests.support.slack import a_bot_of_many

states = pytest.mark.states
MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)


@pytest.fixture
async def bot(slack, tmp_path, unhurried):
    async with a_bot_of_many(slack, tmp_path / "data", CONVENOR_SECRET_KEY="a-key") as running:
        yield running


@pytest.fixture
async def browser(bot):
    async with a_browser(bot) as one:
        yield one


@pytest.fixture
async def installed(bot, browser):
    """Riverside has installed it, and Priya has begun the table."""
    assert await browser.installs(bot.slack.home) == 200
    await bot.begin()
    return bot


async def its_row(bot):
    [row] = await bot.rows(installation)
    return row


async def test_before_anybody_installs_it_nothing_is_anybodys(bot):
    asked = await bot.slack.command("/commit", "ring the ward")

    assert (asked.answer.status, asked.said) == (200, None)
    assert bot.door.dropped["team"] == 1


async def test_whoever_installs_it_is_told_what_comes_next_and_the_bot_works_there_at_once(installed, browser):
    kept = await installed.slack.command("/commit", "ring the ward by Friday")

    assert f"Convenor is in {installed.slack.home.name}." in browser.page
    assert "/table new" in browser.page
    assert "ring the ward" in kept.said.text
    assert await installed.kept() == ["ring the ward"]
    assert {row.route for row in await installed.rows(outbox)} <= {f"slack/{installed.slack.home.team_id}", "web"}


async def test_somebody_of_a_workspace_says_yes_on_slacks_page_and_types_there(bot, browser):
    ward = bot.slack.workspace("Ward 9 Trust")
    rita = bot.slack.person("Rita Bell", team=ward)
    asked = await browser.goes()
    on_slacks_page = (browser.at.partition("?")[0], ward.team_id in browser.places)
    assert await browser.answers("Allow", where=ward.team_id) == 200
    typed = await bot.slack.command("/table", "new", user=rita, channel=bot.slack.channel("ward", rita, team=ward))

    assert on_slacks_page == (f"{bot.slack.origin}/oauth/v2/authorize", True)
    assert browser.at.startswith(f"{bot.address}/slack/oauth_redirect?")
    assert asked["redirect_uri"] == f"{bot.address}/slack/oauth_redirect"
    assert "Convenor is in Ward 9 Trust." in browser.page
    assert typed.view
    bot.done()


@states("D6")
async def test_what_was_left_out_on_the_consent_page_is_done_without(bot, browser):
    bot.slack.installation().scopes.clear()
    await browser.installs(bot.slack.home, without=["pins:write"])
    await bot.begin(taking_part=True)
    await bot.deliver()
    [card] = [one for one in bot.slack.history(bot.slack.table) if one.bot_id]
    [row] = await bot.rows(installation)

    assert "dnd:read" in row.scopes
    assert "pins:write" not in row.scopes
    assert "Would somebody pin it" in card.text


async def test_the_consent_page_is_asked_for_what_the_manifest_asks_for(browser):
    asked = await browser.goes()

    assert {"commands", "chat:write", "dnd:read"} <= set(asked["scope"].split(","))
    assert asked["client_id"] == browser.bot.slack.client_id
    assert len(asked["state"]) >= 43


@states("D1")
async def test_a_state_is_good_once(bot, browser):
    asked = await browser.goes()
    first, second = (bot.slack.consent(bot.slack.home, redirect_uri=asked["redirect_uri"]) for _ in range(2))

    assert await browser.comes_back(code=first, state=asked["state"]) == 200
    assert await browser.comes_back(code=second, state=asked["state"]) == 400
    assert "Begin again" in browser.page
    assert len(bot.slack.calls_of("oauth.v2.access")) == 1


@states("D1")
async def test_a_state_is_one_browsers(bot, browser):
    asked = await browser.goes()
    code = bot.slack.consent(bot.slack.home, redirect_uri=asked["redirect_uri"])
    async with a_browser(bot) as other:
        await other.goes()
        assert await other.comes_back(code=code, state=asked["state"]) == 400

    assert bot.slack.calls_of("oauth.v2.access") == []
    assert await browser.comes_back(code=code, state=asked["state"]) == 200


@states("D1")
async def test_a_state_is_over_after_ten_minutes_and_is_forgotten(bot, browser):
    asked = await browser.goes()
    bot.slack.clock.turn(10 * MINUTE + timedelta(seconds=1))
    code = bot.slack.consent(bot.slack.home, redirect_uri=asked["redirect_uri"])

    assert await browser.comes_back(code=code, state=asked["state"]) == 400
    assert bot.slack.calls_of("oauth.v2.access") == []


@states("D1")
@pytest.mark.parametrize("given", [{}, {"code": "x"}, {"code": "x", "state": ""}, {"code": "x", "state": "é" * 5000}])
async def test_a_way_back_that_nobody_went_leads_nowhere(bot, browser, given):
    assert await browser.comes_back(**given) == 400
    assert await bot.rows(installation) == []


async def test_a_no_on_the_consent_page_is_taken_as_one(bot, browser):
    await browser.goes()

    assert await browser.answers("Cancel") == 200
    assert "Nothing was installed." in browser.page
    assert await bot.app.store.read(lambda tx: tx.execute(select(consent_state)).all()) == []


async def test_a_code_that_slack_refuses_installs_nothing_and_says_why(bot, browser):
    asked = await browser.goes()

    assert await browser.comes_back(code="made-up", state=asked["state"]) == 502
    assert "invalid_code" in browser.page
    assert await bot.rows(installation) == []


@states("D2")
async def test_no_token_can_be_read_in_the_database(installed, tmp_path):
    token = installed.slack.installation().bot_token
    files = [file.read_bytes() for file in (tmp_path / "data").iterdir() if file.name.startswith("convenor.db")]

    assert files
    assert not any(token.encode() in held for held in files)
    assert (await its_row(installed)).token


@states("D2")
async def test_a_token_in_another_row_or_column_opens_nothing():
    seal = Seal(["a-key"])
    sealed = seal.close("xoxb-1", "slack/T1/token")

    assert seal.open(sealed, "slack/T1/token") == "xoxb-1"
    for place in ("slack/T2/token", "slack/T1/refresh"):
        with pytest.raises(SealError):
            seal.open(sealed, place)
    for changed in (
        sealed[:-3],
        "",
        "1",
        "2" + sealed[1:],
        sealed.replace(".", ""),
        re.sub("=*$", "A", sealed),
        "1.x.y",
    ):
        with pytest.raises(SealError):
            seal.open(changed, "slack/T1/token")
    assert seal.close("xoxb-1", "slack/T1/token") != sealed


@states("D2")
async def test_a_token_that_is_moved_to_another_row_opens_neither(bot, browser):
    slack = bot.slack
    ward = slack.workspace("Ward 9 Trust")
    for one in (slack.home, ward):
        await browser.installs(one)
    rows = await bot.rows(installation)
    for row, other in zip(rows, reversed(rows), strict=True):
        await bot.app.store.run(
            lambda tx, row=row, other=other: tx.execute(
                installation.update().where(installation.c.id == row.id).values(token=other.token)
            )
        )
    await bot.door.installs.learn()

    assert [row.key for row in rows] == [slack.home.team_id, ward.team_id]
    assert bot.door.workspaces.installed == {}


@states("D2")
async def test_a_changed_key_seals_all_tokens_anew_and_the_old_one_can_be_given_up(slack, tmp_path, unhurried):
    sealed = []
    slack.core.app.rotates = True
    for keys in ("old", "new,old", "new"):
        async with a_bot_of_many(slack, tmp_path / "data", CONVENOR_SECRET_KEY=keys) as bot, a_browser(bot) as browser:
            if keys == "old":
                await browser.installs(slack.home)
                await bot.begin()
            kept = await slack.command("/commit", f"ring the {keys} ward")
            assert kept.said
            await bot.settled()
            row = await its_row(bot)
            sealed.append((row.token, row.refresh))

    assert sealed[0][0] != sealed[1][0] == sealed[2][0]
    assert sealed[0][1] != sealed[1][1] == sealed[2][1]


async def test_a_token_that_no_key_opens_is_said_and_stops_nobody_else(slack, tmp_path, unhurried, capsys):
    async with a_bot_of_many(slack, tmp_path / "data", CONVENOR_SECRET_KEY="old") as bot, a_browser(bot) as browser:
        await browser.installs(slack.home)
    ward = slack.workspace("Ward 9 Trust")
    async with a_bot_of_many(slack, tmp_path / "data", CONVENOR_SECRET_KEY="other") as bot, a_browser(bot) as browser:
        dropped = await slack.command("/commit", "ring the ward")
        await browser.installs(ward)
        assert set(bot.door.workspaces.installed) == {ward.team_id}
        await browser.installs(slack.home)
        await bot.begin()

    assert dropped.said is None
    assert "slack.seal" in "".join(capsys.readouterr())


@states("D3")
async def test_tokens_are_renewed_before_they_end_and_by_one_of_two_processes(slack, tmp_path, unhurried):
    slack.core.app.rotates = True
    data = tmp_path / "data"
    async with (
        a_bot_of_many(slack, data, CONVENOR_SECRET_KEY="k") as one,
        a_browser(one) as browser,
    ):
        await browser.installs(slack.home)
        await one.begin()
        async with a_bot_of_many(slack, data, CONVENOR_SECRET_KEY="k") as other:
            slack.clock.turn(11 * HOUR + MINUTE)
            clients = [bot.door.workspaces.installed[slack.home.team_id].client for bot in (one, other)]
            calls = [client.call("auth.test") for client in clients for _ in range(3)]
            told = await asyncio.gather(*calls)
            slack.clock.turn(2 * HOUR)
            again = await asyncio.gather(*(client.call("auth.test") for client in clients))

    renewals = [one for one in slack.calls_of("oauth.v2.access") if one.args.get("grant_type") == "refresh_token"]
    assert len(renewals) == 1
    assert all(answer["ok"] for answer in [*told, *again])


@states("C6", "D3")
async def test_a_token_that_is_over_before_its_time_is_renewed_and_the_call_made_again(slack, tmp_path, unhurried):
    slack.core.app.rotates = True
    async with a_bot_of_many(slack, tmp_path / "data") as bot, a_browser(bot) as browser:
        await browser.installs(slack.home)
        granted = slack.installation()
        granted.good_until[granted.bot_token] = slack.clock.now()
        await bot.begin()
        await bot.told(slack.priya)

        assert [row.state for row in await bot.rows(outbox) if row.kind == "answer"] == [
            "sent"
        ] or await bot.kept() == []
        assert len([one for one in slack.calls_of("oauth.v2.access") if "refresh_token" in one.args]) == 1


async def test_while_slack_renews_nothing_the_old_token_is_used_as_long_as_it_lasts(slack, tmp_path, unhurried):
    slack.core.app.rotates = True
    async with a_bot_of_many(slack, tmp_path / "data") as bot, a_browser(bot) as browser:
        await browser.installs(slack.home)
        slack.clock.turn(11 * HOUR + MINUTE)
        slack.core.app.client_secret = "changed"
        client = bot.door.workspaces.installed[slack.home.team_id].client

        assert (await client.call("auth.test"))["ok"]
        slack.core.app.client_secret = "client-secret"
        assert (await client.call("auth.test"))["ok"]
        assert (await its_row(bot)).expires_at > slack.clock.now() + 11 * HOUR


@states("D4")
@pytest.mark.parametrize("first", ["app_uninstalled", "tokens_revoked"])
async def test_once_it_is_removed_its_tokens_are_gone_and_nothing_goes_that_way(installed, first):
    slack, route = installed.slack, f"slack/{installed.slack.home.team_id}"
    told = await slack.uninstalled(first=first)
    await installed.settled()
    again = await slack.uninstalled(first=first)
    row = await its_row(installed)
    calls = len(slack.calls)
    for _hour in range(48):
        slack.clock.turn(HOUR)
        await installed.app.delivery.once(installed.app.now())

    assert [one.answer.status for one in [*told, *again]] == [200] * 4
    assert (row.token, row.refresh, row.removed_why) == (None, None, first)
    assert row.removed_at >= row.installed_at
    assert route not in await installed.app.store.read(doors.standing_open)
    assert len(slack.calls) == calls


@states("D4")
async def test_tokens_of_people_that_are_revoked_are_not_the_bots(installed):
    event = {"type": "tokens_revoked", "tokens": {"oauth": ["U1"], "bot": []}}
    await installed.slack.event(event)

    assert (await its_row(installed)).removed_at is None


@states("D5")
async def test_installed_again_it_is_the_same_table_with_the_same_people(installed, browser):
    slack = installed.slack
    await slack.command("/commit", "ring the ward by Friday", user=slack.sam)
    before = [len(await installed.rows(table)) for table in (partnership, partner, conversation)]
    await slack.uninstalled()
    await installed.settled()
    assert await browser.installs(slack.home) == 200
    kept = await slack.command("/commit", "send the data by Friday", user=slack.sam)
    await installed.deliver()

    assert "send the data" in kept.said.text
    assert await installed.kept() == ["ring the ward", "send the data"]
    assert [len(await installed.rows(table)) for table in (partnership, partner, conversation)] == before
    assert (await its_row(installed)).removed_at is None


async def test_what_was_removed_is_forgotten_after_ninety_days(installed):
    await installed.slack.uninstalled()
    now = installed.app.now()
    await installed.app.store.run(housekeeping.tidy, now=now + timedelta(days=90))
    kept = await installed.rows(installation)
    await installed.app.store.run(housekeeping.tidy, now=now + timedelta(days=90, minutes=1))

    assert (len(kept), await installed.rows(installation)) == (1, [])


@states("B9")
async def test_the_app_of_a_whole_organisation_is_found_whatever_the_delivery_names(slack, tmp_path, unhurried):
    trust = slack.workspace("Ward 9 Trust", enterprise_id="E1TRUST")
    async with a_bot_of_many(slack, tmp_path / "data") as bot, a_browser(bot) as browser:
        assert await browser.installs(trust, org_wide=True) == 200
        door = bot.door
        [workspace] = door.workspaces.installed.values()
        named = [
            {"team_id": trust.team_id, "enterprise_id": "E1TRUST"},
            {"team": None, "enterprise": {"id": "E1TRUST"}, "user": {"id": "U1"}},
            {"team_id": "T0OTHER", "authorizations": [{"enterprise_id": "E1TRUST", "team_id": trust.team_id}]},
            {"team_id": "T0OTHER", "authorizations": [{"enterprise_id": "E1TRUST", "team_id": None}]},
        ]

        assert [door.workspaces.find(one) for one in named] == [workspace] * 4
        assert door.workspaces.find({"team_id": "T0OTHER"}) is None
        assert workspace.here
        assert workspace.here.tenant == "E1TRUST"


@states("B11")
async def test_a_workspace_of_an_organisation_that_takes_the_app_away_is_the_only_one_without(
    slack, tmp_path, unhurried
):
    trust = slack.workspace("Ward 9 Trust", enterprise_id="E1TRUST")
    async with a_bot_of_many(slack, tmp_path / "data") as bot, a_browser(bot) as browser:
        await browser.installs(trust, org_wide=True)
        of = {"team_id": trust.team_id, "enterprise_id": "E1TRUST"}
        other = {"team_id": "T0OTHER", "enterprise_id": "E1TRUST"}
        for kind, expected in (("revoked", False), ("revoked", False), ("granted", True)):
            await slack.event({"type": f"team_access_{kind}", "team_ids": [trust.team_id]}, team=trust)
            await bot.settled()
            assert (bot.door.workspaces.find(of) is not None) is expected
            assert bot.door.workspaces.find(other) is not None


@pytest.fixture
async def two(bot, browser):
    """Riverside and Ward 9 have both installed it, and share the table's channel, which Riverside's Priya began."""
    slack = bot.slack
    ward = slack.workspace("Ward 9 Trust")
    rita = slack.person("Rita Bell", team=ward)
    for one in (slack.home, ward):
        assert await browser.installs(one) == 200
    await slack.shared(slack.table, ward, rita, slack.core.directory.bot_of(ward.team_id))
    await bot.begin()
    return bot, ward, rita


@states("B2")
async def test_with_the_app_in_two_workspaces_of_a_table_each_word_is_kept_once_for_whoever_said_it(two):
    bot, ward, rita = two
    slack = bot.slack
    typed = await slack.command("/commit", "ring the ward by Friday", user=rita, channel=slack.table)
    await slack.mention("/commit send the data", user=rita)
    await slack.mention("/commit write the letter", user=slack.priya)
    await bot.settled()
    known = {(row.platform, row.tenant, row.user_id) for row in await bot.rows(identity)}
    answers = [row for row in await bot.rows(outbox) if row.kind == "answer"]

    assert "ring the ward" in typed.said.text
    # A mention comes as two events, and is answered once.
    assert len(answers) == 2
    assert sorted(await bot.kept()) == ["ring the ward", "send the data", "write the letter"]
    assert len(await bot.rows(partnership)) == 1
    assert ("slack", ward.team_id, rita.id) in known
    bot.done()


async def test_what_comes_for_a_workspace_that_cannot_be_looked_up_just_now_is_not_lost(installed):
    slack = installed.slack
    ward = slack.workspace("Ward 9 Trust")
    rita = slack.person("Rita Bell", team=ward)
    slack.install(ward)
    own = slack.channel("ward", rita, team=ward)
    await installed.app.store.close()
    typed = await slack.command("/commit", "ring the ward", user=rita, channel=own)
    event = await slack.event({"type": "app_home_opened", "user": rita.id, "tab": "home"}, team=ward)
    returned = await slack.event({"type": "message", "user": slack.bot.id, "blocks": [{"block_id": "convenor:1.x"}]})

    assert "/commit ring the ward" in typed.said.text
    assert (event.answer.status, returned.answer.status) == (503, 503)


async def ways_of(bot, name):
    """The routes by which somebody of that name can be reached, in the order in which they were learnt."""
    [who] = [row.id for row in await bot.rows(person) if row.name == name]
    return [row.platform for row in await bot.rows(route) if row.person_id == who and row.platform != "web"]


async def test_whoever_has_the_app_of_their_own_workspace_is_written_to_by_that(two):
    bot, ward, rita = two
    slack = bot.slack
    own = slack.channel("ward", rita, team=ward)
    asked = await slack.command("/table", "new", user=rita, channel=own)
    await slack.submit(asked.view, {"name": "The ward"}, user=rita)
    await bot.settled()
    # Riverside's app hears it, for the channel is Riverside's.
    await slack.mention("/commit ring the ward by Friday", user=rita)
    await bot.settled()

    assert await ways_of(bot, "Rita Bell") == [f"slack/{ward.team_id}"]


async def test_once_their_workspace_has_the_app_too_it_takes_over_and_gives_back_when_it_goes(bot, browser):
    slack = bot.slack
    ward = slack.workspace("Ward 9 Trust")
    rita = slack.person("Rita Bell", team=ward)
    assert await browser.installs(slack.home) == 200
    await slack.shared(slack.table, ward, rita)
    await bot.begin()
    await slack.mention("/commit ring the ward by Friday", user=rita)
    await bot.deliver()
    by_host = await ways_of(bot, "Rita Bell")
    who = next(row.id for row in await bot.rows(person) if row.name == "Rita Bell")
    assert await browser.installs(ward) == 200
    then = await bot.app.store.read(routes.route_of, who)
    await slack.uninstalled(ward)
    await bot.settled()
    at_last = await bot.app.store.read(routes.route_of, who)

    assert by_host == [f"slack/{slack.home.team_id}"]
    assert (then, at_last) == (f"slack/{ward.team_id}", f"slack/{slack.home.team_id}")
