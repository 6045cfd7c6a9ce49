"""The forms of a policy over the wire: what is kept and told, and what is refused where."""

from typing import Any

import pytest

from bot.listeners.policies import resettled
from bot.sandbox import cast
from bot.sandbox.modals import Modal
from bot.sandbox.plain import read
from kpi.store import surveys
from tests.bot.listeners.conftest import Desk, speaks
from tests.bot.listeners.survey_desk import filled, listed, over, survey
from tests.bot.listeners.test_home import opened


async def part(desk: Desk, key: str) -> Modal:
    """Open one of the forms from the list."""
    overview = await over(desk, await listed(desk), "survey:policy")
    return await over(desk, overview, f"policy:{key}")


async def kept(desk: Desk, form: Modal, **values: object) -> Modal:
    """Send a form that can be taken, and give the overview below as it is drawn anew."""
    await desk.admin.submit(form, filled(**values))
    below = desk.sandbox.view_of(cast.ADMIN)
    assert below is not None
    return await desk.sandbox.wait_for_view(cast.ADMIN, unlike=below)


def errors(answer: dict[str, Any]) -> dict[str, str]:
    assert answer["response_action"] == "errors"
    found: dict[str, str] = answer["errors"]
    return found


async def test_what_changed_is_kept_and_told_in_words(desk: Desk) -> None:
    shown = read(await kept(desk, await part(desk, "how_often"), cooldown="30d", sample="50"))
    assert "Saved. It holds for questions that have not gone out yet." in shown
    assert "Rest between two of these questions: 14 days → 30 days" in shown
    assert "Share that is asked about: 100 % → 50 %" in shown
    after = surveys.policy(await survey(desk))
    assert (after.cooldown.days, after.sample) == (30, 50)


async def test_each_part_leads_back_to_the_overview_and_the_list(desk: Desk) -> None:
    overview = await kept(desk, await part(desk, "when"), enabled="no")
    assert "Asks by itself: yes → no" in read(overview)
    await desk.kompas.pieces.background.drain(5)
    await desk.admin.close(overview)
    listing = desk.sandbox.view_of(cast.ADMIN)
    assert listing is not None
    assert "*CSAT* · off" in read(listing)


async def test_from_the_home_tab_it_is_the_same(desk: Desk) -> None:
    home = await opened(desk, desk.admin)
    await desk.admin.tap(home, "survey:policy", value="csat")
    overview = await desk.sandbox.wait_for_view(cast.ADMIN)
    form = await over(desk, overview, "policy:whom")
    after = await kept(desk, form, exclude__team="Sales, Billing")
    await desk.kompas.pieces.background.drain(5)
    assert desk.sandbox.view_of(cast.ADMIN) == after
    assert "Not these teams: Billing, Sales" in read(after)
    assert after.previous is None


async def test_each_wrong_setting_stands_at_its_field(desk: Desk) -> None:
    form = await part(desk, "how_often")
    wrong = filled(cooldown="often", sample="0", daily_cap="5")
    found = errors((await desk.admin.submit(form, wrong)).answer)
    assert found.keys() == {"cooldown", "sample"}
    assert surveys.policy(await survey(desk)).daily_cap == 0


@pytest.mark.parametrize(
    ("language", "sentence"), [("en-GB", "would come when"), ("nl-NL", "herinnering zou")]
)
async def test_settings_that_contradict_each_other_are_refused(
    desk: Desk, language: str, sentence: str
) -> None:
    speaks(desk.sandbox, cast.ADMIN, language)
    form = await part(desk, "when")
    answer = (await desk.admin.submit(form, filled(reminder="20d"))).answer
    assert sentence in str(errors(answer))


async def test_what_misses_in_a_language_stands_at_its_field(desk: Desk) -> None:
    form = await part(desk, "privacy")
    answer = (await desk.admin.submit(form, filled(reasons__en="Too slow, Not solved"))).answer
    assert errors(answer).keys() == {"reasons.nl"}


async def test_a_delay_of_a_channel_is_set_changed_and_taken_away(desk: Desk) -> None:
    values = {"delay": "2h", "delay__chat": None, "delay__email": "1h"}
    shown = read(await kept(desk, await part(desk, "when"), **values))
    assert "The same after a chat: 15 minutes → as everywhere" in shown
    assert "2 hours (1 hour after a mail, 15 minutes after a call)" in shown
    after = surveys.policy(await survey(desk)).settings()
    assert (after["delay"], after["delay.email"], after["delay.phone"]) == ("2h", "1h", "15m")
    assert "delay.chat" not in after


async def test_two_admins_at_once_keep_what_each_changed(desk: Desk) -> None:
    form = await part(desk, "how_often")
    fresh, meanwhile = await survey(desk), {"cooldown": "60d"}
    await desk.database.writer.work(
        lambda to: surveys.change(to, fresh, meanwhile, now=desk.clock.now())
    )
    clash = errors((await desk.admin.submit(form, filled(cooldown="30d"))).answer)
    assert "meanwhile, to: 60d" in clash["cooldown"]
    await desk.admin.submit(form, filled(cooldown="14d", daily_cap="9"))
    after = surveys.policy(await survey(desk))
    assert (after.cooldown.days, after.daily_cap) == (60, 9)


async def test_a_button_of_an_admin_serves_nobody_else(desk: Desk) -> None:
    overview = await over(desk, await listed(desk), "survey:policy")
    await desk.agent.tap(overview, "policy:when", forged=True)
    await desk.kompas.pieces.background.drain(5)
    shown = desk.sandbox.view_of(cast.AGENT)
    assert shown is None or "Only an admin" in read(shown)


def test_only_what_differs_is_taken_the_general_delay_first() -> None:
    now = {"delay": "24h", "delay.chat": "15m", "cooldown": "14d"}
    written = {"delay.chat": "", "cooldown": "14d", "delay.email": "1h", "delay": "24h"}
    assert [*resettled(written, now).items()] == [("delay", "24h"), ("delay.email", "1h")]
    assert resettled({"cooldown": "30d"}, now) == {"cooldown": "30d"}
