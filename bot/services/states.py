"""The history of everybody's state: kept where it changes, told again from the day that something was corrected."""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from functools import partial
from zoneinfo import ZoneInfo

from sqlalchemy import Connection

from bot.domain import calendars, rhythm, states
from bot.domain.calendars import DAY
from bot.domain.people import Answer, Partner
from bot.domain.quiet import Standing, State, usual
from bot.domain.rhythm import Rhythm
from bot.domain.states import Change
from bot.services import standing
from bot.services.participation import terms_of
from bot.services.turns import AGAIN_AFTER, PAGE, Turn, together
from bot.storage import routes, standings, wishes
from bot.storage import states as kept
from bot.storage.standings import Asking
from bot.storage.states import LookedAt

MIDNIGHT = time()


def keep_up(tx: Connection, *, now: datetime, after: int = 0) -> Turn:
    """One page of partners whose state may have changed: keep what changed, and when to look again."""
    found = kept.due(tx, now=now, most=PAGE)
    return together(
        tx,
        [(one.partner.id, one) for one in found],
        partial(look, now=now),
        otherwise=lambda one: kept.look_at(tx, [(one.partner, now + AGAIN_AFTER)]),
        after=0 if len(found) == PAGE else None,
    )


def look(tx: Connection, those: Sequence[LookedAt], *, now: datetime) -> list[int]:
    """Tell each history again from its day on; nothing is written where it comes out as it was kept."""
    again = []
    for past in _pasts(tx, those, now=now):
        told, again_on = past.told() if is_kept(past.partner) else ([], None)
        # Nothing stands from before somebody began: the day they came may have been taken back.
        since = past.since if past.since > past.begins and is_kept(past.partner) else date.min
        if told != [one for one in past.kept if one.on_day >= since]:
            kept.replace(tx, past.partner, since=since, told=told)
        again.append((past.partner, _at(again_on, past.partner) if again_on else None))
    kept.look_at(tx, again)
    return []


def bring_up(tx: Connection, who: Partner, *, now: datetime) -> Sequence[Change]:
    """Somebody's history as it is at this moment, oldest first."""
    if found := kept.due_of(tx, who):
        look(tx, [found], now=now)
    return kept.kept_of(tx, [who.id]).get(who.id, ())


def is_kept(partner: Partner) -> bool:
    """Who sits in their own right is on nobody's list, and has a state only if they chose to be asked."""
    return partner.organisation is not None or partner.is_asked_when_quiet


