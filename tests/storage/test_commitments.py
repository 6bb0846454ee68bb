"""Commitments on both databases: numbered without gaps or doubles, seen by those who may, changed by version."""

from dataclasses import replace
from threading import Barrier, Thread

import pytest

from bot.domain.commitments import SeenBy, State
from bot.domain.people import Viewer
from bot.domain.seats import SeatedBy
from bot.storage import commitments, tables
from bot.storage.commitments import NewCommitment
from bot.storage.engine import make_engine
from tests.support.committing import DAY, NOW, TODAY, the_cast
from tests.support.plans import plan_of


def add(tx, owner, text, **more):
    commitments.lock(tx, owner.partnership.id)
    return commitments.add(tx, owner, NewCommitment(text=text, **more), now=NOW)


@pytest.fixture
def cast(both):
    return the_cast(both)


def test_each_table_counts_from_one(both, cast):
    numbers = [add(both, owner, "send it").number for owner in (cast.priya, cast.sam, cast.oscar, cast.rita)]

    assert numbers == [1, 2, 1, 3]


def test_what_is_added_reads_back_as_it_was(both, cast):
    added = add(
        both,
        cast.sam,
        "send it",
        due_on=TODAY + DAY,
        repeats="weekly",
        plan="when I'm back then send it",
        plan_on=TODAY,
        seen_by=SeenBy.ORGANISATION,
    )

    assert commitments.by_id(both, cast.sam.viewer, added.id) == added
    assert (added.owner, added.organisation) == ("Sam Okoye", "Ward 9 Trust")


