"""What somebody sees in a window, and what they do there, in the words of who uses Slack."""

import re
from dataclasses import dataclass

from playwright.async_api import Locator, Page, expect


@dataclass(frozen=True, slots=True)
class Screen:
    """A window on the sandbox's page."""

    page: Page

    @property
    def conversation(self) -> Locator:
        return self.page.get_by_role("main", name="Conversation")

    @property
    def thread(self) -> Locator:
        return self.page.get_by_role("complementary", name="Thread")

    @property
    def messages(self) -> Locator:
        """The messages of the place, not those in the open thread."""
        return self.conversation.get_by_role("article")

    @property
    def newest(self) -> Locator:
        return self.messages.last

    @property
    def form(self) -> Locator:
        """The form that is open."""
        return self.page.get_by_role("dialog")

    @property
    def home(self) -> Locator:
        """What the app shows on its Home tab."""
        return self.page.locator(".home:not(.empty)")

    @property
    def composer(self) -> Locator:
        return self.conversation.get_by_role("textbox", name=re.compile("^Message "))

    async def is_there(self) -> None:
        """Wait until the page has filled itself."""
        await expect(self.page.get_by_role("button", name="Be somebody else")).to_be_visible()

    def place(self, name: str) -> Locator:
        """Give a line of the sidebar."""
        sidebar = self.page.get_by_role("navigation", name="Channels and apps")
        return sidebar.get_by_role("link", name=re.compile(rf"^{re.escape(name)}\b"))

    async def becomes(self, name: str) -> None:
        """See this Slack as somebody else of the cast."""
        await self.page.get_by_role("button", name="Be somebody else").click()
        people = self.page.get_by_role("menu", name="Who you are")
        await people.get_by_role("menuitemradio", name=name).click()
        await expect(self.page.get_by_role("button", name=f"You are {name}")).to_be_visible()

    async def goes_to(self, name: str) -> None:
        """Go to a channel, or to the app's messages."""
        await self.place(name).click()
        await expect(self.place(name)).to_have_attribute("aria-current", "page")

    async def opens_home(self, name: str) -> None:
        """Open the app's Home tab."""
        await self.goes_to(name)
        await self.page.get_by_role("link", name="Home", exact=True).click()
        await expect(self.home).to_be_visible()

    async def types(self, words: str) -> None:
        """Type in the composer, and send."""
        await self.composer.fill(words)
        await self.composer.press("Enter")
        await expect(self.composer).to_have_value("")

    async def asks(self, command: str) -> Locator:
        """Type a slash command; give the answer that only they see."""
        before = await self.messages.count()
        await self.types(command)
        await expect(self.messages).to_have_count(before + 1)
        return self.newest

    async def taps(self, label: str, *, exact: bool = True) -> None:
        """Tap a button under the newest message."""
        await self.newest.get_by_role("button", name=label, exact=exact).click()
