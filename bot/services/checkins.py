"""Asking those who have gone quiet, kindly, at most three times; and what they answer."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import partial

from sqlalchemy import Connection

from bot.domain import calendars, manners
from bot.domain.changes import CHECK_INS
from bot.domain.manners import Kind, Later, Never, Why
from bot.domain.people import Partner
from bot.messages.cards import checkins as cards
from bot.services import askings, notes, participation
from bot.services.askings import Asked
from bot.services.request import Reply, Said
from bot.services.turns import AGAIN_AFTER, PAGE, Turn, together
from bot.storage import changes, drafts, due, ledger, outbox, people, states, weeks, wishes
from bot.storage.obstacles import OBSTACLE as OBSTACLE_TOLD
from bot.storage.outbox import Owed

# An answer in words is taken for one while the question is this fresh.
ANSWERS_COUNT_FOR = timedelta(days=28)

# The note that carries the question says when to look again; one that never goes out leaves it to another.
NOTE_MAY_FAIL = timedelta(days=7)

# Where an obstacle waits for its owner's word on who may know.
OBSTACLE = "checkin.obstacle"


def ask_the_quiet(tx: Connection, *, now: datetime, after: int = 0) -> Turn:
    """One page of partners whose next check-in has come: owe the question and the note it rides in."""
    found = due.check_ins(tx, now=now, most=PAGE)
    return together(
        tx,
        [(partner.id, partner) for partner in found],
        partial(_ask, now=now),
        otherwise=lambda partner: ledger.keep_next(tx, partner, now + AGAIN_AFTER),
        after=0 if len(found) == PAGE else None,
    )


def _ask(tx: Connection, partners: Sequence[Partner], *, now: datetime) -> list[int]:
    """Owe each partner the next asking of their silence if its day has come, and the note it rides in."""
    wishes = askings.wishes_of_each(tx, partners)
    asked = askings.asked_about_each(tx, partners, now=now)
    looks = [(partner, _look_at(partner, wishes[partner.id], asked[partner.id], now=now)) for partner in partners]
    ledger.keep_next_of_each(tx, [(partner, look.again_at) for partner, look in looks])
    check_ins = [
        Owed(
            partnership_id=partner.partnership.id,
            person_id=partner.person.id,
            kind=Kind.CHECK_IN,
            period=askings.period_of(askings.spell_of(partner), look.touch),
            route=wishes[partner.id].route or "",
            due_at=now,
        )
        for partner, look in looks
        if look.touch
    ]
    asking = [partner for partner, look in looks if look.touch]
    new = outbox.owe_all(tx, check_ins)
    again = [row for one in check_ins for row in outbox.ask_after_all(tx, one)] if len(new) < len(check_ins) else []
    return [*new, *again, *notes.owe_notes(tx, asking, now=now)]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Look:
    """What a look at a silence came to: when to look again, and which asking's day it is (None: no asking's)."""

    again_at: datetime | None
    touch: int | None = None


def _look_at(partner: Partner, wishes: manners.Wishes, asked: Asked, *, now: datetime) -> _Look:
    if not partner.is_asked_when_quiet:
        return _Look(again_at=None)
    verdict = manners.may_send(Kind.CHECK_IN, wishes, now)
    if isinstance(verdict, Never):
        return _Look(again_at=_when_stopped_ends(wishes, now))
    if isinstance(verdict, Later) and verdict.why is Why.LEFT_BE:
        return _Look(again_at=verdict.at)
    touch = asked.touches + 1
    day = manners.touch_on(touch, first_asked_on=asked.first_on or partner.local_date(now))
    if day is None:
        return _Look(again_at=None)
    when = calendars.at_local(day, calendars.DAY_BEGINS, partner.zone)
    if when > now and asked.touches:
        return _Look(again_at=when)
    return _Look(again_at=now + NOTE_MAY_FAIL, touch=touch)


def _when_stopped_ends(wishes: manners.Wishes, now: datetime) -> datetime | None:
    """Somebody who stopped messages until a day is looked at again on it; anybody else when something happens."""
    if wishes.is_stopped(now) and wishes.stopped_until:
        return calendars.at_local(wishes.stopped_until, calendars.DAY_BEGINS, wishes.zone)
    return None


def was_asked(tx: Connection, person_id: int, partnership_id: int, *, now: datetime) -> None:
    """A check-in went out: the next asking of the same silence has its day, none after the third."""
    for partner in people.seats_of(tx, person_id):
        if partner.partnership.id != partnership_id:
            continue
        asked = askings.asked_about(tx, partner, now=now)
        day = manners.touch_on(asked.touches + 1, first_asked_on=asked.first_on or partner.local_date(now))
        states.look_from(tx, partner, now)
        ledger.keep_next(
            tx, partner, calendars.at_local(day, calendars.DAY_BEGINS, partner.zone) if day is not None else None
        )


def waiting(tx: Connection, asker: Partner, *, now: datetime) -> bool:
    """Whether a question of ours is still open, so that words without a command are its answer."""
    asked = askings.asked_about(tx, asker, now=now)
    return asked.first_on is not None and asker.local_date(now) - asked.first_on <= ANSWERS_COUNT_FOR


def in_words(tx: Connection, asker: Partner, said: Said, *, now: datetime) -> Reply:
    """An answer to a check-in that is no command: it counts, and the words are kept for the asker alone."""
    drafts.keep(
        tx, asker.person.id, partnership_id=asker.partnership.id, command="checkin.answer", text=said.rest, now=now
    )
    return Reply(show=cards.answered_in_words(said.rest, asker.partnership.name))


def still_in(tx: Connection, asker: Partner, said: Said, *, now: datetime) -> Reply:
    """They are still in: thanks, and what they have open."""
    return Reply(show=cards.still_in(weeks.open_of(tx, asker), today=asker.local_date(now)), instead=bool(said.on))


def not_just_now(tx: Connection, asker: Partner, said: Said, *, now: datetime) -> Reply:
    """Not just now: that is fine, and how to say until when."""
    return Reply(show=cards.not_just_now(), instead=bool(said.on))


def obstacle(tx: Connection, asker: Partner, said: Said, *, now: datetime) -> Reply:
    """Something is in the way: ask what would help."""
    return Reply(show=cards.what_would_help(), instead=bool(said.on))


def too_much(tx: Connection, asker: Partner, said: Said, *, now: datetime) -> Reply:
    """Too much on just now."""
    return _in_the_way(tx, asker, said, "too much on", now=now)


def wrong_person(tx: Connection, asker: Partner, said: Said, *, now: datetime) -> Reply:
    """Somebody else should sit here now."""
    return _in_the_way(tx, asker, said, "the wrong person now", now=now)


def not_working(tx: Connection, asker: Partner, said: Said, *, now: datetime) -> Reply:
    """It isn't worth their organisation's while as it is."""
    return _in_the_way(tx, asker, said, "it isn't working for us", now=now)


def _in_the_way(tx: Connection, asker: Partner, said: Said, words: str, *, now: datetime) -> Reply:
    """What is in the way: theirs alone until they say that a coordinator may know."""
    _keep_obstacle(tx, asker, words, now=now)
    return Reply(show=cards.may_i_tell(_conveners(tx, asker)), instead=bool(said.on))


def _keep_obstacle(tx: Connection, asker: Partner, words: str, *, now: datetime) -> None:
    drafts.take_latest(tx, asker, OBSTACLE)
    drafts.keep(tx, asker.person.id, partnership_id=asker.partnership.id, command=OBSTACLE, text=words, now=now)


def tell(tx: Connection, asker: Partner, said: Said, *, now: datetime) -> Reply:
    """The coordinators may know what is in the way: it stands with the partner in their answer."""
    words = drafts.take_latest(tx, asker, OBSTACLE)
    if words is not None:
        changes.note(
            tx, asker, subject="partner", subject_id=asker.id, what=OBSTACLE_TOLD, from_to=(None, words), now=now
        )
    return Reply(show=cards.told(_conveners(tx, asker)), instead=bool(said.on))


def dont_tell(tx: Connection, asker: Partner, said: Said, *, now: datetime) -> Reply:
    """It stays with the partner, and the bot forgets it."""
    drafts.take_latest(tx, asker, OBSTACLE)
    return Reply(show=cards.not_told(), instead=bool(said.on))


def turn_on(tx: Connection, asker: Partner, said: Said, *, now: datetime) -> Reply:
    """They want to be asked when they are quiet, whatever seat they sit in."""
    _choose(tx, asker, wanted=True, now=now)
    return Reply(show=cards.turned_on(), instead=bool(said.on))


def turn_off(tx: Connection, asker: Partner, said: Said, *, now: datetime) -> Reply:
    """They are not asked any more; what is owed about it already goes nowhere."""
    _choose(tx, asker, wanted=False, now=now)
    outbox.withdraw_check_ins(tx, asker, reason="not_wanted")
    return Reply(show=cards.turned_off(), instead=bool(said.on))


def _choose(tx: Connection, asker: Partner, *, wanted: bool, now: datetime) -> None:
    wishes.choose_check_ins(tx, asker, wanted=wanted)
    before = asker.check_ins
    changes.note(tx, asker, subject="partner", subject_id=asker.id, what=CHECK_INS, from_to=(before, wanted), now=now)
    participation.recompute_partner(tx, replace(asker, check_ins=wanted))


def _conveners(tx: Connection, asker: Partner) -> Sequence[str]:
    """The coordinators' first names; not the asker's own where there is another."""
    conveners = people.conveners(tx, asker.viewer)
    others = [one for one in conveners if one.id != asker.id] or conveners
    return [one.person.first_name for one in others]
