"""Asks and handing on: nobody commits anyone else, and every answer is a good one."""

import pytest

from bot.domain.acts import Act
from bot.domain.commitments import State
from bot.domain.errors import NotAllowedError, PastDeadlineError, UnknownCommitmentError, UnknownPersonError
from bot.domain.people import Identity, Role
from bot.messages.parts import Form
from bot.services import asks, commitments, openings
from bot.services.request import Kept
from bot.storage import changes, outbox, tables
from bot.storage import commitments as storage
from tests.support.committing import DAY, NOW, TODAY, fields, labels, press, seat, submit, text, the_cast, words

FRIDAY = TODAY + 3 * DAY


@pytest.fixture
def cast(tx):
    return the_cast(tx)


def ask(tx, asker, said, now=NOW):
    return asks.ask(tx, asker, words(said), now=now)


def of(tx, asker, number=1):
    found = storage.numbered(tx, asker.viewer, number)
    assert found
    return found


def offers(tx):
    rows = tx.exec_driver_sql("SELECT person_id, period FROM outbox WHERE kind = 'offer' ORDER BY id")
    return [tuple(row) for row in rows]


def test_an_ask_waits_for_its_receiver_and_owes_them_one_message(tx, cast):
    reply = ask(tx, cast.priya, "@Sam Okoye to share the void list by Friday")

    assert text(reply).startswith(
        "I'll ask Sam Okoye: “share the void list” by Friday 27 November. Nothing is promised"
    )
    assert reply.kept == (Kept(kind="commitment", number=1, text="share the void list", due_on=FRIDAY),)
    one = of(tx, cast.sam)
    assert (one.state, one.partner_id, one.asked_by) == (State.ASKED, cast.sam.id, cast.priya.id)
    assert offers(tx) == [(cast.sam.person.id, "commitment:1")]


@pytest.mark.parametrize("said", ["@Sam to share it", "Sam Okoye to share it", "@sam@a.example share it"])
def test_the_receiver_is_read_however_they_are_written(tx, cast, said):
    ask(tx, cast.priya, said)

    assert (of(tx, cast.sam).text, of(tx, cast.sam).owner) == ("share it", "Sam Okoye")


def test_the_receiver_is_read_from_a_chat_platforms_mention(tx, cast):
    tables.add_identity(tx, cast.sam.person.id, platform="slack", tenant="T1", user="U1", now=NOW)
    who = Identity(platform="slack", tenant="T1", user="U1")
    asks.ask(tx, cast.priya, words("to share it", who), now=NOW)

    assert of(tx, cast.sam).text == "share it"


@pytest.mark.parametrize("said", ["@Oscar Bell to share it", "@Nobody to share it", "@Sam @Jo to share it"])
def test_somebody_elsewhere_or_several_at_once_are_not_asked(tx, cast, said):
    with pytest.raises(UnknownPersonError):
        ask(tx, cast.priya, said)
    assert offers(tx) == []


@pytest.mark.parametrize("said", ["Sam Okoye and Jo Lewis to meet", "Sam, Jo to meet", "Sam & Rita Ahmed to meet"])
def test_of_two_people_named_without_a_sign_nobody_is_asked(tx, cast, said):
    with pytest.raises(UnknownPersonError):
        asks.ask(tx, cast.priya, words(said), now=NOW)
    assert storage.waiting_for(tx, cast.sam) == []


def test_what_is_asked_may_begin_with_and(tx, cast):
    asks.ask(tx, cast.priya, words("Sam Okoye, and bring the list"), now=NOW)

    assert [one.text for one in storage.waiting_for(tx, cast.sam)] != []


def test_somebody_who_has_left_is_not_asked(tx, cast):
    tables.leave(tx, cast.sam, on=TODAY)

    with pytest.raises(UnknownPersonError):
        ask(tx, cast.priya, "@Sam Okoye to share it")


def test_asking_oneself_is_turned_into_a_commitment(tx, cast):
    reply = ask(tx, cast.sam, "@Sam Okoye to share it by Friday")
    assert "That's you." in text(reply)
    assert reply.wrong
    form = commitments.make(tx, cast.sam, press(reply, "Take it on"), now=NOW)
    commitments.make(tx, cast.sam, submit(form), now=NOW)

    assert (of(tx, cast.sam).state, of(tx, cast.sam).text) == (State.OPEN, "share it")


