"""Words taken back: not let go of, which the table may read, but gone everywhere."""

from datetime import datetime

from sqlalchemy import Connection

from bot.domain.commitments import Commitment, State, numbered
from bot.domain.errors import NotAllowedError, UnknownCommitmentError
from bot.domain.people import Partner
from bot.domain.writing import tidy
from bot.messages.cards import commitment_steps as cards
from bot.services import copies, redraws
from bot.services.request import Reply, Said
from bot.storage import changes, drafts
from bot.storage import commitments as storage

# An ask that was never said yes to is nobody's but the asker's.
_UNANSWERED = (State.ASKED, State.LET_GO)


def withdraw(tx: Connection, asker: Partner, said: Said, *, now: datetime) -> Reply:
    """Take one's own words back everywhere, for as long as nobody else has said yes to them."""
    storage.lock(tx, asker.partnership.id)
    number, _rest = numbered(tidy(said.line))
    one = storage.numbered(tx, asker.viewer, number) if number else None
    if one is None:
        raise UnknownCommitmentError(words=said.rest)
    if asker.id != (one.asked_by or one.partner_id):
        raise NotAllowedError(words=said.rest, owner=one.asker or one.owner)
    if _others_said_yes(one):
        return Reply(show=cards.theirs_too(one))
    for each in (one, *storage.related(tx, asker.viewer, one, "offered")):
        if each.id == one.id or each.state in _UNANSWERED:
            _take_out(tx, asker, each)
    redraws.owe_digest(tx, asker.partnership, now=now)
    return Reply(show=cards.withdrawn(), instead=bool(said.on))


def _others_said_yes(one: Commitment) -> bool:
    answered = one.asked_by is not None and one.state not in _UNANSWERED
    return answered or one.state is State.HANDED_ON or bool(one.others)


def _take_out(tx: Connection, author: Partner, one: Commitment) -> None:
    """Out of what is kept, what stands on pages and what was about to be said of it."""
    history = changes.history(tx, author.viewer, "commitment", one.id)
    texts = [one.text, one.plan, one.reason, one.in_return, *(each.reason for each in history)]
    words = [text for text in texts if text]
    copies.take_out(tx, author, *words)
    for text in words:
        drafts.forget(tx, author, text)
    storage.withdraw(tx, one)
