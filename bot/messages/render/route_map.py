"""The route map as a drawing of our own: from where a table is now, along its strands, to what would be different.

It is SVG for pages, whose style sheet colours its parts by their classes; for chats the same SVG is made a PNG. It is
as wide as a phone's conversation. Lines begin together, each passes its station, and they end together.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate

from markupsafe import Markup

from bot.messages.parts import RouteMap, Station
from bot.messages.render.clean import cleaned
from bot.messages.words import clip

WIDTH = 340
FONT = "Liberation Sans"
PAPER, INK, QUIET, LEAD, EDGE = "#fffdf9", "#1f2c2a", "#53605c", "#0b5d56", "#7b857f"
# Told apart in a print without colour too, and each 3 to 1 on the paper; a line is also known by its station.
LINES = ("#0b5d56", "#b4560f", "#4a4fa3", "#9a2b5e", "#5d6b12")

EDGE_OF_PAPER = 16
FIRST_LINE, BETWEEN_LINES, BESIDE_LINES = 18, 10, 18
FAN = 26

# A letter's width as a share of its size, so that lines are broken where they are drawn and not a letter further:
# Liberation Sans has Arial's widths (thousandths of an em). Letters that are not here are taken for wide ones.
_NARROW = dict.fromkeys("ijl.,:;'|!’‘·", 0.25) | dict.fromkeys("fIt()[]/ -r", 0.33)
_MIDDLE = dict.fromkeys("abcdeghknopqsuvxyzJL0123456789“”–…", 0.56)
_WIDTHS = _NARROW | _MIDDLE | dict.fromkeys("ABEFKPSTVXYZ", 0.67) | dict.fromkeys("CDGHNOQRUw&", 0.75) | {"m": 0.84}
_WIDEST = 1.0
_BOLD = 1.08


@dataclass(frozen=True, slots=True, kw_only=True)
class _Style:
    """Letters of one kind: their size, how far a line is from the next, at most how many lines."""

    name: str
    size: int
    step: int
    most: int
    color: str = INK
    bold: bool = False


_LABEL = _Style(name="label", size=11, step=15, most=1, color=QUIET, bold=True)
_WORDS = _Style(name="words", size=13, step=18, most=4)
_NAME = _Style(name="name", size=14, step=19, most=2, bold=True)
_NOTE = _Style(name="note", size=12, step=16, most=2, color=QUIET)
_NEXT = _Style(name="next", size=12, step=16, most=3)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Block:
    """A station's words, with the mark that stands before them; `line`: of which line the station is."""

    texts: Sequence[tuple[_Style, str]]
    mark: str
    line: int = 0
    space: int = 14

    def written(self, width: float) -> list[tuple[_Style, str]]:
        return [(style, row) for style, words in self.texts if words for row in broken(words, style, width)]

    def height(self, width: float) -> int:
        return sum(style.step for style, _row in self.written(width)) + self.space


def broken(words: str, style: "_Style", width: float) -> list[str]:
    """The words in rows of at most that width; what does not fit into the last is cut off with an ellipsis."""
    rows: list[str] = []
    rest = " ".join(cleaned(words).split())
    while rest and len(rows) < style.most:
        end = _fitting(rest, style, width)
        row, rest = rest[:end].rstrip(), rest[end:].lstrip()
        rows.append(row)
    if rest:
        room = _fitting(f"{rows[-1]} {rest}", style, width - style.size)
        rows[-1] = clip(f"{rows[-1]} {rest}", max(room, 2))
    return rows


def _fitting(words: str, style: "_Style", width: float) -> int:
    """How many letters fit into a row, up to the end of a word where there is one."""
    sizes = accumulate(_WIDTHS.get(one, _WIDEST) * style.size * (_BOLD if style.bold else 1) for one in words)
    letters = sum(1 for size in sizes if size <= width)
    if letters >= len(words):
        return len(words)
    at_a_word = words.rfind(" ", 0, letters + 1)
    return at_a_word if at_a_word > 0 else max(letters, 1)


