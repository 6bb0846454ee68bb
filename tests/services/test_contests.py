"""A figure that isn't right: the note stands beside it for whoever may see the figure, and for nobody else."""

import pytest
from sqlalchemy import Connection, insert, update

from bot.domain.people import Partner, Role
from bot.domain.quiet import State
from bot.domain.states import Change
from bot.messages.parts import Form
from bot.services import contests, my_data, our_part, own_state
from bot.services.request import Reply, Said
from bot.storage import contests as storage
from bot.storage import my_data as held
from bot.storage import states as kept
from bot.storage.schema import outbox, partner, sponsor
from tests.services.test_states import again
from tests.support.committing import DAY, NOW, TODAY, Cast, press, seat, submit, text, the_cast, words

WORDS = "we kept three, not two"


@pytest.fixture
def cast(both: Connection) -> Cast:
    return the_cast(both)


def say(tx: Connection, who: Partner, figure: str, said: str = WORDS) -> Reply:
    form = contests.say(tx, who, Said(on=(figure,)), now=NOW)
    return contests.say(tx, who, submit(form, words=said), now=NOW)


def part(tx: Connection, who: Partner) -> str:
    return text(our_part.show(tx, who, Said(), now=NOW))


def listed(tx: Connection, who: Partner) -> str:
    return text(contests.show(tx, who, Said(), now=NOW))


def stands(tx: Connection, who: Partner, state: State) -> None:
    kept.replace(tx, who, since=TODAY, told=[Change(on_day=TODAY, state=state)])


def test_a_button_beside_a_figure_chooses_it_and_asks_what_is_right(both: Connection, cast: Cast):
    pressed = press(our_part.show(both, cast.sam, Said(), now=NOW), "That isn't right…")
    form = contests.say(both, cast.sam, pressed, now=NOW).show
    empty = contests.say(both, cast.sam, submit(contests.say(both, cast.sam, pressed, now=NOW), words=" "), now=NOW)

    assert isinstance(form, Form)
    assert [field.value for field in form.fields] == ["part", ""]
    assert set(empty.wrong) == {"words"}


def test_it_stands_beside_our_part_for_our_own_and_for_nobody_else(both: Connection, cast: Cast):
    say(both, cast.sam, "kept")

    assert f"Sam Okoye on what was kept: “{WORDS}”" in part(both, cast.jo)
    for other in (cast.priya, cast.rita, cast.oscar):
        assert WORDS not in part(both, other)
        assert WORDS not in listed(both, other)


def test_the_seats_sponsor_reads_it_too(both: Connection, cast: Cast):
    lewis = seat(both, cast.sam.partnership.id, "Lewis Ray", role=Role.SPONSOR)
    agreed = {"partner_id": lewis.id, "seat_id": cast.sam.seat_id, "state": "agreed", "made_at": NOW}
    both.execute(insert(sponsor).values(partnership_id=cast.sam.partnership.id, **agreed))
    say(both, cast.sam, "kept")

    assert WORDS in part(both, lewis)


def test_of_oneself_it_stands_in_ones_own_state_and_a_colleague_reads_nothing(both: Connection, cast: Cast):
    say(both, cast.sam, "days")

    assert WORDS in text(own_state.show(both, cast.sam, Said(), now=NOW))
    assert WORDS not in part(both, cast.jo)
    assert WORDS not in listed(both, cast.jo)


@pytest.mark.parametrize(
    ("state", "figure", "sees"),
    [
        (State.QUIET, "state", True),
        (State.QUIET, "days", False),
        (State.ASKED, "state", False),
        (State.HERE, "last", False),
        (State.HERE, "seat_state", True),
        (State.HERE, "kept", False),
    ],
)
def test_a_coordinator_reads_it_where_they_may_see_the_figure(both: Connection, cast: Cast, state, figure, sees):
    stands(both, cast.sam, state)
    say(both, cast.sam, figure)

    assert (WORDS in listed(both, cast.priya)) is sees


