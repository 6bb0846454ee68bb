"""What is kept of reflecting together, on both databases: asked questions, debriefs, pairs, words out of turn."""

import pytest
from sqlalchemy import func, select

from bot.domain.challenges import Answer
from bot.domain.pairs import Word
from bot.domain.questions import About
from bot.domain.reflections import Shared, monday_of
from bot.messages.words import plain
from bot.services import asks, challenges, commitments, learned, my_data, views, wordings
from bot.storage import asked_questions, debriefs, drafts, joining, pairs, reflections
from bot.storage import my_data as held
from bot.storage.schema import asked_question, draft, pair, reflection
from tests.support.committing import DAY, NOW, TODAY, seat, the_cast, words

MONDAY = monday_of(TODAY)


@pytest.fixture
def cast(both):
    return the_cast(both)


def names(tx, who):
    return [one.name for one in asked_questions.of(tx, who)]


def test_a_question_asked_again_is_the_latest(both, cast):
    for name in ("stopped", "works", "stopped"):
        asked_questions.note(both, cast.sam, name, monday=MONDAY)

    assert names(both, cast.sam) == ["works", "stopped"]
    assert names(both, cast.jo) == []


def test_what_happened_is_told_to_whom_it_happened(both, cast):
    for said in ("send the figures by Wednesday", "ring the ward by Wednesday"):
        commitments.make(both, cast.sam, words(said), now=NOW)
    commitments.done(both, cast.sam, words("2"), now=NOW)
    for day in ("Thursday", "Friday"):
        commitments.move(both, cast.sam, words(f"1 to {day}"), now=NOW)
    asks.ask(both, cast.priya, words("@Sam Okoye to draw a map"), now=NOW)
    asks.decline(both, cast.sam, words("3"), now=NOW)

    def told(who, since=NOW - DAY):
        return [(one.about, one.words) for one in asked_questions.happened(both, who, since=since)]

    assert told(cast.sam) == [
        (About.DECLINED, "draw a map"),
        (About.MOVED, "send the figures"),
        (About.KEPT, "ring the ward"),
    ]
    assert told(cast.priya) == [(About.TURNED_DOWN, "draw a map")]
    assert told(cast.jo) == told(cast.oscar) == told(cast.sam, since=NOW + DAY) == []


def test_a_debrief_counts_and_its_answers_are_found(both, cast):
    table = cast.sam.viewer
    assert debriefs.latest(both, table) is None
    for number in (1, 2):
        debriefs.begin(both, table, number=number, on=TODAY)
    debriefs.count(both, table, 2)
    one = reflections.add(both, cast.sam, "a", question="q", on=TODAY, part_of=(2, 3))

    found = debriefs.latest(both, table)
    assert found
    assert (found.number, found.answered) == (2, 1)
    assert debriefs.mine(both, cast.sam, 2) == [one]
    assert debriefs.mine(both, cast.sam, 1) == debriefs.mine(both, cast.jo, 2) == []
    assert debriefs.latest(both, cast.oscar.viewer) is None


def test_the_same_words_twice_without_a_name_are_two(both, cast):
    seat(both, cast.sam.partnership.id, "Ada Cole", "Northside")
    for who in (cast.sam, cast.jo):
        reflections.share_unnamed(both, who, reflections.add(both, who, "a", question="q", on=TODAY), monday=MONDAY)

    numbers = both.execute(select(reflection.c.id)).scalars().all()
    assert len(set(numbers)) == 2
    assert max(numbers) < 0


def test_a_pair_reads_what_each_said_themself(both, cast):
    pairs.add(both, cast.sam.viewer, (cast.sam.id, cast.rita.id), on=TODAY)
    [one] = pairs.of(both, cast.sam)
    pairs.say(both, cast.sam, one, Word.YES, today=TODAY)
    [his], [hers] = pairs.of(both, cast.sam), pairs.of(both, cast.rita)
    before = pairs.whose(both, cast.sam.viewer, since=TODAY - DAY)
    pairs.say(both, cast.rita, hers, Word.YES, today=TODAY)

    assert (his.said, his.other_id, hers.said, hers.other_id) == (Word.YES, cast.rita.id, None, cast.sam.id)
    assert before == {cast.rita.id}
    assert {one.both_on for who in (cast.sam, cast.rita) for one in pairs.of(both, who)} == {TODAY}
    assert pairs.whose(both, cast.sam.viewer, since=TODAY - DAY) == {cast.sam.id, cast.rita.id}
    assert pairs.whose(both, cast.sam.viewer, since=TODAY) == frozenset()
    assert pairs.of(both, cast.jo) == []
    assert pairs.earlier(both, cast.oscar.viewer) == []


