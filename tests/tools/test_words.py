"""`make words`: all that people read is printed, and what is wrong with it is found."""

import pytest
from babel.messages.catalog import Catalog

from bot.domain.acts import Act
from bot.messages.parts import Actions, Button, Card, Field, Form, Heading, Item, Items, Para, Quote
from tools import words
from tools.words import MOST, before_the_question, of_the_source, problems

A_WAY = Button(label="Stop", act=Act(name="messages.stop"), words="stop")
STOP = Actions(of=(A_WAY,))


def a_card(*said, because="You asked."):
    return Card(text="All of it.", parts=(*said, STOP), because=because)


def so_many(number):
    return Para(text=(f"{'word ' * (number - 1)}word. Is it still yours?",))


def test_words_are_counted_up_to_the_question():
    listed = Items(items=(Item(text=("three words here",), buttons=(A_WAY,)),))

    assert before_the_question(a_card(Para(text=("Hello Sam.",)), listed, so_many(4))) == 2 + 3 + 4
    assert before_the_question(a_card(Para(text=("Nothing is asked.",)))) == 0
    assert before_the_question(a_card(so_many(4), because=None)) == 0


@pytest.mark.parametrize(
    ("name", "number", "wrong"),
    [
        ("notes.note", MOST, 0),
        ("notes.note", MOST + 1, 1),
        ("welcome.invitation", MOST + 1, 0),
        ("welcome.invitation", 91, 1),
    ],
)
def test_a_card_that_asks_too_late_is_found(name, number, wrong):
    assert len(problems(name, a_card(so_many(number)))) == wrong


def test_loud_and_unkind_words_of_ours_are_found_and_peoples_own_are_theirs():
    heading = Heading(text="Your rhythm")

    assert problems("a.card", a_card(heading, Para(text=("Well done!",)))) == [
        "a.card: an exclamation mark",
        "a.card: “rhythm” is a word that people never read",
        "a.card: “Well done” is a word that people never read",
    ]
    assert not problems("a.card", a_card(Para(text=(Quote(text="What a risk!"),))))


def test_a_forms_questions_are_read_too():
    field = Field(name="words", label="What is the risk?", kind="line")

    assert problems("a.form", Form(title="Ask", act=Act(name="x.y"), fields=(field,), submit="Ask"))


def test_sentences_on_no_card_are_read_too():
    found = Catalog()
    found.add("Hello!")
    found.add(("{n} nudge", "{n} nudges"))

    assert len(of_the_source(found)) == 3


def test_all_is_printed_and_nothing_is_wrong(capsys):
    assert words.main() == 0

    said = capsys.readouterr().out
    assert "== welcome.invitation\n" in said
    assert "Were you invited?" in said
    assert said.endswith("problems: 0\n")


def test_what_is_wrong_is_listed_at_the_end(monkeypatch, capsys):
    monkeypatch.setattr(words, "everything", lambda _words: {"notes.note": a_card(so_many(61)), "welcome.x": a_card()})

    assert words.main() == 1
    assert "notes.note: 61 words before the question, and 60 is the most\n" in capsys.readouterr().out
