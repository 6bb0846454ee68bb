"""If only they would: a wish becomes an ask, a missing chair, or stays one's own. And stuck."""

import pytest

from bot.domain.commitments import State
from bot.domain.errors import UnknownPersonError, WordsTooLongError
from bot.domain.people import Role
from bot.messages.parts import Form
from bot.messages.words import plain
from bot.services import commitments, glance, happened, if_only, stuck, whom
from bot.services.request import Said
from bot.storage import commitments as storage
from bot.storage import reflections, tables, weeks
from tests.support.committing import DAY, NOW, TODAY, fields, labels, press, seat, submit, text, the_cast, words
from tests.support.scene import a_table_of_five, at, said


@pytest.fixture
def cast(tx):
    return the_cast(tx)


def wish(tx, asker, sentence="housing would ring us", **values):
    form = if_only.say(tx, asker, words(sentence), now=NOW)
    return if_only.say(tx, asker, submit(form, **values), now=NOW)


def of_seat(partner):
    return f"seat:{partner.seat_id}"


def asked(tx, who):
    return [(one.text, one.in_return, one.due_on) for one in weeks.asked_of(tx, who)]


def test_a_wish_is_answered_with_two_questions_and_whom_to_ask(tx, cast):
    form = if_only.say(tx, cast.priya, words("ward 9 would ring us before noon"), now=NOW)

    assert isinstance(form.show, Form)
    assert "If only “ward 9 would ring us before noon”" in text(form)
    assert fields(form) == {"need": "ring us before noon", "give": "", "whom": of_seat(cast.sam)}
    assert [one.label for one in form.show.fields] == [
        "What would you need from them, in one sentence?",
        "And what might they need from you?",
        "Whom could you ask?",
    ]


def test_the_form_that_waits_for_a_press_still_has_the_sentence(tx, cast):
    form = if_only.say(tx, cast.priya, words("housing would ring us"), now=NOW)
    assert isinstance(form.show, Form)
    again = if_only.say(tx, cast.priya, Said(on=form.show.act.on), now=NOW)

    assert fields(again) == fields(form)
    assert "housing would ring us" in text(again)
    bare = if_only.say(tx, cast.priya, words(""), now=NOW)
    assert isinstance(bare.show, Form)
    assert bare.show.act.on == ()
    assert fields(bare)["whom"] == ""


def test_nobody_is_asked_before_they_say_so_and_then_both_sentences_are_read(tx, cast):
    shown = wish(tx, cast.priya, need="ring us before noon", give="the void list", whom=of_seat(cast.sam))

    assert text(shown).startswith("I'd ask Jo Lewis of Ward 9 Trust: “ring us before noon”.") or text(shown).startswith(
        "I'd ask Sam Okoye of Ward 9 Trust: “ring us before noon”."
    )
    assert "And that they might need of you: “the void list”." in text(shown)
    assert labels(shown) == ["Ask them", "Keep it to myself", "Change"]
    assert storage.asked_by(tx, cast.priya, since=NOW) == []
    reply = if_only.ask(tx, cast.priya, press(shown, "Ask them"), now=NOW)
    assert "Nothing is promised until they say so." in text(reply)
    assert asked(tx, cast.sam) + asked(tx, cast.jo) == [("ring us before noon", "the void list", None)]
    again = if_only.ask(tx, cast.priya, press(shown, "Ask them"), now=NOW)
    assert "aren't waiting any more" in text(again)


def test_of_a_seat_whoever_was_here_last_is_asked(tx, cast):
    tx.exec_driver_sql(f"UPDATE partner SET last_on = '2026-11-20' WHERE id = {cast.jo.id}")
    tx.exec_driver_sql(f"UPDATE partner SET last_on = '2026-11-10' WHERE id = {cast.sam.id}")

    found = whom.receiver_of(tx, cast.priya, of_seat(cast.sam))
    assert found
    assert found.id == cast.jo.id


def test_one_person_can_be_asked_by_name_and_a_day_in_the_sentence_is_its_day(tx, cast):
    shown = wish(tx, cast.priya, need="ring us by Friday", whom=f"partner:{cast.rita.id}")
    assert text(shown).startswith("I'd ask Rita Ahmed: “ring us by Friday”.")
    if_only.ask(tx, cast.priya, press(shown, "Ask them"), now=NOW)

    assert asked(tx, cast.rita) == [("ring us", None, TODAY + 3 * DAY)]


def test_a_day_that_has_gone_stays_part_of_the_words(tx, cast):
    shown = wish(tx, cast.priya, need="say what went by yesterday", whom=f"partner:{cast.rita.id}")
    if_only.ask(tx, cast.priya, press(shown, "Ask them"), now=NOW)

    assert asked(tx, cast.rita) == [("say what went by yesterday", None, None)]


