import asyncio

import pytest

from bot.sandbox import cast
from bot.sandbox.page import live
from bot.sandbox.sandbox import Sandbox
from tests.bot.sandbox.page.conftest import Window


async def test_changes_are_told_and_told_together(slack: Sandbox, window: Window) -> None:
    async with window.session.get(f"{window.origin}/desk/{cast.LEAD}/live") as stream:
        assert stream.content_type == "text/event-stream"

        async def told() -> bytes:
            async with asyncio.timeout(2):
                return await stream.content.readuntil(b"\n\n")

        assert await told() == live.RETRY
        assert await told() == live.CHANGED
        for number in range(50):
            await slack.person(cast.AGENT).says(cast.SUPPORT, str(number))
        assert await told() == live.CHANGED
        with pytest.raises(TimeoutError):
            async with asyncio.timeout(0.3):
                await told()


async def test_somebody_unknown_hears_nothing(window: Window) -> None:
    assert (await window.get("/desk/U0NOBODY01/live")).status == 404


async def test_a_window_that_is_closed_at_once_is_no_error(
    window: Window, caplog: pytest.LogCaptureFixture
) -> None:
    host, port = window.origin.removeprefix("http://").split(":")
    asked = f"GET /desk/{cast.LEAD}/live HTTP/1.1\r\nHost: {host}:{port}\r\n\r\n".encode()
    for _ in range(20):
        _, gone = await asyncio.open_connection(host, int(port))
        gone.write(asked)
        gone.transport.abort()
    assert (await window.get(f"/desk/{cast.LEAD}/screen")).status == 200
    assert not caplog.records
