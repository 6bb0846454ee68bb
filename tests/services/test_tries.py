"""Tries: begun at once, said more of, shared in, looked at on their day, and what was learned."""

from datetime import date

import pytest

from bot.domain.errors import (
    NotAllowedError,
    PastDeadlineError,
    UnknownOutcomeError,
    UnknownPersonError,
    UnknownTryError,
)
from bot.domain.people import Role
from bot.messages.happened import Section
from bot.messages.parts import Form
from bot.messages.words import plain
from bot.services import happened, my_data, offered, outcomes, tries
from bot.services.request import Said
from bot.storage import my_data as held
from bot.storage import outbox
from bot.storage import tries as storage
from tests.support.committing import DAY, NOW, TODAY, labels, seat, text, the_cast
from tests.support.saying import form_of, pressed, say, sent

RING = "ring the ward at nine every day for two weeks"
NHS = "943 476 5919"


@pytest.fixture
def cast(tx):
    return the_cast(tx)


def begin(tx, who, words=RING, *, now=NOW):
    return say(tx, who, f"/table try {words}", now=now)


def going(tx, who):
    return [(one.text, one.look_on) for one in storage.open_ones(tx, who.viewer)]


@pytest.mark.parametrize(
    ("words", "kept", "look_on"),
    [
        (RING, RING, TODAY + 14 * DAY),
        ("ring the ward at nine until 8 January", "ring the ward at nine", date(2027, 1, 8)),
        ("ring the ward at nine", "ring the ward at nine", TODAY + 28 * DAY),
        ("ring the ward every Friday", "ring the ward every Friday", TODAY + 28 * DAY),
        ("ring the ward today", "ring the ward today", TODAY + 28 * DAY),
        ("by Friday", "by Friday", TODAY + 28 * DAY),
    ],
)
def test_it_is_kept_at_once_with_a_day_to_look_at_it(tx, cast, words, kept, look_on):
    reply = begin(tx, cast.sam, words)

    assert going(tx, cast.jo) == [(kept, look_on)]
    assert f"That's try 1: “{kept}”. To look at again on" in text(reply)
    assert "What's the smallest step" in text(reply)
    assert labels(reply) == ["Say more", "Take back", "More"]
    assert [(one.kind, one.number, one.due_on) for one in reply.kept] == [("try", 1, look_on)]


def test_a_day_that_has_gone_is_asked_about(tx, cast):
    with pytest.raises(PastDeadlineError):
        begin(tx, cast.sam, "ring the ward until 3 March 2020")

    assert going(tx, cast.sam) == []


def test_the_same_words_again_are_the_same_try(tx, cast):
    begin(tx, cast.sam)

    assert "That's try 1 already" in text(begin(tx, cast.sam))
    assert "That's try 2" in text(begin(tx, cast.jo))


def test_a_form_asks_all_at_once(tx, cast):
    form = say(tx, cast.sam, "/table try")
    reply = sent(
        tx,
        cast.sam,
        form,
        words="ring the ward",
        step="one call",
        go_wrong="nobody answers",
        would_learn="when they answer",
        due_on="8 January",
        sharers=(str(cast.priya.seat_id), str(cast.rita.seat_id), "999", "x"),
    )
    said = text(say(tx, cast.rita, "show try 1"))

    assert isinstance(form.show, Form)
    assert [option.label for option in form_of(form).fields[3].options] == ["Riverside", "Rita Ahmed"]
    assert "Asked whether they share it: Riverside and Rita Ahmed." in text(reply)
    assert "It's shared once they say so." in text(reply)
    for words in ("one call", "nobody answers", "when they answer", "To look at again on Friday 8 January"):
        assert words in said


@pytest.mark.parametrize(("name", "value"), [("words", ""), ("due_on", "31 November"), ("due_on", "someday")])
def test_a_form_that_lacks_something_stays_open(tx, cast, name, value):
    form = say(tx, cast.sam, "/table try")
    reply = sent(tx, cast.sam, form, **{"words": "ring the ward", name: value})

    assert set(reply.wrong) == {name}
    assert going(tx, cast.sam) == []


