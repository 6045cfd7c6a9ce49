"""PNGs as pixels, as far as pictures of ours need it: eight bits, four channels, one image."""

import struct
import zlib
from collections.abc import Iterator
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from bot.sandbox.files import PNG

Pixels: TypeAlias = NDArray[np.uint8]

CHANNELS = 4
_PLAIN, _SUB = range(2)
"""How lines may be written: as they are, or as what differs from the left."""


def pixels(png: bytes) -> Pixels:
    """Give the rows of a picture, each of red, green, blue and opacity.

    Raises:
        ValueError: it is written in a way that is not known here.
    """
    parts = dict(_parts(png))
    width, height, depth, kind = struct.unpack(">IIBB", parts[b"IHDR"][:10])
    if (depth, kind) != (8, 6):
        raise ValueError(f"{depth} bits a channel of kind {kind}")
    lines = np.frombuffer(zlib.decompress(parts[b"IDAT"]), np.uint8).reshape(height, -1)
    ways, drawn = lines[:, 0], lines[:, 1:].reshape(height, width, CHANNELS)
    if (ways == _PLAIN).all():
        return drawn
    if (ways == _SUB).all():
        return np.cumsum(drawn, axis=1, dtype=np.uint8)
    raise ValueError(f"lines written in ways {sorted(set(ways))}")


def compressed(png: bytes) -> bytes:
    """Write a picture in as little as it takes."""
    drawn = pixels(png)
    height, width, _ = drawn.shape
    lines = np.zeros((height, 1 + width * CHANNELS), np.uint8)
    lines[:, 1:] = drawn.reshape(height, -1)
    head = struct.pack(">IIBBBBB", width, height, 8, 6, 0, 0, 0)
    parts = {b"IHDR": head, b"IDAT": zlib.compress(lines.tobytes(), 9), b"IEND": b""}
    return PNG + b"".join(_part(name, content) for name, content in parts.items())


def _parts(png: bytes) -> Iterator[tuple[bytes, bytes]]:
    """Give the parts of the file by name; those of the image together."""
    at, image = len(PNG), b""
    while at < len(png):
        length, name = struct.unpack(">I4s", png[at : at + 8])
        content = png[at + 8 : at + 8 + length]
        at += length + 12
        if name == b"IDAT":
            image += content
        else:
            yield name, content
    yield b"IDAT", image


def _part(name: bytes, content: bytes) -> bytes:
    check = zlib.crc32(name + content)
    return struct.pack(">I", len(content)) + name + content + struct.pack(">I", check)
