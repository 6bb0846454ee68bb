"""Leaving somebody be: nobody asks after them or names them until then; they see it, and can lift it."""

from datetime import date

import pytest

from bot.domain.errors import EmptyWordsError, NoDayError, UnknownPersonError
from bot.messages.parts import Form
from bot.services import leaving_be, my_data, own_state
from bot.services.request import Said
from bot.storage import left_be, people
from tests.support.committing import DAY, NOW, TODAY, fields, labels, press, submit, text, the_cast, words

FOURTH = date(2027, 1, 4)


@pytest.fixture
def cast(tx):
    return the_cast(tx)


def leave(tx, cast, said="@Sam Okoye until 4 January"):
    return leaving_be.leave_be(tx, cast.priya, words(said), now=NOW)


def now_is(tx, who):
    found = people.partner_by_id(tx, partnership_id=who.partnership.id, partner_id=who.id)
    assert found is not None
    return found


def test_until_a_day_and_undone_as_it_was(tx, cast):
    before = now_is(tx, cast.sam)
    first = leave(tx, cast)
    assert text(first).startswith("I leave Sam Okoye be until Monday 4 January:")
    assert now_is(tx, cast.sam).left_be_until == FOURTH
    assert left_be.now(tx, cast.priya.viewer, TODAY) == [left_be.LeftBe(name="Sam Okoye", until=FOURTH)]

    later = leave(tx, cast, "@Sam Okoye until 1 February")
    leaving_be.undo(tx, cast.priya, press(later, "Undo"), now=NOW)
    assert now_is(tx, cast.sam).left_be_until == FOURTH
    undone = leaving_be.undo(tx, cast.priya, press(first, "Undo"), now=NOW)

    assert "it's as it was before" in text(undone)
    assert now_is(tx, cast.sam).left_be_until == before.left_be_until


def test_a_day_that_can_only_be_next_years_is_read_back_with_its_year(tx, cast):
    assert "until Saturday 20 November 2027" in text(leave(tx, cast, "@Sam Okoye until 20 November"))


def test_the_button_asks_until_when(tx, cast):
    form = leaving_be.leave_be(tx, cast.priya, Said(on=(str(cast.sam.id),)), now=NOW)
    assert isinstance(form.show, Form)
    assert fields(form) == {"until": ""}
    wrong = leaving_be.leave_be(tx, cast.priya, submit(form, until="whenever"), now=NOW)
    assert "until" in wrong.wrong

    leaving_be.leave_be(tx, cast.priya, submit(form, until="4 January"), now=NOW)

    assert now_is(tx, cast.sam).left_be_until == FOURTH


def test_it_is_over_by_itself(tx, cast):
    leave(tx, cast, "@Sam Okoye until Thursday")
    sam = now_is(tx, cast.sam)

    assert sam.is_left_be(TODAY)
    assert not sam.is_left_be(TODAY + 2 * DAY)
    assert not left_be.now(tx, cast.priya.viewer, TODAY + 2 * DAY)


def test_whoever_it_is_about_sees_it_and_lifts_it(tx, cast):
    leave(tx, cast)
    seen = my_data.show(tx, cast.sam, words(""), now=NOW)
    assert "Left be, by a coordinator's word, until: 4 January" in text(seen)
    assert "Ask after me as usual" in labels(seen)
    lifted = leaving_be.lift(tx, now_is(tx, cast.sam), press(seen, "Ask after me as usual"), now=NOW)

    assert text(lifted).startswith("Thank you.")
    assert now_is(tx, cast.sam).left_be_until is None
    assert "Nobody has said" in text(leaving_be.lift(tx, now_is(tx, cast.sam), words(""), now=NOW))


def test_by_words_it_is_ended_too(tx, cast):
    leave(tx, cast)
    leaving_be.undo(tx, cast.priya, words("@Sam Okoye be"), now=NOW)

    assert now_is(tx, cast.sam).left_be_until is None


@pytest.mark.parametrize(
    ("said", "wrong"),
    [("", EmptyWordsError), ("@Nobody Here until Friday", UnknownPersonError), ("@Sam Okoye", NoDayError)],
)
def test_what_it_needs_to_know_is_asked(tx, cast, said, wrong):
    with pytest.raises(wrong):
        leave(tx, cast, said)


def test_who_is_left_be_is_for_whoever_convenes(tx, cast):
    leave(tx, cast)

    for other in (cast.jo, cast.rita, cast.oscar):
        assert not left_be.now(tx, other.viewer, TODAY)


def test_whoever_it_is_about_sees_it_beside_how_they_stand_and_can_lift_it(tx, cast):
    leave(tx, cast)
    shown = own_state.show(tx, now_is(tx, cast.sam), Said(), now=NOW)
    assert "left be until Monday 4 January" in text(shown)
    assert "Ask after me as usual" in labels(shown)

    leaving_be.lift(tx, now_is(tx, cast.sam), Said(), now=NOW)

    assert "left be" not in text(own_state.show(tx, now_is(tx, cast.sam), Said(), now=NOW))
