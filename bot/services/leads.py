"""Who leads a strand: offered, accepted with thanks to whoever led, handed on, handed back; never without a yes.

Whoever leads gives it up by their own word too, unless they were asked about their silence and have not answered.
"""

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from sqlalchemy import Connection

from bot.domain import leading
from bot.domain.errors import ConvenorError, UnknownPersonError, UnknownStrandError
from bot.domain.people import Partner
from bot.domain.strands import Offer, Strand
from bot.domain.strands import Said as Answer
from bot.messages.cards import leads as cards
from bot.messages.parts import Form
from bot.services import askings, identity, offers, standing_now
from bot.services.request import Reply, Said
from bot.services.strands import one_of
from bot.services.told import not_yet
from bot.storage import changes, commitments, leads, people, strands

_ON = re.compile(r"^(?:(?:on|for|of)(?:\s+|$))?(?:strand\s+)?", re.IGNORECASE)
_ANY_MORE = re.compile(r"[\s,]+(?:any\s?more|any\s?longer|for\s+now|now|just\s+now)?[\s.]*$", re.IGNORECASE)


def offer(tx: Connection, asker: Partner, said: Said, *, now: datetime) -> Reply:
    """Offer a lead to somebody: they are asked, or first whoever leads; said bare, ask with the form."""
    commitments.lock(tx, asker.partnership.id)
    live = strands.live(tx, asker.viewer)
    if not live:
        return Reply(show=cards.no_strand())
    if not (said.rest or said.people or said.values):
        return Reply(show=_form(tx, asker, {"strand": "".join(said.on[:1])}, live))
    try:
        taker, one = _whom_and_what(tx, asker, said, live)
        return _offered(tx, asker, taker, one, now=now)
    except ConvenorError as error:
        if not said.values:
            raise
        error.field = "strand" if isinstance(error, UnknownStrandError) else "person"
        return not_yet(_form(tx, asker, {name: said.value(name) for name in ("person", "strand")}, live), error)


def _form(tx: Connection, asker: Partner, given: dict[str, str], live: Sequence[Strand]) -> Form:
    return cards.form(given, who_could(tx, asker), live)


def who_could(tx: Connection, asker: Partner) -> list[tuple[int, str]]:
    """Whom one could offer it: names are everybody's to see, and whoever only listens takes nothing on."""
    everybody = people.everybody(tx, asker.viewer)
    return [(one.id, one.person.name) for one in everybody if one.id != asker.id and not one.role.looks_on]


def _whom_and_what(tx: Connection, asker: Partner, said: Said, live: Sequence[Strand]) -> tuple[Partner, Strand]:
    if said.values:
        return by_id(tx, asker, said.value("person")), one_of(said.value("strand"), live)
    found, rest = identity.mentioned(tx, asker, said, bare=True)
    if len(found) != 1:
        raise UnknownPersonError(words=said.rest, names=tuple(one.person.name for one in found))
    words = _ON.sub("", rest.strip())
    return found[0], live[0] if not words and len(live) == 1 else one_of(words, live)


def by_id(tx: Connection, asker: Partner, written: str) -> Partner:
    """Whoever sits here by that number, as a form has it. Raises UnknownPersonError."""
    for one in people.everybody(tx, asker.viewer):
        if str(one.id) == written:
            return one
    raise UnknownPersonError(words=written, names=())


def _offered(tx: Connection, asker: Partner, taker: Partner, one: Strand, *, now: datetime) -> Reply:
    if taker.id == asker.id:
        return _by_oneself(tx, asker, one, now=now)
    if one.is_led_by(taker.id):
        return Reply(show=cards.leads_already(one, mine=False))
    if taker.role.looks_on:
        card = cards.observing(taker.person.name)
        return Reply(show=card, wrong={"person": card.text})
    return _ask(tx, asker, taker, one, now=now)


