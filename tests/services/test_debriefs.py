"""A debrief: begun by the table's calendar, answered privately, shared as each chooses, with how many answered."""

import pytest

from bot.domain.errors import NotAllowedError
from bot.domain.people import Role
from bot.services import debriefs, reflections
from bot.services.request import Said
from bot.storage import debriefs as storage
from bot.storage import meetings
from bot.storage import reflections as reflecting
from tests.support import saying
from tests.support.committing import DAY, NOW, labels, press, seat, submit, text, the_cast, words
from tests.support.scene import a_table_of_five, at

WEEK = 7 * DAY
ANSWERS = {"part1": "fewer people waited", "part2": "we waited for the beds", "part3": "shrink the form"}


@pytest.fixture
def cast(tx):
    return the_cast(tx)


@pytest.fixture
def begun(tx, cast):
    seat(tx, cast.sam.partnership.id, "Ada Cole", "Northside")
    storage.begin(tx, cast.sam.viewer, number=1, on=NOW.date())
    return cast


def show(tx, who, now=NOW):
    return debriefs.show(tx, who, words(""), now=now)


def answered(tx, who, now=NOW, **answers):
    form = debriefs.answer(tx, who, words(""), now=now)
    return debriefs.answer(tx, who, submit(form, **(answers or ANSWERS)), now=now)


def count(tx, begun):
    one = storage.latest(tx, begun.sam.viewer)
    assert one
    return one.answered


def test_before_the_first_there_is_nothing_to_answer(tx, cast):
    assert "None has begun yet" in text(show(tx, cast.sam))
    assert "None has begun yet" in text(debriefs.answer(tx, cast.sam, words(""), now=NOW))
    assert debriefs.waiting(tx, cast.sam, now=NOW) == ()
    assert not debriefs.begin_if_due(tx, cast.sam.partnership, cast.sam.viewer, now=NOW)


def test_it_begins_in_the_week_before_a_meeting_that_is_set(tx, cast):
    here, everybody = cast.priya.partnership, cast.priya.viewer
    storage.begin(tx, everybody, number=1, on=NOW.date())
    meetings.add(tx, cast.priya, begins_at=NOW + 52 * DAY, minutes=60, place="", now=NOW)

    # Without a meeting, seven weeks after the last.
    begun = [debriefs.begin_if_due(tx, here, everybody, now=NOW + week * WEEK) for week in (6, 7, 13, 14)]
    assert begun == [False, True, False, True]

    meetings.add(tx, cast.priya, begins_at=NOW + 143 * DAY, minutes=60, place="", now=NOW)
    assert debriefs.begin_if_due(tx, here, everybody, now=NOW + 20 * WEEK)


def test_before_anybody_answers_it_says_that_nobody_has_yet(tx, begun):
    assert "Looking back together. Nobody has answered yet." in text(show(tx, begun.sam))


def test_it_is_offered_in_its_week_until_it_is_answered(tx, begun):
    [item] = debriefs.waiting(tx, begun.sam, now=NOW)
    looks_on = seat(tx, begun.sam.partnership.id, "Olu Obe", "Riverside", role=Role.OBSERVER)
    answered(tx, begun.sam)

    assert [one.label for one in item.buttons] == ["Answer them", "What was shared"]
    assert debriefs.waiting(tx, begun.sam, now=NOW) == debriefs.waiting(tx, looks_on, now=NOW) == ()
    assert debriefs.waiting(tx, begun.jo, now=NOW + WEEK) == ()
    here = begun.sam.partnership
    everybody = debriefs.whose(tx, here, begun.sam.viewer, now=NOW)
    assert begun.jo.id in everybody
    assert looks_on.id not in everybody
    assert debriefs.whose(tx, here, begun.sam.viewer, now=NOW + WEEK) == frozenset()


def test_each_answer_is_hidden_until_it_is_shared(tx, begun):
    kept = answered(tx, begun.sam)
    before = text(show(tx, begun.priya))
    reflections.share(tx, begun.sam, words("2 with my name"), now=NOW)
    reflections.share(tx, begun.sam, words("3 to my organisation"), now=NOW)

    assert labels(kept).count("Share…") == 3
    assert "Look at the challenge" in labels(kept)
    assert "One person has answered." in before
    assert not any(answer in before for answer in ANSWERS.values())
    assert "Sam Okoye: “we waited for the beds”" in text(show(tx, begun.priya))
    assert "shrink the form" not in text(show(tx, begun.priya))
    assert "shrink the form" in text(show(tx, begun.jo))


