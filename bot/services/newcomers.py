"""For whoever has just come: something small to begin with, somebody to ask, and one word more after a week."""

from datetime import datetime, timedelta

from sqlalchemy import Connection

from bot.domain import newcomers
from bot.domain.newcomers import FirstThing
from bot.domain.people import Partner, Partnership, Viewer
from bot.messages.cards import newcomers as cards
from bot.messages.parts import Part, Text
from bot.services.request import Reply, Said
from bot.storage import chairs, challenges, doubts, people, perspectives
from bot.storage import newcomers as storage

# Whoever came longer ago, and was not seen since, is new no more.
NEW_FOR = timedelta(days=56)


def begin_with(tx: Connection, who: Partner) -> Text:
    """What stands beneath a welcome."""
    return cards.begin_with(_first_thing(tx, who), _whom_to_ask(tx, who))


def _first_thing(tx: Connection, who: Partner) -> FirstThing:
    return newcomers.first_thing(
        looks_on=who.role.looks_on,
        seat_has_spoken=bool(perspectives.of_seat(tx, who.viewer, who.seat_id)),
        challenge_stands=challenges.standing(tx, who.viewer) is not None,
        chairs_named=bool(chairs.all_of(tx, who.viewer)),
    )


def _whom_to_ask(tx: Connection, who: Partner) -> Partner | None:
    inviter = storage.inviter(tx, who)
    unnamed = storage.not_named(tx, who.viewer)
    conveners = [one for one in people.conveners(tx, who.viewer) if one.id not in unnamed]
    named = inviter if inviter and inviter.left_on is None and inviter.id not in unnamed else None
    return newcomers.whom_to_ask(who, named, conveners)


def second_word(tx: Connection, seat: Partner, *, now: datetime) -> tuple[Part, ...]:
    """The question in the note of a newcomer who was not heard from for a week; once, with what to begin with."""
    told_at = doubts.last_note_at(tx, seat)
    told_on = seat.local_date(told_at) if told_at else None
    if not newcomers.is_due(seat, seat.local_date(now), told_on=told_on):
        return ()
    return cards.second_word(_first_thing(tx, seat), _whom_to_ask(tx, seat))


def whose(tx: Connection, here: Partnership, viewer: Viewer, *, now: datetime) -> frozenset[int]:
    """Those who have a note this week for it."""
    return storage.silent(tx, viewer, here.local_date(now))


def not_heard(tx: Connection, asker: Partner, *, now: datetime) -> Text | None:
    """How many new ones were not heard from for a week since they were welcomed; a number, for who convenes."""
    if not asker.convenes:
        return None
    today = asker.partnership.local_date(now)
    last = today - newcomers.SECOND_WORD
    number = storage.not_heard(tx, asker.viewer, since=today - NEW_FOR, last=last, by=now - newcomers.SECOND_WORD)
    return cards.not_heard(number) if number else None


def looked(tx: Connection, asker: Partner, said: Said, *, now: datetime) -> Reply:
    """They have had a look: thanks, and the one small thing with the way to it."""
    return Reply(show=cards.looked(_first_thing(tx, asker)), instead=bool(said.on))


def not_for_me(tx: Connection, asker: Partner, said: Said, *, now: datetime) -> Reply:
    """It is not for them: what that may mean, to choose from; nothing is done before they have."""
    return Reply(show=cards.not_for_me(), instead=bool(said.on))


def name_me(tx: Connection, asker: Partner, said: Said, *, now: datetime) -> Reply:
    """They may be named to newcomers again."""
    storage.name(tx, asker, off_on=None)
    return Reply(show=cards.named(), instead=bool(said.on))


def dont_name_me(tx: Connection, asker: Partner, said: Said, *, now: datetime) -> Reply:
    """Newcomers are told of somebody else."""
    storage.name(tx, asker, off_on=asker.partnership.local_date(now))
    return Reply(show=cards.not_named(), instead=bool(said.on))
