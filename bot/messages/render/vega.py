"""Draws what chart.py and route_map.py specify: a program of its own that reads a specification and writes a picture.

It is started for one drawing and is gone after it, and nothing else imports it: while vl-convert draws, it lets nothing
else of its process run, and it keeps a hundred megabytes.
"""

import json
import sys

import vl_convert

# As many dots as the sharpest phones have.
SCALE = 3
SVG, PNG = "svg", "png"


def drawn(kind: str, specification: bytes) -> bytes:
    """The picture, as SVG or as PNG. What it shows stands in the specification: nothing is fetched from anywhere."""
    given = json.loads(specification)
    if isinstance(given, str):
        return vl_convert.svg_to_png(given, scale=SCALE)
    if kind == SVG:
        return vl_convert.vegalite_to_svg(given, allowed_base_urls=[]).encode()
    return vl_convert.vegalite_to_png(given, scale=SCALE, allowed_base_urls=[])


if __name__ == "__main__":
    sys.stdout.buffer.write(drawn(sys.argv[1], sys.stdin.buffer.read()))
