"""The history: kept with its why, read by those who may."""

import pytest

from bot.domain.commitments import SeenBy
from bot.domain.people import Viewer
from bot.storage import changes, commitments
from bot.storage.commitments import NewCommitment
from tests.support.committing import DAY, NOW, the_cast


@pytest.fixture
def cast(both):
    return the_cast(both)


def note(tx, by, subject, subject_id, what="moved", **more):
    changes.note(tx, by, subject=subject, subject_id=subject_id, what=what, now=NOW, **more)


def seen(tx, viewer, subject, subject_id):
    return [change.what for change in changes.history(tx, viewer, subject, subject_id)]


def test_a_change_is_kept_with_who_what_and_why(both, cast):
    note(both, cast.sam, "seat", 1, from_to=(None, 3), reason="the ward asked")

    [change] = changes.history(both, cast.priya.viewer, "seat", 1)

    assert (change.by, change.before, change.after) == ("Sam Okoye", None, "3")
    assert (change.reason, change.at) == ("the ward asked", NOW)


def test_the_history_is_in_order_and_of_one_thing_at_one_table(both, cast):
    for by, subject_id, what in ((cast.sam, 1, "a"), (cast.sam, 2, "b"), (cast.sam, 1, "c"), (cast.oscar, 1, "d")):
        note(both, by, "seat", subject_id, what)

    assert seen(both, cast.priya.viewer, "seat", 1) == ["a", "c"]


def test_a_commitments_history_is_seen_by_those_who_see_the_commitment(both, cast):
    commitments.lock(both, cast.sam.partnership.id)
    new = NewCommitment(text="our own", seen_by=SeenBy.ORGANISATION)
    one = commitments.add(both, cast.sam, new, now=NOW)
    commitments.note(both, cast.sam, one, what="moved", now=NOW)

    assert seen(both, cast.jo.viewer, "commitment", one.id) == ["moved"]
    for outsider in (cast.priya, cast.rita, cast.oscar):
        assert seen(both, outsider.viewer, "commitment", one.id) == []


def test_a_partners_history_is_theirs_and_the_coordinators(both, cast):
    note(both, cast.sam, "partner", cast.sam.id, "left")
    operator = Viewer(partnership_id=cast.sam.partnership.id, partner_id=None, organisation_id=None, role="operator")

    assert seen(both, cast.sam.viewer, "partner", cast.sam.id) == ["left"]
    assert seen(both, cast.priya.viewer, "partner", cast.sam.id) == ["left"]
    assert seen(both, operator, "partner", cast.sam.id) == ["left"]
    assert seen(both, cast.jo.viewer, "partner", cast.sam.id) == []
    assert seen(both, cast.oscar.viewer, "partner", cast.sam.id) == []


@pytest.mark.parametrize("subject", ["reflection", "plan"])
def test_what_is_private_is_seen_by_nobody_else(both, cast, subject):
    note(both, cast.sam, subject, 1)

    assert seen(both, cast.sam.viewer, subject, 1) == ["moved"]
    for other in (cast.priya, cast.jo, cast.oscar):
        assert seen(both, other.viewer, subject, 1) == []


def test_the_last_two_answers_about_plans_are_read_newest_first(both, cast):
    for what, number in (("planned", 1), ("skipped", 2), ("skipped", 3)):
        note(both, cast.sam, "plan", cast.sam.id, what, from_to=(None, number))
    note(both, cast.jo, "plan", cast.jo.id, "planned")

    assert [(one.what, one.after) for one in changes.plan_answers(both, cast.sam)] == [
        ("skipped", "3"),
        ("skipped", "2"),
    ]


def test_the_history_of_what_is_gone_can_be_taken_out(both, cast):
    for by, subject, subject_id in (
        (cast.sam, "reflection", 1),
        (cast.sam, "reflection", 2),
        (cast.jo, "reflection", 1),
    ):
        note(both, by, subject, subject_id)

    changes.forget(both, cast.sam, subject="reflection", subject_id=1)

    assert seen(both, cast.sam.viewer, "reflection", 1) == []
    assert seen(both, cast.sam.viewer, "reflection", 2) == ["moved"]
    assert seen(both, cast.jo.viewer, "reflection", 1) == ["moved"]


def test_somebody_who_is_gone_has_no_name_in_the_history(both, cast):
    note(both, cast.sam, "seat", 1)
    both.exec_driver_sql("UPDATE change SET partner_id = NULL")

    assert [change.by for change in changes.history(both, cast.priya.viewer, "seat", 1)] == [None]
    assert changes.history(both, cast.priya.viewer, "seat", 1)[0].at > NOW - DAY
