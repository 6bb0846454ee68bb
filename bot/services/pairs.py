"""Two who see it differently, once a cycle: each is offered twenty minutes alone, and only two yeses are told."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import Connection

from bot.domain.manners import Wishes
from bot.domain.pairs import STANDS_FOR, Pair, Voice, Word, choose
from bot.domain.people import Answer, Partner, Partnership, Viewer
from bot.messages.cards import pairs as cards
from bot.messages.parts import Item
from bot.services import askings, standing_now
from bot.services.request import Reply, Said
from bot.services.speaking import speaks
from bot.storage import commitments, people
from bot.storage import pairs as storage

# An ask that was declined says something of how two see it for so long.
DECLINED_FOR = timedelta(days=180)


def offer_one(tx: Connection, here: Partnership, viewer: Viewer, *, now: datetime) -> None:
    """Choose the pair of this cycle, if there is one."""
    today = here.local_date(now)
    found = choose(
        _free(tx, viewer, now=now),
        storage.declined(tx, viewer, since=now - DECLINED_FOR),
        storage.earlier(tx, viewer),
        today=today,
    )
    if found:
        one, other = found
        storage.add(tx, viewer, (one.partner_id, other.partner_id), on=today)


def _free(tx: Connection, viewer: Viewer, *, now: datetime) -> Sequence[Voice]:
    """Those with a view who are here, can be reached, said yes to messages, and want such offers."""
    voices, off = storage.voices(tx, viewer), storage.off(tx, viewer)
    everybody = {one.id: one for one in people.everybody(tx, viewer) if speaks(one)}
    those = [everybody[one.partner_id] for one in voices if one.partner_id in everybody]
    if not those:
        return ()
    quiet = standing_now.summary(tx, those[0], now=now).quiet
    wishes = askings.wishes_of_each(tx, those)
    free = {one.id for one in those if _is_free(one, wishes[one.id], now)} - off - set(quiet)
    return [one for one in voices if one.partner_id in free]


def _is_free(one: Partner, wishes: Wishes, now: datetime) -> bool:
    today = one.local_date(now)
    away = any(first <= today <= last for first, last in wishes.aways)
    willing = wishes.answer is Answer.YES and not wishes.is_stopped(now) and not wishes.left
    return willing and wishes.route is not None and not away


def waiting(tx: Connection, seat: Partner, *, now: datetime) -> Sequence[Item]:
    """An offer that somebody has not answered, or that both said yes, as lines of their note."""
    return [
        cards.waits(other) if one.both_on else cards.offer(one.id, other)
        for one in _standing(tx, seat, now=now)
        if (one.both_on or one.said is None) and (other := _other(tx, seat, one))
    ]


def _standing(tx: Connection, who: Partner, *, now: datetime) -> Sequence[Pair]:
    since = who.local_date(now) - STANDS_FOR
    return [one for one in storage.of(tx, who) if (one.both_on or one.offered_on) > since]


def _other(tx: Connection, who: Partner, one: Pair) -> Partner | None:
    """The other of the two, while they sit here."""
    found = people.partner_by_id(tx, partnership_id=who.partnership.id, partner_id=one.other_id)
    return found if found and not found.left_on else None


def whose(tx: Connection, here: Partnership, viewer: Viewer, *, now: datetime) -> frozenset[int]:
    """For whom an offer, or a yes of both, is reason for a note."""
    return storage.whose(tx, viewer, since=here.local_date(now) - STANDS_FOR)


def yes(tx: Connection, asker: Partner, said: Said, *, now: datetime) -> Reply:
    """Yes; the other learns of it once they say yes too."""
    return _said(tx, asker, said, Word.YES, now=now)


def not_now(tx: Connection, asker: Partner, said: Said, *, now: datetime) -> Reply:
    """Not now; nobody is told."""
    return _said(tx, asker, said, Word.NOT_NOW, now=now)


def _said(tx: Connection, asker: Partner, said: Said, word: Word, *, now: datetime) -> Reply:
    # Two who say yes at once must not each find that the other has not.
    commitments.lock(tx, asker.partnership.id)
    one = _meant(tx, asker, said, now=now)
    other = _other(tx, asker, one) if one else None
    if one is None or other is None:
        return Reply(show=cards.over())
    storage.say(tx, asker, one, word, today=asker.local_date(now))
    [after] = [each for each in storage.of(tx, asker) if each.id == one.id]
    if after.both_on:
        return Reply(show=cards.both(other))
    return Reply(show=cards.said_yes(one.id) if word is Word.YES else cards.not_now(one.id))


def _meant(tx: Connection, asker: Partner, said: Said, *, now: datetime) -> Pair | None:
    """The offer that the button stood on; typed, the newest."""
    standing = _standing(tx, asker, now=now)
    return next((one for one in standing if not said.on or one.id == said.row_id), None)


def never(tx: Connection, asker: Partner, said: Said, *, now: datetime) -> Reply:
    """No such offers from now on; the one that stands is declined with it."""
    commitments.lock(tx, asker.partnership.id)
    today = asker.local_date(now)
    for one in _standing(tx, asker, now=now):
        storage.say(tx, asker, one, Word.NOT_NOW, today=today)
    storage.turn(tx, asker, off_on=today)
    return Reply(show=cards.never())


def again(tx: Connection, asker: Partner, said: Said, *, now: datetime) -> Reply:
    storage.turn(tx, asker, off_on=None)
    return Reply(show=cards.again())
