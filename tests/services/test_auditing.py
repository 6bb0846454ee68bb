"""The auditor: whatever is owed and late raises an alarm, once while it lasts, and says when it is over."""

from datetime import timedelta

import pytest
from sqlalchemy import select, update

from bot.domain.manners import Never
from bot.messages.cards.alarms import Trouble
from bot.messages.render.text import text
from bot.services import auditing, housekeeping
from bot.services.composed import Composed
from bot.storage import auditing as stored
from bot.storage import doors, outbox, pace
from bot.storage.outbox import Owed
from bot.storage.schema import outbox as rows
from tests.support.committing import NOW, the_cast

MINUTE = timedelta(minutes=1)
TOO_LATE = timedelta(minutes=10)
LONG_AGO = NOW - TOO_LATE


@pytest.fixture
def sam(both):
    doors.open_only(both, ("web", "email", auditing.OPERATOR), now=NOW)
    return the_cast(both).sam


def owe(tx, who, *, kind="reminder", period="x", due_at=LONG_AGO):
    owed = Owed(
        partnership_id=who.partnership.id,
        person_id=who.person.id,
        kind=kind,
        period=period,
        route="web",
        due_at=due_at,
    )
    return outbox.owe(tx, owed)


def now_is(tx, row, **values):
    tx.execute(update(rows).where(rows.c.id == row).values(**values))


def found(tx, now=NOW):
    return [(one.trouble, one.overdue.number, one.overdue.since) for one in auditing.look(tx, now=now)]


def audit(tx, now=NOW):
    """What the auditor owes, as it is told."""
    return [written(tx, row) for row in auditing.audit(tx, now=now).owed]


def alarms(tx):
    return tx.execute(select(rows).where(rows.c.kind == "alarm").order_by(rows.c.id)).all()


def written(tx, row, now=NOW):
    [found] = [outbox.row_of(one) for one in alarms(tx) if one.id == row]
    outcome = auditing.compose(tx, found, now=now)
    assert isinstance(outcome, Composed)
    return text(outcome.card, width=10_000)


def sent(tx):
    for row in alarms(tx):
        if row.state == "owed":
            now_is(tx, row.id, state="sent")


@pytest.mark.states("E7")
def test_what_is_due_for_ten_minutes_and_could_go_is_late(both, sam):
    owe(both, sam)

    assert found(both, NOW - timedelta(seconds=1)) == []
    assert found(both) == [(Trouble.MESSAGES, 1, LONG_AGO)]


@pytest.mark.parametrize("kind", ["check_in", "alarm"])
def test_what_waits_for_its_note_is_not_late_nor_is_an_alarm(both, sam, kind):
    owe(both, sam, kind=kind)

    assert found(both) == []


@pytest.mark.parametrize("state", ["sent", "unknown", "failed", "withdrawn"])
def test_what_is_settled_is_not_late(both, sam, state):
    now_is(both, owe(both, sam), state=state)

    assert found(both) == []


@pytest.mark.states("E7")
def test_a_claim_that_nobody_looks_after_is_found(both, sam):
    now_is(both, owe(both, sam), state="claimed", claim_token="t", lease_until=LONG_AGO)
    riding = owe(both, sam, kind="check_in", period="y")
    now_is(both, riding, state="claimed", claim_token="t", lease_until=LONG_AGO, reason="rode_along")

    assert found(both, NOW - timedelta(seconds=1)) == []
    assert found(both) == [(Trouble.CLAIMS, 1, LONG_AGO)]


@pytest.mark.states("E7")
def test_a_round_that_does_not_come_through_is_found_also_one_that_never_did(both, sam):
    stored.expect(both, ("digests", "reminders"), again_at=NOW)
    stored.came_through(both, "reminders", again_at=NOW + MINUTE)
    stored.expect(both, ("reminders",), again_at=NOW)

    assert found(both, NOW + TOO_LATE) == [(Trouble.ROUNDS, 1, NOW)]
    assert found(both, NOW + TOO_LATE + MINUTE) == [(Trouble.ROUNDS, 2, NOW)]


@pytest.mark.states("C6", "E7")
def test_a_way_that_takes_nothing_is_found_while_something_waits_for_it(both, sam):
    pace.close(both, "slack", until=NOW + TOO_LATE, now=NOW, why="token_revoked")
    nothing_waits = found(both, NOW + TOO_LATE)
    row = owe(both, sam, due_at=NOW + timedelta(hours=1))
    now_is(both, row, route="slack", reason="token_revoked")

    assert nothing_waits == []
    assert found(both, NOW + TOO_LATE - MINUTE) == []
    assert found(both, NOW + TOO_LATE) == [(Trouble.WAYS, 1, NOW)]
    pace.works(both, "slack")
    assert found(both, NOW + TOO_LATE) == []


