"""What comes of an ask: by which day, in return for what, and how whoever asked hears of it."""

import pytest

from bot.domain.commitments import SeenBy, State
from bot.domain.people import Role
from bot.messages.cards import asks as cards
from bot.messages.parts import Form
from bot.messages.words import plain
from bot.services import asks, commitments
from bot.storage import answered, outbox, weeks
from bot.storage import commitments as storage
from bot.storage.commitments import NewCommitment
from tests.support.committing import DAY, NOW, TODAY, press, seat, submit, text, the_cast, words
from tests.support.scene import a_table_of_five, at

FRIDAY = TODAY + 3 * DAY


@pytest.fixture
def cast(tx):
    return the_cast(tx)


def of(tx, asker, number=1):
    found = storage.numbered(tx, asker.viewer, number)
    assert found
    return found


def new(said, **more):
    return NewCommitment(text=said, **more)


def offers(tx):
    rows = tx.exec_driver_sql("SELECT person_id, period FROM outbox WHERE kind = 'offer' ORDER BY id")
    return [tuple(row) for row in rows]


def test_a_yes_to_what_has_no_day_asks_for_one_first(tx, cast):
    asks.ask(tx, cast.priya, words("@Sam Okoye to share it"), now=NOW)
    listed = commitments.list_open(tx, cast.sam, words(""), now=NOW)
    form = asks.accept(tx, cast.sam, press(listed, "Yes, by…"), now=NOW)

    assert isinstance(form.show, Form)
    assert of(tx, cast.sam).state is State.ASKED
    for day in ("", "31 November", "soon"):
        assert asks.accept(tx, cast.sam, submit(form, due_on=day), now=NOW).wrong
    reply = asks.accept(tx, cast.sam, submit(form, due_on="Friday"), now=NOW)
    assert text(reply).startswith("You said you'd “share it” by Friday 27 November.")
    assert of(tx, cast.sam).due_on == FRIDAY


def test_a_yes_without_a_day_can_still_be_typed(tx, cast):
    asks.ask(tx, cast.priya, words("@Sam Okoye to share it"), now=NOW)
    asks.accept(tx, cast.sam, words("1"), now=NOW)

    assert (of(tx, cast.sam).state, of(tx, cast.sam).due_on) == (State.OPEN, None)


def test_a_yes_to_what_has_a_day_takes_that_day(tx, cast):
    asks.ask(tx, cast.priya, words("@Sam Okoye to share it by Friday"), now=NOW)
    listed = commitments.list_open(tx, cast.sam, words(""), now=NOW)
    asks.accept(tx, cast.sam, press(listed, "Yes"), now=NOW)

    assert of(tx, cast.sam).due_on == FRIDAY


def test_what_is_asked_every_week_is_said_and_stays_so(tx, cast):
    asked = asks.ask(tx, cast.priya, words("@Sam Okoye to share it every Friday"), now=NOW)
    assert "“share it” every week, next by Friday 27 November" in text(asked)
    card = asks.offered(tx, cast.sam, "1", now=NOW)
    assert card
    assert "Every week, next by Friday 27 November, if you can." in card.text
    late = NOW + 8 * DAY
    asks.accept(tx, cast.sam, words("1"), now=late)

    assert (of(tx, cast.sam).due_on, of(tx, cast.sam).repeats) == (FRIDAY + 7 * DAY, "weekly")


@pytest.mark.parametrize(
    ("said", "due_on", "repeats"),
    [
        ("share half", FRIDAY, "weekly"),
        ("share half by Thursday", FRIDAY - DAY, None),
        ("share half every other Thursday", FRIDAY - DAY, "fortnightly"),
    ],
)
def test_something_smaller_comes_again_as_they_say(tx, cast, said, due_on, repeats):
    asks.ask(tx, cast.priya, words("@Sam Okoye to share it every Friday"), now=NOW)
    asks.smaller(tx, cast.sam, words(f"1 {said}"), now=NOW)

    assert (of(tx, cast.sam).text, of(tx, cast.sam).due_on) == ("share half", due_on)
    assert of(tx, cast.sam).repeats == repeats


def test_whatever_was_agreed_elsewhere_is_asked_once(tx, cast):
    first = asks.ask_of(tx, cast.priya, cast.sam, new("share it", due_on=FRIDAY, source="meeting:7:1"), now=NOW)
    again = asks.ask_of(tx, cast.priya, cast.sam, new("share all of it", source="meeting:7:1"), now=NOW)
    same = asks.ask_of(tx, cast.priya, cast.sam, new("share it", source="meeting:7:2"), now=NOW)

    assert first
    assert (first.state, first.due_on, first.asker) == (State.ASKED, FRIDAY, "Priya Shah")
    assert again == of(tx, cast.priya)
    assert same == of(tx, cast.priya)
    assert offers(tx) == [(cast.sam.person.id, "commitment:1")]


def test_what_somebody_asks_of_themself_is_their_own_and_an_observer_is_not_asked(tx, cast):
    mine = asks.ask_of(tx, cast.priya, cast.priya, new("write the minutes"), now=NOW)

    assert mine
    assert (mine.state, mine.asked_by) == (State.OPEN, None)
    listener = seat(tx, cast.sam.partnership.id, "Olu Bell", "Ward 9 Trust", role=Role.OBSERVER)
    assert asks.ask_of(tx, cast.priya, listener, new("listen"), now=NOW) is None


