"""What the table's messages do, told to who convenes; and switching a kind off that it can do without."""

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import Connection

from bot.domain import effects
from bot.domain.effects import Beside, Effect
from bot.domain.errors import StrayButtonError, UnknownSettingError
from bot.domain.manners import MAY_BE_OFF, Kind, Why
from bot.domain.people import Partner
from bot.messages.cards import effects as cards
from bot.services import participation
from bot.services.request import Reply, Said
from bot.storage import changes, people, tables
from bot.storage import effects as storage
from bot.storage.lately import lately

# How people name the kinds that can be switched off, whatever their number.
NAMED: Mapping[str, Kind] = {
    "note": Kind.NOTE,
    "weekly note": Kind.NOTE,
    "check-in": Kind.CHECK_IN,
    "check in": Kind.CHECK_IN,
    "brief": Kind.BRIEF,
    "offer": Kind.OFFER,
    "digest": Kind.DIGEST,
}
# What goes nowhere any more with each.
_WITH = {Kind.CHECK_IN: (Kind.CHECK_IN, Kind.RENEWAL), Kind.DIGEST: (Kind.DIGEST, Kind.DETAILS)}


def show(tx: Connection, asker: Partner, said: Said, *, now: datetime) -> Reply:
    """`/table what messages do`: kind by kind, with what speaks against one; numbers only."""
    here = asker.partnership.id
    found, beside = lately(
        tx, here, "effects", lambda: (_effects(tx, asker, now=now), _beside(tx, asker, now=now)), now=now
    )
    return Reply(show=cards.effects(found, beside=beside, off=asker.partnership.off))


def _effects(tx: Connection, asker: Partner, *, now: datetime) -> list[Effect]:
    since, until = now - effects.COUNTED_FOR - effects.WEEK, now - effects.WEEK
    sent = {
        kind: storage.sent(tx, asker.viewer, kind, since=since, until=until)
        for kind in effects.KINDS
        if kind is not Kind.DIGEST
    }
    those = {one.partner_id for some in sent.values() for one in some}
    signs = storage.signs(tx, asker.viewer, those, since=since)
    stops = storage.stops(tx, asker.viewer, those, since=since)
    posted = storage.posted(tx, asker.viewer, Kind.DIGEST, since=since, until=until)
    found = [effects.effect(kind, some, signs=signs, stops=stops) for kind, some in sent.items() if some]
    return [*found, *([Effect(kind=Kind.DIGEST, sent=posted)] if posted else ())]


def _beside(tx: Connection, asker: Partner, *, now: datetime) -> Beside | None:
    """The weeks of those who get no notes: the only kind that goes to some all the time, and to others never."""
    since = now - effects.COUNTED_FOR
    seats = storage.got_none(tx, asker.viewer, Kind.NOTE, since=since)
    signs = storage.signs(tx, asker.viewer, seats, since=since)
    return effects.beside(seats, signs, since=since, weeks=effects.COUNTED_FOR // effects.WEEK)


def switch_off(tx: Connection, asker: Partner, said: Said, *, now: datetime) -> Reply:
    """A kind is sent no more at this table, what is owed of it included; said again, nothing changes."""
    kind = _kind(said)
    if kind in asker.partnership.off:
        return Reply(show=cards.off_already(kind), instead=bool(said.on))
    _choose(tx, asker, asker.partnership.off | {kind}, now=now)
    storage.withdraw(tx, asker.viewer, _WITH.get(kind, (kind,)), why=Why.SWITCHED_OFF)
    return Reply(show=cards.switched_off(kind), instead=bool(said.on))


def switch_on(tx: Connection, asker: Partner, said: Said, *, now: datetime) -> Reply:
    """It may be sent again, from now on."""
    kind = _kind(said)
    _choose(tx, asker, asker.partnership.off - {kind}, now=now)
    if kind is Kind.CHECK_IN:
        # Nobody was looked at while it was off.
        for partner in people.everybody(tx, asker.viewer):
            participation.recompute(tx, partner)
    return Reply(show=cards.switched_on(kind), instead=bool(said.on))


def _kind(said: Said) -> Kind:
    words = (said.on[0] if said.on else said.rest).casefold().strip(" .").replace("_", "-")
    kind = NAMED.get(words) or NAMED.get(words.removesuffix("s"))
    if kind not in MAY_BE_OFF and said.on:
        raise StrayButtonError
    if kind not in MAY_BE_OFF:
        raise UnknownSettingError(words=words, names=cards.may_be_off())
    return kind


def _choose(tx: Connection, asker: Partner, off: frozenset[str], *, now: datetime) -> None:
    before, after = asker.partnership.kinds_off, ",".join(sorted(off))
    if before == after:
        return
    here = asker.partnership.id
    tables.choose(tx, here, "kinds_off", after)
    changes.note(tx, asker, subject="partnership", subject_id=here, what="kinds_off", from_to=(before, after), now=now)
