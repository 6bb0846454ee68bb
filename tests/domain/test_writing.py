"""What people type, made fit to be kept."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.writing import one_line, tidy


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("send the data", "send the data"),
        ("  a\r\nb\rc \n", "a\nb\nc"),
        ("tab\tstays", "tab\tstays"),
        ("nul\x00bell\x07escape\x1b[31m", "nulbellescape[31m"),
        ("half \ud83d of a pair", "half  of a pair"),
        ("👩‍⚕️ ring the ward", "👩‍⚕️ ring the ward"),
        ("אחרי הפגישה", "אחרי הפגישה"),
        ("", ""),
    ],
)
def test_only_what_nobody_can_read_is_taken_out(typed, kept):
    assert tidy(typed) == kept


@given(st.text(st.characters()))
def test_what_is_kept_can_be_stored_anywhere(typed):
    assert "\x00" not in tidy(typed)
    assert tidy(typed).encode().decode() == tidy(typed)
    assert tidy(tidy(typed)) == tidy(typed)


def test_a_list_has_a_line_for_each():
    assert one_line(" a\n b\t c ") == "a b c"
