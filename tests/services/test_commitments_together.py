"""Several on one commitment: asked, in, out; done by one, done for all; and what nobody else may see stays so."""

import pytest

from bot.domain.commitments import SeenBy, State
from bot.domain.errors import NotAllowedError, UnknownCommitmentError, UnknownPersonError
from bot.domain.people import Identity, Role
from bot.messages.parts import Form
from bot.services import asks, commitments, glance, goodbyes, happened, offered
from bot.storage import commitments as storage
from bot.storage import my_data, parts, people, weeks
from bot.storage import tables as table_storage
from bot.storage.joining import join as join_people
from tests.support.committing import DAY, NOW, TODAY, fields, labels, press, seat, submit, text, the_cast, words

FRIDAY = TODAY + 3 * DAY


@pytest.fixture
def cast(tx):
    return the_cast(tx)


@pytest.fixture
def began(tx, cast):
    """Sam's, which Priya was asked to join."""
    return commitments.make(tx, cast.sam, words("run the drop-in by Friday with Riverside"), now=NOW)


@pytest.fixture
def both_in(tx, cast, began):
    commitments.join(tx, cast.priya, words("1"), now=NOW)


def of(tx, asker, number=1):
    found = storage.numbered(tx, asker.viewer, number)
    assert found
    return found


def offers(tx):
    rows = tx.exec_driver_sql("SELECT person_id, period FROM outbox WHERE kind = 'offer' ORDER BY id")
    return [tuple(row) for row in rows]


def test_others_named_at_the_end_are_asked_whether_they_are_in(tx, cast, began):
    assert text(began).startswith("You said you'd “run the drop-in” by Friday 27 November.")
    assert "I'll ask Priya Shah of Riverside whether they're in." in text(began)
    assert (of(tx, cast.priya).text, of(tx, cast.priya).whose) == ("run the drop-in", ("Ward 9 Trust",))
    assert offers(tx) == [(cast.priya.person.id, "party:1")]
    card = offered.CARDS["party"](tx, cast.priya, "1", now=NOW)
    assert card
    assert "Sam Okoye asks at Home from hospital whether you're in on this: “run the drop-in”." in card.text
    assert offered.whose(tx, cast.sam.viewer) == {cast.priya.id}
    assert offered.items(tx, cast.sam, now=NOW) == ()


def test_whoever_is_in_sees_it_among_theirs_and_the_table_sees_both(tx, cast, began):
    listed = commitments.list_open(tx, cast.priya, words(""), now=NOW)
    assert "“run the drop-in”, with Ward 9 Trust: are you in?" in text(listed)
    reply = commitments.join(tx, cast.priya, press(listed, "I'm in"), now=NOW)

    assert "You're in: “run the drop-in”, with Ward 9 Trust and Riverside." in text(reply)
    assert commitments.join(tx, cast.priya, press(listed, "I'm in"), now=NOW).show == reply.show
    for asker in (cast.sam, cast.priya):
        said = text(commitments.list_open(tx, asker, words(""), now=NOW))
        assert "1. “run the drop-in” by Friday 27 November With Ward 9 Trust and Riverside." in said
        assert [one.number for one in weeks.open_of(tx, asker)] == [1]
    assert "Ward 9 Trust and Riverside: “run the drop-in”" in text(glance.show(tx, cast.rita, words(""), now=NOW))
    more = text(commitments.more(tx, cast.rita, words("1"), now=NOW))
    assert "Together: Ward 9 Trust and Riverside" in more
    assert "asked Priya Shah whether they're in" in more
    assert [one.number for one in parts.of_seat(tx, cast.priya, since=TODAY).open] == [1]
    assert offered.CARDS["party"](tx, cast.priya, "1", now=NOW) is None


def test_done_by_one_it_is_done_for_all_with_who_did_it(tx, cast, both_in):
    done = commitments.done(tx, cast.priya, words("1"), now=NOW)

    assert "That's done for Ward 9 Trust and Riverside." in text(done)
    again = commitments.done(tx, cast.sam, words("1"), now=NOW)
    assert "is done already" in text(again)
    assert "Priya Shah: done" in text(commitments.more(tx, cast.sam, words("1"), now=NOW))
    [line] = happened.between(tx, cast.rita.viewer, since=NOW - DAY, until=NOW)
    assert "Ward 9 Trust and Riverside" in str(line.said)
    assert parts.of_seat(tx, cast.priya, since=TODAY).kept == 1
    assert "Undo" in labels(commitments.more(tx, cast.priya, words("1"), now=NOW))
    commitments.undo(tx, cast.priya, press(done, "Undo"), now=NOW)
    assert of(tx, cast.sam).state is State.OPEN


