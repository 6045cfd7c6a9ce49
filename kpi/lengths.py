"""What lengths of time say together: mean, median and ninetieth percentile, each with its range."""

from collections.abc import Iterator
from fractions import Fraction

from kpi import order_statistics
from kpi.histograms import Histogram
from kpi.intervals import LEVEL, Interval, of_mean
from kpi.order_statistics import MEDIAN, P90

__all__ = ["MEDIAN", "P90", "mean", "mean_interval", "quantile", "quantile_interval"]


def mean(lengths: Histogram) -> float | None:
    """Give the exact mean in seconds; None where there is nothing."""
    return lengths.seconds / lengths.n if lengths.n else None


def mean_interval(lengths: Histogram) -> Interval | None:
    """Give the t interval of the mean, in seconds, never under 0; None for under two lengths.

    Within a bucket all lengths count as the same, which leaves out less than a ten-thousandth
    of how far they lie apart.
    """
    found = mean(lengths)
    if found is None or lengths.n == 1:
        return None
    apart = sum(n * (length - found) ** 2 for length, n in _means(lengths))
    known = of_mean(lengths.n, found, apart / (lengths.n - 1))
    return known and Interval(max(0.0, known.low), known.high, known.level, known.method)


def quantile(lengths: Histogram, share: Fraction) -> float | None:
    """Give the length that this share stays below, in seconds, within 1 %; None for nothing.

    Args:
        lengths: at least one for an answer.
        share: such as `MEDIAN` or `P90`; between two lengths it is interpolated (type 7).
    """
    if lengths.n == 0:
        return None
    before, after, way = order_statistics.place(lengths.n, share)
    low, high = lengths.at_ranks(before, after)
    return low + float(way) * (high - low)


def quantile_interval(lengths: Histogram, share: Fraction) -> Interval | None:
    """Give the exact range of a quantile, in seconds within 1 %.

    Returns:
        None for too few lengths: under six for the median, under 36 for `P90`.
    """
    places = order_statistics.ranks(lengths.n, share)
    if places is None:
        return None
    low, high = lengths.at_ranks(*places)
    return Interval(low, high, LEVEL, "order_statistics")


def _means(lengths: Histogram) -> Iterator[tuple[float, int]]:
    return ((seconds / n, n) for n, seconds in zip(lengths.ns, lengths.sums, strict=True) if n)