def test_more_is_said_of_it_later_and_what_it_was_is_kept(tx, cast):
    form = pressed(tx, cast.sam, begin(tx, cast.sam), "Say more")
    reply = sent(tx, cast.sam, form, words="ring the ward at ten", step="one call", due_on="")
    old = sent(tx, cast.sam, form, words="older")

    assert form_of(form).fields[0].value == RING
    assert "Noted for try 1, “ring the ward at ten”." in text(reply)
    assert "As it stands, try 1: “ring the ward at ten”." in text(old)
    assert f"Sam Okoye: changed it; it was “{RING}”" in text(say(tx, cast.rita, "show try 1"))
    again = say(tx, cast.sam, "fill in try 1 in a hurry")
    assert [field.value for field in form_of(again).fields[:2]] == ["ring the ward at ten", "one call"]
    assert set(sent(tx, cast.sam, again, due_on="31 November").wrong) == {"due_on"}
    assert going(tx, cast.sam) == [("ring the ward at ten", TODAY + 14 * DAY)]


def test_only_whoever_began_it_or_convenes_changes_it(tx, cast):
    begin(tx, cast.sam)
    for line in ("fill in try 1", "keep try 1 because x", "stop try 1 because x", "share try 1 with Riverside"):
        with pytest.raises(NotAllowedError):
            say(tx, cast.rita, line)

    assert isinstance(say(tx, cast.priya, "fill in try 1").show, Form)
    assert labels(say(tx, cast.rita, "show try 1")) == []
    with pytest.raises(NotAllowedError):
        say(tx, cast.priya, "take back try 1")


@pytest.mark.parametrize("line", ["show try 9", "keep try", "stop try x"])
def test_a_try_that_is_none_is_refused(tx, cast, line):
    begin(tx, cast.sam)
    with pytest.raises(UnknownTryError):
        say(tx, cast.sam, line)


def test_everybody_at_the_table_sees_it_and_nobody_else(tx, cast):
    wendy = seat(tx, cast.sam.partnership.id, "Wendy Watts", "Elm", role=Role.OBSERVER)
    none = say(tx, wendy, "/table tries")
    begin(tx, cast.sam)

    assert "Nothing is being tried here yet" in text(none)
    assert labels(none) == []
    for other in (cast.sam, cast.rita, cast.priya, wendy):
        assert f"1. “{RING}” Sam, Ward 9 Trust. To look at again on Tuesday 8 December." in text(
            say(tx, other, "what are we trying?")
        )
    assert "Nothing is being tried here yet" in text(say(tx, cast.oscar, "/table tries"))
    assert labels(say(tx, cast.oscar, "/table tries")) == ["Try something"]
    with pytest.raises(UnknownTryError):
        say(tx, cast.oscar, "show try 1")
    assert text(say(tx, cast.rita, "/table try 1")) == text(say(tx, cast.rita, "show try 1"))


def test_kept_with_what_was_learned_it_has_another_day(tx, cast):
    begin(tx, cast.sam)
    listed = say(tx, cast.sam, "/table tries", now=NOW + 14 * DAY)
    form = pressed(tx, cast.sam, listed, "Keep", now=NOW + 14 * DAY)
    reply = sent(tx, cast.sam, form, learned="nobody picks up before ten", due_on="8 January", now=NOW + 14 * DAY)

    assert "It's time to look at it: Tuesday 8 December." in text(listed)
    assert text(reply).startswith(f"It goes on: “{RING}”. To look at again on Friday 8 January.")
    assert going(tx, cast.sam) == [(RING, date(2027, 1, 8))]
    assert "Learned so far: “nobody picks up before ten”" in text(say(tx, cast.rita, "/table tries"))
    assert "kept it going. Learned: “nobody picks up before ten”" in text(say(tx, cast.rita, "show try 1"))


def test_kept_in_words_it_is_looked_at_four_weeks_on(tx, cast):
    begin(tx, cast.sam)
    reply = say(tx, cast.sam, "keep try 1, because we learned that nobody picks up before ten")

    assert "What you learned is there for the table: “nobody picks up before ten”." in text(reply)
    assert going(tx, cast.sam) == [(RING, TODAY + 28 * DAY)]


