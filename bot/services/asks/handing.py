"""Handing on: an ask to take something over, which stays where it is until the other says yes."""

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from sqlalchemy import Connection

from bot.domain.commitments import Commitment, SeenBy, State, Step, because, states_for
from bot.domain.people import Partner
from bot.messages.cards import asks as cards
from bot.messages.cards import commitment_steps as steps
from bot.services.asks.asking import add, after_to, by_id, cannot, mentioned, others, written
from bot.services.commitments.stepping import close
from bot.services.request import Reply, Said
from bot.services.safeguards import Command
from bot.services.told import Verb, kept_as, told
from bot.storage import commitments as storage
from bot.storage.commitments import NewCommitment

HAND_ON = Verb(
    command=Command(act="commitment.handon", typed="hand on"),
    states=states_for(Step.HAND_ON),
    tail=re.compile(r"\s+to\s+|\s*@", re.IGNORECASE),
    step=Step.HAND_ON,
    overwrites=True,
)


def hand_on(tx: Connection, asker: Partner, said: Said, *, now: datetime) -> Reply:
    """Ask somebody else to take one's own commitment on; it stays one's own until they say yes."""
    heard = told(tx, asker, _handed_to(tx, asker, said), HAND_ON, now=now)
    if isinstance(heard, Reply):
        return heard
    one = heard.commitment
    head, reason = because(heard.words)
    name = after_to(head)
    if not (name or said.people):
        return Reply(show=cards.hand_on_form(one, others(tx, asker)))
    receiver, _ = mentioned(tx, asker, replace(said, rest=name))
    if receiver.id == asker.id:
        return Reply(show=steps.as_it_is(one, mine=True, today=heard.today))
    if refusal := cannot(tx, asker, receiver, one.text, now=now):
        return refusal
    return _offer_on(tx, asker, one, receiver, reason=reason, now=now)


def _handed_to(tx: Connection, asker: Partner, said: Said) -> Said:
    """The form's answers as the words one could have typed."""
    if not said.values:
        return said
    why = f" because {said.value('reason')}" if said.value("reason") else ""
    return replace(said, rest=f"to {written(by_id(tx, asker, said.value('person')))}{why}")


def _offer_on(
    tx: Connection, asker: Partner, one: Commitment, receiver: Partner, *, reason: str | None, now: datetime
) -> Reply:
    """Ask the receiver, or say that they were asked already."""
    for offer in storage.related(tx, asker.viewer, one, "offered"):
        if offer.state is State.ASKED and offer.partner_id == receiver.id:
            return Reply(show=cards.asked_already(offer, today=asker.local_date(now)), kept=kept_as(offer))
    offered = _offer(tx, asker, one, receiver, reason=reason, now=now)
    return Reply(show=cards.offered_on(offered, one), kept=kept_as(offered))


def _offer(
    tx: Connection,
    asker: Partner,
    one: Commitment,
    receiver: Partner,
    *,
    reason: str | None = None,
    tell: bool = True,
    now: datetime,
) -> Commitment:
    """Ask the receiver; an earlier offer of the same to somebody else is taken back."""
    for offer in storage.related(tx, asker.viewer, one, "offered"):
        if offer.state is State.ASKED:
            close(tx, asker, offer, Step.LET_GO, what="withdrawn", now=now)
    new = NewCommitment(text=one.text, due_on=one.due_on, repeats=one.repeats, seen_by=one.seen_by, reason=reason)
    offered = add(tx, asker, receiver, new, tell=tell, now=now)
    storage.relate(tx, asker, offered, what="offered_from", other=one, now=now)
    storage.relate(tx, asker, one, what="offered", other=offered, reason=reason, now=now)
    return offered


def offer_on_all(tx: Connection, giver: Partner, receiver: Partner, *, now: datetime) -> Sequence[Commitment]:
    """Offer somebody all that another has open, as when a seat is handed on: what is offered, each an ask of its own.

    One message tells of the first; the others wait in the receiver's note. What only the giver's organisation sees is
    offered within it. Offering again adds nothing.
    """
    storage.lock(tx, giver.partnership.id)
    offered: list[Commitment] = []
    for one in storage.open_of(tx, giver.viewer, giver.id):
        if one.seen_by is SeenBy.ORGANISATION and giver.organisation != receiver.organisation:
            continue
        before = storage.related(tx, giver.viewer, one, "offered")
        if not any(offer.state is State.ASKED and offer.partner_id == receiver.id for offer in before):
            offered.append(_offer(tx, giver, one, receiver, tell=not offered, now=now))
    return offered