@pytest.mark.states("E7")
@pytest.mark.parametrize(
    ("age", "reason", "is_found"),
    [
        (59, "lease", False),
        (60, "lease", True),
        (60, "rode_along", False),
        (60, "restored", False),
        (24 * 60, "x", False),
    ],
)
def test_what_nobody_can_say_for_an_hour_is_found_for_a_day(both, sam, age, reason, is_found):
    since = NOW - age * MINUTE
    now_is(both, owe(both, sam), state="unknown", reason=reason, sent_at=since, due_at=NOW + MINUTE)

    assert found(both) == ([(Trouble.DOUBTS, 1, since)] if is_found else [])


def test_a_clock_that_is_set_back_leaves_no_round_alone_for_long(both, sam):
    stored.came_through(both, "digests", again_at=NOW + timedelta(days=1))
    stored.came_through(both, "digests", again_at=NOW)

    assert found(both, NOW + TOO_LATE) == [(Trouble.ROUNDS, 1, NOW)]


@pytest.mark.states("E7")
def test_the_operator_is_told_once_while_it_lasts_and_once_that_it_is_over(both, sam):
    row = owe(both, sam)
    begun = audit(both)
    sent(both)
    meanwhile = audit(both, NOW + timedelta(days=3))
    now_is(both, row, state="sent")
    ended = audit(both, NOW + timedelta(days=4))
    sent(both)

    [said] = begun
    assert said.startswith("One message that is owed has not gone out. It began at 2026-11-24 09:50 UTC.")
    assert "Sam" not in said
    assert meanwhile == []
    assert ended == ["Messages go out in time again.\n\n2026-11-24 10:00 UTC"]
    assert audit(both, NOW + timedelta(days=5)) == []


def test_the_next_trouble_of_the_same_kind_is_another_one(both, sam):
    row = owe(both, sam)
    for state in ("sent", "owed"):
        audit(both)
        sent(both)
        now_is(both, row, state=state)
    audit(both)
    sent(both)
    audit(both)

    assert [alarm.period for alarm in alarms(both)] == ["messages/1", "messages/1/over", "messages/2"]


def test_each_trouble_has_an_alarm_of_its_own(both, sam):
    owe(both, sam)
    now_is(both, owe(both, sam, period="y"), state="claimed", claim_token="t", lease_until=LONG_AGO)
    stored.expect(both, ("digests", "reminders"), again_at=LONG_AGO)

    assert [said.split(".")[0] for said in audit(both)] == [
        "One message that is owed has not gone out",
        "One message was being sent by a process that is gone, and no other has looked after it",
        "Two of the clock's rounds do not come through",
    ]


def test_what_is_over_before_anybody_was_told_is_not_told(both, sam):
    row = owe(both, sam)
    audit(both)
    now_is(both, row, state="sent")
    waiting = auditing.audit(both, now=NOW)
    [alarm] = [outbox.row_of(one) for one in alarms(both)]
    outcome = auditing.compose(both, alarm, now=NOW)
    now_is(both, alarm.id, state="withdrawn", reason="over")
    withdrawn = auditing.audit(both, now=NOW)
    now_is(both, row, state="owed")

    assert waiting.owed == withdrawn.owed == ()
    assert isinstance(outcome, Never)
    assert len(audit(both)) == 1
    assert [one.period for one in alarms(both)] == ["messages/1", "messages/2"]


def test_an_alarm_that_cannot_be_sent_is_not_owed_again_and_again(both, sam):
    row = owe(both, sam)
    audit(both)
    now_is(both, alarms(both)[0].id, state="failed")
    lasting = audit(both)
    now_is(both, row, state="sent")

    assert lasting == []
    assert audit(both) == ["Messages go out in time again.\n\n2026-11-24 10:00 UTC"]


def test_without_an_operator_nothing_is_owed(both, sam):
    doors.open_only(both, ("web",), now=NOW)
    owe(both, sam)

    assert auditing.audit(both, now=NOW).owed == ()
    assert len(found(both)) == 1


def test_alarms_go_with_what_is_old(both, sam):
    owe(both, sam)
    audit(both)
    housekeeping.tidy(both, now=NOW + housekeeping.MESSAGES)
    kept = len(alarms(both))
    housekeeping.tidy(both, now=NOW + housekeeping.MESSAGES + MINUTE)

    assert (kept, len(alarms(both))) == (1, 0)


def test_over_is_said_of_each_kind(both, sam):
    for trouble in Trouble:
        alarm = Owed(
            partnership_id=None,
            kind="alarm",
            period=f"{trouble}/1/over",
            subject=trouble,
            route=auditing.OPERATOR,
            due_at=NOW,
        )
        assert " again" in written(both, outbox.owe(both, alarm))
