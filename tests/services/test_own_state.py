"""Somebody sees how they stood, and why; and corrects it with their own word."""

from datetime import date, timedelta

import pytest
from sqlalchemy import Connection, select

from bot.domain import calendars, deadlines
from bot.domain.errors import NoDayError
from bot.domain.people import Answer, Partner
from bot.domain.quiet import State
from bot.messages.parts import Form
from bot.services import own_state, standing, states
from bot.services.identity import operator_of
from bot.services.request import Said
from bot.storage import changes
from bot.storage import states as kept
from bot.storage import wishes as stored
from bot.storage.schema import door, partner
from bot.storage.upsert import insert_new
from tests.services.test_states import again, ask, here, told, turn
from tests.support.committing import DAY, NOW, TODAY, Cast, fields, press, text, the_cast, words

LATER = NOW + 30 * DAY


@pytest.fixture(autouse=True)
def _ready() -> None:
    """PostgreSQL ends a transaction that idles while days are learned to be read."""
    calendars.get_ready()
    deadlines.get_ready()


@pytest.fixture
def cast(both: Connection) -> Cast:
    both.execute(insert_new(door), {"platform": "web", "opened_at": NOW})
    found = the_cast(both)
    stored.record_consent(both, found.sam, Answer.YES, how="asked", on=TODAY, at=NOW)
    return found


@pytest.fixture
def quiet(both: Connection, cast: Cast) -> Partner:
    """Sam was here twice, then not; was asked on the eighteenth day, and is quiet."""
    for day in (0, 3):
        here(both, cast.sam, TODAY + day * DAY, at=NOW + day * DAY)
    ask(both, cast.sam, at=NOW + 18 * DAY)
    turn(both, 29)
    return again(both, cast.sam)


def test_each_change_is_told_with_its_day_and_its_reason(both: Connection, quiet: Partner):
    said = text(own_state.show(both, quiet, Said(), now=LATER))

    assert "Quiet from 17 December: last here 27 November, longer than is usual for you; asked 12 December." in said
    assert "From 12 December there was time to answer: last here 27 November; asked 12 December." in said
    assert "From 11 December it was longer than is usual for you: last here 27 November." in said
    assert "New here from 24 November" in said
    assert "0." not in said


def test_the_reason_kept_is_the_one_that_the_operator_is_told(both: Connection, quiet: Partner):
    found = standing.as_json(standing.at_table(both, operator_of(quiet.partnership.id), at=LATER))
    [sam] = [one for one in found["partners"] if one["name"] == "Sam Okoye"]
    [*_, last] = kept.kept_of(both, [quiet.id])[quiet.id]

    assert (sam["state"], sam["asked_on"], sam["last_on"]) == ("quiet", str(last.asked_on), str(last.last_on))


def test_leave_said_afterwards_corrects_it_from_then_on_and_can_be_taken_back(both: Connection, quiet: Partner):
    before = told(both, quiet)
    noted = own_state.was_away(both, quiet, words("from 28 November to 20 December"), now=LATER)
    turn(both, 30)
    corrected = told(both, quiet)
    own_state.not_away(both, quiet, press(noted, "Undo"), now=LATER)
    turn(both, 30, 9)

    assert "away from Saturday 28 November to Sunday 20 December" in text(noted)
    away = (TODAY + 4 * DAY, State.AWAY)
    assert away in corrected
    assert corrected[-1] == (date(2026, 12, 21), State.NEW)
    assert not {State.DUE, State.ASKED, State.QUIET} & {state for _day, state in corrected}
    assert told(both, quiet) == before


def test_leave_said_afterwards_moves_the_next_question(both: Connection, cast: Cast):
    here(both, cast.sam, TODAY, at=NOW)
    own_state.was_away(both, again(both, cast.sam), words("from 25 November to 27 November"), now=NOW + 5 * DAY)
    due = both.execute(select(partner.c.next_check_in_at).where(partner.c.id == cast.sam.id)).scalar_one()

    assert due.date() == TODAY + (14 + 3) * DAY


