"""Running the application as a process: until it is told to stop, or cannot go on."""

import asyncio
import signal
import sys
from collections.abc import Callable

import structlog
from aiohttp import web

from bot import app as composition
from bot import logs
from bot.clock import Clock
from bot.config import Settings
from kpi.errors import KpiError

LAST_ANSWERS_SECONDS = 5.0
"""How long requests under way may still take once we are told to stop."""

log = structlog.get_logger()


class AddressTaken(KpiError):
    """Kompas cannot listen there."""


def run(settings: Settings) -> None:
    """Serve until SIGTERM or SIGINT.

    Raises:
        KpiError: in plain words, why it could not start or go on.
        SettingsError: the keys for stored secrets are missing or unusable.
    """
    logs.configure(settings.log_level, settings.log_format)
    with asyncio.Runner(loop_factory=_fastest_loop()) as runner:
        runner.run(serve(settings, Clock()))


async def serve(settings: Settings, clock: Clock) -> None:
    """Serve in the running loop; raises what `run` raises."""
    app = composition.build(settings, clock)
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=LAST_ANSWERS_SECONDS)
    told_to_stop = _told_to_stop()
    try:
        await runner.setup()
        await _listen(runner, settings)
        log.info("listening", host=settings.host, port=_port(runner))
        await asyncio.wait(
            {told_to_stop, app[composition.FAILURE]}, return_when=asyncio.FIRST_COMPLETED
        )
        log.info("stopping")
    finally:
        await runner.cleanup()
    if app[composition.FAILURE].done():
        app[composition.FAILURE].result()


async def _listen(runner: web.AppRunner, settings: Settings) -> None:
    try:
        await web.TCPSite(runner, settings.host, settings.port).start()
    except OSError:
        raise AddressTaken(
            "Kompas cannot listen on {host}, port {port}. Is something else there, or is"
            " KOMPAS_HOST not an address of this machine?",
            host=settings.host,
            port=settings.port,
        ) from None


def _port(runner: web.AppRunner) -> int:
    return int(runner.addresses[0][1])


def _told_to_stop() -> asyncio.Future[None]:
    loop = asyncio.get_running_loop()
    told: asyncio.Future[None] = loop.create_future()
    for name in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(name, _tell, told)
    return told


def _tell(told: asyncio.Future[None]) -> None:
    if not told.done():
        told.set_result(None)


def _fastest_loop() -> Callable[[], asyncio.AbstractEventLoop] | None:
    """Return uvloop's loop where it exists, None for Python's own."""
    if sys.platform == "win32" or sys.implementation.name != "cpython":
        return None
    import uvloop  # noqa: PLC0415 - is installed only where it exists

    return uvloop.new_event_loop
