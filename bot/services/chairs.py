"""Chairs that a table wants filled: named, offered to somebody, filled when they come, wanted again."""

import re
from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import Connection

from bot.domain.changes import FILLED, INVITED, WANTED
from bot.domain.errors import ConvenorError, UnknownChairError, WordsTooLongError
from bot.domain.invitations import LONGEST_NAME
from bot.domain.people import Partner
from bot.domain.writing import one_line
from bot.messages.cards import chairs as cards
from bot.messages.cards import goodbyes
from bot.messages.cards import tables as table_cards
from bot.messages.parts import Form, Part, Text
from bot.services import first_steps, invitations
from bot.services.request import Reply, Said
from bot.services.told import not_yet, unanswered
from bot.storage import chairs, changes, partings, tables
from bot.storage.chairs import Chair

# Somebody who left longer ago has settled elsewhere, and a list is to be acted on.
LEFT_LATELY = timedelta(weeks=26)
MOST_WORDS = 3

_WITH = re.compile(r"\s+with\s+", re.IGNORECASE)


def empty(tx: Connection, asker: Partner) -> list[str]:
    """What the chairs are called that the table looks for somebody for."""
    return [chair.name for chair in chairs.all_of(tx, asker.viewer) if chair.is_missing]


def stepped_back(tx: Connection, asker: Partner) -> Sequence[Chair]:
    """The organisations that said that they step back."""
    return [chair for chair in chairs.all_of(tx, asker.viewer) if chair.stepped_on]


def line(tx: Connection, asker: Partner, *, now: datetime) -> Text | None:
    """Who has stepped back, for the table at a glance."""
    those = stepped_back(tx, asker)
    return cards.stepped_back(those, today=asker.local_date(now)) if those else None


def would_bring_back(tx: Connection, asker: Partner, *, now: datetime) -> Sequence[Part]:
    """For who convenes: what those said for them who have left lately, beside the chairs that are empty."""
    today = asker.partnership.local_date(now)
    those = partings.last_words(tx, asker.viewer, since=today - LEFT_LATELY, most=MOST_WORDS)
    return goodbyes.would_bring_back(those, today=today)


def missing(tx: Connection, asker: Partner, said: Said, *, now: datetime) -> Reply:
    """Put a chair that should be filled on the list, by role or by organisation; or one back on to it."""
    if said.on:
        return _want_again(tx, asker, said.row_id, instead=True, now=now)
    role = said.rest or said.value("role")
    if not role:
        return unanswered(table_cards.missing_form(), said, words=("role",))
    if len(role) > LONGEST_NAME:
        error = WordsTooLongError(words=role, limit=LONGEST_NAME)
        error.field = "role" if said.values else error.field
        raise error
    if role.casefold() in {name.casefold() for name in empty(tx, asker)}:
        return Reply(show=table_cards.already_missing(role))
    if off := chairs.taken_off(tx, asker.viewer, role):
        # The same chair as before: its history goes on.
        return _want_again(tx, asker, off, now=now)
    seat_id = tables.chair(tx, partnership_id=asker.partnership.id, role=role, state=WANTED, now=now)
    changes.note_seat(tx, asker, seat_id, from_to=(None, WANTED), now=now)
    return _on_the_list(tx, asker, role, seat_id, now=now)


def _on_the_list(
    tx: Connection, asker: Partner, role: str, seat_id: int, *, instead: bool = False, now: datetime
) -> Reply:
    ways = (cards.invite_button(role, seat_id),) if asker.convenes else ()
    then = first_steps.after_missing(tx, asker, now=now)
    return Reply(show=table_cards.missing(role, seat_id, ways=ways, then=then), instead=instead)


def _want_again(tx: Connection, asker: Partner, seat_id: int, *, instead: bool = False, now: datetime) -> Reply:
    """Undo: a chair that was wanted by its role is so again; pressed twice it is the same."""
    chair = chairs.by_role(tx, asker.viewer, seat_id)
    if chair is None:
        raise UnknownChairError(words="", names=())
    if chairs.move(tx, asker.viewer, seat_id, before=FILLED, after=WANTED):
        changes.note_seat(tx, asker, seat_id, from_to=(FILLED, WANTED), now=now)
    return _on_the_list(tx, asker, chair, seat_id, instead=instead, now=now)


