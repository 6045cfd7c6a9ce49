"""Agents as people mention them in Slack and as tickets name them: by address, by name, by id."""

import re
from dataclasses import replace

from bot.process import Process
from bot.roles import Roles, names_of
from kpi.query import Query
from kpi.store import contacts, filing
from kpi.store.tables import Workspace

_USER_ID = re.compile(r"[UW][A-Z0-9]{6,}")


class Agents:
    """Knows which agent of the ticket system a person in Slack is."""

    def __init__(self, process: Process, roles: Roles) -> None:
        self._process = process
        self._roles = roles

    async def meant(self, workspace: Workspace, query: Query) -> Query:
        """Put the agent's name on tickets where the question has a mention.

        Somebody on no ticket goes by address or name, never by id.

        Raises:
            SlackAway: Slack could not be asked who that is.
        """
        user_id = query.filters.get("agent", "")
        if not _USER_ID.fullmatch(user_id):
            return query
        names = [*names_of(await self._roles.facts(user_id)), *await self._addresses(user_id)]
        async with self._process.database.reading() as connection:
            filed = await filing.first_filed(connection, workspace, "agent", [*names, user_id])
        agent = filed or next(iter(names), user_id)
        return replace(query, filters={**query.filters, "agent": agent})

    async def _addresses(self, user_id: str) -> list[str]:
        """Give the addresses by which tickets led to this person before."""
        workspace_id = self._process.workspace_id
        async with self._process.database.reading() as connection:
            contact = await contacts.by_slack(connection, workspace_id, "", user_id)
            if contact is None:
                return []
            return await contacts.addresses_of(connection, workspace_id, contact.id)