def test_both_sentences_reach_whoever_is_asked(tx, cast):
    asks.ask_of(tx, cast.priya, cast.sam, new("ring us before noon", in_return="the bed list"), now=NOW)

    card = asks.offered(tx, cast.sam, "1", now=NOW)
    assert card
    said = card.text
    assert "Priya Shah asks at Home from hospital: “ring us before noon”." in said
    assert "They think you might need of them: “the bed list”." in said
    assert "the bed list" in text(commitments.list_open(tx, cast.sam, words(""), now=NOW))
    assert "In return: “the bed list”" in text(commitments.more(tx, cast.sam, words("1"), now=NOW))


def test_why_something_is_handed_on_reaches_them_too(tx, cast):
    commitments.make(tx, cast.priya, words("share the void list by Friday"), now=NOW)
    asks.hand_on(tx, cast.priya, words("1 to @Sam Okoye because I'm away"), now=NOW)

    card = asks.offered(tx, cast.sam, "2", now=NOW)
    assert card
    assert "Why: “I'm away”" in card.text


def test_all_that_somebody_has_open_is_offered_on_at_once_with_one_message(tx, cast):
    for said in ("first by Friday", "second", "third"):
        commitments.make(tx, cast.sam, words(said), now=NOW)
    offered = asks.offer_on_all(tx, cast.sam, cast.jo, now=NOW)
    again = asks.offer_on_all(tx, cast.sam, cast.jo, now=NOW)

    assert [one.text for one in offered] == ["first", "second", "third"]
    assert again == []
    assert [one.text for one in weeks.asked_of(tx, cast.jo)] == ["first", "second", "third"]
    assert offers(tx) == [(cast.jo.person.id, "commitment:4")]
    assert [one.state for one in storage.open_of(tx, cast.sam.viewer, cast.sam.id)] == [State.OPEN] * 3
    asks.accept(tx, cast.jo, words("4"), now=NOW)
    assert of(tx, cast.sam, 1).state is State.HANDED_ON


def test_what_only_an_organisation_sees_is_not_offered_to_another(tx, cast):
    commitments.make(tx, cast.sam, words("inside"), now=NOW)
    commitments.more(tx, cast.sam, words("1 for my organisation"), now=NOW)

    assert asks.offer_on_all(tx, cast.sam, cast.priya, now=NOW) == []
    [inside] = asks.offer_on_all(tx, cast.sam, cast.jo, now=NOW)
    assert inside.seen_by is SeenBy.ORGANISATION


def test_offering_to_somebody_else_takes_the_first_offer_back(tx, cast):
    commitments.make(tx, cast.sam, words("first"), now=NOW)
    asks.offer_on_all(tx, cast.sam, cast.jo, now=NOW)
    asks.offer_on_all(tx, cast.sam, cast.rita, now=NOW)

    assert [one.text for one in weeks.asked_of(tx, cast.jo)] == []
    assert [one.text for one in weeks.asked_of(tx, cast.rita)] == ["first"]


@pytest.mark.parametrize(
    ("answer", "said", "told"),
    [
        (asks.accept, "1 by Friday", "Sam Okoye said yes: “share it”, by"),
        (asks.accept, "1", "Sam Okoye said yes: “share it”."),
        (asks.smaller, "1 share half", "Sam Okoye can do this much of “share it”: “share half”."),
        (asks.decline, "1 because it is housing's", "Sam Okoye can't take on “share it”, and said so. Good to know."),
    ],
)
def test_each_answer_is_news_for_whoever_asked(tx, cast, answer, said, told):
    asks.ask(tx, cast.priya, words("@Sam Okoye to share it"), now=NOW)
    assert answered.new_for(tx, cast.priya, now=NOW) == []
    answer(tx, cast.sam, words(said), now=NOW)

    [news] = answered.new_for(tx, cast.priya, now=NOW)
    assert plain(cards.answered(news).text).startswith(told)
    assert answered.whose(tx, cast.priya.viewer, now=NOW) == {cast.priya.id}
    assert answered.new_for(tx, cast.sam, now=NOW) == []
    assert answered.new_for(tx, cast.priya, now=NOW + answered.NEWS_FOR + DAY) == []


def test_an_answer_changed_since_is_told_as_it_is_now(tx, cast):
    asks.ask(tx, cast.priya, words("@Sam Okoye to share it"), now=NOW)
    no = asks.decline(tx, cast.sam, words("1"), now=NOW)
    commitments.undo(tx, cast.sam, press(no, "Undo"), now=NOW)
    asks.accept(tx, cast.sam, words("1"), now=NOW)

    assert [one.what for one in answered.new_for(tx, cast.priya, now=NOW)] == ["accepted"]


async def test_an_answer_comes_in_the_next_note_and_once(store):
    table = await a_table_of_five(store)
    await table.say("lewis", "/table ask @Sam to share the void list by 2027-03-01", now=at(0, 9))
    await table.say("sam", "yes to 1", now=at(0, 10))
    lines = [one.row for one in await table.days(0, 15) if one.row.kind == "note"]

    assert sum((one.card or "").count("Sam Okoye said yes") for one in lines) == 1
    assert not await table.store.read(answered.new_for, table.persons["lewis"], now=at(16))
    assert outbox.SENT in {row.state for row in await table.rows("note", "lewis")}
