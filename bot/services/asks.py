"""Asks: one partner asks another, who answers yes, something smaller, or not us. Handing on is an ask too.

Nobody commits anyone else: until its receiver says yes an ask is a row that waits, and what is handed on stays where it
is. On a yes the giver's row closes as handed on and the receiver's opens, with numbers and histories of their own.
"""

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime

from sqlalchemy import Connection

from bot.domain.commitments import Commitment, State, Step, because, plainly, states_for
from bot.domain.errors import ConvenorError, EmptyWordsError, UnknownPersonError
from bot.domain.people import Partner, Role, Viewer
from bot.domain.safeguards import Masked, suggests_danger
from bot.domain.writing import one_line
from bot.messages.cards import asks as cards
from bot.messages.cards import commitment_steps as steps
from bot.messages.parts import Card, Form, Item
from bot.services import identity, offers, safeguards
from bot.services.commitments.stepping import close, say_why
from bot.services.days import deadline_in
from bot.services.request import Reply, Said
from bot.services.safeguards import Command
from bot.services.told import Told, Verb, kept_as, not_yet, told, unanswered
from bot.storage import commitments as storage
from bot.storage import drafts, people, weeks
from bot.storage.commitments import NewCommitment

ASK = Command(act="commitment.ask", typed="/table ask", has_form=True)
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
HAND_ON = Verb(
    command=Command(act="commitment.handon", typed="hand on"),
    states=states_for(Step.HAND_ON),
    tail=re.compile(r"\s+to\s+|\s*@", re.IGNORECASE),
    step=Step.HAND_ON,
    overwrites=True,
)

_TO = re.compile(r"to(?:\s+|$)", re.IGNORECASE)


def ask(tx: Connection, asker: Partner, said: Said, *, now: datetime) -> Reply:
    """Ask somebody at the table for something, by a day if one is named; said bare, ask with the form."""
    meant = safeguards.resumed(tx, asker, said)
    if isinstance(meant, Reply):
        return meant
    heard = meant.said
    if not (heard.rest or heard.people or heard.values):
        # A button beside somebody means them.
        return Reply(show=_form(tx, asker, {"person": str(heard.row_id)}))
    try:
        receiver, words = _whom_and_what(tx, asker, heard)
        if not words or meant.changing:
            return Reply(show=_form(tx, asker, {"person": str(receiver.id), "words": words}))
        return _ask_first(tx, asker, receiver, words, asked=meant.asked, now=now)
    except ConvenorError as error:
        if not said.values:
            raise
        return not_yet(_form(tx, asker, {name: said.value(name) for name in ("person", "words", "due_on")}), error)


def _form(tx: Connection, asker: Partner, given: dict[str, str]) -> Form:
    return cards.ask_form(given, _others(tx, asker))


def _others(tx: Connection, asker: Partner) -> list[tuple[int, str]]:
    """Whom the asker could ask; names are everybody's to see."""
    everybody = people.everybody(tx, asker.viewer)
    return [(one.id, one.person.name) for one in everybody if one.id != asker.id and one.role is not Role.OBSERVER]


def _whom_and_what(tx: Connection, asker: Partner, said: Said) -> tuple[Partner, str]:
    """The receiver and the sentence, from the words or the form. Raises UnknownPersonError."""
    if said.values:
        day = said.value("due_on")
        words = one_line(said.value("words"))
        return _by_id(tx, asker, said.value("person")), f"{words} by {day}" if day and words else words
    receiver, words = _mentioned(tx, asker, said)
    return receiver, _TO.sub("", words, count=1)


def _by_id(tx: Connection, asker: Partner, written: str) -> Partner:
    for one in people.everybody(tx, asker.viewer):
        if str(one.id) == written:
            return one
    raise UnknownPersonError(words=written, names=())


def _mentioned(tx: Connection, asker: Partner, said: Said) -> tuple[Partner, str]:
    """The one person the words name, and the words without them."""
    found, words = identity.mentioned(tx, asker, replace(said, rest=one_line(said.rest)), bare=True)
    if len(found) != 1:
        raise UnknownPersonError(words=said.rest, names=tuple(one.person.name for one in found))
    return found[0], words


