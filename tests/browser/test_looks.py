"""By day, by night and on a phone: readable, named and in reach for everybody."""

from playwright.async_api import expect

from bot.sandbox import cast
from tests.browser import access, looks
from tests.browser.looks import BY_DAY, BY_NIGHT, LOOKS, ON_A_PHONE
from tests.browser.screen import Screen
from tests.browser.windows import Windows
from tests.journeys.desk import Desk


async def test_everything_has_a_name_and_can_be_read(desk: Desk, windows: Windows) -> None:
    await something_to_see(desk)
    lead = await windows.open(desk.slack.world.origin, cast.LEAD, cast.WEEKLY)
    await lead.asks("/kpi csat week by team")
    await is_fit_for_everybody(lead)

    await lead.messages.first.get_by_role("button", name="1 reply").click()
    await expect(lead.thread.get_by_role("article")).to_have_count(2)
    await is_fit_for_everybody(lead)
    await lead.thread.get_by_role("button", name="Close thread").click()

    await lead.opens_home("Kompas")
    await expect(lead.home).to_contain_text("CSAT")
    await is_fit_for_everybody(lead)

    await lead.goes_to("weekly")
    await lead.types("/survey digest")
    await lead.form.get_by_role("textbox", name="Only").fill("nothing:known")
    await lead.form.get_by_role("button", name="Save").click()
    await expect(lead.form.locator("[aria-invalid=true]")).to_be_visible()
    await is_fit_for_everybody(lead)


async def something_to_see(desk: Desk) -> None:
    """Have enough answers for a percentage, words with marks, and a thread."""
    await desk.appoint_lead()
    await desk.set("csat", cooldown="0d", cooldown_any="0d")
    for number in range(5):
        question = await desk.asked(id=f"T-{number}", team="Network")
        await desk.taps(desk.customer, question, "rate:4")
    said = await desk.agent.says(cast.WEEKLY, "Have a look at *this* and `that`, @lbakker: <x>")
    await desk.agent.says(cast.WEEKLY, "An answer in a thread", thread_ts=said.ts)


async def is_fit_for_everybody(screen: Screen) -> None:
    """Look at the page in every way, by day again in the end."""
    for look in (*LOOKS, BY_DAY):
        await look.at(screen.page)
        assert await access.faults(screen.page) == []
        assert await looks.sideways(screen.page) == []


async def test_dark_is_what_the_machine_prefers_until_somebody_chooses(
    desk: Desk, windows: Windows
) -> None:
    lead = await windows.open(desk.slack.world.origin, cast.LEAD, cast.WEEKLY)
    light = await background(lead)
    await BY_NIGHT.at(lead.page)
    assert await background(lead) != light

    await lead.page.get_by_role("button", name="Switch between light and dark").click()
    await lead.page.reload()
    await lead.is_there()

    assert await background(lead) == light


async def background(screen: Screen) -> str:
    return str(await screen.page.evaluate("getComputedStyle(document.body).backgroundColor"))


async def test_on_a_phone_the_sidebar_comes_and_goes(desk: Desk, windows: Windows) -> None:
    lead = await windows.open(desk.slack.world.origin, cast.LEAD, cast.WEEKLY)
    await ON_A_PHONE.at(lead.page)
    await expect(lead.place("support")).not_to_be_in_viewport()

    await lead.page.get_by_role("button", name="Channels and apps").click()
    await lead.place("support").click()

    await expect(lead.page.get_by_role("heading", name="support", level=2)).to_be_in_viewport()
    await expect(lead.place("support")).not_to_be_in_viewport()