def test_kept_to_oneself_it_is_a_reflection_that_nobody_else_sees(tx, cast):
    shown = wish(tx, cast.priya, need="ring us", give="the void list", whom=of_seat(cast.sam))
    reply = if_only.keep(tx, cast.priya, press(shown, "Keep it to myself"), now=NOW)

    assert "Kept. Only you can see this" in text(reply)
    assert [one.text for one in reflections.mine(tx, cast.priya)] == ["ring us\nthe void list"]
    assert asked(tx, cast.sam) + asked(tx, cast.jo) == []
    assert "aren't waiting any more" in text(if_only.keep(tx, cast.priya, press(shown, "Keep it to myself"), now=NOW))


def test_a_wish_can_be_changed_before_it_goes(tx, cast):
    shown = wish(tx, cast.priya, need="ring us", give="the list", whom=f"partner:{cast.rita.id}")
    form = if_only.change(tx, cast.priya, press(shown, "Change"), now=NOW)

    assert fields(form) == {"need": "ring us", "give": "the list", "whom": f"partner:{cast.rita.id}"}
    assert "aren't waiting any more" in text(if_only.change(tx, cast.priya, words("99"), now=NOW))


def test_somebody_who_is_not_at_the_table_is_a_missing_chair(tx, cast):
    shown = wish(tx, cast.priya, need="ring us", whom="nobody")

    assert "no seat here" in text(shown)
    assert labels(shown) == ["Add a missing chair", "Keep it to myself", "Change"]
    [draft] = [one.number for one in shown.kept]
    assert "no seat here" in text(if_only.ask(tx, cast.priya, words(str(draft)), now=NOW))
    form = if_only.change(tx, cast.priya, press(shown, "Change"), now=NOW)
    assert fields(form)["whom"] == "nobody"


@pytest.mark.parametrize("chosen", ["", "seat:999", "partner:x", "seat:", ":1"])
def test_whoever_is_not_to_be_found_is_asked_for_again(tx, cast, chosen):
    reply = wish(tx, cast.priya, need="ring us", whom=chosen)

    assert isinstance(reply.show, Form)
    assert set(reply.wrong) == {"whom"}


def test_an_empty_wish_stays_open_and_one_too_long_is_refused(tx, cast):
    assert set(wish(tx, cast.priya, need=" ", whom=of_seat(cast.sam)).wrong) == {"need"}
    with pytest.raises(WordsTooLongError):
        if_only.say(tx, cast.priya, words("a " * 3000), now=NOW)


def test_a_wish_that_names_somebody_served_is_asked_about_first(tx, cast):
    number = "ring about 943 476 5919"
    form = if_only.say(tx, cast.priya, words(""), now=NOW)
    asking = if_only.say(tx, cast.priya, submit(form, need=number, whom=of_seat(cast.sam)), now=NOW)
    assert "That looks like an NHS number." in text(asking)
    shown = if_only.say(tx, cast.priya, submit(asking, details="without"), now=NOW)

    assert "943" not in text(shown)


def test_words_of_danger_get_the_fixed_answer_first(tx, cast):
    shown = wish(tx, cast.priya, need="somebody is in real danger", whom=of_seat(cast.sam))

    assert "Nobody watches this chat" in text(shown)


def test_whoever_listens_only_is_never_asked(tx, cast):
    listener = seat(tx, cast.sam.partnership.id, "Olu Bell", role=Role.OBSERVER)
    assert whom.receiver_of(tx, cast.priya, f"partner:{listener.id}") is None
    shown = wish(tx, cast.priya, need="ring us", whom=f"partner:{cast.rita.id}")
    tx.exec_driver_sql(f"UPDATE partner SET role = 'observer' WHERE id = {cast.rita.id}")

    assert "to listen" in text(if_only.ask(tx, cast.priya, press(shown, "Ask them"), now=NOW))


def test_whoever_has_left_meanwhile_is_not_asked(tx, cast):
    shown = wish(tx, cast.priya, need="ring us", whom=f"partner:{cast.rita.id}")
    tables.leave(tx, cast.rita, on=TODAY)

    with pytest.raises(UnknownPersonError):
        if_only.ask(tx, cast.priya, press(shown, "Ask them"), now=NOW)


def test_a_wish_is_its_own_persons(tx, cast):
    shown = wish(tx, cast.priya, need="ring us", whom=f"partner:{cast.rita.id}")

    assert "aren't waiting any more" in text(if_only.ask(tx, cast.sam, press(shown, "Ask them"), now=NOW))
    assert "aren't waiting any more" in text(if_only.ask(tx, cast.priya, words("x"), now=NOW))


@pytest.fixture
def open_one(tx, cast):
    commitments.make(tx, cast.sam, words("send the data by Friday"), now=NOW)


