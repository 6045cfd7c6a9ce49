"""Who leads, who administers, and what stands beside the numbers: set by an admin in Slack."""

from bot.blocks import Message
from bot.listeners.reception import Caller
from bot.listeners.survey_words import Name, Simple
from bot.process import Process
from bot.roles import Roles
from kpi.errors import Refused
from kpi.store import workspaces


class Settings:
    """Changes a workspace's settings for an admin."""

    def __init__(self, process: Process, roles: Roles) -> None:
        self._process = process
        self._roles = roles

    async def name(self, caller: Caller, wish: Name) -> Message:
        """Replace the list of leads or admins; naming nobody tells who they are."""
        caller.require(admin=True)
        if not wish.user_ids and not wish.group_id:
            return _list(caller, wish.role)
        if wish.role == "admin" and wish.group_id:
            raise Refused("Admins are named one by one. Try  /survey admins @person @person")
        if wish.group_id and not await self._roles.group(wish.group_id):
            raise Refused("I cannot see anybody in that group.")
        await self._refuse_strangers(caller, wish.user_ids)
        await self._change(**_columns(wish))
        return Message(_told(caller, wish))

    async def switch(self, caller: Caller, wish: Simple) -> Message:
        """Switch on or off what may stand beside the numbers."""
        caller.require(admin=True)
        if wish in {Simple.BENCHMARKS_ON, Simple.BENCHMARKS_OFF}:
            return await self._show_benchmarks(caller, wish)
        return await self._show_agents(caller, wish)

    async def _show_agents(self, caller: Caller, wish: Simple) -> Message:
        shows = wish is Simple.AGENTS_ON
        await self._change(shows_agents=shows)
        if shows:
            return Message(
                caller.say("Leads can now see numbers by agent, from five answers upwards.")
            )
        return Message(caller.say("Numbers by agent are hidden from everybody."))

    async def _show_benchmarks(self, caller: Caller, wish: Simple) -> Message:
        shows = wish is Simple.BENCHMARKS_ON
        await self._change(shows_benchmarks=shows)
        if shows:
            return Message(
                caller.say(
                    "Published figures of others now stand below numbers of the same scale, with "
                    "their date and source. Others differ from you: first compare with yourselves."
                )
            )
        return Message(caller.say("Published figures of others are shown no more."))

    async def _refuse_strangers(self, caller: Caller, user_ids: tuple[str, ...]) -> None:
        for user_id in user_ids:
            facts = await self._roles.facts(user_id)
            if facts.get("team_id") != caller.workspace.id or facts.get("is_bot"):
                raise Refused("Only people of this workspace can be leads or admins.")

    async def _change(self, **columns: object) -> None:
        await self._process.database.writer.work(
            lambda connection: workspaces.change(connection, self._process.workspace_id, **columns)
        )


def _columns(wish: Name) -> dict[str, object]:
    if wish.role == "admin":
        return {"admin_ids": list(wish.user_ids)}
    return {"lead_ids": list(wish.user_ids), "lead_group_id": wish.group_id}


def _told(caller: Caller, wish: Name) -> str:
    who = _mentions(wish.user_ids, wish.group_id)
    if wish.role == "admin":
        return caller.say("Admins are now, beside Slack's own: {people}.", people=who)
    return caller.say("Leads are now: {people}.", people=who)


def _list(caller: Caller, role: str) -> Message:
    workspace = caller.workspace
    if role == "admin":
        who = _mentions(workspace.admin_ids, "")
        none = caller.say("Slack's own admins and owners are the admins here.")
        return Message(
            caller.say("Admins, beside Slack's own: {people}.", people=who) if who else none
        )
    who = _mentions(workspace.lead_ids, workspace.lead_group_id)
    none = caller.say("Nobody is a lead yet. Try  /survey leads @person @person")
    return Message(caller.say("Leads: {people}.", people=who) if who else none)


def _mentions(user_ids: list[str] | tuple[str, ...], group_id: str) -> str:
    group = [f"<!subteam^{group_id}>"] if group_id else []
    return ", ".join([*group, *(f"<@{user_id}>" for user_id in user_ids)])