def test_said_twice_it_is_so_once(both: Connection, quiet: Partner):
    for _time in range(2):
        own_state.was_away(both, quiet, words("from 1 December to 5 December"), now=LATER)

    assert stored.aways(both, [quiet.person.id]) == {quiet.person.id: ((date(2026, 12, 1), date(2026, 12, 5)),)}


def test_a_day_by_their_own_word_counts_until_they_take_it_back(both: Connection, quiet: Partner):
    before = told(both, quiet)
    noted = own_state.was_here(both, quiet, words("10 December"), now=LATER)
    turn(both, 30)
    corrected = told(both, quiet)
    taken_back = own_state.not_here(both, again(both, quiet), press(noted, "Undo"), now=LATER)
    turn(both, 30, 9)

    assert (TODAY + 17 * DAY, State.DUE) not in corrected
    assert told(both, quiet) == before
    assert "taken it back" in text(taken_back)
    assert "your word on Thursday 10 December already" in text(
        own_state.was_here(both, quiet, words("10 December"), now=LATER)
    )


def test_what_was_corrected_is_kept_with_who_did_it(both: Connection, quiet: Partner):
    own_state.was_here(both, quiet, words("10 December"), now=LATER)
    own_state.was_away(both, quiet, words("on 12 December"), now=LATER)
    found = changes.history(both, quiet.viewer, "partner", quiet.id)

    assert [(one.what, one.by, one.after) for one in found] == [
        ("was_here", "Sam Okoye", "2026-12-10"),
        ("was_away", "Sam Okoye", "2026-12-12/2026-12-12"),
    ]


def test_a_form_asks_for_both_days_and_says_which_is_wrong(both: Connection, quiet: Partner):
    def sent(**values: str):
        return own_state.was_away(both, quiet, Said(values=values), now=LATER)

    assert isinstance(own_state.was_away(both, quiet, Said(), now=LATER).show, Form)
    assert set(sent(first="", last="2026-12-05").wrong) == {"first"}
    assert set(sent(first="2026-12-05", last="sometime").wrong) == {"last"}
    assert set(sent(first="2026-12-05", last="2026-12-01").wrong) == {"last"}
    assert "Noted" in text(sent(first="2026-12-01", last="2026-12-05"))
    assert set(own_state.was_here(both, quiet, Said(values={"day": "sometime"}), now=LATER).wrong) == {"day"}
    assert set(own_state.was_here(both, quiet, Said(values={"day": ""}), now=LATER).wrong) == {"day"}


def test_from_a_day_on_asks_until_when(both: Connection, quiet: Partner):
    form = own_state.was_away(both, quiet, words("from 1 December"), now=LATER)
    kept = stored.aways(both, [quiet.person.id])

    assert isinstance(form.show, Form)
    assert fields(form) == {"first": "2026-12-01", "last": ""}
    assert not kept


def test_days_that_are_none_are_asked_for_again(both: Connection, quiet: Partner):
    with pytest.raises(NoDayError):
        own_state.was_away(both, quiet, words("for a bit"), now=LATER)
    with pytest.raises(NoDayError):
        own_state.was_here(both, quiet, words("sometime"), now=LATER)
    assert "nothing to take back" in text(own_state.not_away(both, quiet, words("for a bit"), now=LATER))
    assert "nothing to take back" in text(own_state.not_here(both, quiet, words("1 December"), now=LATER))


def test_in_ones_own_right_there_is_nothing_to_be_wrong(both: Connection, cast: Cast):
    here(both, cast.rita, TODAY, at=NOW)

    assert "in your own right" in text(own_state.show(both, cast.rita, Said(), now=NOW))
    assert states.bring_up(both, cast.rita, now=NOW + timedelta(hours=1)) == ()
