"""What comes again: left out once, come to an end, or come again at another pace."""

import re
from dataclasses import replace
from datetime import datetime

from sqlalchemy import Connection

from bot.domain.commitments import State, falls_free, next_due, repeat_in
from bot.domain.errors import NoDayError
from bot.domain.people import Partner
from bot.messages.cards import commitment_steps as steps
from bot.messages.cards import repeating as cards
from bot.services.request import Reply, Said
from bot.services.safeguards import Command
from bot.services.told import Verb, kept_as, told
from bot.storage import commitments as storage

_OPEN = frozenset({State.OPEN})
SKIP = Verb(command=Command(act="commitment.skip", typed="skip"), states=_OPEN, overwrites=True, joint=True)
REPEAT = Verb(
    command=Command(act="commitment.repeat", typed="repeat"),
    states=_OPEN,
    tail=re.compile(r"\s+(?:every|each|weekly|fortnightly|monthly|never|no more|no longer)\b", re.IGNORECASE),
    overwrites=True,
)


def skip(tx: Connection, asker: Partner, said: Said, *, now: datetime) -> Reply:
    """Left out this once: the same one, by its next day."""
    heard = told(tx, asker, said, SKIP, now=now)
    if isinstance(heard, Reply):
        return heard
    one = heard.commitment
    if one.repeats is None or one.due_on is None:
        return Reply(show=cards.comes_once(one))
    due_on = next_due(one.due_on, one.repeats, today=heard.today)
    plan_on = due_on - (one.due_on - one.plan_on) if one.plan_on else None
    storage.note(tx, asker, one, what="skipped", from_to=(one.due_on, due_on), now=now)
    skipped = storage.save(tx, replace(one, due_on=due_on, plan_on=plan_on))
    free = falls_free(due_on, one.repeats, country=asker.country)
    return Reply(show=cards.skipped(skipped, one.due_on, free=free, today=heard.today), kept=kept_as(skipped))


def repeat(tx: Connection, asker: Partner, said: Said, *, now: datetime) -> Reply:
    """`repeat 3 weekly`, `repeat 3 no more`: how often it comes again; ended, what is open stays for a last time.

    Raises NoDayError where it has no day to count from.
    """
    heard = told(tx, asker, said, REPEAT, now=now)
    if isinstance(heard, Reply):
        return heard
    one, how = heard.commitment, repeat_in(" ".join((*said.on[1:], heard.words)))
    if how is None:
        return Reply(show=cards.how_often(one))
    if one.due_on is None:
        raise NoDayError(words=heard.words)
    repeats = None if how == "never" else how
    if repeats == one.repeats:
        return Reply(show=steps.as_it_is(one, mine=True, today=heard.today))
    storage.note(tx, asker, one, what="repeats", from_to=(one.repeats, repeats), now=now)
    changed = storage.save(tx, replace(one, repeats=repeats))
    return Reply(show=cards.repeats(changed, one.repeats, today=heard.today), kept=kept_as(changed))
