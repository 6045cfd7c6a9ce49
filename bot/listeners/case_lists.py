"""`/kpi cases`: the cases as they stand, and who may be contacted, read for leads."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

import structlog

from bot import slack_errors, uploads
from bot.blocks import Message, case_list, open_cases
from bot.blocks.alert import Moment
from bot.blocks.case_list import Counted
from bot.blocks.open_cases import OpenCases
from bot.exporting import lines
from bot.listeners.reception import Caller
from bot.listeners.showing import Showing
from bot.process import Process
from bot.query.orders import ListCases
from bot.slack_errors import FAILURES
from bot.uploads import NotUploaded, Place
from bot.work import direct
from kpi import periods
from kpi.store import case_counts, case_facts

RECENT = timedelta(days=91)

log = structlog.get_logger()


class CaseLists:
    """Lists cases."""

    def __init__(self, process: Process) -> None:
        self._process = process
        self._showing = Showing(process)

    async def show(self, caller: Caller, order: ListCases) -> Message:
        """Give what was asked for. Raises Refused for who leads nobody."""
        caller.require(lead=True)
        match order.which:
            case case_list.FINISHED:
                return await self._finished(caller)
            case case_list.INTERVIEWS:
                people = await self._people(caller)
                return case_list.interviews(caller.say, people, caller.workspace.time_zone)
            case case_list.FILE:
                self._process.background.start(self._bring(caller), "bring a file of people")
                return Message(caller.say("The file comes in a direct message."))
            case _:
                return await self.going(caller)

    async def going(self, caller: Caller, notice: str = "", *, in_form: bool = False) -> Message:
        """List the cases that are not done.

        Args:
            caller: who reads it.
            notice: what became of their last wish, escaped.
            in_form: whether it stands in a form, from which no question leads on.

        Raises:
            Refused: they lead nobody.
        """
        caller.require(lead=True)
        async with self._process.database.reading() as connection:
            found = await case_facts.going(connection, caller.workspace, case_list.MOST)
        counted, at = await self._counted(caller), self._at(caller)
        links = [] if in_form else case_list.going_links(caller.say)
        return case_list.listing(caller.say, found, counted, at, notice=notice, links=links)

    async def waiting(self, caller: Caller) -> OpenCases:
        """Read what a lead's Home tab tells of cases."""
        begun = self._process.clock.now() - timedelta(days=7)
        async with self._process.database.reading() as connection:
            return OpenCases(
                by_state=await case_counts.counts(connection, caller.workspace.id),
                done=await case_counts.ended(connection, caller.workspace.id, begun),
                since=periods.local_day(begun, caller.workspace.time_zone),
                oldest=await case_facts.going(connection, caller.workspace, open_cases.MOST),
                at=self._at(caller),
            )

    async def _finished(self, caller: Caller) -> Message:
        async with self._process.database.reading() as connection:
            found = await case_facts.finished(connection, caller.workspace, case_list.MOST)
        return case_list.finished(caller.say, found, await self._counted(caller), self._at(caller))

    async def _counted(self, caller: Caller) -> Counted:
        since = self._process.clock.now() - RECENT
        async with self._process.database.reading() as connection:
            return Counted(
                by_state=await case_counts.counts(connection, caller.workspace.id),
                waits=await case_counts.until_contact(connection, caller.workspace.id, since),
            )

    async def _people(self, caller: Caller) -> Sequence[Any]:
        today = periods.today(self._process.clock.now(), caller.workspace.time_zone)
        async with self._process.database.reading() as connection:
            return await case_facts.interviews(
                connection, caller.workspace, today - RECENT, today + timedelta(days=1)
            )

    async def _bring(self, caller: Caller) -> None:
        """Bring the people as a file that no spreadsheet takes for formulas."""
        head = [caller.say(column) for column in case_list.INTERVIEW_COLUMNS]
        zone = caller.workspace.time_zone
        rows = [_cells(one, zone) for one in await self._people(caller)]
        content = lines.BOM + "".join(map(lines.csv_line, [head, *rows]))
        name = "kompas-interviews.csv"
        try:
            place = Place(await direct.channel_of(self._process, caller.user_id), "")
            await uploads.give(
                self._process.slack, content.encode(), name=name, title=name, place=place
            )
        except (*FAILURES, NotUploaded) as error:
            reason = slack_errors.judge(error).reason if isinstance(error, FAILURES) else str(error)
            log.warning("interviews not brought", reason=reason)
            text = caller.say("The file could not be brought. Please try again in a minute.")
            await self._showing.post(caller.user_id, Message(text))

    def _at(self, caller: Caller) -> Moment:
        return Moment(now=self._process.clock.now(), zone=caller.workspace.time_zone)


def _cells(one: Any, zone: str) -> list[Any]:
    return [
        one.name,
        one.account,
        one.team,
        one.score,
        periods.local_day(one.answered_at, zone).isoformat(),
        one.subject,
        one.url,
        one.comment,
    ]
