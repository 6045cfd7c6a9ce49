"""Windows of the browser: still, fixed in size and language, watched, pictured when they fail."""

from pathlib import Path

from playwright.async_api import Browser, BrowserContext, Page, expect

from tests.browser import complaints
from tests.browser.looks import DESKTOP
from tests.browser.screen import Screen

MILLISECONDS_TO_SHOW = 10_000
"""Long for anything on loopback: other test processes want the same cores."""

expect.set_options(timeout=MILLISECONDS_TO_SHOW)


class Windows:
    """The windows of one test."""

    def __init__(self, browser: Browser) -> None:
        self._browser = browser
        self._contexts: list[BrowserContext] = []
        self._heard: list[tuple[Page, list[str]]] = []

    async def open(self, origin: str, user_id: str = "", place: str = "") -> Screen:
        """Open the page for the first time; as one of the cast, at a place of theirs."""
        width, height = DESKTOP
        context = await self._browser.new_context(
            viewport={"width": width, "height": height},
            locale="en-GB",
            timezone_id="Europe/Amsterdam",
            color_scheme="light",
            reduced_motion="reduce",
        )
        self._contexts.append(context)
        context.set_default_timeout(MILLISECONDS_TO_SHOW)
        where = "/".join(filter(None, (user_id, place)))
        return await self._opened(context, f"{origin}/#/{where}" if where else f"{origin}/")

    async def beside(self, screen: Screen) -> Screen:
        """Open what is at the same address in a second tab, which shares what the page keeps."""
        return await self._opened(screen.page.context, screen.page.url)

    @property
    def complaints(self) -> list[str]:
        """Everything that went wrong in any of them."""
        return [one for _, heard in self._heard for one in heard]

    async def picture(self, folder: Path) -> list[Path]:
        """Save what each looks like now; give the files."""
        files = []
        for number, (page, _) in enumerate(self._heard, start=1):
            if not page.is_closed():
                files.append(folder / f"window-{number}.png")
                await page.screenshot(path=files[-1])
        return files

    async def close(self) -> None:
        for context in self._contexts:
            await context.close()

    async def _opened(self, context: BrowserContext, address: str) -> Screen:
        page = await context.new_page()
        self._heard.append((page, complaints.of(page)))
        await page.goto(address)
        screen = Screen(page)
        await screen.is_there()
        return screen
