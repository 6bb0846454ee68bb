"""What was noticed comes back to whoever noticed it: six weeks on, and before a meeting."""

import pytest

from bot.domain.errors import UnknownReflectionError
from bot.messages.words import plain
from bot.services import reflections, reflections_back
from bot.storage import reflections as storage
from tests.support.committing import DAY, NOW, buttons, press, seat, submit, text, the_cast, words
from tests.support.scene import a_table_of_five, at

WEEK = 7 * DAY
LATER = NOW + 6 * WEEK


@pytest.fixture
def cast(tx):
    return the_cast(tx)


def noticed(tx, asker, said="we assumed families knew", now=NOW):
    return reflections.make(tx, asker, words(said), now=now)


def back(tx, who, now=LATER):
    return [" ".join(map(str, item.text)) for item in reflections_back.lines(tx, who, now=now)]


def quoted(item):
    """The words in a line that gives them back."""
    return plain(item.text[1:2]).strip("“”")


def pressing(item, label):
    [button] = [one for one in item.buttons if one.label == label]
    return words("").__class__(on=button.act.on, seen=button.act.seen)


def test_it_comes_back_in_the_week_six_weeks_later_and_in_no_other(tx, cast):
    noticed(tx, cast.sam)
    weeks = [len(back(tx, cast.sam, now=NOW + number * WEEK)) for number in range(10)]

    assert weeks == [0, 0, 0, 0, 0, 0, 1, 0, 0, 0]
    [item] = reflections_back.lines(tx, cast.sam, now=LATER)
    assert [one.label for one in item.buttons] == ["Still so", "It's changed…", "Share…"]
    assert back(tx, cast.jo) == back(tx, cast.priya) == []


def test_two_at_most_come_back_the_newest_first(tx, cast):
    for number, said in enumerate(("one", "two", "three")):
        noticed(tx, cast.sam, said, now=NOW + number * DAY)
    found = reflections_back.lines(tx, cast.sam, now=LATER)

    assert [quoted(item) for item in found] == ["three", "two"]


def test_still_so_changes_nothing(tx, cast):
    noticed(tx, cast.sam)
    before = storage.mine(tx, cast.sam)
    [item] = reflections_back.lines(tx, cast.sam, now=LATER)
    pressed = reflections_back.still(tx, cast.sam, pressing(item, "Still so"), now=LATER)
    typed = reflections_back.still(tx, cast.sam, words("1"), now=LATER)

    assert text(pressed) == text(typed)
    assert "Still so, then." in text(pressed)
    assert storage.mine(tx, cast.sam) == before
    assert [one.label for one in buttons(pressed)] == ["Share…", "It's changed…"]


def test_what_has_changed_is_kept_as_something_new(tx, cast):
    kept = noticed(tx, cast.sam)
    [item] = reflections_back.lines(tx, cast.sam, now=LATER)
    form = reflections_back.changed(tx, cast.sam, pressing(item, "It's changed…"), now=LATER)
    reply = reflections_back.changed(tx, cast.sam, submit(form, words="now they do"), now=LATER)
    reflections_back.changed(tx, cast.sam, words("1 and the ward rings"), now=LATER)

    assert "we assumed families knew" in text(form)
    assert "Kept. Only you can see this" in text(reply)
    assert [(one.text, one.question) for one in storage.mine(tx, cast.sam)] == [
        ("we assumed families knew", None),
        ("now they do", None),
        ("and the ward rings", None),
    ]
    assert press(kept, "Share…").on == ("1",)


def test_details_are_asked_about_and_the_draft_is_about_the_same(tx, cast):
    noticed(tx, cast.sam)
    question = reflections_back.changed(tx, cast.sam, words("1 ring 943 476 5919"), now=LATER)
    reflections_back.changed(tx, cast.sam, press(question, "Keep it without"), now=LATER)

    assert [one.text for one in storage.mine(tx, cast.sam)][1] == "ring …"
    assert "aren't waiting" in text(
        reflections_back.changed(tx, cast.sam, press(question, "Keep it without"), now=LATER)
    )


def test_nobody_elses_comes_into_it(tx, cast):
    noticed(tx, cast.jo)

    for step in (reflections_back.still, reflections_back.changed):
        with pytest.raises(UnknownReflectionError):
            step(tx, cast.sam, words("1"), now=LATER)


def test_before_a_meeting_the_newest_that_are_hidden_come_back(tx, cast):
    for number in range(4):
        noticed(tx, cast.sam, f"number {number}", now=NOW + number * DAY)
    reflections.share(tx, cast.sam, words("4 with my name"), now=NOW)
    found = reflections_back.for_meeting(tx, cast.sam, now=LATER)

    assert [quoted(item) for item in found] == ["number 2", "number 1"]
    assert reflections_back.for_meeting(tx, cast.sam, now=NOW + 9 * WEEK) == []
    assert reflections_back.for_meeting(tx, cast.jo, now=NOW) == []


def test_without_a_name_it_is_nobodys_and_comes_back_to_nobody(tx, cast):
    seat(tx, cast.sam.partnership.id, "Ada Cole", "Northside")
    noticed(tx, cast.sam)
    reflections.share(tx, cast.sam, words("1 without my name, yes"), now=NOW)

    assert back(tx, cast.sam) == []


async def notes_of(scene, who):
    return [row for row in await scene.rows("note", who) if row.state == "sent"]


async def test_it_rides_in_a_note_and_is_no_reason_for_one(store):
    scene = await a_table_of_five(store)
    await scene.say("sam", "/reflect we assumed families knew", now=at(1))
    await scene.say("jo", "/reflect we never asked", now=at(1))
    for day in range(43):
        for who in ("sam", "jo", "lewis", "ann", "priya"):
            await scene.say(who, "/table", now=at(day, 8))
    await scene.say("sam", "/commit draw a map by 2027-02-26", now=at(39))
    await scene.days(35, 45)
    page = await scene.page("sam")

    assert "Six weeks ago you noticed" in text(page)
    assert [row.period for row in await notes_of(scene, "jo")] == []
