"""Who is on a commitment, for whom it is, and what whoever asked is told: on both databases."""

from dataclasses import replace
from threading import Barrier, Thread

import pytest

from bot.domain.commitments import State
from bot.services import commitments as services
from bot.services.request import Said
from bot.storage import answered, commitments, helping, my_data, parties, parts, stuck, together, weeks
from bot.storage.commitments import NewCommitment
from bot.storage.engine import make_engine
from bot.storage.joining import join
from tests.support.committing import DAY, NOW, TODAY, the_cast


@pytest.fixture
def cast(both):
    return the_cast(both)


@pytest.fixture
def one(both, cast):
    """Sam's, together with Priya, for Rita."""
    made = commitments.add(both, cast.sam, NewCommitment(text="run it", due_on=TODAY + DAY), now=NOW)
    parties.ask(both, made, cast.priya, by=cast.sam, now=NOW)
    parties.turn(both, made, cast.priya, together.IN, now=NOW)
    helping.add(both, made, cast.rita.seat_id)
    return made


def test_names_and_numbers_are_read_with_it(both, cast, one):
    found = commitments.by_id(both, cast.rita.viewer, one.id)

    assert found
    assert found == replace(one, parties=frozenset({cast.priya.id}), others=("Riverside",), helps="Rita Ahmed")
    assert found.whose == ("Ward 9 Trust", "Riverside")
    [item] = weeks.due_between(both, cast.rita.viewer, first=TODAY, last=TODAY + DAY, most=5)
    assert (item.whose, item.helps) == (found.whose, "Rita Ahmed")
    assert item.on_it == {cast.sam.id, cast.priya.id}
    assert [item.number for item in weeks.open_of(both, cast.priya)] == [1]
    assert parts.of_seat(both, cast.priya, since=TODAY).confirmed == 0


def test_a_name_stands_once_however_many_of_one_organisation_are_in(both, cast, one):
    for other in (cast.jo, cast.rita):
        parties.ask(both, one, other, by=cast.sam, now=NOW)
        parties.turn(both, one, other, together.IN, now=NOW)

    found = commitments.by_id(both, cast.rita.viewer, one.id)
    assert found
    assert found.whose == ("Ward 9 Trust", "Rita Ahmed", "Riverside")


def test_whoever_is_asked_whether_it_helped_is_found(both, cast, one):
    assert helping.waiting(both, cast.sam.viewer) == []
    kept = commitments.save(both, replace(one, state=State.KEPT, closed_at=NOW))

    assert helping.waiting(both, cast.sam.viewer) == [(1, cast.rita.id)]
    helping.answer(both, kept, helping.YES, by=cast.rita, now=NOW)
    [confirmed] = helping.confirmed(both, cast.jo.viewer, since=NOW - DAY, until=NOW, most=5)
    assert (confirmed.whose, confirmed.helps) == (("Ward 9 Trust", "Riverside"), "Rita Ahmed")
    assert parts.of_seat(both, cast.priya, since=TODAY).confirmed == 1
    assert my_data.held_on(both, cast.rita).numbers["helped"] == 1
    assert my_data.held_on(both, cast.priya).numbers["parties"] == 1


def test_what_follows_has_the_same_others_and_is_for_the_same(both, cast, one):
    following = commitments.add(both, cast.sam, NewCommitment(text="again"), now=NOW)
    parties.copy(both, one, following)
    helping.copy(both, one, following)

    found = commitments.by_id(both, cast.rita.viewer, following.id)
    assert found
    assert (found.others, found.helps) == (("Riverside",), "Rita Ahmed")


def test_erasing_and_joining_leave_nothing_that_points_nowhere(both, cast, one):
    my_data.forget(both, cast.sam)
    found = commitments.by_id(both, cast.rita.viewer, one.id)

    assert found
    assert (found.partner_id, found.parties) == (cast.priya.id, frozenset())
    join(both, kept=cast.jo.person.id, gone=cast.priya.person.id, now=NOW)
    my_data.forget(both, cast.rita)
    my_data.forget(both, cast.jo)
    assert commitments.by_id(both, cast.priya.viewer, one.id) is None


def test_what_was_answered_and_what_would_help_is_found(both, cast):
    asked = NewCommitment(text="share it", state=State.ASKED, asked_by=cast.priya.id)
    one = commitments.add(both, cast.sam, asked, asker="Priya Shah", now=NOW)
    commitments.note(both, cast.sam, one, what="accepted", now=NOW)
    taken = commitments.save(both, replace(one, state=State.OPEN))
    commitments.note(both, cast.sam, taken, what=stuck.ASKED_TABLE, reason="a van", now=NOW)

    assert [found.what for found in answered.new_for(both, cast.priya, now=NOW)] == ["accepted"]
    assert answered.whose(both, cast.priya.viewer, now=NOW) == {cast.priya.id}
    [would] = stuck.told(both, cast.rita.viewer, since=NOW - DAY, until=NOW, most=1)
    assert (would.whose, would.need) == ("Ward 9 Trust", "a van")
    assert stuck.take_back(both, taken) == 1


def test_two_who_say_done_at_once_close_it_once(database):
    engine = make_engine(database)
    with engine.begin() as tx:
        cast = the_cast(tx)
        one = commitments.add(tx, cast.sam, NewCommitment(text="run it", due_on=TODAY, repeats="weekly"), now=NOW)
        parties.ask(tx, one, cast.priya, by=cast.sam, now=NOW)
        parties.turn(tx, one, cast.priya, together.IN, now=NOW)
    gate = Barrier(2)

    def say_done(who):
        gate.wait()
        with engine.connect() as mine, mine.begin():
            services.done(mine, who, Said(rest="1"), now=NOW)

    both_of_them = [Thread(target=say_done, args=(who,)) for who in (cast.sam, cast.priya)]
    for thread in both_of_them:
        thread.start()
    for thread in both_of_them:
        thread.join()

    with engine.begin() as tx:
        assert [found.number for found in commitments.open_of(tx, cast.sam.viewer, cast.sam.id)] == [2]
    engine.dispose()