def test_either_finds_it_by_its_words_moves_it_and_is_stuck_with_it(tx, cast, both_in):
    assert "Moved" in text(commitments.move(tx, cast.priya, words("drop-in to Monday"), now=NOW))
    commitments.done(tx, cast.priya, words("drop-in"), now=NOW)

    assert of(tx, cast.sam).state is State.KEPT


def test_whoever_is_not_on_it_changes_nothing_and_cannot_join_unasked(tx, cast, both_in):
    for step in (commitments.done, commitments.move, commitments.join, commitments.not_in):
        with pytest.raises(NotAllowedError):
            step(tx, cast.rita, words("1"), now=NOW)
    with pytest.raises(UnknownCommitmentError):
        commitments.join(tx, cast.rita, words("9"), now=NOW)
    with pytest.raises(UnknownCommitmentError):
        commitments.join(tx, cast.rita, words("that one"), now=NOW)
    with pytest.raises(NotAllowedError):
        commitments.plan(tx, cast.priya, words("1 when I can then I will"), now=NOW)


def test_not_us_is_a_good_answer_and_can_be_thought_better_of(tx, cast, began):
    listed = commitments.list_open(tx, cast.priya, words(""), now=NOW)
    no = commitments.not_in(tx, cast.priya, press(listed, "Not us"), now=NOW)

    assert "That's fine: “run the drop-in” goes on without you." in text(no)
    assert commitments.not_in(tx, cast.priya, press(listed, "Not us"), now=NOW).show == no.show
    assert "are you in" not in text(commitments.list_open(tx, cast.priya, words(""), now=NOW))
    commitments.join(tx, cast.priya, press(no, "I'm in after all"), now=NOW)
    assert of(tx, cast.sam).others == ("Riverside",)


def test_one_of_them_steps_out_and_the_other_goes_on(tx, cast, both_in):
    reply = commitments.let_go(tx, cast.priya, words("1"), now=NOW)

    assert "You're no longer on “run the drop-in”. It stays with Ward 9 Trust." in text(reply)
    assert (of(tx, cast.sam).state, of(tx, cast.sam).whose) == (State.OPEN, ("Ward 9 Trust",))


def test_whoever_began_it_steps_out_and_it_is_the_others(tx, cast, both_in):
    reply = commitments.not_in(tx, cast.sam, words("1"), now=NOW)

    assert "It stays with Riverside." in text(reply)
    one = of(tx, cast.rita)
    assert (one.partner_id, one.whose, one.state) == (cast.priya.id, ("Riverside",), State.OPEN)
    back = commitments.join(tx, cast.sam, press(reply, "I'm in after all"), now=NOW)
    assert "with Riverside and Ward 9 Trust" in text(back)


def test_alone_on_it_nobody_steps_out_of_what_is_theirs(tx, cast):
    commitments.make(tx, cast.sam, words("run the drop-in"), now=NOW)

    with pytest.raises(NotAllowedError):
        commitments.not_in(tx, cast.sam, words("1"), now=NOW)
    assert "You're in" in text(commitments.join(tx, cast.sam, words("1"), now=NOW))


def test_what_is_over_is_not_joined(tx, cast, began):
    commitments.done(tx, cast.sam, words("1"), now=NOW)

    for step in (commitments.join, commitments.not_in):
        assert "isn't open any more" in text(step(tx, cast.priya, words("1"), now=NOW))
    assert offered.CARDS["party"](tx, cast.priya, "1", now=NOW) is None


