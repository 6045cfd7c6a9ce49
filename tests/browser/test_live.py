"""What happens in Slack shows in every window by itself, and disturbs nobody at work there."""

import asyncio

from playwright.async_api import Route, expect

from bot.sandbox import cast
from tests.browser.windows import Windows
from tests.journeys.desk import Desk

DRAFT = "Half a sen"


async def test_a_second_window_follows(desk: Desk, windows: Windows) -> None:
    first = await windows.open(desk.slack.world.origin, cast.LEAD, cast.WEEKLY)
    second = await windows.beside(first)
    await second.page.evaluate("window.isTheSamePage = true")

    await first.types("Shall we look at Billing?")

    await expect(second.newest).to_contain_text("Shall we look at Billing?")
    assert await second.page.evaluate("window.isTheSamePage")


async def test_a_stream_that_breaks_off_is_no_lost_connection_until_it_stays_away(
    desk: Desk, windows: Windows
) -> None:
    lead = await windows.open(desk.slack.world.origin, cast.LEAD, cast.WEEKLY)
    broken_off = asyncio.Event()

    async def breaks_off(route: Route) -> None:
        broken_off.set()
        await route.fulfill(content_type="text/event-stream", body="retry: 50\n\n")

    await lead.page.clock.install()
    await lead.page.route("**/live", breaks_off)
    await lead.page.reload()
    await lead.is_there()
    await broken_off.wait()
    broken_off.clear()
    await broken_off.wait()
    lost = lead.page.get_by_text("Connection lost")
    await expect(lost).to_be_hidden()
    await lead.page.clock.fast_forward(5_000)
    await expect(lost).to_be_visible()

    await lead.page.unroute("**/live")
    await expect(lost).to_be_hidden()
    await desk.agent.says(cast.WEEKLY, "Back again")
    await expect(lead.newest).to_contain_text("Back again")


async def test_what_is_being_typed_survives(desk: Desk, windows: Windows) -> None:
    lead = await windows.open(desk.slack.world.origin, cast.LEAD, cast.WEEKLY)
    await lead.composer.press_sequentially(DRAFT)
    await lead.page.keyboard.press("ArrowLeft")

    await desk.agent.says(cast.WEEKLY, "Good morning")

    await expect(lead.newest).to_contain_text("Good morning")
    await expect(lead.composer).to_have_value(DRAFT)
    await expect(lead.composer).to_be_focused()
    await lead.page.keyboard.type("t")
    await expect(lead.composer).to_have_value("Half a setn")


async def test_somebody_reading_further_up_stays_there(desk: Desk, windows: Windows) -> None:
    for number in range(40):
        await desk.agent.says(cast.WEEKLY, f"Line {number}")
    lead = await windows.open(desk.slack.world.origin, cast.LEAD, cast.WEEKLY)
    await expect(lead.newest).to_be_in_viewport()
    middle = lead.messages.filter(has_text="Line 7")
    await middle.scroll_into_view_if_needed()
    before = await middle.bounding_box()

    await desk.agent.says(cast.WEEKLY, "And one more")

    await expect(lead.newest).to_contain_text("And one more")
    assert await middle.bounding_box() == before


async def test_the_sidebar_tells_of_what_is_unread(desk: Desk, windows: Windows) -> None:
    lead = await windows.open(desk.slack.world.origin, cast.LEAD, cast.SUPPORT)
    await expect(lead.place("weekly")).not_to_contain_text("unread")

    await desk.agent.says(cast.WEEKLY, "The numbers are in")
    await expect(lead.place("weekly")).to_contain_text("unread")
    await lead.goes_to("weekly")

    await expect(lead.newest).to_contain_text("The numbers are in")
    await expect(lead.place("weekly")).not_to_contain_text("unread")


async def test_the_focus_stays_on_a_message_that_is_drawn_anew(
    desk: Desk, windows: Windows
) -> None:
    said = await desk.agent.says(cast.WEEKLY, "Who has time?")
    lead = await windows.open(desk.slack.world.origin, cast.LEAD, cast.WEEKLY)
    more = lead.newest.get_by_role("button", name="More actions")
    await more.focus()

    await desk.agent.says(cast.WEEKLY, "I have", thread_ts=said.ts)

    await expect(lead.newest).to_contain_text("1 reply")
    await expect(more).to_be_focused()


async def test_the_focus_stays_in_a_list_that_became_shorter(desk: Desk, windows: Windows) -> None:
    lead = await windows.open(desk.slack.world.origin, cast.LEAD, cast.WEEKLY)
    left = await lead.page.evaluate(SHORTER)
    assert left == "Add"


SHORTER = """async () => {
    const { fill } = await import("/static/regions.js");
    const region = document.body.appendChild(document.createElement("div"));
    const row = (name) =>
        `<p class="kit-actions"><button data-action="do" data-value="${name}">${name}</button></p>`;
    const away = "<button data-dismiss>Away</button>";
    const draw = (...names) =>
        fill(region, `<article data-key="1">${names.map(row).join("")}${away}</article>`);
    draw("One", "Two", "Three", "Add");
    region.querySelector("[data-value=Three]").focus();
    draw("Add");
    return document.activeElement.textContent;
}"""
"""Removes rows of a list, the focused one among them; gives where the focus is then."""
