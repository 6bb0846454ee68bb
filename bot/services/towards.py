"""What a commitment is towards: one of the table's outcomes, as its owner says."""

import re
from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Connection

from bot.domain.commitments import Commitment
from bot.domain.errors import NotAllowedError, UnknownCommitmentError, UnknownOutcomeError
from bot.domain.outcomes import Outcome
from bot.domain.people import Partner
from bot.messages.cards import towards as cards
from bot.services.request import Reply, Said
from bot.services.told import unanswered
from bot.storage import commitments, outcomes

_NOTHING = "(?:nothing|none)"
_OUTCOME_FIRST = re.compile(
    rf"(?:outcome\s+)?(?P<to>#?\d{{1,9}}|{_NOTHING})\s*[:,]?\s+(?P<of>#?\d{{1,9}})", re.IGNORECASE
)
_COMMITMENT_FIRST = re.compile(
    rf"(?P<of>#?\d{{1,9}})(?:\s+is)?(?:\s+towards)?\s+(?:outcome\s+)?(?P<to>#?\d{{1,9}}|{_NOTHING})", re.IGNORECASE
)


def towards(tx: Connection, asker: Partner, said: Said, *, now: datetime) -> Reply:
    """`towards 2: 5`, or the pick of the outcomes: it is tied to one, or to none."""
    if said.on:
        of, to = said.on[0], said.value("outcome") or said.picked or ""
    else:
        found = _read(said.rest)
        of, to = (found["of"], found["to"]) if found else ("", "")
    one = _own(tx, asker, of.removeprefix("#"), said)
    live = outcomes.open_ones(tx, asker.viewer)
    before = outcomes.towards(tx, asker.viewer, one.id)
    if not live:
        return Reply(show=cards.none_yet(one))
    if not to:
        return unanswered(cards.form(one, live, before), said, words=("outcome",))
    after = _chosen(to.removeprefix("#"), live)
    outcomes.tie(tx, asker.viewer, one.id, after)
    turned = (before.text if before else None, after.text if after else None)
    if turned[0] != turned[1]:
        commitments.note(tx, asker, one, what="towards", from_to=turned, now=now)
    return Reply(show=cards.tied(one, after))


def _read(words: str) -> re.Match[str] | None:
    said = words.strip(" .")
    return _COMMITMENT_FIRST.fullmatch(said) if "is" in said.split() else _OUTCOME_FIRST.fullmatch(said)


def _own(tx: Connection, asker: Partner, number: str, said: Said) -> Commitment:
    """The asker's own commitment. Raises UnknownCommitmentError and NotAllowedError."""
    one = commitments.numbered(tx, asker.viewer, int(number)) if number.isdigit() else None
    if one is None:
        raise UnknownCommitmentError(words=said.rest)
    if one.partner_id != asker.id:
        raise NotAllowedError(words=said.rest, owner=one.owner)
    return one


def _chosen(to: str, live: Sequence[Outcome]) -> Outcome | None:
    """One of the outcomes, or none. Raises UnknownOutcomeError for a number that none has."""
    if not to.isdigit() or int(to) == 0:
        return None
    found = next((one for one in live if one.number == int(to)), None)
    if found is None:
        raise UnknownOutcomeError(words=to)
    return found
