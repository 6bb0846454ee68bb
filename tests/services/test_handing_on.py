"""Handing on: an ask to take something over, which stays where it is until the other says yes."""

import pytest

from bot.domain.commitments import SeenBy, State
from bot.domain.people import Identity, Role
from bot.messages.parts import Form
from bot.services import asks, commitments
from bot.services.request import Said
from bot.storage import commitments as storage
from bot.storage import tables
from tests.support.committing import DAY, NOW, TODAY, press, seat, submit, text, the_cast, words

FRIDAY = TODAY + 3 * DAY


@pytest.fixture
def cast(tx):
    return the_cast(tx)


def of(tx, asker, number=1):
    found = storage.numbered(tx, asker.viewer, number)
    assert found
    return found


def offers(tx):
    rows = tx.exec_driver_sql("SELECT person_id, period FROM outbox WHERE kind = 'offer' ORDER BY id")
    return [tuple(row) for row in rows]


@pytest.fixture
def offered(tx, cast):
    commitments.make(tx, cast.priya, words("share the void list by Friday"), now=NOW)
    return asks.hand_on(tx, cast.priya, words("1 to @Sam Okoye because I'm away"), now=NOW)


def test_what_is_handed_on_stays_ones_own_until_they_say_yes(tx, cast, offered):
    assert "I'll ask Sam Okoye to take on “share the void list”. It stays yours" in text(offered)
    assert [of(tx, cast.priya, number).state for number in (1, 2)] == [State.OPEN, State.ASKED]
    assert of(tx, cast.sam, 2).reason == "I'm away"
    assert offers(tx) == [(cast.sam.person.id, "commitment:2")]


def test_a_yes_closes_the_one_and_opens_the_other_with_the_why(tx, cast, offered):
    reply = asks.accept(tx, cast.sam, words("2"), now=NOW)

    assert "It's no longer Priya Shah's." in text(reply)
    assert [of(tx, cast.jo, number).state for number in (1, 2)] == [State.HANDED_ON, State.OPEN]
    assert of(tx, cast.sam, 2).due_on == FRIDAY
    told = text(commitments.more(tx, cast.priya, words("1"), now=NOW))
    assert "offered on to Sam Okoye “I'm away”" in told
    assert "handed on" in told
    assert "has been handed on" in text(commitments.done(tx, cast.priya, words("1"), now=NOW))


def test_a_no_leaves_it_where_it_is(tx, cast, offered):
    asks.decline(tx, cast.sam, words("2"), now=NOW)

    assert of(tx, cast.priya).state is State.OPEN


def test_something_smaller_leaves_the_rest_where_it_is(tx, cast, offered):
    asks.smaller(tx, cast.sam, words("2 share the first page"), now=NOW)

    assert [of(tx, cast.priya, number).state for number in (1, 2)] == [State.OPEN, State.OPEN]


def test_it_can_be_offered_again_after_a_no(tx, cast, offered):
    asks.decline(tx, cast.sam, words("2"), now=NOW)
    asks.hand_on(tx, cast.priya, words("1 to Sam Okoye"), now=NOW)

    assert [of(tx, cast.sam, number).state for number in (2, 3)] == [State.LET_GO, State.ASKED]


def test_offering_it_to_somebody_else_takes_the_first_offer_back(tx, cast, offered):
    asks.hand_on(tx, cast.priya, words("1 to Jo Lewis"), now=NOW)

    assert [of(tx, cast.priya, number).state for number in (2, 3)] == [State.LET_GO, State.ASKED]


def test_offering_it_twice_to_the_same_person_is_one_offer(tx, cast, offered):
    reply = asks.hand_on(tx, cast.priya, words("1 to Sam Okoye"), now=NOW)

    assert "has been asked already" in text(reply)
    assert len(offers(tx)) == 1


def test_what_is_done_meanwhile_is_offered_no_more(tx, cast, offered):
    commitments.done(tx, cast.priya, words("1"), now=NOW)

    assert of(tx, cast.sam, 2).state is State.LET_GO
    assert "has been let go already" in text(asks.accept(tx, cast.sam, words("2"), now=NOW))
    assert of(tx, cast.priya).state is State.KEPT


def test_what_is_undone_after_a_yes_is_not_taken_twice(tx, cast, offered):
    asks.accept(tx, cast.sam, words("2"), now=NOW)

    assert "has been handed on" in text(commitments.undo(tx, cast.priya, words("1"), now=NOW))


def test_what_only_an_organisation_sees_can_be_handed_out_of_it(tx, cast):
    commitments.make(tx, cast.priya, words("our own list"), now=NOW)
    commitments.more(tx, cast.priya, words("1 for my organisation"), now=NOW)
    asks.hand_on(tx, cast.priya, words("1 to Sam Okoye"), now=NOW)
    asks.accept(tx, cast.sam, words("2"), now=NOW)

    assert of(tx, cast.priya).state is State.HANDED_ON
    assert of(tx, cast.sam, 2).seen_by is SeenBy.ORGANISATION
    assert [storage.numbered(tx, who.viewer, 2) for who in (cast.priya, cast.rita)] == [None, None]


def test_the_form_for_handing_on_offers_the_others(tx, cast):
    kept = commitments.make(tx, cast.priya, words("share it by Friday"), now=NOW)
    shown = commitments.more(tx, cast.priya, press(kept, "More"), now=NOW)
    form = asks.hand_on(tx, cast.priya, press(shown, "Hand on"), now=NOW)
    assert isinstance(form.show, Form)
    assert [option.label for option in form.show.fields[0].options] == ["Jo Lewis", "Rita Ahmed", "Sam Okoye"]

    asks.hand_on(tx, cast.priya, submit(form, person=str(cast.jo.id), reason="I'm away"), now=NOW)

    assert (of(tx, cast.jo, 2).state, of(tx, cast.jo, 2).reason) == (State.ASKED, "I'm away")


def test_the_form_needs_no_reason(tx, cast):
    commitments.make(tx, cast.priya, words("share it"), now=NOW)
    asks.hand_on(tx, cast.priya, Said(on=("1",), values={"person": str(cast.jo.id)}), now=NOW)

    assert of(tx, cast.jo, 2).reason is None


def test_handing_on_to_oneself_or_a_listener_changes_nothing(tx, cast):
    seat(tx, cast.sam.partnership.id, "Olu Grant", role=Role.OBSERVER)
    commitments.make(tx, cast.priya, words("share it"), now=NOW)

    assert "As it stands" in text(asks.hand_on(tx, cast.priya, words("1 to Priya Shah"), now=NOW))
    assert "to listen" in text(asks.hand_on(tx, cast.priya, words("1 to Olu Grant"), now=NOW))
    assert offers(tx) == []


def test_handing_on_through_a_chat_platforms_mention(tx, cast):
    tables.add_identity(tx, cast.sam.person.id, platform="slack", tenant="T1", user="U1", now=NOW)
    commitments.make(tx, cast.priya, words("share it"), now=NOW)
    who = Identity(platform="slack", tenant="T1", user="U1")
    asks.hand_on(tx, cast.priya, words("1 to", who), now=NOW)

    assert of(tx, cast.sam, 2).state is State.ASKED
