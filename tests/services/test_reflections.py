"""Reflections: hidden until shared, shared as the author says, taken back everywhere."""

import pytest

from bot.domain.errors import UnknownReflectionError, WordsTooLongError
from bot.domain.reflections import Shared
from bot.messages.happened import Section
from bot.messages.words import plain
from bot.services import asks, commitments, happened, questions, reflections
from bot.services.request import Kept, Said
from bot.storage import asked_questions
from bot.storage import reflections as storage
from bot.storage.engine import READING
from tests.support.committing import DAY, NOW, TODAY, fields, labels, press, seat, submit, text, the_cast, words

MONDAY = TODAY - DAY
WEEK = {"start": MONDAY, "end": MONDAY + 6 * DAY}


@pytest.fixture
def cast(tx):
    return the_cast(tx)


@pytest.fixture
def enough(tx, cast):
    """A fifth person and a third organisation."""
    return seat(tx, cast.sam.partnership.id, "Ada Cole", "Northside")


def make(tx, asker, said="we assumed families knew"):
    return reflections.make(tx, asker, words(said), now=NOW)


def share(tx, asker, said):
    return reflections.share(tx, asker, words(said), now=NOW)


def seen_by(tx, who):
    return [one.text for one in storage.shared_with(tx, who.viewer, **WEEK)]


def test_what_is_noticed_is_kept_for_its_author_alone(tx, cast):
    reply = make(tx, cast.sam, "we forgot\nthe carers")

    assert "Kept. Only you can see this; the table and its coordinators can't." in text(reply)
    assert labels(reply) == ["Share…", "Keep"]
    assert reply.kept == (Kept(kind="reflection", number=1, text="we forgot\nthe carers"),)
    for other in (cast.jo, cast.priya, cast.rita, cast.oscar):
        assert seen_by(tx, other) == []
        assert "carers" not in text(reflections.list_mine(tx, other, words(""), now=NOW))


def test_said_bare_it_asks_one_question_and_keeps_it_with_the_answer(tx, cast):
    form = reflections.make(tx, cast.sam, words(""), now=NOW)
    same = reflections.make(tx, cast.sam, words(""), now=NOW + 5 * DAY)
    other = reflections.make(tx, cast.sam, words(""), now=NOW + 7 * DAY)
    assert form == same != other

    reflections.make(tx, cast.sam, submit(form, words="we assumed families knew"), now=NOW + 7 * DAY)

    [one] = storage.mine(tx, cast.sam)
    assert one.question
    assert one.question in text(form)


def press_another(tx, asker, now=NOW):
    return questions.another(tx, asker, words(""), now=now)


def test_another_question_is_another_and_counts_as_asked(tx, cast):
    first = text(reflections.make(tx, cast.sam, words(""), now=NOW))
    second = press_another(tx, cast.sam)
    form = reflections.make(tx, cast.sam, press(second, "Answer it"), now=NOW)

    assert text(second).split("?")[0] not in first
    assert text(second).split("?")[0] in text(form)
    assert len(asked_questions.of(tx, cast.sam)) == 2
    assert text(reflections.make(tx, cast.sam, words(""), now=NOW)) == text(form)


def test_whoever_has_met_them_all_is_told_so(tx, cast):
    for _ in range(40):
        press_another(tx, cast.sam)
    reply = press_another(tx, cast.sam)

    assert "You've met all my questions; each comes again after a year." in text(reply)
    assert "You've met all my questions" in text(reflections.make(tx, cast.sam, words(""), now=NOW + 7 * DAY))
    again = press_another(tx, cast.sam, now=NOW + 370 * DAY)
    assert "so they begin again; I asked this one in the week of 23 November 2026" in text(again)


