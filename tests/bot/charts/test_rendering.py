import asyncio
import gc
import subprocess
import sys

import pytest

from bot.blocks import charts
from bot.charts import looks, rendering
from bot.charts.rendering import NotDrawn
from bot.wording import voice
from tests.bot.blocks.summaries import summary

STARTED = """
import sys, bot.__main__, bot.app
from bot.charts import rendering
print("vl_convert" in sys.modules, rendering.is_installed())
sys.modules["vl_convert"] = None
print(rendering.is_installed())
"""


def spec() -> looks.Spec:
    chart = charts.trend(voice("nl"), summary())
    assert chart is not None
    return looks.of(chart.picture)


async def test_what_cannot_be_drawn_says_so() -> None:
    with pytest.raises(NotDrawn, match="exit 1"):
        await rendering.pngs([spec(), {"mark": {"type": "nothing"}}])


async def test_a_drawing_that_takes_too_long_leaves_no_process_behind() -> None:
    with pytest.raises(TimeoutError):
        async with asyncio.timeout(0.1):
            await rendering.pngs([spec()])
    # A process that is still there is warned of when nobody holds it any more.
    gc.collect()


def test_nothing_loads_the_engine_at_the_start_and_whether_it_is_there_is_known() -> None:
    python = [sys.executable, "-c", STARTED]
    done = subprocess.run(python, capture_output=True, text=True, check=True)  # noqa: S603 - our own words
    assert done.stdout.split() == ["False", "True", "False"]
