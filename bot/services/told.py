"""Which commitment somebody means, whether they may change it, and what they said of it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import Connection

from bot.domain.commitments import Commitment, State, Step, matching, numbered
from bot.domain.errors import ConvenorError, EmptyWordsError, NoDayError, NotAllowedError, UnknownCommitmentError
from bot.domain.people import Partner
from bot.domain.writing import tidy
from bot.messages.cards import commitment_steps, commitments, refusals
from bot.messages.parts import Card, Form
from bot.services import safeguards
from bot.services.request import Kept, Reply, Said
from bot.services.safeguards import Command
from bot.storage import commitments as storage

_NOTHING = re.compile(r"(?!)")
_BECAUSE = re.compile(r"[\s,;:–-]*\bbecause\b", re.IGNORECASE)
_ANSWERS = (Step.ACCEPT, Step.DECLINE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Verb:
    """One thing to do to a commitment.

    `states`: in which it makes sense. `tail`: where, in words without a number, what is said of it begins; a reason
    after "because" never belongs to its name. `overwrites`: a card that showed an older version must not do it.
    `step`: as the domain knows it, for who may. `joint`: whoever is in on it may do it as well as its owner.
    """

    command: Command
    states: frozenset[State]
    tail: re.Pattern[str] = _NOTHING
    step: Step | None = None
    overwrites: bool = False
    joint: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """The commitment that is meant, as it is now, and what was said of it."""

    commitment: Commitment
    words: str
    today: date


def told(tx: Connection, asker: Partner, said: Said, verb: Verb, *, now: datetime) -> Told | Reply:
    """Whose and which, locked until the transaction ends; or the card to show instead of doing anything.

    Raises UnknownCommitmentError for what is not at this table or not theirs to see, NotAllowedError for what they
    may see and not change.
    """
    meant = safeguards.resumed(tx, asker, said)
    if isinstance(meant, Reply):
        return meant
    storage.lock(tx, asker.partnership.id)
    today = asker.local_date(now)
    found, words = _found(tx, asker, meant.said, verb)
    if not isinstance(found, Commitment):
        return Reply(show=_which(found, verb, today))
    instead = _not_now(asker, found, said, verb, today=today)
    if instead is None and not meant.asked:
        line = f"{found.number} {words}"
        instead = safeguards.question(tx, asker, words, verb.command, line=line, now=now)
    return instead or Told(commitment=found, words=words, today=today)


def _found(tx: Connection, asker: Partner, said: Said, verb: Verb) -> tuple[Commitment | Sequence[Commitment], str]:
    """The one that is meant, or those it could be, and the rest of the words."""
    line = tidy(said.line)
    number, words = numbered(line)
    if number is not None and (found := _numbered(tx, asker, number, verb)):
        return found, words
    return _called(tx, asker, line, verb)


def _numbered(tx: Connection, asker: Partner, number: int, verb: Verb) -> Commitment | None:
    found = storage.numbered(tx, asker.viewer, number)
    theirs_too = found is not None and verb.joint and found.is_on_it(asker.id)
    if found and not theirs_too and not found.may_change(asker.id, verb.step):
        raise NotAllowedError(words=str(number), owner=found.owner)
    return found


def _called(tx: Connection, asker: Partner, words: str, verb: Verb) -> tuple[Commitment | Sequence[Commitment], str]:
    """One of the asker's own by what it says: "done 24-hour rota" too, where no commitment has that number."""
    theirs = _theirs(tx, asker, verb)
    if verb.step in _ANSWERS and len(theirs) == 1:
        return theirs[0], words
    head, tail = _parted(words, verb.tail)
    fits = matching(head, theirs) if head else theirs
    if head and not fits:
        raise UnknownCommitmentError(words=words)
    return (fits[0] if len(fits) == 1 else fits), tail


def _theirs(tx: Connection, asker: Partner, verb: Verb) -> Sequence[Commitment]:
    """The asker's own in the states that the verb is for."""
    own = (*storage.waiting_for(tx, asker), *storage.open_of(tx, asker.viewer, asker.id))
    own = (*own, *storage.joined(tx, asker)) if verb.joint else own
    return [one for one in own if one.state in verb.states]


def _parted(words: str, at: re.Pattern[str]) -> tuple[str, str]:
    """What names the commitment, and what is said of it from the last place where that can begin."""
    why = _BECAUSE.search(words)
    end = why.start() if why else len(words)
    starts = [match.start() for match in at.finditer(words[:end])]
    begins = starts[-1] if starts else end
    return words[:begins].strip(), words[begins:].strip()


def _which(choices: Sequence[Commitment], verb: Verb, today: date) -> Card:
    if not choices:
        return commitments.nothing_open()
    return commitments.which(choices, action=verb.command.act, typed=verb.command.typed, today=today)


def _not_now(asker: Partner, found: Commitment, said: Said, verb: Verb, *, today: date) -> Reply | None:
    """How it stands, where the step makes no sense now, or the card that was used showed something older."""
    older = verb.overwrites and said.seen is not None and said.seen != found.version
    if found.state in verb.states and not older:
        return None
    return Reply(show=commitment_steps.as_it_is(found, mine=found.is_on_it(asker.id), today=today))


def kept_as(one: Commitment) -> tuple[Kept, ...]:
    """What a reply says for scripts."""
    return (Kept(kind="commitment", number=one.number, text=one.text, due_on=one.due_on),)


def not_yet(form: Form, error: ConvenorError) -> Reply:
    """The form again, with what is wrong beside its field; nothing is kept."""
    return Reply(show=form, wrong={error.field: refusals.sentence(error)})


def unanswered(form: Form, said: Said, *, words: tuple[str, ...] = (), days: tuple[str, ...] = ()) -> Reply:
    """The form; if it was sent without an answer that is needed, with that said beside each such question."""
    if not said.values:
        return Reply(show=form)
    empty = {name: refusals.sentence(EmptyWordsError()) for name in words if not said.value(name)}
    no_day = {name: refusals.sentence(NoDayError()) for name in days if not said.value(name)}
    return Reply(show=form, wrong={**empty, **no_day})
