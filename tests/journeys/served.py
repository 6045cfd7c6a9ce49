"""`kompas serve` as an operator runs it: a process that can be told to stop, or killed."""

import asyncio
import json
import os
import signal
import sys
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import aiohttp
from pydantic import SecretStr
from sqlalchemy.ext.asyncio import AsyncConnection

from bot import manifest
from bot.clock import Clock
from bot.config import Settings
from bot.sandbox.sandbox import Sandbox
from bot.secrets import SecretBox
from bot.sources import standard
from kpi.store import hooks, surveys, workspaces
from kpi.store.database import Database
from tests import forked
from tests.forked import Forked
from tests.journeys.desk import KEY
from tests.journeys.tickets import TicketSystem
from tests.ports import free_port

SECONDS_TO_START = 60.0
SECONDS_TO_END = 15.0
PATIENCE = 10.0
"""Longer than Slack's: what is told apart here is an answer and none, not a slow one."""


@dataclass(slots=True)
class Served:
    """A Slack, a ticket system and the process between them."""

    slack: Sandbox
    database: Database
    tickets: TicketSystem
    environment: Mapping[str, str]
    folder: Path
    port: int
    process: Forked | None = None

    async def python(
        self, *arguments: str, python_path: tuple[str, ...] = ()
    ) -> asyncio.subprocess.Process:
        """Start `python -m bot`, which looks for modules first where `python_path` says."""
        path = [*python_path, str(Path(__file__).parents[2])]
        return await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", "bot", *arguments),
            cwd=self.folder,
            env={**self.environment, "PYTHONPATH": os.pathsep.join(path)},
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.PIPE,
        )

    async def start(self) -> None:
        """Serve, and wait until Slack has been reached."""
        output = self.folder / "printed.txt"
        self.process = forked.kompas(
            "serve", folder=self.folder, environment=self.environment, output=output
        )
        await self.ready(self.process)

    async def ready(self, process: Forked | asyncio.subprocess.Process) -> None:
        """Wait until a process that serves has reached Slack."""
        async with asyncio.timeout(SECONDS_TO_START):
            while not await self._is_ready():
                assert process.returncode is None, self._last_words()
                await asyncio.sleep(0.05)

    async def end(self, how: signal.Signals = signal.SIGTERM) -> int:
        """Signal the process; give its exit code once it has ended."""
        process = self.process
        assert process is not None
        if process.returncode is None:
            process.send_signal(how)
        code = await process.wait(SECONDS_TO_END)
        self.process = None
        return code

    async def _is_ready(self) -> bool:
        try:
            async with self.tickets.session.get(f"http://127.0.0.1:{self.port}/readyz") as answer:
                said = await answer.json()
        except aiohttp.ClientConnectionError:
            return False
        return "connected" in json.dumps(said)

    def _last_words(self) -> str:
        return self.process.printed() if self.process else "it ended"


@asynccontextmanager
async def prepared(database_url: str, folder: Path) -> AsyncIterator[Served]:
    """Prepare a Slack in real time, and everything a process needs that is not started yet."""
    clock, port = Clock(), free_port()
    slack = Sandbox.populated(manifest.SCOPES, clock.now, patience=PATIENCE)
    database = Database.open(database_url)
    async with slack.serving(), aiohttp.ClientSession() as session:
        slack.connect_http(f"http://127.0.0.1:{port}/slack/events")
        tickets = TicketSystem(session, clock, "", "")
        environment = _environment(slack, database_url, port)
        served = Served(slack, database, tickets, environment, folder, port)
        try:
            yield served
        finally:
            if served.process is not None:
                await served.end(signal.SIGKILL)
            await database.close()


async def connect_tickets(served: Served) -> None:
    """Make a hook and have questions go out at once, as the command line does, but sooner."""
    now, team = served.tickets.clock.now(), served.slack.identity.team_id
    secret = standard.new_secret()
    sealed = SecretBox.of(Settings(encryption_keys=SecretStr(KEY))).seal(secret.encode())

    async def write(connection: AsyncConnection) -> None:
        await workspaces.ensure(connection, team, name="Home", now=now)
        await hooks.create(
            connection, team, id="desk", source=standard.SOURCE, secret=sealed, now=now
        )
        survey = await surveys.named(connection, team, "csat")
        # Whoever runs the tests at night wants questions too.
        await surveys.change(connection, survey, {"delay": "0s", "quiet": "off"}, now=now)

    await served.database.writer.work(write)
    served.tickets.url = f"http://127.0.0.1:{served.port}/hooks/{standard.SOURCE}/desk"
    served.tickets.secret = secret


def _environment(slack: Sandbox, database_url: str, port: int) -> dict[str, Any]:
    kept = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}  # noqa: TID251 - what any process needs
    return kept | {
        "SLACK_BOT_TOKEN": slack.identity.bot_token,
        "SLACK_SIGNING_SECRET": slack.identity.signing_secret,
        "SLACK_API_URL": slack.api_url,
        "DATABASE_URL": database_url,
        "KOMPAS_PORT": str(port),
        "KOMPAS_PUBLIC_URL": f"http://127.0.0.1:{port}",
        "KOMPAS_ENCRYPTION_KEYS": KEY,
        "KOMPAS_TICK_SECONDS": "0.5",
        "KOMPAS_LOG_FORMAT": "json",
    }
