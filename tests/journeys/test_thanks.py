"""What customers complained of in a thread and by mail becomes an action, and they hear of it."""

import re
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from typing import Any

import aiohttp
import pytest

from bot.sandbox import cast
from bot.sandbox.messages import Message
from kpi.store import alert_rules, surveys
from kpi.store.alert_rules import Wish
from kpi.store.tables import Action
from kpi.thresholds import Rule
from tests.journeys import letters
from tests.journeys.desk import Desk
from tests.journeys.letters import Letterbox
from tests.journeys.marks import on_sqlite
from tests.journeys.test_actions import filled, whispered
from tests.journeys.test_digest import digests, order
from tests.journeys.test_guests import asked_in_thread

SLOW = "It took far too long."
MONDAY = datetime(2026, 11, 23, 8, 1, tzinfo=UTC)


@pytest.fixture
async def letterbox(database_url: str) -> AsyncIterator[Letterbox]:
    async with letters.prepared(database_url) as prepared:
        yield prepared


async def ruled(desk: Desk) -> None:
    home, now = desk.slack.identity.team_id, desk.clock.now()
    async with desk.bot.database.reading() as connection:
        survey = await surveys.named(connection, home, "csat")
    wish = Wish(rule=Rule(steps=2), channel_id=cast.WEEKLY, owner_id=cast.LEAD)
    await desk.bot.database.writer.work(
        lambda connection: alert_rules.create(connection, survey, wish, now)
    )


async def complained_in_thread(desk: Desk) -> None:
    await desk.taps(desk.guest, await asked_in_thread(desk), "rate:2")
    form = await desk.opens(desk.guest, whispered(desk, cast.GUEST), "comment")
    await desk.guest.submit(form, filled(comment=SLOW))


async def complained_by_mail(letterbox: Letterbox) -> None:
    link = letterbox.link(await letterbox.asked(id="T-2"), 1)
    async with aiohttp.ClientSession() as browser:
        await browser.post(link, data={"do": "rate", "score": "1"})
        await browser.post(link, data={"do": "comment", "comment": SLOW})


def chosen(form: Any, field: str) -> str:
    """Give what a menu of a form begins with."""
    (element,) = (
        one["element"] for one in form.blocks if one.get("element", {}).get("action_id") == field
    )
    return str(element["initial_option"]["value"])


def button(message: Message, begin: str) -> str:
    """Give the first button of a message that begins an action."""
    found = re.search(rf"'action_id': '({begin}[^']*)'", str(message.blocks))
    assert found is not None, message.text
    return found[1]


async def begun(desk: Desk, message: Message, begin: str = "action:begin") -> Any:
    return await desk.opens(desk.lead, message, button(message, begin))


async def action_begun(desk: Desk) -> None:
    """Find an action offered under a case and under numbers, and begin one under the digest."""
    (alert, _) = desk.slack.messages(cast.WEEKLY)
    assert "Ticket T-1042" in desk.read(alert)
    alert = await desk.taps(desk.lead, alert, "case:claim")
    assert chosen(await begun(desk, alert), "theme") == "speed"
    await desk.says(desk.lead, "/kpi csat week why")
    why = whispered(desk, cast.LEAD)
    assert chosen(await begun(desk, why, "action:begin:"), "theme") == "speed"

    await desk.later(MONDAY - desk.clock.now())
    (digest,) = (one for one in digests(desk) if "0 of 2 satisfied" in desk.read(one))
    form = await begun(desk, digest)
    wish = filled(title="Two more colleagues", theme="speed", live="2026-11-23")
    await desk.lead.submit(form, wish)
    (action,) = await desk.every(Action)
    assert (action.state, action.begun_for_first is not None) == ("live", True)


async def customers_told(desk: Desk) -> None:
    """Send the words that are suggested, of which some are read by others."""
    await desk.says(desk.lead, "/kpi actions")
    await desk.taps(desk.lead, whispered(desk, cast.LEAD), "action:open")
    preview = await desk.opens(desk.lead, whispered(desk, cast.LEAD), "action:thank")
    shown = desk.read(preview)
    assert "1 of them is told in a thread that others read" in shown
    assert "Two more colleagues" in shown
    assert "“Speed”" not in shown
    await desk.lead.submit(preview, {})
    await desk.later()


@on_sqlite
async def test_from_a_case_the_numbers_or_a_digest_to_a_thank_you(letterbox: Letterbox) -> None:
    desk = letterbox.desk
    await order(desk)
    await ruled(desk)
    await complained_in_thread(desk)
    await complained_by_mail(letterbox)
    await desk.later(timedelta(minutes=5))
    await action_begun(desk)
    await customers_told(desk)
    told = desk.question(cast.SHARED)
    assert told.thread_ts is not None
    assert "Two more colleagues" in desk.read(told)
    letter = letterbox.server.taken[-1].get_body(("plain",))
    assert letter is not None
    assert "Two more colleagues" in " ".join(letter.get_content().split())