def test_others_are_brought_in_later_by_a_choice_or_by_name(tx, cast):
    commitments.make(tx, cast.sam, words("run the drop-in"), now=NOW)
    more = commitments.more(tx, cast.sam, words("1"), now=NOW)
    form = commitments.bring_in(tx, cast.sam, press(more, "Bring in…"), now=NOW)

    assert isinstance(form.show, Form)
    assert fields(form) == {"whom": ""}
    assert set(commitments.bring_in(tx, cast.sam, submit(form, whom=""), now=NOW).wrong) == {"whom"}
    reply = commitments.bring_in(tx, cast.sam, submit(form, whom=f"partner:{cast.rita.id}"), now=NOW)
    assert "I'll ask Rita Ahmed whether they're in. Until they say so it's yours as before." in text(reply)
    for said in ("1 with Riverside", "1 @Jo Lewis", "1 Jo Lewis"):
        assert "whether they're in" in text(commitments.bring_in(tx, cast.sam, words(said), now=NOW))
    assert offered.whose(tx, cast.sam.viewer) == {cast.rita.id, cast.priya.id, cast.jo.id}
    commitments.join(tx, cast.rita, words("1"), now=NOW)
    assert of(tx, cast.jo).whose == ("Ward 9 Trust", "Rita Ahmed")
    asked = commitments.bring_in(tx, cast.sam, words("1 @Rita"), now=NOW)
    assert "whether they're in" in text(asked)
    assert of(tx, cast.jo).whose == ("Ward 9 Trust", "Rita Ahmed")
    with pytest.raises(UnknownPersonError):
        commitments.bring_in(tx, cast.sam, words("1 with Nobody"), now=NOW)
    commitments.done(tx, cast.sam, words("1"), now=NOW)
    assert "is done already" in text(commitments.bring_in(tx, cast.sam, words("1 @Jo"), now=NOW))


def test_a_chat_platforms_mention_brings_somebody_in(tx, cast):
    table_storage.add_identity(tx, cast.priya.person.id, platform="slack", tenant="T1", user="U1", now=NOW)
    who = Identity(platform="slack", tenant="T1", user="U1")
    made = commitments.make(tx, cast.sam, words("run the drop-in with by Friday", who), now=NOW)

    assert (of(tx, cast.sam).text, of(tx, cast.sam).due_on) == ("run the drop-in", FRIDAY)
    assert "I'll ask Priya Shah" in text(made)
    commitments.make(tx, cast.sam, words("draw a map"), now=NOW)
    assert "I'll ask Priya Shah" in text(commitments.bring_in(tx, cast.sam, words("2", who), now=NOW))


@pytest.mark.parametrize(
    "said", ["talk with the ward", "stay with Riverside House", "work with care", "ask for Rita", "go with"]
)
def test_whoever_is_no_organisation_here_stays_in_the_words(tx, cast, said):
    commitments.make(tx, cast.sam, words(said), now=NOW)

    assert of(tx, cast.sam).text == said
    assert offers(tx) == []


def test_two_organisations_are_named_at_once_and_one_with_and_in_its_name(tx, cast):
    seat(tx, cast.sam.partnership.id, "Ola Berg", "Health and Housing")
    commitments.make(tx, cast.sam, words("run the drop-in with Riverside and Ward 9 Trust"), now=NOW)
    commitments.make(tx, cast.sam, words("draw a map with Health and Housing"), now=NOW)

    assert offered.whose(tx, cast.sam.viewer) >= {cast.priya.id, cast.jo.id}
    assert of(tx, cast.sam, 2).text == "draw a map"
    assert [one.number for one in storage.of_others(tx, cast.jo)] == [1]


def test_what_only_an_organisation_sees_is_joined_by_nobody_else(tx, cast):
    commitments.make(tx, cast.sam, words("run the drop-in"), now=NOW)
    commitments.more(tx, cast.sam, words("1 for my organisation"), now=NOW)
    reply = commitments.bring_in(tx, cast.sam, words("1 with Riverside"), now=NOW)

    assert "Only your organisation can see “run the drop-in”, so I've asked nobody." in text(reply)
    assert offers(tx) == []
    assert "whether they're in" in text(commitments.bring_in(tx, cast.sam, words("1 @Jo"), now=NOW))
    commitments.join(tx, cast.jo, words("1"), now=NOW)
    assert storage.numbered(tx, cast.priya.viewer, 1) is None
    assert "Show the table" in labels(reply)


def test_what_others_are_on_is_not_hidden_from_them(tx, cast, began):
    reply = commitments.more(tx, cast.sam, words("1 for my organisation"), now=NOW)

    assert "isn't yours alone" in text(reply)
    assert of(tx, cast.sam).seen_by is SeenBy.TABLE
    commitments.not_in(tx, cast.priya, words("1"), now=NOW)
    commitments.more(tx, cast.sam, words("1 for my organisation"), now=NOW)
    assert of(tx, cast.sam).seen_by is SeenBy.ORGANISATION
    assert storage.of_others(tx, cast.priya) == []


