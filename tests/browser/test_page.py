"""The page of a question by mail, for whoever came by its link: by keyboard, by day, by night."""

from collections.abc import AsyncIterator

import pytest
from playwright.async_api import Browser, Page, expect

from tests.browser import access, complaints, looks
from tests.browser.looks import PHONE
from tests.journeys import letters
from tests.journeys.letters import Letterbox

COLOURS = ("light", "dark")


@pytest.fixture
async def letterbox(database_url: str) -> AsyncIterator[Letterbox]:
    async with letters.prepared(database_url) as prepared:
        yield prepared


@pytest.fixture
async def page(browser: Browser) -> AsyncIterator[Page]:
    """A phone without scripts; nothing on it may be complained of."""
    width, height = PHONE
    context = await browser.new_context(
        viewport={"width": width, "height": height}, java_script_enabled=False
    )
    page = await context.new_page()
    heard = complaints.of(page)
    yield page
    await context.close()
    assert heard == []


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", ("How satisfied", "You chose 4 of 5.", "What was missing?", "Send", "saved")),
        ("nl", ("Hoe tevreden", "U koos 4 van 5.", "Wat ontbrak er?", "Versturen", "bewaard")),
    ],
)
async def test_a_question_is_answered_by_keyboard_without_scripts(
    letterbox: Letterbox, page: Page, language: str, words: tuple[str, ...]
) -> None:
    asked, chosen, why, send, saved = words
    await page.goto(letterbox.link(await letterbox.asked(language), 3))
    await expect(page.get_by_role("group", name=asked)).to_be_visible()
    await expect(page.locator("html")).to_have_attribute("lang", language)
    await expect(page.get_by_role("radio", checked=True)).to_have_attribute("value", "3")

    await page.keyboard.press("Tab")
    await page.keyboard.press("Tab")
    await expect(page.get_by_role("radio", name="3")).to_be_focused()
    await page.keyboard.press("ArrowRight")
    await page.keyboard.press("Enter")

    await expect(page.get_by_role("heading", name=chosen)).to_be_visible()
    await page.get_by_role("textbox", name=why).fill("Snel & goed")
    await page.get_by_role("button", name=send).press("Enter")
    await expect(page.get_by_role("status")).to_contain_text(saved)
    await expect(page.get_by_role("textbox", name=why)).to_have_value("Snel & goed")
    assert [answer.score for answer in await letterbox.desk.answers()] == [4]


async def test_every_state_can_be_read_by_day_and_night_on_a_phone(
    letterbox: Letterbox, browser: Browser
) -> None:
    link = letterbox.link(await letterbox.asked(), 2)
    width, height = PHONE
    context = await browser.new_context(viewport={"width": width, "height": height})
    page = await context.new_page()
    heard = complaints.of(page)
    await page.goto(link)
    await fine(page)
    await page.get_by_role("button", name="Send").click()
    await expect(page.get_by_role("heading", name="You chose 2 of 5.")).to_be_visible()
    await fine(page)
    await page.get_by_role("button", name="Don't ask me again").click()
    await expect(page.get_by_role("status")).to_contain_text("no more questions")
    await fine(page)
    await page.get_by_role("link", name="Nederlands").click()
    await expect(page.get_by_role("heading", name="U koos 2 van 5.")).to_be_visible()
    await context.close()
    assert heard == []


async def fine(page: Page) -> None:
    """Nothing is nameless, too faint or sticks out."""
    for colours in COLOURS:
        await page.emulate_media(color_scheme=colours)  # type: ignore[arg-type]  # one of those it knows
        assert await access.faults(page) == []
        assert await looks.sideways(page) == []
