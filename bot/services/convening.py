"""Who convenes: it moves as a lead does, by offers and a yes; once a half-year it is asked whether it is still right.

Whoever convenes is asked before anybody joins or relieves them. Where nobody convenes, whoever says they would, does;
and an offer that nobody who convenes has heard in four weeks is its maker's to take up (docs/decisions/0032).
"""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Connection

from bot.domain import leading
from bot.domain.errors import ConvenorError, UnknownPersonError
from bot.domain.people import Partner, Role
from bot.domain.strands import How, Lead, Offer
from bot.domain.strands import Said as Answer
from bot.messages.cards import convening as cards
from bot.messages.parts import Form
from bot.services import identity, offers
from bot.services.leads import by_id, is_unheard, who_could
from bot.services.request import Reply, Said
from bot.services.told import not_yet
from bot.storage import changes, commitments, leads, people
from bot.storage import convening as storage

YES, OTHER, MINE = "yes", "other", "mine"


def show(tx: Connection, asker: Partner, said: Said, *, now: datetime) -> Reply:
    """Who convenes and since when, who did before; for whoever convenes, what was answered to the last question."""
    times = leads.history(tx, asker.viewer, None)
    conveners = people.conveners(tx, asker.viewer)
    card = cards.who_convenes(
        [_time_of(one, times) for one in conveners],
        [one for one in times if one.until_at],
        convenes=asker.convenes,
        one_side=leading.of_one_side(conveners),
        opinion=_opinion(tx, asker, now=now) if asker.convenes else None,
        today=asker.local_date(now),
    )
    return Reply(show=card)


def _time_of(one: Partner, times: Sequence[Lead]) -> Lead:
    """Since when somebody convenes: as it was noted, else since they took their seat."""
    noted = [time for time in times if time.partner_id == one.id and time.until_at is None]
    if noted:
        return noted[-1]
    organisation = one.organisation.name if one.organisation else None
    since = leads.convened_since(one)
    return Lead(id=0, partner_id=one.id, name=one.person.name, organisation=organisation, since_at=since)


def _opinion(tx: Connection, asker: Partner, *, now: datetime) -> cards.Opinion | None:
    half = half_year(tx, asker, now=now)
    found = storage.answers(tx, asker.viewer, half)
    if not found.number:
        return None
    told = leading.may_be_counted(found.number, found.organisations)
    return cards.Opinion(counts=found.counts if told else None, number=found.number)


def half_year(tx: Connection, asker: Partner, *, now: datetime) -> int:
    """The how-manieth half-year of the table it is."""
    here = asker.partnership
    return leading.half_year_of(here.local_date(storage.began_at(tx, asker.viewer)), here.local_date(now))


def offer(tx: Connection, asker: Partner, said: Said, *, now: datetime) -> Reply:
    """Offer the convening to somebody, together with oneself or instead; said bare, ask with the form."""
    if said.rest.strip().casefold() in ("me", "myself"):
        return offer_self(tx, asker, Said(), now=now)
    if not asker.convenes:
        return Reply(show=cards.coordinators_offer_it())
    if not (said.rest or said.people or said.values):
        return Reply(show=_form(tx, asker, {}))
    commitments.lock(tx, asker.partnership.id)
    try:
        taker, how = _whom_and_how(tx, asker, said)
        return _offered(tx, asker, taker, how, now=now)
    except ConvenorError as error:
        if not said.values:
            raise
        error.field = "person"
        return not_yet(_form(tx, asker, {name: said.value(name) for name in ("person", "how")}), error)


def _form(tx: Connection, asker: Partner, given: dict[str, str]) -> Form:
    return cards.form(given, who_could(tx, asker))


def _whom_and_how(tx: Connection, asker: Partner, said: Said) -> tuple[Partner, How]:
    if said.values:
        instead = said.value("how") == How.INSTEAD
        return by_id(tx, asker, said.value("person")), How.INSTEAD if instead else How.TOGETHER
    found, rest = identity.mentioned(tx, asker, said, bare=True)
    if len(found) != 1:
        raise UnknownPersonError(words=said.rest, names=tuple(one.person.name for one in found))
    return found[0], How.INSTEAD if "instead" in rest.casefold() else How.TOGETHER


