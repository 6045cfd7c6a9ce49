"""A customer answers in the page: by pointer, by keyboard, in their own language."""

from playwright.async_api import expect

from bot.sandbox import cast
from tests.browser.windows import Windows
from tests.journeys.desk import Desk

WHY = "Snel en duidelijk <b>&amp; goed</b>, *echt* :tada:"
"""It is read back as it was typed."""


async def test_a_tap_is_thanked_for_and_its_comment_read_back_as_typed(
    desk: Desk, windows: Windows
) -> None:
    question = await desk.asked(subject="VPN keeps dropping")
    customer = await windows.open(desk.slack.world.origin, cast.CUSTOMER, question.channel)
    await expect(customer.newest).to_contain_text("Hoe tevreden bent u over onze hulp?")

    await customer.taps("4")
    await expect(customer.newest).to_contain_text("U koos 4 van 5. Dank u wel.")
    await customer.newest.get_by_role("button").first.click()
    await customer.form.get_by_role("textbox").fill(WHY)
    await customer.form.get_by_role("button", name="Versturen").click()

    await expect(customer.form).to_be_hidden()
    await expect(customer.newest).to_contain_text("bewaard")
    await customer.opens_home("Kompas")
    await expect(customer.home).to_contain_text("4 van 5")
    await expect(customer.home).to_contain_text(WHY)


async def test_a_guest_answers_in_the_thread_and_others_do_not_see_what(
    desk: Desk, windows: Windows
) -> None:
    thread = await desk.guest.says(cast.SHARED, "Our reports arrive empty")
    await desk.tickets.resolved(
        requester={"slack_user_id": cast.GUEST},
        slack_channel_id=cast.SHARED,
        slack_thread_ts=thread.ts,
    )
    await desk.later()
    guest = await windows.open(desk.slack.world.origin, cast.GUEST, cast.SHARED)
    agent = await windows.open(desk.slack.world.origin, cast.AGENT, cast.SHARED)
    for screen in (guest, agent):
        await screen.newest.get_by_role("button", name="1 reply").click()

    await guest.thread.get_by_role("button", name="2", exact=True).click()

    await expect(agent.thread).to_contain_text("G. Peters answered. Thank you.")
    await expect(guest.thread).to_contain_text("You chose 2 of 5")
    await expect(agent.thread).not_to_contain_text("2 of 5")


async def test_a_rating_needs_no_pointer(desk: Desk, windows: Windows) -> None:
    question = await desk.asked()
    customer = await windows.open(desk.slack.world.origin, cast.CUSTOMER, question.channel)
    keyboard = customer.page.keyboard
    await expect(customer.newest).to_be_visible()
    wanted = customer.newest.get_by_role("button", name="4", exact=True)

    for _ in range(40):
        await keyboard.press("Tab")
        if await wanted.evaluate("element => element === document.activeElement"):
            break
    await expect(wanted).to_be_focused()
    await keyboard.press("Enter")

    await expect(customer.newest).to_contain_text("U koos 4 van 5")
