"""What the app is let in by, and what it asks for (D)."""

from tools.guards.guard import Guard

INSTALLING = "tests/handlers/slack/test_installing.py"
CONNECT = "tests/handlers/slack/test_connect.py"
SENDING = "tests/handlers/slack/test_sending.py"
MANIFEST = "tests/config/test_slack_manifest.py"

GUARDS = (
    Guard(
        statement="D1",
        file="bot/storage/installations.py",
        old='        consent_state.c.browser_hash == bindparam("browser"),\n',
        new="",
        test=f"{INSTALLING}::test_a_state_is_one_browsers",
    ),
    Guard(
        statement="D1",
        file="bot/storage/installations.py",
        old='        consent_state.c.made_at >= bindparam("since"),\n',
        new="",
        test=f"{INSTALLING}::test_a_state_is_over_after_ten_minutes_and_is_forgotten",
    ),
    Guard(
        statement="D1",
        file="bot/storage/installations.py",
        old="TAKE_STATE = (\n    delete(consent_state)\n    .where(",
        new="TAKE_STATE = (\n    update(consent_state)\n    .values(made_at=consent_state.c.made_at)\n    .where(",
        test=f"{INSTALLING}::test_a_state_is_good_once",
    ),
    Guard(
        statement="D1",
        file="bot/handlers/slack/oauth.py",
        old="        if not await self._is_theirs(request):\n",
        new="        if False:\n",
        test=f"{INSTALLING}::test_a_way_back_that_nobody_went_leads_nowhere",
    ),
    Guard(
        statement="D2",
        file="bot/handlers/slack/tokens.py",
        old='    return f"{PLATFORM}/{key}/{column}"\n',
        new="    return PLATFORM\n",
        test=f"{INSTALLING}::test_a_token_that_is_moved_to_another_row_opens_neither",
    ),
    Guard(
        statement="D2",
        file="bot/handlers/slack/installs.py",
        old="        await installs.reseal()\n",
        new="",
        test=f"{INSTALLING}::test_a_changed_key_seals_all_tokens_anew_and_the_old_one_can_be_given_up",
    ),
    Guard(
        statement="D3",
        file="bot/storage/installations.py",
        old='        or_(installation.c.renewing_until.is_(None), installation.c.renewing_until < bindparam("now")),\n',
        new="",
        test=f"{INSTALLING}::test_tokens_are_renewed_before_they_end_and_by_one_of_two_processes",
    ),
    Guard(
        statement="D4",
        file="bot/storage/installations.py",
        old="        token=None,\n        refresh=None,\n",
        new="",
        test=f"{INSTALLING}::test_once_it_is_removed_its_tokens_are_gone_and_nothing_goes_that_way",
    ),
    Guard(
        statement="D4",
        file="bot/handlers/slack/lives.py",
        old="(kind == REVOKED and its_own)",
        new="kind == REVOKED",
        test=f"{INSTALLING}::test_tokens_of_people_that_are_revoked_are_not_the_bots",
    ),
    Guard(
        statement="D5",
        file="bot/storage/installations.py",
        old="        tx.execute(PUT.values(**values, **fresh),",
        new="        print(PUT.values(**values, **fresh),",
        test=f"{INSTALLING}::test_installed_again_it_is_the_same_table_with_the_same_people",
    ),
    Guard(
        statement="D6",
        file="bot/handlers/slack/send.py",
        old="                await self._update(channel, ts, replace(message, card=please_pin(message.card)))\n",
        new="                pass\n",
        test=f"{CONNECT}::test_without_the_scope_to_pin_it_says_so",
    ),
    Guard(
        statement="D6",
        file="bot/handlers/slack/client.py",
        old="            # Our own hours hold all the same, and Slack itself lets what comes meanwhile make no sound.\n"
        "            return None\n",
        new="            raise\n",
        test=f"{SENDING}::test_what_slack_does_not_say_about_quiet_holds_nobody_up",
    ),
    Guard(
        statement="D7",
        file="config/slack_manifest.yaml",
        old="      usage_hint: help\n      should_escape: true\n",
        new="      usage_hint: help\n      should_escape: false\n",
        test=f"{MANIFEST}::test_every_command_and_shortcut_fits_and_mentions_arrive_as_ids",
    ),
    Guard(
        statement="D7",
        file="config/slack_manifest.yaml",
        old="      - users:read\n",
        new="      - users:read.email\n",
        test=f"{MANIFEST}::test_the_scopes_are_exactly_what_the_code_uses",
    ),
)
