"""What whoever runs the program is told: what is late, what to do, when it is over. Counts, and nobody's name."""

from datetime import datetime
from enum import StrEnum

from bot.messages.parts import Card, Para
from bot.messages.words import _, several, upper_first


class Trouble(StrEnum):
    """What can be overdue."""

    MESSAGES = "messages"
    CLAIMS = "claims"
    ROUNDS = "rounds"
    WAYS = "ways"
    DOUBTS = "doubts"


def alarm(trouble: Trouble, number: int, *, since: datetime) -> Card:
    """Something is overdue: how much, since when, and where to look."""
    what = upper_first(_late(trouble, number))
    since_when = _("It began at {time} UTC.").format(time=_moment(since))
    todo = _("Run “convenor doctor”, and look into the log of “convenor run”. I'll say when it's over.")
    return Card(text=f"{what} {since_when} {todo}", parts=(Para(text=(f"{what} {since_when}",)), Para(text=(todo,))))


def over(trouble: Trouble, *, now: datetime) -> Card:
    """It is as it should be again."""
    said = _ended(trouble)
    return Card(text=said, parts=(Para(text=(said,)), Para(text=(f"{_moment(now)} UTC",), quiet=True)))


def _late(trouble: Trouble, number: int) -> str:
    return {
        Trouble.MESSAGES: several(
            "{n} message that is owed has not gone out.",
            "{n} messages that are owed have not gone out.",
            number,
        ),
        Trouble.CLAIMS: several(
            "{n} message was being sent by a process that is gone, and no other has looked after it.",
            "{n} messages were being sent by a process that is gone, and no other has looked after them.",
            number,
        ),
        Trouble.ROUNDS: several(
            "{n} of the clock's rounds does not come through.",
            "{n} of the clock's rounds do not come through.",
            number,
        ),
        Trouble.WAYS: several(
            "{n} way out takes nothing from us: messages wait for it.",
            "{n} ways out take nothing from us: messages wait for them.",
            number,
        ),
        Trouble.DOUBTS: several(
            "{n} message may have gone out or not, and nobody has been able to say for an hour.",
            "{n} messages may have gone out or not, and nobody has been able to say for an hour.",
            number,
        ),
    }[trouble]


def _ended(trouble: Trouble) -> str:
    return {
        Trouble.MESSAGES: _("Messages go out in time again."),
        Trouble.CLAIMS: _("Whatever was being sent is looked after again."),
        Trouble.ROUNDS: _("All of the clock's rounds come through again."),
        Trouble.WAYS: _("Every way out that messages wait for takes them again."),
        Trouble.DOUBTS: _("Whether each of the last day's messages went out is known again."),
    }[trouble]


def _moment(moment: datetime) -> str:
    return f"{moment:%Y-%m-%d %H:%M}"
