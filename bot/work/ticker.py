"""The heartbeat: one round of everything that is due, every few seconds and whenever asked.

What is due stands in the database, so any number of replicas may tick.
"""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import UTC

import structlog
from apscheduler.schedulers.asyncio import AsyncIOScheduler

from bot.process import Process
from bot.work import ticket_work
from bot.work.alerts import Alerts
from bot.work.arrears import Arrears
from bot.work.campaigns import Campaigns
from bot.work.case_reminders import CaseReminders
from bot.work.delivery import Deliveries
from bot.work.digests import Digests
from bot.work.halt import Halt
from bot.work.heeding import Heeding
from bot.work.intake import Intake
from bot.work.judging import Judging
from bot.work.lookups import Lookups
from bot.work.pace import Pace
from bot.work.reading import Readings
from bot.work.redrawing import Redrawing
from bot.work.steps import attempt
from kpi.store import owed

DRAIN_SECONDS = 20.0
"""How long a round may still run after we are told to stop; a post takes ten at most."""

log = structlog.get_logger()


class Ticker:
    """Runs rounds, one at a time."""

    def __init__(self, process: Process, pace: Pace | None = None) -> None:
        self._process = process
        self.halt = halt = Halt(process)
        pace = pace or Pace()
        self._deliveries = Deliveries(process, halt, pace)
        self._asides = ticket_work.asides(process)
        reading = Readings(process)
        self._steps: dict[str, Callable[[], Awaitable[None]]] = {
            "words": reading.begin,
            "intake": Intake(process).step,
            "redrawing": Redrawing(process).step,
            "reading": reading.step,
            "heeding": Heeding(process).step,
            "campaigns": Campaigns(process).step,
            **{name: aside.step for name, aside in self._asides.items()},
            "lookups": Lookups(process, halt).step,
            "digests": Digests(process).step,
            "case reminders": CaseReminders(process).step,
            "delivery": self._deliveries.step,
            "alerts": Alerts(process, halt, pace).step,
            "arrears": Arrears(process).step,
            "judging": Judging(process).step,
        }
        self._alone = asyncio.Lock()
        self._wanted = asyncio.Event()
        self._scheduler = AsyncIOScheduler(timezone=UTC)
        self._task: asyncio.Task[None] | None = None

    async def round(self) -> None:
        """Do everything that is due once; waits for a round that is running already."""
        async with self._alone:
            with self._process.metrics.tick_seconds.time():
                await self._do_all()

    def nudge(self) -> None:
        """Ask for a round soon; asked often before it begins, it is still one round."""
        self._wanted.set()

    def start(self, seconds: float) -> None:
        """Tick now, and every so many seconds, until `stop`."""
        self._task = asyncio.get_running_loop().create_task(self._run(), name="ticker")
        self._scheduler.add_job(self._tick, "interval", seconds=seconds, misfire_grace_time=None)
        self._scheduler.start()
        self.nudge()

    async def stop(self) -> None:
        """Begin no further round and let the running one finish, up to DRAIN_SECONDS."""
        if self._task is None:
            return
        self._scheduler.shutdown(wait=False)
        self._deliveries.stop()
        await self._drain()
        self._task.cancel()
        asides = (aside.stop() for aside in self._asides.values())
        await asyncio.gather(self._task, *asides, return_exceptions=True)

    async def _do_all(self) -> None:
        """Look once in an idle round, and again behind each step: it may owe the next ones work."""
        wanted: frozenset[str] | None = None
        for name, step in self._steps.items():
            if name not in owed.STEPS:
                await attempt(self._process, name, step())
                continue
            wanted = await self._owed() if wanted is None else wanted
            if name in wanted:
                await attempt(self._process, name, step())
                wanted = None

    async def _owed(self) -> frozenset[str]:
        """Tell which steps have anything to do; all of them when that cannot be found out."""
        found = await attempt(self._process, "looking", self._look())
        return owed.STEPS if found is None else found

    async def _look(self) -> frozenset[str]:
        async with self._process.database.reading() as connection:
            return await owed.steps(connection, self._process.clock.now())

    async def _tick(self) -> None:
        self.nudge()

    async def _run(self) -> None:
        while True:
            await self._wanted.wait()
            self._wanted.clear()
            await self.round()

    async def _drain(self) -> None:
        try:
            await asyncio.wait_for(self._alone.acquire(), DRAIN_SECONDS)
        except TimeoutError:
            log.warning("a round was cut off", seconds=DRAIN_SECONDS)
