"""The browser that tests use: the machine's own chromium, which sees loopback and nothing else."""

import os
import shutil
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from playwright.async_api import Browser, async_playwright

NAMES = ("chromium", "chromium-browser", "google-chrome")
ADVICE = f"no {' or '.join(NAMES)} on the path; on Debian: apt-get install chromium"
ONLY_LOOPBACK = "--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1"

_UNSEEN = (
    *("WebUIOmniboxPopup", "WebUIOmniboxAimPopup", "PreloadTopChromeWebUI"),
    "SpareRendererForSitePerProcess",
)
"""What each window gets ready for an address bar and a page that nobody sees: half its cost."""
_UNWANTED = (
    "AvoidUnnecessaryBeforeUnloadCheckSync",
    "DestroyProfileOnBrowserClose",
    "HttpsFirstBalancedModeAutoEnable",
    "HttpsUpgrades",
    "PaintHolding",
    "ThirdPartyStoragePartitioning",
)
"""What Playwright leaves out of any page; its own list is not heard where one is given."""
WITHOUT = f"--disable-features={','.join((*_UNSEEN, *_UNWANTED))}"


def found() -> str | None:
    """Give the path of a browser, if there is one."""
    return next(filter(None, map(shutil.which, NAMES)), None)


def is_demanded() -> bool:
    """Tell whether its absence is a fault: where checks run by themselves, nobody reads skips."""
    return os.environ.get("CI", "").casefold() not in {"", "0", "false"}  # noqa: TID251 - not a setting of ours


@asynccontextmanager
async def launched(path: str) -> AsyncIterator[Browser]:
    """Start the browser, without a window; it is gone when the block ends."""
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(
            executable_path=path, args=[ONLY_LOOPBACK, WITHOUT, *_as_root()]
        )
        try:
            yield browser
        finally:
            await browser.close()


def _as_root() -> list[str]:
    """Chromium's sandbox refuses root, which is who one is in a container."""
    return ["--no-sandbox"] if os.geteuid() == 0 else []