def test_the_numbers_stay_unique_when_many_commit_at_once(database):
    engine = make_engine(database)
    with engine.begin() as tx:
        cast = the_cast(tx)
    ready = Barrier(4)
    numbers = []

    def commit(owner):
        ready.wait()
        for _ in range(5):
            with engine.begin() as tx:
                numbers.append(add(tx, owner, "send it").number)

    threads = [Thread(target=commit, args=(owner,)) for owner in (cast.priya, cast.sam, cast.jo, cast.rita)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    engine.dispose()

    assert sorted(numbers) == list(range(1, 21))


def visible(tx, viewer):
    """The numbers that every statement together lets somebody see."""
    found = {one.number for partner in range(1, 10) for one in commitments.open_of(tx, viewer, partner)}
    return found | {number for number in range(1, 10) if commitments.numbered(tx, viewer, number)}


def test_what_an_organisation_keeps_to_itself_is_seen_by_nobody_else(both, cast):
    add(both, cast.sam, "for the table", due_on=TODAY)
    add(both, cast.sam, "for our own", due_on=TODAY, seen_by=SeenBy.ORGANISATION)
    add(both, cast.rita, "hers alone", due_on=TODAY, seen_by=SeenBy.ORGANISATION)
    operator = Viewer(partnership_id=cast.sam.partnership.id, partner_id=None, organisation_id=None, role="operator")

    assert visible(both, cast.sam.viewer) == {1, 2}
    assert visible(both, cast.jo.viewer) == {1, 2}
    assert visible(both, cast.priya.viewer) == {1}
    assert visible(both, cast.rita.viewer) == {1, 3}
    assert visible(both, operator) == {1}
    assert visible(both, cast.oscar.viewer) == set()


def test_an_ask_is_between_the_two_of_them_until_it_is_answered(both, cast):
    asked = add(both, cast.sam, "share the list", due_on=TODAY, state=State.ASKED, asked_by=cast.priya.id)

    assert [one.number for one in commitments.waiting_for(both, cast.sam)] == [1]
    assert visible(both, cast.priya.viewer) == {1}
    assert visible(both, cast.jo.viewer) == set()

    commitments.save(both, replace(asked, state=State.OPEN))

    assert visible(both, cast.jo.viewer) == {1}
    assert commitments.waiting_for(both, cast.sam) == []


def test_asks_are_told_with_their_askers_name(both, cast):
    add(both, cast.sam, "share the list", state=State.ASKED, asked_by=cast.priya.id)

    [one] = commitments.waiting_for(both, cast.sam)

    assert (one.owner, one.asker) == ("Sam Okoye", "Priya Shah")


def test_an_asker_sees_what_became_of_it_for_a_while(both, cast):
    for text in ("a", "b", "c"):
        add(both, cast.sam, text, state=State.ASKED, asked_by=cast.priya.id)
    one, other, _waiting = commitments.asked_by(both, cast.priya, since=NOW)
    commitments.save(both, replace(one, state=State.KEPT, closed_at=NOW))
    commitments.save(both, replace(other, state=State.LET_GO, closed_at=NOW - 2 * DAY))

    assert [found.text for found in commitments.asked_by(both, cast.priya, since=NOW - DAY)] == ["a", "c"]
    assert commitments.asked_by(both, cast.sam, since=NOW - DAY) == []


def test_an_asker_does_not_see_what_became_one_organisations_own(both, cast):
    asked = add(both, cast.sam, "a", state=State.ASKED, asked_by=cast.priya.id)
    commitments.save(both, replace(asked, state=State.OPEN, seen_by=SeenBy.ORGANISATION))

    assert commitments.asked_by(both, cast.priya, since=NOW) == []


def test_lists_go_by_date_and_what_has_none_comes_last(both, cast):
    for text, due_on in (("later", TODAY + DAY), ("some day", None), ("now", TODAY)):
        add(both, cast.sam, text, due_on=due_on)

    assert [one.text for one in commitments.open_of(both, cast.sam.viewer, cast.sam.id)] == ["now", "later", "some day"]


@pytest.mark.parametrize("due_on", [None, TODAY])
def test_the_same_words_are_found_for_the_same_owner_day_and_time(both, cast, due_on):
    add(both, cast.sam, "send it", due_on=due_on)
    other = TODAY + DAY

    assert commitments.same_words(both, cast.sam, "send it", due_on, since=NOW) == (1, 1)
    assert commitments.same_words(both, cast.sam, "send it", other, since=NOW) == (None, 1)
    assert commitments.same_words(both, cast.jo, "send it", due_on, since=NOW) == (None, 0)
    assert commitments.same_words(both, cast.sam, "Send it", due_on, since=NOW) == (None, 1)
    assert commitments.same_words(both, cast.sam, "send it", due_on, since=NOW + DAY) == (None, 1)


def test_the_same_words_that_are_kept_by_now_can_be_said_again(both, cast):
    one = add(both, cast.sam, "send it")
    commitments.save(both, replace(one, state=State.KEPT, closed_at=NOW))

    assert commitments.same_words(both, cast.sam, "send it", None, since=NOW) == (None, 0)


def test_an_older_version_never_overwrites_a_newer_one(both, cast):
    one = add(both, cast.sam, "send it")
    moved = commitments.save(both, replace(one, due_on=TODAY))

    assert moved.version == 2
    with pytest.raises(LookupError):
        commitments.save(both, replace(one, due_on=TODAY + DAY))


def test_what_came_of_one_is_found_again(both, cast):
    one = add(both, cast.sam, "send it")
    offered = add(both, cast.jo, "send it", state=State.ASKED, asked_by=cast.sam.id)
    commitments.relate(both, cast.sam, one, what="offered", other=offered, now=NOW)

    assert commitments.related(both, cast.sam.viewer, one, "offered") == [replace(offered, asker="Sam Okoye")]
    assert commitments.related(both, cast.sam.viewer, one, "followed") == []
    assert commitments.related(both, cast.priya.viewer, one, "offered") == []
    assert commitments.related(both, cast.jo.viewer, offered, "offered") == []


def test_whoever_leaves_lets_go_of_everything_that_waited_on_them(both, cast):
    add(both, cast.sam, "open")
    add(both, cast.sam, "asked", state=State.ASKED, asked_by=cast.priya.id)
    add(both, cast.jo, "somebody else's")
    kept = add(both, cast.sam, "kept")
    commitments.save(both, replace(kept, state=State.KEPT, closed_at=NOW))

    assert commitments.let_go_all(both, cast.sam, now=NOW) == 2

    found = [commitments.numbered(both, cast.sam.viewer, number) for number in range(1, 5)]
    assert [one.state for one in found if one] == [State.LET_GO, State.LET_GO, State.OPEN, State.KEPT]


def test_a_commitment_stays_readable_when_its_owner_has_changed_seats(both, cast):
    add(both, cast.sam, "send it")
    body = tables.organisation_id(both, "Northside", now=NOW)
    tables.move_to(
        both,
        cast.sam,
        tables.organisation_seat(both, partnership_id=cast.sam.partnership.id, organisation_id=body, now=NOW),
        by=SeatedBy.STATEMENT,
    )

    [one] = commitments.open_of(both, cast.priya.viewer, cast.sam.id)
    assert one.organisation == "Northside"


def test_whether_the_same_words_were_said_is_looked_for_among_ones_own(tx):
    """Not among all that is due at the table on that day, which a busy Friday makes long."""
    keys = {"partnership": 1, "partner": 2, "text": "send it", "due_on": TODAY, "since": NOW}
    plan = plan_of(tx, commitments.SAME_WORDS, **keys)

    assert "partner_id=? AND state=? AND due_on=?" in plan
    assert "TEMP B-TREE" not in plan