def _ask_first(tx: Connection, asker: Partner, receiver: Partner, words: str, *, asked: bool, now: datetime) -> Reply:
    """Ask, unless it can't be asked of them, or details in the words must be asked about before."""
    if refusal := _cannot(tx, asker, receiver, words, now=now):
        return refusal
    line = f"{_written(receiver)} to {words}"
    if not asked and (question := safeguards.question(tx, asker, words, ASK, line=line, now=now)):
        return question
    new = _read(asker, words, now=now)
    storage.lock(tx, asker.partnership.id)
    twin = _asked_already(storage.asked_by(tx, asker, since=now), receiver, new.text)
    if twin:
        return Reply(show=cards.asked_already(twin, today=asker.local_date(now)), kept=kept_as(twin))
    one = _add(tx, asker, receiver, new, now=now)
    card = cards.asked(one, today=asker.local_date(now), careful=suggests_danger(words))
    return Reply(show=card, kept=kept_as(one))


def _read(asker: Partner, words: str, *, now: datetime) -> NewCommitment:
    """What is asked, and by when. Raises EmptyWordsError, PastDeadlineError, ImpossibleDeadlineError."""
    masked = Masked.of(words)
    deadline = deadline_in(masked.text, asker, asker.local_date(now))
    text = plainly(masked.restore(deadline.text))
    if not text:
        raise EmptyWordsError
    return NewCommitment(text=text, due_on=deadline.due, repeats=deadline.repeat)


def minuted(
    tx: Connection, asker: Partner, owner: Partner, words: str, *, source: str, now: datetime
) -> Commitment | None:
    """What was minuted for somebody, once: an ask to them, or the asker's own word for what is theirs.

    None: it was asked before, and is not the asker's to see any more.
    """
    new = replace(_read(asker, words, now=now), source=source)
    storage.lock(tx, asker.partnership.id)
    if number := storage.made_from(tx, asker.partnership.id, source):
        return storage.numbered(tx, asker.viewer, number)
    if owner.id == asker.id:
        return storage.add(tx, owner, new, now=now)
    return _add(tx, asker, owner, new, now=now)


def _cannot(tx: Connection, asker: Partner, receiver: Partner, words: str, *, now: datetime) -> Reply | None:
    """Why this person can't be asked: it is the asker, or somebody who is here to listen."""
    if receiver.id == asker.id:
        table = asker.partnership.id
        draft = drafts.keep(tx, asker.person.id, partnership_id=table, command=ASK.act, text=words, now=now)
        card = cards.to_yourself(words, draft)
    elif receiver.role is Role.OBSERVER:
        card = cards.observing(receiver.person.name)
    else:
        return None
    return Reply(show=card, wrong={"person": card.text})


def _written(receiver: Partner) -> str:
    """Somebody as one could type them, so that a draft finds them again."""
    return f'@"{receiver.person.email or receiver.person.name}"'


def _asked_already(asks: Sequence[Commitment], receiver: Partner, text: str) -> Commitment | None:
    for one in asks:
        if one.state is State.ASKED and one.partner_id == receiver.id and one.text == text:
            return one
    return None


def _add(tx: Connection, asker: Partner, receiver: Partner, new: NewCommitment, *, now: datetime) -> Commitment:
    """Keep the ask, and owe its receiver the one message about it."""
    waiting = replace(new, state=State.ASKED, asked_by=asker.id)
    one = storage.add(tx, receiver, waiting, asker=asker.person.name, now=now)
    offers.owe(tx, receiver, f"commitment:{one.number}", now=now)
    return one


def accept(tx: Connection, asker: Partner, said: Said, *, now: datetime) -> Reply:
    """Yes, by the receiver's own day or else the one suggested; what was handed on is theirs from now on."""
    heard = told(tx, asker, said, ACCEPT, now=now)
    if isinstance(heard, Reply):
        return heard
    deadline = deadline_in(heard.words, asker, heard.today)
    one = heard.commitment
    storage.note(
        tx, asker, one, what="accepted", from_to=(one.state, State.OPEN), reason=deadline.text or None, now=now
    )
    due_on = deadline.due or _suggested(heard)
    taken = storage.save(tx, replace(one, state=State.OPEN, due_on=due_on, reason=None))
    handed_on = _hand_over(tx, one, now=now)
    return Reply(show=cards.accepted(taken, handed_on=handed_on, today=heard.today), kept=kept_as(taken))