def _ask(tx: Connection, asker: Partner, taker: Partner, one: Strand, *, now: datetime) -> Reply:
    """Ask whose word it needs first; an older offer of the same by the asker is taken back."""
    asked = taker.id if one.lead is None or _may_be_given(tx, asker, one, now=now) else one.lead.partner_id
    for old in _of(tx, asker, one):
        if old.made_by == asker.id:
            leads.answer(tx, asker, old.id, Answer.WITHDRAWN, now=now)
    offer_id = _make(tx, asker, taker, one, asked, now=now)
    if one.lead is None or asked == taker.id:
        return Reply(show=cards.offered(one, taker.person.name, offer_id))
    mine = taker.id == asker.id
    return Reply(show=cards.lead_is_asked(one, one.lead, taker.person.name, offer_id, mine=mine))


def _make(tx: Connection, maker: Partner, taker: Partner, one: Strand, asked: int, *, now: datetime) -> int:
    """Keep the offer, and owe the one message about it."""
    offer_id = leads.offer(tx, maker, taker, strand_id=one.id, asked_id=asked, now=now)
    _tell(tx, maker, asked, offer_id, now=now)
    return offer_id


def _tell(tx: Connection, maker: Partner, asked: int, offer_id: int, *, now: datetime) -> None:
    offers.owe(tx, by_id(tx, maker, str(asked)), f"lead:{offer_id}", now=now)


def _may_be_given(tx: Connection, asker: Partner, one: Strand, *, now: datetime) -> bool:
    """Whether the asker may offer it before whoever leads has said so.

    Their own they may; and who convenes, that of somebody who was asked about their silence and has not answered.
    """
    if one.is_led_by(asker.id):
        return True
    return asker.convenes and one.lead is not None and one.lead.partner_id in quiet(tx, asker, now=now)


def quiet(tx: Connection, asker: Partner, *, now: datetime) -> Sequence[int]:
    """Who is quiet, for whoever convenes: once they were asked, and had time to answer."""
    return standing_now.summary(tx, asker, now=now).quiet


def _of(tx: Connection, asker: Partner, one: Strand) -> Sequence[Offer]:
    return [offer for offer in leads.waiting(tx, asker.viewer) if offer.strand_id == one.id]


def offer_self(tx: Connection, asker: Partner, said: Said, *, now: datetime) -> Reply:
    """`I'll lead housing`: theirs at once if nobody does, else whoever leads is asked to hand it on."""
    commitments.lock(tx, asker.partnership.id)
    live = strands.live(tx, asker.viewer)
    words = _ANY_MORE.sub("", _ON.sub("", said.line))
    if not words:
        return Reply(show=cards.which(live) if live else cards.no_strand())
    return _by_oneself(tx, asker, one_of(words, live), now=now)


def _by_oneself(tx: Connection, asker: Partner, one: Strand, *, now: datetime) -> Reply:
    if one.is_led_by(asker.id):
        return Reply(show=cards.leads_already(one, mine=True))
    mine = [offer for offer in _of(tx, asker, one) if offer.taker_id == asker.id]
    offered = next((offer for offer in mine if offer.is_of_taker), None)
    if offered:
        return _accepted(tx, asker, one, offered, now=now)
    waits = next((offer for offer in mine if offer.made_by == asker.id), None)
    if one.lead is None or (waits and is_unheard(tx, asker, waits, [one.lead.partner_id], now=now)):
        return _takes(tx, asker, one, now=now)
    if waits:
        return Reply(show=cards.lead_is_asked(one, one.lead, asker.person.name, waits.id, mine=True))
    return _ask(tx, asker, asker, one, now=now)


def is_unheard(tx: Connection, asker: Partner, offer: Offer, asked: Sequence[int], *, now: datetime) -> bool:
    """Whether an offer has waited long enough for people of whom nobody gave a sign since."""
    here = [one for one in people.everybody(tx, asker.viewer) if one.id in asked]
    today = asker.partnership.local_date(now)
    wishes = askings.wishes_of_each(tx, here)
    signs = [(one.last_on, any(first <= today <= last for first, last in wishes[one.id].aways)) for one in here]
    return leading.is_unheard(asker.partnership.local_date(offer.made_at), today, signs)


