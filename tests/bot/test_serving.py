import asyncio
import os
import signal
from pathlib import Path

import aiohttp
import pytest

from bot import serving
from bot.clock import Clock
from bot.config import Settings
from bot.identity import WrongToken
from bot.sandbox.sandbox import Sandbox
from tests.bot.running import sandbox_of, settings_for


def settings_on(sandbox: Sandbox, folder: Path, port: int) -> Settings:
    return settings_for(sandbox, f"sqlite:///{folder}/kompas.db", port=port, host="127.0.0.1")


async def _alive(port: int) -> None:
    async with aiohttp.ClientSession() as session, asyncio.timeout(10):
        while True:
            try:
                async with session.get(f"http://127.0.0.1:{port}/healthz") as response:
                    assert response.status == 200
                    return
            except aiohttp.ClientConnectorError:
                await asyncio.sleep(0.02)


async def test_serves_until_sigterm_and_then_ends(tmp_path: Path, unused_tcp_port: int) -> None:
    async with sandbox_of(Clock()).serving() as sandbox:
        settings = settings_on(sandbox, tmp_path, unused_tcp_port)
        task = asyncio.create_task(serving.serve(settings, Clock()))
        await _alive(unused_tcp_port)
        os.kill(os.getpid(), signal.SIGTERM)
        await asyncio.wait_for(task, 10)
    with pytest.raises(ConnectionRefusedError):
        await asyncio.open_connection("127.0.0.1", unused_tcp_port)


async def test_an_address_in_use_is_told_plainly(tmp_path: Path) -> None:
    holder = await asyncio.start_server(lambda _reader, _writer: None, "127.0.0.1", 0)
    port = holder.sockets[0].getsockname()[1]
    async with sandbox_of(Clock()).serving() as sandbox:
        with pytest.raises(serving.AddressTaken, match="KOMPAS_HOST"):
            await serving.serve(settings_on(sandbox, tmp_path, port), Clock())
    holder.close()
    await holder.wait_closed()


async def test_a_token_refused_later_ends_it_with_the_sentence(
    tmp_path: Path, unused_tcp_port: int
) -> None:
    async with sandbox_of(Clock()).serving() as sandbox:
        sandbox.faults.add("auth.test", "html_500")
        url = f"sqlite:///{tmp_path}/kompas.db"
        wrong = settings_for(sandbox, url, port=unused_tcp_port, slack_bot_token="xoxb-no")
        with pytest.raises(WrongToken, match="SLACK_BOT_TOKEN"):
            await asyncio.wait_for(serving.serve(wrong, Clock()), 15)
