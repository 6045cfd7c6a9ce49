"""Parts rounded so that what is shown of them adds up to what is shown of the whole."""

from collections.abc import Sequence
from fractions import Fraction
from math import floor


def apportioned(parts: Sequence[Fraction], whole: int) -> list[int]:
    """Round parts to whole numbers that add up (largest remainders, Hamilton's method).

    Args:
        parts: what is to be rounded; what is exactly 0 stays 0.
        whole: their sum, rounded.

    Returns:
        One number for each, less than one away from it.

    Raises:
        ValueError: when the whole is no rounding of the sum.
    """
    if abs(sum(parts, Fraction()) - whole) >= 1:
        raise ValueError(f"{whole} is not what the parts add up to")
    down = [floor(part) for part in parts]
    left = whole - sum(down)
    furthest = sorted(range(len(parts)), key=lambda at: (down[at] - parts[at], at))
    raised = set(furthest[:left])
    return [number + (at in raised) for at, number in enumerate(down)]
