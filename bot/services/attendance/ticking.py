"""Who came: the tick list after a meeting, a page at a time, or by their names."""

from binascii import crc32
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from math import ceil

from sqlalchemy import Connection

from bot.domain.meetings import Came, Meeting
from bot.domain.people import Partner, Role, Viewer
from bot.messages.cards import attendance as cards
from bot.messages.happened import Happened, Section
from bot.messages.parts import Card, Form
from bot.services import meetings, participation
from bot.services.attendance.saying import KINDS, all_named, is_noted, owe_notes
from bot.services.request import Reply, Said
from bot.storage import attendance as storage
from bot.storage import changes, people, tables
from bot.storage import meetings as meeting_storage
from bot.storage.attendance import Word

# What fits a form on every platform, three times over: fewer than Slack's hundred options, and than anybody's patience.
PAGE = 25


def came(tx: Connection, asker: Partner, said: Said, *, now: datetime) -> Reply:
    """The tick list after a meeting, a page at a time; with names, those came."""
    said = meetings.numbered(said)
    one = _that_was(tx, asker, said, now=now)
    if one is None:
        return Reply(show=cards.not_yet_met())
    if said.rest or said.people:
        return _named(tx, asker, one, said, now=now)
    everybody = [who for who in people.everybody(tx, asker.viewer) if who.role is not Role.SPONSOR]
    page = _Page.of(everybody, said)
    if not said.values:
        words = storage.of_some(tx, one, [who.id for who in page.those])
        return Reply(show=_form(one, asker, page, words, _ticks_of(words)))
    return _tick(tx, asker, one, page, said, now=now)


def _that_was(tx: Connection, asker: Partner, said: Said, *, now: datetime) -> Meeting | None:
    """The meeting whose button was pressed, once it has begun; else the last, or today's that is still to begin."""
    if number := said.row_id:
        one = meeting_storage.held(tx, asker.viewer, number)
        return one if one and one.is_set and one.begins_at <= now else None
    return meeting_storage.last_one(tx, asker.viewer, now)


def _named(tx: Connection, asker: Partner, one: Meeting, said: Said, *, now: datetime) -> Reply:
    found = all_named(tx, asker, said)
    day = one.on_day(asker.partnership.zone)
    noted = [who for who in found if is_noted(tx, one, who, Came.CAME, by=asker, on_day=day, now=now)]
    owe_notes(tx, asker, noted, now=now)
    denied = [who.person.name for who in found if who not in noted]
    return Reply(show=_kept(tx, asker, one, denied, now=now))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Page:
    """So many of a table as one form holds."""

    number: int
    pages: int
    those: Sequence[Partner]

    @classmethod
    def of(cls, everybody: Sequence[Partner], said: Said) -> "_Page":
        pages = max(ceil(len(everybody) / PAGE), 1)
        asked = replace(said, on=said.on[1:]).row_id
        number = min(max(asked, 1), pages)
        return cls(number=number, pages=pages, those=everybody[(number - 1) * PAGE : number * PAGE])

    @property
    def following(self) -> int | None:
        return self.number + 1 if self.number < self.pages else None


Ticks = Mapping[Came, frozenset[int]]


def _ticks_of(words: Mapping[int, Word]) -> Ticks:
    return {kind: frozenset(who for who, word in words.items() if word.kind is kind) for kind in Came}


def _fingerprint(words: Mapping[int, Word]) -> int:
    """What a form remembers of the ticks it showed, so that an old one takes away nobody's newer tick."""
    return crc32(";".join(f"{who}:{word.kind}" for who, word in sorted(words.items())).encode())


def _form(one: Meeting, asker: Partner, page: _Page, words: Mapping[int, Word], ticks: Ticks) -> Form:
    shown = cards.TickList(
        number=page.number, pages=page.pages, people=page.those, ticks=ticks, seen=_fingerprint(words)
    )
    return cards.tick_list(one, asker.partnership, shown)


def _tick(tx: Connection, asker: Partner, one: Meeting, page: _Page, said: Said, *, now: datetime) -> Reply:
    words = storage.of_some(tx, one, [who.id for who in page.those])
    ticks = {kind: frozenset(_ticked(said, kind.value)) for kind in Came}
    if not any(ticks.values()) and not words:
        return Reply(show=_form(one, asker, page, words, ticks), wrong={Came.CAME.value: cards.nobody_ticked()})
    noted: list[Partner] = []
    denied: list[str] = []
    for who in page.those:
        kind = next((kind for kind in Came if who.id in ticks[kind]), None)
        word = words.get(who.id)
        if kind is None:
            if word and said.seen == _fingerprint(words):
                _untick(tx, asker, one, who, word, now=now)
        elif not _is_ticked(tx, asker, one, who, kind, word, now=now):
            denied.append(who.person.name)
        elif word is None or word.kind is not kind:
            noted.append(who)
    owe_notes(tx, asker, noted, now=now)
    return Reply(show=_kept(tx, asker, one, denied, following=page.following, now=now))


def _ticked(said: Said, name: str) -> Iterable[int]:
    """Whose boxes are ticked; a door sends one as a word and several as several."""
    found = said.values.get(name, ())
    written = found.split(",") if isinstance(found, str) else found
    return (int(one) for one in written if one.strip().isdecimal() and one.isascii())


def _is_ticked(
    tx: Connection, asker: Partner, one: Meeting, who: Partner, kind: Came, word: Word | None, *, now: datetime
) -> bool:
    """Note it on the meeting's day. What they said themselves, and is ticked again, stays theirs."""
    day = one.on_day(asker.partnership.zone)
    if word is None or word.kind is not kind:
        return is_noted(tx, one, who, kind, by=asker, on_day=day, now=now)
    participation.record(tx, who, KINDS[kind], on_day=day, at=now)
    return True


def _untick(tx: Connection, asker: Partner, one: Meeting, who: Partner, word: Word, *, now: datetime) -> None:
    """Take back what was noted for them; their own word about themselves stands."""
    if word.noted_by == who.id:
        return
    storage.remove(tx, one, who)
    participation.take_back(tx, who, on_day=word.on_day, kind=KINDS[word.kind], at=now)
    what = f"not_{word.kind}"
    changes.note(tx, asker, subject="partner", subject_id=who.id, what=what, from_to=(word.on_day, None), now=now)


def _kept(
    tx: Connection,
    asker: Partner,
    one: Meeting,
    denied: Sequence[str],
    *,
    following: int | None = None,
    now: datetime,
) -> Card:
    kinds = [word.kind for word in storage.all_of(tx, one)]
    shown = cards.Kept(
        counts={kind: kinds.count(kind) for kind in Came},
        denied=denied,
        following=following,
        suggested=meetings.suggested(tx, asker, now),
    )
    return cards.kept(one, asker.partnership, shown)


def happened(tx: Connection, viewer: Viewer, *, since: datetime, until: datetime) -> Sequence[Happened]:
    """The meetings that took place, and how many organisations were there."""
    found = meeting_storage.between(tx, viewer, since=since, until=until)
    zone = tables.partnership_by_id(tx, viewer.partnership_id).zone
    return [
        Happened(
            section=Section.MOVED,
            said=cards.met(one.on_day(zone), storage.organisations(tx, one)),
            at=one.begins_at,
        )
        for one in found
        if one.is_set
    ]
