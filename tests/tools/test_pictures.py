"""The pictures: every card is on one of them, and they are small and say what was drawn."""

from base64 import b64decode, b64encode
from pathlib import Path

import numpy as np
import pytest

from tests.messages.examples import everything
from tests.support import five_tables
from tests.support.five_tables import TABLES
from tools.pictures import __main__ as pictures
from tools.pictures import answers, cards
from tools.pictures.shot import Shot, browser, page, taken
from tools.pictures.small import COLOURS, READ

FOLDER = Path(pictures.FOLDER)


@pytest.fixture(scope="module")
def chromium():
    with browser() as started:
        yield started


def test_every_card_is_on_one_sheet():
    names = [name for sheet in cards.sheets().values() for name in sheet]

    assert sorted(names) == sorted(everything(cards.WORDS))
    assert set(cards.sheets()) <= set(cards.TITLES)


def test_there_is_a_picture_of_every_sheet_and_no_other():
    names = {shot.name for shot in cards.shots()}

    assert {f"cards/{file.stem}" for file in (FOLDER / "cards").glob("*.png")} == names


def test_each_table_whose_answer_the_page_shows_has_its_picture_and_there_are_no_others():
    files = {file.stem: file.stat().st_size for file in (FOLDER / "answers").glob("*.png")}

    assert set(files) == {one.name for one in TABLES}
    assert max(files.values()) < 150_000


def test_a_picture_of_the_answer_is_drawn_from_the_tables_that_the_page_is_written_from(tx):
    assert [shot.name for shot in answers.shots()] == [f"answers/{one.name}" for one in TABLES]
    assert answers.answers() == five_tables.answers(tx)


def test_the_pictures_are_few_enough_to_be_kept():
    assert sum(file.stat().st_size for file in FOLDER.rglob("*.png")) < 18_000_000


STRIPES = "<body style='margin:0'>" + "".join(
    f"<div style='height:10px;background:{colour}'></div>" for colour in ("#f8f4ec", "#0b5d56", "#a02a22")
)


def test_a_picture_says_what_was_drawn(chromium):
    shot = Shot(name="stripes", open=lambda opened: opened.set_content(STRIPES), width=30)
    png = taken(chromium, shot)

    with page(chromium, width=30, scheme="light") as opened:
        assert _colours(opened, png) == [(248, 244, 236), (11, 93, 86), (160, 42, 34)]


def _colours(opened, png):
    """What a browser reads in a picture, from top to bottom."""
    width, height, raw = opened.evaluate(READ, b64encode(png).decode())
    rows = np.frombuffer(b64decode(raw), np.uint8).reshape(height, width, 4)
    return [tuple(int(one) for one in rows[at, 0, :3]) for at in (5, 15, 25)]


def test_a_picture_of_many_colours_keeps_the_commonest(chromium):
    many = "".join(
        f"<i style='float:left;width:1px;height:9px;background:hsl({hue} 90% 50%)'></i>" for hue in range(360)
    )
    shot = Shot(name="many", open=lambda opened: opened.set_content(f"<body style='margin:0'>{many}"), width=360)
    png = taken(chromium, shot)

    palette = png[png.index(b"PLTE") - 4 :]
    assert int.from_bytes(palette[:4]) <= 3 * COLOURS