def _offered(tx: Connection, asker: Partner, taker: Partner, how: How, *, now: datetime) -> Reply:
    if taker.convenes:
        return Reply(show=cards.convenes_already(taker.person.name))
    if taker.role.looks_on:
        card = cards.observing(taker.person.name)
        return Reply(show=card, wrong={"person": card.text})
    if theirs := next((one for one in _waiting(tx, asker) if one.made_by == taker.id), None):
        # They have said yes by offering it themselves.
        return _let(tx, asker, taker, theirs, how, now=now)
    for old in _waiting(tx, asker):
        if old.taker_id == taker.id and old.made_by == asker.id:
            leads.answer(tx, asker, old.id, Answer.WITHDRAWN, now=now)
    offer_id = leads.offer(tx, asker, taker, strand_id=None, asked_id=taker.id, how=how, now=now)
    offers.owe(tx, taker, f"lead:{offer_id}", now=now)
    return Reply(show=cards.offered(taker.person.name, how, offer_id))


def _waiting(tx: Connection, asker: Partner) -> Sequence[Offer]:
    return [one for one in leads.waiting(tx, asker.viewer) if one.strand_id is None]


def offer_self(tx: Connection, asker: Partner, said: Said, *, now: datetime) -> Reply:
    """`I'd convene`: at once where nobody does, or where whoever does has offered it; else they are asked."""
    commitments.lock(tx, asker.partnership.id)
    if said.on == ("half", str(half_year(tx, asker, now=now))):
        _keep_answer(tx, asker, MINE, now=now)
    if asker.convenes:
        return Reply(show=cards.convenes_already(asker.person.name))
    mine = [one for one in _waiting(tx, asker) if one.taker_id == asker.id]
    if offered := next((one for one in mine if one.is_of_taker), None):
        return _accepted(tx, asker, offered, now=now)
    conveners = people.conveners(tx, asker.viewer)
    waits = next(iter(mine), None)
    if not conveners or (waits and is_unheard(tx, asker, waits, [one.id for one in conveners], now=now)):
        return _convenes(tx, asker, now=now)
    offer_id = waits.id if waits else _offer_oneself(tx, asker, conveners, now=now)
    return Reply(show=cards.they_are_asked([one.person.first_name for one in conveners], offer_id))


def _offer_oneself(tx: Connection, asker: Partner, conveners: Sequence[Partner], *, now: datetime) -> int:
    offer_id = leads.offer(tx, asker, asker, strand_id=None, asked_id=None, now=now)
    for one in conveners:
        offers.owe(tx, one, f"lead:{offer_id}", now=now)
    return offer_id


def _convenes(tx: Connection, taker: Partner, *, before: Partner | None = None, now: datetime) -> Reply:
    """They convene from now on; `before` does not any more. Whatever else was offered to them is over."""
    for one in _waiting(tx, taker):
        if one.taker_id == taker.id:
            leads.answer(tx, taker, one.id, Answer.YES, now=now)
    leads.convene(tx, taker, now=now)
    changes.note(tx, taker, subject="partner", subject_id=taker.id, what="convenes", now=now)
    if before:
        _stops(tx, before, now=now)
    others = [one.person.name for one in people.conveners(tx, taker.viewer) if one.id != taker.id]
    return Reply(show=cards.yours(taker, together=others, before=before.person.name if before else ""))


def _stops(tx: Connection, who: Partner, *, now: datetime) -> None:
    """They convene no longer; nobody waits for their word any more than for that of the others who do."""
    leads.stop_convening(tx, who, now=now)
    changes.note(tx, who, subject="partner", subject_id=who.id, what="convenes_no_more", now=now)
    for one in _waiting(tx, who):
        if one.made_by == who.id and one.how is How.INSTEAD:
            leads.answer(tx, who, one.id, Answer.OVER, now=now)


def accept(tx: Connection, asker: Partner, said: Said, *, now: datetime) -> Reply:
    """Yes, they'll convene: together with whoever offered it, or instead."""
    found = _mine(tx, asker, said)
    if found is None:
        return Reply(show=cards.convenes_already(asker.person.name) if asker.convenes else cards.as_it_stands())
    return _accepted(tx, asker, found, now=now)


def _mine(tx: Connection, asker: Partner, said: Said) -> Offer | None:
    commitments.lock(tx, asker.partnership.id)
    found = [one for one in _waiting(tx, asker) if one.asked_id == asker.id and said.seen in (None, one.id)]
    return found[-1] if found else None


def _accepted(tx: Connection, asker: Partner, one: Offer, *, now: datetime) -> Reply:
    maker = people.partner_by_id(tx, partnership_id=asker.partnership.id, partner_id=one.made_by)
    relieved = maker if one.how is How.INSTEAD and maker and maker.convenes and not maker.left_on else None
    return _convenes(tx, asker, before=relieved, now=now)


