"""Lines of work: which one is meant, and how many a table holds."""

from datetime import UTC, datetime

import pytest

from bot.domain.strands import Lead, Strand, meant, remarkable

NOW = datetime(2026, 11, 24, 10, tzinfo=UTC)


def strand(number, name, *, lead=None):
    return Strand(id=number + 10, number=number, name=name, version=1, began_at=NOW, lead=lead)


STRANDS = [strand(1, "Housing checks"), strand(2, "Discharge data"), strand(3, "Housing"), strand(4, "Data, and more")]


@pytest.mark.parametrize(
    ("words", "numbers"),
    [
        ("2", [2]),
        ("#2", [2]),
        ("9", []),
        ("housing checks", [1]),
        ("HOUSING", [3]),
        ("checks", [1]),
        ("data", [2, 4]),
        ("hous", []),
        ("", []),
        ("?!", []),
    ],
)
def test_a_strand_is_meant_by_its_number_its_name_or_words_of_it(words, numbers):
    assert [one.number for one in meant(words, STRANDS)] == numbers


def test_a_sixth_line_of_work_is_remarked_on_and_a_fifth_is_not():
    assert not remarkable(5)
    assert remarkable(6)


def test_a_strand_knows_who_leads_it():
    led = strand(1, "Housing", lead=Lead(id=1, partner_id=7, name="Sam", organisation=None, since_at=NOW))

    assert led.is_led_by(7)
    assert not led.is_led_by(8)
    assert not strand(1, "Housing").is_led_by(7)