def found(tx: Connection, asker: Partner, said: Said, *, now: datetime) -> Reply:
    """Take a chair off the list: it is filled, or no longer wanted."""
    seat_id = said.row_id if said.on else _called(tx, asker, said.rest)
    before, role = chairs.state_of(tx, asker.viewer, seat_id), chairs.by_role(tx, asker.viewer, seat_id)
    if not chairs.fill(tx, asker.viewer, seat_id) or role is None:
        return Reply(show=table_cards.chairs_left(empty(tx, asker)), instead=bool(said.on))
    chairs.uninvite(tx, asker.viewer, seat_id)
    changes.note_seat(tx, asker, seat_id, from_to=(before, FILLED), now=now)
    return Reply(show=cards.off_the_list(empty(tx, asker), role=role, seat_id=seat_id), instead=bool(said.on))


def _called(tx: Connection, asker: Partner, name: str) -> int:
    """Raises UnknownChairError, with the names there are."""
    there = [chair for chair in chairs.all_of(tx, asker.viewer) if not chair.stepped_on]
    for chair in there:
        if chair.name.casefold() == name.casefold():
            return chair.seat_id
    raise UnknownChairError(words=name, names=tuple(chair.name for chair in there))


def invite(tx: Connection, asker: Partner, said: Said, *, now: datetime) -> Reply:
    """`fill a GP with Sam Okoye <sam@...>`: somebody is invited to a chair; it is filled when they come."""
    wanted = [chair for chair in chairs.all_of(tx, asker.viewer) if chair.state in (WANTED, INVITED)]
    if not wanted:
        return Reply(show=cards.no_chair())
    if said.values:
        return _from_form(tx, asker, said, wanted, now=now)
    role, *written = _WITH.split(one_line(said.rest), maxsplit=1)
    if not written:
        chosen = next((str(one.seat_id) for one in wanted if _is_meant(one, role, said)), "")
        return Reply(show=cards.invite_form(wanted, chosen=chosen))
    seat_id = _called(tx, asker, role)
    return _invite(tx, asker, next(one for one in wanted if one.seat_id == seat_id), written[0], now=now)


def _is_meant(chair: Chair, role: str, said: Said) -> bool:
    return chair.seat_id == said.row_id or chair.name.casefold() == role.casefold()


def _from_form(tx: Connection, asker: Partner, said: Said, wanted: Sequence[Chair], *, now: datetime) -> Reply:
    """The form stays open, as it was filled in, until it can be read."""
    values = {name: said.value(name) for name in ("chair", "line")}
    try:
        chair = next((one for one in wanted if str(one.seat_id) == values["chair"]), None)
        if chair is None:
            error = UnknownChairError(words=values["chair"], names=tuple(one.name for one in wanted))
            error.field = "chair"
            raise error
        return _invite(tx, asker, chair, values["line"], now=now)
    except ConvenorError as error:
        return not_yet(_form(wanted, values), error)


def _form(wanted: Sequence[Chair], values: dict[str, str]) -> Form:
    return cards.invite_form(wanted, chosen=values["chair"], line=values["line"])


def _invite(tx: Connection, asker: Partner, chair: Chair, written: str, *, now: datetime) -> Reply:
    newcomer = invitations.one(tx, asker, one_line(written), now=now)
    chairs.invite(tx, chair.seat_id, newcomer, now=now)
    after = FILLED if newcomer.rhythm else INVITED
    if chairs.move(tx, asker.viewer, chair.seat_id, before=chair.state, after=after):
        changes.note_seat(tx, asker, chair.seat_id, from_to=(chair.state, after), now=now)
    came = after == FILLED
    return Reply(show=cards.invited(chair.name, newcomer.person.name, seat_id=chair.seat_id, came=came))
