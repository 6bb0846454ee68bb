"""What it looks like from where each sits: said, seen side by side, said anew, taken back."""

import pytest

from bot.domain.errors import WordsTooLongError
from bot.domain.people import Role
from bot.domain.perspectives import Spoken
from bot.services import my_data, views
from bot.services.request import Kept, Said
from bot.storage import my_data as held
from bot.storage import perspectives as storage
from bot.storage import tables
from tests.support.committing import DAY, NOW, fields, labels, press, seat, submit, text, the_cast, words

NHS = "943 476 5919"


@pytest.fixture
def cast(tx):
    return the_cast(tx)


def give(tx, asker, said="we ring eleven numbers", *, later=0):
    return views.give(tx, asker, words(said), now=NOW + later * DAY)


def listed(tx, asker, said=""):
    return views.list_all(tx, asker, words(said), now=NOW)


def texts(tx, asker):
    return [one.text for one in storage.standing(tx, asker.viewer)]


def test_a_view_is_there_for_the_table_as_its_authors(tx, cast):
    reply = give(tx, cast.sam, "we ring\neleven numbers")

    assert text(reply).startswith(
        "That's there for the table as Sam, Ward 9 Trust. It's your view, not a formal position. "
    )
    assert "What would make this worth your organisation's while?" in text(reply)
    assert labels(reply) == ["Change", "Take back", "Answer that", "Not sure yet"]
    assert reply.kept == (Kept(kind="view", number=1, text="we ring\neleven numbers"),)


def test_everybody_at_the_table_sees_it_with_its_author_and_nobody_else(tx, cast):
    watcher = seat(tx, cast.sam.partnership.id, "Wendy Watts", "Elm", role=Role.OBSERVER)
    give(tx, cast.sam)

    for other in (cast.sam, cast.jo, cast.priya, cast.rita, watcher):
        assert "“we ring eleven numbers” as Sam, Ward 9 Trust, 24 November" in text(listed(tx, other))
    assert "eleven" not in text(listed(tx, cast.oscar))
    assert text(listed(tx, cast.oscar)).startswith("Nobody has said yet")


def test_another_tables_seat_is_not_opened_by_its_number(tx, cast):
    give(tx, cast.sam)
    reply = views.list_all(tx, cast.oscar, Said(on=(str(cast.sam.seat_id),)), now=NOW)

    assert "eleven" not in text(reply)


@pytest.mark.parametrize("on", [("x",), ("-1",), ("9" * 40,), ("99",)])
def test_a_seat_that_is_none_shows_everybodys(tx, cast, on):
    give(tx, cast.sam)

    assert "eleven" in text(views.list_all(tx, cast.priya, Said(on=on), now=NOW))


def test_they_stand_side_by_side_one_a_seat(tx, cast):
    give(tx, cast.sam)
    give(tx, cast.jo, "it is the forms", later=1)
    give(tx, cast.rita, "nobody told me")
    said = text(listed(tx, cast.priya))

    assert said.startswith("What it looks like from each seat - “it is the forms” as Jo, Ward 9 Trust, 25 November")
    assert "“nobody told me” as Rita, in their own right, 24 November" in said
    assert "eleven" not in said
    assert "Views: 2 of 3." in said


def test_all_that_was_said_from_a_seat_is_one_press_away(tx, cast):
    give(tx, cast.sam)
    give(tx, cast.jo, "it is the forms", later=1)
    pressed = views.list_all(tx, cast.priya, press(listed(tx, cast.priya), "What was said before"), now=NOW)
    typed = listed(tx, cast.priya, "from ward 9 trust")

    assert text(pressed) == text(typed)
    assert text(pressed).startswith(
        "What Ward 9 Trust said, oldest first: - “we ring eleven numbers” as Sam, Ward 9 Trust, 24 November "
        "- “it is the forms” as Jo, Ward 9 Trust, 25 November"
    )


def test_a_change_of_mind_keeps_what_was_said_before(tx, cast):
    give(tx, cast.sam)
    again = give(tx, cast.sam, "we ring nine now", later=1)

    assert "What you said before is kept behind it." in text(again)
    assert [kept.number for kept in again.kept] == [2]
    assert texts(tx, cast.priya) == ["we ring nine now"]
    assert [(one.text, one.version) for one in storage.of_seat(tx, cast.priya.viewer, cast.sam.seat_id)] == [
        ("we ring eleven numbers", 1),
        ("we ring nine now", 2),
    ]


def test_the_same_words_again_are_no_change_of_mind(tx, cast):
    give(tx, cast.sam)
    again = give(tx, cast.sam, later=1)

    assert [kept.number for kept in again.kept] == [1]
    assert "That's all there is to learn." in text(again)


def test_said_bare_it_asks_with_a_form_that_has_what_was_said_before(tx, cast):
    empty = give(tx, cast.sam, "")
    views.give(tx, cast.sam, submit(empty, words="we ring eleven numbers"), now=NOW)
    filled = give(tx, cast.sam, "")

    assert fields(empty) == {"words": ""}
    assert fields(filled) == {"words": "we ring eleven numbers"}
    assert texts(tx, cast.priya) == ["we ring eleven numbers"]


@pytest.mark.parametrize("given", ["", "x" * 3001])
def test_a_form_with_a_fault_stays_open_as_it_was(tx, cast, given):
    reply = views.give(tx, cast.sam, submit(give(tx, cast.sam, ""), words=given), now=NOW)

    assert list(reply.wrong) == ["words"]
    assert fields(reply)["words"] == given
    assert texts(tx, cast.sam) == []


def test_too_many_words_come_back_whole(tx, cast):
    with pytest.raises(WordsTooLongError) as refused:
        give(tx, cast.sam, "x" * 3001)

    assert refused.value.given == {"words": "x" * 3001, "limit": 3000}


