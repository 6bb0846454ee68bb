"""Lists of people, in the forms in which people paste them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.invitations import Trouble, organisation_of, read

SAM = ("Sam Okoye", "sam@ward9.example", "Ward 9 Trust")


def parts(written):
    return [(one.name, one.email, one.organisation) for one in read(written)]


@pytest.mark.parametrize(
    "written",
    [
        "Sam Okoye <sam@ward9.example>, Ward 9 Trust",
        "Sam Okoye <SAM@Ward9.example>; Ward 9 Trust;",
        "Sam Okoye <sam@ward9.example> of Ward 9 Trust",
        "Sam Okoye <sam@ward9.example> from Ward 9 Trust",
        "Sam Okoye <sam@ward9.example> (Ward 9 Trust)",
        "Sam Okoye <sam@ward9.example> - Ward 9 Trust",
        "Sam Okoye of Ward 9 Trust <sam@ward9.example>",
        "Sam Okoye (Ward 9 Trust) <sam@ward9.example>",
        "Sam Okoye\tsam@ward9.example\tWard 9 Trust",
        "Sam\tOkoye\tsam@ward9.example\tWard 9 Trust",
        "Ward 9 Trust\tSam Okoye\tsam@ward9.example",
        "Ward 9 Trust, Sam Okoye <sam@ward9.example>",
        "Sam Okoye, sam@ward9.example, Ward 9 Trust",
        "Sam Okoye;sam@ward9.example;Ward 9 Trust",
        "sam@ward9.example, Sam Okoye, Ward 9 Trust",
        "sam@ward9.example Sam Okoye, Ward 9 Trust",
        '"Okoye, Sam" <sam@ward9.example>, "Ward 9 Trust"',
        "Okoye, Sam <sam@ward9.example>, Ward 9 Trust",
        "'Sam Okoye' <mailto:sam@ward9.example>, Ward 9 Trust",
        "Sam Okoye [sam@ward9.example], Ward 9 Trust",
        "sam.okoye@ward9.example, Ward 9 Trust",
        "- Sam Okoye <sam@ward9.example>, Ward 9 Trust",
        " 12. Sam Okoye <sam@ward9.example>, Ward 9 Trust  ",
    ],
)
def test_each_of_these_is_sam_of_ward_9(written):
    assert parts(written.replace("sam.okoye@", "sam.okoye@")) == [
        (SAM[0], "sam.okoye@ward9.example" if "sam.okoye@" in written else SAM[1], SAM[2])
    ]


@pytest.mark.parametrize(
    "written",
    [
        "Sam Okoye <sam@ward9.example>; Jo Lee <jo@north.example>",
        "Sam Okoye <sam@ward9.example>, Jo Lee <jo@north.example>",
        "Okoye, Sam <sam@ward9.example>; Lee, Jo <jo@north.example>;",
        "Name\tE-mail\nSam Okoye\tsam@ward9.example\n\nJo Lee\tjo@north.example\n",
        "Sam Okoye <sam@ward9.example>\r\nJo Lee <jo@north.example>",
    ],
)
def test_each_of_these_is_two_people(written):
    assert parts(written) == [
        ("Sam Okoye", "sam@ward9.example", None),
        ("Jo Lee", "jo@north.example", None),
    ]


def test_bare_addresses_are_named_by_what_they_say():
    assert parts("sam.okoye@ward9.example jo_lee-ray@north.example\n+@x.example") == [
        ("Sam Okoye", "sam.okoye@ward9.example", None),
        ("Jo Lee Ray", "jo_lee-ray@north.example", None),
        ("+", "+@x.example", None),
    ]


@pytest.mark.parametrize("said", ["in their own right", "In their own right.", "own right"])
def test_a_seat_in_ones_own_right_can_be_said(said):
    assert parts(f"Rita Ahmed <rita@gmail.com>, {said}") == [("Rita Ahmed", "rita@gmail.com", "")]


@pytest.mark.parametrize(
    ("written", "trouble"),
    [
        ("just a name", Trouble.NO_ADDRESS),
        ("Sam Okoye, Ward 9 Trust", Trouble.NO_ADDRESS),
        ("Sam Okoye <sam@>", Trouble.UNREADABLE),
        ("Sam Okoye <sam@ward9>", Trouble.UNREADABLE),
        ("Sam <sam@@ward9.example>", Trouble.UNREADABLE),
        (f"Sam <{'x' * 65}@ward9.example>", Trouble.UNREADABLE),
        (f"Sam <sam@{'x.' * 130}example>", Trouble.UNREADABLE),
        (f"{'x' * 101} <sam@ward9.example>", Trouble.UNREADABLE),
        (f"Sam <sam@ward9.example>, {'x' * 101}", Trouble.UNREADABLE),
        ("Sam sam@ward9.example or sam@home.example, Ward 9", Trouble.SEVERAL),
    ],
)
def test_a_line_that_cannot_be_acted_on_says_why_and_stays_as_it_was(written, trouble):
    [one] = read(f"\n{written}")

    assert (one.line, one.written, one.trouble, one.again) == (2, written, trouble, written)


def test_whoever_stands_there_twice_is_taken_once():
    first, second = read("Sam <sam@ward9.example>\nSam Okoye <SAM@ward9.example>, Ward 9")

    assert (first.trouble, second.trouble) == (None, Trouble.TWICE)
    assert second.again == "Sam Okoye <SAM@ward9.example>, Ward 9"


@pytest.mark.parametrize("written", ["", " \n\t\n", "Name, E-mail address, Organisation"])
def test_nothing_is_nobody(written):
    assert read(written) == ()


@pytest.mark.parametrize(
    "written",
    [
        "Sam Okoye <sam@ward9.example>, Ward 9 Trust",
        "Sam Okoye <sam@ward9.example>",
        "Rita Ahmed <rita@gmail.com>, in their own right",
        "Dr Lewis Ray (GP), lr@gp.example, Housing, Health and Care",
        "مر\u202eحب <rtl@x.example>, مرحب 🙂",
        '"=cmd()|calc" <cmd@x.example>, =cmd()',
        "<script>alert(1)</script> <evil@x.example>, <b>Body</b>",
        '"Smith Okoye, Sam" <sam@ward9.example>',
    ],
)
def test_a_line_reads_back_to_the_same(written):
    [one] = read(written)
    [again] = read(one.again)

    assert (again.name, again.email, again.organisation) == (one.name, one.email, one.organisation)


PIECES = st.sampled_from(
    ["Sam Okoye", "Okoye", "sam@ward9.example", "<jo@n.example>", " of ", ",", ";", "\t", "\n", '"', "(GP)", "- ", "@"]
)


@given(st.one_of(st.text(max_size=200), st.lists(PIECES, max_size=12).map("".join)))
def test_any_list_can_be_read(written):
    for one in read(written):
        assert one.trouble or (one.name and one.email)
        assert len(one.again.splitlines()) == 1


BOUND = [
    ("sam@ward9.example", "Ward 9 Trust"),
    ("jo@WARD9.example", "Ward 9 Trust"),
    ("rita@ward9.example", None),
    ("ann@gmail.com", "Elm"),
    ("a@nhs.net", "Ward 9 Trust"),
    ("b@two.example", "One"),
    ("c@two.example", "Other"),
    ("", "Nobody's"),
]


@pytest.mark.parametrize(
    ("domain", "organisation"),
    [
        ("ward9.example", "Ward 9 Trust"),
        ("gmail.com", None),
        ("nhs.net", None),
        ("two.example", None),
        ("new.example", None),
        ("", None),
    ],
)
def test_an_address_says_whom_somebody_sits_for_only_where_the_table_knows_it(domain, organisation):
    assert organisation_of(domain, BOUND) == organisation