def _takes(tx: Connection, asker: Partner, one: Strand, *, now: datetime) -> Reply:
    """It is theirs; whatever else waits about it is over."""
    row = leads.begin(tx, asker, one.id, now=now)
    for offer in _of(tx, asker, one):
        said = Answer.YES if offer.taker_id == asker.id else Answer.OVER
        leads.answer(tx, asker, offer.id, said, now=now)
    before = one.lead.partner_id if one.lead else None
    changes.note(tx, asker, subject="strand", subject_id=one.id, what="lead", from_to=(before, asker.id), now=now)
    return Reply(show=cards.yours(one, before=one.lead, row=row, undo=one.lead is None))


def undo(tx: Connection, asker: Partner, said: Said, *, now: datetime) -> Reply:
    """What somebody has only just taken on by themself goes back to nobody."""
    one = _meant(tx, asker, said)
    if not one.is_led_by(asker.id) or said.seen not in (None, one.lead.id if one.lead else None):
        return Reply(show=cards.as_it_stands(one))
    leads.undo(tx, asker, one.id)
    changes.note(tx, asker, subject="strand", subject_id=one.id, what="lead", from_to=(asker.id, None), now=now)
    return Reply(show=cards.undone(replace(one, lead=None)), instead=bool(said.on))


def _meant(tx: Connection, asker: Partner, said: Said) -> Strand:
    """The strand that a button or the words name, whether it goes on or not, with the table held."""
    commitments.lock(tx, asker.partnership.id)
    every = strands.every(tx, asker.viewer)
    words = said.line.strip(" ,.")
    return one_of(_ANY_MORE.sub("", _ON.sub("", words)), every)


def _waits_for(tx: Connection, asker: Partner, said: Said, *, of_taker: bool) -> tuple[Strand, Offer | None]:
    """The offer about a strand that waits for the asker's word; None if none does, or an older card was used."""
    one = _meant(tx, asker, said)
    found = [offer for offer in _of(tx, asker, one) if offer.asked_id == asker.id and offer.is_of_taker is of_taker]
    newest = next((offer for offer in reversed(found) if said.seen in (None, offer.id)), None)
    return one, newest


def accept(tx: Connection, asker: Partner, said: Said, *, now: datetime) -> Reply:
    """Yes, they'll lead it for now: whoever led it is thanked."""
    one, offer = _waits_for(tx, asker, said, of_taker=True)
    if one.is_led_by(asker.id):
        return Reply(show=cards.leads_already(one, mine=True))
    return _accepted(tx, asker, one, offer, now=now) if offer else Reply(show=cards.as_it_stands(one))


def _accepted(tx: Connection, asker: Partner, one: Strand, offer: Offer, *, now: datetime) -> Reply:
    """Whoever leads and did not offer it themself is asked first, where they gave a sign since it was offered."""
    if one.lead and one.lead.partner_id != offer.made_by and not _unseen_since(tx, asker, one, offer):
        leads.ask_instead(tx, asker, offer.id, asked_id=one.lead.partner_id)
        _tell(tx, asker, one.lead.partner_id, offer.id, now=now)
        return Reply(show=cards.lead_is_asked(one, one.lead, asker.person.name, offer.id, mine=True))
    return _takes(tx, asker, one, now=now)


def _unseen_since(tx: Connection, asker: Partner, one: Strand, offer: Offer) -> bool:
    led = one.lead and people.partner_by_id(tx, partnership_id=asker.partnership.id, partner_id=one.lead.partner_id)
    return not led or led.last_on is None or led.last_on < asker.partnership.local_date(offer.made_at)


