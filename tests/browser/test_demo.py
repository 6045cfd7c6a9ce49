"""`kompas demo` as somebody plays it who has just heard of Kompas, from a ticket to the digest."""

import asyncio
import re
from collections.abc import AsyncIterator

import pytest
from playwright.async_api import Route, expect

from bot.sandbox import cast
from tests.browser import access, demo, looks
from tests.browser.looks import LOOKS, ON_A_PHONE
from tests.browser.panel import Panel
from tests.browser.screen import Screen
from tests.browser.windows import Windows

ANSWERS = re.compile(r"(\d+) of (\d+) answers")
SUBJECT = "Printer on strike"
WHY = "Snel geholpen, maar twee keer moeten bellen."


@pytest.fixture(scope="module")
async def origin(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[str]:
    """The address of one demo for all; it leaves nothing behind."""
    folder = tmp_path_factory.mktemp("demo")
    async with demo.playing(folder) as address:
        yield address
    assert list(folder.iterdir()) == []


async def test_from_a_ticket_to_mondays_digest(origin: str, windows: Windows) -> None:
    screen = await windows.open(origin, cast.LEAD, cast.WEEKLY)
    panel = Panel(screen)
    await panel.is_ready()

    await panel.resolves(SUBJECT, "colleague")
    await panel.has_ticked_off("Resolve a ticket")
    await panel.lets_pass("15 min later")
    satisfied, everybody = await answers_this_week(screen)
    await customer_answers(screen, panel)

    await screen.becomes("L. Bakker")
    await screen.goes_to("weekly")
    assert await answers_this_week(screen) == (satisfied + 1, everybody + 1)
    await lead_finds_out_why(screen, panel)

    await panel.lets_pass("Monday 9:00")
    digest = screen.messages.filter(has_text="What customers said")
    await expect(digest.get_by_role("img", name=re.compile("CSAT"))).to_be_visible()
    await panel.has_ticked_off("Let Monday come")


async def answers_this_week(screen: Screen) -> tuple[int, int]:
    """Ask how the week goes; give how many are satisfied, and how many answered."""
    answer = await screen.asks("/kpi csat week")
    found = ANSWERS.search(await answer.inner_text())
    assert found is not None
    return int(found[1]), int(found[2])


async def customer_answers(screen: Screen, panel: Panel) -> None:
    """Be the customer: find the question, tap 4, say why."""
    await screen.becomes("J. Jansen")
    await screen.goes_to("Kompas")
    await expect(screen.newest).to_contain_text(SUBJECT)
    await screen.taps("4")
    await expect(screen.newest).to_contain_text("U koos 4 van 5. Dank u wel.")
    await panel.has_ticked_off("Answer as the customer")

    await screen.newest.get_by_role("button").first.click()
    await screen.form.get_by_role("textbox").fill(WHY)
    await screen.form.get_by_role("button", name="Versturen").click()
    await expect(screen.form).to_be_hidden()
    await panel.has_ticked_off("Say why")


async def lead_finds_out_why(screen: Screen, panel: Panel) -> None:
    """See the weeks, read the comments, and which team it is."""
    await screen.taps("Trend")
    await expect(screen.newest.get_by_role("img", name="CSAT, last 13 weeks")).to_be_visible()
    await expect(await screen.asks("/kpi csat week comments")).to_contain_text(WHY)
    await expect(await screen.asks("/kpi csat 30d by team")).to_contain_text("Billing")
    await panel.has_ticked_off("Read the numbers as a lead")

    await screen.taps("Share in channel")
    await expect(screen.newest).to_contain_text("I have shared it")
    await expect(panel.step("Let Monday come")).not_to_contain_text("(done)")


async def test_a_button_is_busy_until_its_work_is_done(origin: str, windows: Windows) -> None:
    screen = await windows.open(origin)
    panel, beside = Panel(screen), Panel(await windows.beside(screen))
    await panel.is_ready()
    clock, button = panel.here.get_by_role("time"), panel.moving("15 min later")
    before, go_on = await clock.inner_text(), asyncio.Event()

    async def held_up(route: Route) -> None:
        await go_on.wait()
        await route.continue_()

    await screen.page.route("**/beside/move", held_up)
    await button.click()
    await beside.lets_pass("A day later")

    await expect(clock).not_to_have_text(before)
    await expect(button).to_have_attribute("aria-busy", "true")
    go_on.set()
    await expect(button).not_to_have_attribute("aria-busy", "true")


async def test_the_panel_is_in_reach_of_everybody(origin: str, windows: Windows) -> None:
    screen = await windows.open(origin)
    panel = Panel(screen)
    await panel.is_ready()
    for look in LOOKS:
        await look.at(screen.page)
        if look is ON_A_PHONE:
            await screen.page.get_by_role("button", name="What to try").click()
        await panel.resolving.scroll_into_view_if_needed()
        await expect(panel.resolving).to_be_in_viewport()
        assert await access.faults(screen.page) == []
        assert await looks.sideways(screen.page) == []
