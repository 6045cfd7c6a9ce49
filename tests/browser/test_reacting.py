"""A colleague marks a message with an emoji, without a pointer, and its writer is asked."""

from playwright.async_api import expect

from bot.sandbox import cast
from tests.browser.windows import Windows
from tests.journeys.desk import Desk


async def test_an_emoji_under_a_message_has_its_writer_asked(desk: Desk, windows: Windows) -> None:
    await desk.says(desk.admin, "/survey reaction :white_check_mark:")
    await desk.guest.says(cast.SHARED, "Our reports arrive empty")
    agent = await windows.open(desk.slack.world.origin, cast.AGENT, cast.SHARED)

    await agent.newest.get_by_role("button", name="Add reaction").focus()
    await agent.page.keyboard.press("Enter")
    menu = agent.page.get_by_role("menu", name="Add reaction")
    await expect(menu.get_by_role("menuitem").first).to_be_focused()
    await agent.page.keyboard.press("ArrowRight")
    await agent.page.keyboard.press("ArrowLeft")
    await agent.page.keyboard.press("Enter")

    marked = agent.messages.filter(has_text="Our reports arrive empty")
    mine = marked.first.get_by_role("button", name="white check mark 1")
    await expect(mine).to_have_attribute("aria-pressed", "true")
    await desk.bot.settle()
    await desk.bot.work()
    thread = agent.messages.first.get_by_role("button", name="1 reply")
    await thread.click()
    await expect(agent.thread).to_contain_text("How satisfied are you")
    await mine.click()
    await expect(mine).to_have_count(0)
