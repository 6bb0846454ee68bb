"""What would make it worth somebody's while: asked once, for them and who convenes; then who is missing, once."""

import pytest

from bot.domain.people import Role
from bot.messages.parts import Form
from bot.services import chairs, first_steps, my_data, views, worths
from bot.storage import my_data as held
from bot.storage import worths as storage
from tests.support.committing import DAY, NOW, fields, labels, press, seat, submit, text, the_cast, words

QUESTION = "What would make this worth your organisation's while? You and your coordinators see this, nobody else."
MISSING = "Who should be here and isn't?"
TO_LEARN = "type /commit and say it plainly. That's all there is to learn."


@pytest.fixture
def cast(tx):
    return the_cast(tx)


def give(tx, asker, said="beds were freed by Fridays", now=NOW):
    return worths.give(tx, asker, words(said), now=now)


def view(tx, asker, said="we ring eleven numbers"):
    return views.give(tx, asker, words(said), now=NOW)


def test_it_is_the_second_question_once_the_view_is_given(tx, cast):
    first, again = view(tx, cast.sam), view(tx, cast.sam, "we ring nine now")

    assert QUESTION in text(first)
    assert TO_LEARN not in text(first)
    assert "worth" not in text(again)
    assert "What you said before is kept behind it." in text(again)


def test_a_change_of_view_says_what_became_of_the_first_also_when_it_brings_the_question(tx, cast):
    view(tx, cast.sam)
    tx.exec_driver_sql("DELETE FROM worth")
    said = text(view(tx, cast.sam, "we ring nine now"))

    assert "What you said before is kept behind it." in said
    assert QUESTION in said


def test_somebody_in_their_own_right_is_asked_about_themself(tx, cast):
    assert "What would make this worth your while?" in text(view(tx, cast.rita))
    assert fields(give(tx, cast.rita, "")) == {"words": ""}


def test_whoever_only_looks_on_is_not_asked(tx, cast):
    wendy = seat(tx, cast.sam.partnership.id, "Wendy Watts", "Elm", role=Role.OBSERVER)

    assert "worth" not in text(view(tx, wendy))


def test_whoever_passes_the_view_over_comes_to_it_when_they_like(tx, cast):
    passed = views.unsure(tx, cast.sam, words(""), now=NOW)
    form = worths.give(tx, cast.sam, press(passed, "Ask me something else"), now=NOW)

    assert QUESTION not in text(passed)
    assert TO_LEARN in text(passed)
    assert isinstance(form.show, Form)
    assert "You and your coordinators see this" in text(form)


def test_it_is_kept_and_can_be_changed(tx, cast):
    given = give(tx, cast.sam)
    form = worths.give(tx, cast.sam, press(given, "Change"), now=NOW)
    worths.give(tx, cast.sam, submit(form, words="if it saves us visits"), now=NOW)

    assert text(given).startswith("Kept, as what would make it worth it: “beds were freed by Fridays”. You and your")
    assert fields(form) == {"words": "beds were freed by Fridays"}
    assert storage.of(tx, cast.sam) == "if it saves us visits"


def test_it_is_theirs_alone(tx, cast):
    give(tx, cast.sam)

    for other in (cast.jo, cast.rita, cast.priya, cast.oscar):
        assert storage.of(tx, other) is None
        assert "Fridays" not in text(my_data.show(tx, other, words(""), now=NOW))
    assert "What would make it worth it - “beds were freed by Fridays”" in text(
        my_data.show(tx, cast.sam, words(""), now=NOW)
    )


def test_not_sure_yet_is_an_answer_and_nobody_is_asked_twice(tx, cast):
    unsure = worths.unsure(tx, cast.sam, press(view(tx, cast.sam), "Not sure yet"), now=NOW)
    again = worths.unsure(tx, cast.sam, words(""), now=NOW)

    assert text(unsure).startswith("That's fine, and there's no hurry.")
    assert MISSING in text(unsure)
    assert MISSING not in text(again)
    assert QUESTION not in text(view(tx, cast.sam, "another view"))
    assert storage.of(tx, cast.sam) is None


