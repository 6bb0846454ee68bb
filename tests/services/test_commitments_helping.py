"""What is done for another organisation: they are asked once whether it helped, and what they confirm counts."""

import pytest

from bot.domain.commitments import SeenBy, State
from bot.domain.errors import NotAllowedError, UnknownCommitmentError
from bot.domain.people import Role
from bot.messages.words import plain
from bot.services import asks, commitments, digests, happened, offered, our_part
from bot.storage import commitments as storage
from bot.storage import my_data, parts, tables
from tests.support.committing import DAY, NOW, TODAY, labels, press, seat, submit, text, the_cast, words
from tests.support.scene import a_table_of_five, at

FRIDAY = TODAY + 3 * DAY


@pytest.fixture
def cast(tx):
    return the_cast(tx)


@pytest.fixture
def made(tx, cast):
    return commitments.make(tx, cast.priya, words("send the void list by Friday for Ward 9 Trust"), now=NOW)


@pytest.fixture
def kept(tx, cast, made):
    return commitments.done(tx, cast.priya, words("1"), now=NOW)


def of(tx, asker, number=1):
    found = storage.numbered(tx, asker.viewer, number)
    assert found
    return found


def offers(tx):
    rows = tx.exec_driver_sql("SELECT person_id, period FROM outbox WHERE kind = 'offer' ORDER BY id")
    return [tuple(row) for row in rows]


def test_for_whom_it_is_is_read_from_the_end_of_the_words(tx, cast, made):
    assert text(made).startswith("You said you'd “send the void list” by Friday 27 November.")
    assert "It's for Ward 9 Trust. Once it's done I'll ask them whether it helped." in text(made)
    assert "For: Ward 9 Trust" in text(commitments.more(tx, cast.rita, words("1"), now=NOW))
    assert offers(tx) == []


def test_once_it_is_done_whoever_is_most_here_of_them_is_asked(tx, cast, made):
    tx.exec_driver_sql(f"UPDATE partner SET last_on = '2026-11-20' WHERE id = {cast.jo.id}")
    done = commitments.done(tx, cast.priya, words("1"), now=NOW)

    assert "I'll ask Ward 9 Trust whether it helped." in text(done)
    assert offers(tx) == [(cast.jo.person.id, "helped:1")]
    card = offered.CARDS["helped"](tx, cast.jo, "1", now=NOW)
    assert card
    assert "At Home from hospital, Riverside did this for you: “send the void list”. Did it help?" in card.text
    assert offered.whose(tx, cast.sam.viewer) == {cast.jo.id}
    assert offered.items(tx, cast.sam, now=NOW) == ()
    [line] = offered.items(tx, cast.jo, now=NOW)
    assert [one.label for one in line.buttons] == ["Yes, thanks", "Not yet", "It wasn't for us"]


@pytest.mark.parametrize(
    ("label", "step", "said", "fact"),
    [
        (
            "Yes, thanks",
            commitments.yes,
            "with your thanks to Riverside: “send the void list” helped.",
            "yes, they say",
        ),
        ("Not yet", commitments.not_yet, "hasn't helped yet.", "not yet, they say"),
        ("It wasn't for us", commitments.not_us, "wasn't for you.", "it wasn't for them, they say"),
    ],
)
def test_each_answer_is_a_good_one_and_the_last_word_stands(tx, cast, kept, label, step, said, fact):
    more = commitments.more(tx, cast.jo, words("1"), now=NOW)
    answered = step(tx, cast.jo, press(more, label), now=NOW)

    assert said in text(answered)
    assert step(tx, cast.sam, words("1"), now=NOW).show == answered.show
    assert f"Did it help?: {fact}" in text(commitments.more(tx, cast.rita, words("1"), now=NOW))
    assert offered.whose(tx, cast.sam.viewer) == frozenset()
    assert offered.CARDS["helped"](tx, cast.sam, "1", now=NOW) is None
    back = commitments.unsay(tx, cast.jo, press(answered, "Undo"), now=NOW)
    assert "Taken back." in text(back)
    assert "Did it help?: not said yet" in text(commitments.more(tx, cast.rita, words("1"), now=NOW))
    assert "nothing to say" in text(commitments.unsay(tx, cast.jo, words("1"), now=NOW))


def test_anybody_who_sits_for_them_may_say_and_nobody_else(tx, cast, kept):
    convening = seat(tx, cast.sam.partnership.id, "Una Fox", "Northside Care", role=Role.COORDINATOR)
    listening = seat(tx, cast.sam.partnership.id, "Olu Bell", "Ward 9 Trust", role=Role.OBSERVER)
    for other in (cast.priya, cast.rita, convening, listening):
        with pytest.raises(NotAllowedError):
            commitments.yes(tx, other, words("1"), now=NOW)
        assert "Yes, thanks" not in labels(commitments.more(tx, other, words("1"), now=NOW))
    commitments.yes(tx, cast.jo, words("1"), now=NOW)

    assert of(tx, cast.rita).helped == "yes"
    with pytest.raises(UnknownCommitmentError):
        commitments.yes(tx, cast.jo, words("9"), now=NOW)
    with pytest.raises(UnknownCommitmentError):
        commitments.yes(tx, cast.jo, words("that"), now=NOW)


def test_what_is_not_done_is_not_confirmed_and_undone_it_is_not_asked(tx, cast, made):
    assert "nothing to say" in text(commitments.yes(tx, cast.jo, words("1"), now=NOW))
    done = commitments.done(tx, cast.priya, words("1"), now=NOW)
    commitments.undo(tx, cast.priya, press(done, "Undo"), now=NOW)

    assert offered.CARDS["helped"](tx, cast.sam, "1", now=NOW) is None
    assert offered.whose(tx, cast.sam.viewer) == frozenset()


