"""A small record without fault, written by hand from DESIGN: what the checker's own tests begin with."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from tests.soak.checker.lines import Call, Deed, End, Line, Message, Person, Table

TABLE, CHANNEL = "Table 0001", "C1"
ADA, BEN = "U1", "U2"
DIRECT = {ADA: "D1", BEN: "D2"}
PAPER = "send paper 000001"

WELCOME = f"Hello Ada. You spoke in {TABLE}'s channel. May I write to you? This comes once."
NOTE = f"Hello Ada. This is your note for the week from {TABLE}."
ASKS = (
    f"Hello Ada. I'm asking because I last saw you at {TABLE} on 12 March. "
    f"You said I may write, at most once a week, for {TABLE}."
)
REMINDER = f"Hello Ada. You asked to be reminded: {PAPER}. This comes because you named the day at {TABLE}."
DIGEST = f"The week at {TABLE}. Due in the coming week: Trust 1: {PAPER}."

WAYS_OUT = ("1:messages.pause::@t", "1:messages.stop::@t")
YES_OR_NO = ("1:consent.yes::1:@t",)


def on(day: int, hour: int = 10, minute: int = 0, *, month: int = 3) -> datetime:
    """A moment of spring 2027, by London's clock, which is UTC until the 28th of March and an hour less afterwards."""
    moment = datetime.combine(date(2027, month, day), time(hour, minute), UTC)
    return moment - timedelta(hours=moment.date() >= date(2027, 3, 28))


def message(at: datetime, text: str, *buttons: str, to: str = ADA, **more: Any) -> Message:
    """One to a person, with its buttons; unasked if it has the ways out."""
    pressed = [{"type": "button", "action_id": one} for one in buttons]
    given = {"channel": DIRECT[to], "blocks": [{"type": "actions", "elements": pressed}], **more}
    return Message(n=0, at=at, text=text, **given)


def unasked(at: datetime, text: str, *buttons: str, to: str = ADA, **more: Any) -> Message:
    return message(at, text, *buttons, *WAYS_OUT, to=to, **more)


def posted(at: datetime, text: str) -> Message:
    """One in the table's channel."""
    return Message(n=0, at=at, text=text, channel=CHANNEL)


def deed(at: datetime, what: str, *, who: str = ADA, **more: Any) -> Deed:
    return Deed(n=0, at=at, who=who, what=what, **{"table": TABLE, **more})


def call(at: datetime, seconds: float, *, status: int = 200, channel: str = "D1") -> Call:
    wait = 20 if status == 429 else 0
    return Call(
        n=0, at=at, arrived=seconds, method="chat.postMessage", channel=channel, status=status, retry_after=wait
    )


def told(lines: Iterable[Line]) -> list[Line]:
    """In the order of their moments, and numbered; who there is comes first."""
    placed = [one for one in lines if isinstance(one, Person | Table)]
    dated = sorted((one for one in lines if not isinstance(one, Person | Table)), key=lambda one: one.at)
    return [replace(one, n=number) for number, one in enumerate((*placed, *dated), start=1)]


def clean() -> list[Line]:
    """Ada joins, agrees, keeps a promise, falls silent and is asked three times; Ben only wants to be left alone."""
    return [
        Table(n=0, name=TABLE, channel=CHANNEL),
        Person(n=0, id=ADA, name="Ada Archer00001", direct="D1", zone="Europe/London", organisation="Trust 1"),
        Person(n=0, id=BEN, name="Ben Bell00002", direct="D2", zone="Europe/London"),
        deed(on(1, 9), "joined"),
        unasked(on(1, 9, 30), WELCOME, *YES_OR_NO, mark="convenor:1"),
        deed(on(1, 11), "yes", answered="card"),
        message(on(1, 11, 1), "Thank you.", way="update"),
        deed(on(1, 9), "joined", who=BEN),
        unasked(on(1, 9, 31), WELCOME, *YES_OR_NO, to=BEN, mark="convenor:2"),
        deed(on(1, 12), "no", who=BEN),
        deed(on(2, 10), "committed", words=PAPER, day=date(2027, 3, 12), answered="message"),
        message(on(2, 10, 1), f"You said you'd {PAPER}.", mark="convenor:3"),
        posted(on(8, 10), DIGEST),
        unasked(on(12, 9, 30), REMINDER, mark="convenor:4"),
        deed(on(12, 12), "done", words=PAPER, answered="message"),
        message(on(12, 12, 1), "Done.", mark="convenor:5"),
        unasked(on(30), ASKS, mark="convenor:6"),
        unasked(on(6, month=4), ASKS, mark="convenor:7"),
        unasked(on(20, month=4), ASKS, mark="convenor:8"),
        call(on(1, 9, 30), 1.0),
        call(on(2, 10), 2.0),
        End(n=0, at=on(14, month=5)),
    ]