def test_changed_it_goes_on_as_something_else(tx, cast):
    begin(tx, cast.sam)
    half = say(tx, cast.sam, "change try 1 to ring at ten")
    reply = say(tx, cast.sam, "change try 1 to ring at ten because nobody picks up before")

    assert [field.value for field in form_of(half).fields[:2]] == ["ring at ten", ""]
    assert text(reply).startswith(f"From now on: “ring at ten”. It was “{RING}”.")
    assert f"changed it; it was “{RING}”. Learned: “nobody picks up before”" in text(say(tx, cast.rita, "show try 1"))
    form = pressed(tx, cast.sam, say(tx, cast.sam, "show try 1"), "Change…")
    assert form_of(form).fields[0].value == "ring at ten"
    assert set(sent(tx, cast.sam, form, learned="x", due_on="31 November").wrong) == {"due_on"}


def test_stopping_counts_and_is_thanked(tx, cast):
    begin(tx, cast.sam)
    form = say(tx, cast.sam, "stop try 1")
    empty = sent(tx, cast.sam, form, learned="")
    reply = sent(tx, cast.sam, form, learned="nobody picks up")

    assert set(empty.wrong) == {"learned"}
    assert "Stopping counts: the table knows something it didn't. Thank you." in text(reply)
    listed = text(say(tx, cast.rita, "/table tries"))
    assert "Stopped, and what was learned" in listed
    assert "Sam, Ward 9 Trust, 24 November. Learned: “nobody picks up”." in listed
    assert "How it stands: Stopped. That counts." in text(say(tx, cast.rita, "show try 1"))
    assert "has been stopped already" in text(sent(tx, cast.sam, form, learned="again"))
    assert labels(say(tx, cast.sam, "stop try 1 because x")) == ["Undo", "More"]


def test_what_was_stopped_is_opened_again_with_a_day_that_has_not_gone(tx, cast):
    begin(tx, cast.sam)
    reply = say(tx, cast.sam, "stop try 1 because nobody picks up")
    undone = pressed(tx, cast.sam, reply, "Undo")
    again = pressed(tx, cast.sam, reply, "Undo")

    assert text(undone).startswith(f"Open again: “{RING}”. To look at again on Tuesday 8 December.")
    assert text(again).startswith("As it stands, try 1")
    say(tx, cast.sam, "stop try 1 because nobody picks up")
    later = say(tx, cast.sam, "open try 1", now=NOW + 40 * DAY)
    assert "To look at again on Sunday 31 January" in text(later)


def test_its_author_takes_it_back_until_others_share_it(tx, cast):
    reply = begin(tx, cast.sam)
    gone = pressed(tx, cast.sam, reply, "Take back")
    begin(tx, cast.sam, "ring at ten")
    with pytest.raises(NotAllowedError):
        pressed(tx, cast.rita, reply, "Take back")
    assert "As it stands" in text(pressed(tx, cast.sam, reply, "Take back"))
    say(tx, cast.sam, "share try 1 with Rita Ahmed")
    say(tx, cast.rita, "yes, we share try 1")

    assert text(gone).startswith("Taken back and deleted.")
    assert "isn't yours alone to take back" in text(say(tx, cast.sam, "take back try 1"))


def test_details_wait_for_an_answer_and_danger_is_answered(tx, cast):
    asked = begin(tx, cast.sam, f"ring {NHS} by 8 January")
    kept = pressed(tx, cast.sam, asked, "Keep as it is")
    learned = say(tx, cast.sam, f"stop try 1 because {NHS} said so")

    assert "That looks like an NHS number" in text(asked)
    assert going(tx, cast.sam) == [(f"ring {NHS}", date(2027, 1, 8))]
    assert "That's try 1" in text(kept)
    assert "That looks like an NHS number" in text(learned)
    assert "Stopping counts" in text(pressed(tx, cast.sam, learned, "Keep as it is"))
    assert "aren't waiting any more" in text(pressed(tx, cast.sam, learned, "Keep as it is"))
    assert "aren't waiting any more" in text(pressed(tx, cast.sam, asked, "Keep as it is"))
    assert "aren't waiting any more" in text(say(tx, cast.sam, "fill in try draft 1 as it is"))
    assert "ring 999" in text(begin(tx, cast.sam, "see if he will kill himself"))
    form = say(tx, cast.sam, "/table try")
    careful = sent(tx, cast.sam, form, words="ring", go_wrong="he will kill himself", step="one call")
    assert "ring 999" in text(careful)
    assert "ring 999" in text(say(tx, cast.sam, "stop try 2 because he will kill himself"))


