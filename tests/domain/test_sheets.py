"""Reading histories as people really save them."""

import gzip
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.errors import SheetError, UnknownCodesError
from bot.domain.participation import Kind
from bot.domain.sheets import Sheet, read

TODAY = date(2026, 11, 24)


def sheet(text: str | bytes, **codes: Kind) -> Sheet:
    return read(text.encode() if isinstance(text, str) else text, codes=codes, today=TODAY)


def marks(found: Sheet) -> list[tuple]:
    return [(row.person, row.organisation, row.on_day.isoformat(), row.kind.value) for row in found.rows]


def test_a_participation_file_counts_days_from_a_monday():
    found = sheet("partner,org,day\n121,0,6343\n76,3,9000\n")

    assert marks(found) == [
        ("Partner 121", None, "2017-05-16", "took_part"),
        ("Partner 76", "Organisation 3", "2024-08-24", "took_part"),
    ]


def test_compressed_is_the_same():
    assert marks(sheet(gzip.compress(b"partner,org,day\n1,2,6343\n"))) == [
        ("Partner 1", "Organisation 2", "2017-05-16", "took_part")
    ]


def test_an_attendance_sheet_has_a_column_for_each_meeting():
    found = sheet(
        "Name;Organisation;E-mail;12/01/2026;26 Jan 2026;2026-02-09;notes\n"
        "Sam Okoye;Ward 9 Trust;SAM@ward9.example;P;Apols;;likes tea\n"
        "Jo Lee;Northside;;DNA;Dep;came;\n"
    )

    assert marks(found) == [
        ("Sam Okoye", "Ward 9 Trust", "2026-01-12", "came"),
        ("Sam Okoye", "Ward 9 Trust", "2026-01-26", "apologies"),
        ("Jo Lee", "Northside", "2026-01-12", "absent"),
        ("Jo Lee", "Northside", "2026-01-26", "deputy"),
        ("Jo Lee", "Northside", "2026-02-09", "came"),
    ]
    assert found.rows[0].email == "sam@ward9.example"


@pytest.mark.parametrize(
    ("written", "day"),
    [
        ("2026-01-12", "2026-01-12"),
        ("20260112", "2026-01-12"),
        ("2026-01-12T19:30", "2026-01-12"),
        ("12/01/2026", "2026-01-12"),
        ("12/1/26", "2026-01-12"),
        ("12.01.2026", "2026-01-12"),
        ("12-Jan-26", "2026-01-12"),
        ("12 January 2026", "2026-01-12"),
        ("Mon 12 Jan 2026", "2026-01-12"),
        ("12th Jan", "2026-01-12"),
        ("25/12", "2025-12-25"),
        ("9000", "2024-08-24"),
        ('"January 5, 2026"', "2026-01-05"),
        ("Jan 5th 2026", "2026-01-05"),
    ],
)
def test_a_day_however_it_is_written(written, day):
    assert [row.on_day.isoformat() for row in sheet(f"name,date\nSam,{written}\n").rows] == [day]


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        ("Sam,01/13/2026", "has the month first: write the day before it"),
        ("Sam,31/13/2026", "write the day before the month"),
        ("Sam,31/11/2025", "write the day before the month"),
        ("Sam,soon", "soon is no day"),
        ("Sam,", "nothing is no day"),
        ("Sam,2027-01-01", "has not come yet"),
        ("Sam,46000", "has not come yet"),
        (",2026-01-01", "nobody is named"),
        (f"{'x' * 201},2026-01-01", "longer than 200"),
    ],
)
def test_one_bad_line_is_refused_with_its_number_and_the_rest_is_kept(row, reason):
    found = sheet(f'name,date\n"Jo\nLee",2026-01-05\n{row}\nAnn,2026-01-05\n')

    [(line, said)] = found.refused
    assert line == 4
    assert reason in said
    assert [one.person for one in found.rows] == ["Jo Lee", "Ann"]
    assert [one.line for one in found.rows] == [2, 5]


def test_an_address_that_is_none_is_refused():
    [(line, said)] = sheet("email,date\nnot an address,2026-01-05\n").refused

    assert (line, said) == (2, "not an address is no e-mail address")


def test_a_person_may_be_known_by_their_address_alone():
    assert marks(sheet("E-mail,Day\nsam@a.example,2026-01-05\n")) == [("sam", None, "2026-01-05", "took_part")]


