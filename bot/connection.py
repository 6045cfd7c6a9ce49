"""Everything that begins once Slack has told us who we are, and ends before the database does."""

import asyncio

import structlog
from slack_sdk.web.async_client import AsyncWebClient

from bot import bolt, identity
from bot.charts import rendering
from bot.dispatch import Dispatch
from bot.excuses import Excuses
from bot.identity import Identity
from bot.pieces import Pieces
from bot.process import Process
from bot.socket_mode import SocketMode
from bot.work.ticker import Ticker
from kpi.errors import NotFound, Refused
from kpi.store import workspaces

BEFORE_SLACK = "local"
"""The workspace that hooks and imports belong to until Slack is connected."""

log = structlog.get_logger()


class Connection:
    """The Slack side of one process."""

    def __init__(self, pieces: Pieces, slack: AsyncWebClient) -> None:
        self._pieces = pieces
        self._slack = slack
        self._socket: SocketMode | None = None
        self.ticker: Ticker | None = None
        """What works by itself; None until Slack has been reached."""
        self.put_off = asyncio.Event()
        """Set once Slack could not be reached, so that it takes a while."""

    @property
    def state(self) -> str:
        """How it stands, in words for whoever asks whether we are ready."""
        if self.ticker is None:
            return "not reached yet"
        if reason := self.ticker.halt.reason:
            return f"refuses our token ({reason}), so nothing is sent; answers are still taken in"
        return "connected"

    async def open(self) -> None:
        """Ask Slack who we are for as long as it takes, then let requests in and work begin.

        Raises:
            WrongToken: Slack refuses one of our tokens.
        """
        who = await identity.ask(self._slack, unreached=self.put_off.set)
        await self._settle_in(who)
        process = self._process(who)
        dispatch = self._dispatch(process, who)
        self._pieces.gate.open(dispatch)
        await self._listen(dispatch)
        self.ticker = Ticker(process, self._pieces.pace)
        self._pieces.nudge.reach(self.ticker.nudge)
        self.ticker.start(self._pieces.settings.tick_seconds)
        log.info("connected to Slack", workspace=who.team_id, bot_user=who.user_id)

    async def stop_listening(self) -> None:
        """Take in nothing more over Socket Mode, and finish what came in."""
        if self._socket is not None:
            await self._socket.close()

    async def stop_working(self) -> None:
        """Let the running round finish, and begin no other."""
        if self.ticker is not None:
            await self.ticker.stop()

    def _process(self, who: Identity) -> Process:
        return Process(
            settings=self._pieces.settings,
            box=self._pieces.doors.box,
            database=self._pieces.database,
            clock=self._pieces.clock,
            slack=self._slack,
            workspace_id=who.team_id,
            bot_user_id=who.user_id,
            background=self._pieces.background,
            nudge=self._pieces.nudge,
            rush=self._pieces.rush,
            metrics=self._pieces.metrics,
            tickets=self._pieces.tickets,
            pngs=rendering.pngs,
        )

    def _dispatch(self, process: Process, who: Identity) -> Dispatch:
        excuses = Excuses(process)
        return Dispatch(
            bolt.application(process, who, excuses),
            excuses,
            background=self._pieces.background,
            rush=self._pieces.rush,
        )

    async def _listen(self, dispatch: Dispatch) -> None:
        settings = self._pieces.settings
        if settings.uses_socket_mode and settings.slack_app_token is not None:
            token = settings.slack_app_token.get_secret_value()
            self._socket = SocketMode(self._slack, token, dispatch)
            await self._socket.open(unreached=self.put_off.set)

    async def _settle_in(self, who: Identity) -> None:
        """Find or make our workspace; what was made before Slack was connected becomes its."""
        now = self._pieces.clock.now()
        async with self._pieces.database.reading() as connection:
            known = {workspace.id for workspace in await workspaces.every(connection)}
        if BEFORE_SLACK in known and who.team_id not in known:
            await self._adopt(who)
        await self._pieces.database.writer.work(
            lambda connection: workspaces.ensure(
                connection, who.team_id, name=who.team_name, now=now
            )
        )

    async def _adopt(self, who: Identity) -> None:
        async with self._pieces.doors.changing():
            try:
                await self._pieces.database.writer.work(
                    lambda connection: workspaces.adopt(
                        connection, BEFORE_SLACK, who.team_id, name=who.team_name
                    )
                )
            except (NotFound, Refused):
                log.info("another replica was first to connect", workspace=who.team_id)
