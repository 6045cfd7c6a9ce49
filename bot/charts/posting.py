"""Posts a message with charts in the best way Slack takes: its own charts, our pictures, words.

Slack brings its charts to workspaces in phases and refuses a whole message that has one too early.
Only such a refusal, by which nothing was posted, leads to the next way; every other outcome is
final here.
"""

import asyncio
from collections.abc import AsyncGenerator, Awaitable, Callable, Sequence
from contextlib import aclosing
from typing import TypeVar

import structlog

from bot import slack_errors
from bot.blocks import Message, charts, kit
from bot.blocks.message import Block, Chart
from bot.charts import looks, rendering, uploading
from bot.charts.rendering import NotDrawn
from bot.process import Process
from bot.slack_errors import FAILURES
from bot.uploads import NotUploaded

log = structlog.get_logger()

REFUSED = "invalid_blocks"
"""Slack's word for a message with a block it does not take; which one it does not always say."""

REMEMBERED = 3600.0
"""Seconds for which we do not offer charts again after a refusal."""

PAUSES = (0.5, 1.0, 2.0)
"""Seconds before each try to show a file: Slack takes a moment, and `files.info` needs a scope."""

AT_ONCE = 2
"""Messages whose pictures are drawn at the same time."""

Result = TypeVar("Result")


class Charts:
    """Posts what has charts; remembers for a while that Slack draws none."""

    def __init__(self, process: Process) -> None:
        self._process = process
        self._drawing = asyncio.Semaphore(AT_ONCE)
        self._refused_until = 0.0

    async def posted(
        self,
        message: Message,
        post: Callable[[Message], Awaitable[Result]],
        *,
        was_refused: Callable[[Result], bool],
        patience: Callable[[], float],
    ) -> Result:
        """Post a message, once; give what the last try to post gave.

        Args:
            message: with or without charts.
            post: tries to post what it is given.
            was_refused: whether Slack certainly did not post it because of its blocks.
            patience: how many seconds may be spent on pictures, asked when they are needed.
        """
        async with aclosing(self._ways(message, patience)) as ways:
            result = await post(await anext(ways))
            while was_refused(result) and (way := await anext(ways, None)):
                result = await post(way)
        return result

    async def _ways(
        self, message: Message, patience: Callable[[], float]
    ) -> AsyncGenerator[Message, None]:
        """Give the ways to post a message, each asked for only when the one before was refused."""
        if not message.charts or not self._remembers():
            yield message
        if not message.charts:
            return
        self._remember()
        if pictured := await self._pictured(message, patience()):
            for pause in PAUSES:
                await asyncio.sleep(pause)
                yield pictured
        log.warning("chart left out", charts=len(message.charts))
        yield charts.words(message)
        # It was not the chart that Slack did not like.
        self._refused_until = 0.0

    async def _pictured(self, message: Message, seconds: float) -> Message | None:
        """Give the message with pictures; None when there can be none now."""
        if not rendering.is_installed():
            log.info("no picture", reason="the extra charts is not installed")
            return None
        try:
            async with asyncio.timeout(seconds):
                return charts.pictured(message, await self._pictures(message.charts))
        except TimeoutError:
            reason = slack_errors.TIMEOUT
        except (NotDrawn, NotUploaded) as error:
            reason = str(error)
        except FAILURES as error:
            reason = slack_errors.judge(error).reason
        log.warning("no picture", reason=reason)
        return None

    async def _pictures(self, shown: Sequence[Chart]) -> list[Block]:
        async with self._drawing:
            pngs = await self._process.pngs([looks.of(chart.picture) for chart in shown])
        slack = self._process.slack
        return [
            kit.picture(await uploading.upload(slack, png, title=chart.picture.title), chart.alt)
            for chart, png in zip(shown, pngs, strict=True)
        ]

    def _remembers(self) -> bool:
        return asyncio.get_running_loop().time() < self._refused_until

    def _remember(self) -> None:
        log.info("Slack does not draw charts here", seconds=REMEMBERED)
        self._refused_until = asyncio.get_running_loop().time() + REMEMBERED