def test_whoever_is_stuck_is_asked_what_would_help_and_of_whom(tx, cast, open_one):
    form = stuck.stuck(tx, cast.sam, words("1 because I need the void list"), now=NOW)

    assert fields(form) == {"need": "I need the void list", "whom": ""}
    assert isinstance(form.show, Form)
    assert form.show.fields[1].options[0].label == "The whole table"
    shown = stuck.stuck(tx, cast.sam, submit(form, need="send me the void list", whom=of_seat(cast.priya)), now=NOW)
    assert text(shown).startswith("I'd ask Priya Shah of Riverside: “send me the void list”.")
    if_only.ask(tx, cast.sam, press(shown, "Ask them"), now=NOW)
    assert asked(tx, cast.priya) == [("send me the void list", None, None)]


def test_the_whole_table_sees_what_would_help_until_it_is_taken_back(tx, cast, open_one):
    form = stuck.stuck(tx, cast.sam, words("1"), now=NOW)
    shown = stuck.stuck(tx, cast.sam, submit(form, need="a van", whom="table"), now=NOW)
    assert "I'd tell the table that this would help: “a van”." in text(shown)
    changed = if_only.change(tx, cast.sam, press(shown, "Change"), now=NOW)
    assert fields(changed) == {"need": "a van", "whom": "table"}
    reply = if_only.ask(tx, cast.sam, press(shown, "Ask them"), now=NOW)

    assert "The table can see that this would help: “a van”." in text(reply)
    assert "This would help Ward 9 Trust: “a van”." in text(glance.show(tx, cast.priya, words(""), now=NOW))
    [line] = happened.between(tx, cast.rita.viewer, since=NOW - DAY, until=NOW)
    assert plain(line.said) == "This would help Ward 9 Trust: “a van”."
    back = stuck.unstuck(tx, cast.sam, press(reply, "Take it back"), now=NOW)
    assert "Taken back" in text(back)
    assert "a van" not in text(glance.show(tx, cast.priya, words(""), now=NOW))
    assert "Taken back" in text(stuck.unstuck(tx, cast.sam, words("1"), now=NOW))


def test_telling_the_table_again_replaces_what_it_was_told_and_done_ends_it(tx, cast, open_one):
    for need in ("a van", "a bigger van"):
        form = stuck.stuck(tx, cast.sam, words("1"), now=NOW)
        shown = stuck.stuck(tx, cast.sam, submit(form, need=need, whom="table"), now=NOW)
        if_only.ask(tx, cast.sam, press(shown, "Ask them"), now=NOW)

    assert [plain(one.said) for one in happened.between(tx, cast.rita.viewer, since=NOW - DAY, until=NOW)] == [
        "This would help Ward 9 Trust: “a bigger van”."
    ]
    commitments.done(tx, cast.sam, words("1"), now=NOW)
    assert stuck.line(tx, cast.rita, now=NOW) is None


def test_what_only_an_organisation_sees_is_not_told_to_the_table(tx, cast, open_one):
    form = stuck.stuck(tx, cast.sam, words("1"), now=NOW)
    shown = stuck.stuck(tx, cast.sam, submit(form, need="a van", whom="table"), now=NOW)
    commitments.more(tx, cast.sam, words("1 for my organisation"), now=NOW)
    reply = if_only.ask(tx, cast.sam, press(shown, "Ask them"), now=NOW)

    assert "As it stands" in text(reply)
    assert stuck.line(tx, cast.priya, now=NOW) is None
    form = stuck.stuck(tx, cast.sam, words("1"), now=NOW)
    assert isinstance(form.show, Form)
    assert "table" not in {one.value for one in form.show.fields[1].options}


def test_what_is_done_is_not_stuck(tx, cast, open_one):
    form = stuck.stuck(tx, cast.sam, words("1"), now=NOW)
    shown = stuck.stuck(tx, cast.sam, submit(form, need="a van", whom="table"), now=NOW)
    commitments.done(tx, cast.sam, words("1"), now=NOW)

    assert "is done already" in text(stuck.stuck(tx, cast.sam, words("1"), now=NOW))
    assert "is done already" in text(stuck.unstuck(tx, cast.sam, words("1"), now=NOW))
    assert "is done already" in text(if_only.ask(tx, cast.sam, press(shown, "Ask them"), now=NOW))
    assert [one.state for one in [storage.numbered(tx, cast.sam.viewer, 1)] if one] == [State.KEPT]


@pytest.mark.parametrize(
    "sentence",
    ["if only housing would ring us", "/table if only they'd ring us", "/table housing should ring us", "if only"],
)
async def test_it_is_heard_however_it_is_said(store, sentence):
    table = await a_table_of_five(store)
    reply = await table.say("sam", sentence, now=at(0))

    assert "What would you need from them" in said(reply)


async def test_what_somebody_says_they_should_do_themselves_is_no_wish_of_others(store):
    table = await a_table_of_five(store)

    assert "You said you'd" in said(await table.say("sam", "/commit ring the ward, as we should by Friday"))
    assert "Something in the way" not in said(await table.say("sam", "stuck", now=at(0)))