def drawing(of: RouteMap) -> Markup:
    """The map as SVG: without ids, styles and scripts, as a page's policy asks."""
    lines = max(len(of.stations), 1)
    left = FIRST_LINE + BETWEEN_LINES * (lines - 1) + BESIDE_LINES
    width = WIDTH - left - EDGE_OF_PAPER
    blocks = list(_blocks(of))
    tops = list(accumulate((block.height(width) for block in blocks), initial=EDGE_OF_PAPER))
    marks = [top + 9 for top in tops[:-1]]
    goal = next(index for index, block in enumerate(blocks) if block.mark == "goal")
    shapes = [
        *_lines(of, begin=marks[0], end=marks[goal]),
        *(_mark(block, y, lines, left) for block, y in zip(blocks, marks, strict=True)),
        *(text for block, top in zip(blocks, tops, strict=False) for text in _texts(block, left, top, width)),
    ]
    return _svg(tops[-1] + EDGE_OF_PAPER // 2, Markup("").join(shapes))


def specification(of: RouteMap) -> str:
    """What is drawn for a chat: the drawing itself, to be made a PNG."""
    return str(drawing(of))


def _blocks(of: RouteMap) -> Iterator[_Block]:
    yield _Block(texts=((_LABEL, of.now_label), (_WORDS, of.now)), mark="now", space=FAN)
    for number, station in enumerate(of.stations):
        yield _Block(texts=_station(station), mark="station", line=number)
    for number, words in enumerate(of.tries):
        label = ((_LABEL, of.tries_label),) if number == 0 else ()
        yield _Block(texts=(*label, (_NEXT, words)), mark="try", space=8 if number < len(of.tries) - 1 else 14)
    yield _Block(
        texts=((_LABEL, of.goal_label), (replace(_WORDS, bold=True), of.goal), (_NEXT, of.better)), mark="goal"
    )
    if of.chairs:
        yield _Block(texts=((_LABEL, of.chairs_label), (_NEXT, of.chairs)), mark="chair", space=4)


def _station(station: Station) -> Sequence[tuple[_Style, str]]:
    return ((_NAME, station.name), (_NOTE, station.lead), (_NEXT, station.following))


def _x(line: int) -> int:
    return FIRST_LINE + BETWEEN_LINES * line


def _lines(of: RouteMap, *, begin: int, end: int) -> Iterator[Markup]:
    """Each strand's line, out of the one beginning and into the one end."""
    number = max(len(of.stations), 1)
    middle = (_x(0) + _x(number - 1)) / 2
    for line in range(number):
        x = _x(line)
        path = (
            f"M{middle:g} {begin}C{middle:g} {begin + FAN / 2:g} {x} {begin + FAN / 2:g} {x} {begin + FAN}"
            f"V{end - FAN}C{x} {end - FAN / 2:g} {middle:g} {end - FAN / 2:g} {middle:g} {end}"
        )
        yield _shape("path", f"line line-{line + 1}", d=path, fill="none", stroke=LINES[line], stroke_width="4")


def _mark(block: _Block, y: int, lines: int, left: int) -> Markup:
    middle = (_x(0) + _x(lines - 1)) / 2
    match block.mark:
        case "now":
            return _dot("here", middle, y, 7, fill=INK, stroke=INK)
        case "goal":
            ring = _dot("goal", middle, y, 10, fill=PAPER, stroke=LEAD, width=3)
            return ring + _dot("goal-heart", middle, y, 5, fill=LEAD, stroke=LEAD)
        case "station":
            return _leader(block, y, left) + _stop(block, y)
        case "try":
            return _dot("try", left - 9, y + (15 if block.texts[0][0] is _LABEL else 0), 4, stroke=QUIET, dashed=True)
        case _:
            return _chair(middle, y)


def _stop(block: _Block, y: int) -> Markup:
    return _dot(f"stop line-{block.line + 1}", _x(block.line), y, 6, stroke=LINES[block.line], width=3)


def _leader(block: _Block, y: int, left: int) -> Markup:
    """From a line's station to its words, over the lines between."""
    path = f"M{_x(block.line) + 6} {y}H{left - 5}"
    under = _shape("path", "gap", d=path, stroke=PAPER, stroke_width="5", fill="none")
    return under + _shape(
        "path", f"leader line-{block.line + 1}", d=path, stroke=LINES[block.line], stroke_width="1.5", fill="none"
    )


def _chair(x: float, y: int) -> Markup:
    """An empty chair: its back, its seat, two legs."""
    path = f"M{x - 5:g} {y - 9}V{y + 8}M{x - 5:g} {y}H{x + 5:g}V{y + 8}"
    return _shape("path", "chair", d=path, fill="none", stroke=QUIET, stroke_width="2", stroke_linecap="round")


def _dot(
    name: str, x: float, y: float, radius: int, *, stroke: str, fill: str = PAPER, width: int = 2, dashed: bool = False
) -> Markup:
    dash = {"stroke_dasharray": "2.5 2"} if dashed else {}
    return _shape(
        "circle",
        name,
        cx=f"{x:g}",
        cy=f"{y:g}",
        r=str(radius),
        fill=fill,
        stroke=stroke,
        stroke_width=str(width),
        **dash,
    )


def _texts(block: _Block, left: int, top: int, width: float) -> Iterator[Markup]:
    y = top
    for style, row in block.written(width):
        y += style.step
        weight = {"font_weight": "bold"} if style.bold else {}
        yield Markup("<text {}>{}</text>").format(
            _attributes(
                class_=style.name, x=str(left), y=str(y - 4), fill=style.color, font_size=str(style.size), **weight
            ),
            row,
        )


def _shape(name: str, class_: str, **attributes: str) -> Markup:
    return Markup("<{} {}/>").format(Markup(name), _attributes(class_=class_, **attributes))  # noqa: S704 - names of ours


def _attributes(**attributes: str) -> Markup:
    named = ((name.rstrip("_").replace("_", "-"), value) for name, value in attributes.items())
    return Markup(" ").join(Markup('{}="{}"').format(name, value) for name, value in named)


def _svg(height: int, inside: Markup) -> Markup:
    return Markup(
        '<svg xmlns="http://www.w3.org/2000/svg" class="route-map" viewBox="0 0 {w} {h}" width="{w}" height="{h}" '
        'font-family="{font}"><rect class="paper" width="{w}" height="{h}" fill="{paper}"/>{inside}</svg>'
    ).format(w=WIDTH, h=height, font=FONT, paper=PAPER, inside=inside)