def test_details_of_people_served_are_asked_about_first(tx, cast):
    question = give(tx, cast.sam, "if 943 476 5919 were helped")
    assert "That looks like an NHS number." in text(question)

    worths.give(tx, cast.sam, press(question, "Keep it without"), now=NOW)

    assert storage.of(tx, cast.sam) == "if … were helped"
    assert "aren't waiting" in text(worths.give(tx, cast.sam, press(question, "Keep it without"), now=NOW))


def test_words_about_danger_get_the_fixed_answer_first(tx, cast):
    assert text(give(tx, cast.sam, "he wants to die")).startswith("Nobody watches this chat")


def test_it_is_taken_back(tx, cast):
    given = give(tx, cast.sam)
    taken = worths.withdraw(tx, cast.sam, press(given, "Take back"), now=NOW)
    again = worths.withdraw(tx, cast.sam, words(""), now=NOW)

    assert "Taken back and deleted." in text(taken)
    assert "nothing to take back" in text(again)
    assert storage.of(tx, cast.sam) is None
    assert QUESTION not in text(view(tx, cast.sam))


def test_an_old_card_never_takes_back_what_it_did_not_show(tx, cast):
    old = give(tx, cast.sam)
    give(tx, cast.sam, "if it saves us visits")
    reply = worths.withdraw(tx, cast.sam, press(old, "Take back"), now=NOW)

    assert "You've said it differently since: “if it saves us visits”" in text(reply)
    assert storage.of(tx, cast.sam) == "if it saves us visits"


def test_anybody_is_asked_who_is_missing_once_and_then_there_is_one_thing_to_learn(tx, cast):
    first, second = give(tx, cast.sam), give(tx, cast.sam, "something else")
    added = chairs.missing(tx, cast.sam, words("a GP"), now=NOW)
    later = chairs.missing(tx, cast.sam, words("a carer"), now=NOW + 2 * DAY)
    uninvited = chairs.missing(tx, cast.jo, words("a vet"), now=NOW)

    assert MISSING in text(first)
    assert labels(first)[-2:] == ["Add a missing chair", "Nobody I can think of"]
    assert MISSING not in text(second)
    assert TO_LEARN in text(added)
    assert TO_LEARN not in text(later)
    assert TO_LEARN not in text(uninvited)


def test_nobody_missing_is_a_good_answer(tx, cast):
    assert TO_LEARN in text(
        first_steps.nobody(tx, cast.sam, press(give(tx, cast.sam), "Nobody I can think of"), now=NOW)
    )


def test_a_coordinator_is_led_on_to_the_table(tx, cast):
    view(tx, cast.priya)
    asked = give(tx, cast.priya)
    chairs.missing(tx, cast.priya, words("a GP"), now=NOW)

    assert MISSING in text(asked)
    assert "/table" in text(give(tx, cast.priya, "another"))
    assert "That's all for now." in text(first_steps.show(tx, cast.priya, words(""), now=NOW))


def test_what_next_brings_the_second_question_to_a_coordinator_who_spoke_before_there_was_one(tx, cast):
    view(tx, cast.priya)
    tx.exec_driver_sql("DELETE FROM worth")

    assert QUESTION in text(first_steps.show(tx, cast.priya, words(""), now=NOW))


def test_it_goes_with_whoever_is_taken_out(tx, cast):
    give(tx, cast.sam)
    held.forget(tx, cast.sam)

    assert tx.exec_driver_sql("SELECT count(*) FROM worth").scalar_one() == 0


def test_it_is_kept_once_on_every_database(both):
    cast = the_cast(both)
    assert storage.ask(both, cast.sam, now=NOW)
    assert not storage.ask(both, cast.sam, now=NOW)
    give(both, cast.sam)
    give(both, cast.sam, "something else")

    assert storage.of(both, cast.sam) == "something else"