@pytest.mark.parametrize(
    ("done", "begins"),
    [
        (("move", "1 to Thursday"), None),
        (("move", "1 to Thursday", "1 to Friday"), "You moved “send the discharge data” more than once."),
        (("let_go", "1"), "You let go of “send the discharge data”."),
        (("done", "1"), "You'd said you would “send the discharge data”, and it's done."),
    ],
)
def test_it_begins_from_what_happened(tx, cast, done, begins):
    commitments.make(tx, cast.sam, words("send the discharge data by Wednesday"), now=NOW)
    step, *said = done
    for one in said:
        getattr(commitments, step)(tx, cast.sam, words(one), now=NOW)
    form = text(reflections.make(tx, cast.sam, words(""), now=NOW))

    assert "“send the discharge data”" not in text(reflections.make(tx, cast.jo, words(""), now=NOW))
    assert (begins or "Think of") in form or not begins
    assert begins is not None or "discharge" not in form


def test_a_no_is_asked_about_on_both_sides_and_nowhere_else(tx, cast):
    asks.ask(tx, cast.priya, words("@Sam Okoye to send the figures"), now=NOW)
    asks.decline(tx, cast.sam, words("1"), now=NOW)

    assert "You said no to “send the figures”." in text(reflections.make(tx, cast.sam, words(""), now=NOW))
    assert "You asked for “send the figures”, and the" in text(reflections.make(tx, cast.priya, words(""), now=NOW))
    assert "figures" not in text(reflections.make(tx, cast.rita, words(""), now=NOW))


def test_a_question_about_what_is_there_no_more_gives_way(tx, cast):
    commitments.make(tx, cast.sam, words("send the discharge data by Wednesday"), now=NOW)
    commitments.done(tx, cast.sam, words("1"), now=NOW)
    form = reflections.make(tx, cast.sam, words(""), now=NOW)
    commitments.undo(tx, cast.sam, words("1"), now=NOW)

    assert "discharge" not in text(reflections.make(tx, cast.sam, words(""), now=NOW))
    reflections.make(tx, cast.sam, submit(form, words="we learned"), now=NOW)
    assert storage.mine(tx, cast.sam)[0].question is None


def test_a_form_that_is_only_being_opened_notes_nothing_until_it_is(tx, cast):
    tx.info[READING] = True
    form = reflections.make(tx, cast.sam, words(""), now=NOW)
    del tx.info[READING]
    before = asked_questions.of(tx, cast.sam)
    reflections.opened(tx, cast.sam, words(""), now=NOW)
    reflections.opened(tx, cast.sam, Said(on=("stopped",)), now=NOW)

    assert before == []
    assert [one.name for one in asked_questions.of(tx, cast.sam)] == list(submit(form).on)


@pytest.mark.parametrize("on", [(), ("99",), ("x",)])
def test_an_answer_to_no_question_of_ours_is_kept_without_one(tx, cast, on):
    reflections.make(tx, cast.sam, Said(on=on, values={"words": "we learned"}), now=NOW)

    assert [(one.text, one.question) for one in storage.mine(tx, cast.sam)] == [("we learned", None)]


@pytest.mark.parametrize("given", ["", "x" * 3001])
def test_a_form_with_a_fault_stays_open_as_it_was(tx, cast, given):
    form = reflections.make(tx, cast.sam, words(""), now=NOW)
    reply = reflections.make(tx, cast.sam, submit(form, words=given), now=NOW)

    assert list(reply.wrong) == ["words"]
    assert fields(reply)["words"] == given
    assert storage.mine(tx, cast.sam) == []


def test_too_many_words_come_back_whole(tx, cast):
    with pytest.raises(WordsTooLongError) as refused:
        make(tx, cast.sam, "x" * 3001)
    assert refused.value.given == {"words": "x" * 3001, "limit": 3000}


def test_share_asks_how(tx, cast):
    kept = make(tx, cast.sam)
    asked = reflections.share(tx, cast.sam, press(kept, "Share…"), now=NOW)

    assert labels(asked) == ["With my name", "To my organisation", "Without my name", "Keep"]
    assert seen_by(tx, cast.priya) == []


