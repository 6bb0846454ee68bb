"""What happens to a commitment: done, moved, let go, opened again. Every step leaves its why in the history."""

import re
from dataclasses import replace
from datetime import date, datetime

from sqlalchemy import Connection

from bot.domain.changes import Change
from bot.domain.commitments import (
    CAN_REOPEN,
    Commitment,
    State,
    Step,
    after,
    because,
    falls_free,
    next_due,
    states_for,
)
from bot.domain.errors import ConvenorError
from bot.domain.people import Partner
from bot.messages.cards import asks as ask_cards
from bot.messages.cards import commitment_forms as forms
from bot.messages.cards import commitment_steps as cards
from bot.messages.parts import Card
from bot.services.commitments import together
from bot.services.commitments.helping import ask_whether_it_helped
from bot.services.days import day_in
from bot.services.request import Reply, Said
from bot.services.safeguards import Command
from bot.services.told import Told, Verb, kept_as, not_yet, told, unanswered
from bot.storage import changes, helping, parties, people
from bot.storage import commitments as storage
from bot.storage.commitments import NewCommitment

DONE = Verb(
    command=Command(act="commitment.done", typed="done"), states=states_for(Step.KEEP), step=Step.KEEP, joint=True
)
LET_GO = Verb(
    command=Command(act="commitment.letgo", typed="let go"),
    # A reason may follow when it is let go already.
    states=states_for(Step.LET_GO) | {State.LET_GO},
    step=Step.LET_GO,
    joint=True,
)
MOVE = Verb(
    command=Command(act="commitment.move", typed="move"),
    states=frozenset({State.OPEN}),
    tail=re.compile(r"\s+(?:to|until|till|by)\s+", re.IGNORECASE),
    overwrites=True,
    joint=True,
)
UNDO = Verb(command=Command(act="commitment.undo", typed="open"), states=CAN_REOPEN, joint=True)

_TO = re.compile(r"(?:to|until|till|by|on)\b\s*", re.IGNORECASE)

# The steps that close, as the history names them; what its asker took back is not the receiver's to open again.
CLOSING = ("kept", "let_go", "declined", "withdrawn")


def close(
    tx: Connection, by: Partner, one: Commitment, step: Step, *, what: str, reason: str | None = None, now: datetime
) -> Commitment:
    """Take a step that closes it, with its why; offers of it to others are taken back."""
    state = after(one.state, step)
    storage.note(tx, by, one, what=what, from_to=(one.state, state), reason=reason, now=now)
    for offer in storage.related(tx, by.viewer, one, "offered"):
        if offer.state is State.ASKED:
            close(tx, by, offer, Step.LET_GO, what="withdrawn", now=now)
    return storage.save(tx, replace(one, state=state, reason=reason, closed_at=now))


def done(tx: Connection, asker: Partner, said: Said, *, now: datetime) -> Reply:
    """It is done. What comes again is opened for the next time."""
    heard = told(tx, asker, said, DONE, now=now)
    if isinstance(heard, Reply):
        return heard
    one = close(tx, asker, heard.commitment, Step.KEEP, what="kept", now=now)
    following = _following(tx, asker, one, heard.today, now=now)
    ask_whether_it_helped(tx, asker, one, now=now)
    return Reply(
        show=cards.done(one, following=following, free=_is_free(asker, following), today=heard.today), kept=kept_as(one)
    )


def _is_free(asker: Partner, following: Commitment | None) -> bool:
    if following is None or following.due_on is None or following.repeats is None:
        return False
    return falls_free(following.due_on, following.repeats, country=asker.country)


def _following(tx: Connection, asker: Partner, one: Commitment, today: date, *, now: datetime) -> Commitment | None:
    """The next of a series, opened; its plan's cue comes as long before the day as the last one did."""
    if one.repeats is None or one.due_on is None:
        return None
    due_on = next_due(one.due_on, one.repeats, today=today)
    new = NewCommitment(
        text=one.text,
        due_on=due_on,
        repeats=one.repeats,
        plan=one.plan,
        plan_on=due_on - (one.due_on - one.plan_on) if one.plan_on else None,
        seen_by=one.seen_by,
    )
    owner = people.partner_by_id(tx, partnership_id=one.partnership_id, partner_id=one.partner_id) or asker
    following = storage.add(tx, owner, new, now=now)
    parties.copy(tx, one, following)
    helping.copy(tx, one, following)
    storage.relate(tx, asker, one, what="followed", other=following, now=now)
    return following


