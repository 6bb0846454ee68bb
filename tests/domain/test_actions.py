"""Actions as they were minuted: no line is lost, and nobody is made an owner who was not named."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.actions import lines_of, names, read

PEOPLE = [
    (1, ["Sam Okoye", "Sam", "sam@a.example", "Ward 9 Trust"]),
    (2, ["Jo Lee", "Jo", "", "Northside Care"]),
    (3, ["Jo Lewis", "Jo", "", "Ward 9 Trust"]),
    (4, ["Will Smith", "Will", "", ""]),
]
KNOWN = names(PEOPLE)


def one(line):
    [found] = read(line, KNOWN)
    return found


@pytest.mark.parametrize(
    ("line", "owners", "words"),
    [
        ("Sam: share the void list by Friday", (1,), "share the void list by Friday"),
        ("- @Jo Lee send rota", (2,), "send rota"),
        ("Jo Lee to ring the ward", (2,), "ring the ward"),
        ("* sam - go", (1,), "go"),
        ("1. @“Jo Lewis”: do", (3,), "do"),
        ("[ ] sam@a.example will ask", (1,), "ask"),
        ("Will will call", (4,), "call"),
        ("Will Smith, to call", (4,), "call"),
        ("Northside Care: send rota", (2,), "send rota"),
        ("Jo: send rota", (2, 3), "send rota"),
        ("Ward 9 Trust – share the list", (1, 3), "share the list"),
        ("@Sam", (1,), ""),
        ("Sam:", (1,), ""),
        ("Sam", (), "Sam"),
        ("Samuel: ring", (), "Samuel: ring"),
        ("@Samuel ring", (), "@Samuel ring"),
        ("Sam and Jo: ring", (), "Sam and Jo: ring"),
        ("Sam ring the ward", (), "Sam ring the ward"),
        ("will call them", (), "will call them"),
        ("Bob: ring", (), "Bob: ring"),
        ("share it with Sam: all of it", (), "share it with Sam: all of it"),
    ],
)
def test_a_line_is_whose_name_it_begins_with(line, owners, words):
    found = one(line)

    assert (found.owners, found.words, found.written) == (owners, words, line)


def test_a_line_has_an_owner_where_one_is_named_and_something_is_asked():
    assert one("Sam: ring").owner == 1
    assert one("Sam:").owner is None
    assert one("Jo: ring").owner is None
    assert one("Bob: ring").owner is None


def test_lines_with_nothing_in_them_are_none():
    assert lines_of("\n - \n\nSam: ring\r\n*\n1.\n") == ["Sam: ring"]


LINE = st.one_of(
    st.text(max_size=30),
    st.builds(
        "{}{}{}{}".format,
        st.sampled_from(["", "- ", "* ", "1. ", "@", "[x] "]),
        st.sampled_from(["Sam", "SAM OKOYE", "Jo", "İo", "Strauß", "Will"]),
        st.sampled_from([": ", " to ", " ", " - ", ", ", "s "]),
        st.text(max_size=10),
    ),
)


@given(st.lists(LINE, max_size=8))
def test_no_line_is_lost_and_none_is_made_up(lines):
    text = "\n".join(lines)
    found = read(text, KNOWN)

    assert [line.written for line in found] == list(lines_of(text))
    for line in found:
        assert line.words in line.written
        assert line.words or line.owners


@given(st.lists(LINE, max_size=8))
def test_nobody_is_an_owner_whose_name_does_not_stand_there(lines):
    called = dict(PEOPLE)
    for line in read("\n".join(lines), KNOWN):
        for owner in line.owners:
            assert any(name and name.casefold() in line.written.casefold() for name in called[owner])
