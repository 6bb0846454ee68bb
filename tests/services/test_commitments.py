"""Keeping commitments: from a sentence or the form, once, with the day as it was understood."""

import pytest

from bot.domain.commitments import SeenBy, State
from bot.domain.errors import (
    ImpossibleDeadlineError,
    NotAllowedError,
    PastDeadlineError,
    UnknownCommitmentError,
    WordsTooLongError,
)
from bot.services import commitments
from bot.services.request import Kept, Said
from bot.storage import commitments as storage
from tests.support.committing import DAY, NOW, TODAY, button, fields, labels, press, submit, text, the_cast, words

FRIDAY = TODAY + 3 * DAY


@pytest.fixture
def cast(tx):
    return the_cast(tx)


def make(tx, asker, said, now=NOW):
    return commitments.make(tx, asker, words(said), now=now)


def of(tx, asker, number=1):
    found = storage.numbered(tx, asker.viewer, number)
    assert found
    return found


def test_a_sentence_is_kept_at_once_and_read_back(tx, cast):
    reply = make(tx, cast.sam, "send the discharge data by Friday")

    assert text(reply).startswith(
        "You said you'd “send the discharge data” by Friday 27 November. The table can see this; I haven't posted it."
    )
    assert reply.kept == (Kept(kind="commitment", number=1, text="send the discharge data", due_on=FRIDAY),)
    assert labels(reply) == ["Change date", "When will you do it?", "More"]


def test_without_a_day_it_is_kept_and_a_day_can_be_added(tx, cast):
    reply = make(tx, cast.sam, "send the discharge data")

    assert "There's no date yet." in text(reply)
    assert labels(reply) == ["Add a date", "More"]


@pytest.mark.parametrize(("day", "asks"), [("today", False), ("Thursday", False), ("Friday", True)])
def test_a_plan_is_asked_for_where_there_is_time(tx, cast, day, asks):
    reply = make(tx, cast.sam, f"send it by {day}")

    assert ("When will you do it?" in labels(reply)) is asks


def test_what_comes_again_says_so(tx, cast):
    reply = make(tx, cast.sam, "ring the ward every Friday")

    assert "You said you'd “ring the ward” every week, next by Friday 27 November." in text(reply)
    assert of(tx, cast.sam).repeats == "weekly"


@pytest.mark.parametrize(
    ("said", "error"),
    [
        ("send it by 1/11/2026", PastDeadlineError),
        ("send it by 31 November", ImpossibleDeadlineError),
        ("send it by Friday " + "x" * 5000, WordsTooLongError),
    ],
)
def test_what_cannot_be_kept_comes_back_whole(tx, cast, said, error):
    with pytest.raises(error) as refused:
        make(tx, cast.sam, said)

    assert refused.value.given["words"] == said
    assert storage.open_of(tx, cast.sam.viewer, cast.sam.id) == []


def test_the_same_words_within_ten_minutes_are_kept_once(tx, cast):
    make(tx, cast.sam, "send it by Friday")
    reply = make(tx, cast.sam, "send it by Friday", now=NOW + DAY / 150)

    assert "I've kept it once, as 1 (Friday 27 November)." in text(reply)
    assert labels(reply) == ["Add again", "More"]
    assert len(storage.open_of(tx, cast.sam.viewer, cast.sam.id)) == 1


def test_the_same_words_later_or_from_somebody_else_are_another_commitment(tx, cast):
    make(tx, cast.sam, "send it")

    assert make(tx, cast.jo, "send it").kept[0].number == 2
    assert make(tx, cast.sam, "send it", now=NOW + DAY / 140).kept[0].number == 3


def test_add_again_adds_one_however_often_it_is_pressed(tx, cast):
    make(tx, cast.sam, "send it by Friday")
    asked = make(tx, cast.sam, "send it by Friday")
    added = commitments.again(tx, cast.sam, press(asked, "Add again"), now=NOW)
    twice = commitments.again(tx, cast.sam, press(asked, "Add again"), now=NOW)

    assert [reply.kept[0].number for reply in (added, twice)] == [2, 2]
    assert "I've kept it once, as 2" in text(twice)
    assert len(storage.open_of(tx, cast.sam.viewer, cast.sam.id)) == 2


def test_nobody_adds_somebody_elses_again(tx, cast):
    make(tx, cast.sam, "send it by Friday")

    with pytest.raises(NotAllowedError):
        commitments.again(tx, cast.jo, words("1"), now=NOW)


def test_what_is_done_cannot_be_added_again_by_its_old_card(tx, cast):
    make(tx, cast.sam, "send it")
    asked = make(tx, cast.sam, "send it")
    commitments.done(tx, cast.sam, words("1"), now=NOW)

    assert "is done already" in text(commitments.again(tx, cast.sam, press(asked, "Add again"), now=NOW))


def test_words_are_kept_on_one_line_without_what_only_machines_see(tx, cast):
    make(tx, cast.sam, "I'll  ring\x00 the\nward 👩‍⚕️")

    assert of(tx, cast.sam).text == "ring the ward 👩‍⚕️"


