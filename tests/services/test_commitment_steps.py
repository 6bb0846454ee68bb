"""Done, moved, let go, opened again: each by its owner, once, with its why."""

import pytest

from bot.domain.commitments import State
from bot.domain.errors import (
    NoDayError,
    NotAllowedError,
    PastDeadlineError,
    StrayButtonError,
    UnknownCommitmentError,
    WordsTooLongError,
)
from bot.services import asks, commitments
from bot.services.request import Said
from bot.storage import changes
from bot.storage import commitments as storage
from tests.support.committing import DAY, NOW, TODAY, fields, labels, press, submit, text, the_cast, words

FRIDAY = TODAY + 3 * DAY


@pytest.fixture
def cast(tx):
    return the_cast(tx)


def make(tx, asker, said):
    return commitments.make(tx, asker, words(said), now=NOW)


def of(tx, asker, number=1):
    found = storage.numbered(tx, asker.viewer, number)
    assert found
    return found


def history(tx, asker, number=1):
    found = changes.history(tx, asker.viewer, "commitment", of(tx, asker, number).id)
    return [(one.what, one.before, one.after, one.reason) for one in found]


@pytest.mark.parametrize("said", ["1", "#1", "discharge data", "the discharge data because it was easy"])
def test_done_by_number_or_by_words(tx, cast, said):
    make(tx, cast.sam, "send the discharge data by Friday")
    make(tx, cast.sam, "ring the ward")

    reply = commitments.done(tx, cast.sam, words(said), now=NOW)

    assert text(reply).startswith("Noted: “send the discharge data” is done. Thank you from the table.")
    assert of(tx, cast.sam).state is State.KEPT
    assert of(tx, cast.sam).closed_at == NOW
    assert history(tx, cast.sam) == [("kept", "open", "kept", None)]


def test_the_table_does_not_thank_for_what_it_cannot_see(tx, cast):
    make(tx, cast.sam, "send it")
    commitments.more(tx, cast.sam, words("1 for my organisation"), now=NOW)

    reply = commitments.done(tx, cast.sam, words("1"), now=NOW)

    assert "Thank you." in text(reply)
    assert "table" not in text(reply)


def test_words_that_fit_several_are_asked_about(tx, cast):
    make(tx, cast.sam, "ring Dr Lewis about beds")
    make(tx, cast.sam, "ring Dr Lewis about the rota")

    asked = commitments.done(tx, cast.sam, words("ring lewis"), now=NOW)

    assert "Which one do you mean?" in text(asked)
    assert of(tx, cast.sam).state is State.OPEN
    commitments.done(tx, cast.sam, press(asked, "ring Dr Lewis about the rota"), now=NOW)
    assert of(tx, cast.sam, 2).state is State.KEPT


def test_with_one_thing_open_no_words_are_needed(tx, cast):
    make(tx, cast.sam, "send it")

    assert "“send it” is done" in text(commitments.done(tx, cast.sam, words(""), now=NOW))


def test_with_nothing_open_it_is_said_what_to_do(tx, cast):
    assert "Nothing of yours is open here." in text(commitments.done(tx, cast.sam, words(""), now=NOW))


def test_a_number_that_is_part_of_the_words_is_read_as_words(tx, cast):
    make(tx, cast.sam, "share the 24-hour rota")

    assert "is done" in text(commitments.done(tx, cast.sam, words("24-hour rota"), now=NOW))


@pytest.mark.parametrize("said", ["9", "housing numbers", "draft"])
def test_what_is_not_there_is_refused_with_the_words(tx, cast, said):
    make(tx, cast.sam, "send it")

    with pytest.raises(UnknownCommitmentError) as refused:
        commitments.done(tx, cast.sam, words(said), now=NOW)
    assert refused.value.given["words"] == said


@pytest.mark.parametrize("on", ["x", "", "1:2", "99999999999999999999"])
def test_a_button_from_nowhere_is_refused(tx, cast, on):
    make(tx, cast.sam, "send it")
    make(tx, cast.sam, "ring the ward")

    with pytest.raises(StrayButtonError):
        commitments.done(tx, cast.sam, Said(on=(on,)), now=NOW)