def test_voices_have_what_each_says_of_the_wording_that_stands(both, cast):
    for who in (cast.sam, cast.rita):
        views.give(both, who, words(f"as {who.person.name} sees it"), now=NOW)
    wordings.word(both, cast.priya, words("nowhere fit to live"), now=NOW)
    challenges.not_ours(both, cast.sam, words(""), now=NOW)

    found = {one.partner_id: one.answer for one in pairs.voices(both, cast.sam.viewer)}
    assert found == {cast.sam.id: Answer.NOT_OURS, cast.rita.id: None}


def test_drafts_with_the_words_go_and_no_others(both, cast):
    table = cast.sam.partnership.id
    for who, text in ((cast.sam, "we 100% knew"), (cast.sam, "we 100 knew"), (cast.jo, "we 100% knew")):
        drafts.keep(both, who.person.id, partnership_id=table, command="reflection.make", text=text, now=NOW)
    drafts.forget(both, cast.sam, "100%")

    left = both.execute(select(draft.c.person_id, draft.c.text).order_by(draft.c.id)).all()
    assert [tuple(row) for row in left] == [(cast.sam.person.id, "we 100 knew"), (cast.jo.person.id, "we 100% knew")]


def test_whoever_is_taken_out_leaves_nothing_of_it(both, cast):
    asked_questions.note(both, cast.sam, "stopped", monday=MONDAY)
    pairs.add(both, cast.sam.viewer, (cast.rita.id, cast.sam.id), on=TODAY)
    assert "Questions I asked you to think about" in str(my_data.show(both, cast.sam, words(""), now=NOW).show)
    held.forget(both, cast.sam)

    assert both.execute(select(func.count()).select_from(pair)).scalar_one() == 0
    assert names(both, cast.sam) == []


def test_two_who_are_one_were_asked_what_either_was(both, cast):
    for who, those in ((cast.sam, ("stopped", "works")), (cast.oscar, ("works", "simpler"))):
        for name in those:
            asked_questions.note(both, who, name, monday=MONDAY)
    pairs.add(both, cast.sam.viewer, (cast.sam.id, cast.jo.id), on=TODAY)
    pairs.add(both, cast.sam.viewer, (cast.jo.id, cast.rita.id), on=TODAY)
    pairs.turn(both, cast.jo, off_on=TODAY)
    joining.join(both, kept=cast.sam.person.id, gone=cast.oscar.person.id, now=NOW)
    joining.join(both, kept=cast.sam.person.id, gone=cast.jo.person.id, now=NOW)

    assert set(names(both, cast.sam)) == {"stopped", "works", "simpler"}
    assert len(both.execute(select(asked_question)).all()) == 3
    assert [one.two for one in pairs.earlier(both, cast.sam.viewer)] == [{cast.sam.id, cast.rita.id}]
    assert pairs.off(both, cast.sam.viewer) == {cast.sam.id}


def test_what_was_learned_is_what_was_shared_in_that_time(both, cast):
    seat(both, cast.sam.partnership.id, "Ada Cole", "Northside")
    for text, how in (("named", Shared.TABLE), ("inside", Shared.ORGANISATION), ("hidden", None)):
        one = reflections.add(both, cast.sam, text, question=None, on=TODAY)
        if how:
            reflections.share(both, cast.sam, one, how, on=TODAY)
    reflections.share_unnamed(
        both, cast.sam, reflections.add(both, cast.sam, "nobody's", question=None, on=TODAY), monday=MONDAY
    )

    def told(since, until):
        found = learned.happened(both, cast.priya.viewer, since=NOW + since * DAY, until=NOW + until * DAY)
        return [plain(one.said[-1:]).strip("“”") for one in found]

    assert told(-7, 0) == ["named"]
    assert told(-1, 6) == ["named", "nobody's"]
    assert told(0, 7) == ["nobody's"]
    assert told(7, 14) == []
