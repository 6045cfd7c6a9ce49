import pytest
from aiohttp import ClientSession

from bot.sandbox import cast
from bot.sandbox.sandbox import Sandbox
from tests.bot.sandbox.page.conftest import Window


async def test_other_sites_cannot_act_here(slack: Sandbox, window: Window) -> None:
    address = f"{window.origin}/desk/{cast.LEAD}/say"
    said = {"channel": cast.SUPPORT, "text": "I was never here"}

    async with window.session.post(address, json=said) as refused:
        assert refused.status == 403

    assert slack.messages(cast.SUPPORT) == []


@pytest.mark.parametrize("path", ["/", f"/desk/{cast.LEAD}/screen", "/static/desk.js"])
async def test_other_names_do_not_lead_here(window: Window, path: str) -> None:
    port = window.origin.rpartition(":")[2]

    assert (await window.get(path, Host=f"evil.example:{port}")).status == 403
    for name in ("localhost", "127.0.0.1", "[::1]"):
        assert (await window.get(path, Host=f"{name}:{port}")).status == 200


async def test_the_page_runs_no_script_but_its_own(window: Window) -> None:
    page = await window.get("/")

    policy = page.headers["Content-Security-Policy"]
    assert "default-src 'self'" in policy
    assert "unsafe" not in policy
    text = await page.text()
    assert "<script>" not in text
    assert "style=" not in text
    assert "//" not in text.replace("http://www.w3.org", "")


async def test_the_bots_own_doors_stay_as_slacks_are(slack: Sandbox) -> None:
    async with (
        ClientSession() as session,
        session.post(f"{slack.api_url}auth.test", headers={"Host": "slack.test"}) as response,
    ):
        assert response.status == 200
        assert (await response.json())["error"] == "not_authed"
        assert "Content-Security-Policy" not in response.headers