@pytest.mark.parametrize(
    ("label", "said", "seen"),
    [
        ("With my name", "1 with my name", {"priya": True, "jo": True, "rita": True, "oscar": False}),
        ("To my organisation", "1 to my organisation", {"priya": False, "jo": True, "rita": False, "oscar": False}),
    ],
)
def test_what_is_shared_is_seen_by_those_it_is_shared_with(tx, cast, label, said, seen):
    asked = share(tx, cast.sam, "1") if make(tx, cast.sam) else None
    assert asked
    pressed = reflections.share(tx, cast.sam, press(asked, label), now=NOW)
    assert {name: bool(seen_by(tx, getattr(cast, name))) for name in seen} == seen
    typed = share(tx, cast.sam, said)

    assert text(pressed) == text(typed)
    assert labels(typed) == ["Hide it again", "Take back"]


def test_it_is_dated_by_the_day_it_is_shared(tx, cast):
    make(tx, cast.sam)
    reflections.share(tx, cast.sam, words("1 with my name"), now=NOW + 3 * DAY)

    [one] = storage.mine(tx, cast.sam)
    assert (one.shared, one.on) == (Shared.TABLE, TODAY + 3 * DAY)


def test_without_a_name_it_warns_first(tx, cast, enough):
    make(tx, cast.sam)
    warned = share(tx, cast.sam, "1 without my name")

    assert "I'll forget you wrote it, so you can't take it back; your style may still give you away." in text(warned)
    assert seen_by(tx, cast.priya) == []
    reply = reflections.share(tx, cast.sam, press(warned, "Share it without my name"), now=NOW)

    assert "I've forgotten you wrote it" in text(reply)
    assert reply.kept == ()
    [one] = storage.shared_with(tx, cast.priya.viewer, **WEEK)
    assert (one.author, one.partner_id, one.number, one.on) == (None, None, None, MONDAY)
    assert storage.mine(tx, cast.sam) == []


def test_without_a_name_words_stand_last_and_by_the_alphabet_whenever_they_were_shared(tx, cast, enough):
    for who, said, how in (
        (cast.sam, "zebras wait", "without my name, yes"),
        (cast.jo, "the lift is slow", "with my name"),
        (cast.sam, "all of us wait", "without my name, yes"),
    ):
        make(tx, who, said)
        share(tx, who, f"1 {how}")
    week = {"since": NOW - 7 * DAY, "until": NOW + 7 * DAY}
    told = happened.by_section(tx, cast.priya.viewer, **week)[Section.LEARNED]

    assert [plain(one) for one in told] == ["Jo Lewis: “the lift is slow”", "“all of us wait”", "“zebras wait”"]


def test_without_a_name_the_yes_can_be_typed(tx, cast, enough):
    make(tx, cast.sam)
    share(tx, cast.sam, "1 without my name, yes")

    assert seen_by(tx, cast.jo) == ["we assumed families knew"]


def test_a_second_press_finds_nothing_to_share(tx, cast, enough):
    make(tx, cast.sam)
    warned = share(tx, cast.sam, "1 without my name")
    reflections.share(tx, cast.sam, press(warned, "Share it without my name"), now=NOW)
    make(tx, cast.sam, "something else entirely")

    with pytest.raises(UnknownReflectionError):
        reflections.share(tx, cast.sam, press(warned, "Share it without my name"), now=NOW)
    assert [one.text for one in storage.mine(tx, cast.sam)] == ["something else entirely"]


def test_at_a_small_table_nothing_is_shared_without_a_name(tx, cast):
    make(tx, cast.sam)
    reply = share(tx, cast.sam, "1 without my name, yes")

    assert "at least five people from three organisations" in text(reply)
    assert labels(reply) == ["With my name", "To my organisation", "Keep"]
    assert seen_by(tx, cast.priya) == []
    assert len(storage.mine(tx, cast.sam)) == 1


