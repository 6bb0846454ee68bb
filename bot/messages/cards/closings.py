"""Closing a table: asked twice, said once where it stands, and what may still be fetched afterwards."""

from datetime import date

from bot.domain.acts import Act
from bot.domain.people import Partnership
from bot.messages.parts import Actions, Button, Card, Field, Form, Para, Part, Strong
from bot.messages.words import _, long_day, phrase, spoken


def _card(*parts: Part) -> Card:
    return Card(text=spoken(parts), parts=parts)


def asking(here: Partnership) -> Card:
    """The first question."""
    said = phrase(
        _(
            "Close {table}? Everybody here loses it: I write to nobody any more, and say goodbye once in its "
            "conversation. For 30 days each can fetch what is theirs and you can open it again. Then it is all deleted."
        ),
        table=Strong(text=here.name),
    )
    close = Button(
        label=_("Close it…"),
        act=Act(name="table.close", on=("form",)),
        words=_("/table close {name}").format(name=here.name),
        style="danger",
    )
    return _card(Para(text=said), Actions(of=(close,)))


def form(here: Partnership, *, typed: str = "") -> Form:
    """The second question: its name, typed."""
    called = Field(
        name="called",
        label=_("Type the table's name to close it"),
        kind="line",
        value=typed,
        hint=here.name,
        longest=200,
    )
    return Form(title=_("Close the table"), act=Act(name="table.close"), fields=(called,), submit=_("Close it"))


def not_its_name(here: Partnership) -> str:
    return _("That isn't its name. It is: {name}").format(name=here.name)


def closed(here: Partnership, until: date) -> Card:
    """What the coordinator reads once it is closed."""
    said = phrase(
        _("{table} is closed. Thank you for convening it. Until {day} you can open it again."),
        table=Strong(text=here.name),
        day=long_day(until),
    )
    return _card(Para(text=said), Actions(of=(_open_again(),)))


def _open_again() -> Button:
    return Button(label=_("Open it again"), act=Act(name="table.reopen"), words="/table open again")


def _my_data() -> Button:
    return Button(label=_("What is held on me"), act=Act(name="data.show"), words="/table my data")


def goodbye(here: Partnership, until: date) -> Card:
    """The one message, where the table stands."""
    said = phrase(
        _("{table} has closed. Thank you all for what you brought to it, and for what you said was hard."),
        table=Strong(text=here.name),
    )
    fetch = phrase(
        _("Until {day} each of you can fetch what is yours: say “my data” to me. Then all of it is deleted."),
        day=long_day(until),
    )
    return _card(Para(text=said), Para(text=fetch))


def is_closed(here: Partnership, *, since: date, until: date, convenes: bool) -> Card:
    """The answer to whatever is said of a table that is closed."""
    said = phrase(
        _("{table} has been closed since {day}. Until {end} you can still fetch what is yours."),
        table=Strong(text=here.name),
        day=long_day(since),
        end=long_day(until),
    )
    ways = (_my_data(), _open_again()) if convenes else (_my_data(),)
    return _card(Para(text=said), Actions(of=ways))


def reopened(here: Partnership) -> Card:
    said = phrase(
        _("{table} is open again, as it was. What was about to be sent when it closed isn't sent."),
        table=Strong(text=here.name),
    )
    return _card(Para(text=said))
