"""Slash commands in the composer: offered while typing, run as typed, refused in plain words."""

from playwright.async_api import expect

from bot.sandbox import cast
from tests.browser.windows import Windows
from tests.journeys.desk import Desk


async def test_commands_are_offered_and_chosen_by_keyboard(desk: Desk, windows: Windows) -> None:
    lead = await windows.open(desk.slack.world.origin, cast.LEAD, cast.WEEKLY)
    offered = lead.page.get_by_role("listbox", name="Commands")

    await lead.composer.press_sequentially("/")
    await expect(offered.get_by_role("option")).to_have_count(2)
    await lead.page.keyboard.press("ArrowDown")
    await lead.page.keyboard.press("Tab")
    await expect(lead.composer).to_have_value("/survey ")
    await expect(lead.composer).to_be_focused()

    answer = await lead.asks("/kpis csat week")
    await expect(answer).to_contain_text("/kpis is not a valid command.")


async def test_a_guest_is_refused_the_numbers_politely(desk: Desk, windows: Windows) -> None:
    guest = await windows.open(desk.slack.world.origin, cast.GUEST, cast.SHARED)
    await expect(guest.place("acme-support")).to_be_visible()
    await expect(guest.place("weekly")).to_have_count(0)

    answer = await guest.asks("/kpi csat week")

    await expect(answer).to_contain_text("Only visible to you")
    await expect(answer).to_contain_text("Sorry, this is only for members of the workspace")


async def test_a_lead_reads_in_english_and_a_dutch_colleague_in_dutch(
    desk: Desk, windows: Windows
) -> None:
    await desk.appoint_lead()
    lead = await windows.open(desk.slack.world.origin, cast.LEAD, cast.SUPPORT)
    customer = await windows.open(desk.slack.world.origin, cast.CUSTOMER, cast.SUPPORT)

    await expect(await lead.asks("/kpi csat week")).to_contain_text("this week")
    await expect(await customer.asks("/kpi csat week")).to_contain_text("deze week")
    await expect(lead.messages).to_have_count(1)
