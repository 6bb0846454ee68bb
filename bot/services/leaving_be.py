"""Leaving somebody be until a day: nobody asks after them or is told of their silence; they see it, and can lift it."""

from contextlib import suppress
from dataclasses import replace
from datetime import date, datetime

from sqlalchemy import Connection

from bot.domain.errors import ConvenorError
from bot.domain.people import Partner
from bot.messages.cards import left_be as cards
from bot.messages.cards import refusals
from bot.services import days, identity, participation
from bot.services.request import Reply, Said
from bot.storage import changes
from bot.storage import left_be as storage


def leave_be(tx: Connection, asker: Partner, said: Said, *, now: datetime) -> Reply:
    """`leave be @Sam until 4 January`; the button beside a name asks until when."""
    if not said.on:
        whom, words = _named(tx, asker, said)
        return _left(tx, asker, whom, days.day_in(words, asker, asker.local_date(now)), now=now)
    whom = identity.pressed(tx, asker, said)
    form = cards.form(whom.id, whom.person.name)
    if not said.values:
        return Reply(show=form)
    try:
        until = days.day_in(said.value("until"), asker, asker.local_date(now))
    except ConvenorError as error:
        return Reply(show=form, wrong={"until": refusals.sentence(error)})
    return _left(tx, asker, whom, until, now=now)


def _named(tx: Connection, asker: Partner, said: Said) -> tuple[Partner, str]:
    """The one whom the words name, and until when. Raises EmptyWordsError and UnknownPersonError."""
    whom, rest = identity.named(tx, asker, said, example="/table leave be @Sam Okoye until 4 January")
    return whom, rest.removeprefix("be ").removeprefix("until ")


def _left(tx: Connection, asker: Partner, whom: Partner, until: date, *, now: datetime) -> Reply:
    _set(tx, asker, whom, until, now=now)
    return Reply(show=cards.left(whom.id, whom.person.name, until, whom.left_be_until, today=asker.local_date(now)))


def _set(tx: Connection, asker: Partner, whom: Partner, until: date | None, *, now: datetime) -> None:
    """Until then, by whose word; and look at them again when they would have been."""
    storage.leave(tx, whom, until)
    before = (whom.left_be_until, until)
    changes.note(tx, asker, subject="partner", subject_id=whom.id, what=storage.LEFT_BE, from_to=before, now=now)
    participation.recompute_partner(tx, replace(whom, left_be_until=until))


def undo(tx: Connection, asker: Partner, said: Said, *, now: datetime) -> Reply:
    """As it was before; said in words, not left be any more."""
    before: date | None = None
    if said.on:
        whom = identity.pressed(tx, asker, said)
        with suppress(ValueError):
            before = date.fromisoformat(said.on[-1])
    else:
        whom, _rest = _named(tx, asker, replace(said, rest=said.rest.removesuffix(" be")))
    _set(tx, asker, whom, before, now=now)
    return Reply(show=cards.undone(whom.person.name, before), instead=bool(said.on))


def lift(tx: Connection, asker: Partner, said: Said, *, now: datetime) -> Reply:
    """Whoever it is about says that they may be asked after."""
    if not asker.is_left_be(asker.partnership.local_date(now)):
        return Reply(show=cards.not_left_be())
    _set(tx, asker, asker, None, now=now)
    return Reply(show=cards.lifted(), instead=bool(said.on))
