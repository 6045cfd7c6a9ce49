"""What belongs in somebody's Home tab: who they are decides what they see."""

from collections.abc import Sequence
from uuid import UUID

from bot.blocks.first_hour import Progress
from bot.blocks.home import Page
from bot.blocks.own_answers import MOST
from bot.blocks.pickers import Choice
from bot.blocks.survey_list import Card
from bot.listeners import survey_cards
from bot.listeners.case_lists import CaseLists
from bot.listeners.dashboards import Dashboards
from bot.listeners.doors import Doors
from bot.listeners.reception import Caller
from bot.process import Process
from bot.roles import Role
from kpi.store import beginnings, contacts, own_answers


class HomePage:
    """Reads from the database what stands in a tab."""

    def __init__(self, process: Process) -> None:
        self._process = process
        self._dashboards = Dashboards(process)
        self._cases = CaseLists(process)

    async def of(
        self, caller: Caller, choice: Choice, *, choosing: UUID | None, notice: str
    ) -> Page:
        """Read what somebody may see: their answers, the numbers of leads, an admin's checks.

        Args:
            caller: whose tab it is.
            choice: what they look at, where they may.
            choosing: the invitation whose answer they are changing.
            notice: what became of a tap that could not be counted, escaped.
        """
        home = caller.workspace.id
        async with self._process.database.reading() as connection:
            contact = await contacts.by_slack(connection, home, caller.team_id, caller.user_id)
            team_id = contact.team_id if contact else caller.team_id
            answers = await own_answers.latest(connection, home, team_id, caller.user_id, MOST)
        return Page(
            answers=answers,
            wants_none=contact is not None and contact.opted_out_at is not None,
            zone=caller.workspace.time_zone,
            is_colleague=caller.role is not Role.OUTSIDER,
            numbers=await self._dashboards.of(caller, choice) if caller.role.leads else None,
            cases=await self._cases.waiting(caller) if caller.role.leads else None,
            progress=await self._progress(caller) if caller.role is Role.ADMIN else None,
            cards=await self._cards(caller),
            choosing=choosing,
            notice=notice,
        )

    async def _cards(self, caller: Caller) -> Sequence[Card]:
        return await survey_cards.read(self._process, caller) if caller.role is Role.ADMIN else ()

    async def _progress(self, caller: Caller) -> Progress:
        workspace = caller.workspace
        async with self._process.database.reading() as connection:
            begun = await beginnings.of_workspace(connection, workspace.id)
        return Progress(
            begun=begun,
            has_leads=bool(workspace.lead_ids or workspace.lead_group_id),
            zone=workspace.time_zone,
            misread=await Doors(self._process).misread(caller),
        )
