"""What listeners and work have in common: the pieces of one running process."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeAlias

from slack_sdk.web.async_client import AsyncWebClient

from bot.background import Background
from bot.clock import Clock
from bot.config import Settings
from bot.lights import Lights
from bot.metrics import Metrics
from bot.rush import Rush
from bot.secrets import SecretBox
from bot.ticket_apis.client import Client
from kpi.store.database import Database

Drawing: TypeAlias = Callable[[Sequence[dict[str, Any]]], Awaitable[list[bytes]]]
"""Makes PNGs of Vega-Lite specifications, in their order, as `bot.charts.rendering.pngs` does."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Process:
    """One running bot of one workspace."""

    settings: Settings
    box: SecretBox
    """Seals and opens what is kept secret in the database."""
    database: Database
    clock: Clock
    slack: AsyncWebClient
    """Shares one HTTP session, never retries by itself, gives up after ten seconds."""
    workspace_id: str
    """Slack's team id."""
    bot_user_id: str
    background: Background
    nudge: Callable[[], None]
    """Asks for a round of work soon; many calls make one round."""
    rush: Rush
    """Tells when those who wait for an answer have one."""
    metrics: Metrics
    tickets: Client
    """Reaches the APIs of ticket systems."""
    pngs: Drawing
    lights: Lights = field(default_factory=Lights)
    """Forms that are open in Slack and follow what comes in."""
    languages: dict[str, str] = field(default_factory=dict)
    """What Slack last told of people's languages, by user id: for when there is no time to ask."""