@pytest.mark.parametrize("step", [commitments.done, commitments.let_go, commitments.move, commitments.plan])
def test_only_its_owner_may(tx, cast, step):
    make(tx, cast.sam, "send it")

    for other in (cast.jo, cast.priya):
        with pytest.raises(NotAllowedError):
            step(tx, other, words("1"), now=NOW)
    with pytest.raises(UnknownCommitmentError):
        step(tx, cast.oscar, words("1 to Friday"), now=NOW)


def test_done_twice_is_done_once(tx, cast):
    kept = make(tx, cast.sam, "send it")
    shown = commitments.more(tx, cast.sam, press(kept, "More"), now=NOW)
    commitments.done(tx, cast.sam, press(shown, "Done"), now=NOW)
    reply = commitments.done(tx, cast.sam, press(shown, "Done"), now=NOW)

    assert "“send it” is done already." in text(reply)
    assert labels(reply) == ["Undo"]
    assert len(history(tx, cast.sam)) == 1


def test_done_can_be_pressed_on_an_older_card(tx, cast):
    kept = make(tx, cast.sam, "send it by Friday")
    shown = commitments.more(tx, cast.sam, press(kept, "More"), now=NOW)
    commitments.move(tx, cast.sam, words("1 to Monday"), now=NOW)

    assert "is done." in text(commitments.done(tx, cast.sam, press(shown, "Done"), now=NOW))


def test_what_comes_again_is_opened_for_the_next_time(tx, cast):
    make(tx, cast.sam, "ring the ward every Friday")
    commitments.plan(tx, cast.sam, words("1 when Thursday's round ends then ring"), now=NOW)

    reply = commitments.done(tx, cast.sam, words("1"), now=NOW)

    assert "The next one is 2, by Friday 4 December." in text(reply)
    following = of(tx, cast.sam, 2)
    assert (following.due_on, following.repeats) == (FRIDAY + 7 * DAY, "weekly")
    assert (following.plan, following.plan_on) == ("when Thursday's round ends then ring", FRIDAY + 6 * DAY)


def test_undo_opens_it_again_and_takes_the_next_one_off(tx, cast):
    make(tx, cast.sam, "ring the ward every Friday")
    done = commitments.done(tx, cast.sam, words("1"), now=NOW)
    reply = commitments.undo(tx, cast.sam, press(done, "Undo"), now=NOW)
    again = commitments.undo(tx, cast.sam, press(done, "Undo"), now=NOW)

    assert "Open again: “ring the ward” every week, next by Friday 27 November." in text(reply)
    assert "As it stands: “ring the ward” by Friday 27 November." in text(again)
    assert [of(tx, cast.sam, number).state for number in (1, 2)] == [State.OPEN, State.LET_GO]
    assert of(tx, cast.sam).closed_at is None


def test_undo_leaves_the_next_one_alone_where_somebody_has_changed_it(tx, cast):
    make(tx, cast.sam, "ring the ward every Friday")
    commitments.done(tx, cast.sam, words("1"), now=NOW)
    commitments.move(tx, cast.sam, words("2 to Monday week"), now=NOW)
    commitments.undo(tx, cast.sam, words("1"), now=NOW)

    assert of(tx, cast.sam, 2).state is State.OPEN


def test_a_new_day_with_its_reason(tx, cast):
    make(tx, cast.sam, "send it by Friday")

    reply = commitments.move(tx, cast.sam, words("1 to Tuesday week because the ward asked"), now=NOW)

    assert "Moved: “send it” by Tuesday 1 December. It was Friday 27 November." in text(reply)
    assert history(tx, cast.sam) == [("moved", "2026-11-27", "2026-12-01", "the ward asked")]
    assert of(tx, cast.sam).version == 2


