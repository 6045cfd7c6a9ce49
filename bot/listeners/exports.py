"""Files of rows for leads: made in the background, brought as a direct message."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

import structlog

from bot import slack_errors, uploads
from bot.blocks import Message, explanations
from bot.blocks import exports as blocks
from bot.exporting import paper, writing
from bot.exporting.lines import Style
from bot.exporting.paper import NotWritten
from bot.exporting.writing import TooLarge
from bot.listeners.reception import Caller
from bot.listeners.showing import Showing
from bot.process import Process
from bot.slack_errors import FAILURES
from bot.uploads import NotUploaded, Place
from bot.work import direct
from kpi.exported import Exported
from kpi.query import NotUnderstood, Query, View
from kpi.store import exports, filing, summaries
from kpi.store.database import AWAY
from kpi.summary import Summary

log = structlog.get_logger()

MOST_MEGABYTES = 50
MEGABYTE = 1_000_000
AT_ONCE = 2
"""Files that are made at the same time."""

_PIECE = 200
"""Rows after which those who wait for an answer go first."""
_PATIENCE = 0.2


class Exports:
    """Makes files of what numbers are made of, and brings them."""

    def __init__(self, process: Process, *, most_bytes: int = MOST_MEGABYTES * MEGABYTE) -> None:
        self._process = process
        self._most_bytes = most_bytes
        self._showing = Showing(process)
        self._making = asyncio.Semaphore(AT_ONCE)

    def begin(self, caller: Caller, query: Query) -> Message:
        """Begin to make the file for a lead, and say so. Raises Refused."""
        caller.require(lead=True)
        self._process.background.start(self._serve(caller, query), "export rows")
        return blocks.begun(caller.say, query)

    async def _serve(self, caller: Caller, query: Query) -> None:
        try:
            channel_id = await direct.channel_of(self._process, caller.user_id)
            async with self._making:
                told = await self._brought(caller, query, channel_id)
        except (*FAILURES, NotUploaded, *AWAY) as error:
            log.warning("export_failed", reason=_reason(error))
            told = blocks.failed(caller.say, query)
            channel_id = caller.user_id
        if told is not None:
            await self._showing.post(channel_id, told)

    async def _brought(self, caller: Caller, query: Query, channel_id: str) -> Message | None:
        """Bring the file; give what is to be said where there is none."""
        style = Style(zone=caller.workspace.time_zone, language=caller.language, has_bom=True)
        name = writing.name(blocks.plain(query), style)
        with TemporaryDirectory(prefix="kompas-") as folder:
            path = Path(folder) / name
            try:
                rows = await self._written(caller, query, style, path)
            except TooLarge:
                return blocks.too_large(caller.say, query, self._most_bytes // MEGABYTE)
            except NotWritten:
                return blocks.failed(caller.say, query)
            if not rows:
                return await self._nothing(caller, query)
            found = () if query.is_of_some else await self._found(caller, query)
            comment = blocks.done(caller.say, query, rows, found)
            place = Place(channel_id, comment)
            await uploads.give(self._process.slack, path, name=name, title=name, place=place)
        return None

    async def _nothing(self, caller: Caller, query: Query) -> Message:
        """Say that there are no rows, or which name in the question nobody knows."""
        try:
            async with self._process.database.reading() as connection:
                await filing.require_known(connection, caller.workspace, query)
        except NotUnderstood as error:
            return explanations.refusal(error, language=caller.language)
        return blocks.nothing(caller.say, query)

    async def _written(self, caller: Caller, query: Query, style: Style, path: Path) -> int:
        now = self._process.clock.now()
        async with self._process.database.reading() as connection:
            scope = await exports.scope(connection, caller.workspace, query, now)
            with paper.whole(path) as put:
                rows = self._unhurried(exports.rows(connection, scope))
                return await writing.write(rows, style, put, most=self._most_bytes)

    async def _found(self, caller: Caller, query: Query) -> Sequence[Summary]:
        """Give the numbers that the rows make up."""
        plain, now = replace(query, view=View.SUMMARY, by=None), self._process.clock.now()
        async with self._process.database.reading() as connection:
            return await summaries.answer(connection, caller.workspace, plain, now)

    async def _unhurried(self, rows: AsyncIterator[Exported]) -> AsyncIterator[Exported]:
        """Let everybody who waits for an answer go first."""
        count = 0
        async for row in rows:
            yield row
            count += 1
            if count % _PIECE == 0:
                await self._process.rush.over(_PATIENCE)


def _reason(error: Exception) -> str:
    if isinstance(error, FAILURES):
        return slack_errors.judge(error).reason
    return str(error) if isinstance(error, NotUploaded) else type(error).__name__
