"""What the connector's refusals mean for a message: never by this way, later, or nobody can say.

Codes: Microsoft's pages on proactive and on targeted messages, and what was seen of it (reference 3.2, 3.5, 3.6).
"""

import asyncio
from collections.abc import Mapping
from datetime import timedelta
from http import HTTPStatus
from typing import Any

import aiohttp

from bot.delivery.sender import DeliveryError, OutcomeUnknownError
from bot.handlers.waits import LIMITED

NETWORK, NO_ANSWER, UNAUTHORISED = "network", "no_answer", "Unauthorized"
ADDRESS = "strange_address"

# This person or place is closed for good, as far as it can be known.
GONE = frozenset(
    {
        *("MessageWritesBlocked", "ConversationBlockedByUser", "BotNotInConversationRoster", "AclCheckFailed"),
        *("ConversationNotFound", "ForbiddenOperationException", "MemberNotFoundInConversation"),
        # A channel or chat that takes nothing any more.
        *("TeamIsArchived", "ChannelIsArchived", "ConversationArchived"),
    }
)
# The card is not there any more: that says nothing about the conversation.
NO_CARD = "ActivityNotFoundInConversation"
# What is for one person alone some chats and some organisations do not have: then there are other ways, and a wait is
# none.
NOT_HERE = frozenset(
    {HTTPStatus.BAD_REQUEST, HTTPStatus.FORBIDDEN, HTTPStatus.NOT_FOUND, HTTPStatus.METHOD_NOT_ALLOWED}
)
# The app itself may not: whoever runs it has to do something, and nobody's route is to blame.
CLOSED = frozenset({"BotNotRegistered", "BotDisabled", "InvalidCredentials"})

CLOSED_WAIT = timedelta(hours=1)
# A limit without a word on how long it lasts.
UNSAID_WAIT = timedelta(seconds=30)
LONGEST_WAIT = timedelta(hours=1)
# Refused before anything was done: it was busy.
BUSY = frozenset({HTTPStatus.PRECONDITION_FAILED, HTTPStatus.SERVICE_UNAVAILABLE})
BUSY_WAIT = timedelta(seconds=10)


def lost(error: Exception, *, writes: bool, at_all: bool = True) -> DeliveryError:
    """No answer came. What `writes` may have been done all the same, and is not done twice.

    `at_all`: by that address nearly everybody is reached; what is the matter with another is no reason to stand still.
    """
    if isinstance(error, aiohttp.ClientConnectorError | aiohttp.ConnectionTimeoutError):
        return DeliveryError(NETWORK, everybodys=at_all)
    if writes and isinstance(error, aiohttp.ClientError | asyncio.TimeoutError | OSError):
        return OutcomeUnknownError(NO_ANSWER)
    return DeliveryError(NO_ANSWER)


def refused(
    status: int, told: object, headers: Mapping[str, str], *, writes: bool, for_good: bool = False
) -> DeliveryError:
    """The error that the rest of the house knows; a limit is the conversation's own, and nobody else's.

    `for_good`: what Teams does not have there, or not for us, it will not have later either.
    """
    code = code_of(told)
    if status == HTTPStatus.TOO_MANY_REQUESTS:
        return DeliveryError(LIMITED, retry_after=_wait(headers))
    if status in BUSY:
        return DeliveryError(code or f"http_{status}", retry_after=_wait(headers, BUSY_WAIT))
    # What went wrong on their side or on its way back may have been done, and so may a success without a word.
    if status >= HTTPStatus.INTERNAL_SERVER_ERROR or status < HTTPStatus.MULTIPLE_CHOICES:
        return (OutcomeUnknownError if writes else DeliveryError)(code or f"http_{status}")
    if status == HTTPStatus.UNAUTHORIZED:
        return DeliveryError(UNAUTHORISED, everybodys=True, retry_after=CLOSED_WAIT)
    if code in CLOSED:
        return DeliveryError(code, everybodys=True, retry_after=CLOSED_WAIT)
    is_over = code in GONE or code == NO_CARD or (for_good and status in NOT_HERE)
    return DeliveryError(code or f"http_{status}", permanent=is_over)


def code_of(told: object) -> str:
    """The narrowest word for why."""
    found: Any = told.get("error") if isinstance(told, Mapping) else None
    if not isinstance(found, Mapping):
        return ""
    inner = found.get("innerHttpError")
    words = (found.get("subCode"), inner.get("subCode") if isinstance(inner, Mapping) else None, found.get("code"))
    return next((word[:64] for word in words if isinstance(word, str) and word), "")


def _wait(headers: Mapping[str, str], unsaid: timedelta = UNSAID_WAIT) -> timedelta:
    written = headers.get("Retry-After", "").strip()
    told = timedelta(seconds=int(written[:6])) if written.isdecimal() and written.isascii() else timedelta()
    return min(told, LONGEST_WAIT) or unsaid