def decline(tx: Connection, asker: Partner, said: Said, *, now: datetime) -> Reply:
    """They'd rather not: a good answer."""
    found = _mine(tx, asker, said)
    if found is None:
        return Reply(show=cards.as_it_stands())
    leads.answer(tx, asker, found.id, Answer.NO, now=now)
    return Reply(show=cards.declined())


def let(tx: Connection, asker: Partner, said: Said, *, now: datetime) -> Reply:
    """Whoever convenes says yes to somebody who offered: together, or instead of themself."""
    found, taker = _offer_of(tx, asker, said)
    how = How.INSTEAD if How.INSTEAD in said.on or "instead of me" in said.rest.casefold() else How.TOGETHER
    return _let(tx, asker, taker, found, how, now=now) if found and taker else Reply(show=cards.as_it_stands())


def _let(tx: Connection, asker: Partner, taker: Partner, one: Offer, how: How, *, now: datetime) -> Reply:
    leads.answer(tx, asker, one.id, Answer.YES, now=now)
    _convenes(tx, taker, before=asker if how is How.INSTEAD else None, now=now)
    return Reply(show=cards.let(taker.person.name, instead=how is How.INSTEAD))


def _offer_of(tx: Connection, asker: Partner, said: Said) -> tuple[Offer | None, Partner | None]:
    """The offer of whoever is named, or of whose card's button was pressed, while they may still convene."""
    commitments.lock(tx, asker.partnership.id)
    if said.on:
        taker = people.partner_by_id(tx, partnership_id=asker.partnership.id, partner_id=said.row_id)
    else:
        named, _rest = identity.mentioned(tx, asker, said, bare=True)
        taker = named[0]
    if not asker.convenes or taker is None or taker.left_on or taker.role is not Role.PARTNER:
        return None, taker
    waiting = [one for one in _waiting(tx, asker) if one.made_by == one.taker_id == taker.id]
    return next((one for one in waiting if said.seen in (None, one.id)), None), taker


def not_now(tx: Connection, asker: Partner, said: Said, *, now: datetime) -> Reply:
    """Whoever convenes says no to somebody who offered."""
    found, _taker = _offer_of(tx, asker, said)
    if found is None:
        return Reply(show=cards.as_it_stands())
    leads.answer(tx, asker, found.id, Answer.NO, now=now)
    return Reply(show=cards.declined())


def withdraw(tx: Connection, asker: Partner, said: Said, *, now: datetime) -> Reply:
    """An offer to convene is taken back by whoever made it; in words, their last."""
    commitments.lock(tx, asker.partnership.id)
    mine = [one for one in _waiting(tx, asker) if one.made_by == asker.id and said.seen in (None, one.id)]
    if not mine:
        return Reply(show=cards.as_it_stands())
    leads.answer(tx, asker, mine[-1].id, Answer.WITHDRAWN, now=now)
    return Reply(show=cards.withdrawn())


def step_down(tx: Connection, asker: Partner, said: Said, *, now: datetime) -> Reply:
    """`I can't convene any more`: thanks, once there is somebody else who does."""
    commitments.lock(tx, asker.partnership.id)
    if not asker.convenes:
        return Reply(show=cards.not_convening())
    others = [one.person.first_name for one in people.conveners(tx, asker.viewer) if one.id != asker.id]
    if not others:
        return Reply(show=cards.nobody_else())
    _stops(tx, asker, now=now)
    return Reply(show=cards.stepped_down(others))


def still_right(tx: Connection, asker: Partner, said: Said, *, now: datetime) -> Reply:
    """Yes, it is."""
    return _answer(tx, asker, said, YES, now=now)


def somebody_else(tx: Connection, asker: Partner, said: Said, *, now: datetime) -> Reply:
    """Somebody else might now: nobody is named, and nobody reads who said it."""
    return _answer(tx, asker, said, OTHER, now=now)


def _answer(tx: Connection, asker: Partner, said: Said, answer: str, *, now: datetime) -> Reply:
    """Keep it for this half-year; the question of an earlier one has had its day."""
    if said.on and said.row_id != half_year(tx, asker, now=now):
        return Reply(show=cards.as_it_stands())
    _keep_answer(tx, asker, answer, now=now)
    return Reply(show=cards.answered())


def _keep_answer(tx: Connection, asker: Partner, said: str, *, now: datetime) -> None:
    storage.answer(tx, asker, half_year(tx, asker, now=now), said, now=now)
