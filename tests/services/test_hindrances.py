"""Asking the table what gets in the way: seen first, answered alone, told as numbers from five answers on."""

import pytest

from bot.domain.calls import Hindrance
from bot.domain.people import Place, Role
from bot.messages.parts import Card, Items
from bot.services import calls, checkins, dropped_off, glance, hindrances, my_data
from bot.storage import answers, conversations
from bot.storage.schema import outbox as rows
from tests.support.committing import DAY, NOW, begin, labels, press, seat, text, words


@pytest.fixture
def table(tx):
    """Six people of four organisations; Priya convenes."""
    home = begin(tx, "home", "Home from hospital")
    return [
        seat(tx, home, "Priya Shah", "Riverside", role=Role.COORDINATOR),
        *(
            seat(tx, home, name, body)
            for name, body in (
                ("Sam Okoye", "Ward 9 Trust"),
                ("Jo Lee", "Northside Care"),
                ("Lewis Ray", "Elm Street Advice"),
                ("Ann Bell", "Elm Street Advice"),
            )
        ),
        seat(tx, home, "Rita Ahmed"),
    ]


def say(tx, who, what):
    return hindrances.say(tx, who, words(what), now=NOW)


def all_say(tx, table, *what):
    for who, said in zip(table, what, strict=False):
        say(tx, who, said)


def test_four_answers_say_nothing_and_five_are_numbers(tx, table):
    all_say(tx, table, "time", "time", "the meeting slot", "time")
    assert hindrances.in_the_way(tx, table[0].viewer, now=NOW) is None
    assert "gets in the way" not in text(glance.show(tx, table[1], words(""), now=NOW))
    assert "gets in the way" not in text(dropped_off.answer(tx, table[0], words(""), now=NOW))

    say(tx, table[4], "didn't feel heard")

    assert hindrances.in_the_way(tx, table[0].viewer, now=NOW) == {
        Hindrance.TIME: 3,
        Hindrance.SLOT: 1,
        Hindrance.HEARD: 1,
    }
    line = "What gets in the way here, from five answers: time (3), the meeting slot (1) and didn't feel heard (1)."
    assert line in text(glance.show(tx, table[1], words(""), now=NOW))
    assert line in text(dropped_off.answer(tx, table[0], words(""), now=NOW))


def test_another_answer_replaces_the_first_and_one_taken_back_counts_no_more(tx, table):
    all_say(tx, table, "time", "time", "time", "time", "time")
    thanked = say(tx, table[1], "not worth our while yet")
    assert hindrances.in_the_way(tx, table[0].viewer, now=NOW) == {Hindrance.TIME: 4, Hindrance.WORTH: 1}
    assert "What gets in your way, as you told me alone" in text(my_data.show(tx, table[1], words(""), now=NOW))

    hindrances.take_back(tx, table[1], press(thanked, "Take it back"), now=NOW)

    assert hindrances.in_the_way(tx, table[0].viewer, now=NOW) is None
    assert "haven't told me" in text(hindrances.take_back(tx, table[1], words(""), now=NOW))


def test_calls_and_check_ins_are_counted_with_it(tx, table):
    priya, sam, jo, lewis, ann, rita = table
    for who, what in ((sam, "time"), (jo, "the meeting slot")):
        calls.went(tx, priya, words(f"@{who.person.name}: still in"), now=NOW)
        calls.way(tx, priya, words(f"@{who.person.name}: {what}"), now=NOW)
    for who, press_it in ((lewis, checkins.too_much), (ann, checkins.wrong_person), (rita, checkins.not_working)):
        press_it(tx, who, words(""), now=NOW)
        checkins.tell(tx, who, words(""), now=NOW)

    assert hindrances.in_the_way(tx, priya.viewer, now=NOW) == {
        Hindrance.TIME: 2,
        Hindrance.PERSON: 1,
        Hindrance.SLOT: 1,
        Hindrance.WORTH: 1,
    }
    assert hindrances.in_the_way(tx, priya.viewer, now=NOW + 200 * DAY) is None


def test_the_question_is_seen_before_it_is_posted_and_names_nobody(tx, table):
    conversations.link(tx, table[0].partnership.id, Place(platform="slack", tenant="T1", conversation="C1"))
    seen = hindrances.ask(tx, table[0], words(""), now=NOW)
    assert text(seen).startswith("This would stand in the table's conversation, for everybody.")
    assert not owed(tx)

    hindrances.post(tx, table[0], press(seen, "Post it"), now=NOW)
    [row] = owed(tx)
    kept = answers.of(tx, row.id)

    assert kept is not None
    assert row.place_id is not None
    for one in table:
        assert one.person.name not in kept[0]
        assert not one.organisation or one.organisation.name not in kept[0]
    again = hindrances.ask(tx, table[0], words(""), now=NOW + DAY)
    assert "The table was asked on 24 November." in text(again)
    assert len(owed(tx)) == 1
    assert text(hindrances.post(tx, table[0], words(""), now=NOW + DAY)) == text(again)
    assert "Post it" in labels(hindrances.ask(tx, table[0], words(""), now=NOW + 60 * DAY))


def owed(tx):
    return list(tx.execute(rows.select()))


def test_said_bare_it_is_the_question(tx, table):
    asked = say(tx, table[1], "")

    assert text(asked).startswith("What gets in the way of taking part in this table just now?")
    assert labels(asked)[0] == "Time"
    hindrances.say(tx, table[1], press(asked, "Time"), now=NOW)
    assert isinstance(asked.show, Card)
    assert not any(isinstance(part, Items) for part in asked.show.parts)
