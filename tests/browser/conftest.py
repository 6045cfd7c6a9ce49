"""One browser for the run; for each test a desk with the real bot, and windows that stay quiet."""

from collections.abc import AsyncIterator, Generator
from pathlib import Path

import pytest
from playwright.async_api import Browser

from bot import manifest, overlays
from bot.sandbox.menus import Command, Shortcut
from bot.sandbox.sandbox import Sandbox
from tests.browser import chromium
from tests.browser.windows import Windows
from tests.journeys import desk as desks
from tests.journeys.desk import Desk

FAILED = pytest.StashKey[bool]()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item,
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Note for the fixtures whether the test failed."""
    report = yield
    item.stash[FAILED] = report.failed or item.stash.get(FAILED, False)
    return report


@pytest.fixture(scope="session", autouse=True)
def chromium_path() -> str:
    """Where the browser is; without one these tests are skipped, or fail where none may be."""
    found = chromium.found()
    if found is None and chromium.is_demanded():
        pytest.fail(chromium.ADVICE)
    if found is None:
        pytest.skip(chromium.ADVICE)
    return found


@pytest.fixture(scope="session")
async def browser(chromium_path: str) -> AsyncIterator[Browser]:
    """One browser for all."""
    async with chromium.launched(chromium_path) as browser:
        yield browser


@pytest.fixture
async def windows(
    browser: Browser, request: pytest.FixtureRequest, tmp_path: Path
) -> AsyncIterator[Windows]:
    """Windows to open; at the end none of them may have complained."""
    windows = Windows(browser)
    yield windows
    pictures: list[Path] = []
    if request.node.stash.get(FAILED, False) or windows.complaints:
        pictures = await windows.picture(tmp_path)
        print(*pictures, sep="\n")  # noqa: T201 - pytest shows it with the failure
    await windows.close()
    assert windows.complaints == [], pictures


@pytest.fixture
def database_url(clean_sqlite: str) -> str:
    """SQLite alone: what a browser shows does not depend on the database."""
    return clean_sqlite


@pytest.fixture
async def desk(database_url: str) -> AsyncIterator[Desk]:
    """A Slack with the real bot and a ticket system, on a Wednesday at ten in Amsterdam."""
    async with desks.prepared(database_url, "http") as prepared:
        installed(prepared.slack)
        yield prepared


def installed(slack: Sandbox) -> None:
    """Give the app what its manifest asks for: menus and events."""
    slack.world.subscriptions = {*manifest.EVENTS, *overlays.events()}
    for name, (description, hint) in manifest.COMMANDS.items():
        slack.commands.append(Command(name, description, hint))
    for callback_id, (name, description) in manifest.SHORTCUTS.items():
        slack.shortcuts.append(Shortcut(callback_id, name, description))
