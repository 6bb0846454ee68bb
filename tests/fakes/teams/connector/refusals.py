"""How the connector says no, in its own codes."""

from typing import Any

from tests.fakes.slack.faults import Fault, How


class RefusedError(Exception):
    """A call that is not carried out. `reasons`: why a bot should never make it, if so."""

    def __init__(self, status: int, code: str, message: str = "", *reasons: str, sub_code: str = "") -> None:
        super().__init__(code)
        self.status, self.reasons = status, reasons
        self.answer = body(code, message, sub_code)


def body(code: str, message: str = "", sub_code: str = "") -> dict[str, Any]:
    found: dict[str, Any] = {"code": code, "message": message or code}
    return {"error": found | ({"subCode": sub_code} if sub_code else {})}


NOT_THERE = "The bot is not part of the conversation roster."


def writes_blocked(code: str = "MessageWritesBlocked") -> RefusedError:
    """They blocked the bot, or do not have it; both words for it have been seen."""
    if code == "MessageWritesBlocked":
        message = "The bot is blocked or not installed for this user."
        return RefusedError(403, "ForbiddenOperationException", message, sub_code=code)
    return RefusedError(403, code, "User blocked the conversation with the bot.")


def throttled(retry_after: int | str | None = 2) -> Fault:
    """429, with the seconds to wait or the moment to come again, or without."""
    headers = {} if retry_after is None else {"Retry-After": str(retry_after)}
    return Fault(How.ANSWERED, 429, body("Throttled", "Too many requests."), headers)


def error(status: int, code: str = "ServiceError", *, sub_code: str = "", done: bool = False) -> Fault:
    """Any refusal. `done`: it is carried out all the same."""
    return Fault(How.DONE_AND_ANSWERED if done else How.ANSWERED, status, body(code, "", sub_code))


def page(status: int = 502) -> Fault:
    """An error from somewhere before the connector, with a page for people instead of JSON."""
    return Fault(How.ANSWERED, status, "<html>upstream error</html>")


PRECONDITION = error(412, "PreconditionFailed")
GATEWAY = error(504, "GatewayTimeout")
BLOCKED = error(403, "ForbiddenOperationException", sub_code="MessageWritesBlocked")
TOO_BIG = error(413, "MessageSizeTooBig")
