"""Shares compared like with like: within each group, so that another mix of groups moves nothing.

Where a team of which many speak of waiting answers more, more speak of waiting; none of its
customers waits longer.
"""

from collections.abc import Sequence
from dataclasses import replace
from math import hypot, sqrt
from typing import NamedTuple

from kpi import chance
from kpi.changes import NO_CHANGE_KNOWN, Change, Share, Verdict, share_change


class Pair(NamedTuple):
    """One group, on both sides."""

    now: Share
    before: Share

    @property
    def weight(self) -> float:
        """What it tells of a difference (Mantel and Haenszel 1959); 0 where a side is empty."""
        n = self.now.n + self.before.n
        return self.now.n * self.before.n / n if n else 0.0


def change(pairs: Sequence[Pair]) -> Change:
    """Compare two shares within groups that are on both sides.

    The difference weighs groups by Mantel and Haenszel; its range joins Newcombe's of each group
    as Zou and Donner (2008) do; the chance is that of Cochran's test.

    Returns:
        The difference in percentage points, -100 to 100; that of `changes.share_change` where
        there is one group.
    """
    told = [pair for pair in pairs if pair.weight]
    if not told:
        return NO_CHANGE_KNOWN
    if len(told) == 1:
        return share_change(*told[0])
    return _joined(told)


def _joined(pairs: Sequence[Pair]) -> Change:
    whole = sum(pair.weight for pair in pairs)
    value, below, above = 0.0, 0.0, 0.0
    for pair in pairs:
        one, weight = share_change(*pair), pair.weight / whole
        middle = one.value or 0.0
        value += weight * middle
        below = hypot(below, weight * (middle - (one.low or 0.0)))
        above = hypot(above, weight * ((one.high or 0.0) - middle))
    found = Change(value, value - below, value + above, Verdict.COULD_BE_CHANCE, _cochran(pairs))
    if value > below:
        return replace(found, verdict=Verdict.UP)
    return replace(found, verdict=Verdict.DOWN) if -value > above else found


def _cochran(pairs: Sequence[Pair]) -> float:
    """Give how often chance alone makes such a difference (Cochran 1954), in two directions."""
    beyond = variance = 0.0
    for now, before in pairs:
        n, counting = now.n + before.n, now.favourable + before.favourable
        beyond += now.favourable - now.n * counting / n
        variance += now.n * before.n * counting * (n - counting) / (n * n * (n - 1))
    return chance.of_normal(beyond / sqrt(variance)) if variance else 1.0