def test_other_marks_are_listed_and_nothing_is_brought_in():
    with pytest.raises(UnknownCodesError) as refused:
        sheet("name,2026-01-05,2026-01-12\nSam,P,X\nJo,?,X\n")

    assert refused.value.given["codes"] == {"X": 2, "?": 3}


def test_a_mark_of_their_own_can_be_explained():
    found = sheet("name,2026-01-05\nSam,x\n", X=Kind.CAME)

    assert marks(found) == [("Sam", None, "2026-01-05", "came")]


def test_a_kind_stands_in_its_own_column():
    found = sheet("person,date,kind\nSam,2026-01-05,reflected\nSam,2026-01-06,P\nSam,2026-01-07,\n")

    assert [row.kind for row in found.rows] == [Kind.REFLECTED, Kind.CAME, Kind.TOOK_PART]


@pytest.mark.parametrize(
    ("raw", "why", "line"),
    [
        (b"", "empty", None),
        (b"\x1f\x8bnot really", "gzip", None),
        (b"colour,date\nblue,2026-01-05\n", "columns", None),
        (b"name,org\nSam,2\n", "columns", None),
        (b"name,date\nSam,2026-01-05\nZo\x81,2026-01-05\n", "encoding", 3),
        (b"name,date\nSam\xd7\xf7,2026-01-05\n", "encoding", 2),
    ],
)
def test_a_file_that_cannot_be_read_is_refused_whole(raw, why, line):
    with pytest.raises(SheetError) as refused:
        sheet(raw)

    assert refused.value.given["why"] == why
    assert refused.value.given.get("line") == line


def test_a_cell_longer_than_csv_allows_is_refused_with_its_line():
    with pytest.raises(SheetError) as refused:
        sheet('name,date\nSam,2026-01-05\n"' + "x" * 200_000 + '",2026-01-05\n')

    assert refused.value.given == {"why": "csv", "line": 3}


def test_what_a_spreadsheet_on_windows_saves_is_read_and_said():
    found = sheet("name,date\nZoë O’Neill,2026-01-05\n".encode("cp1252"))

    assert [row.person for row in found.rows] == ["Zoë O’Neill"]
    assert "Windows-1252" in found.notes[0]


def test_a_byte_order_mark_is_no_part_of_the_first_heading():
    assert sheet("name,date\nSam,2026-01-05\n".encode("utf-8-sig")).rows
    assert sheet("name\tdate\nSam\t2026-01-05\n".encode("utf-16")).rows


def test_where_one_day_has_the_month_first_those_that_could_be_read_both_ways_are_in_doubt():
    found = sheet("name,date\nSam,3/2/2026\nSam,3/13/2026\n")

    assert marks(found)[0][2] == "2026-02-03"
    assert found.notes == ["Line 3 has the month first, and 3/2/2026 is taken for 3 February here: check such days."]
    assert sheet("name,date\nSam,3/2/2026\nSam,31/11/2026\n").notes == []


def test_control_characters_in_a_name_are_dropped():
    assert [row.person for row in sheet("name,date\nSam\x00\x07  Okoye,2026-01-05\n").rows] == ["Sam Okoye"]


def test_short_lines_and_blank_ones_do_no_harm():
    found = sheet("name,org,date,kind\nSam,2\n\n,,,\nJo,3,2026-01-05\n")

    assert marks(found) == [("Jo", "Organisation 3", "2026-01-05", "took_part")]
    assert found.refused == [(2, "nothing is no day")]
    assert sheet("name,2026-01-05,2026-01-12\nSam,P\n").rows


@given(st.binary(max_size=400))
def test_any_bytes_are_read_or_refused_in_words(raw):
    try:
        found = read(raw, codes={}, today=TODAY)
    except (SheetError, UnknownCodesError):
        return
    assert all(row.person for row in found.rows)


@given(st.text(max_size=300))
def test_any_text_below_a_good_heading_is_read_or_refused_in_words(text):
    try:
        found = read(f"name,date\n{text}".encode("utf-8", "surrogatepass"), codes={}, today=TODAY)
    except (SheetError, UnknownCodesError):
        return
    assert all(row.on_day <= TODAY and row.person for row in found.rows)
