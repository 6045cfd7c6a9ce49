"""Calls timed in turns, so that whatever else the machine does meets them all alike."""

import statistics
import time
from collections.abc import Awaitable, Callable, Mapping

from tests.benchmarks import report

Call = Callable[[], Awaitable[object]]


async def milliseconds(calls: Mapping[str, Call], rounds: int) -> dict[str, list[float]]:
    """Return how long each call took in each round, after one round that does not count."""
    measured: dict[str, list[float]] = {call: [] for call in calls}
    for _ in range(rounds + 1):
        for call, function in calls.items():
            began = time.perf_counter()
            await function()
            measured[call].append((time.perf_counter() - began) * 1000)
    return {call: times[1:] for call, times in measured.items()}


async def rows(
    name: str, calls: Mapping[str, Call], rounds: int, *, decimals: int = 2
) -> list[tuple[str, str, str]]:
    """Return a row of the table for each call: its milliseconds, and their ratio to the first's."""
    measured = await milliseconds(calls, rounds)
    first = next(iter(measured.values()))
    return [
        (
            f"{name}: {call}",
            f"{statistics.median(times):,.{decimals}f}",
            report.ratio(times, first),
        )
        for call, times in measured.items()
    ]
