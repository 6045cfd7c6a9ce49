import asyncio
import os
import signal

import pytest

from bot.cli.demo import stopping
from tests.each import each


@each("name", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_who_is_told_to_stop_clears_away_first(name: signal.Signals) -> None:
    done = []

    async def work() -> None:
        try:
            os.kill(os.getpid(), name)
            await asyncio.sleep(60)
        finally:
            done.append("cleared away")

    asyncio.run(stopping.until_told(work()))
    assert done == ["cleared away"]


def test_a_failure_is_told() -> None:
    async def work() -> None:
        raise LookupError("gone")

    with pytest.raises(LookupError, match="gone"):
        asyncio.run(stopping.until_told(work()))
