"""Deadlines as people in British workplaces type them, in English and Welsh, and what only looks like one."""

import csv
from datetime import date
from pathlib import Path

import pytest

from bot.domain.deadlines import read

with (Path(__file__).parent / "sentences.tsv").open(encoding="utf-8", newline="") as file:
    SENTENCES = tuple(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))


@pytest.mark.parametrize("case", SENTENCES, ids=lambda case: case["sentence"])
def test_a_sentence_is_read_as_it_is_meant(case):
    found = read(case["sentence"], date.fromisoformat(case["today"]), country=case["country"])

    day = found.trouble or (found.due.isoformat() if found.due else "none")
    text = case["sentence"] if case["text"] == "=" else case["text"]
    assert (day, found.repeat or "-", found.text) == (case["due"], case["repeat"], text)


def test_the_list_is_long_enough_to_mean_something():
    welsh = [case for case in SENTENCES if case["country"] == "GB-WLS"]

    assert len(SENTENCES) >= 400
    assert len(welsh) >= 40
    assert len({case["sentence"] for case in SENTENCES}) == len(SENTENCES)
    assert sum(case["due"] == "none" for case in SENTENCES) >= 100