def test_an_observer_is_not_asked(tx, cast):
    seat(tx, cast.sam.partnership.id, "Olu Grant", role=Role.OBSERVER)

    reply = ask(tx, cast.priya, "@Olu Grant to share it")

    assert "Olu Grant is at this table to listen" in text(reply)
    assert reply.wrong
    assert offers(tx) == []


def test_a_day_that_has_gone_is_refused_with_the_words(tx, cast):
    with pytest.raises(PastDeadlineError):
        ask(tx, cast.priya, "@Sam Okoye to share it by 1/11/2026")


def test_said_bare_it_is_a_form_of_who_what_and_when(tx, cast):
    seat(tx, cast.sam.partnership.id, "Olu Grant", role=Role.OBSERVER)
    form = ask(tx, cast.priya, "")
    assert isinstance(form.show, Form)
    assert [option.label for option in form.show.fields[0].options] == ["Jo Lewis", "Rita Ahmed", "Sam Okoye"]

    asks.ask(tx, cast.priya, submit(form, person=str(cast.sam.id), words="to share it", due_on="2026-12-04"), now=NOW)

    assert (of(tx, cast.sam).text, of(tx, cast.sam).due_on) == ("share it", TODAY + 10 * DAY)


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"person": "", "words": "share it"}, "words"),
        ({"person": "999", "words": "share it"}, "words"),
        ({"person": "sam", "words": "by Friday"}, "words"),
        ({"person": "sam", "words": "share it", "due_on": "2026-11-01"}, "due_on"),
        ({"person": "sam", "words": "x" * 3001}, "words"),
    ],
)
def test_a_form_with_a_fault_stays_open_as_it_was(tx, cast, given, field):
    filled = {**given, "person": str(cast.sam.id) if given["person"] == "sam" else given["person"]}
    form = ask(tx, cast.priya, "")
    reply = asks.ask(tx, cast.priya, submit(form, **filled), now=NOW)

    assert list(reply.wrong) == [field]
    assert fields(reply)["words"] == given["words"]
    assert offers(tx) == []


def test_a_form_without_words_asks_for_them(tx, cast):
    reply = ask(tx, cast.priya, "@Sam Okoye")

    assert fields(reply)["person"] == str(cast.sam.id)
    assert reply.kept == ()


def test_a_day_alone_is_nothing_to_ask(tx, cast):
    with pytest.raises(Exception, match="empty"):
        ask(tx, cast.priya, "@Sam Okoye by Friday")


def test_the_same_ask_twice_is_asked_once(tx, cast):
    ask(tx, cast.priya, "@Sam Okoye to share it")
    reply = ask(tx, cast.priya, "@Sam Okoye to share it")

    assert "Sam Okoye has been asked already" in text(reply)
    assert len(offers(tx)) == 1
    assert ask(tx, cast.priya, "@Jo Lewis to share it").kept[0].number == 2


def test_a_yes_by_ones_own_day(tx, cast):
    ask(tx, cast.priya, "@Sam Okoye to share it by Friday")

    reply = asks.accept(tx, cast.sam, words("1 by Monday"), now=NOW)

    assert "You said you'd “share it” by Monday 30 November." in text(reply)
    assert "Priya Shah will see that you said yes." in text(reply)
    assert (of(tx, cast.priya).state, of(tx, cast.priya).due_on) == (State.OPEN, TODAY + 6 * DAY)


def test_a_yes_without_a_day_takes_the_one_suggested(tx, cast):
    ask(tx, cast.priya, "@Sam Okoye to share it by Friday")
    shown = commitments.list_open(tx, cast.sam, words(""), now=NOW)
    asks.accept(tx, cast.sam, press(shown, "Yes"), now=NOW)

    assert of(tx, cast.sam).due_on == FRIDAY


def test_a_suggested_day_that_has_gone_is_not_taken(tx, cast):
    ask(tx, cast.priya, "@Sam Okoye to share it by Friday")
    reply = asks.accept(tx, cast.sam, words("1"), now=NOW + 7 * DAY)

    assert "There's no date yet." in text(reply)


def test_what_is_said_with_a_yes_is_kept_with_it(tx, cast):
    ask(tx, cast.priya, "@Sam Okoye to share it")
    asks.accept(tx, cast.sam, words("1 by Friday, only the ward's part"), now=NOW)

    [change] = changes.history(tx, cast.priya.viewer, "commitment", of(tx, cast.sam).id)
    assert (change.what, change.reason) == ("accepted", "only the ward's part")


