"""The doctor asks a real Slack API, and says what to do about the answers."""

from collections.abc import Sequence
from datetime import datetime, timedelta

import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer
from typing_extensions import override

from bot.cli import examination_of_slack
from bot.cli.finding import Finding
from bot.clock import Clock
from bot.config import Settings
from bot.manifest import SCOPES
from bot.sandbox.sandbox import Sandbox


async def findings(
    sandbox: Sandbox,
    token: str,
    clock: Clock | None = None,
    *,
    app_token: str | None = None,
    extras: Sequence[str] = (),
) -> dict[str, Finding]:
    async with sandbox.serving():
        settings = Settings.model_validate(
            {
                "SLACK_BOT_TOKEN": token,
                "SLACK_APP_TOKEN": app_token,
                "SLACK_API_URL": sandbox.api_url,
            }
        )
        found = await examination_of_slack.examine(settings, clock or Clock(), extras)
    return {finding.what: finding for finding in found}


async def test_a_good_installation_is_good() -> None:
    sandbox = Sandbox(SCOPES, Clock().now)
    found = await findings(sandbox, sandbox.identity.bot_token)
    assert set(found) == {"slack", "scopes", "clock"}
    assert all(finding.good for finding in found.values())
    assert sandbox.identity.team_id in found["slack"].found


async def test_missing_scopes_are_named() -> None:
    sandbox = Sandbox({*SCOPES} - {"users:read.email"}, Clock().now)
    found = await findings(sandbox, sandbox.identity.bot_token)
    assert not found["scopes"].good
    assert found["scopes"].found == "missing users:read.email"


async def test_what_the_settings_rely_on_is_asked_of_the_app_too() -> None:
    sandbox = Sandbox(SCOPES, Clock().now)
    found = await findings(sandbox, sandbox.identity.bot_token, extras=["reactions"])
    assert found["scopes"].found == "missing reactions:read"
    assert "kompas manifest --with reactions" in found["scopes"].advice


async def test_a_refused_token_is_said() -> None:
    found = await findings(Sandbox(SCOPES, Clock().now), "xoxb-wrong")
    assert not found["slack"].good
    assert "invalid_auth" in found["slack"].found
    assert "token" in found["slack"].advice


async def test_slack_that_is_away_is_said() -> None:
    settings = Settings.model_validate(
        {"SLACK_BOT_TOKEN": "xoxb-1", "SLACK_API_URL": "http://127.0.0.1:9"}
    )
    (found,) = await examination_of_slack.examine(settings, Clock())
    assert not found.good
    assert "cannot be reached" in found.found


async def test_without_a_token_slack_is_not_asked() -> None:
    (found,) = await examination_of_slack.examine(Settings(), Clock())
    assert (found.good, found.found) == (False, "not connected")


class _Behind(Clock):
    """A machine whose clock is ten minutes slow."""

    @override
    def real(self) -> datetime:
        return super().real() - timedelta(minutes=10)


async def test_a_clock_that_is_wrong_is_said() -> None:
    sandbox = Sandbox(SCOPES, Clock().now)
    found = await findings(sandbox, sandbox.identity.bot_token, _Behind())
    assert not found["clock"].good
    assert "NTP" in found["clock"].advice


@pytest.mark.parametrize(
    "body", ["<html>Bad gateway</html>", "[1]", '{"ok": true}', '{"ok": false}']
)
async def test_what_is_not_slack_is_not_taken_for_it(body: str) -> None:
    async def answer(_request: web.Request) -> web.Response:
        return web.Response(text=body, content_type="application/json")

    app = web.Application()
    app.add_routes([web.post("/api/auth.test", answer)])
    async with TestServer(app) as server:
        address = str(server.make_url("/api"))
        settings = Settings.model_validate({"SLACK_BOT_TOKEN": "xoxb-1", "SLACK_API_URL": address})
        (found,) = await examination_of_slack.examine(settings, Clock())
    assert not found.good
    assert f"{address} does not answer as Slack does" in found.found


@pytest.mark.parametrize("good", [True, False])
async def test_in_socket_mode_the_other_token_is_tried_too(*, good: bool) -> None:
    sandbox = Sandbox([*SCOPES, "connections:write"], Clock().now)
    app_token = sandbox.identity.app_token if good else "xapp-wrong"
    found = await findings(sandbox, sandbox.identity.bot_token, app_token=app_token)
    assert found["socket mode"].good is good
    assert ("SLACK_APP_TOKEN" in found["socket mode"].advice) is not good
