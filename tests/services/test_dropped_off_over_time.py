"""Whatever happens at a table: who is named was asked first, our own part comes first, time away is no silence.

Weeks are lived with the rounds themselves; a check-in that may go out is noted as sent where it is due.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Connection, delete, select, update

from bot.domain import calendars, manners
from bot.domain.manners import Go, Kind
from bot.domain.participation import Kind as Did
from bot.domain.people import Answer, Partner, Role
from bot.domain.quiet import DAYS_TO_ANSWER, NextStep
from bot.messages.parts import Form, Items
from bot.messages.words import plain
from bot.services import (
    answers,
    askings,
    asks,
    calls,
    chairs,
    checkins,
    dropped_off,
    invitations,
    leaving_be,
    participation,
    standing,
    standing_now,
)
from bot.services.request import Said
from bot.storage import people, wishes
from bot.storage.schema import outbox, partner, route
from tests.support.committing import TODAY, begin, button, labels, press, seat, submit, text, words

DAY = timedelta(days=1)
LONGEST = 75
BODIES = ("Riverside", "Ward 9 Trust", "Ward 9 Trust", "Northside Care", "Elm Street Advice", "Valley Homes")
NAMES = ("Priya Shah", "Sam Okoye", "Una Fox", "Jo Lee", "Lewis Ray", "Kim Hall")
FLOOR = 14

FEW = settings(max_examples=6, deadline=None, suppress_health_check=list(HealthCheck))


def at(day: int) -> datetime:
    return datetime.combine(TODAY + day * DAY, time(11), UTC)


@contextmanager
def undone(tx: Connection) -> Iterator[None]:
    """Each life begins at a table of its own, and leaves nothing behind."""
    before = tx.begin_nested()
    yield
    before.rollback()


@dataclass(frozen=True)
class Life:
    """Until which day each comes how often, when they are away, and whom a coordinator leaves be when."""

    comes: tuple[tuple[int, int], ...]
    away: dict[int, tuple[int, int]] = field(default_factory=dict)
    left: dict[int, tuple[int, int]] = field(default_factory=dict)


@st.composite
def lives(draw):
    others = range(1, len(NAMES))
    comes = [(LONGEST, 3)] + [
        (draw(st.sampled_from((2, 9, 20, LONGEST))), draw(st.sampled_from((2, 5, 9)))) for _one in others
    ]
    days = st.tuples(st.integers(5, 50), st.integers(3, 40))
    return Life(
        comes=tuple(comes),
        away=draw(st.dictionaries(st.sampled_from(list(others)), days, max_size=3)),
        left=draw(st.dictionaries(st.sampled_from(list(others)), days, max_size=2)),
    )


def seated(tx: Connection) -> list[Partner]:
    table = begin(tx, f"home{TODAY}", "Home from hospital")
    found = [
        seat(tx, table, name, body, role=Role.COORDINATOR if not number else Role.PARTNER)
        for number, (name, body) in enumerate(zip(NAMES, BODIES, strict=True))
    ]
    for one in found:
        wishes.record_consent(tx, one, Answer.YES, how="agreed", on=TODAY, at=at(0))
        participation.recompute(tx, one)
    return found


def now_is(tx: Connection, who: Partner) -> Partner:
    return people.as_it_is(tx, who)


def asked(tx: Connection, who: Partner) -> list[date]:
    """The days on which they were asked about the silence they are in."""
    spell = askings.spell_of(now_is(tx, who)).isoformat()
    rows = tx.execute(select(outbox).where(outbox.c.person_id == who.person.id, outbox.c.state == "sent"))
    return [row.sent_at.date() for row in rows if row.kind == Kind.CHECK_IN and row.period.startswith(spell)]


def turn(tx: Connection, everybody: list[Partner], now: datetime) -> None:
    """What the clock and the post do in a day."""
    checkins.ask_the_quiet(tx, now=now)
    for one in everybody:
        who = now_is(tx, one)
        owed = tx.execute(
            select(outbox.c.id).where(
                outbox.c.person_id == who.person.id, outbox.c.kind == Kind.CHECK_IN, outbox.c.state == "owed"
            )
        ).scalars()
        for row in owed.all():
            if isinstance(manners.may_send(Kind.CHECK_IN, askings.wishes_of(tx, who), now), Go):
                tx.execute(update(outbox).where(outbox.c.id == row).values(state="sent", sent_at=now, message_id="1"))
                checkins.was_asked(tx, who.person.id, who.partnership.id, now=now)


def named(reply) -> list[str]:
    """Who is named with a way to do something about it."""
    lists = [part for part in reply.show.parts if isinstance(part, Items)]
    return [plain(item.text).partition(",")[0] for part in lists for item in part.items if len(item.buttons) > 2]


def live(tx: Connection, life: Life):
    """Day for day: the day, everybody as they are, and the coordinator's answer."""
    everybody = seated(tx)
    for day in range(LONGEST):
        now = at(day)
        for number, one in enumerate(everybody):
            last, every = life.comes[number]
            first, days = life.away.get(number, (LONGEST, 0))
            if day == first:
                wishes.set_away(tx, one.person.id, first=now.date(), last=now.date() + days * DAY)
                participation.recompute(tx, now_is(tx, one))
            if day <= last and not day % every and not first <= day <= first + days:
                participation.record(tx, now_is(tx, one), Did.LOOKED, on_day=now.date(), at=now)
            if day == life.left.get(number, (LONGEST, 0))[0]:
                until = now.date() + life.left[number][1] * DAY
                said = words(f"@{one.person.name} until {until.isoformat()}")
                leaving_be.leave_be(tx, everybody[0], said, now=now)
        turn(tx, everybody, now)
        yield now, everybody, dropped_off.answer(tx, everybody[0], Said(), now=now)