def _suggested(heard: Told) -> date | None:
    """The day the asker named, unless it has gone while they waited."""
    due_on = heard.commitment.due_on
    return due_on if due_on and due_on >= heard.today else None


def _hand_over(tx: Connection, taken: Commitment, *, now: datetime) -> bool:
    """Close what the giver had, if this was handed on; False if it was an ask."""
    giver = people.partner_by_id(tx, partnership_id=taken.partnership_id, partner_id=taken.asked_by or 0)
    if giver is None:
        return False
    given = [one for one in storage.related(tx, giver.viewer, taken, "offered_from") if one.state is State.OPEN]
    for one in given:
        close(tx, giver, one, Step.HAND_ON, what="handed_on", now=now)
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
    due_on = deadline.due or _suggested(heard)
    taken = storage.save(tx, replace(one, state=State.OPEN, text=text, due_on=due_on, reason=None))
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


def hand_on(tx: Connection, asker: Partner, said: Said, *, now: datetime) -> Reply:
    """Ask somebody else to take one's own commitment on; it stays one's own until they say yes."""
    heard = told(tx, asker, _handed_to(tx, asker, said), HAND_ON, now=now)
    if isinstance(heard, Reply):
        return heard
    one = heard.commitment
    head, reason = because(heard.words)
    name = _TO.sub("", head, count=1)
    if not (name or said.people):
        return Reply(show=cards.hand_on_form(one, _others(tx, asker)))
    receiver, _ = _mentioned(tx, asker, replace(said, rest=name))
    if receiver.id == asker.id:
        return Reply(show=steps.as_it_is(one, mine=True, today=heard.today))
    if refusal := _cannot(tx, asker, receiver, one.text, now=now):
        return refusal
    return _offer_on(tx, asker, one, receiver, reason=reason, now=now)


def _handed_to(tx: Connection, asker: Partner, said: Said) -> Said:
    """The form's answers as the words one could have typed."""
    if not said.values:
        return said
    why = f" because {said.value('reason')}" if said.value("reason") else ""
    return replace(said, rest=f"to {_written(_by_id(tx, asker, said.value('person')))}{why}")


def _offer_on(
    tx: Connection, asker: Partner, one: Commitment, receiver: Partner, *, reason: str | None, now: datetime
) -> Reply:
    """Ask the receiver; an earlier offer of the same to somebody else is taken back."""
    for offer in storage.related(tx, asker.viewer, one, "offered"):
        if offer.state is State.ASKED and offer.partner_id == receiver.id:
            return Reply(show=cards.asked_already(offer, today=asker.local_date(now)), kept=kept_as(offer))
        if offer.state is State.ASKED:
            close(tx, asker, offer, Step.LET_GO, what="withdrawn", now=now)
    new = NewCommitment(text=one.text, due_on=one.due_on, repeats=one.repeats, seen_by=one.seen_by, reason=reason)
    offered = _add(tx, asker, receiver, new, now=now)
    storage.relate(tx, asker, offered, what="offered_from", other=one, now=now)
    storage.relate(tx, asker, one, what="offered", other=offered, reason=reason, now=now)
    return Reply(show=cards.offered_on(offered, one), kept=kept_as(offered))


def offered(tx: Connection, receiver: Partner, number: str, *, now: datetime) -> Card | None:
    """The ask as it is said when it is made; None once it was answered."""
    one = next((one for one in weeks.asked_of(tx, receiver) if one.number == int(number)), None)
    return cards.offer(one, receiver, weeks.asker_of(tx, receiver, one.number)) if one else None


def waiting(tx: Connection, seat: Partner, *, now: datetime) -> Sequence[Item]:
    """What somebody was asked and has not answered, as lines of their note."""
    return [cards.waits(one) for one in weeks.asked_of(tx, seat)]


def whose_word(tx: Connection, viewer: Viewer) -> frozenset[int]:
    """Who was asked for something and has not answered."""
    return weeks.partners_asked(tx, viewer)
