"""When-then plans: kept in people's own words, asked for where they help, left alone where they don't."""

import pytest

from bot.services import commitments
from bot.storage import changes
from bot.storage import commitments as storage
from tests.support.committing import DAY, NOW, TODAY, labels, press, submit, text, the_cast, words


@pytest.fixture
def cast(tx):
    return the_cast(tx)


def make(tx, asker, said, now=NOW):
    return commitments.make(tx, asker, words(said), now=now)


def of(tx, asker, number=1):
    found = storage.numbered(tx, asker.viewer, number)
    assert found
    return found


@pytest.mark.parametrize(
    ("said", "plan_on"),
    [
        ("when Thursday's meeting ends then send it", TODAY + 2 * DAY),
        ("when the ward rings then send it", None),
        ("when it is 1/11/2026 then send it", None),
        ("first thing on Friday", TODAY + 3 * DAY),
    ],
)
def test_a_plan_is_kept_in_their_own_words_with_the_day_of_its_cue(tx, cast, said, plan_on):
    make(tx, cast.sam, "send it by next Friday")

    reply = commitments.plan(tx, cast.sam, words(f"1 {said}"), now=NOW)

    assert f"Your plan for “send it”: “{said}”." in text(reply)
    assert ("I'll remind you on" in text(reply)) is (plan_on is not None)
    assert (of(tx, cast.sam).plan, of(tx, cast.sam).plan_on) == (said, plan_on)


def test_the_button_opens_a_form_of_two_halves(tx, cast):
    kept = make(tx, cast.sam, "send it by next Friday")
    form = commitments.plan(tx, cast.sam, press(kept, "When will you do it?"), now=NOW)
    assert "Not this time: no plan 1" in text(form)

    commitments.plan(tx, cast.sam, submit(form, cue="when lunch ends", action="Then I'll send it"), now=NOW)

    assert of(tx, cast.sam).plan == "when lunch ends then I'll send it"


def test_half_a_plan_asks_again(tx, cast):
    kept = make(tx, cast.sam, "send it by next Friday")
    form = commitments.plan(tx, cast.sam, press(kept, "When will you do it?"), now=NOW)

    again = commitments.plan(tx, cast.sam, submit(form, cue="lunch ends", action=""), now=NOW)
    assert again.show == form.show
    assert set(again.wrong) == {"action"}
    assert of(tx, cast.sam).plan is None


def test_a_plan_found_by_words(tx, cast):
    make(tx, cast.sam, "send the data by next Friday")
    make(tx, cast.sam, "ring the ward")
    commitments.plan(tx, cast.sam, words("send the data when lunch ends then do it"), now=NOW)

    assert of(tx, cast.sam).plan == "when lunch ends then do it"


def skip(tx, asker, number, now=NOW):
    return commitments.skip_plan(tx, asker, words(str(number)), now=now)


def asked_for_plan(tx, asker, said, now):
    return "When will you do it?" in labels(make(tx, asker, f"{said} in ten days", now=now))


def test_after_two_skips_nobody_asks_for_a_month(tx, cast):
    assert asked_for_plan(tx, cast.sam, "a", NOW)
    assert "That's fine. “a” stays as it is." in text(skip(tx, cast.sam, 1))
    assert asked_for_plan(tx, cast.sam, "b", NOW + DAY)
    skip(tx, cast.sam, 2, NOW + DAY)

    assert not asked_for_plan(tx, cast.sam, "c", NOW + 2 * DAY)
    assert not asked_for_plan(tx, cast.sam, "d", NOW + 30 * DAY)
    assert asked_for_plan(tx, cast.jo, "e", NOW + 30 * DAY)
    assert asked_for_plan(tx, cast.sam, "f", NOW + 31 * DAY)


def test_a_double_click_is_one_skip(tx, cast):
    make(tx, cast.sam, "a in ten days")
    for _ in range(2):
        skip(tx, cast.sam, 1)

    assert [one.after for one in changes.plan_answers(tx, cast.sam)] == ["1"]
    assert asked_for_plan(tx, cast.sam, "b", NOW)


def test_a_plan_between_two_skips_keeps_the_question(tx, cast):
    for said in ("a", "b", "c"):
        make(tx, cast.sam, f"{said} in ten days")
    skip(tx, cast.sam, 1)
    commitments.plan(tx, cast.sam, words("2 when lunch ends then do it"), now=NOW)
    skip(tx, cast.sam, 3)
    commitments.let_go(tx, cast.sam, words("1"), now=NOW)

    assert asked_for_plan(tx, cast.sam, "d", NOW)


def test_skips_are_nobody_elses_business(tx, cast):
    make(tx, cast.sam, "a in ten days")
    skip(tx, cast.sam, 1)

    assert changes.history(tx, cast.priya.viewer, "plan", cast.sam.id) == []
    assert len(changes.history(tx, cast.sam.viewer, "plan", cast.sam.id)) == 1
