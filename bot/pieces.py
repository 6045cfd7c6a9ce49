"""What a running installation is made of before Slack is reached."""

from collections.abc import Callable
from dataclasses import dataclass

from bot.background import Background
from bot.clock import Clock
from bot.config import Settings
from bot.dispatch import Gate
from bot.metrics import Metrics
from bot.rush import Rush
from bot.secrets import SecretBox
from bot.ticket_apis.client import Client
from bot.web.hook_doors import Doors
from bot.work.pace import Pace
from kpi.store.database import Database


class Nudge:
    """Asks for a round of work; harmless while nothing works yet."""

    def __init__(self) -> None:
        self._wake: Callable[[], None] | None = None

    def reach(self, wake: Callable[[], None]) -> None:
        """Pass every nudge on to `wake` from now on."""
        self._wake = wake

    def __call__(self) -> None:
        if self._wake is not None:
            self._wake()


@dataclass(frozen=True, slots=True, kw_only=True)
class Pieces:
    """The long-lived pieces; nothing is open yet."""

    settings: Settings
    clock: Clock
    database: Database
    doors: Doors
    gate: Gate
    background: Background
    metrics: Metrics
    nudge: Nudge
    rush: Rush
    tickets: Client
    """Its session opens with the first call."""
    pace: Pace
    """How fast it posts in Slack."""


def made(settings: Settings, clock: Clock, database: Database) -> Pieces:
    """Make the pieces of an installation that stands on this database.

    Raises:
        SettingsError: the keys for stored secrets are missing or unusable.
    """
    metrics, rush = Metrics(), Rush()
    metrics.watch_writer(lambda: database.writer.waiting)
    return Pieces(
        settings=settings,
        clock=clock,
        database=database,
        doors=Doors(database, SecretBox.of(settings), rush),
        gate=Gate(),
        background=Background(),
        metrics=metrics,
        nudge=Nudge(),
        rush=rush,
        tickets=Client(),
        pace=Pace(),
    )