def test_details_of_people_served_are_asked_about_first(tx, cast):
    question = give(tx, cast.sam, f"we ring about {NHS}")
    assert "That looks like an NHS number." in text(question)
    assert texts(tx, cast.sam) == []
    change = views.give(tx, cast.sam, press(question, "Change"), now=NOW)
    assert fields(change)["words"] == f"we ring about {NHS}"

    question = give(tx, cast.sam, f"we ring about {NHS}")
    views.give(tx, cast.sam, press(question, "Keep it without"), now=NOW)

    assert texts(tx, cast.sam) == ["we ring about …"]
    assert "aren't waiting" in text(views.give(tx, cast.sam, press(question, "Keep as it is"), now=NOW))


def test_the_form_asks_about_them_in_its_place(tx, cast):
    form = give(tx, cast.sam, "")
    question = views.give(tx, cast.sam, submit(form, words=f"we ring about {NHS}"), now=NOW)
    assert "That looks like an NHS number." in text(question)
    assert texts(tx, cast.sam) == []

    views.give(tx, cast.sam, submit(question, details="without"), now=NOW)
    assert texts(tx, cast.sam) == ["we ring about …"]
    views.give(tx, cast.sam, submit(question, details="as-it-is"), now=NOW)
    assert texts(tx, cast.sam) == [f"we ring about {NHS}"]


def test_words_about_danger_get_the_fixed_answer_first(tx, cast):
    assert text(give(tx, cast.sam, "he wants to die")).startswith("Nobody watches this chat")


def test_taking_it_back_deletes_every_version(tx, cast):
    give(tx, cast.sam)
    given = give(tx, cast.sam, "we ring nine now")
    reply = views.withdraw(tx, cast.sam, press(given, "Take back"), now=NOW)

    assert "Taken back and deleted, with what you had said before it." in text(reply)
    assert reply.instead
    assert storage.of_seat(tx, cast.sam.viewer, cast.sam.seat_id) == []


def test_with_it_taken_back_a_colleagues_view_stands_again(tx, cast):
    give(tx, cast.jo, "it is the forms")
    give(tx, cast.sam, later=1)
    views.withdraw(tx, cast.sam, words(""), now=NOW)

    assert "“it is the forms” as Jo, Ward 9 Trust" in text(listed(tx, cast.priya))


def test_an_old_card_never_takes_back_what_it_did_not_show(tx, cast):
    old = give(tx, cast.sam)
    give(tx, cast.sam, "we ring nine now")
    reply = views.withdraw(tx, cast.sam, press(old, "Take back"), now=NOW)

    assert "You've said it differently since: “we ring nine now”" in text(reply)
    assert texts(tx, cast.sam) == ["we ring nine now"]


def test_there_may_be_nothing_to_take_back(tx, cast):
    give(tx, cast.jo)
    reply = views.withdraw(tx, cast.sam, words(""), now=NOW)

    assert "there's nothing to take back" in text(reply)
    assert len(texts(tx, cast.sam)) == 1


def test_ones_own_can_be_changed_or_taken_back_from_the_list(tx, cast):
    give(tx, cast.sam)

    assert labels(listed(tx, cast.sam)) == ["Change", "Take back"]
    assert labels(listed(tx, cast.jo)) == ["Say it back", "Add yours"]


def test_it_is_in_what_is_held_on_its_author_and_goes_with_them(tx, cast):
    give(tx, cast.sam)
    give(tx, cast.sam, "we ring nine now")
    said = text(my_data.show(tx, cast.sam, words(""), now=NOW))
    assert "What it looks like from where you sit - “we ring eleven numbers” - “we ring nine now”" in said
    assert "eleven" not in text(my_data.show(tx, cast.jo, words(""), now=NOW))

    held.forget(tx, cast.sam)

    assert texts(tx, cast.priya) == []


def test_seats_are_counted_once_and_those_who_only_look_on_not_at_all(tx, cast):
    home = cast.sam.partnership.id
    seat(tx, home, "Wendy Watts", "Elm", role=Role.OBSERVER)
    for author in (cast.sam, cast.jo):
        give(tx, author)

    assert storage.spoken(tx, cast.priya.viewer, now=NOW) == Spoken(seats=3, spoken=1)


def test_a_seat_that_its_people_have_left_is_not_waited_for(tx, cast):
    give(tx, cast.rita)
    tables.leave(tx, cast.rita, on=NOW.date())

    assert storage.spoken(tx, cast.priya.viewer, now=NOW) == Spoken(seats=2, spoken=0)
    assert texts(tx, cast.priya) == ["we ring eleven numbers"]


def test_another_tables_views_are_not_counted(tx, cast):
    give(tx, cast.sam)

    assert storage.spoken(tx, cast.oscar.viewer, now=NOW) == Spoken(seats=1, spoken=0)


def test_the_list_takes_the_same_queries_for_one_and_for_many(tx, cast, queries):
    give(tx, cast.sam)
    with queries(tx) as few:
        listed(tx, cast.priya)
    for number in range(9):
        give(tx, seat(tx, cast.sam.partnership.id, f"P{number} Person", f"Body {number}"))
    with queries(tx) as many:
        listed(tx, cast.priya)

    assert len(few) == len(many) == 3


def test_versions_are_numbered_on_every_database(both):
    cast = the_cast(both)
    give(both, cast.sam, "the first")
    give(both, cast.sam, "the second")
    give(both, cast.jo, "another")

    assert [one.version for one in storage.of_seat(both, cast.sam.viewer, cast.sam.seat_id)] == [1, 2, 1]
    assert storage.spoken(both, cast.priya.viewer, now=NOW) == Spoken(seats=3, spoken=1)