def test_said_bare_it_is_a_form(tx, cast):
    reply = make(tx, cast.sam, "")

    assert list(fields(reply)) == ["words", "due_on", "plan", "seen_by", "repeats"]
    assert "Please don't name the people you serve." in text(reply)
    assert reply.kept == ()


def test_somebody_in_their_own_right_is_not_asked_about_an_organisation(tx, cast):
    reply = make(tx, cast.rita, "")

    assert "seen_by" not in fields(reply)


def test_a_day_without_a_deed_opens_the_form(tx, cast):
    reply = make(tx, cast.sam, "by Friday")

    assert fields(reply)["due_on"] == FRIDAY.isoformat()


def fill_in(tx, asker, **values):
    return commitments.make(tx, asker, submit(make(tx, asker, ""), **values), now=NOW)


def test_the_form_keeps_all_that_was_filled_in(tx, cast):
    reply = fill_in(
        tx,
        cast.sam,
        words="send the data",
        due_on="2026-12-04",
        plan="when Tuesday's meeting ends then I'll send it",
        seen_by="organisation",
        repeats="monthly",
    )

    one = of(tx, cast.sam)
    assert (one.text, one.due_on.isoformat(), one.repeats) == ("send the data", "2026-12-04", "monthly")
    assert (one.plan, one.plan_on) == ("when Tuesday's meeting ends then I'll send it", TODAY)
    assert one.seen_by is SeenBy.ORGANISATION
    assert "Your organisation can see this; the table can't." in text(reply)
    assert "Your plan: “when Tuesday's meeting ends then I'll send it”" in text(reply)
    assert labels(reply) == ["Change date", "More"]


@pytest.mark.parametrize(
    ("given", "kept", "due_on"),
    [
        ({"words": "send it by Friday"}, "send it", FRIDAY),
        ({"words": "send it by Friday", "due_on": "Friday"}, "send it", FRIDAY),
        ({"words": "send it by Friday", "due_on": "2026-12-01"}, "send it by Friday", TODAY + 7 * DAY),
        (
            {"words": "write up what happened on 1/11/2026", "due_on": "Friday"},
            "write up what happened on 1/11/2026",
            FRIDAY,
        ),
        ({"words": "send it"}, "send it", None),
    ],
)
def test_a_day_in_its_own_box_goes_before_one_in_the_words(tx, cast, given, kept, due_on):
    fill_in(tx, cast.sam, **given)

    assert (of(tx, cast.sam).text, of(tx, cast.sam).due_on) == (kept, due_on)


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"words": "  "}, "words"),
        ({"words": "x" * 3001}, "words"),
        ({"words": "send it", "plan": "x" * 3001}, "words"),
        ({"words": "send it", "due_on": "2026-11-01"}, "due_on"),
        ({"words": "send it", "due_on": "31 November"}, "due_on"),
        ({"words": "send it", "due_on": "some day"}, "due_on"),
        ({"words": "send it", "repeats": "weekly"}, "due_on"),
    ],
)
def test_a_form_with_a_fault_stays_open_as_it_was_and_keeps_nothing(tx, cast, given, field):
    reply = fill_in(tx, cast.sam, **given)

    assert list(reply.wrong) == [field]
    assert reply.kept == ()
    shown = fields(reply)
    assert {name: shown[name] for name in given} == {name: value.strip() for name, value in given.items()}
    assert storage.open_of(tx, cast.sam.viewer, cast.sam.id) == []


def test_nobody_in_their_own_right_hides_behind_an_organisation(tx, cast):
    fill_in(tx, cast.rita, words="send it", seen_by="organisation")

    assert of(tx, cast.rita).seen_by is SeenBy.TABLE


def test_the_list_has_what_waits_then_what_is_open_by_date_then_what_was_asked(tx, cast):
    make(tx, cast.sam, "later by next Friday")
    make(tx, cast.sam, "some day")
    make(tx, cast.sam, "soon by Friday")
    storage.add(
        tx, cast.sam, storage.NewCommitment(text="share it", state=State.ASKED, asked_by=cast.priya.id), now=NOW
    )

    reply = commitments.list_open(tx, cast.sam, words(""), now=NOW)
    said = text(reply)
    order = [
        said.index(part) for part in ("4. Priya Shah asks", "3. “soon”", "1. “later”", "2. “some day” (no date yet)")
    ]
    assert order == sorted(order)
    assert labels(reply)[:3] == ["Yes, by…", "Something smaller", "Not us"]
    asked = commitments.list_open(tx, cast.priya, words(""), now=NOW)
    assert "4. Sam Okoye: “share it” Not answered yet." in text(asked)


def test_what_is_late_is_said_kindly(tx, cast):
    make(tx, cast.sam, "send it by Friday")

    reply = commitments.list_open(tx, cast.sam, words(""), now=NOW + 7 * DAY)

    assert "1. “send it” was for Friday 27 November Still yours? A new date, or letting it go, is fine." in text(reply)
    assert labels(reply) == ["Done", "Change date", "Let go", "Stuck"]