@pytest.mark.parametrize(
    ("said", "due_on"),
    [
        ("1 to Monday", TODAY + 6 * DAY),
        ("1 Monday", TODAY + 6 * DAY),
        ("send the list to Sam to Monday", TODAY + 6 * DAY),
        ("send list to Monday because we agreed to wait", TODAY + 6 * DAY),
        ("1 to 2026-12-24", TODAY + 30 * DAY),
    ],
)
def test_the_new_day_is_found_in_the_words(tx, cast, said, due_on):
    make(tx, cast.sam, "send the list to Sam by Friday")
    make(tx, cast.sam, "ring the ward by Friday")

    commitments.move(tx, cast.sam, words(said), now=NOW)

    assert of(tx, cast.sam).due_on == due_on


def test_a_first_day_can_be_given(tx, cast):
    kept = make(tx, cast.sam, "send it")
    form = commitments.move(tx, cast.sam, press(kept, "Add a date"), now=NOW)
    reply = commitments.move(tx, cast.sam, submit(form, due_on="2026-12-01"), now=NOW)

    assert text(reply).startswith("Moved: “send it” by Tuesday 1 December. >")
    more = commitments.more(tx, cast.sam, words("1"), now=NOW)
    assert "a date, Tuesday 1 December" in text(more)


def test_a_day_picked_on_the_card_is_taken(tx, cast):
    make(tx, cast.sam, "send it")
    commitments.move(tx, cast.sam, Said(on=("1",), picked="2026-12-01"), now=NOW)

    assert of(tx, cast.sam).due_on == TODAY + 7 * DAY


def test_the_form_starts_from_the_day_it_has_and_keeps_the_reason(tx, cast):
    kept = make(tx, cast.sam, "send it by Friday")
    form = commitments.move(tx, cast.sam, press(kept, "Change date"), now=NOW)
    late = commitments.move(tx, cast.sam, press(kept, "Change date"), now=NOW + 30 * DAY)
    commitments.move(tx, cast.sam, submit(form, due_on="Tuesday week", reason="the ward asked"), now=NOW)

    assert (fields(form)["due_on"], fields(late)["due_on"]) == (FRIDAY.isoformat(), "")
    assert history(tx, cast.sam) == [("moved", "2026-11-27", "2026-12-01", "the ward asked")]


@pytest.mark.parametrize(("said", "error"), [("1 to some day", NoDayError), ("1 to 1/11/2026", PastDeadlineError)])
def test_a_day_that_is_none_is_refused(tx, cast, said, error):
    kept = make(tx, cast.sam, "send it by Friday")
    form = commitments.move(tx, cast.sam, press(kept, "Change date"), now=NOW)
    reply = commitments.move(tx, cast.sam, submit(form, due_on=said.removeprefix("1 to ")), now=NOW)

    with pytest.raises(error):
        commitments.move(tx, cast.sam, words(said), now=NOW)
    assert list(reply.wrong) == ["due_on"]
    assert of(tx, cast.sam).due_on == FRIDAY


def test_an_older_card_says_what_it_is_now_and_overwrites_nothing(tx, cast):
    kept = make(tx, cast.sam, "send it by Friday")
    form = commitments.move(tx, cast.sam, press(kept, "Change date"), now=NOW)
    commitments.move(tx, cast.sam, words("1 to Monday"), now=NOW)

    for used in (press(kept, "Change date"), submit(form, due_on="2026-12-24")):
        reply = commitments.move(tx, cast.sam, used, now=NOW)
        assert "As it stands: “send it” by Monday 30 November." in text(reply)
    assert of(tx, cast.sam).version == 2


def test_the_same_day_again_changes_nothing(tx, cast):
    make(tx, cast.sam, "send it by Friday")

    assert "As it stands" in text(commitments.move(tx, cast.sam, words("1 to Friday"), now=NOW))
    assert history(tx, cast.sam) == []


@pytest.mark.parametrize(
    ("said", "reason"),
    [
        ("1", None),
        ("1 because we moved", "we moved"),
        ("1, no time", "no time"),
        ("send it because we moved", "we moved"),
    ],
)
def test_letting_go_needs_no_reason_and_keeps_one(tx, cast, said, reason):
    make(tx, cast.sam, "send it")

    reply = commitments.let_go(tx, cast.sam, words(said), now=NOW)

    assert text(reply).startswith("Let go: “send it”. That's fine, and good to know.")
    assert ("let go 1 because ..." in text(reply)) is (reason is None)
    assert (of(tx, cast.sam).state, of(tx, cast.sam).reason) == (State.LET_GO, reason)


