"""Sentences: plurals, days, lists, translation, and people's words in ours."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.acts import Act
from bot.messages import language, words
from bot.messages.frame import unasked
from bot.messages.language import speaking
from bot.messages.parts import (
    Actions,
    Card,
    Facts,
    Field,
    Form,
    Item,
    Items,
    Link,
    Named,
    Option,
    Para,
    Pick,
    Quote,
    Strong,
)
from bot.messages.render.text import text
from bot.messages.words import any_of, clip, day, in_words, listed, phrase, plain, several
from tests.messages.examples import A_PICTURE

FRIDAY = date(2026, 12, 4)


@pytest.fixture
def welsh(tmp_path, monkeypatch):
    """A catalogue of one file, as somebody would add a language."""
    (tmp_path / "locale").mkdir()
    (tmp_path / "locale" / "cy.po").write_text(
        'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=UTF-8\\n"\n'
        '"Plural-Forms: nplurals=2; plural=(n != 2);\\n"\n\n'
        'msgid "Stop"\nmsgstr "Stopio"\n\n'
        'msgid "{all} and {last}"\nmsgstr "{all} a {last}"\n\n'
        'msgid "{n} person"\nmsgid_plural "{n} people"\nmsgstr[0] "{n} o bobl"\nmsgstr[1] "{n} berson"\n',
        encoding="utf-8",
    )
    monkeypatch.setattr(language, "files", lambda _package: tmp_path)
    forget()
    yield
    forget()


def forget():
    for kept in (words._catalogue, language.languages, language._names):
        kept.cache_clear()


def test_a_language_is_one_file(welsh):
    with speaking("cy"):
        assert words._("Stop") == "Stopio"
        assert words._("Not translated yet") == "Not translated yet"
        assert listed(["a", "b", "c"]) == "a, b a c"
        assert day(FRIDAY) == "dydd Gwener 4 Rhagfyr"
        assert several("{n} person", "{n} people", 2) == "two o bobl"
        assert several("{n} person", "{n} people", 12) == "12 berson"
    assert words._("Stop") == "Stop"


def test_a_language_we_do_not_have_is_english():
    with speaking("tlh"):
        assert words._("Stop") == "Stop"
    with speaking(None):
        assert words._("Stop") == "Stop"


@pytest.mark.parametrize(
    ("number", "said"), [(0, "no"), (1, "one"), (9, "nine"), (10, "10"), (2500, "2,500"), (-1, "-1")]
)
def test_small_numbers_are_words(number, said):
    assert in_words(number) == said


@pytest.mark.parametrize(
    ("names", "said"), [([], ""), (["a"], "a"), (["a", "b"], "a and b"), (["a", "b", "c"], "a, b and c")]
)
def test_lists(names, said):
    assert listed(names) == said


@pytest.mark.parametrize(
    ("names", "said"), [([], ""), (["a"], "a"), (["a", "b"], "a or b"), (["a", "b", "c"], "a, b or c")]
)
def test_lists_to_choose_from(names, said):
    assert any_of(names) == said


def test_a_day_far_off_has_its_year():
    assert day(FRIDAY) == "Friday 4 December"
    assert day(FRIDAY, today=date(2026, 11, 1)) == "Friday 4 December"
    assert day(FRIDAY, today=date(2025, 11, 1)) == "Friday 4 December 2026"
    assert words.short_day(FRIDAY) == "4 December"
    assert words.short_day(FRIDAY, today=date(2025, 1, 1)) == "4 December 2026"
    assert words.weekday(0) == "Monday"


@given(st.text(max_size=300), st.integers(2, 80))
def test_clipped_words_are_never_longer_and_never_new(said, longest):
    clipped = clip(said, longest)

    assert len(clipped) <= longest
    assert " ".join(said.split()).startswith(clipped.removesuffix("…").rstrip())


def test_words_are_clipped_between_words():
    assert clip("send the discharge data to the ward", 20) == "send the discharge…"
    assert clip("sendthedischargedatatotheward", 10) == "sendthedi…"


def test_a_phrase_puts_things_where_the_sentence_wants_them():
    said = phrase(
        "By {day}, {what}: {name} {link} {loud}",
        day=FRIDAY,
        what=Quote(text="x y"),
        name=Named(name="Sam"),
        link=Link(url="https://a.example", text="here"),
        loud=Strong(text="Home"),
    )

    assert words.plain(said) == "By Friday 4 December, “x y”: Sam here (https://a.example) Home"


@pytest.mark.parametrize(
    ("theirs", "stands"),
    [
        ("we ring eleven numbers", "Kept: “we ring eleven numbers”. See /reflect list."),
        ("We ring eleven numbers.", "Kept: “We ring eleven numbers.” See /reflect list."),
        ("Who rings whom?", "Kept: “Who rings whom?” See /reflect list."),
    ],
)
def test_words_that_end_with_a_full_stop_are_given_no_second_one(theirs, stands):
    said = phrase("Kept: {words}. See /reflect list.", words=Quote(text=theirs))

    assert plain(said) == stands


def test_a_phrase_without_its_words_is_a_fault_of_ours():
    with pytest.raises(KeyError):
        phrase("Hello {name}")
    with pytest.raises(ValueError, match="other"):
        phrase("Hello", other="x")


@pytest.mark.parametrize(
    ("months", "said"), [(24, "two years"), (12, "one year"), (18, "18 months"), (1, "one month"), (120, "10 years")]
)
def test_whole_years_are_said_in_years(months, said):
    assert words.span(months) == said


def test_an_unasked_card_says_why_it_came():
    with pytest.raises(ValueError, match="why"):
        unasked(Card(text="x", parts=()), table="home")


def test_the_terminal_draws_every_part():
    pick = Pick(label="Which day?", act=Act(name="a.b"), kind="one", options=(Option(value="1", label="Mon"),))
    card = Card(
        text="x",
        parts=(
            Facts(rows=(("Due", (FRIDAY,)),)),
            Para(text=(Link(url="https://a.example", text="the page"), " ", Strong(text="Home"))),
            A_PICTURE,
            Actions(of=(pick,)),
            Items(items=tuple(Item(text=(str(number),), note=("noted",)) for number in range(53))),
        ),
    )
    drawn = text(card)

    for part in (
        "Due: Friday 4 December",
        "the page: https://a.example Home",
        A_PICTURE.alt,
    ):
        assert part in drawn
    assert "> Which day? Mon" in drawn
    assert "… and 3 more" in drawn
    assert "- 52" not in drawn


def test_the_terminal_draws_a_form():
    form = Form(
        title="A form",
        act=Act(name="a.b"),
        submit="Save",
        before=(Para(text=("Before.",)),),
        fields=(
            Field(name="a", label="What?", kind="line", hint="a hint"),
            Field(name="b", label="Which?", kind="one", options=(Option(value="1", label="One"),), needed=False),
        ),
    )

    drawn = text(form)

    assert drawn.splitlines()[0] == "A form"
    assert "Which? (if you like) One" in drawn
    assert "a hint" in drawn
