"""Makes a picture of a page small: a page has few colours, and a picture that names them takes a third of the room."""

import struct
import zlib
from base64 import b64decode, b64encode

import numpy as np
from numpy.typing import NDArray
from playwright.sync_api import Page

COLOURS = 64

# A colour of fewer pixels is the edge of something.
RARE = 20

# The browser drew the picture, so it can read it too: no library of pictures is needed for this alone.
READ = """
async (written) => {
  const picture = await createImageBitmap(await (await fetch(`data:image/png;base64,${written}`)).blob());
  const canvas = new OffscreenCanvas(picture.width, picture.height);
  const context = canvas.getContext("2d");
  context.drawImage(picture, 0, 0);
  const bytes = context.getImageData(0, 0, picture.width, picture.height).data;
  let text = "";
  for (let at = 0; at < bytes.length; at += 32768) text += String.fromCharCode(...bytes.subarray(at, at + 32768));
  return [picture.width, picture.height, btoa(text)];
}
"""

Numbers = NDArray[np.int64]


def small(png: bytes, page: Page) -> bytes:
    """The same picture in few colours; others become the nearest of them. `page` is any page at hand."""
    width, height, raw = page.evaluate(READ, b64encode(png).decode())
    pixels = np.frombuffer(b64decode(raw), np.uint8).reshape(height, width, 4).astype(np.int64)
    codes = pixels[..., 0] << 16 | pixels[..., 1] << 8 | pixels[..., 2]
    colours, which, times = np.unique(codes, return_inverse=True, return_counts=True)
    kept = _chosen(colours, times)
    return _written(kept, _nearest(colours, kept)[which].reshape(height, width))


def _chosen(colours: Numbers, times: Numbers) -> Numbers:
    """Half of them the commonest, no two alike; half those that differ most, so that a single red word stays red."""
    order = np.argsort(-times)
    _kinds, first = np.unique(np.stack(_channels(colours[order]), axis=1) >> 4, axis=0, return_index=True)
    candidates, often = colours[order][np.sort(first)], times[order][np.sort(first)]
    candidates = candidates[often >= RARE] if (often >= RARE).any() else candidates
    kept: Numbers = candidates[: COLOURS // 2]
    while len(kept) < min(COLOURS, len(candidates)):
        kept = np.append(kept, candidates[np.argmax(_apart(candidates, kept).min(axis=1))])
    return kept


def _channels(colours: Numbers) -> tuple[Numbers, Numbers, Numbers]:
    return colours >> 16, colours >> 8 & 255, colours & 255


def _nearest(colours: Numbers, kept: Numbers) -> NDArray[np.uint8]:
    """For each colour the place of the kept one that is nearest to it."""
    places: NDArray[np.uint8] = np.argmin(_apart(colours, kept), axis=1).astype(np.uint8)
    return places


def _apart(colours: Numbers, others: Numbers) -> Numbers:
    """How far each colour is from each of the others."""
    apart = np.zeros((len(colours), len(others)), np.int64)
    for one, other in zip(_channels(colours), _channels(others), strict=True):
        apart += (one[:, None] - other[None, :]) ** 2
    return apart


def _written(palette: Numbers, places: NDArray[np.uint8]) -> bytes:
    """A PNG that names its colours."""
    height, width = places.shape
    rows = np.concatenate([np.zeros((height, 1), np.uint8), places], axis=1).tobytes()
    colours = np.stack(_channels(palette), axis=1).astype(np.uint8).tobytes()
    head = struct.pack(">IIBBBBB", width, height, 8, 3, 0, 0, 0)
    chunks = ((b"IHDR", head), (b"PLTE", colours), (b"IDAT", zlib.compress(rows, 9)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(kind, body) for kind, body in chunks)


def _chunk(kind: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))
