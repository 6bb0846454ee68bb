"""Ringing somebody who has gone quiet: a coordinator says so, is told what helps, and is asked later how it went."""

import re
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import TypeVar

from sqlalchemy import Connection

from bot.domain import calls as rules
from bot.domain.calls import Hindrance, Outcome
from bot.domain.grammar import fold
from bot.domain.people import Partner, Viewer
from bot.messages.cards import calls as cards
from bot.services import identity, signs, standing_now
from bot.services.request import Reply, Said
from bot.services.signs import Noted
from bot.storage import calls as storage
from bot.storage import commitments, obstacles, perspectives, wishes, worths
from bot.storage.calls import Call

T = TypeVar("T")
Answer = TypeVar("Answer", Outcome, Hindrance)

_TOO = "too"


# What may be said of how it went, beside the words on the buttons.
_SAID_OTHERWISE = {
    Outcome.STILL_IN: ("still in", "in", "staying", "still here"),
    Outcome.SOMEBODY_ELSE: ("somebody else now", "somebody else", "someone else now", "someone else"),
    Outcome.STEPPING_BACK: ("stepping back", "steps back", "leaving"),
    Outcome.NOT_REACHED: ("couldn't reach them", "could not reach them", "not reached", "no answer", "no reply"),
}
_BETWEEN = re.compile(r"^[\s:,;.–-]+|[\s.!]+$")


def ring(tx: Connection, asker: Partner, said: Said, *, now: datetime) -> Reply:
    """`ring @Sam`: kept as what they mean to do, and answered with what helps before the call."""
    whom, rest = _whom(tx, asker, said)
    if whom.id == asker.id:
        return Reply(show=cards.not_oneself())
    since = now - rules.ASKED_FOR
    mine = next((one for one in storage.meant_by(tx, asker, since=since) if one.partner_id == whom.id), None)
    first = storage.meant_for(tx, asker.viewer, [whom.id], since=since).get(whom.id)
    other = first if first and first.made_by != asker.id else None
    if mine is None and (other is None or _TOO in (*said.on[1:], fold(rest))):
        today = asker.local_date(now)
        aways = wishes.aways(tx, [asker.person.id]).get(asker.person.id, ())
        number = storage.mean(tx, asker, whom, ask_on=rules.ask_on(asker, today, aways), now=now)
        mine = storage.one(tx, asker.viewer, number)
    about = _brief(tx, asker, whom, mine, other, now=now)
    return Reply(show=cards.brief(about, today=asker.local_date(now)))


def _whom(tx: Connection, asker: Partner, said: Said) -> tuple[Partner, str]:
    """The one whom the button stood beside, or whom the words name, and the rest of the words.

    Raises EmptyWordsError and UnknownPersonError.
    """
    if said.on:
        return identity.pressed(tx, asker, said), ""
    whom, rest = identity.named(tx, asker, said, example="/table ring @Sam Okoye")
    return whom, _BETWEEN.sub("", rest)


def _brief(
    tx: Connection, asker: Partner, whom: Partner, mine: Call | None, other: Call | None, *, now: datetime
) -> cards.Brief:
    """Nothing of how they stand: whoever was not asked yet is not spoken of (DESIGN 5)."""
    viewer, zone = asker.viewer, asker.zone
    view = next((one for one in perspectives.standing(tx, viewer) if one.partner_id == whom.id), None)
    last = storage.last_said(tx, viewer, whom.id)
    [stands] = standing_now.those(tx, asker, [whom.id], now=now)
    helped = [(one.helps, one.text) for one in commitments.open_of(tx, viewer, whom.id) if one.helps]
    return cards.Brief(
        partner_id=whom.id,
        call_id=mine.id if mine else None,
        name=whom.person.name,
        organisation=whom.organisation.name if whom.organisation else None,
        view=(view.text, view.made_at.astimezone(zone).date()) if view else None,
        last=(last.text, last.kept, last.at.astimezone(zone).date()) if last else None,
        worth=worths.of_those(tx, viewer, [whom.id]).get(whom.id),
        waiting=[*((one.name, one.text) for one in storage.who_waits(tx, viewer, whom.id)), *helped],
        waited_for=stands.waited_for,
        told=_told(tx, viewer, whom, since=now - rules.TOLD_LATELY),
        other=(other.by, other.made_at.astimezone(zone).date()) if other else None,
        ask_on=mine.ask_on if mine else None,
    )