def test_a_second_yes_says_how_it_stands(tx, cast):
    ask(tx, cast.priya, "@Sam Okoye to share it")
    asks.accept(tx, cast.sam, words("1"), now=NOW)
    reply = asks.accept(tx, cast.sam, words("1"), now=NOW)

    assert "As it stands: “share it”, no date yet." in text(reply)


def test_with_one_ask_waiting_no_number_is_needed(tx, cast):
    ask(tx, cast.priya, "@Sam Okoye to share it")
    asks.accept(tx, cast.sam, words("by Friday"), now=NOW)

    assert of(tx, cast.sam).due_on == FRIDAY


def test_with_several_waiting_the_words_say_which(tx, cast):
    ask(tx, cast.priya, "@Sam Okoye to share the list")
    ask(tx, cast.priya, "@Sam Okoye to ring the ward")

    assert "Which one do you mean?" in text(asks.accept(tx, cast.sam, words(""), now=NOW))
    asks.accept(tx, cast.sam, words("ring the ward by Friday"), now=NOW)
    assert [of(tx, cast.sam, number).state for number in (1, 2)] == [State.ASKED, State.OPEN]


@pytest.mark.parametrize("answer", [asks.accept, asks.smaller, asks.decline])
def test_only_its_receiver_answers(tx, cast, answer):
    ask(tx, cast.priya, "@Sam Okoye to share it")

    with pytest.raises(NotAllowedError):
        answer(tx, cast.priya, words("1"), now=NOW)
    for outsider in (cast.jo, cast.oscar):
        with pytest.raises(UnknownCommitmentError):
            answer(tx, outsider, words("1"), now=NOW)


def test_something_smaller_is_what_is_open_then(tx, cast):
    ask(tx, cast.priya, "@Sam Okoye to share all the figures by Friday")

    reply = asks.smaller(tx, cast.sam, words("1 send last month's figures by Monday"), now=NOW)

    assert "You said you'd “send last month's figures” instead of “share all the figures”. By Monday 30" in text(reply)
    assert (of(tx, cast.sam).text, of(tx, cast.sam).state) == ("send last month's figures", State.OPEN)
    [change] = changes.history(tx, cast.priya.viewer, "commitment", of(tx, cast.sam).id)
    assert (change.before, change.after) == ("share all the figures", "send last month's figures")
    more = commitments.more(tx, cast.sam, words("1"), now=NOW)
    assert "made smaller; it was “share all the figures”" in text(more)


def test_the_form_for_something_smaller_starts_from_the_words_asked(tx, cast):
    ask(tx, cast.priya, "@Sam Okoye to share all the figures")
    shown = commitments.list_open(tx, cast.sam, words(""), now=NOW)
    form = asks.smaller(tx, cast.sam, press(shown, "Something smaller"), now=NOW)
    assert fields(form)["words"] == "share all the figures"

    late = asks.smaller(tx, cast.sam, submit(form, words="share some", due_on="2026-11-01"), now=NOW)
    assert (list(late.wrong), fields(late)["words"]) == (["due_on"], "share some")
    reply = asks.smaller(tx, cast.sam, submit(form, words="share some", due_on=""), now=NOW)
    assert "There's no date yet. Whoever asked will see it." in text(reply)


def test_something_smaller_needs_words_and_a_day_that_is_one(tx, cast):
    ask(tx, cast.priya, "@Sam Okoye to share all the figures")

    assert isinstance(asks.smaller(tx, cast.sam, words("1 by Friday"), now=NOW).show, Form)
    with pytest.raises(PastDeadlineError):
        asks.smaller(tx, cast.sam, words("1 share some by 1/11/2026"), now=NOW)


def test_not_us_is_a_good_answer_and_a_reason_can_follow(tx, cast):
    ask(tx, cast.priya, "@Sam Okoye to share it")

    reply = asks.decline(tx, cast.sam, words("1"), now=NOW)
    asks.decline(tx, cast.sam, words("1 because Elm Street holds it"), now=NOW)

    assert text(reply).startswith("That's fine: “share it” isn't yours to do. Priya Shah will see it.")
    assert of(tx, cast.sam).state is State.LET_GO
    told = text(commitments.list_open(tx, cast.priya, words(""), now=NOW))
    assert "Not going ahead: “Elm Street holds it”" in told


