"""The ways a page is looked at: by day, by night, on a phone."""

from dataclasses import dataclass
from typing import Literal

from playwright.async_api import Page, expect

DESKTOP = (1280, 800)
PHONE = (390, 844)


@dataclass(frozen=True, slots=True)
class Look:
    """How a page is looked at."""

    colours: Literal["light", "dark"] = "light"
    size: tuple[int, int] = DESKTOP

    async def at(self, page: Page) -> None:
        """Look at a page like this from now on; nothing else may have been chosen there."""
        width, height = self.size
        await page.emulate_media(color_scheme=self.colours, reduced_motion="reduce")
        await page.set_viewport_size({"width": width, "height": height})
        await expect(page.locator("html")).to_have_attribute("data-theme", self.colours)


BY_DAY, BY_NIGHT, ON_A_PHONE = Look(), Look("dark"), Look(size=PHONE)
LOOKS = (BY_DAY, BY_NIGHT, ON_A_PHONE)


async def sideways(page: Page) -> list[str]:
    """Give what sticks out at the right; a table may, since it scrolls by itself."""
    found: list[str] = await page.evaluate(
        """() => [...document.querySelectorAll("body *")].filter((element) => {
            const box = element.getBoundingClientRect();
            const isSeen = element.checkVisibility({ visibilityProperty: true }) && box.width > 1;
            const begins = box.left >= 0 && box.left < innerWidth;
            return isSeen && begins && box.right > innerWidth + 1 && !element.closest(".kit-table");
        }).map((element) => element.outerHTML.slice(0, 120))"""
    )
    return found
