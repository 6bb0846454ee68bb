"""Whether somebody's status in chat is read: for "away", and for nothing else."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from bot.domain.acts import Act
from bot.domain.statuses import Standing
from bot.messages.parts import Actions, Button, Card, Para
from bot.messages.words import _, short_day

# The one platform whose status is read.
SLACK = "slack"


def off() -> Card:
    said = _("I don't read your status any more. Tell me when you'll be away, and I won't write then.")
    away = Button(label=_("I'll be away…"), act=Act(name="away.set"), words=_("away until 4 January"))
    return _card(said, away, _read_again())


def on() -> Card:
    said = _("Before I write, I look at whether your status says you're away, and until when. I keep only the date.")
    return _card(said, _do_not_read())


def known(rows: Mapping[str, Any], today: date) -> Sequence[tuple[str, str]]:
    """What is kept of it, beside what else is held on somebody; nothing for whoever is not on that platform."""
    if not _is_there(rows):
        return ()
    if _is_off(rows):
        return ((_("Your Slack status"), _("not read, as you said")),)
    lines = [_line(row) for row in rows["status"] if row["until_on"] >= today or row["shown_as"] == Standing.OVER]
    return ((_("Your Slack status"), " ".join(lines) or _("read for “away” before I write; I keep nothing of it now")),)


def _line(row: Mapping[str, Any]) -> str:
    if row["shown_as"] == Standing.OVER:
        return _("says you're away, and you said you're here: I go by that until it changes")
    if row["shown_as"] == Standing.OPEN:
        return _("says you're away; that's all that I keep of it, and I look again before I write")
    back = row["until_on"] + timedelta(days=1)
    return _("says you're away until {day}; that's all that I keep of it").format(day=short_day(back))


def way(rows: Mapping[str, Any]) -> Button | None:
    """How to have it otherwise."""
    if not _is_there(rows):
        return None
    return _read_again() if _is_off(rows) else _do_not_read()


def _is_there(rows: Mapping[str, Any]) -> bool:
    return any(row["platform"] == SLACK for row in rows["identities"])


def _is_off(rows: Mapping[str, Any]) -> bool:
    return any(row["status_off_at"] for row in rows["status_off"])


def _do_not_read() -> Button:
    return Button(label=_("Don't read my status"), act=Act(name="status.off"), words="don't read my status")


def _read_again() -> Button:
    return Button(label=_("Read it again"), act=Act(name="status.on"), words="read my status")


def _card(said: str, *ways: Button) -> Card:
    return Card(text=said, parts=(Para(text=(said,)), Actions(of=ways)))
