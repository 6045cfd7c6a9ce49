"""Forms: refusals stand under their inputs, what was typed stays, and Esc gives the focus back."""

from playwright.async_api import Locator, expect

from bot.sandbox import cast
from tests.browser.screen import Screen
from tests.browser.windows import Windows
from tests.journeys.desk import Desk

FILTER = "town:Utrecht"
"""Nothing that answers can be narrowed by."""


async def digest_form(desk: Desk, windows: Windows) -> Screen:
    """Be the lead, with the form for a digest open in #weekly."""
    await desk.appoint_lead()
    lead = await windows.open(desk.slack.world.origin, cast.LEAD, cast.WEEKLY)
    await lead.types("/survey digest")
    await expect(lead.form).to_be_visible()
    return lead


async def described(field: Locator) -> str:
    """Give what a screen reader says about a field."""
    script = """field => field.getAttribute("aria-describedby").split(" ")
        .map((id) => document.getElementById(id).textContent).join(" ")"""
    return str(await field.evaluate(script))


async def test_the_bots_refusal_stands_under_the_input_and_all_that_was_typed_stays(
    desk: Desk, windows: Windows
) -> None:
    lead = await digest_form(desk, windows)
    only = lead.form.get_by_role("textbox", name="Only")
    await only.fill(FILTER)
    await lead.form.get_by_label("Day").select_option("Tuesday")
    await lead.form.get_by_role("checkbox", name="NPS").uncheck()

    await lead.form.get_by_role("button", name="Save").click()

    await expect(only).to_have_attribute("aria-invalid", "true")
    await expect(only).to_be_focused()
    assert "town" in await described(only)
    await expect(only).to_have_value(FILTER)
    await expect(lead.form.get_by_label("Day")).to_have_value("1")
    await expect(lead.form.get_by_role("checkbox", name="NPS")).not_to_be_checked()

    await only.fill("team:Network")
    await lead.form.get_by_role("button", name="Save").click()
    await expect(lead.form).to_contain_text("The first digest comes to #weekly on Tuesday")


async def test_slack_itself_asks_for_what_is_required(desk: Desk, windows: Windows) -> None:
    lead = await digest_form(desk, windows)
    numbers = lead.form.get_by_role("group", name="Numbers")
    for box in await numbers.get_by_role("checkbox").all():
        await box.uncheck()

    await lead.form.get_by_role("button", name="Save").click()

    await expect(numbers).to_contain_text("required")
    await expect(numbers.get_by_role("checkbox", checked=True)).to_have_count(0)
    await expect(lead.form.get_by_role("button", name="Save")).to_be_enabled()


async def test_escape_closes_a_form_and_gives_the_focus_back(desk: Desk, windows: Windows) -> None:
    question = await desk.asked()
    await desk.taps(desk.customer, question, "rate:4")
    customer = await windows.open(desk.slack.world.origin, cast.CUSTOMER, question.channel)
    why = customer.newest.get_by_role("button").first

    await why.press("Enter")
    await expect(customer.form.get_by_role("textbox")).to_be_focused()
    await customer.page.keyboard.press("Escape")

    await expect(customer.form).to_be_hidden()
    await expect(why).to_be_focused()
    assert desk.slack.view_of(cast.CUSTOMER) is None


async def test_the_focus_stays_in_an_open_form(desk: Desk, windows: Windows) -> None:
    lead = await digest_form(desk, windows)
    for _ in range(25):
        await lead.page.keyboard.press("Tab")
        where = (
            "document.activeElement.closest('dialog') || document.activeElement === document.body"
        )
        assert await lead.page.evaluate(f"Boolean({where})")


async def test_forms_lie_over_each_other_and_the_keyboard_never_loses_its_place(
    desk: Desk, windows: Windows
) -> None:
    admin = await windows.open(desk.slack.world.origin, cast.ADMIN, cast.SUPPORT)
    keyboard = admin.page.keyboard
    await admin.types("/survey")
    await expect(admin.form.get_by_role("button", name="Words: CSAT")).to_be_focused()

    await keyboard.press("Tab")
    await keyboard.press("Enter")
    await expect(admin.form.get_by_role("button", name="Change: When")).to_be_focused()
    await keyboard.press("Enter")
    await expect(admin.form.get_by_label("Asks by itself")).to_be_focused()
    await keyboard.press("Escape")
    await expect(admin.form.get_by_role("button", name="Change: When")).to_be_focused()
    await keyboard.press("Escape")
    await expect(admin.form.get_by_role("button", name="When and whom: CSAT")).to_be_focused()

    await keyboard.press("Tab")
    await keyboard.press("Tab")
    await keyboard.press("Enter")
    await expect(admin.form.get_by_role("button", name="Turn on: CSAT")).to_be_focused()
    await keyboard.press("Escape")
    await expect(admin.composer).to_be_focused()
    await keyboard.type("Done")
    await expect(admin.composer).to_have_value("Done")