def test_a_small_table_offers_somebody_in_their_own_right_only_their_name(tx, cast):
    make(tx, cast.rita)

    assert labels(share(tx, cast.rita, "1 without my name")) == ["With my name", "Keep"]


@pytest.mark.parametrize("hidden_again", [False, True])
def test_a_name_that_others_have_seen_is_not_taken_off(tx, cast, enough, hidden_again):
    make(tx, cast.sam)
    share(tx, cast.sam, "1 with my name")
    if hidden_again:
        reflections.keep(tx, cast.sam, words("1"), now=NOW)
    reply = share(tx, cast.sam, "1 without my name, yes")

    assert "leaving it off now wouldn't hide it" in text(reply)
    assert labels(reply) == ["Take back"]
    assert [one.author for one in storage.mine(tx, cast.sam)] == ["Sam Okoye"]


def test_somebody_in_their_own_right_has_no_organisation_to_share_to(tx, cast):
    make(tx, cast.rita)
    asked = share(tx, cast.rita, "1")
    reply = share(tx, cast.rita, "1 to my organisation")

    assert "To my organisation" not in labels(asked)
    assert "You sit here in your own right" in text(reply)
    assert storage.mine(tx, cast.rita)[0].shared is Shared.PRIVATE


def test_keep_leaves_it_hidden_or_hides_it_again(tx, cast):
    kept = make(tx, cast.sam)
    still = reflections.keep(tx, cast.sam, press(kept, "Keep"), now=NOW)
    shared = share(tx, cast.sam, "1 with my name")
    hidden = reflections.keep(tx, cast.sam, press(shared, "Hide it again"), now=NOW)

    assert "Kept for you alone." in text(still)
    assert "Only you can see this now." in text(hidden)
    assert seen_by(tx, cast.priya) == []


def test_what_is_taken_back_is_gone_everywhere(tx, cast):
    make(tx, cast.sam)
    shared = share(tx, cast.sam, "1 with my name")
    reply = reflections.withdraw(tx, cast.sam, press(shared, "Take back"), now=NOW)

    assert "it isn't yours any more" in text(reply)
    assert (seen_by(tx, cast.priya), storage.mine(tx, cast.sam)) == ([], [])
    assert tx.exec_driver_sql("SELECT count(*) FROM change").scalar() == 0


def test_an_old_card_never_shares_what_it_did_not_show(tx, cast):
    old = make(tx, cast.sam, "the first")
    reflections.withdraw(tx, cast.sam, words("1"), now=NOW)
    make(tx, cast.sam, "the second, now number 1")

    for step in (reflections.share, reflections.keep, reflections.withdraw):
        with pytest.raises(UnknownReflectionError):
            step(tx, cast.sam, press(old, "Share…"), now=NOW)
    assert len(storage.mine(tx, cast.sam)) == 1


@pytest.mark.parametrize("said", ["", "9 with my name", "with my name"])
@pytest.mark.parametrize("step", [reflections.share, reflections.keep, reflections.withdraw])
def test_only_ones_own_are_found(tx, cast, step, said):
    make(tx, cast.jo)

    with pytest.raises(UnknownReflectionError):
        step(tx, cast.sam, words(said), now=NOW)


def test_the_list_says_who_can_see_each(tx, cast):
    for said in ("the first", "the second", "the third"):
        make(tx, cast.sam, said)
    share(tx, cast.sam, "1 with my name")
    share(tx, cast.sam, "2 to my organisation")

    said = text(reflections.list_mine(tx, cast.sam, words(""), now=NOW))

    assert "1. “the first”, 24 November The table can see it, with your name." in said
    assert "2. “the second”, 24 November Your organisation can see it, with your name." in said
    assert "3. “the third”, 24 November Only you can see it." in said


def test_an_empty_list_says_what_to_do(tx, cast):
    reply = reflections.list_mine(tx, cast.sam, words(""), now=NOW)

    assert "Nothing kept yet." in text(reply)
    assert labels(reply) == ["Note something"]
