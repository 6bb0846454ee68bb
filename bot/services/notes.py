"""The one personal note a week: who is owed one, and what stands in it when it goes out."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import Connection

from bot.domain import calendars, manners
from bot.domain.manners import Go, Kind, Later, Never, Why
from bot.domain.people import Partner, Role
from bot.messages.cards import notes as cards
from bot.messages.cards.doubts import NO_DOUBTS, Doubts
from bot.messages.parts import Card, Item, Part, Text
from bot.services import (
    askings,
    doubts,
    dropped_off,
    meetings,
    moves,
    newcomers,
    offered,
    reflections_back,
    seat_words,
    sponsors,
)
from bot.services.composed import Composed
from bot.storage import answered, bindings, contests, ledger, outbox, people, signs, thanks, weeks
from bot.storage.outbox import OutboxRow, Owed
from bot.storage.thanks import Thanks

# A note says what is due until it comes again, and what is late for as long as that is still worth a word.
AHEAD = timedelta(days=7)
LATE = timedelta(days=21)


@dataclass(frozen=True, slots=True, kw_only=True)
class AtTable:
    """One table's part of a note."""

    partner: Partner
    check_ins: Sequence[OutboxRow] = ()
    due: Sequence[weeks.Item] = ()
    open: Sequence[weeks.Item] = ()
    waiting: Sequence[Item] = ()
    noted: Sequence[signs.Sign] = ()
    answers: Sequence[answered.Answered] = ()
    put_down: str | None = None
    quiet: int | None = None
    unsure: Doubts = NO_DOUBTS
    thanked: Sequence[Thanks] = ()
    moves: Sequence[Item] = ()
    question: Sequence[Part] = ()
    meetings: Sequence[Text] = ()
    back: Sequence[Item] = ()
    seat_word: Sequence[Part] = ()
    contested: int = 0
    riders: tuple[int, ...] = field(default=())

    @property
    def says_something(self) -> bool:
        """Whether there is reason for a note: what is given back to somebody is none, it only rides along."""
        told = (self.put_down, self.quiet) != (None, None)
        lists = (
            self.check_ins,
            self.due,
            self.waiting,
            self.noted,
            self.answers,
            self.thanked,
            self.question,
            self.seat_word,
        )
        return told or any(lists)


def owe_notes(tx: Connection, partners: Iterable[Partner], *, now: datetime) -> Sequence[int]:
    """Owe each person's note of this week, or of the next if this week's is out; none that is owed already.

    In the order of the people, whichever round it is: two, each with a note that the other comes to later, would wait
    for each other.
    """
    # Somebody may sit at several tables.
    each = {partner.person.id: partner for partner in partners}
    those = [each[person_id] for person_id in sorted(each)]
    if not those:
        return []
    wishes = askings.wishes_of_each(tx, those)
    known = outbox.notes_since(tx, each, week=calendars.week_of(min(one.local_date(now) for one in those)))
    revived: list[int] = []
    new: list[Owed] = []
    for partner in those:
        route = wishes[partner.id].route
        if route is None:
            continue
        note = _note_of(partner, wishes[partner.id], known, route=route, now=now)
        old = known.get((partner.person.id, route, note.period))
        if old is None:
            new.append(note)
        elif old.can_come_back:
            outbox.revive(tx, old.id, due_at=note.due_at)
            revived.append(old.id)
    return [*revived, *outbox.owe_all(tx, new)]


def _note_of(partner: Partner, wishes: manners.Wishes, known: outbox.Notes, *, route: str, now: datetime) -> Owed:
    """The person's note of the first week whose note has not gone out."""
    when = manners.suitable(wishes, now)
    # A note that went out this week leaves the next week's, or the one after where the clock was ahead.
    while (old := known.get((partner.person.id, route, _week(when, wishes.zone)))) and old.is_out:
        when = manners.suitable(wishes, _next_week(when, wishes.zone))
    return Owed(
        partnership_id=partner.partnership.id,
        person_id=partner.person.id,
        kind=Kind.NOTE,
        period=_week(when, wishes.zone),
        route=route,
        due_at=when,
    )


def _week(when: datetime, zone: ZoneInfo) -> str:
    return calendars.week_of(calendars.local_date(when, zone))


def _next_week(when: datetime, zone: ZoneInfo) -> datetime:
    local = calendars.local_date(when, zone)
    monday = local + timedelta(days=7 - local.weekday())
    return calendars.at_local(monday, calendars.DAY_BEGINS, zone)


def compose(tx: Connection, row: OutboxRow, *, now: datetime) -> Composed | Later | Never:
    """The note as it stands now: all tables that share its route, whatever changed since it was owed."""
    seats = people.seats_of(tx, row.person_id or 0)
    if not seats:
        return Never(Why.LEFT)
    if moved := _in_its_week(tx, row, seats[0], now=now):
        return moved
    verdicts = [(seat, manners.may_send(Kind.NOTE, askings.wishes_of(tx, seat), now)) for seat in seats]
    welcome = [seat for seat, verdict in verdicts if isinstance(verdict, Go)]
    if not welcome:
        return next(verdict for _seat, verdict in verdicts if not isinstance(verdict, Go))
    tables = [part for seat in welcome if (part := _at_table(tx, row, seat, now=now)).says_something]
    if not tables:
        return Never(Why.NOTHING_TO_SAY)
    card = cards.note([_said(tx, part) for part in tables], today=seats[0].local_date(now))
    return Composed(card=card, riders=tuple(rider for part in tables for rider in part.riders))