def offers(tx, who):
    row = outbox.riding(tx, who.person.id, "offer", route="web", now=NOW + 5 * DAY)
    return [offered.compose(tx, one, who, now=NOW) for one in row]


def test_a_seat_that_is_named_is_asked_and_shares_it_once_it_says_so(tx, cast):
    begin(tx, cast.rita)
    reply = say(tx, cast.rita, "share try 1 with Ward 9 Trust and Riverside")
    [offer] = offers(tx, cast.sam)
    note = [plain(item.text) for item in offered.items(tx, cast.jo, now=NOW)]
    said = say(tx, cast.jo, "yes, we share try 1")

    assert text(reply).startswith("I'll ask Riverside and Ward 9 Trust whether they share it.")
    assert "Rita, in their own right is trying something at Home from hospital" in offer.card.text
    assert "Does Ward 9 Trust share what may go wrong?" in offer.card.text
    assert note == [f"Rita, in their own right asks whether you share what may go wrong with “{RING}”"]
    assert offered.whose(tx, cast.priya.viewer) == {cast.priya.id}
    assert text(said).startswith(f"Thank you. Ward 9 Trust shares what may go wrong with “{RING}”.")
    assert "Shared by Ward 9 Trust. Asked whether they share it: Riverside." in text(say(tx, cast.sam, "show try 1"))
    assert offered.items(tx, cast.sam, now=NOW) == ()
    assert "their seat shares in it" in text(say(tx, cast.sam, "show try 1"))


def test_not_us_is_a_good_answer_and_may_be_thought_again(tx, cast):
    begin(tx, cast.rita)
    say(tx, cast.rita, "share try 1 with Ward 9 Trust")
    seen = say(tx, cast.sam, "show try 1")
    no = pressed(tx, cast.sam, seen, "Not us")
    same = pressed(tx, cast.jo, seen, "Not us")

    assert text(no).startswith("That's fine: Ward 9 Trust doesn't share")
    assert text(same) == text(no)
    assert "Not shared by Ward 9 Trust." in text(say(tx, cast.sam, "show try 1"))
    assert "their seat does not share in it" in text(say(tx, cast.sam, "show try 1"))
    assert "Thank you" in text(pressed(tx, cast.jo, seen, "Yes, we share it"))


def test_whoever_was_not_asked_or_only_listens_does_not_answer(tx, cast):
    wendy = seat(tx, cast.sam.partnership.id, "Wendy Watts", "Ward 9 Trust", role=Role.OBSERVER)
    begin(tx, cast.rita)
    say(tx, cast.rita, "share try 1 with Ward 9 Trust")

    assert "Nobody asks that of you now" in text(say(tx, cast.priya, "not us for try 1"))
    with pytest.raises(NotAllowedError):
        say(tx, wendy, "yes, we share try 1")
    assert offered.items(tx, wendy, now=NOW) == ()
    assert offers(tx, wendy) == []
    say(tx, cast.rita, "stop try 1 because it rained")
    assert "Nobody asks that of you now" in text(say(tx, cast.sam, "yes, we share try 1"))
    assert offered.items(tx, cast.sam, now=NOW) == ()
    assert [type(one).__name__ for one in offers(tx, cast.sam)] == ["Never"]
    assert labels(say(tx, cast.rita, "share try 1 with Riverside")) == ["Undo", "More"]


