"""Who can't come, and who comes for whom: said by themselves or passed on, and theirs to correct."""

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime

from sqlalchemy import Connection

from bot.domain import manners
from bot.domain.errors import UnknownPersonError, WordsTooLongError
from bot.domain.manners import Never
from bot.domain.meetings import Came, Meeting
from bot.domain.participation import Kind
from bot.domain.people import Partner
from bot.domain.writing import one_line
from bot.messages.cards import attendance as cards
from bot.messages.cards import meetings as meeting_cards
from bot.messages.parts import Form
from bot.services import askings, free_words, identity, meetings, notes, participation, safeguards
from bot.services.free_words import Asking, Values
from bot.services.request import Reply, Said
from bot.services.safeguards import Command
from bot.services.told import not_yet
from bot.storage import attendance as storage
from bot.storage import changes, ledger

DEPUTY = Command(act="meeting.deputy", typed="deputy", has_form=True)

LONGEST_NAME = 120

_BETWEEN = re.compile(r",|&|\band\b", re.IGNORECASE)
_COMES = re.compile(r"\s+(?:will come|comes|is coming)\s+(?:for|instead of)\s+me[.,\s]*$", re.IGNORECASE)
# Why, or from whom: words that make it one's own. The reason is nobody's to keep.
_OWN = re.compile(
    r"^[,.:;\s-]*(?:from\s+me|because|as|since|i|i['’]m|i['’]ll|i['’]ve|we|we['’]re|can['’]?t|cannot|won['’]?t|sorry"
    r"|unfortunately|oherwydd|achos|gen\s+i|dw|alla)(?=[\s,.]|$)",
    re.IGNORECASE,
)
KINDS = {Came.CAME: Kind.CAME, Came.DEPUTY: Kind.DEPUTY, Came.APOLOGIES: Kind.APOLOGIES}


def apologies(tx: Connection, asker: Partner, said: Said, *, now: datetime) -> Reply:
    """One's own, or somebody else's whom the words name: a word from them, whoever passes it on."""
    said = meetings.numbered(said)
    one = _taking_place(tx, asker, said, now=now)
    if isinstance(one, Reply):
        return one
    if not said.people and (not said.rest or _OWN.match(said.rest)):
        _say(tx, one, asker, Came.APOLOGIES, now=now)
        return Reply(show=cards.sorry(one, asker.partnership))
    found = all_named(tx, asker, said)
    noted = [who for who in found if is_noted(tx, one, who, Came.APOLOGIES, by=asker, now=now)]
    owe_notes(tx, asker, noted, now=now)
    denied = [who.person.name for who in found if who not in noted]
    return Reply(show=cards.noted([who.person.name for who in noted], denied, one, asker.partnership))


def all_named(tx: Connection, asker: Partner, said: Said) -> Sequence[Partner]:
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
    participation.record(tx, asker, KINDS[came], on_day=on_day, at=now)


def _day_for(one: Meeting, asker: Partner, *, now: datetime) -> date:
    """No sign of life lies in the future."""
    here = asker.partnership
    return min(one.on_day(here.zone), here.local_date(now))


def is_noted(
    tx: Connection, one: Meeting, who: Partner, came: Came, *, by: Partner, on_day: date | None = None, now: datetime
) -> bool:
    """Note it for somebody, and by whom; False where they have said that it isn't so."""
    day = on_day or _day_for(one, by, now=now)
    if participation.record(tx, who, KINDS[came], on_day=day, at=now):
        if who.id != by.id:
            kind = KINDS[came].value
            changes.note(tx, by, subject="partner", subject_id=who.id, what=kind, from_to=(None, day), now=now)
    elif not ledger.stands(tx, who, KINDS[came], on=day):
        return False
    storage.keep(tx, one, who, came, by=by, on_day=day, now=now)
    return True


def owe_notes(tx: Connection, by: Partner, those: Sequence[Partner], *, now: datetime) -> None:
    """Whoever it is about sees it in their note, where they let themselves be written to."""
    told = [
        who
        for who in those
        if who.id != by.id
        and not isinstance(manners.may_send(manners.Kind.NOTE, askings.wishes_of(tx, who), now), Never)
    ]
    notes.owe_notes(tx, told, now=now)
