"""Leaving a table: a good goodbye, with what would bring them back, and their organisation's stepping back."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import Connection

from bot.domain.changes import FILLED, STEPPED_BACK
from bot.domain.errors import WordsTooLongError
from bot.domain.grammar import fold
from bot.domain.people import Partner
from bot.domain.writing import tidy
from bot.messages.cards import goodbyes as cards
from bot.messages.cards.goodbyes import Goodbye
from bot.messages.parts import Form
from bot.services import asks, free_words, safeguards
from bot.services.free_words import Asking, Given, Values
from bot.services.request import Reply, Said
from bot.services.safeguards import Command
from bot.services.told import not_yet
from bot.storage import chairs, changes, commitments, leads, outbox, partings, sponsors, successions, tables

_YES = re.compile(r"\s*yes\b[\s,:;.–-]*", re.IGNORECASE)

FormOf = Callable[[Values, str | None], Form]

PART = Command(act="table.parting", typed="/table leave with a word", has_form=True)
STEP_BACK = Command(act="seat.stepback", typed="/table step back", has_form=True)


@dataclass(frozen=True, slots=True, kw_only=True)
class Parting:
    """How somebody leaves. `to`: who is asked to take on what they have open; `steps_back`: their organisation too.

    `careful`: what they said suggests that somebody is in danger.
    """

    back_if: str | None = None
    to: Partner | None = None
    steps_back: bool = False
    careful: bool = False


def leave(tx: Connection, asker: Partner, said: Said, *, now: datetime) -> Reply:
    """Asked about once, done on the button; the last one of an organisation is asked what becomes of it."""
    if fold("".join(said.on) or said.rest) != "yes":
        last = asker.organisation is not None and not chairs.beside(tx, asker)
        return Reply(show=cards.leaving(asker, last=last))
    return _leave(tx, asker, Parting(), instead=bool(said.on), now=now)


def part(tx: Connection, asker: Partner, said: Said, *, now: datetime) -> Reply:
    """Leave with a word: what would bring them back, and who might take on what they have open."""
    colleagues = chairs.beside(tx, asker)

    def form(values: Values, asking: str | None) -> Form:
        return cards.parting_form(asker, values, to=_takers(tx, asker, colleagues), asking=asking)

    given = _given(tx, asker, said, PART, form, now=now)
    if isinstance(given, Reply):
        return given
    to = next((one for one in colleagues if str(one.id) == given.values.get("to")), None)
    return _leave(tx, asker, replace(_said(given), to=to), now=now)


def _takers(tx: Connection, asker: Partner, colleagues: Sequence[Partner]) -> list[tuple[int, str]]:
    """Whom one could ask to take on what one has open, where there is something."""
    if not commitments.open_of(tx, asker.viewer, asker.id):
        return []
    return [(one.id, one.person.name) for one in colleagues if asks.may_be_asked(one)]


def step_back(tx: Connection, asker: Partner, said: Said, *, now: datetime) -> Reply:
    """`we're stepping back`: the organisation goes, with its history kept; a word of the last one who sits for it."""
    if asker.organisation is None or asker.role.looks_on:
        return part(tx, asker, said, now=now)
    if colleagues := chairs.beside(tx, asker):
        return Reply(show=cards.others_sit_for_it(asker.organisation.name, [one.person.name for one in colleagues]))

    def form(values: Values, asking: str | None) -> Form:
        return cards.step_back_form(asker, values, asking=asking)

    given = _given(tx, asker, said, STEP_BACK, form, now=now)
    if isinstance(given, Reply):
        return given
    return _leave(tx, asker, replace(_said(given), steps_back=True), now=now)


def _said(given: Given) -> Parting:
    return Parting(back_if=given.values["back_if"] or None, careful=given.careful)


def _given(
    tx: Connection, asker: Partner, said: Said, command: Command, form: FormOf, *, now: datetime
) -> Given | Reply:
    """What would bring them back, once nothing has to be asked about the words; the box may stay empty."""
    meant = safeguards.resumed(tx, asker, said)
    if isinstance(meant, Reply):
        return meant
    line = None
    if not meant.said.values:
        yes, words = _parted(meant.said.rest)
        if not yes:
            # Nobody goes by a slip of the tongue: without a yes the words only stand in the form.
            return Reply(show=form({"back_if": words}, None))
        if not words:
            return Given(values={"back_if": ""}, careful=False)
        meant, line = replace(meant, said=replace(meant.said, rest=words)), f"yes {words}"
    asking = Asking(command=command, form=form, boxes=("back_if",), needed=())
    given = free_words.given(tx, asker, meant, asking, line=line, now=now)
    if isinstance(given, Reply) or len(given.values["back_if"]) <= cards.LONGEST_WISH:
        return given
    error = WordsTooLongError(words=given.values["back_if"], limit=cards.LONGEST_WISH)
    if not said.values:
        raise error
    error.field = "back_if"
    return not_yet(form(given.values, None), error)


def _parted(rest: str) -> tuple[bool, str]:
    """Whether the words begin with a yes, and what is said after it."""
    found = _YES.match(rest)
    return (True, tidy(rest[found.end() :])) if found else (False, tidy(rest))


def _leave(tx: Connection, leaver: Partner, parting: Parting, *, instead: bool = False, now: datetime) -> Reply:
    """They are gone from this moment: nothing is sent to them but what they asked for."""
    did = partings.did(tx, leaver, most=cards.MOST_THANKED)
    offered = len(asks.offer_on_all(tx, leaver, parting.to, now=now)) if parting.to else 0
    closed = commitments.let_go_all(tx, leaver, now=now)
    go(tx, leaver, parting, now=now)
    done = Goodbye(
        did=did,
        let_go=closed,
        offered=offered,
        to=parting.to.person.first_name if parting.to else "",
        body=leaver.organisation.name if leaver.organisation and parting.steps_back else "",
        careful=parting.careful,
    )
    return Reply(show=cards.goodbye(leaver, done), instead=instead)


def go(tx: Connection, leaver: Partner, parting: Parting, *, now: datetime) -> None:
    """Take somebody off the table, with what they said in parting kept."""
    partings.part(tx, leaver, back_if=parting.back_if, for_seat=parting.steps_back, now=now)
    chairs.want_again(tx, leaver)
    successions.withdraw(tx, leaver, now=now)
    sponsors.end_all_of(tx, leaver, now=now)
    if leaver.convenes:
        leads.stop_convening(tx, leaver, now=now)
    leads.end_all_of(tx, leaver, now=now)
    tables.leave(tx, leaver, on=leaver.partnership.local_date(now))
    outbox.withdraw_but_answers(tx, leaver, reason="left")
    changes.note(tx, leaver, subject="partner", subject_id=leaver.id, what="left", now=now)
    if leaver.organisation and not chairs.beside(tx, leaver):
        # The table may read why it would come back where its organisation said so, and never a person's own words.
        why = parting.back_if if parting.steps_back else None
        changes.note_seat(tx, leaver, leaver.seat_id, from_to=(FILLED, STEPPED_BACK), reason=why, now=now)
