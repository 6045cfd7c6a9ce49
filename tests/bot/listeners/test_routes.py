import re
from typing import Any

import pytest
from slack_bolt.app.async_app import AsyncApp
from slack_bolt.async_app import AsyncAck
from slack_bolt.authorization import AuthorizeResult
from slack_bolt.request.async_request import AsyncBoltRequest
from slack_bolt.response import BoltResponse

from bot.listeners import payloads
from bot.listeners.routes import Routes

IN_HOME = {"view": {"type": "home"}}


async def _authorize() -> AuthorizeResult:
    return AuthorizeResult(enterprise_id=None, team_id="T0HOME0001", bot_token="xoxb-1")


class Story:
    """Who was called, with what."""

    def __init__(self) -> None:
        self.heard: list[tuple[str, Any]] = []
        self.bolt = AsyncApp(
            name="routes",
            authorize=_authorize,
            signing_secret="",
            process_before_response=True,
            request_verification_enabled=False,
        )
        routes = Routes(self.bolt)
        routes.action("rate:5", self.in_home, only=payloads.in_home)
        routes.action("rate:5", self.exactly)
        routes.action(re.compile(r"^rate:\d$"), self.like)
        routes.view("form", self.submit)

    async def in_home(self, ack: AsyncAck) -> None:
        await ack()
        self.heard.append(("in_home", None))

    async def exactly(self, ack: AsyncAck, action: dict[str, Any]) -> None:
        await ack()
        self.heard.append(("exactly", action["value"]))

    async def like(self, ack: AsyncAck, body: dict[str, Any], action: dict[str, Any]) -> None:
        await ack()
        self.heard.append(("like", (body["user"]["id"], action["action_id"])))

    async def submit(self, ack: AsyncAck, view: dict[str, Any]) -> None:
        await ack(response_action="clear")
        self.heard.append(("submit", view["callback_id"]))

    async def tap(self, action_id: str, **more: Any) -> BoltResponse:
        action = {"action_id": action_id, "block_id": "b", "type": "button", "value": "1"}
        return await self._dispatch({"type": "block_actions", "actions": [action], **more})

    async def send(self, callback_id: str) -> BoltResponse:
        view = {"callback_id": callback_id, "type": "modal"}
        return await self._dispatch({"type": "view_submission", "view": view})

    async def _dispatch(self, told: dict[str, Any]) -> BoltResponse:
        body = {"team": {"id": "T0HOME0001"}, "user": {"id": "U1"}, **told}
        return await self.bolt.async_dispatch(AsyncBoltRequest(body=body, mode="socket_mode"))


@pytest.fixture
def story() -> Story:
    return Story()


async def test_the_first_that_serves_a_button_is_given_what_it_names(story: Story) -> None:
    for action_id, more in (("rate:5", IN_HOME), ("rate:5", {}), ("rate:4", IN_HOME)):
        assert (await story.tap(action_id, **more)).status == 200
    assert story.heard == [("in_home", None), ("exactly", "1"), ("like", ("U1", "rate:4"))]


async def test_a_form_is_answered_by_who_serves_it(story: Story) -> None:
    answer = await story.send("form")
    assert (answer.status, answer.body) == (200, '{"response_action": "clear"}')
    assert story.heard == [("submit", "form")]


async def test_what_nobody_serves_is_not_found(story: Story) -> None:
    assert (await story.tap("rate:10")).status == 404
    assert (await story.send("form_of_old")).status == 404
    assert story.heard == []