def test_what_is_confirmed_counts_in_our_part_the_digest_and_what_happened(tx, cast, kept):
    commitments.yes(tx, cast.sam, words("1"), now=NOW)

    assert parts.of_seat(tx, cast.priya, since=TODAY).confirmed == 1
    assert "Confirmed by others: one" in text(our_part.show(tx, cast.priya, words(""), now=NOW))
    assert "Riverside, confirmed by Ward 9 Trust: “send the void list”" in text(
        digests.show(tx, cast.rita, words(""), now=NOW)
    )
    first, _second = happened.between(tx, cast.rita.viewer, since=NOW - DAY, until=NOW)
    assert plain(first.said) == "Ward 9 Trust says it helped: “send the void list” (Riverside)."


def test_where_nobody_sits_there_any_more_nobody_is_asked(tx, cast, made):
    for one in (cast.sam, cast.jo):
        tables.leave(tx, one, on=TODAY)
    done = commitments.done(tx, cast.priya, words("1"), now=NOW)

    assert "is done" in text(done)
    assert offers(tx) == []
    assert offered.whose(tx, cast.priya.viewer) == frozenset()


def test_what_only_an_organisation_sees_is_for_nobody_else(tx, cast):
    form = commitments.make(tx, cast.priya, words(""), now=NOW)
    commitments.make(tx, cast.priya, submit(form, words="send it for Ward 9 Trust", seen_by="organisation"), now=NOW)
    commitments.done(tx, cast.priya, words("1"), now=NOW)

    assert (of(tx, cast.priya).text, of(tx, cast.priya).helps) == ("send it for Ward 9 Trust", None)
    assert offers(tx) == []


def test_what_is_for_others_is_not_hidden_from_them(tx, cast, made):
    reply = commitments.more(tx, cast.priya, words("1 for my organisation"), now=NOW)

    assert "isn't yours alone: Ward 9 Trust would no longer see it" in text(reply)
    assert of(tx, cast.sam).seen_by is SeenBy.TABLE


@pytest.mark.parametrize("said", ["wait for the ward", "ask for Rita", "send it for Ward 9 Trust and Riverside Homes"])
def test_what_is_for_no_organisation_here_stays_in_the_words(tx, cast, said):
    commitments.make(tx, cast.priya, words(said), now=NOW)

    assert (of(tx, cast.priya).text, of(tx, cast.priya).helps) == (said, None)


def test_together_with_one_and_for_another(tx, cast):
    seat(tx, cast.sam.partnership.id, "Una Fox", "Northside Care")
    commitments.make(tx, cast.priya, words("send it with Ward 9 Trust for Northside Care"), now=NOW)
    commitments.make(tx, cast.priya, words("draw it for Northside Care with Ward 9 Trust"), now=NOW)
    commitments.make(tx, cast.priya, words("ring for Northside Care for Ward 9 Trust"), now=NOW)
    commitments.make(tx, cast.priya, words("mend it for Northside Care and Ward 9 Trust"), now=NOW)

    found = [of(tx, cast.priya, number) for number in (1, 2, 3, 4)]
    assert [(one.text, one.helps) for one in found] == [
        ("send it", "Northside Care"),
        ("draw it", "Northside Care"),
        ("ring for Northside Care", "Ward 9 Trust"),
        ("mend it for Northside Care and Ward 9 Trust", None),
    ]
    assert {period for _who, period in offers(tx)} == {"party:1", "party:2"}


def test_what_comes_again_and_what_is_handed_on_is_still_for_them(tx, cast):
    commitments.make(tx, cast.priya, words("send it every Friday for Ward 9 Trust"), now=NOW)
    commitments.done(tx, cast.priya, words("1"), now=NOW)
    assert of(tx, cast.rita, 2).helps == "Ward 9 Trust"
    commitments.bring_in(tx, cast.priya, words("2 @Jo"), now=NOW)
    commitments.join(tx, cast.jo, words("2"), now=NOW)
    asks.hand_on(tx, cast.priya, words("2 to @Rita"), now=NOW)
    asks.accept(tx, cast.rita, words("3"), now=NOW)

    taken = of(tx, cast.sam, 3)
    assert (taken.helps, taken.whose, taken.state) == ("Ward 9 Trust", ("Rita Ahmed", "Ward 9 Trust"), State.OPEN)


def test_whoever_confirmed_it_erases_themself_and_it_stays_confirmed(tx, cast, kept):
    commitments.yes(tx, cast.sam, words("1"), now=NOW)
    my_data.forget(tx, cast.sam)

    assert of(tx, cast.rita).helped == "yes"
    my_data.forget(tx, cast.priya)
    assert storage.numbered(tx, cast.rita.viewer, 1) is None


async def test_the_question_goes_out_once_and_waits_in_the_note(store):
    table = await a_table_of_five(store)
    await table.say("sam", "/commit send the data for Northside Care", now=at(0, 9))
    await table.say("sam", "done 1", now=at(0, 10))
    lines = [one.row for one in await table.days(0, 8)]
    asked = [one.kind for one in lines if "Did it help?" in (one.card or "")]

    assert asked[:2] == ["offer", "note"]
    assert asked.count("offer") == 1
    reply = await table.say("jo", "it helped 1", now=at(9))
    assert "with your thanks to Ward 9 Trust" in text(reply)