def aways_of(tx, one):
    return wishes.aways(tx, [one.person.id]).get(one.person.id, ())


@FEW
@given(life=lives())
def test_whoever_is_named_was_asked_and_had_their_own_days_to_answer(tx, life):
    with undone(tx):
        for now, everybody, reply in live(tx, life):
            there = named(reply)
            assert text(reply).startswith("First, us at Riverside:")
            assert len(there) <= dropped_off.MOST_NAMES
            assert everybody[0].person.name not in there
            for one in everybody:
                if one.person.name in there:
                    seen_as_due(tx, now_is(tx, one), now)


def seen_as_due(tx, one, now):
    """They were asked, and three of their own working days are over; they are not away, and nobody leaves them be."""
    today, aways, first = now.date(), aways_of(tx, one), min(asked(tx, one))
    between = calendars.working_days_between(first, today, country=one.country, days=one.person.working_days, off=aways)

    assert between >= DAYS_TO_ANSWER
    assert not calendars.is_away(today, aways)
    assert not one.is_left_be(today)


@FEW
@given(life=lives())
def test_days_away_never_count_and_whoever_is_left_be_is_not_asked(tx, life):
    with undone(tx):
        known: dict[int, int] = {}
        for now, everybody, _reply in live(tx, life):
            for one in everybody:
                who, today = now_is(tx, one), now.date()
                before, known[one.id] = known.get(one.id, 0), len(asked(tx, one))
                if known[one.id] > before and known[one.id] == 1:
                    since, aways = who.last_on or who.joined_on, aways_of(tx, one)
                    silent = [since + number * DAY for number in range(1, (today - since).days + 1)]
                    assert sum(not calendars.is_away(day, aways) for day in silent) >= FLOOR
                if known[one.id] > before:
                    assert not who.is_left_be(today)


def quiet_table(tx):
    """Two who are quiet: the only one of theirs, and one beside a colleague who comes."""
    comes = ((LONGEST, 3), (2, 2), (LONGEST, 3), (2, 2), (LONGEST, 2), (LONGEST, 2))
    return list(live(tx, Life(comes=comes)))[-1]