def test_a_reason_can_come_with_the_no(tx, cast):
    ask(tx, cast.priya, "@Sam Okoye to share it")
    reply = asks.decline(tx, cast.sam, words("1, we don't hold it"), now=NOW)

    assert of(tx, cast.sam).reason == "we don't hold it"
    assert "because ..." not in text(reply)


def test_a_no_can_be_taken_back_to_an_open_question(tx, cast):
    ask(tx, cast.priya, "@Sam Okoye to share it")
    said = asks.decline(tx, cast.sam, words("1"), now=NOW)
    reply = commitments.undo(tx, cast.sam, press(said, "Undo"), now=NOW)

    assert of(tx, cast.sam).state is State.ASKED
    assert labels(reply) == ["Yes, by…", "Something smaller", "Not us"]


def test_letting_go_of_an_ask_is_a_no(tx, cast):
    ask(tx, cast.priya, "@Sam Okoye to share it")

    assert "isn't yours to do" in text(commitments.let_go(tx, cast.sam, words("1"), now=NOW))


def test_whoever_asked_may_take_it_back_and_the_receiver_cannot_open_it(tx, cast):
    asked = ask(tx, cast.priya, "@Sam Okoye to share it")
    reply = commitments.let_go(tx, cast.priya, press(asked, "Take it back"), now=NOW)
    again = commitments.undo(tx, cast.sam, words("1"), now=NOW)

    assert "I'm no longer asking Sam Okoye to “share it”." in text(reply)
    assert "has been let go already" in text(again)
    assert labels(again) == []
    assert "has been let go already" in text(asks.decline(tx, cast.sam, words("1 because late"), now=NOW))


def test_what_was_asked_can_be_done_without_a_yes(tx, cast):
    ask(tx, cast.priya, "@Sam Okoye to share it")
    commitments.done(tx, cast.sam, words("share it"), now=NOW)

    assert of(tx, cast.priya).state is State.KEPT
    assert "Done." in text(commitments.list_open(tx, cast.priya, words(""), now=NOW))


def test_an_ask_is_not_moved_before_it_is_answered(tx, cast):
    ask(tx, cast.priya, "@Sam Okoye to share it")
    reply = commitments.move(tx, cast.sam, words("1 to Friday"), now=NOW)

    assert "“share it” is waiting for an answer from Sam Okoye." in text(reply)
    assert labels(reply) == ["Yes, by…", "Something smaller", "Not us"]


def test_an_ask_whose_asker_is_gone_can_still_be_answered(tx, cast):
    ask(tx, cast.priya, "@Sam Okoye to share it")
    tx.exec_driver_sql("UPDATE commitment SET asked_by = NULL")

    assert "Somebody who has left asks" in text(commitments.list_open(tx, cast.sam, words(""), now=NOW))
    declined = asks.decline(tx, cast.sam, words("1"), now=NOW)
    assert "will see it" not in text(declined)
    commitments.undo(tx, cast.sam, press(declined, "Undo"), now=NOW)
    reply = asks.accept(tx, cast.sam, words("1"), now=NOW)
    assert "will see" not in text(reply)


def test_the_message_goes_to_those_who_can_be_reached(tx, cast):
    tx.exec_driver_sql("DELETE FROM route")
    ask(tx, cast.priya, "@Sam Okoye to share it")

    assert offers(tx) == []
    assert outbox.OWED == "owed"


@pytest.mark.parametrize(("on", "opens"), [(("3",), False), (("3", "by"), True)])
def test_a_yes_opens_a_form_only_where_its_button_asks_for_a_day(on, opens):
    assert openings.opened_by(Act(name="commitment.accept", on=on)) is opens


@pytest.mark.parametrize(
    ("rest", "kept"),
    [
        ("@Sam Okoye: he'll bring the minibus by Friday", "bring the minibus"),
        ("@Sam Okoye, they will bring the minibus", "bring the minibus"),
        ("Sam: bring the minibus", "bring the minibus"),
        ("@Sam Okoye share the photo with us", "share the photo with us"),
    ],
)
def test_what_is_noted_for_somebody_who_rang_is_theirs_to_confirm(tx, cast, rest, kept):
    ask(tx, cast.priya, rest)

    assert (of(tx, cast.sam).text, of(tx, cast.sam).state) == (kept, State.ASKED)
