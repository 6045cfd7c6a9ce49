"""A campaign: made by an admin, previewed, started, asked on somebody's day, answered, counted."""

from datetime import datetime

from sqlalchemy import select

from bot.sandbox import cast
from bot.sandbox.modals import Modal
from kpi.store import rows
from kpi.store.tables import CampaignAsk
from tests.journeys.desk import Desk
from tests.journeys.marks import on_postgres


async def turn_of(desk: Desk, user_id: str) -> datetime:
    table = rows.table(CampaignAsk)
    async with desk.bot.database.reading() as connection:
        found = await rows.every(connection, CampaignAsk, select(table))
    (mine,) = [one for one in found if one.person.endswith(f"/{user_id}")]
    return mine.due_at


async def previewed(desk: Desk) -> Modal:
    """Fill in the form for the people of #support; give what is shown before it starts."""
    await desk.says(desk.admin, "/survey campaign new", channel=cast.SUPPORT)
    form = await desk.slack.wait_for_view(cast.ADMIN)
    filled = {"name": {"name": "Relations"}, "days": {"days": "3"}}
    exchange = await desk.admin.submit(form, filled)
    assert exchange.answer["response_action"] == "update", exchange.answer
    await desk.bot.settle()
    return await desk.slack.wait_for_view(cast.ADMIN)


@on_postgres
async def test_an_admin_asks_a_channel_for_nps_and_its_answers_count(desk: Desk) -> None:
    shown = await previewed(desk)
    told = desk.read(shown)
    for words in ("4 people", "Thursday 19 November", "Hoe waarschijnlijk is het dat u"):
        assert words in told
    await desk.bot.work()
    assert "4 people" in await desk.says(desk.admin, "/survey campaign")
    assert desk.slack.messages(cast.CUSTOMER) == []

    await desk.admin.submit(shown, {})
    await desk.bot.work()
    assert desk.slack.messages(cast.CUSTOMER) == []
    turn = await turn_of(desk, cast.CUSTOMER)
    await desk.later(turn - desk.clock.now())
    question = desk.question()
    assert "Hoe waarschijnlijk is het dat u" in desk.read(question)
    assert "opgelost" not in desk.read(question)
    await desk.taps(desk.customer, question, "rate:9")

    assert "1 promoter" in await desk.says(desk.admin, "/kpi nps")
    assert "1 answered" in await desk.says(desk.admin, "/survey campaign")
