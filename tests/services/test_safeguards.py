"""Details of people served are asked about once, whatever is being said; danger has its fixed answer."""

import pytest

from bot.messages.parts import Form
from bot.services import asks, commitments, reflections
from bot.services.request import Said
from bot.storage import commitments as storage
from bot.storage import my_data
from bot.storage import reflections as reflecting
from tests.support.committing import DAY, NOW, TODAY, button, fields, labels, press, submit, text, the_cast, words

NHS = "943 476 5919"


@pytest.fixture
def cast(tx):
    return the_cast(tx)


def of(tx, asker, number=1):
    found = storage.numbered(tx, asker.viewer, number)
    assert found
    return found


def asked(tx, cast, said=f"ring the ward about {NHS} by Friday"):
    return commitments.make(tx, cast.sam, words(said), now=NOW)


def test_nothing_is_kept_before_it_is_asked_about(tx, cast):
    reply = asked(tx, cast)

    assert "That looks like an NHS number. Please don't name the people you serve. I haven't kept it yet." in text(
        reply
    )
    assert labels(reply) == ["Keep it without", "Keep as it is", "Change"]
    assert [kept.kind for kept in reply.kept] == ["draft"]
    assert storage.open_of(tx, cast.sam.viewer, cast.sam.id) == []


@pytest.mark.parametrize(
    ("label", "kept"), [("Keep it without", "ring the ward about"), ("Keep as it is", f"ring the ward about {NHS}")]
)
def test_the_answer_is_taken_from_the_button_or_from_its_words(tx, cast, label, kept):
    pressed = commitments.make(tx, cast.sam, press(asked(tx, cast), label), now=NOW)
    typed = button(asked(tx, cast), label).words.removeprefix("/commit ")
    commitments.make(tx, cast.sam, words(typed), now=NOW + DAY)

    assert [of(tx, cast.sam, number).text for number in (1, 2)] == [kept, kept]
    assert pressed.kept[0].due_on == TODAY + 3 * DAY


def drafts_of(tx, who):
    return my_data.held_on(tx, who).rows("drafts")


def test_it_is_asked_about_once(tx, cast):
    question = asked(tx, cast)
    commitments.make(tx, cast.sam, press(question, "Keep as it is"), now=NOW)
    again = commitments.make(tx, cast.sam, press(question, "Keep as it is"), now=NOW)

    assert "Those words aren't waiting any more" in text(again)
    assert len(storage.open_of(tx, cast.sam.viewer, cast.sam.id)) == 1
    assert drafts_of(tx, cast.sam) == []


def test_nobody_picks_up_somebody_elses_draft(tx, cast):
    question = asked(tx, cast)

    assert "aren't waiting" in text(commitments.make(tx, cast.jo, press(question, "Keep as it is"), now=NOW))
    assert len(drafts_of(tx, cast.sam)) == 1


def test_change_opens_the_form_with_the_words(tx, cast):
    form = commitments.make(tx, cast.sam, press(asked(tx, cast), "Change"), now=NOW)

    assert fields(form)["words"] == f"ring the ward about {NHS} by Friday"


def test_a_date_of_birth_is_not_taken_for_a_deadline(tx, cast):
    question = asked(tx, cast, "find a flat for Mr H, born 3/4/1950, by Friday")
    commitments.make(tx, cast.sam, press(question, "Keep as it is"), now=NOW)

    one = of(tx, cast.sam)
    assert one.due_on == TODAY + 3 * DAY
    assert "born 3/4/1950" in one.text


def test_words_that_were_nothing_but_details_ask_for_others(tx, cast):
    question = asked(tx, cast, NHS)
    reply = commitments.make(tx, cast.sam, press(question, "Keep it without"), now=NOW)

    assert isinstance(reply.show, Form)


def test_the_form_asks_in_its_place_and_loses_nothing(tx, cast):
    form = commitments.make(tx, cast.sam, words(""), now=NOW)
    given = {"words": f"ring about {NHS}", "due_on": "2026-12-04", "plan": f"when {NHS} is in then ring"}
    question = commitments.make(tx, cast.sam, submit(form, **given), now=NOW)
    assert "That looks like an NHS number." in text(question)
    assert {name: fields(question)[name] for name in given} == given
    assert question.kept == ()

    commitments.make(tx, cast.sam, submit(question, details="without"), now=NOW)
    commitments.make(tx, cast.sam, submit(question, details="as-it-is"), now=NOW)

    assert (of(tx, cast.sam).text, of(tx, cast.sam).plan) == ("ring about …", "when … is in then ring")
    assert (of(tx, cast.sam, 2).text, of(tx, cast.sam, 2).plan) == (given["words"], given["plan"])


