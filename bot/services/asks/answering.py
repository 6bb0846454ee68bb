"""What somebody who is asked answers: yes by a day, something smaller, or not us."""

import re
from dataclasses import replace
from datetime import date, datetime

from sqlalchemy import Connection

from bot.domain.commitments import MANY_OPEN, Commitment, State, Step, because, next_due, plainly, states_for
from bot.domain.errors import ConvenorError, NoDayError
from bot.domain.people import Partner
from bot.domain.safeguards import Masked
from bot.domain.writing import one_line
from bot.messages.cards import asks as cards
from bot.messages.of_commitments import BY_A_DAY
from bot.services.commitments.stepping import close, say_why
from bot.services.days import deadline_in
from bot.services.request import Reply, Said
from bot.services.safeguards import Command
from bot.services.told import Told, Verb, kept_as, not_yet, told, unanswered
from bot.storage import commitments as storage
from bot.storage import helping, parties, people

_FOR_ASKED = states_for(Step.ACCEPT)
ACCEPT = Verb(
    command=Command(act="commitment.accept", typed="yes to"),
    states=_FOR_ASKED,
    tail=re.compile(r"\s+(?:by|on|before)\s+", re.IGNORECASE),
    step=Step.ACCEPT,
)
SMALLER = Verb(
    command=Command(act="commitment.smaller", typed="smaller"), states=_FOR_ASKED, step=Step.ACCEPT, overwrites=True
)
DECLINE = Verb(
    command=Command(act="commitment.decline", typed="not us"),
    # A reason may follow when it is declined already.
    states=states_for(Step.DECLINE) | {State.LET_GO},
    step=Step.DECLINE,
)


def accept(tx: Connection, asker: Partner, said: Said, *, now: datetime) -> Reply:
    """Yes, by the receiver's own day or else the one suggested; what was handed on is theirs from now on."""
    heard = told(tx, asker, _by(said), ACCEPT, now=now)
    if isinstance(heard, Reply):
        return heard
    one = heard.commitment
    if said.on[1:] == (BY_A_DAY,) and not heard.words:
        return unanswered(cards.yes_form(one), said, days=("due_on",))
    try:
        deadline = deadline_in(heard.words, asker, heard.today)
        if said.values and deadline.due is None:
            raise NoDayError(words=heard.words)
    except ConvenorError as error:
        if not said.values:
            raise
        return not_yet(cards.yes_form(one), error)
    storage.note(
        tx, asker, one, what="accepted", from_to=(one.state, State.OPEN), reason=deadline.text or None, now=now
    )
    due_on, repeats = deadline.due or _suggested(heard), deadline.repeat or one.repeats
    taken = storage.save(tx, replace(one, state=State.OPEN, due_on=due_on, repeats=repeats, reason=None))
    handed_on = _hand_over(tx, one, now=now)
    many = storage.number_open(tx, asker) == MANY_OPEN
    card = cards.accepted(taken, handed_on=handed_on, today=heard.today, many=many)
    return Reply(show=card, kept=kept_as(taken))


def _by(said: Said) -> Said:
    """The form's day as the words one could have typed."""
    day = said.value("due_on")
    return replace(said, rest=f"by {day}") if day else said


def _suggested(heard: Told) -> date | None:
    """The day the asker named; gone while they waited, the next of its series, or none."""
    one = heard.commitment
    if one.due_on is None or one.due_on >= heard.today:
        return one.due_on
    return next_due(one.due_on, one.repeats, today=heard.today) if one.repeats else None


def _hand_over(tx: Connection, taken: Commitment, *, now: datetime) -> bool:
    """Close what the giver had, if this was handed on; False if it was an ask."""
    giver = people.partner_by_id(tx, partnership_id=taken.partnership_id, partner_id=taken.asked_by or 0)
    if giver is None:
        return False
    given = [one for one in storage.related(tx, giver.viewer, taken, "offered_from") if one.state is State.OPEN]
    for one in given:
        close(tx, giver, one, Step.HAND_ON, what="handed_on", now=now)
        # Whoever is on it with the giver, and whoever it is for, goes with it.
        parties.copy(tx, one, taken)
        helping.copy(tx, one, taken)
    return bool(given)


def smaller(tx: Connection, asker: Partner, said: Said, *, now: datetime) -> Reply:
    """Something smaller is what they say they will do; what was handed on stays with its giver."""
    heard = told(tx, asker, _smaller(said), SMALLER, now=now)
    if isinstance(heard, Reply):
        return heard
    one = heard.commitment
    masked = Masked.of(one_line(heard.words))
    try:
        deadline = deadline_in(masked.text, asker, heard.today)
    except ConvenorError as error:
        if not said.values:
            raise
        return not_yet(cards.smaller_form(one, said.value("words")), error)
    text = plainly(masked.restore(deadline.text))
    if not text:
        return unanswered(cards.smaller_form(one), said, words=("words",))
    storage.note(tx, asker, one, what="smaller", from_to=(one.text, text), now=now)
    # A day of their own without a word of how often is that day, once.
    due_on, repeats = deadline.due or _suggested(heard), deadline.repeat or (None if deadline.due else one.repeats)
    taken = storage.save(tx, replace(one, state=State.OPEN, text=text, due_on=due_on, repeats=repeats, reason=None))
    return Reply(show=cards.made_smaller(taken, one.text, today=heard.today), kept=kept_as(taken))


def _smaller(said: Said) -> Said:
    """The form's answers as the words one could have typed."""
    words, day = one_line(said.value("words")), said.value("due_on")
    return replace(said, rest=f"{words} by {day}" if day and words else words) if said.values else said


def decline(tx: Connection, asker: Partner, said: Said, *, now: datetime) -> Reply:
    """Not us: a good answer, with a reason then or later if they like."""
    heard = told(tx, asker, said, DECLINE, now=now)
    if isinstance(heard, Reply):
        return heard
    head, why = because(heard.words)
    reason = why or head or None
    if heard.commitment.state is State.LET_GO:
        return Reply(show=say_why(tx, asker, heard, reason, now=now))
    one = close(tx, asker, heard.commitment, Step.DECLINE, what="declined", reason=reason, now=now)
    return Reply(show=cards.declined(one))
