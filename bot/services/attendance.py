"""Who came, who can't, who comes for whom: signs of life, noted by themselves or for them, and theirs to correct."""

import re
from binascii import crc32
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from math import ceil

from sqlalchemy import Connection

from bot.domain import manners
from bot.domain.errors import UnknownPersonError, WordsTooLongError
from bot.domain.manners import Never
from bot.domain.meetings import Came, Meeting
from bot.domain.participation import Kind
from bot.domain.people import Partner, Role, Viewer
from bot.domain.writing import one_line
from bot.messages.cards import attendance as cards
from bot.messages.cards import meetings as meeting_cards
from bot.messages.happened import Happened, Section
from bot.messages.parts import Card, Form
from bot.services import askings, free_words, identity, meetings, notes, participation, safeguards
from bot.services.free_words import Asking, Values
from bot.services.request import Reply, Said
from bot.services.safeguards import Command
from bot.services.told import not_yet
from bot.storage import attendance as storage
from bot.storage import changes, ledger, people, tables
from bot.storage import meetings as meeting_storage
from bot.storage.attendance import Word

DEPUTY = Command(act="meeting.deputy", typed="deputy", has_form=True)

# What fits a form on every platform, three times over: fewer than Slack's hundred options, and than anybody's patience.
PAGE = 25
LONGEST_NAME = 120

_BETWEEN = re.compile(r",|&|\band\b", re.IGNORECASE)
_COMES = re.compile(r"\s+(?:will come|comes|is coming)\s+(?:for|instead of)\s+me[.,\s]*$", re.IGNORECASE)
_KINDS = {Came.CAME: Kind.CAME, Came.DEPUTY: Kind.DEPUTY, Came.APOLOGIES: Kind.APOLOGIES}


def apologies(tx: Connection, asker: Partner, said: Said, *, now: datetime) -> Reply:
    """One's own, or somebody else's whom the words name: a word from them, whoever passes it on."""
    said = meetings.numbered(said)
    one = _taking_place(tx, asker, said, now=now)
    if isinstance(one, Reply):
        return one
    if not said.rest and not said.people:
        _say(tx, one, asker, Came.APOLOGIES, now=now)
        return Reply(show=cards.sorry(one, asker.partnership))
    found = _all_named(tx, asker, said)
    noted = [who for who in found if _is_noted(tx, one, who, Came.APOLOGIES, by=asker, now=now)]
    _owe_notes(tx, asker, noted, now=now)
    denied = [who.person.name for who in found if who not in noted]
    return Reply(show=cards.noted([who.person.name for who in noted], denied, one, asker.partnership))


def _all_named(tx: Connection, asker: Partner, said: Said) -> Sequence[Partner]:
    """Everybody whom the words name, one after the other. Raises UnknownPersonError where anything else is said."""
    found = dict.fromkeys(identity.mentioned(tx, asker, replace(said, rest=""))[0])
    for part in filter(None, (one.strip(" .") for one in _BETWEEN.split(said.rest))):
        those, rest = identity.mentioned(tx, asker, Said(rest=part), bare=True)
        if rest:
            raise UnknownPersonError(words=said.rest, names=())
        found |= dict.fromkeys(those)
    return list(found)


def _taking_place(tx: Connection, asker: Partner, said: Said, *, now: datetime) -> Meeting | Reply:
    """The meeting that is meant, or how it stands where it is none to come to."""
    one = meetings.meant(tx, asker, said, now=now)
    if one is None:
        return Reply(show=meeting_cards.none_set(asker))
    return one if one.is_set else Reply(show=meeting_cards.as_it_is(asker, one))