@pytest.mark.parametrize(
    ("step", "said", "kept"),
    [
        (commitments.let_go, f"1 because {NHS} moved", lambda one: one.reason),
        (commitments.plan, f"1 when {NHS} is in then ring", lambda one: one.plan),
    ],
)
def test_reasons_and_plans_are_asked_about_too(tx, cast, step, said, kept):
    commitments.make(tx, cast.sam, words("ring the ward"), now=NOW)
    question = step(tx, cast.sam, words(said), now=NOW)
    assert "That looks like an NHS number." in text(question)
    assert labels(question) == ["Keep it without", "Keep as it is"]
    assert kept(of(tx, cast.sam)) is None

    step(tx, cast.sam, press(question, "Keep it without"), now=NOW)

    assert "…" in kept(of(tx, cast.sam))


def test_an_ask_finds_its_receiver_again_after_the_question(tx, cast):
    question = asks.ask(tx, cast.priya, words(f"@Sam Okoye to ring about {NHS}"), now=NOW)
    assert storage.waiting_for(tx, cast.sam) == []
    form = asks.ask(tx, cast.priya, press(question, "Change"), now=NOW)
    assert fields(form)["person"] == str(cast.sam.id)

    question = asks.ask(tx, cast.priya, words(f"@Sam Okoye to ring about {NHS} again"), now=NOW)
    asks.ask(tx, cast.priya, press(question, "Keep it without"), now=NOW)

    assert [one.text for one in storage.waiting_for(tx, cast.sam)] == ["ring about … again"]
    assert "aren't waiting" in text(asks.ask(tx, cast.priya, press(question, "Keep as it is"), now=NOW))


def test_an_answer_to_an_ask_is_asked_about_too(tx, cast):
    asks.ask(tx, cast.priya, words("@Sam Okoye to ring the ward"), now=NOW)
    question = asks.smaller(tx, cast.sam, words(f"1 ring about {NHS}"), now=NOW)
    asks.smaller(tx, cast.sam, press(question, "Keep it without"), now=NOW)

    assert of(tx, cast.sam).text == "ring about"


def test_a_reflection_is_asked_about_before_it_is_kept(tx, cast):
    question = reflections.make(tx, cast.sam, words(f"we forgot {NHS}"), now=NOW)
    assert reflecting.mine(tx, cast.sam) == []
    assert fields(reflections.make(tx, cast.sam, press(question, "Change"), now=NOW))["words"] == f"we forgot {NHS}"

    question = reflections.make(tx, cast.sam, words(f"we forgot {NHS}"), now=NOW)
    reflections.make(tx, cast.sam, press(question, "Keep it without"), now=NOW)

    assert [one.text for one in reflecting.mine(tx, cast.sam)] == ["we forgot …"]
    assert "aren't waiting" in text(reflections.make(tx, cast.sam, press(question, "Keep it without"), now=NOW))


def test_a_reflections_form_asks_in_its_place(tx, cast):
    form = reflections.make(tx, cast.sam, words(""), now=NOW)
    question = reflections.make(tx, cast.sam, submit(form, words=f"we forgot {NHS}"), now=NOW)
    assert "That looks like an NHS number." in text(question)
    reflections.make(tx, cast.sam, submit(question, details="without"), now=NOW)
    reflections.make(tx, cast.sam, submit(question, details="as-it-is"), now=NOW)

    assert [one.text for one in reflecting.mine(tx, cast.sam)] == ["we forgot …", f"we forgot {NHS}"]


def test_words_about_danger_are_kept_and_get_the_fixed_answer_first(tx, cast):
    reply = commitments.make(tx, cast.sam, words("visit the family, unsafe tonight"), now=NOW)

    assert text(reply).startswith("Nobody watches this chat, and I can't raise an alarm.")
    assert "ring 999" in text(reply)
    assert of(tx, cast.sam).text.startswith("visit the family")


@pytest.mark.parametrize(
    "say",
    [
        lambda tx, cast: asks.ask(tx, cast.priya, words("@Sam Okoye to visit, he wants to die"), now=NOW),
        lambda tx, cast: reflections.make(tx, cast.sam, words("he wants to die"), now=NOW),
        lambda tx, cast: commitments.make(tx, cast.sam, words(f"{NHS} wants to die"), now=NOW),
    ],
)
def test_danger_is_answered_wherever_it_is_said(tx, cast, say):
    assert text(say(tx, cast)).startswith("Nobody watches this chat")


@pytest.mark.parametrize("on", [("draft", "x", "as-it-is"), ("draft", "1"), ("draft", "999", "as-it-is")])
def test_a_button_from_nowhere_keeps_nothing(tx, cast, on):
    reply = commitments.make(tx, cast.sam, Said(on=on), now=NOW)

    assert reply.kept == ()


def test_a_reason_for_a_no_is_asked_about_too(tx, cast):
    asks.ask(tx, cast.priya, words("@Sam Okoye to ring the ward"), now=NOW)
    question = asks.decline(tx, cast.sam, words(f"1 because {NHS} moved"), now=NOW)
    asks.decline(tx, cast.sam, press(question, "Keep it without"), now=NOW)

    assert of(tx, cast.sam).reason == "… moved"
