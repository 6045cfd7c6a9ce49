import inspect
from collections.abc import Callable
from pathlib import Path
from typing import Any, get_type_hints

from slack_bolt.app.async_app import AsyncApp
from slack_bolt.authorization import AuthorizeResult
from slack_bolt.kwargs_injection.async_args import AsyncArgs
from slack_sdk.web.async_client import AsyncWebClient

from bot import listeners
from bot.background import Background
from bot.charts import rendering
from bot.clock import Clock
from bot.metrics import Metrics
from bot.process import Process
from bot.rush import Rush
from bot.secrets import SecretBox
from bot.ticket_apis.client import Client
from kpi.store.database import Database
from tests.bot.stage import SETTINGS


async def registered(tmp_path: Path) -> list[Callable[..., Any]]:
    """Register everything with a Bolt that talks to nobody."""
    process = Process(
        settings=SETTINGS,
        box=SecretBox.of(SETTINGS),
        database=Database.open(f"sqlite:///{tmp_path}/unused.db"),
        clock=Clock(),
        slack=AsyncWebClient(),
        workspace_id="T0HOME",
        bot_user_id="U0BOT",
        background=Background(),
        nudge=lambda: None,
        rush=Rush(),
        metrics=Metrics(),
        tickets=Client(),
        pngs=rendering.pngs,
    )

    async def authorize() -> AuthorizeResult:
        return AuthorizeResult(enterprise_id=None, team_id="T0HOME")

    bolt = AsyncApp(signing_secret="", authorize=authorize, process_before_response=True)
    listeners.register(bolt, process)
    return [one.ack_function for one in bolt._async_listeners]  # noqa: SLF001 - Bolt has no other list


async def test_every_parameter_is_a_name_that_bolt_knows(tmp_path: Path) -> None:
    known = set(get_type_hints(AsyncArgs))
    for listener in await registered(tmp_path):
        parameters = set(inspect.signature(listener).parameters)
        assert parameters <= known, f"{listener} would get None for {parameters - known}"


async def test_every_listener_but_those_of_events_acknowledges(tmp_path: Path) -> None:
    for listener in await registered(tmp_path):
        parameters = inspect.signature(listener).parameters
        assert ("ack" in parameters) != ("event" in parameters)
