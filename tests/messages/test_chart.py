"""A chart: one specification, drawn as SVG for pages and as PNG for chats, with letters wherever it is drawn."""

import io
import json
import re
import runpy
import struct
import sys
from dataclasses import replace
from types import SimpleNamespace

import pytest

from bot.messages.parts import Card, Chart
from bot.messages.render import chart, vega
from bot.messages.render.html import Wire, html
from bot.messages.words import spoken
from tests.messages.examples import A_CHART, A_PICTURE
from tests.messages.page import read

WIRE = Wire(to="/t/home")


def drawn(of: Chart, kind: str = "svg") -> bytes:
    return vega.drawn(kind, json.dumps(chart.specification(of)).encode())


def words(svg: bytes) -> list[str]:
    return re.findall(r"<text[^>]*>([^<]*)</text>", svg.decode())


def bars(svg: bytes) -> dict[str, int]:
    groups = re.findall(r'class="mark-rect role-mark (\w+)_marks"[^>]*>(.*?)</g>', svg.decode())
    return {name: inside.count("<path") for name, inside in groups}


def test_there_is_a_bar_for_each_count_and_the_last_one_stands_out():
    svg = drawn(A_CHART)

    assert bars(svg) == {"before": 3, "now": 1}
    assert words(svg) == ["3", "4", "4", "5", "Organisations taking part", "to 1 September", "to 24 November"]


def test_large_counts_do_not_stand_in_each_others_way():
    svg = drawn(replace(A_CHART, counts=(1200, 1300, 4000, 1100, 2000)))

    assert words(svg)[:3] == ["1,200", "4,000", "2,000"]


def test_what_is_drawn_is_the_same_each_time_and_on_each_machine():
    svg = drawn(A_CHART)

    assert svg == drawn(A_CHART)
    assert b'viewBox="0 0 320 164"' in svg
    assert not re.search(rb" (id|style|href|onload)=|<(style|script|image|a)\b", svg)


def test_a_chat_gets_a_png_with_as_many_dots_as_the_sharpest_phone_has():
    png = drawn(A_CHART, "png")

    assert png[:8] == b"\x89PNG\r\n\x1a\n"
    assert struct.unpack(">II", png[16:24]) == (3 * 320, 3 * 164)


def test_words_in_a_chart_are_only_words():
    nasty = replace(A_CHART, title='</text><script>alert(1)</script>"\x07\u202e', first="<a href='x'>", last="&")
    page = read(html(Card(text="x", parts=(replace(A_PICTURE, made=chart.markup(drawn(nasty).decode())),)), wire=WIRE))

    assert not page.all("script")
    assert not page.all("a")
    assert "<script>alert(1)</script>" in "".join(one.words for one in page.all("text"))


def test_on_a_page_it_is_one_picture_with_a_name():
    made = chart.markup(drawn(A_CHART).decode())
    page = read(html(Card(text="x", parts=(replace(A_PICTURE, made=made),)), wire=WIRE))

    [picture] = page.all("div", role="img")
    assert picture["aria-label"] == A_PICTURE.alt
    assert len(page.all("svg")) == 1
    assert "graphics-" not in made


@pytest.mark.parametrize("made", ["", "<svg></svg>", chart.markup("")])
def test_what_is_no_markup_of_ours_is_never_drawn(made):
    page = read(html(Card(text="x", parts=(replace(A_PICTURE, made=made),)), wire=WIRE))

    assert page.all("p", class_="picture")[0].words == A_PICTURE.alt
    assert not page.all("svg")


def test_a_cards_text_says_what_its_picture_shows():
    assert spoken((A_PICTURE,)) == A_PICTURE.alt


def test_the_program_reads_a_specification_and_writes_a_picture(monkeypatch):
    written = io.BytesIO()
    asked = io.BytesIO(json.dumps(chart.specification(A_CHART)).encode())
    monkeypatch.setattr(sys, "argv", ["vega.py", "svg"])
    monkeypatch.setattr(sys, "stdin", SimpleNamespace(buffer=asked))
    monkeypatch.setattr(sys, "stdout", SimpleNamespace(buffer=written))
    runpy.run_path(str(vega.__file__), run_name="__main__")

    assert written.getvalue() == drawn(A_CHART)
