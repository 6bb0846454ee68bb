"""What stands between a delivery and its effect (A)."""

from tools.guards.guard import Guard

RECEIVING = "tests/handlers/slack/test_receiving.py"

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
        file="bot/handlers/bodies.py",
        old="            if len(body) > longest:\n                return None\n",
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
)