def _in_its_week(tx: Connection, row: OutboxRow, seat: Partner, *, now: datetime) -> Later | Never | None:
    """A note that comes late is the note of the week it comes in, so that no week has two."""
    week = calendars.week_of(seat.local_date(now))
    if row.period == week:
        return None
    known = outbox.note_of(tx, seat.person.id, route=row.route, week=week)
    if known is None:
        outbox.move_to_week(tx, row.id, week)
        return None
    if known.state == outbox.OWED:
        outbox.hurry(tx, known.id, due_at=now)
    elif known.can_come_back:
        outbox.revive(tx, known.id, due_at=now)
    else:
        owe_notes(tx, [seat], now=now)
    return Never(Why.NOTE_THIS_WEEK)


def _at_table(tx: Connection, row: OutboxRow, seat: Partner, *, now: datetime) -> AtTable:
    """What there is to say about one table; to a sponsor only what waits for their own word."""
    if seat.role is Role.SPONSOR:
        return AtTable(partner=seat, waiting=sponsors.waiting(tx, seat, now=now))
    owed = outbox.riding(tx, seat.person.id, Kind.CHECK_IN, route=row.route, now=now)
    # Whoever is left be is asked in the first note after it.
    silent = askings.wishes_of(tx, seat).is_left_be(now) or manners.is_off(Kind.CHECK_IN, seat.partnership.off)
    check_ins = [one for one in owed if one.partnership_id == seat.partnership.id and not silent]
    quiet = dropped_off.how_many_quiet(tx, seat, at=now) if seat.convenes else None
    word = bindings.put_down(tx, seat)
    seat_word = seat_words.told_first(tx, seat, now=now)
    return AtTable(
        partner=seat,
        check_ins=check_ins,
        due=_due(tx, seat, now=now),
        open=weeks.open_of(tx, seat) if check_ins else (),
        waiting=offered.in_note(tx, seat, now=now),
        noted=signs.new_for(tx, seat),
        answers=answered.new_for(tx, seat, now=now),
        put_down=word.by if word and not word.told else None,
        quiet=quiet,
        unsure=doubts.for_coordinator(tx, seat, now=now) if seat.convenes else NO_DOUBTS,
        thanked=thanks.new_for(tx, seat),
        moves=moves.suggested(tx, seat, now=now),
        seat_word=seat_word,
        # A note asks one question; who is asked about their silence, or their seat, is not asked this one too.
        question=() if check_ins or seat_word else _question(tx, seat, now=now),
        meetings=meetings.ahead(tx, seat, since=now, until=now + AHEAD),
        back=reflections_back.lines(tx, seat, now=now),
        contested=contests.new_for(tx, seat) if seat.convenes else 0,
        riders=tuple(one.id for one in check_ins),
    )


def _question(tx: Connection, seat: Partner, *, now: datetime) -> Sequence[Part]:
    """What somebody new is asked, else the half-year's question."""
    return newcomers.second_word(tx, seat, now=now) or moves.question(tx, seat, now=now)


def _due(tx: Connection, seat: Partner, *, now: datetime) -> Sequence[weeks.Item]:
    today = seat.local_date(now)
    return [one for one in weeks.open_of(tx, seat) if one.due_on and today - LATE <= one.due_on <= today + AHEAD]


def again(tx: Connection, seat: Partner, touch: int, *, now: datetime) -> Card:
    """One question once more, with what it is about: the rest of the note is told again in the next."""
    due = _due(tx, seat, now=now)
    check_in, mine = _check_in(tx, seat, touch), weeks.open_of(tx, seat)
    part = cards.TableNote(partner=seat, check_in=check_in, due=due, open=mine, waiting=(), quiet=None)
    return cards.note([part], today=seat.local_date(now))


def _check_in(tx: Connection, seat: Partner, touch: int) -> cards.CheckIn:
    return cards.CheckIn(
        last_on=seat.last_on,
        joined_on=seat.joined_on,
        touch=touch,
        seen=seat.last_on is None or ledger.was_seen(tx, seat, on=seat.last_on),
    )


def _said(tx: Connection, part: AtTable) -> cards.TableNote:
    """The part as the card wants it."""
    seat = part.partner
    check_in = _check_in(tx, seat, _touch(part.check_ins[-1])) if part.check_ins else None
    return cards.TableNote(
        partner=seat,
        check_in=check_in,
        due=part.due,
        open=part.open,
        waiting=part.waiting,
        noted=part.noted,
        answers=part.answers,
        put_down=part.put_down,
        quiet=part.quiet,
        unsure=part.unsure,
        thanked=part.thanked,
        moves=part.moves,
        question=part.question,
        seat_word=part.seat_word,
        meetings=part.meetings,
        contested=part.contested,
        back=part.back,
    )


def _touch(row: OutboxRow) -> int:
    return int(row.period.rpartition("/")[2])
