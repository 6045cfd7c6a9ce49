"""Who comes with a command or a form, in which language, and what an error sounds like to them."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from bot import wording
from bot.blocks import Message, View, explanations, told
from bot.listeners.agents import Agents
from bot.process import Process
from bot.roles import Role, Roles, names_of
from bot.wording import Voice
from kpi.errors import KpiError, Refused, WrongSetting
from kpi.store import workspaces
from kpi.store.tables import Workspace


@dataclass(frozen=True, slots=True, kw_only=True)
class Caller:
    """Somebody who is being served."""

    user_id: str
    team_id: str
    role: Role
    language: str
    workspace: Workspace
    address: str = ""
    """What tickets call them: their mail address, or else their name."""

    @property
    def say(self) -> Voice:
        """The voice in which they are spoken to."""
        return wording.voice(self.language)

    def require(self, *, admin: bool = False, lead: bool = False) -> None:
        """Raise Refused unless this is a colleague, or one with that role."""
        if self.role is Role.OUTSIDER:
            raise Refused("Sorry, this is only for members of the workspace that runs Kompas.")
        if admin and self.role is not Role.ADMIN:
            raise Refused("Only an admin of this workspace can do that.")
        if lead and not self.role.leads:
            raise Refused("Only leads and admins can do that.")


Serve = Callable[[Caller], Awaitable[Message]]


class Reception:
    """Receives everybody who comes with a wish, and sees that they leave with an answer."""

    def __init__(self, process: Process, roles: Roles) -> None:
        self._process = process
        self._roles = roles
        self.agents = Agents(process, roles)

    async def caller(self, user_id: str) -> Caller:
        """Say who this is. Raises SlackAway when Slack cannot be asked."""
        workspace = await self.workspace()
        visitor = await self._roles.visitor(user_id, workspace)
        return Caller(
            user_id=user_id,
            team_id=visitor.facts.get("team_id") or "",
            role=visitor.role,
            language=visitor.language,
            workspace=workspace,
            address=next(names_of(visitor.facts), ""),
        )

    async def require_colleague(self, user_id: str) -> None:
        """Let pass who something can be given to.

        Raises:
            WrongSetting: nobody was chosen.
            Refused: they are a guest, a bot, or gone.
        """
        if not user_id:
            raise WrongSetting("Choose a colleague.")
        if (await self.caller(user_id)).role is Role.OUTSIDER:
            raise Refused("Choose a colleague: guests and bots follow nothing up.")

    async def workspace(self) -> Workspace:
        """Give the workspace with its lists and settings as they stand now."""
        async with self._process.database.reading() as connection:
            return await workspaces.find(connection, self._process.workspace_id)

    async def serve(self, user_id: str, wish: Serve) -> Message:
        """Fulfil a wish; what was refused or not understood becomes the answer."""
        _, answer = await self._served(user_id, wish)
        return answer

    async def form(self, user_id: str, wish: Serve) -> View | None:
        """Fulfil a wish as `serve` does; give a form with the answer, or None where it is empty."""
        say, answer = await self._served(user_id, wish)
        return told.form(say, "Kompas", answer.text) if answer.text else None

    async def _served(self, user_id: str, wish: Serve) -> tuple[Voice, Message]:
        say = wording.voice("")
        try:
            caller = await self.caller(user_id)
            say = caller.say
            return say, await wish(caller)
        except KpiError as error:
            return say, explanations.refusal(error, language=say.language)
