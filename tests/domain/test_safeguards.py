"""What is asked about before it is kept, and what gets the fixed answer about danger."""

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from bot.domain.safeguards import (
    LEFT_OUT,
    Detail,
    Masked,
    is_nhs_number,
    personal_details,
    suggests_danger,
    without,
)


def details(text):
    return [(finding.detail, text[finding.start : finding.end]) for finding in personal_details(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("ring the ward about 943 476 5919", (Detail.NHS_NUMBER, "943 476 5919")),
        ("ring the ward about 9434765919.", (Detail.NHS_NUMBER, "9434765919")),
        ("NHS no 943-476-5919, bed 4", (Detail.NHS_NUMBER, "943-476-5919")),
        ("943\u00a0476\u00a05919 again", (Detail.NHS_NUMBER, "943\u00a0476\u00a05919")),
        ("it is 94 34 76 59 19, I think", (Detail.NHS_NUMBER, "94 34 76 59 19")),
        ("since 2026 943 476 5919 waits", (Detail.NHS_NUMBER, "943 476 5919")),
        ("her number is QQ 12 34 56 C", (Detail.NI_NUMBER, "QQ 12 34 56 C")),
        ("her number is ab123456d", (Detail.NI_NUMBER, "ab123456d")),
        ("Mr H, born 3/4/1950, needs a flat", (Detail.DATE_OF_BIRTH, "born 3/4/1950")),
        ("DOB 03.04.50", (Detail.DATE_OF_BIRTH, "DOB 03.04.50")),
        ("d.o.b. 3rd April 1950", (Detail.DATE_OF_BIRTH, "d.o.b. 3rd April 1950")),
        ("(date of birth: 1950-04-03)", (Detail.DATE_OF_BIRTH, "date of birth: 1950-04-03")),
        ("she was born on the 3rd of April 1950", (Detail.DATE_OF_BIRTH, "born on the 3rd of April 1950")),
        ("his birthday is April 3, 1950", (Detail.DATE_OF_BIRTH, "birthday is April 3, 1950")),
        ("visit 14 Elm Street, Leeds LS1 4AP", (Detail.ADDRESS, "14 Elm Street, Leeds LS1 4AP")),
        ("visit 14a elm street ls14ap on Monday", (Detail.ADDRESS, "14a elm street ls14ap")),
        ("14, LS1 4AP", (Detail.ADDRESS, "14, LS1 4AP")),
    ],
)
def test_details_of_a_person_are_seen(text, expected):
    assert details(text) == [expected]


@pytest.mark.parametrize(
    "text",
    [
        "send the discharge data by Friday 4 December",
        "ring 0113 496 0000 or 07700 900123 about the void list",
        "ring 020 7946 0958 12",
        "943 476 5918",
        "94347659190",
        "the order is 1 943 476 59 19",
        "move 3 to 4/12/2026",
        "the alliance was born of frustration in 2019",
        "she was born in Leeds",
        "meet at LS1 4AP by 4 December",
        "meet 4 December at LS1 4AP",
        "find 10 homes in LS1 4AP",
        "be there at 2 pm, LS1 4AP",
        "read section 3.14 of the plan for LS1 4AP",
        "pay £14 towards LS1 4AP",
        "",
    ],
)
def test_everyday_words_are_not_taken_for_details(text):
    assert details(text) == []


def test_several_details_come_in_order_and_never_one_inside_another():
    text = "Mrs H (born 3/4/1950), 14 Elm Street LS1 4AP, 943 476 5919, also AB123456C"

    assert [detail for detail, _ in details(text)] == [
        Detail.DATE_OF_BIRTH,
        Detail.ADDRESS,
        Detail.NHS_NUMBER,
        Detail.NI_NUMBER,
    ]


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("ring Mrs H, NHS 943 476 5919, about her bed", f"ring Mrs H, NHS {LEFT_OUT}, about her bed"),
        ("943 476 5919 and QQ123456C wait", f"{LEFT_OUT} and {LEFT_OUT} wait"),
        ("943 476 5919", ""),
        ("nothing here", "nothing here"),
    ],
)
def test_words_can_be_kept_without_the_details(text, kept):
    assert without(text, personal_details(text)) == kept


def with_check_digit(nine):
    weighted = sum(int(digit) * weight for digit, weight in zip(nine, range(10, 1, -1), strict=True))
    return 11 - weighted % 11


nines = st.text("0123456789", min_size=9, max_size=9)


@given(nines, st.sampled_from(["{0}{1}{2}", "{0} {1} {2}", "{0}-{1}-{2}"]))
def test_every_number_with_its_right_check_digit_is_seen(nine, spacing):
    check = with_check_digit(nine)
    assume(check != 10)
    number = f"{nine}{0 if check == 11 else check}"
    text = f"about {spacing.format(number[:3], number[3:6], number[6:])} today"

    assert is_nhs_number(number)
    assert [detail for detail, _ in details(text)] == [Detail.NHS_NUMBER]


@given(nines, st.integers(0, 9))
def test_any_other_last_digit_is_no_nhs_number(nine, last):
    assume(with_check_digit(nine) % 11 != last)

    assert not is_nhs_number(f"{nine}{last}")


@pytest.mark.parametrize("digits", ["", "943476591", "94347659190", "943476591x", "943 476 59"])
def test_only_ten_digits_can_be_an_nhs_number(digits):
    assert not is_nhs_number(digits)


@given(st.text())
def test_nothing_found_is_left_in_what_is_kept_without_it(text):
    findings = personal_details(text)

    assert personal_details(without(text, findings)) == ()
    assert all(0 <= finding.start < finding.end <= len(text) for finding in findings)


@pytest.mark.parametrize(
    "text",
    [
        "she says she's suicidal",
        "talked about suicide again on the ward",
        "he took an overdose of tablets",
        "he's going to hurt someone",
        "Sam said he is going to hurt",
        "they threatened to stab him",
        "she's cutting herself",
        "he wants to die",
        "wants to end her own life",
        "the family is unsafe tonight",
        "a mother being abused at home",
        "the pupil disclosed abuse to me",
        "the boy is scared to go home",
        "they are in  immediate\ndanger",
        "abusing the child",
    ],
)
def test_words_about_somebody_in_danger_are_noticed(text):
    assert suggests_danger(text)


@pytest.mark.parametrize(
    "text",
    [
        "update the suicide prevention plan",
        "send the suicide data to public health",
        "invite the bereaved by suicide group",
        "chair the domestic abuse partnership board",
        "review substance abuse services",
        "the overdose response kit",
        "this is not going to hurt us",
        "it won't be going to harm the pilot",
        "kill the old form",
        "cut the waiting list",
        "end it by Friday",
        "take the data home",
        "the building is unsafe",
        "support people who were trafficked",
        "",
    ],
)
def test_everyday_words_are_not_taken_for_danger(text):
    assert not suggests_danger(text)


def test_details_have_stand_ins_so_that_no_day_in_them_is_a_deadline():
    text = "ring Mr H, born 3/4/1950, NHS 943 476 5919, by Friday"
    masked = Masked.of(text)

    assert personal_details(masked.text) == ()
    assert "1950" not in masked.text
    assert masked.restore(masked.text) == text
    assert masked.restore(masked.text.removesuffix(", by Friday")) == text.removesuffix(", by Friday")


@given(st.text())
def test_whatever_is_masked_comes_back(text):
    masked = Masked.of(text)

    assert masked.restore(masked.text) == text
