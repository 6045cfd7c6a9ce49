"""Run the benchmarks and print their tables; `--quick` shows only that they still run."""

import argparse
import asyncio
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass

from bot import logs
from bot.clock import Clock
from tests.benchmarks import (
    asked,
    campaigns,
    commands,
    digests,
    exports,
    insights,
    own_words,
    periods,
    report,
    service,
    starts,
    taps,
    themes,
    webhooks,
    what_if,
)
from tests.benchmarks.places import databases

Benchmark = Callable[[Mapping[str, str], int, int], Awaitable[None]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Sized:
    """A benchmark with how much it takes, of whatever it is about."""

    run: Benchmark
    usual: int
    quick: int
    rounds: int = 5


BENCHMARKS = {
    "taps": Sized(run=taps.run, usual=2_000, quick=200),
    "webhooks": Sized(run=webhooks.run, usual=2_000, quick=200),
    "periods": Sized(run=periods.run, usual=1_000_000, quick=20_000, rounds=4),
    "asked": Sized(run=asked.run, usual=100_000, quick=10_000),
    "insights": Sized(run=insights.run, usual=100_000, quick=10_000),
    "service": Sized(run=service.run, usual=100_000, quick=10_000),
    "own-words": Sized(run=own_words.run, usual=100_000, quick=10_000),
    "commands": Sized(run=commands.run, usual=100_000, quick=2_000),
    "starts": Sized(run=starts.run, usual=20_000, quick=1_000, rounds=3),
    "digests": Sized(run=digests.run, usual=100_000, quick=5_000),
    "campaigns": Sized(run=campaigns.run, usual=100_000, quick=2_000, rounds=3),
    "what-if": Sized(run=what_if.run, usual=100_000, quick=1_000, rounds=1),
    "themes": Sized(run=themes.run, usual=1_000_000, quick=10_000, rounds=3),
    "exports": Sized(run=exports.run, usual=20_000, quick=1_000, rounds=3),
}


async def run(names: list[str], *, quick: bool, times: float) -> None:
    """Run the named benchmarks, all when none is named."""
    logs.configure("ERROR", "console")
    report.heading(Clock().real())
    for name in names or BENCHMARKS:
        one = BENCHMARKS[name]
        amount, rounds = (one.quick, 1) if quick else (int(one.usual * times), one.rounds)
        with databases() as urls:
            await one.run(urls, amount, rounds)


def main() -> None:
    """Read the command line."""
    parser = argparse.ArgumentParser(description=__doc__, prog="python -m tests.benchmarks")
    parser.add_argument("names", nargs="*", metavar="|".join(BENCHMARKS), help="all when left out")
    parser.add_argument("--quick", action="store_true", help="small and meaningless figures")
    parser.add_argument("--times", type=float, default=1, help="so many times as much as usual")
    arguments = parser.parse_args()
    asyncio.run(run(arguments.names, quick=arguments.quick, times=arguments.times))


if __name__ == "__main__":
    main()
