"""Run the benchmarks and print their tables; `--quick` shows only that they still run."""

import argparse
import asyncio
from collections.abc import Awaitable, Callable

from bot.clock import Clock
from tests.benchmarks import campaigns, exports, periods, report, taps, webhooks, what_if
from tests.benchmarks.places import databases

Benchmark = Callable[[bool], Awaitable[None]]


async def measure_taps(quick: bool) -> None:  # noqa: FBT001 - one switch for all
    with databases() as urls:
        await taps.run(urls, amount=200 if quick else 2_000, rounds=1 if quick else 5)


async def measure_webhooks(quick: bool) -> None:  # noqa: FBT001
    with databases() as urls:
        await webhooks.run(urls, amount=200 if quick else 2_000, rounds=1 if quick else 5)


async def measure_periods(quick: bool) -> None:  # noqa: FBT001
    with databases() as urls:
        await periods.run(urls, answers=4_000 if quick else 1_000_000, rounds=3 if quick else 9)


async def measure_campaigns(quick: bool) -> None:  # noqa: FBT001
    with databases() as urls:
        await campaigns.run(urls, people=2_000 if quick else 100_000, rounds=1 if quick else 3)


async def measure_what_if(quick: bool) -> None:  # noqa: FBT001
    with databases() as urls:
        await what_if.run(urls, amount=1_000 if quick else 100_000, rounds=1)


async def measure_exports(quick: bool) -> None:  # noqa: FBT001
    with databases() as urls:
        await exports.run(urls, amount=1_000 if quick else 20_000, rounds=1 if quick else 3)


BENCHMARKS: dict[str, Benchmark] = {
    "taps": measure_taps,
    "webhooks": measure_webhooks,
    "periods": measure_periods,
    "campaigns": measure_campaigns,
    "what-if": measure_what_if,
    "exports": measure_exports,
}


async def run(names: list[str], *, quick: bool) -> None:
    """Run the named benchmarks, all when none is named."""
    report.heading(Clock().real())
    for name in names or BENCHMARKS:
        await BENCHMARKS[name](quick)


def main() -> None:
    """Read the command line."""
    parser = argparse.ArgumentParser(description=__doc__, prog="python -m tests.benchmarks")
    parser.add_argument("names", nargs="*", metavar="|".join(BENCHMARKS), help="all when left out")
    parser.add_argument("--quick", action="store_true", help="small and meaningless figures")
    arguments = parser.parse_args()
    asyncio.run(run(arguments.names, quick=arguments.quick))


if __name__ == "__main__":
    main()
