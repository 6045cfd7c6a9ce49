from datetime import timedelta

from bot.sandbox import cast
from tests.bot.listeners.conftest import Desk, order
from tests.bot.listeners.test_digests import listed


async def test_the_same_order_twice_is_one_digest(desk: Desk) -> None:
    await order(desk)
    await order(desk)
    assert "2." not in await listed(desk)


async def test_ticking_in_another_order_is_the_same_digest(desk: Desk) -> None:
    await order(desk, metrics=["csat", "nps"])
    await order(desk, metrics=["nps", "csat"])
    assert "2." not in await listed(desk)


async def test_a_channel_gets_nothing_by_agent_even_where_leads_may_see_it(desk: Desk) -> None:
    await desk.admin.command("/survey", "agents on")
    answer = await order(desk, filter="agent:anna@example.com")
    assert "by agent" in str(answer["errors"])
    assert "no digests" in await listed(desk)


async def test_a_shared_channel_is_refused_at_its_field(desk: Desk) -> None:
    desk.sandbox.world.places.change(cast.WEEKLY, is_ext_shared=True)
    answer = await order(desk)
    assert answer["response_action"] == "errors"
    assert "channel" in str(answer["errors"])
    assert "no digests" in await listed(desk)


async def test_a_channel_without_the_bot_is_refused_at_its_field(desk: Desk) -> None:
    desk.sandbox.add_channel("C0OTHER001", "other", [cast.ADMIN])
    answer = await order(desk, channel="C0OTHER001")
    assert "/invite" in str(answer["errors"])


async def test_a_filter_that_is_none_is_refused_at_its_field(desk: Desk) -> None:
    answer = await order(desk, filter="teem Network")
    assert list(answer["errors"]) == ["filter"]  # type: ignore[call-overload]  # JSON


async def test_a_refusal_in_the_form_names_no_command(desk: Desk) -> None:
    for written in ("town:Utrecht", "team:"):
        answer = await order(desk, filter=written)
        assert written.partition(":")[0] in str(answer["errors"])
        assert "/kpi" not in str(answer["errors"])


async def test_a_name_that_was_meant_is_told_at_its_field(desk: Desk) -> None:
    question = await desk.asked()
    await desk.customer.tap(question, "rate:4")
    refused = await order(desk, filter="team:Nettwork")
    assert refused["errors"] == {"filter": 'There is no team "Nettwork". Did you mean Network?'}
    assert "no digests" in await listed(desk)
    assert "Monday" in str(await order(desk, filter="team:Warehouse"))


async def test_a_week_that_was_told_is_not_promised_on_another_day(desk: Desk) -> None:
    await order(desk)
    desk.clock.move(timedelta(days=5))
    await desk.round()
    await desk.admin.command("/survey", "digest list")
    listed = await desk.whisper("1. CSAT", cast.ADMIN)
    before = desk.sandbox.view_of(cast.ADMIN)
    await desk.admin.tap(listed, "digest:edit")
    form = await desk.sandbox.wait_for_view(cast.ADMIN, unlike=before)
    saved = await desk.admin.submit(form, {"day": {"day": "4"}})
    assert "Friday 4 December" in str(saved.answer)


async def test_the_form_says_when_the_first_one_comes(desk: Desk) -> None:
    answer = await order(desk, day="2", time="09:00")
    assert "Wednesday" in str(answer)
    assert "09:00" in str(answer)
