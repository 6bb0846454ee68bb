"""How somebody stands, shown to themself; and their word about days that have been, which corrects it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import Connection

from bot.domain import pastdays
from bot.domain.errors import ConvenorError, NoDayError
from bot.domain.participation import Kind
from bot.domain.people import Partner
from bot.messages.cards import contests as contest_cards
from bot.messages.cards import own_state as cards
from bot.services import participation, states
from bot.services.request import Reply, Said
from bot.services.told import not_yet, unanswered
from bot.storage import changes, contests, people, signs, wishes

# What their word about themself is called in the history of changes; after: the day, or the first and the last.
WAS_AWAY = "was_away"
WAS_HERE = "was_here"

_UNTIL = (" to ", " until ", " till ", " hyd ", " tan ", " i ")


def show(tx: Connection, asker: Partner, said: Said, *, now: datetime) -> Reply:
    """`/table my state`: what is so, and what was, each with its day and its reason."""
    if not states.is_kept(asker):
        return Reply(show=cards.in_own_right())
    found, noted = states.bring_up(tx, asker, now=now), signs.noted_for(tx, asker)
    beside = contest_cards.beside(contests.of_person(tx, asker), reader=asker.id)
    today = asker.partnership.local_date(now)
    left_until = asker.left_be_until if asker.is_left_be(today) else None
    return Reply(
        show=cards.mine(found, asker.partnership.name, noted=noted, beside=beside, left_until=left_until, today=today)
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Days:
    """From which day until which, both included."""

    first: date
    last: date

    def __str__(self) -> str:
        return f"{self.first.isoformat()}/{self.last.isoformat()}"


def was_away(tx: Connection, asker: Partner, said: Said, *, now: datetime) -> Reply:
    """`I was away from 3 May to 20 May`: those days were no silence."""
    found = _given(asker, said, now=now)
    if isinstance(found, Reply):
        return found
    # Said twice it is so once, and one undo takes it back.
    wishes.drop_away(tx, asker.person.id, first=found.first, last=found.last)
    wishes.set_away(tx, asker.person.id, first=found.first, last=found.last)
    _corrected(tx, asker, WAS_AWAY, (None, found), now=now)
    return Reply(show=cards.was_away(found.first, found.last))


def not_away(tx: Connection, asker: Partner, said: Said, *, now: datetime) -> Reply:
    """That is taken back."""
    found = _named(asker, " to ".join(said.on) or said.rest, now=now)
    if found is None or not wishes.drop_away(tx, asker.person.id, first=found.first, last=found.last):
        return Reply(show=cards.nothing_of_it())
    _corrected(tx, asker, WAS_AWAY, (found, None), now=now)
    return Reply(show=cards.not_away(found.first, found.last), instead=bool(said.on))


def was_here(tx: Connection, asker: Partner, said: Said, *, now: datetime) -> Reply:
    """`I was here on 12 April`: a sign of life by their own word."""
    words = said.value("day") or said.rest
    if not words:
        return unanswered(cards.here_form(), said, days=("day",))
    try:
        on_day = _day(asker, words, now=now)
    except NoDayError as error:
        if not said.values:
            raise
        error.field = "day"
        return not_yet(cards.here_form(), error)
    if not participation.record(tx, asker, Kind.TOOK_PART, on_day=on_day, at=now):
        return Reply(show=cards.known_already(on_day))
    changes.note(tx, asker, subject="partner", subject_id=asker.id, what=WAS_HERE, from_to=(None, on_day), now=now)
    return Reply(show=cards.was_here(on_day))


def not_here(tx: Connection, asker: Partner, said: Said, *, now: datetime) -> Reply:
    """That is taken back."""
    on_day = said.day or _day(asker, said.rest, now=now)
    if not participation.take_back(tx, asker, on_day=on_day, kind=Kind.TOOK_PART, at=now):
        return Reply(show=cards.nothing_of_it())
    changes.note(tx, asker, subject="partner", subject_id=asker.id, what=WAS_HERE, from_to=(on_day, None), now=now)
    return Reply(show=cards.not_here(on_day), instead=bool(said.on))


def _given(asker: Partner, said: Said, *, now: datetime) -> _Days | Reply:
    """The days of the form, or those typed; the form where they are not all there."""
    if said.values:
        return _from_form(asker, said, now=now)
    found = _named(asker, said.rest, now=now)
    if found and found.first == found.last and said.rest.startswith("from "):
        # From a day on is not that day alone: until when is asked.
        return Reply(show=cards.away_form({"first": found.first.isoformat()}))
    if found:
        return found
    if said.rest:
        raise NoDayError(words=said.rest)
    return Reply(show=cards.away_form({}))


def _from_form(asker: Partner, said: Said, *, now: datetime) -> _Days | Reply:
    form = cards.away_form({name: said.value(name) for name in ("first", "last")})
    found: list[date] = []
    for name in ("first", "last"):
        try:
            found.append(_day(asker, said.value(name), now=now))
        except ConvenorError as error:
            error.field = name
            return not_yet(form, error)
    if found[1] < found[0]:
        backwards = NoDayError(words=said.value("last"))
        backwards.field = "last"
        return not_yet(form, backwards)
    return _Days(first=found[0], last=found[1])


def _named(asker: Partner, words: str, *, now: datetime) -> _Days | None:
    """Days as in "from 3 May to 20 May", or one; None where there are none, or the last comes before the first."""
    said = words.strip(" .!").removeprefix("from ").removeprefix("on ").removeprefix("o ")
    parts = next((said.split(word, 1) for word in _UNTIL if word in said), [said, said])
    try:
        first, last = (_day(asker, part, now=now) for part in parts)
    except NoDayError:
        return None
    return _Days(first=first, last=last) if first <= last else None


def _day(asker: Partner, words: str, *, now: datetime) -> date:
    """The last such day, today included. Raises NoDayError."""
    found = pastdays.last_named(words, asker.partnership.local_date(now), country=asker.country) if words else None
    if found is None:
        raise NoDayError(words=words)
    return found


def _corrected(
    tx: Connection, asker: Partner, what: str, from_to: tuple[_Days | None, _Days | None], *, now: datetime
) -> None:
    """Keep what was corrected; time away is the person's, so each of their tables tells their history anew."""
    seats: Sequence[Partner] = people.seats_of(tx, asker.person.id)
    for seat in seats:
        changes.note(tx, seat, subject="partner", subject_id=seat.id, what=what, from_to=from_to, now=now)
        participation.recompute(tx, seat)
