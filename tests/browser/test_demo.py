"""`kompas demo` as somebody plays it who has just heard of Kompas, from a ticket to the digest."""

import asyncio
import re
import signal
from collections.abc import Iterator

import pytest
from playwright.async_api import Route, expect

from bot.cli import command
from bot.sandbox import cast
from tests.bot.cli.demo import played
from tests.bot.cli.demo.played import Demo
from tests.browser import access, looks
from tests.browser.looks import LOOKS, ON_A_PHONE
from tests.browser.panel import Panel
from tests.browser.screen import Screen
from tests.browser.windows import Windows

ANSWERS = re.compile(r"(\d+) of (\d+) answers")
SUBJECT = "Printer on strike"
MARKED = "VPN <b>drops</b>"
WHY = "Snel geholpen, maar twee keer moeten bellen."


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Demo]:
    """One demo for all, amid what is set up for others; it keeps its database."""
    with played.amid_others(tmp_path_factory.mktemp("demo"), "--keep", "kept") as running:
        yield running


@pytest.fixture
def origin(demo: Demo) -> str:
    """The address of the page."""
    return demo.address


async def test_from_a_ticket_to_mondays_digest(origin: str, windows: Windows) -> None:
    screen = await windows.open(origin, cast.LEAD, cast.WEEKLY)
    panel = Panel(screen)
    await panel.is_ready()
    await expect(panel.here.get_by_role("time")).to_contain_text(", 10:0")

    await panel.resolves(SUBJECT, "colleague")
    await panel.has_ticked_off("Resolve a ticket")
    await panel.lets_pass("15 min later")
    satisfied, everybody = await answers_this_week(screen)
    await customer_answers(screen, panel)

    await screen.becomes("L. Bakker")
    await screen.goes_to("weekly")
    assert await answers_this_week(screen) == (satisfied + 1, everybody + 1)
    await lead_finds_out_why(screen, panel)

    await panel.resolves(MARKED, "guest")
    await expect(panel.here).to_contain_text(re.compile(rf"T-1043\s+{MARKED}\s+to be asked"))
    await panel.lets_pass("Monday 9:00")
    await expect(panel.here).to_contain_text("asked, not answered yet")
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
    told = screen.messages.filter(has_text="I have shared it")
    await expect(told.get_by_role("button", name="Trend")).to_be_visible()
    await expect(told.get_by_role("button", name="Share in channel")).to_have_count(0)
    await expect(screen.newest).to_contain_text("Shared by")
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


def test_what_is_kept_can_be_looked_at_when_it_has_ended(
    demo: Demo, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    demo.wait()
    told = demo.end(signal.SIGTERM).splitlines()
    assert demo.process.returncode == 0
    assert {found.name for found in demo.here.iterdir()} == {".env", "kept"}
    folder = demo.here / "kept"
    url = f"sqlite:///{folder / 'kompas.db'}"
    assert told == [
        "Ctrl-C ends it and keeps the database.",
        f"Kept. Look at it with:  DATABASE_URL={url} kompas summary csat 30d by team",
    ]
    monkeypatch.setenv("DATABASE_URL", url)
    assert command.run(["verify"]) == 0
    assert command.run(["summary", "csat", "60d", "by", "team"]) == 0
    assert command.run(["connect", "list"]) == 0
    assert "Billing" in capsys.readouterr().out
    assert command.run(["demo", "--keep", str(folder)]) == 1
    assert "There is a kompas.db in" in capsys.readouterr().err
