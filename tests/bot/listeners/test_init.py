import inspect
from collections.abc import Callable
from pathlib import Path
from typing import Any, get_type_hints

from slack_bolt.app.async_app import AsyncApp
from slack_bolt.authorization import AuthorizeResult
from slack_bolt.kwargs_injection.async_args import AsyncArgs
from slack_sdk.web.async_client import AsyncWebClient
from typing_extensions import override

from bot import listeners
from bot.background import Background
from bot.charts import rendering
from bot.clock import Clock
from bot.listeners.routes import Condition, Listener, Name, Routes
from bot.metrics import Metrics
from bot.process import Process
from bot.rush import Rush
from bot.secrets import SecretBox
from bot.ticket_apis.client import Client
from kpi.store.database import Database
from tests.bot.stage import SETTINGS


class Noting(Routes):
    """Routes that note who serves buttons and who serves forms."""

    def __init__(self, bolt: AsyncApp) -> None:
        super().__init__(bolt)
        self.of_buttons: list[Listener] = []
        self.of_forms: list[Listener] = []

    @override
    def action(self, name: Name, listener: Listener, *, only: Condition | None = None) -> None:
        self.of_buttons.append(listener)

    @override
    def view(self, name: str, listener: Listener) -> None:
        self.of_forms.append(listener)


async def registered(tmp_path: Path) -> Noting:
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

    routes = Noting(AsyncApp(signing_secret="", authorize=authorize, process_before_response=True))
    listeners.register(routes, process)
    return routes


def asked_by_bolt(routes: Routes) -> list[Callable[..., Any]]:
    return [one.ack_function for one in routes.bolt._async_listeners]  # noqa: SLF001 - Bolt has no other list


def names(listener: Callable[..., Any]) -> set[str]:
    return set(inspect.signature(listener).parameters)


async def test_every_parameter_is_a_name_that_is_known(tmp_path: Path) -> None:
    routes = await registered(tmp_path)
    for known, asked in (
        (set(get_type_hints(AsyncArgs)), asked_by_bolt(routes)),
        ({"ack", "body", "action"}, routes.of_buttons),
        ({"ack", "body", "view"}, routes.of_forms),
    ):
        assert asked
        for listener in asked:
            unknown = names(listener) - known
            assert not unknown, f"{listener} cannot be given {unknown}"


async def test_every_listener_but_those_of_events_acknowledges(tmp_path: Path) -> None:
    routes = await registered(tmp_path)
    for listener in (*asked_by_bolt(routes), *routes.of_buttons, *routes.of_forms):
        assert ("ack" in names(listener)) != ("event" in names(listener))
