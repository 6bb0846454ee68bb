"""What an operator should look at, as far as the database knows: counts only, and nobody's name."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Connection

from bot.storage import conversations, due, outbox, pace, teams, watching

# A platform's own pauses are minutes long; what is late by more than this is late by our fault, or needs somebody.
TOO_LATE = timedelta(minutes=15)
# What is older has been seen, or can't be mended any more.
A_WEEK = timedelta(days=7)
# A route may be told to wait for a moment.
A_WHILE = timedelta(minutes=1)
TOO_FAR = timedelta(seconds=30)


@dataclass(frozen=True, slots=True)
class Finding:
    """One line: that something is as it should be, or what to look at and what to do."""

    fine: bool
    said: str


def look(tx: Connection, *, now: datetime) -> list[Finding]:
    """All that the database can tell."""
    loose = watching.loose_ends(tx, since=now - A_WEEK)
    doubt, failed = loose.get(outbox.UNKNOWN, 0), loose.get(outbox.FAILED, 0)
    whole = [_lag(tx, now), _doubt(doubt), _failed(failed), _clock(tx, now)]
    return [*whole, *_ways(tx, now), *_unreachable(tx), *_channels(tx), *_not_told_of(tx)]


def _lag(tx: Connection, now: datetime) -> Finding:
    late = watching.lag(tx, now=now)
    if late <= TOO_LATE:
        return Finding(fine=True, said="Nothing that is owed is late.")
    minutes = int(late.total_seconds() // 60)
    said = f"Messages are {minutes} minutes late: see that `convenor run` is running, and look into its log."
    return Finding(fine=False, said=said)


def _ways(tx: Connection, now: datetime) -> list[Finding]:
    what = "messages wait for it. The log of `convenor run` says more, and a new start lets it try at once."
    return [
        Finding(
            fine=False, said=f"Nothing has gone by {way.route} since {way.since:%Y-%m-%d %H:%M} UTC ({way.why}): {what}"
        )
        for way in pace.troubled(tx)
        if way.since <= now - A_WHILE
    ]


def _doubt(number: int) -> Finding:
    said = f"Messages of this week of which nobody knows whether they went out: {number}."
    return Finding(fine=not number, said=f"{said} They are not sent again: ask whom they were for." if number else said)


def _failed(number: int) -> Finding:
    said = f"Messages of this week that were given up: {number}."
    return Finding(fine=not number, said=f"{said} The log of `convenor run` says why." if number else said)


def _clock(tx: Connection, now: datetime) -> Finding:
    ticked_at, skew = due.last_tick(tx), watching.skew(tx, now=now)
    if ticked_at is not None and ticked_at > now:
        said = f"The clock was turned to {ticked_at:%Y-%m-%d %H:%M} UTC, which has not come: until then `tick` refuses."
        return Finding(fine=False, said=said)
    if abs(skew) > TOO_FAR:
        said = f"This machine's clock and the database's are {int(abs(skew).total_seconds())} s apart: set them by NTP."
        return Finding(fine=False, said=said)
    return Finding(fine=True, said="The clock is right.")


def _unreachable(tx: Connection) -> list[Finding]:
    found = watching.unreachable(tx)
    if not found:
        return [Finding(fine=True, said="Everybody at a table can be reached.")]
    what = "no message reaches them. A coordinator can hand over a link: /table link for ..."
    return [
        Finding(fine=False, said=f"{slug}, people who can't be reached: {number}; {what}") for slug, number in found
    ]


def _channels(tx: Connection) -> list[Finding]:
    what = "its coordinators can say /table here in a channel where the bot is."
    return [
        Finding(fine=False, said=f"{slug}, nothing can be posted in its channel ({why}): {what}")
        for slug, why in conversations.shut_now(tx)
    ]


def _not_told_of(tx: Connection) -> list[Finding]:
    what = "Teams has not told how to write to its channel: let somebody write @Convenor help there."
    return [Finding(fine=False, said=f"{slug}, {what}") for slug in teams.not_told_of(tx)]