def test_the_form_keeps_to_an_organisation_what_it_is_told_to(tx, cast):
    form = commitments.make(tx, cast.sam, words(""), now=NOW)
    commitments.make(tx, cast.sam, submit(form, words="run it with Riverside", seen_by="organisation"), now=NOW)
    commitments.make(tx, cast.sam, submit(form, words="draw it with Riverside", seen_by="table"), now=NOW)

    assert (of(tx, cast.sam, 1).text, of(tx, cast.sam, 2).text) == ("run it with Riverside", "draw it")
    assert offers(tx) == [(cast.priya.person.id, "party:2")]


def test_what_comes_again_is_still_both_theirs(tx, cast):
    commitments.make(tx, cast.sam, words("run the drop-in every Friday with Riverside"), now=NOW)
    commitments.join(tx, cast.priya, words("1"), now=NOW)
    commitments.done(tx, cast.priya, words("1"), now=NOW)

    assert (of(tx, cast.rita, 2).partner_id, of(tx, cast.rita, 2).whose) == (
        cast.sam.id,
        ("Ward 9 Trust", "Riverside"),
    )


def test_whoever_leaves_the_table_leaves_it_to_the_others(tx, cast, both_in):
    commitments.make(tx, cast.sam, words("mine alone"), now=NOW)
    goodbyes.leave(tx, cast.sam, words("yes"), now=NOW)

    assert (of(tx, cast.rita).partner_id, of(tx, cast.rita).whose) == (cast.priya.id, ("Riverside",))
    assert of(tx, cast.rita, 2).state is State.LET_GO
    goodbyes.leave(tx, cast.priya, words("yes"), now=NOW)
    assert of(tx, cast.rita).state is State.LET_GO


def test_whoever_erases_themself_leaves_it_to_the_others_without_their_name(tx, cast, both_in):
    my_data.forget(tx, cast.sam)

    one = of(tx, cast.rita)
    assert (one.partner_id, one.whose, one.text) == (cast.priya.id, ("Riverside",), "run the drop-in")
    assert "Sam" not in text(commitments.more(tx, cast.rita, words("1"), now=NOW))
    my_data.forget(tx, cast.priya)
    assert storage.numbered(tx, cast.rita.viewer, 1) is None


def test_a_party_who_erases_themself_is_on_it_no_more(tx, cast, both_in):
    my_data.forget(tx, cast.priya)

    assert of(tx, cast.rita).whose == ("Ward 9 Trust",)


@pytest.mark.parametrize("kept", ["sam", "priya"])
def test_two_who_turn_out_to_be_one_are_on_it_once(tx, cast, both_in, kept):
    one, other = getattr(cast, kept), cast.priya if kept == "sam" else cast.sam
    join_people(tx, kept=one.person.id, gone=other.person.id, now=NOW)

    assert (of(tx, cast.rita).partner_id, of(tx, cast.rita).parties) == (one.id, frozenset())


def test_somebody_who_was_asked_by_both_of_their_ways_is_asked_once(tx, cast, began):
    commitments.bring_in(tx, cast.sam, words("1 @Rita"), now=NOW)
    commitments.join(tx, cast.rita, words("1"), now=NOW)
    join_people(tx, kept=cast.rita.person.id, gone=cast.priya.person.id, now=NOW)

    assert of(tx, cast.jo).parties == {cast.rita.id}


def test_whoever_listens_only_is_not_asked(tx, cast):
    listener = seat(tx, cast.sam.partnership.id, "Olu Bell", role=Role.OBSERVER)
    commitments.make(tx, cast.sam, words("run the drop-in"), now=NOW)
    commitments.bring_in(tx, cast.sam, words("1 @Olu Bell"), now=NOW)

    assert storage.of_others(tx, listener) == []
    assert people.partner_by_id(tx, partnership_id=listener.partnership.id, partner_id=listener.id)


def test_what_is_handed_on_by_one_of_several_stays_with_the_others(tx, cast, both_in):
    with pytest.raises(NotAllowedError):
        asks.hand_on(tx, cast.priya, words("1 to @Rita"), now=NOW)