def test_the_form_of_who_shares_asks_those_who_are_new_and_no_longer_those_left_out(tx, cast):
    begin(tx, cast.rita)
    form = pressed(tx, cast.rita, say(tx, cast.rita, "show try 1"), "Who shares it?")
    sent(tx, cast.rita, form, sharers=(str(cast.sam.seat_id),))
    reply = sent(tx, cast.rita, form, sharers=(str(cast.priya.seat_id),))
    nobody = sent(tx, cast.rita, form, sharers=(str(cast.priya.seat_id),))

    assert [option.label for option in form_of(form).fields[0].options] == ["Riverside", "Ward 9 Trust"]
    assert "I'll ask Riverside" in text(reply)
    assert "There's nobody new to ask." in text(nobody)
    assert "Ward 9 Trust" not in text(say(tx, cast.jo, "show try 1"))
    with pytest.raises(UnknownPersonError):
        say(tx, cast.rita, "share try 1 with the moon")


def test_where_nobody_else_sits_there_is_nobody_to_share_it(tx, cast):
    begin(tx, cast.oscar)

    assert "no other seat at this table" in text(say(tx, cast.oscar, "share try 1"))
    form = say(tx, cast.oscar, "fill in try 1")
    assert "sharers" not in [field.name for field in form_of(form).fields]


def told(tx, who):
    found = happened.between(tx, who.viewer, since=NOW - DAY, until=NOW + DAY)
    return [(one.section, plain(one.said)) for one in found]


def test_what_happened_says_what_was_learned(tx, cast):
    for number, line in enumerate(("keep try 1 because a", "change try 2 to z because b", "stop try 3 because c"), 1):
        begin(tx, cast.sam, f"thing {number}")
        say(tx, cast.sam, line)

    assert told(tx, cast.rita) == [
        (Section.LEARNED, "Ward 9 Trust goes on with “thing 1”. Learned: “a”."),
        (Section.LEARNED, "Ward 9 Trust changed it to “z”. Learned: “b”."),
        (Section.LEARNED, "Ward 9 Trust stopped “thing 3”. Learned: “c”."),
    ]
    assert told(tx, cast.oscar) == []


def test_what_i_tried_is_in_my_data_and_goes_when_i_say(tx, cast):
    begin(tx, cast.sam)
    say(tx, cast.sam, "share try 1 with Rita Ahmed")
    say(tx, cast.rita, "yes, we share try 1")
    say(tx, cast.sam, "keep try 1 because nobody picks up")
    begin(tx, cast.rita, "draw a map")
    shown = text(my_data.show(tx, cast.sam, Said(), now=NOW))
    held.forget(tx, cast.sam)
    held.forget(tx, cast.rita)

    assert f"“{RING} / nobody picks up”" in shown
    assert storage.every(tx, cast.priya.viewer) == []


def test_a_card_that_stands_somewhere_is_drawn_as_it_is_for_its_reader(tx, cast):
    begin(tx, cast.sam)
    say(tx, cast.sam, "/table outcome more homes")
    looks = {"try": tries.look, "outcome": outcomes.look}

    for kind, look in looks.items():
        again = look(tx, cast.rita, 1, now=NOW)
        assert again == say(tx, cast.rita, f"show {kind} 1").show
        assert look(tx, cast.oscar, 1, now=NOW) is None


def test_a_draft_that_is_gone_and_words_that_stay_the_same_change_nothing(tx, cast):
    begin(tx, cast.sam)
    say(tx, cast.sam, "/table outcome more homes")
    say(tx, cast.sam, "/table outcome more beds")
    say(tx, cast.sam, "/commit send it")
    first = text(say(tx, cast.sam, "towards 1: 1"))
    form = say(tx, cast.sam, "fill in try 1")
    sent(tx, cast.sam, form, step="one call")

    assert text(say(tx, cast.sam, "towards 1: 1")) == first
    assert "changed it" not in text(say(tx, cast.sam, "show try 1"))
    for line in ("change outcome", "/table outcome"):
        assert "aren't waiting any more" in text(say(tx, cast.sam, f"{line} draft 99 as it is"))
    with pytest.raises(UnknownOutcomeError):
        say(tx, cast.sam, "/table measure more 3")