def test_nobody_in_their_own_right_is_shown_to_a_coordinator(both: Connection, cast: Cast):
    stands(both, cast.rita, State.QUIET)
    say(both, cast.rita, "state")

    assert WORDS not in listed(both, cast.priya)
    assert WORDS in listed(both, cast.rita)


def test_a_coordinator_is_told_once_how_many_there_are(both: Connection, cast: Cast):
    say(both, cast.sam, "kept")
    say(both, cast.priya, "open")
    before = storage.new_for(both, cast.priya)
    sent = {"kind": "note", "period": "2026-W48", "route": "web", "due_at": NOW, "state": "sent", "sent_at": NOW + DAY}
    of = {"partnership_id": cast.priya.partnership.id, "person_id": cast.priya.person.id}
    both.execute(insert(outbox).values(**sent, **of, unasked=True))

    assert (before, storage.new_for(both, cast.priya)) == (1, 0)


def test_its_author_takes_it_back_and_nobody_else_can(both: Connection, cast: Cast):
    said = say(both, cast.sam, "kept")
    refused = contests.withdraw(both, cast.jo, press(said, "Take back"), now=NOW)
    before = part(both, cast.jo)
    contests.withdraw(both, cast.sam, press(said, "Take back"), now=NOW)

    assert "no such note" in text(refused)
    assert WORDS in before
    assert WORDS not in part(both, cast.jo)
    assert "isn't right, as far as you may see" in listed(both, cast.sam)


def test_a_coordinator_settles_what_they_may_see(both: Connection, cast: Cast):
    hidden = say(both, cast.sam, "kept")
    refused = contests.settle(both, cast.priya, press(hidden, "It's settled"), now=NOW)
    theirs = contests.settle(both, cast.jo, press(hidden, "It's settled"), now=NOW)
    say(both, cast.sam, "seat_state", "we were at the site visit")
    shown = contests.show(both, cast.priya, Said(), now=NOW)
    contests.settle(both, cast.priya, press(shown, "It's settled"), now=NOW)

    assert "no such note" in text(refused)
    assert "no such note" in text(theirs)
    assert "site visit" not in part(both, cast.jo)
    assert WORDS in part(both, cast.jo)


def test_typed_it_is_of_our_part_or_of_oneself_in_ones_own_right(both: Connection, cast: Cast):
    assert "something else in our part" in text(contests.say(both, cast.sam, words(WORDS), now=NOW))
    assert "something else that's held" in text(contests.say(both, cast.rita, words(WORDS), now=NOW))


def test_the_only_one_needs_no_number(both: Connection, cast: Cast):
    say(both, cast.sam, "kept")

    assert "no such note" in text(contests.withdraw(both, cast.sam, words("99999999999999999999"), now=NOW))
    assert "no such note" in text(contests.withdraw(both, cast.sam, words("the other one"), now=NOW))
    assert "Taken back" in text(contests.withdraw(both, cast.sam, words(""), now=NOW))
    assert "no such note" in text(contests.settle(both, cast.sam, words(""), now=NOW))


def test_words_that_seem_to_name_somebody_served_are_asked_about_first(both: Connection, cast: Cast):
    asked = contests.say(both, cast.sam, words("we rang 943 476 5919 twice"), now=NOW)

    assert "looks like an NHS number" in text(asked)
    assert storage.of_seat(both, cast.sam) == []


def test_it_is_held_on_its_author_and_goes_with_them(both: Connection, cast: Cast):
    say(both, cast.sam, "kept")
    mine = text(my_data.show(both, cast.sam, Said(), now=NOW))
    held.forget(both, cast.sam)

    assert WORDS in mine
    assert WORDS not in part(both, cast.jo)


def test_who_reads_along_contests_nothing_of_an_organisation(both: Connection, cast: Cast):
    both.execute(update(partner).where(partner.c.id == cast.jo.id).values(role="observer"))
    from_observer = contests.say(both, again(both, cast.jo), words(WORDS), now=NOW)

    assert "something else that's held" in text(from_observer)
