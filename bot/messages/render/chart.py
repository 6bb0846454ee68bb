"""A chart as a Vega-Lite specification: one for pages and for chats. What draws it is vega.py, in a process of its own.

A page's style sheet gives the parts their colours by their names, so that they fit its light and its dark.
"""

import re
from typing import Any

from markupsafe import Markup

from bot.messages.parts import Chart
from bot.messages.render.clean import cleaned

Specification = dict[str, Any]

# As wide as a phone's conversation, so that letters there are as large as they are drawn.
WIDTH, HEIGHT = 320, 164
PADDING = {"left": 12, "right": 12, "top": 56, "bottom": 32}
INSIDE = {"width": WIDTH - 24, "height": HEIGHT - 88}

# Liberation Sans comes with vl-convert, so that there are letters where the machine has none.
FONT = "Liberation Sans"
PAPER, INK, QUIET, BEFORE, NOW = "#fffdf9", "#1f2c2a", "#53605c", "#6f938c", "#0b5d56"

# Above so many each bar has no room for a number of its own: the two ends and the highest have theirs.
WIDEST_EACH = 999

_OF_ITS_OWN = re.compile(r' (?:role|aria-\w+)="[^"]*"')


def specification(chart: Chart) -> Specification:
    """What is drawn: a bar each, from nought, the last one darker; nothing moves with the letters of the machine."""
    counts = chart.counts
    bars = {"type": "bar"}
    return {
        "$schema": "https://vega.github.io/schema/vega-lite/v6.json",
        **INSIDE,
        "padding": PADDING,
        "autosize": "none",
        "background": PAPER,
        "config": {"aria": False, "view": {"stroke": None}, "font": FONT},
        "data": {"values": [{"at": at, "count": count, "said": _said(at, counts)} for at, count in enumerate(counts)]},
        "encoding": {
            "x": {"field": "at", "type": "ordinal", "axis": None, "scale": {"paddingInner": 0.2, "paddingOuter": 0}},
            "y": {"field": "count", "type": "quantitative", "axis": None, "stack": None, "scale": {"zero": True}},
        },
        "layer": [
            _layer("before", {**bars, "color": BEFORE}, only=f"datum.at < {len(counts) - 1}"),
            _layer("now", {**bars, "color": NOW}, only=f"datum.at === {len(counts) - 1}"),
            _layer("counts", _letters(INK, baseline="bottom", dy=-3), text={"field": "said"}),
            *_notes(chart),
        ],
    }


def markup(svg: str) -> Markup:
    """What was drawn, for a page: its words are Vega's to escape; what it says of itself the picture's alt says."""
    return Markup(_OF_ITS_OWN.sub("", svg))  # noqa: S704 - see above


def _said(at: int, counts: tuple[int, ...]) -> str:
    highest = max(counts)
    ends = at in (0, len(counts) - 1, counts.index(highest))
    return f"{counts[at]:,}" if highest <= WIDEST_EACH or ends else ""


def _notes(chart: Chart) -> list[Specification]:
    """The words round the bars, each where the drawing has its place for it."""
    below = INSIDE["height"] + 18
    return [
        _note("title", chart.title, x=0, y=20 - PADDING["top"], size=13, weight="bold", align="left"),
        _note("first", chart.first, x=0, y=below, align="left", color=QUIET),
        _note("last", chart.last, x=INSIDE["width"], y=below, align="right", color=QUIET),
    ]


def _note(
    name: str, words: str, *, x: int, y: int, size: int = 12, weight: str = "normal", align: str, color: str = INK
) -> Specification:
    mark = _letters(color, fontSize=size, fontWeight=weight, align=align, baseline="alphabetic")
    place = {"x": {"value": x}, "y": {"value": y}, "text": {"value": cleaned(words)}}
    return {"name": name, "data": {"values": [{}]}, "mark": mark, "encoding": place}


def _letters(color: str, **more: object) -> Specification:
    return {"type": "text", "font": FONT, "fontSize": 12, "color": color, **more}


def _layer(name: str, mark: Specification, *, only: str = "", **encoding: object) -> Specification:
    chosen = {"transform": [{"filter": only}]} if only else {}
    return {"name": name, "mark": mark, **chosen, **({"encoding": encoding} if encoding else {})}