def decline(tx: Connection, asker: Partner, said: Said, *, now: datetime) -> Reply:
    """Not me: a good answer."""
    one, offer = _waits_for(tx, asker, said, of_taker=True)
    if offer is None:
        return Reply(show=cards.as_it_stands(one))
    leads.answer(tx, asker, offer.id, Answer.NO, now=now)
    return Reply(show=cards.declined(one))


def together(tx: Connection, asker: Partner, said: Said, *, now: datetime) -> Reply:
    """They would, with somebody beside them: no yes yet, and the strand says what is missing."""
    one, offer = _waits_for(tx, asker, said, of_taker=True)
    if offer is None:
        return Reply(show=cards.as_it_stands(one))
    leads.with_somebody(tx, asker, offer.id)
    return Reply(show=cards.with_somebody(one))


def hand_on(tx: Connection, asker: Partner, said: Said, *, now: datetime) -> Reply:
    """Whoever leads says yes: it is the other's who offered, or the other is asked now."""
    one, offer = _waits_for(tx, asker, said, of_taker=False)
    if offer is None or not one.is_led_by(asker.id):
        return Reply(show=cards.as_it_stands(one))
    taker = _can_take(tx, asker, offer)
    if taker is None:
        leads.answer(tx, asker, offer.id, Answer.OVER, now=now)
        return Reply(show=cards.as_it_stands(one))
    if offer.made_by == offer.taker_id:
        _takes(tx, taker, one, now=now)
        return Reply(show=cards.handed_on(one, taker.person.name))
    leads.answer(tx, asker, offer.id, Answer.YES, now=now)
    _make(tx, asker, taker, one, taker.id, now=now)
    return Reply(show=cards.will_be_asked(one, taker.person.name))


def _can_take(tx: Connection, asker: Partner, offer: Offer) -> Partner | None:
    """Whoever would lead, while they may."""
    taker = people.partner_by_id(tx, partnership_id=asker.partnership.id, partner_id=offer.taker_id)
    return taker if taker and not taker.left_on and not taker.role.looks_on else None


def keep(tx: Connection, asker: Partner, said: Said, *, now: datetime) -> Reply:
    """Whoever leads would rather go on."""
    one, offer = _waits_for(tx, asker, said, of_taker=False)
    if offer is None:
        return Reply(show=cards.as_it_stands(one))
    leads.answer(tx, asker, offer.id, Answer.NO, now=now)
    return Reply(show=cards.kept(one))


def hand_back(tx: Connection, asker: Partner, said: Said, *, now: datetime) -> Reply:
    """`I can't lead housing any more`: thanks, and the question who would be best placed."""
    one = _meant(tx, asker, said)
    if not one.is_led_by(asker.id) or said.seen not in (None, one.lead.id if one.lead else None):
        return Reply(show=cards.not_yours(one))
    leads.end(tx, asker, one.id, now=now)
    for offer in [offer for offer in _of(tx, asker, one) if offer.asked_id == asker.id]:
        leads.answer(tx, asker, offer.id, Answer.YES, now=now)
        # It may be a while since they offered, so that their yes of today is asked for.
        if taker := _can_take(tx, asker, offer):
            _make(tx, asker, taker, one, taker.id, now=now)
    changes.note(tx, asker, subject="strand", subject_id=one.id, what="lead", from_to=(asker.id, None), now=now)
    return Reply(show=cards.handed_back(replace(one, lead=None)))


def withdraw(tx: Connection, asker: Partner, said: Said, *, now: datetime) -> Reply:
    """An offer is taken back by whoever made it."""
    one = _meant(tx, asker, said)
    mine = [offer for offer in _of(tx, asker, one) if offer.made_by == asker.id and said.seen in (None, offer.id)]
    for offer in mine:
        leads.answer(tx, asker, offer.id, Answer.WITHDRAWN, now=now)
    return Reply(show=cards.withdrawn(one) if mine else cards.as_it_stands(one))
