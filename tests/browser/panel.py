"""The demo's panel beside the page: tickets to resolve, time to let pass, steps to tick off."""

from dataclasses import dataclass
from typing import Literal

from playwright.async_api import Locator, expect

from tests.browser.screen import Screen

MILLISECONDS_OF_WORK = 60_000
Move = Literal["15 min later", "A day later", "Monday 9:00"]


@dataclass(frozen=True, slots=True)
class Panel:
    """What stands beside a screen."""

    screen: Screen

    @property
    def here(self) -> Locator:
        return self.screen.page.get_by_role("complementary", name="What to try")

    @property
    def resolving(self) -> Locator:
        """The button by which a ticket is resolved."""
        return self.here.get_by_role("button", name="Resolve", exact=True)

    def moving(self, move: Move) -> Locator:
        """Give the button by which time passes."""
        return self.here.get_by_role("button", name=move, exact=True)

    def step(self, title: str) -> Locator:
        """Give one of the things to try."""
        return self.here.get_by_role("listitem").filter(has_text=title)

    async def is_ready(self) -> None:
        """Wait until Kompas and its sample data are set up."""
        await expect(self.resolving).to_be_enabled(timeout=MILLISECONDS_OF_WORK)

    async def resolves(self, subject: str, customer: str) -> None:
        """Fill in a ticket and resolve it; it was stored afterwards."""
        await self.here.get_by_role("textbox", name="Subject").fill(subject)
        await self.here.get_by_role("combobox", name="Customer").select_option(customer)
        await self.resolving.click()
        await expect(self.here).to_contain_text("202 stored")

    async def lets_pass(self, move: Move) -> None:
        """Let time pass; everything due was done afterwards."""
        clock = self.here.get_by_role("time")
        before = await clock.inner_text()
        button = self.moving(move)
        await button.click()
        await expect(clock).not_to_have_text(before)
        await expect(button).not_to_have_attribute(
            "aria-busy", "true", timeout=MILLISECONDS_OF_WORK
        )

    async def has_ticked_off(self, title: str) -> None:
        """Wait until a step counts as done."""
        await expect(self.step(title)).to_contain_text("(done)")
