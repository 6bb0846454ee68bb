"""What Slack's refusals mean for a message: never by this way, later, or nobody can say.

Codes: chat.postMessage's page, and what slack_sdk 3.47 and aiohttp raise.
"""

import asyncio
from collections.abc import Mapping
from datetime import timedelta
from http import HTTPStatus
from typing import Any

import aiohttp
from slack_sdk.errors import SlackApiError

from bot.delivery.sender import DeliveryError, OutcomeUnknownError
from bot.handlers.waits import LIMITED, NO_SCOPE

# This person or place is closed for good, as far as it can be known.
GONE = frozenset(
    {
        *("channel_not_found", "is_archived", "not_in_channel", "restricted_action", "ekm_access_denied"),
        *("restricted_action_read_only_channel", "restricted_action_thread_only_channel", "cannot_reply_to_message"),
        *("restricted_action_non_threadable_channel", "restricted_action_thread_locked", "messages_tab_disabled"),
        *("user_disabled", "user_not_found", "users_not_found", "cannot_dm_bot", "user_not_visible"),
        "thread_not_found",
    }
)
# The app itself may not: whoever runs it has to do something, and nobody's route is to blame.
CLOSED = frozenset(
    {
        *("account_inactive", "token_revoked", "token_expired", "invalid_auth", "not_authed", NO_SCOPE),
        *("team_access_not_granted", "org_login_required", "team_added_to_org", "no_permission"),
    }
)
# Slack says that part of the operation may have succeeded.
PERHAPS = frozenset({"internal_error", "fatal_error"})

CLOSED_WAIT = timedelta(hours=1)
# A limit without a word on how long it lasts: they are counted by the minute.
UNSAID_WAIT = timedelta(minutes=1)
POST = "chat.postMessage"
NETWORK = "network"
NO_ANSWER = "no_answer"


def meaning(error: Exception, method: str = POST) -> DeliveryError:
    """The error that the rest of the house knows; a limit is the method's own, and everybody's only where it posts."""
    if isinstance(error, SlackApiError):
        return _refused(error.response, method)
    if isinstance(error, aiohttp.ClientConnectorError | aiohttp.ConnectionTimeoutError):
        return DeliveryError(NETWORK, everybodys=True)
    if isinstance(error, aiohttp.ClientError | asyncio.TimeoutError | OSError):
        return OutcomeUnknownError(NO_ANSWER)
    return DeliveryError(type(error).__name__)


def _refused(response: Any, method: str) -> DeliveryError:  # noqa: ANN401 - the SDK's response, or aiohttp's own
    told = getattr(response, "data", None)
    status: int = getattr(response, "status_code", 0) or getattr(response, "status", 0)
    code = told.get("error", "") if isinstance(told, Mapping) else ""
    if status == HTTPStatus.TOO_MANY_REQUESTS or code == LIMITED:
        return DeliveryError(LIMITED, everybodys=method == POST, retry_after=_wait(response))
    # What went wrong on their side or on its way back may have been done, and so may a success without a word.
    wordless = not code and status < HTTPStatus.MULTIPLE_CHOICES
    if code in PERHAPS or status >= HTTPStatus.INTERNAL_SERVER_ERROR or wordless:
        return OutcomeUnknownError(code or f"http_{status}")
    if code in CLOSED:
        return DeliveryError(code, everybodys=True, retry_after=CLOSED_WAIT)
    return DeliveryError(code or f"http_{status}", permanent=code in GONE)


def _wait(response: Any) -> timedelta:  # noqa: ANN401 - the SDK's response
    # Slack writes it in small letters.
    headers = {name.lower(): value for name, value in dict(getattr(response, "headers", {})).items()}
    written = str(headers.get("retry-after", ""))
    return timedelta(seconds=int(written)) if written.isdecimal() and int(written) else UNSAID_WAIT