def let_go(tx: Connection, asker: Partner, said: Said, *, now: datetime) -> Reply:
    """It is let go, without blame; a reason is welcome, then or later. Whoever asked may take back an open ask."""
    heard = told(tx, asker, _with_reason(said), LET_GO, now=now)
    if isinstance(heard, Reply):
        return heard
    head, reason = because(heard.words)
    return Reply(show=_let_go(tx, asker, heard, reason or head or None, now=now))


def _with_reason(said: Said) -> Said:
    reason = said.value("reason")
    return replace(said, rest=f"because {reason}") if reason else said


def _let_go(tx: Connection, asker: Partner, heard: Told, reason: str | None, *, now: datetime) -> Card:
    one = heard.commitment
    if one.state is State.LET_GO:
        return say_why(tx, asker, heard, reason, now=now)
    if one.parties and one.state is State.OPEN:
        return together.step_out(tx, asker, one, now=now)
    if one.partner_id != asker.id:
        return cards.taken_back(close(tx, asker, one, Step.LET_GO, what="withdrawn", reason=reason, now=now))
    if one.state is State.ASKED:
        return ask_cards.declined(close(tx, asker, one, Step.DECLINE, what="declined", reason=reason, now=now))
    return cards.let_go(close(tx, asker, one, Step.LET_GO, what="let_go", reason=reason, now=now))


def say_why(tx: Connection, asker: Partner, heard: Told, reason: str | None, *, now: datetime) -> Card:
    """A reason given after it was let go; a second press without one changes nothing."""
    one = heard.commitment
    mine = one.is_on_it(asker.id) and _closed(tx, asker, one).what != "withdrawn"
    if not reason or one.reason or not mine:
        return cards.as_it_is(one, mine=mine, today=heard.today)
    storage.note(tx, asker, one, what="said_why", reason=reason, now=now)
    return cards.let_go(storage.save(tx, replace(one, reason=reason)))


def move(tx: Connection, asker: Partner, said: Said, *, now: datetime) -> Reply:
    """Another day, with its reason if there is one."""
    heard = told(tx, asker, _moved_to(said), MOVE, now=now)
    if isinstance(heard, Reply):
        return heard
    head, reason = because(heard.words)
    day = _TO.sub("", head, count=1)
    if not day:
        return unanswered(forms.move(heard.commitment, today=heard.today), said, days=("due_on",))
    try:
        due_on = day_in(day, asker, heard.today)
    except ConvenorError as error:
        if not said.values:
            raise
        return not_yet(forms.move(heard.commitment, today=heard.today), error)
    return _move(tx, asker, heard, due_on, reason=reason, now=now)


def _moved_to(said: Said) -> Said:
    """A day picked on the card or filled in on the form, as the words one could have typed."""
    if not (said.picked or said.values):
        return said
    reason = said.value("reason")
    why = f" because {reason}" if reason else ""
    return replace(said, rest=f"to {said.picked or said.value('due_on')}{why}")


def _move(tx: Connection, asker: Partner, heard: Told, due_on: date, *, reason: str | None, now: datetime) -> Reply:
    one = heard.commitment
    if due_on == one.due_on:
        return Reply(show=cards.as_it_is(one, mine=True, today=heard.today))
    storage.note(tx, asker, one, what="moved", from_to=(one.due_on, due_on), reason=reason, now=now)
    moved = storage.save(tx, replace(one, due_on=due_on))
    return Reply(show=cards.moved(moved, one.due_on, today=heard.today), kept=kept_as(moved))


def undo(tx: Connection, asker: Partner, said: Said, *, now: datetime) -> Reply:
    """Open it again, as it was before it was closed; the next of a series goes, if nobody has touched it."""
    heard = told(tx, asker, said, UNDO, now=now)
    if isinstance(heard, Reply):
        return heard
    one = heard.commitment
    last = _closed(tx, asker, one)
    if last.what == "withdrawn":
        return Reply(show=cards.as_it_is(one, mine=False, today=heard.today))
    for following in storage.related(tx, asker.viewer, one, "followed"):
        if following.state is State.OPEN and following.version == 1:
            close(tx, asker, following, Step.LET_GO, what="withdrawn", now=now)
    state = State(last.before or State.OPEN)
    storage.note(tx, asker, one, what="reopened", from_to=(one.state, state), now=now)
    opened = storage.save(tx, replace(one, state=state, reason=None, closed_at=None))
    return Reply(show=cards.reopened(opened, today=heard.today), kept=kept_as(opened))


def _closed(tx: Connection, asker: Partner, one: Commitment) -> Change:
    """How a closed one came to be closed."""
    history = changes.history(tx, asker.viewer, "commitment", one.id)
    return next(change for change in reversed(history) if change.what in CLOSING)
