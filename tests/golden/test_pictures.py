"""Pictures are as they were kept: what they are drawn from to the letter, some as they look.

The engine brings the font along, so machines draw alike; but another version or processor may
shade an edge otherwise. So drawings are compared in patches: a word, a mark or a line that moves,
changes or goes away shows in their mean, a shade of an edge does not. Where a difference is meant,
`python -m tests.golden` renews the files.
"""

import asyncio

import numpy as np
from numpy.typing import NDArray

from bot.charts import rendering
from tests.golden import kept, pictures, png
from tests.golden.png import Pixels

PATCH = 8
"""Pixels of a patch each way."""
LEAST = 24.0
"""From which mean difference on, of 255, a patch looks otherwise."""

RENEW = "look at what changed, then: python -m tests.golden"


def test_what_pictures_are_drawn_from_is_as_kept() -> None:
    drawn = {f"{name}.json": kept.written_spec(one) for name, one in pictures.specs().items()}
    assert kept.differing(kept.PICTURES, drawn) == [], RENEW


async def test_pictures_look_as_kept_and_are_drawn_while_the_loop_goes_on() -> None:
    specs = pictures.specs()
    drawing = asyncio.create_task(rendering.pngs([specs[name] for name in pictures.DRAWN]))
    beats = 0
    while not drawing.done():
        await asyncio.sleep(0.02)
        beats += 1
    changed = [
        name
        for name, drawn in zip(pictures.DRAWN, await drawing, strict=True)
        if not looks_like(drawn, (kept.PICTURES / f"{name}.png").read_bytes())
    ]
    assert changed == [], RENEW
    assert beats >= 10


def test_a_word_that_changes_is_seen_and_a_shade_of_an_edge_is_not() -> None:
    before = png.pixels((kept.PICTURES / "spread.nl.png").read_bytes())[:240]
    shaded, other = before.copy(), before.copy()
    shaded[::9, ::7, :3] -= np.minimum(shaded[::9, ::7, :3], 90)
    other[40:56, 40:56, :3] = 0
    assert alike(before, shaded)
    assert not alike(before, other)
    assert not alike(before, before[:-1])


def looks_like(drawn: bytes, kept_one: bytes) -> bool:
    return alike(png.pixels(drawn), png.pixels(kept_one))


def alike(one: Pixels, other: Pixels) -> bool:
    """Whether two pictures have one size, and no patch of them looks otherwise."""
    return one.shape == other.shape and bool(np.abs(patches(one) - patches(other)).max() < LEAST)


def patches(drawn: Pixels) -> NDArray[np.float64]:
    """Give the mean of each patch; what is left at the right and below belongs to none."""
    height, width = (length // PATCH for length in drawn.shape[:2])
    whole = drawn[: height * PATCH, : width * PATCH].reshape(height, PATCH, width, PATCH, -1)
    means: NDArray[np.float64] = whole.mean(axis=(1, 3))
    return means
