"""The lines that hold a statement, and what is left when they are taken out: then its test must turn red."""

from dataclasses import dataclass

RECEIVING = "tests/handlers/slack/test_receiving.py"
PACE = "tests/delivery/test_pace.py"
SENDING = "tests/handlers/slack/test_sending.py"
DRAWING = "tests/messages/test_slack.py"
MANIFEST = "tests/config/test_slack_manifest.py"
AUDITING = "tests/services/test_auditing.py"
AUDITOR = "tests/test_auditor.py"
CLOCK_SET = "tests/cli/test_clock_set.py"
FAULTS = "tests/delivery/test_faults.py"


@dataclass(frozen=True, slots=True, kw_only=True)
class Guard:
    """`old` stands once in `file`, and is replaced by `new`; `test` then fails."""

    statement: str
    file: str
    old: str
    new: str
    test: str


GUARDS = (
    Guard(
        statement="A3",
        file="bot/handlers/slack/answer.py",
        old="AGAIN = 503\n",
        new="AGAIN = 200\n",
        test=f"{RECEIVING}::test_what_cannot_be_stored_is_not_answered_2xx_and_its_retry_is_done_once",
    ),
    Guard(
        statement="A4",
        file="bot/services/desk.py",
        old="        return replies.read(inbox.reply_to(tx, request.key))\n",
        new="        pass\n",
        test=f"{RECEIVING}::test_the_same_delivery_four_times_has_one_effect_and_a_true_answer_each_time",
    ),
    Guard(
        statement="A6",
        file="bot/services/housekeeping.py",
        old="KEYS = timedelta(hours=48)\n",
        new="KEYS = timedelta(minutes=5)\n",
        test=f"{RECEIVING}::test_what_was_done_is_known_for_two_days_and_after_a_restart",
    ),
    Guard(
        statement="A8",
        file="bot/handlers/slack/guard.py",
        old="    if abs(now.timestamp() - int(stamp)) > FRESH.total_seconds():\n        return False\n",
        new="",
        test=f"{RECEIVING}::test_a_captured_request_has_no_second_effect_and_is_nobodys_after_five_minutes",
    ),
    Guard(
        statement="A9",
        file="bot/handlers/slack/http.py",
        old="        if not is_signed(body, headers, self.secrets, now=self.now()):\n            return UNSIGNED\n",
        new="",
        test=f"{RECEIVING}::test_what_is_not_signed_is_nobodys",
    ),
    Guard(
        statement="A10",
        file="bot/handlers/slack/guard.py",
        old="if not (stamp.isascii() and stamp.isdecimal() and len(stamp) < len(str(2**63))):",
        new="if stamp is None:",
        test=f"{RECEIVING}::test_what_is_not_signed_is_nobodys",
    ),
    Guard(
        statement="A11",
        file="bot/handlers/slack/read.py",
        old="    return [one for one in found if isinstance(one, dict)]\n",
        new="    return found\n",
        test="tests/handlers/slack/test_malformed.py::test_ten_thousand_malformed_bodies_and_nothing_falls_over",
    ),
    Guard(
        statement="A12",
        file="bot/handlers/slack/http.py",
        old="        if len(body) > LARGEST:\n            return None\n",
        new="",
        test=f"{RECEIVING}::test_a_body_that_is_too_large_is_cut_off",
    ),
    Guard(
        statement="A13",
        file="bot/handlers/slack/app.py",
        old="        if own is None or own.here:\n",
        new="        if _team(kept) is None:\n",
        test=f"{RECEIVING}::test_what_is_for_a_workspace_we_are_not_in_is_dropped",
    ),
    Guard(
        statement="A14",
        file="config/slack.py",
        old='signed.split(",")',
        new="[signed]",
        test=f"{RECEIVING}::test_two_signing_secrets_hold_while_one_is_being_changed",
    ),
    Guard(
        statement="C10",
        file="bot/messages/render/slack.py",
        old="LARGEST_MESSAGE = 12_800\n",
        new="LARGEST_MESSAGE = 10**9\n",
        test=f"{DRAWING}::test_long_and_strange_words_fit_as_well",
    ),
    Guard(
        statement="C11",
        file="bot/messages/render/mrkdwn.py",
        old="    return words.translate(_ESCAPES)\n",
        new="    return words\n",
        test=f"{DRAWING}::test_what_was_typed_is_shown_as_it_was_typed",
    ),
    Guard(
        statement="C12",
        file="bot/messages/render/slack.py",
        old="cut_bytes(literal(card.text), LONGEST_TEXT)",
        new='"A message"',
        test=f"{DRAWING}::test_each_message_has_its_meaning_in_its_text_unfolds_nothing_and_labels_every_button",
    ),
    Guard(
        statement="C13",
        file="bot/messages/render/slack.py",
        old='        "unfurl_links": False,\n',
        new='        "unfurl_links": True,\n',
        test=f"{DRAWING}::test_each_message_has_its_meaning_in_its_text_unfolds_nothing_and_labels_every_button",
    ),
    Guard(
        statement="C2",
        file="bot/handlers/slack/client.py",
        old="session=self.session, retry_handlers=[])",
        new="session=self.session)",
        test=f"{SENDING}::test_a_reply_that_is_lost_after_the_post_is_no_reason_to_post_again",
    ),
    Guard(
        statement="C3",
        file="bot/handlers/slack/troubles.py",
        old='PERHAPS = frozenset({"internal_error", "fatal_error"})\n',
        new="PERHAPS: frozenset[str] = frozenset()\n",
        test=f"{SENDING}::test_what_slack_did_not_take_is_asked_about_twice_and_posted_once",
    ),
    Guard(
        statement="C4",
        file="bot/storage/lanes.py",
        old="        if route in shut:\n",
        new="        if False:\n",
        test=f"{PACE}::test_a_platform_that_asks_us_to_wait_is_not_called_before",
    ),
    Guard(
        statement="C6",
        file="bot/services/auditing.py",
        old="        Trouble.WAYS: auditing.closed(tx, before=before),\n",
        new="        Trouble.WAYS: None,\n",
        test=f"{SENDING}::test_a_workspace_that_lets_us_in_no_more_is_not_called_for_an_hour_and_an_alarm_is_raised",
    ),
    Guard(
        statement="C15",
        file="bot/handlers/slack/client.py",
        old='        if not self._may_respond(url, now):\n            raise DeliveryError("response_url")\n',
        new="",
        test=f"{SENDING}::test_a_response_url_is_used_five_times_within_half_an_hour",
    ),
    Guard(
        statement="D7",
        file="config/slack_manifest.yaml",
        old="      - users:read\n",
        new="      - users:read.email\n",
        test=f"{MANIFEST}::test_the_scopes_are_exactly_what_the_code_uses",
    ),
    Guard(
        statement="E7",
        file="bot/services/auditing.py",
        old="TOO_LATE = timedelta(minutes=10)\n",
        new="TOO_LATE = timedelta(days=10)\n",
        test=f"{AUDITING}::test_a_round_that_does_not_come_through_is_found_also_one_that_never_did",
    ),
    Guard(
        statement="E7",
        file="bot/storage/auditing.py",
        old='    outbox.c.due_at <= bindparam("before"),\n',
        new='    outbox.c.due_at > bindparam("before"),\n',
        test=f"{AUDITING}::test_what_is_due_for_ten_minutes_and_could_go_is_late",
    ),
    Guard(
        statement="E7",
        file="bot/app.py",
        old="        if await _is_well(app) and url:\n",
        new="        if url:\n",
        test=f"{AUDITOR}::test_the_dead_mans_address_is_called_while_all_is_well_and_only_then",
    ),
    Guard(
        statement="E5",
        file="bot/clock.py",
        old="                job.modify(next_run_time=now)\n",
        new="                pass\n",
        test=f"{CLOCK_SET}::test_a_clock_that_is_set_back_and_forth_doubles_nothing_and_silences_nobody",
    ),
    Guard(
        statement="E6",
        file="bot/storage/apart.py",
        old="        return Failed(type(error).__name__)\n",
        new="        raise\n",
        test=f"{FAULTS}::test_one_partner_whose_rows_are_wrong_stops_nobody_and_is_asked_when_they_are_mended",
    ),
)