def test_an_empty_list_says_what_to_do(tx, cast):
    make(tx, cast.jo, "somebody else's")

    reply = commitments.list_open(tx, cast.sam, words(""), now=NOW)

    assert "Nothing of yours is open here." in text(reply)
    assert button(reply, "Take something on").words == "/commit send the discharge data by Friday"


@pytest.mark.parametrize("viewer", ["priya", "rita", "oscar"])
def test_what_an_organisation_keeps_to_itself_is_not_there_for_others(tx, cast, viewer):
    fill_in(tx, cast.sam, words="our own secret", seen_by="organisation")
    other = getattr(cast, viewer)

    with pytest.raises(UnknownCommitmentError):
        commitments.more(tx, other, words("1"), now=NOW)
    assert "secret" not in text(commitments.list_open(tx, other, words(""), now=NOW))


def test_a_colleague_sees_it_and_cannot_change_it(tx, cast):
    fill_in(tx, cast.sam, words="our own", seen_by="organisation")

    reply = commitments.more(tx, cast.jo, words("1"), now=NOW)

    assert "our own" in text(reply)
    assert labels(reply) == []
    with pytest.raises(NotAllowedError):
        commitments.done(tx, cast.jo, words("1"), now=NOW)


def test_more_shows_everything_and_what_can_be_done(tx, cast):
    kept = make(tx, cast.sam, "send it every Friday")
    commitments.plan(tx, cast.sam, words("1 when the meeting ends then send it"), now=NOW)
    commitments.move(tx, cast.sam, words("1 to 1 December because the ward asked"), now=NOW)

    reply = commitments.more(tx, cast.sam, press(kept, "More"), now=NOW)

    said = text(reply)
    for part in (
        "Whose: Sam Okoye",
        "By: Tuesday 1 December",
        "Repeats: every week",
        "Plan: “when the meeting ends then send it”",
        "How it stands: open",
        "24 November, Sam Okoye: planned",
        "24 November, Sam Okoye: moved from Friday 27 November to Tuesday 1 December “the ward asked”",
    ):
        assert part in said
    assert labels(reply) == [
        "Done",
        "Change date",
        "When will you do it?",
        "Stuck",
        "Hand on",
        "Let go",
        "Skip this time",
        "End the series",
        "Only my organisation",
        "Bring in…",
    ]


@pytest.mark.parametrize("said", ["", "9", "nothing like it"])
def test_more_about_what_is_not_there_is_refused(tx, cast, said):
    with pytest.raises(UnknownCommitmentError):
        commitments.more(tx, cast.sam, words(said), now=NOW)


def test_its_owner_says_who_can_see_it(tx, cast):
    make(tx, cast.sam, "send it")
    shown = commitments.more(tx, cast.sam, words("1"), now=NOW)
    inside = commitments.more(tx, cast.sam, press(shown, "Only my organisation"), now=NOW)

    assert "Your organisation can see this; the table can't." in text(inside)
    assert storage.numbered(tx, cast.priya.viewer, 1) is None

    outside = commitments.more(tx, cast.sam, words("1 for the table"), now=NOW)
    again = commitments.more(tx, cast.sam, words("1 for the table"), now=NOW)

    assert storage.numbered(tx, cast.priya.viewer, 1)
    assert text(outside) == text(again)
    assert of(tx, cast.sam).version == 3


def test_who_can_see_it_is_not_changed_from_an_older_card(tx, cast):
    make(tx, cast.sam, "send it")
    shown = commitments.more(tx, cast.sam, words("1"), now=NOW)
    commitments.move(tx, cast.sam, words("1 to Friday"), now=NOW)

    reply = commitments.more(tx, cast.sam, press(shown, "Only my organisation"), now=NOW)

    assert "As it stands: “send it” by Friday 27 November." in text(reply)
    assert of(tx, cast.sam).seen_by is SeenBy.TABLE


def test_somebody_in_their_own_right_has_no_organisation_to_keep_it_to(tx, cast):
    make(tx, cast.rita, "send it")

    reply = commitments.more(tx, cast.rita, words("1 for my organisation"), now=NOW)

    assert "You sit here in your own right" in text(reply)
    assert of(tx, cast.rita).seen_by is SeenBy.TABLE
    assert "Only my organisation" not in labels(commitments.more(tx, cast.rita, words("1"), now=NOW))


def test_nobody_says_who_can_see_somebody_elses(tx, cast):
    make(tx, cast.sam, "send it")

    with pytest.raises(NotAllowedError):
        commitments.more(tx, cast.jo, Said(on=("1", "organisation")), now=NOW)


def test_a_commitment_and_a_list_take_four_statements_however_long(tx, cast, queries):
    for number in range(12):
        make(tx, cast.sam, f"do {number} by next Friday")

    with queries(tx) as made:
        make(tx, cast.sam, "send it by next Friday")
    with queries(tx) as listed:
        commitments.list_open(tx, cast.sam, words(""), now=NOW)

    assert (len(made), len(listed)) == (4, 4)