def test_every_next_step_occurs_and_what_is_offered_for_it_works(tx):
    now, everybody, reply = quiet_table(tx)
    priya, *_others, lewis, kim = everybody
    lone = seat(tx, priya.partnership.id, "Bob Ash", "Ash Homes")
    gone = seat(tx, priya.partnership.id, "Dee Day", "Day Centre")
    new = seat(tx, priya.partnership.id, "Ola Watts", "Ola House")
    wishes.set_away(tx, lewis.person.id, first=now.date(), last=now.date() + DAY)
    wishes.record_consent(tx, kim, Answer.NO, how="asked", on=now.date(), at=now)
    tx.execute(delete(route).where(route.c.person_id == lone.person.id))
    tx.execute(update(partner).where(partner.c.id == gone.id).values(left_on=now.date()))
    due = seat(tx, priya.partnership.id, "Cal Reed", "Reed Trust")
    wishes.record_consent(tx, due, Answer.YES, how="agreed", on=TODAY, at=at(0))
    found = standing.at_table(tx, priya.viewer, at=now)
    steps = {one.partner.person.name: one.next_step for one in found.partners}

    assert named(reply) == ["Jo Lee", "Sam Okoye"]
    assert steps == {
        "Priya Shah": NextStep.NONE,
        "Sam Okoye": NextStep.OFFER,
        "Una Fox": NextStep.NONE,
        "Jo Lee": NextStep.CALL,
        "Lewis Ray": NextStep.WAIT,
        "Kim Hall": NextStep.CALL_IF_ANYWAY,
        "Bob Ash": NextStep.FIND_A_WAY,
        "Dee Day": NextStep.FILL_THE_SEAT,
        "Ola Watts": NextStep.INVITE_AGAIN,
        "Cal Reed": NextStep.ASK,
    }
    assert set(steps.values()) == set(NextStep)
    assert new.person.name in steps
    chairs.missing(tx, priya, words("a GP"), now=now)
    answer = dropped_off.answer(tx, priya, Said(), now=now)
    assert "Invite" in labels(answers.show(tx, priya, press(answer, "Who has answered"), now=now))
    assert isinstance(invitations.invite(tx, priya, press(answer, "Invite somebody"), now=now).show, Form)
    pressed(tx, everybody, reply, now)


def pressed(tx, everybody, reply, now):
    """What is suggested of a name is done by its button."""
    priya, sam, _una, jo, *_others = everybody
    items = {plain(one.text)[:3]: one for part in reply.show.parts if isinstance(part, Items) for one in part.items}
    ring, offer = items["Jo "].buttons[0], items["Sam"].buttons[0]
    assert (ring.label, offer.label) == ("I'll ring", "Offer something smaller")
    assert "Before you ring Jo Lee" in text(calls.ring(tx, priya, Said(on=ring.act.on), now=now))
    form = asks.ask(tx, priya, Said(on=offer.act.on), now=now)
    assert "I'll ask Sam Okoye" in text(asks.ask(tx, priya, submit(form, words="send one page"), now=now))
    be = next(one for one in items["Sam"].buttons if one.label == "Leave be until…")
    asked_until = leaving_be.leave_be(tx, priya, Said(on=be.act.on), now=now)
    leaving_be.leave_be(tx, priya, submit(asked_until, until="in a month"), now=now)
    assert named(dropped_off.answer(tx, priya, Said(), now=now + timedelta(minutes=2))) == ["Jo Lee"]
    assert sam.id != jo.id


def state_of(tx, everybody, now):
    """All that an answer and a check-in rest on."""
    answer = dropped_off.answer(tx, everybody[0], Said(), now=now)
    seats = [now_is(tx, one) for one in everybody]
    stands = [
        (one.state, one.silent_days)
        for one in standing_now.those(tx, everybody[0], [one.id for one in everybody], now=now)
    ]
    return text(answer), seats, stands


def test_undoing_restores_all_of_it(tx):
    now, everybody, _reply = quiet_table(tx)
    priya, _sam, _una, jo, *_others = everybody
    before = state_of(tx, everybody, now)

    meant = calls.ring(tx, priya, words("@Jo Lee"), now=now)
    assert state_of(tx, everybody, now) != before
    calls.wont_ring(tx, priya, press(meant, "I won't ring after all"), now=now)
    assert state_of(tx, everybody, now) == before

    calls.ring(tx, priya, words("@Jo Lee"), now=now)
    ringing = state_of(tx, everybody, now)
    told = calls.went(tx, priya, words("@Jo Lee: still in"), now=now)
    assert named(dropped_off.answer(tx, priya, Said(), now=now)) == ["Sam Okoye"]
    calls.undo(tx, priya, press(told, "Undo"), now=now)
    assert state_of(tx, everybody, now) == ringing

    left = leaving_be.leave_be(tx, priya, words("@Jo Lee until in a month"), now=now)
    assert now_is(tx, jo).left_be_until
    leaving_be.undo(tx, priya, press(left, "Undo"), now=now)
    assert state_of(tx, everybody, now) == ringing
    assert button(meant, "How it went").act.name == "call.went"
