"""What may still change proves nothing: a verdict stands only where it does without that.

Whoever was helped of late may still come back, so first contact resolution looks better than it
will be. Held against an earlier period or a target, only what is settled counts.
"""

from dataclasses import replace
from typing import NamedTuple

from kpi import scores
from kpi.changes import Change, Verdict
from kpi.scores import Score


class Settled(NamedTuple):
    """What of a number can no longer change."""

    score: Score | None
    """None where nothing is settled yet."""
    only_falls: bool
    """Whether the rest can only take from the number: then a fall stands by itself."""


def change(found: Change, settled: Settled, before: Score | None) -> Change:
    """Leave a change its verdict only where what is settled says the same.

    Args:
        found: of the whole number, with the period before.
        settled: what of that number can no longer change.
        before: the period before.
    """
    if found.verdict not in {Verdict.UP, Verdict.DOWN}:
        return found
    if found.verdict is Verdict.DOWN and settled.only_falls:
        return found
    alone = scores.compare(settled.score, before)
    if alone.verdict is not found.verdict:
        return replace(found, verdict=Verdict.COULD_BE_CHANCE, p=1.0)
    return replace(found, p=max(found.p or 0.0, alone.p or 0.0))