def test_a_reason_can_follow_once(tx, cast):
    make(tx, cast.sam, "send it")
    for said in ("1", "1", "1 because we moved"):
        commitments.let_go(tx, cast.sam, words(said), now=NOW)
    reply = commitments.let_go(tx, cast.sam, words("1 because we didn't"), now=NOW)

    assert "has been let go already" in text(reply)
    assert of(tx, cast.sam).reason == "we moved"
    assert [what for what, *_ in history(tx, cast.sam)] == ["let_go", "said_why"]


def test_what_is_let_go_can_be_opened_again(tx, cast):
    make(tx, cast.sam, "send it")
    gone = commitments.let_go(tx, cast.sam, words("1 because we moved"), now=NOW)
    commitments.undo(tx, cast.sam, press(gone, "Undo"), now=NOW)

    assert (of(tx, cast.sam).state, of(tx, cast.sam).reason) == (State.OPEN, None)
    assert history(tx, cast.sam)[-1] == ("reopened", "let_go", "open", None)


def test_what_is_closed_takes_no_other_step(tx, cast):
    make(tx, cast.sam, "send it")
    commitments.done(tx, cast.sam, words("1"), now=NOW)

    for step in (commitments.move, commitments.plan, commitments.let_go, commitments.skip_plan, asks.hand_on):
        assert "is done already" in text(step(tx, cast.sam, words("1 because we can"), now=NOW))
    assert of(tx, cast.sam).state is State.KEPT


def test_a_reason_that_is_too_long_is_refused_whole(tx, cast):
    make(tx, cast.sam, "send it")

    with pytest.raises(WordsTooLongError):
        commitments.let_go(tx, cast.sam, words("1 because " + "x" * 3001), now=NOW)
    assert of(tx, cast.sam).state is State.OPEN


def test_the_form_gives_the_reason_for_letting_go(tx, cast):
    make(tx, cast.sam, "send it")
    commitments.let_go(tx, cast.sam, Said(on=("1",), values={"reason": "we moved"}), now=NOW)

    assert of(tx, cast.sam).reason == "we moved"


def test_whoever_comes_back_after_leaving_can_open_what_was_theirs(tx, cast):
    make(tx, cast.sam, "send it")
    storage.let_go_all(tx, cast.sam, now=NOW)

    assert "Open again" in text(commitments.undo(tx, cast.sam, words("1"), now=NOW))


def test_what_is_closed_still_shows_its_story(tx, cast):
    make(tx, cast.sam, "send it every Friday")
    commitments.done(tx, cast.sam, words("1"), now=NOW)
    asks.hand_on(tx, cast.sam, words("2 to Jo Lewis"), now=NOW)
    asks.accept(tx, cast.jo, words("3"), now=NOW)

    kept = commitments.more(tx, cast.sam, words("1"), now=NOW)
    handed_on = commitments.more(tx, cast.sam, words("2"), now=NOW)
    assert (labels(kept), labels(handed_on)) == (["Undo"], [])
    assert "24 November, Sam Okoye: done" in text(kept)
    assert "How it stands: handed on" in text(handed_on)


def test_an_ask_shows_its_answers_to_its_receiver(tx, cast):
    asks.ask(tx, cast.priya, words("@Sam Okoye to share it"), now=NOW)

    mine, theirs = (commitments.more(tx, who, words("1"), now=NOW) for who in (cast.sam, cast.priya))

    assert labels(mine) == ["Yes, by…", "Something smaller", "Not us"]
    assert labels(theirs) == []
    assert "Asked by: Priya Shah" in text(mine)


def test_a_draft_that_is_gone_is_said_so(tx, cast):
    make(tx, cast.sam, "send it")

    assert "aren't waiting any more" in text(commitments.done(tx, cast.sam, words("draft 9 as it is"), now=NOW))


def test_a_day_far_off_is_said_with_its_year(tx, cast):
    assert "by Friday 4 February 2028." in text(make(tx, cast.sam, "look again by 4/2/2028"))
