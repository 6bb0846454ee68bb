"""The route map as a drawing: it says what its words say, fits a phone, and is the same on each machine."""

import json
import re
import struct
import xml.etree.ElementTree as ET

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.messages.cards import route_map as cards
from bot.messages.parts import RouteMap, Station
from bot.messages.render import route_map, vega
from bot.messages.render.clean import cleaned
from tests.messages.examples_map import TODAY, a_way, drawn_of

SVG = "{http://www.w3.org/2000/svg}"
ANY = st.text(max_size=300)


def drawn(**more) -> ET.Element:
    return ET.fromstring(str(route_map.drawing(drawn_of(a_way("share the void list", **more)))))


def rows(svg: ET.Element, name: str) -> list[str]:
    return [one.text or "" for one in svg.iter(f"{SVG}text") if one.get("class") == name]


def marks(svg: ET.Element, name: str) -> list[ET.Element]:
    return [one for one in svg.iter() if name in (one.get("class") or "").split()]


def test_each_strand_is_a_line_with_one_station_and_five_are_the_most():
    svg = drawn()

    assert len(marks(svg, "line")) == len(marks(svg, "stop")) == 5
    assert rows(svg, "name") == ["share the void list", "One front door", "Void homes", "Void homes", "Void homes"]


def test_a_table_without_strands_has_one_line_from_here_to_there():
    svg = drawn(strands=[], tries=[], chairs=[], better=())

    assert len(marks(svg, "line")) == 1
    assert marks(svg, "stop") == marks(svg, "try") == marks(svg, "chair") == []
    assert len(marks(svg, "here")) == len(marks(svg, "goal")) == 1


def test_the_drawing_says_who_leads_what_comes_next_what_is_tried_and_who_is_missing():
    said = " ".join(one.text or "" for one in drawn().iter(f"{SVG}text"))

    for words in ("Sam Okoye, Ward 9 Trust", "Rita Ahmed, in their own right", "nobody leads it yet", "4 December"):
        assert words in said
    assert "until 18 December" in said
    assert "a GP, share the void list, a carer, a councillor, one more" in said.replace("  ", " ")


def test_strands_beyond_five_stand_beneath():
    card = cards.in_a_picture(a_way("share the void list"), today=TODAY)

    assert "Besides these: Void homes." in card.text


def test_the_picture_has_no_id_no_style_and_no_script_and_is_the_same_each_time():
    svg = str(route_map.drawing(drawn_of(a_way("x"))))

    assert not re.search(r" (id|style|href|onload)=|<(style|script|image|a)\b", svg)
    assert svg == str(route_map.drawing(drawn_of(a_way("x"))))


def test_a_chat_gets_a_png_with_as_many_dots_as_the_sharpest_phone_has():
    png = vega.drawn("png", json.dumps(route_map.specification(drawn_of(a_way("share the void list")))).encode())

    assert png.startswith(b"\x89PNG")
    assert struct.unpack(">I", png[16:20]) == (route_map.WIDTH * 3,)


def test_words_without_an_end_fill_their_rows_and_stop_with_an_ellipsis():
    style = route_map._Style(name="x", size=13, step=18, most=3)
    rows = route_map.broken("share the void list " * 40, style, 200)

    assert len(rows) == 3
    assert [row.endswith("…") for row in rows] == [False, False, True]


@given(words=ANY, name=ANY, number=st.integers(0, 5))
@settings(max_examples=60, deadline=None)
def test_whatever_is_written_the_drawing_is_whole_and_no_row_is_wider_than_its_place(words, name, number):
    station = Station(name=name, lead=words, following=words)
    of = RouteMap(
        now_label="Now",
        now=words,
        goal_label="There",
        goal=words,
        stations=(station,) * number,
        tries=(words,) * 2,
        tries_label="Trying",
        better=words,
        chairs_label="Missing",
        chairs=words,
    )
    svg = ET.fromstring(str(route_map.drawing(of)))

    height = float(svg.get("height") or 0)
    assert all(float(one.get("y") or 0) <= height for one in svg.iter(f"{SVG}text"))
    assert all(len(one.text or "") <= 80 for one in svg.iter(f"{SVG}text"))


@given(words=ANY, width=st.integers(40, 300))
@settings(deadline=None)
def test_no_word_that_fits_is_broken_and_none_is_lost_unless_it_is_said_so(words, width):
    style = route_map._Style(name="x", size=13, step=18, most=3)
    broken = route_map.broken(words, style, width)
    shown = "".join("".join(broken).split())
    whole = "".join(cleaned(words).split())

    assert len(broken) <= 3
    assert shown == whole or (shown.endswith("…") and whole.startswith(shown[:-1]))
