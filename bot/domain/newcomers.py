"""Who has just come to a table: one small thing to begin with, somebody to ask, and one word more after a week."""

from collections.abc import Sequence
from datetime import date, timedelta
from enum import StrEnum

from bot.domain.people import Partner
from bot.domain.rhythm import FLOOR

# A second word comes after a week without a sign, and none before the first question to somebody quiet may.
SECOND_WORD = timedelta(days=7)
TOO_LATE = timedelta(days=FLOOR)

# Whoever was here on one day, or on none yet, is new; most of them are not seen again.
STILL_NEW = 1


class FirstThing(StrEnum):
    """What can be done in under a minute, in order of what a table needs most."""

    VIEW = "view"
    RECOGNISE = "recognise"
    CHAIR = "chair"
    LOOK = "look"


def first_thing(*, looks_on: bool, seat_has_spoken: bool, challenge_stands: bool, chairs_named: bool) -> FirstThing:
    """The one thing that a newcomer is shown first; whoever only looks on is shown what there is to see."""
    needed = {
        FirstThing.LOOK: looks_on,
        FirstThing.VIEW: not seat_has_spoken,
        FirstThing.RECOGNISE: challenge_stands,
        FirstThing.CHAIR: not chairs_named,
    }
    return next((thing for thing, holds in needed.items() if holds), FirstThing.LOOK)


def whom_to_ask(newcomer: Partner, inviter: Partner | None, conveners: Sequence[Partner]) -> Partner | None:
    """Whoever invited them; else who convenes, best from another organisation, and lately come to it themself.

    `inviter` and `conveners`: only those who are here and let themselves be named.
    """
    if inviter is not None and inviter.id != newcomer.id:
        return inviter
    others = [one for one in conveners if one.id != newcomer.id]
    elsewhere = [one for one in others if one.seat_id != newcomer.seat_id]
    return max(elsewhere or others, key=lambda one: (one.joined_on, one.id), default=None)


def second_word_on(who: Partner) -> date | None:
    """The day from which a newcomer may be written to once more; None for whoever is not new, or is not asked after."""
    if (
        who.role.looks_on
        or who.convenes
        or (who.rhythm and who.rhythm.active_days > STILL_NEW)
        or not who.is_asked_when_quiet
    ):
        return None
    return _silent_from(who) + SECOND_WORD


def is_due(who: Partner, today: date, *, told_on: date | None) -> bool:
    """Whether it is: in that week, and where no note went to them in it. `told_on`: the day of their last note."""
    day = second_word_on(who)
    if day is None or not day <= today < _silent_from(who) + TOO_LATE:
        return False
    return told_on is None or told_on < day


def _silent_from(who: Partner) -> date:
    return who.last_on or who.joined_on