def _at(day: date, partner: Partner) -> datetime:
    return calendars.at_local(day, MIDNIGHT, ZoneInfo(partner.partnership.zone))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Past:
    """All that a partner's state rested on from `since` to today, and what was kept of it; they began on `begins`.

    `days`: their days here, oldest first; empty where `partner` has their rhythm as it was all that time.
    """

    partner: Partner
    begins: date
    since: date
    today: date
    kept: Sequence[Change]
    days: Sequence[date]
    rhythms: Sequence[Rhythm]
    first_on: date | None
    answer: Answer | None
    aways: Sequence[tuple[date, date]]
    reachable: bool
    sent: Sequence[Asking]

    def told(self) -> tuple[list[Change], date | None]:
        """The changes from `since` on, and the day on which time alone may bring another."""
        if self.since > self.today:
            return [], self.since
        told: list[Change] = []
        events, day = self._events(), self.since
        before = states.in_force(self.kept, day - DAY)
        while True:
            change, then = self._on(day)
            if change.state is not before:
                told.append(change)
            before = change.state
            coming = [one for one in (then, *events[bisect_right(events, day) :][:1]) if one]
            if not coming or min(coming) > self.today:
                return told, min(coming, default=None)
            day = min(coming)

    def _events(self) -> Sequence[date]:
        """The days after `since` on which something else than time may have changed it."""
        zone = ZoneInfo(self.partner.partnership.zone)
        moments = [moment for one in self.sent for moment in (one.sent_at, one.seen_at) if moment]
        days = {
            *self.days,
            *(calendars.local_date(moment, zone) for moment in moments),
            *(one.on_day for one in self.kept),
            *(one.until_on + DAY for one in self.kept if one.until_on),
            *(day for day in (self.partner.left_on, self.partner.handed_over_on) if day),
            self.today,
        }
        return sorted(day for day in days if self.since < day <= self.today)

    def _on(self, day: date) -> tuple[Change, date | None]:
        """How it stood on a day, and the next on which time alone may change that."""
        known, terms = self._standing(day), terms_of(self.partner)
        was = states.in_force(self.kept, day) if day < self.today else None
        state = states.state_then(known, day, terms, kept=was)
        stopped_until = self.partner.person.stopped_until
        change = Change(
            on_day=day,
            state=state,
            last_on=known.last_on,
            asked_on=known.asked_on,
            silent_days=known.silent_days(day),
            usual=usual(first_on=self.first_on, last_on=known.last_on, active_days=known.active_days),
            until_on=_until(state, known, day, stopped_until),
        )
        return change, states.next_look(known, state, day, terms, stopped_until=stopped_until)

    def _standing(self, day: date) -> Standing:
        zone = ZoneInfo(self.partner.partnership.zone)
        person = self.partner.person.id
        facts = standing.Facts(
            answers={self.partner.id: self.answer} if self.answer else {},
            aways={person: self.aways},
            routes={person} if self.reachable else (),
            askings={person: [one for one in self.sent if calendars.local_date(one.sent_at, zone) <= day]},
            waited_for=frozenset(),
            in_seat={},
        )
        return standing.standing_of(self.partner, self._rhythm(day), facts, day)

    def _rhythm(self, day: date) -> Rhythm | None:
        if not self.days:
            return self.partner.rhythm
        number = bisect_right(self.days, day)
        return self.rhythms[number - 1] if number else None


def _until(state: State, known: Standing, day: date, stopped_until: date | None) -> date | None:
    """The last day of a state that is known from its beginning."""
    if state is State.AWAY:
        return states.away_until(known.aways, day)
    return stopped_until - DAY if state is State.NOT_MESSAGED and known.stopped and stopped_until else None


def _pasts(tx: Connection, those: Sequence[LookedAt], *, now: datetime) -> list[_Past]:
    """All that is to be known of a page of partners, in a fixed number of statements."""
    partners = [one.partner for one in those]
    ids, people = [one.id for one in partners], [one.person.id for one in partners]
    history, first = kept.kept_of(tx, ids), kept.first_days(tx, ids)
    begins = {one.id: min(first.get(one.id, one.joined_on), one.joined_on) for one in partners}
    since = {
        one.partner.id: _since(one, history.get(one.partner.id, ()), begins=begins[one.partner.id]) for one in those
    }
    days = kept.days_of(tx, [one.id for one in partners if one.last_on and one.last_on > since[one.id]])
    aways, reached = wishes.aways(tx, people), routes.routes_of(tx, people)
    answers, sent = wishes.answers_of(tx, partners), standings.asked_of_each(tx, partners, until=now)
    return [
        _Past(
            partner=one,
            begins=begins[one.id],
            since=since[one.id],
            today=one.partnership.local_date(now),
            kept=history.get(one.id, ()),
            days=days.get(one.id, ()),
            rhythms=_rhythms(days.get(one.id, ())),
            first_on=first.get(one.id),
            answer=answers.get(one.id),
            aways=aways.get(one.person.id, ()),
            reachable=one.person.id in reached,
            sent=sent.get(one.id, ()),
        )
        for one in partners
    ]


def _since(one: LookedAt, history: Sequence[Change], *, begins: date) -> date:
    """From which day a history is told again: from its beginning where it is kept with another, or not at all."""
    if not history or history[0].on_day != begins:
        return begins
    return max(begins, calendars.local_date(one.since, ZoneInfo(one.partner.partnership.zone)))


def _rhythms(days: Sequence[date]) -> list[Rhythm]:
    found: list[Rhythm] = []
    for day in days:
        found.append(rhythm.add(found[-1] if found else None, day))
    return found