def deputy(tx: Connection, asker: Partner, said: Said, *, now: datetime) -> Reply:
    """Somebody comes in one's own place; said bare, the form asks who."""
    heard = safeguards.resumed(tx, asker, said)
    if isinstance(heard, Reply):
        return heard
    heard = replace(heard, said=_by_name(tx, asker, meetings.numbered(heard.said)))
    one = _taking_place(tx, asker, heard.said, now=now)
    if isinstance(one, Reply):
        return one

    def form(values: Values, asking: str | None) -> Form:
        return cards.deputy_form(one, values["words"], asking=asking)

    line = f"{one.number} {heard.said.rest}"
    given = free_words.given(tx, asker, heard, Asking(command=DEPUTY, form=form), line=line, now=now)
    if isinstance(given, Reply):
        return given
    name = one_line(given.words).removeprefix("@")
    if len(name) > LONGEST_NAME:
        error = WordsTooLongError(words=name, limit=LONGEST_NAME)
        return not_yet(form(given.values, None), error)
    _say(tx, one, asker, Came.DEPUTY, deputy=name, now=now)
    return Reply(show=cards.sends(one, name, asker.partnership))


def _by_name(tx: Connection, asker: Partner, said: Said) -> Said:
    """The words as no more than who comes; a chat brings whom it calls apart from them."""
    name = _COMES.sub("", said.rest)
    if said.people:
        [who, *_others], name = identity.mentioned(tx, asker, replace(said, rest=""))
        name = who.person.name
    return replace(said, rest=name)


def coming(tx: Connection, asker: Partner, said: Said, *, now: datetime) -> Reply:
    """They can come after all."""
    one = _taking_place(tx, asker, meetings.numbered(said), now=now)
    if isinstance(one, Reply):
        return one
    storage.remove(tx, one, asker)
    return Reply(show=cards.comes(one, asker.partnership))


def _say(tx: Connection, one: Meeting, asker: Partner, came: Came, *, deputy: str | None = None, now: datetime) -> None:
    """Their own word, on the day they say it; of a meeting that has been, on its day."""
    on_day = _day_for(one, asker, now=now)
    storage.keep(tx, one, asker, came, by=asker, on_day=on_day, deputy=deputy, now=now)
    participation.record(tx, asker, _KINDS[came], on_day=on_day, at=now)


def _day_for(one: Meeting, asker: Partner, *, now: datetime) -> date:
    """No sign of life lies in the future."""
    here = asker.partnership
    return min(one.on_day(here.zone), here.local_date(now))


def _is_noted(
    tx: Connection, one: Meeting, who: Partner, came: Came, *, by: Partner, on_day: date | None = None, now: datetime
) -> bool:
    """Note it for somebody, and by whom; False where they have said that it isn't so."""
    day = on_day or _day_for(one, by, now=now)
    if participation.record(tx, who, _KINDS[came], on_day=day, at=now):
        if who.id != by.id:
            kind = _KINDS[came].value
            changes.note(tx, by, subject="partner", subject_id=who.id, what=kind, from_to=(None, day), now=now)
    elif not ledger.stands(tx, who, _KINDS[came], on=day):
        return False
    storage.keep(tx, one, who, came, by=by, on_day=day, now=now)
    return True


def _owe_notes(tx: Connection, by: Partner, those: Sequence[Partner], *, now: datetime) -> None:
    """Whoever it is about sees it in their note, where they let themselves be written to."""
    told = [
        who
        for who in those
        if who.id != by.id
        and not isinstance(manners.may_send(manners.Kind.NOTE, askings.wishes_of(tx, who), now), Never)
    ]
    notes.owe_notes(tx, told, now=now)


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
    found = _all_named(tx, asker, said)
    day = one.on_day(asker.partnership.zone)
    noted = [who for who in found if _is_noted(tx, one, who, Came.CAME, by=asker, on_day=day, now=now)]
    _owe_notes(tx, asker, noted, now=now)
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
    _owe_notes(tx, asker, noted, now=now)
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
        return _is_noted(tx, one, who, kind, by=asker, on_day=day, now=now)
    participation.record(tx, who, _KINDS[kind], on_day=day, at=now)
    return True


def _untick(tx: Connection, asker: Partner, one: Meeting, who: Partner, word: Word, *, now: datetime) -> None:
    """Take back what was noted for them; their own word about themselves stands."""
    if word.noted_by == who.id:
        return
    storage.remove(tx, one, who)
    participation.take_back(tx, who, on_day=word.on_day, kind=_KINDS[word.kind], at=now)
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
