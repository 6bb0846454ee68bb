"""What stands before and after a call to Slack (C)."""

from tools.guards.guard import Guard

PACE = "tests/delivery/test_pace.py"
SENDING = "tests/handlers/slack/test_sending.py"
DRAWING = "tests/messages/test_slack.py"

GUARDS = (
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
)
