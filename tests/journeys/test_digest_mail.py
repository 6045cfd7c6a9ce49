"""A manager's month by mail: for somebody who is not in Slack, ordered by somebody who is."""

from collections.abc import AsyncIterator
from datetime import UTC, date, datetime

import pytest

from bot.sandbox import cast
from bot.sandbox.filling import Values
from tests.journeys import letters
from tests.journeys.desk import Desk
from tests.journeys.letters import Letterbox
from tests.journeys.marks import on_sqlite
from tests.journeys.test_actions import answered
from tests.journeys.test_digest import until

HEAD = "head@elsewhere.example"


@pytest.fixture
async def letterbox(database_url: str) -> AsyncIterator[Letterbox]:
    async with letters.prepared(database_url) as prepared:
        yield prepared


async def order(desk: Desk) -> None:
    """Order a month by mail, instead of in the channel."""
    await desk.appoint_lead()
    await desk.says(desk.lead, "/survey digest", channel=cast.WEEKLY)
    form = await desk.slack.wait_for_view(cast.LEAD)
    choices: Values = {
        "addresses": {"addresses": HEAD},
        "channel": {"channel": None},
        "day": {"day": "m1"},
        "metrics": {"metrics": ["csat"]},
        "title": {"title": "Board"},
    }
    exchange = await desk.lead.submit(form, choices)
    assert "1 address on Tuesday 1 December" in str(exchange.answer), exchange.answer


@on_sqlite
async def test_the_month_that_ended_comes_by_mail(letterbox: Letterbox) -> None:
    desk = letterbox.desk
    await order(desk)
    await answered(desk, {date(2026, 11, 17): [5] * 4})
    await desk.set("csat", cooldown="0d", cooldown_any="0d")
    await desk.asked(id="T-1", team="Network")
    await desk.taps(desk.customer, await desk.asked(id="T-2", team="Network"), "rate:5")

    await until(desk, datetime(2026, 12, 1, 8, 1, tzinfo=UTC))

    (letter,) = letterbox.server.taken
    assert letter["To"].addresses[0].addr_spec == HEAD
    assert letter["Subject"].startswith("Board: November 2026")
    plain, html = letter.get_body(("plain",)), letter.get_body(("html",))
    assert plain is not None
    assert html is not None
    assert "100\xa0% satisfied" in plain.get_content()
    assert "Provisional: 1 question is still open" in plain.get_content()
    assert "Network" in html.get_content()
    assert "/kpi" not in html.get_content()
    assert desk.slack.messages(cast.WEEKLY) == []