def test_a_sponsor_reads_no_answers_shared_or_not(tx, begun):
    answered(tx, begun.sam)
    reflections.share(tx, begun.sam, words("2 with my name"), now=NOW)
    gray = seat(tx, begun.sam.partnership.id, "Gray Hill", None, role=Role.SPONSOR)

    assert "we waited for the beds" not in text(show(tx, gray))


def test_words_without_a_name_wait_until_their_week_is_over(tx, begun):
    answered(tx, begun.sam)
    reflections.share(tx, begun.sam, words("2 without my name, yes"), now=NOW)

    assert "waited for the beds" not in text(show(tx, begun.priya))
    later = text(show(tx, begun.priya, now=NOW + WEEK))
    assert "Where did we wait for each other, or leave something unsaid? - “we waited for the beds”" in later
    assert "Sam" not in later


def test_answered_again_it_shows_what_was_said_and_counts_once(tx, begun):
    first = answered(tx, begun.sam)
    again = debriefs.answer(tx, begun.sam, words(""), now=NOW)

    assert text(first) == text(again)
    assert count(tx, begun) == 1
    assert "Answer them" not in labels(show(tx, begun.sam))
    assert "Answer them" in labels(show(tx, begun.jo))


def test_each_question_can_be_left_out(tx, begun):
    answered(tx, begun.sam, part1="", part2="", part3="try it")
    nothing = answered(tx, begun.jo, part1="", part2=" ", part3="")

    assert [(one.part, one.text) for one in storage.mine(tx, begun.sam, 1)] == [(3, "try it")]
    assert list(nothing.wrong) == ["part1"]
    assert count(tx, begun) == 1


def typed(tx, who, said):
    return debriefs.answer(tx, who, words(said), now=NOW)


def test_one_by_one_they_are_answered_in_a_line_where_no_form_can_be_filled_in(tx, begun):
    typed(tx, begun.sam, "3 shrink the form")
    typed(tx, begun.sam, "fewer people waited")
    shown = typed(tx, begun.sam, "1 another word")

    answers = [(one.part, one.text) for one in storage.mine(tx, begun.sam, 1)]
    assert sorted(answers) == [(1, "fewer people waited"), (3, "shrink the form")]
    assert "another word" not in text(shown)
    assert count(tx, begun) == 1
    question = typed(tx, begun.sam, "2 ring 943 476 5919")
    debriefs.answer(tx, begun.sam, press(question, "Keep it without"), now=NOW)
    assert storage.mine(tx, begun.sam, 1)[-1].part == 2


def test_details_are_asked_about_in_the_form(tx, begun):
    question = answered(tx, begun.sam, part1="NHS number 943 476 5919", part2="", part3="")
    reply = debriefs.answer(tx, begun.sam, submit(question, details="without"), now=NOW)

    assert "943" not in text(reply)
    assert len(storage.mine(tx, begun.sam, 1)) == 1
    gone = debriefs.answer(tx, begun.jo, Said(on=("draft", "99", "as-it-is")), now=NOW)
    assert "aren't waiting" in text(gone)


def test_whoever_looks_on_sees_and_does_not_answer(tx, begun):
    looks_on = seat(tx, begun.sam.partnership.id, "Olu Obe", "Riverside", role=Role.OBSERVER)

    assert "Answer them" not in labels(show(tx, looks_on))
    with pytest.raises(NotAllowedError):
        saying.say(tx, looks_on, "answer the debrief")


async def test_it_begins_with_the_digest_after_seven_weeks_and_is_offered_once(store):
    scene = await a_table_of_five(store)
    for day in range(71):
        for who in ("sam", "jo", "lewis", "ann", "priya"):
            await scene.say(who, "/table", now=at(day, 8))
        await scene.tick(at(day))
    offers = [row for row in await scene.rows("note", "sam") if row.state == "sent"]
    one = await scene.store.read(storage.latest, scene.persons["sam"].viewer)

    assert one
    assert one.number == 1
    assert [row.period for row in offers] == ["2027-W09"]
    assert "Three questions to look back on the last weeks together." in text(await scene.page("sam"))


def test_an_answer_is_taken_back_like_anything_noticed(tx, begun):
    answered(tx, begun.sam)
    shared = reflections.share(tx, begun.sam, words("1 with my name"), now=NOW)
    reflections.withdraw(tx, begun.sam, press(shared, "Take back"), now=NOW)

    assert "fewer people waited" not in text(show(tx, begun.priya))
    assert [one.part for one in reflecting.mine(tx, begun.sam)] == [2, 3]
