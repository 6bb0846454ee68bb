"""Calls, what gets in the way, and who is left be: the same on both databases, and for those alone whom it concerns."""

from datetime import date

import pytest

from bot.domain.calls import Hindrance, Outcome
from bot.domain.participation import Kind
from bot.services import asks, calls, commitments, hindrances, signs
from bot.storage import calls as storage
from bot.storage import hindrances as answers
from bot.storage import left_be, my_data
from bot.storage import signs as kept_signs
from tests.support.committing import DAY, NOW, TODAY, the_cast, words


@pytest.fixture
def cast(both):
    return the_cast(both)


def test_a_call_is_meant_told_and_denied(both, cast):
    number = storage.mean(both, cast.priya, cast.sam, ask_on=TODAY + DAY, now=NOW)
    assert [one.id for one in storage.meant_by(both, cast.priya, since=NOW)] == [number]
    assert storage.meant_for(both, cast.priya.viewer, [cast.sam.id], since=NOW)[cast.sam.id].by == "Priya Shah"
    assert storage.meant_for(both, cast.priya.viewer, [], since=NOW) == {}
    assert storage.one(both, cast.sam.viewer, number) is None

    assert storage.tell(both, cast.priya, number, Outcome.STEPPING_BACK, heard_on=TODAY, now=NOW)
    assert storage.say_way(both, cast.priya, number, Hindrance.HEARD)
    assert not storage.drop(both, cast.priya, number)
    assert not storage.tell(both, cast.jo, number, Outcome.STILL_IN, heard_on=None, now=NOW)
    [note] = storage.about(both, cast.sam)
    assert (note.outcome, note.way, note.name) == (Outcome.STEPPING_BACK, Hindrance.HEARD, "Sam Okoye")
    assert storage.whose_word(both, cast.priya.viewer) == {cast.sam.id}
    assert storage.days(both, cast.sam) == [TODAY]

    storage.deny(both, cast.jo, TODAY)
    assert storage.days(both, cast.sam) == [TODAY]
    storage.deny(both, cast.sam, TODAY)

    assert not storage.days(both, cast.sam)
    assert not storage.whose_word(both, cast.priya.viewer)


def test_what_was_noted_by_a_call_stands_with_the_day_they_were_heard_from(both, cast):
    calls.went(both, cast.priya, words("@Sam Okoye: still in"), now=NOW)
    calls.way(both, cast.priya, words("@Sam Okoye: time"), now=NOW)
    [sign] = kept_signs.noted_for(both, cast.sam)

    assert sign == kept_signs.Sign(
        on_day=TODAY, by="Priya Shah", kind=Kind.SPOKE, outcome=Outcome.STILL_IN, way=Hindrance.TIME
    )
    kept_signs.unnote(both, cast.sam, TODAY, by=cast.priya)
    assert not kept_signs.noted_for(both, cast.sam)
    assert signs.note_for(both, cast.priya, cast.sam, TODAY, now=NOW) is signs.Noted.NEW


def test_what_helps_before_a_call_is_what_the_caller_may_see(both, cast):
    commitments.make(both, cast.sam, words("send the data"), now=NOW)
    asks.ask(both, cast.priya, words("@Sam Okoye to share the void list"), now=NOW)
    asks.ask(both, cast.jo, words("@Sam Okoye to come early"), now=NOW)
    last = storage.last_said(both, cast.priya.viewer, cast.sam.id)

    assert last is not None
    assert (last.text, last.kept) == ("send the data", False)
    assert [(one.name, one.text) for one in storage.who_waits(both, cast.priya.viewer, cast.sam.id)] == [
        ("Priya Shah", "share the void list")
    ]
    assert storage.last_said(both, cast.oscar.viewer, cast.sam.id) is None


def test_what_gets_in_the_way_is_kept_once_a_person(both, cast):
    for way in (Hindrance.TIME, Hindrance.SLOT):
        answers.say(both, cast.sam, way, now=NOW)
    calls.went(both, cast.priya, words("@Jo Lewis: still in"), now=NOW)
    calls.way(both, cast.priya, words("@Jo Lewis: time"), now=NOW)
    found = answers.answers(both, cast.priya.viewer, since=NOW)

    assert {(one.partner_id, one.way, one.alone) for one in found} == {
        (cast.sam.id, Hindrance.SLOT, True),
        (cast.jo.id, Hindrance.TIME, False),
    }
    assert not answers.answers(both, cast.oscar.viewer, since=NOW)
    assert answers.last_asked(both, cast.priya.viewer) is None
    hindrances.post(both, cast.priya, words(""), now=NOW)
    assert answers.last_asked(both, cast.priya.viewer) == NOW
    assert answers.take_back(both, cast.sam)
    assert not answers.take_back(both, cast.sam)


def test_who_is_left_be_is_told_to_whoever_convenes(both, cast):
    left_be.leave(both, cast.sam, date(2027, 1, 4))

    assert left_be.now(both, cast.priya.viewer, TODAY) == [left_be.LeftBe(name="Sam Okoye", until=date(2027, 1, 4))]
    assert not left_be.now(both, cast.jo.viewer, TODAY)
    assert my_data.held_on(both, cast.sam).rows("left_be") == [{"left_be_until": date(2027, 1, 4)}]


def test_both_go_with_the_person(both, cast):
    calls.went(both, cast.priya, words("@Sam Okoye: still in"), now=NOW)
    answers.say(both, cast.sam, Hindrance.TIME, now=NOW)
    my_data.forget(both, cast.priya)
    assert [one.by for one in storage.about(both, cast.sam)] == [""]
    my_data.forget(both, cast.sam)

    assert both.exec_driver_sql("SELECT count(*) FROM call").scalar() == 0
    assert both.exec_driver_sql("SELECT count(*) FROM hindrance").scalar() == 0