def _told(tx: Connection, viewer: Viewer, whom: Partner, *, since: datetime) -> Sequence[str]:
    """What they said is in the way: at a check-in, where it may be told, and when they were rung before."""
    at_check_in = obstacles.told_by(tx, viewer, whom.id, since=since)
    rung = [one.way for one in storage.notes_of(tx, viewer, whom.id) if one.way]
    return [*([at_check_in] if at_check_in else ()), *(cards.WITHIN[way] for way in rung[-1:])]


def wont_ring(tx: Connection, asker: Partner, said: Said, *, now: datetime) -> Reply:
    """`I won't ring @Sam`: as if it had not been said."""
    whom, _rest = _whom(tx, asker, said)
    one = _meant(tx, asker, whom, now=now)
    done = one is not None and storage.drop(tx, asker, one.id)
    card = cards.wont(whom.person.name) if done else cards.nothing_meant(whom.person.name)
    return Reply(show=card, instead=bool(said.on))


def _meant(tx: Connection, asker: Partner, whom: Partner, *, now: datetime) -> Call | None:
    meant = storage.meant_by(tx, asker, since=now - rules.ASKED_FOR)
    return next((one for one in meant if one.partner_id == whom.id), None)


def went(tx: Connection, asker: Partner, said: Said, *, now: datetime) -> Reply:
    """`rang @Sam: still in`: how a call went, meant before or not; without an answer, the question."""
    whom, rest = _whom(tx, asker, said)
    if whom.id == asker.id:
        return Reply(show=cards.not_oneself())
    outcome = _one_of(_SAID_OTHERWISE, rest) or _pressed(Outcome, said)
    if outcome is None or outcome is Outcome.DENIED:
        asked = cards.Rung(partner_id=whom.id, name=whom.person.name)
        return Reply(show=cards.how_it_went(asked), instead=bool(said.on))
    one = _meant(tx, asker, whom, now=now) or _made_up(tx, asker, whom, now=now)
    noted = signs.note_for(tx, asker, whom, asker.partnership.local_date(now), now=now) if outcome.was_heard else None
    heard_on = asker.partnership.local_date(now) if noted is Noted.NEW else None
    storage.tell(tx, asker, one.id, outcome, heard_on=heard_on, now=now)
    return Reply(show=cards.went(one, outcome, counted=noted is not Noted.DENIED), instead=bool(said.on))


def _made_up(tx: Connection, asker: Partner, whom: Partner, *, now: datetime) -> Call:
    number = storage.mean(tx, asker, whom, ask_on=asker.local_date(now), now=now)
    one = storage.one(tx, asker.viewer, number)
    assert one is not None  # noqa: S101 - it was kept one line before
    return one


def _one_of(choices: Mapping[T, Sequence[str]], words: str) -> T | None:
    wanted = fold(_BETWEEN.sub("", words))
    return next((choice for choice, ways in choices.items() if wanted in map(fold, ways)), None) if wanted else None


def _pressed(kind: type[Answer], said: Said) -> Answer | None:
    """What the button stands for beside the name; None for what no button of ours holds."""
    value = said.on[1] if len(said.on) > 1 else ""
    return next((one for one in kind if one.value == value), None)


def way(tx: Connection, asker: Partner, said: Said, *, now: datetime) -> Reply:
    """`in the way of @Sam: time`: what they said got in the way, of a fixed list."""
    whom, rest = _whom(tx, asker, said)
    found = _one_of(rules.SAID, rest) or _pressed(Hindrance, said)
    one = _last_told(tx, asker, whom)
    if one is None:
        return Reply(show=cards.nothing_meant(whom.person.name))
    if found is None:
        return Reply(show=cards.which_way(whom.person.name))
    storage.say_way(tx, asker, one.id, found)
    return Reply(show=cards.way_noted(one, found))


def _last_told(tx: Connection, asker: Partner, whom: Partner) -> Call | None:
    """The last that the asker told of a call to somebody, and that was not denied."""
    told = [
        one
        for one in storage.notes_of(tx, asker.viewer, whom.id)
        if one.made_by == asker.id and one.outcome is not Outcome.DENIED
    ]
    return told[-1] if told else None


def undo(tx: Connection, asker: Partner, said: Said, *, now: datetime) -> Reply:
    """Take back how it went: the call is one that is meant, and they were not heard from by it."""
    whom, _rest = _whom(tx, asker, said)
    one = _last_told(tx, asker, whom)
    if one is None:
        return Reply(show=cards.nothing_meant(whom.person.name), instead=bool(said.on))
    if one.heard_on:
        signs.unnote_for(tx, asker, whom, one.heard_on)
    storage.tell(tx, asker, one.id, None, heard_on=None, now=now)
    return Reply(show=cards.undone(one), instead=bool(said.on))
