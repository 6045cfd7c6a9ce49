from typing import Any

from bot.sandbox import cast
from bot.sandbox.modals import Modal
from bot.sandbox.plain import read
from kpi.store import schedules
from kpi.store.schedules import Order
from kpi.store.tables import Schedule
from tests.bot.listeners.conftest import Desk, order, said


async def listed(desk: Desk) -> str:
    return said(await desk.admin.command("/survey", "digest list"))


async def kept(desk: Desk) -> list[Schedule]:
    async with desk.database.reading() as connection:
        return await schedules.of_workspace(connection, desk.home)


async def ordered(desk: Desk, **wishes: Any) -> Schedule:
    order = Order(
        **{"owner_id": cast.ADMIN, "channel_id": cast.WEEKLY, "metrics": ["csat"], **wishes}
    )
    return await desk.database.writer.work(
        lambda connection: schedules.create(connection, desk.home, order, desk.clock.now())
    )


async def taps(desk: Desk, action_id: str, schedule: Schedule) -> str:
    """Tap a button of the list; give what the list says then."""
    await listed(desk)
    shown = desk.sandbox.ephemerals(cast.ADMIN)[-1]
    await desk.admin.tap(shown, action_id, value=str(schedule.id))
    await desk.kompas.pieces.background.drain(10)
    return desk.sandbox.ephemerals(cast.ADMIN)[-1].text


async def opened(desk: Desk) -> Modal:
    await desk.admin.command("/survey", "digest", channel=cast.WEEKLY)
    return await desk.sandbox.wait_for_view(cast.ADMIN)


async def test_a_digest_is_ordered_listed_and_removed(desk: Desk) -> None:
    answer = await order(desk, day="4", time="16:30", filter="team:Network")
    assert f"<#{cast.WEEKLY}>" in str(answer)
    assert "Friday" in str(answer)
    line = f"to <#{cast.WEEKLY}>, every Friday at 16:30 (team:Network)"
    assert f"1. CSAT, CES, FRT, ART, FCR {line}" in await listed(desk)
    assert "Removed" in said(await desk.admin.command("/survey", "digest remove 1"))
    assert "no digests" in await listed(desk)


async def test_members_cannot_order_digests(desk: Desk) -> None:
    for text in ("digest", "digest list", "digest remove 1"):
        assert "Only leads" in said(await desk.agent.command("/survey", text))


async def test_a_number_that_is_not_on_the_list(desk: Desk) -> None:
    assert "no digest 7" in said(await desk.admin.command("/survey", "digest remove 7"))


async def test_the_list_pauses_resumes_and_removes(desk: Desk) -> None:
    schedule = await ordered(desk)
    assert "paused: by hand" in await taps(desk, "digest:pause", schedule)
    assert "paused" not in (await taps(desk, "digest:resume", schedule)).splitlines()[-1]
    assert "no digests" in await taps(desk, "digest:remove", schedule)


async def test_the_list_sends_a_preview_to_who_asks(desk: Desk) -> None:
    await desk.admin.tap(await desk.asked(cast.ADMIN), "rate:4")
    schedule = await ordered(desk, title="Board")
    assert "in your messages with me" in await taps(desk, "digest:preview", schedule)
    whole = await desk.sandbox.wait_for_message(
        cast.ADMIN, matching=lambda one: "Board: week 46" in one.text
    )
    assert whole.ts
    assert desk.sandbox.messages(cast.WEEKLY) == []


async def test_a_digest_is_changed_in_its_form(desk: Desk) -> None:
    schedule = await ordered(desk)
    await taps(desk, "digest:edit", schedule)
    form = await desk.sandbox.wait_for_view(cast.ADMIN)
    exchange = await desk.admin.submit(form, {"day": {"day": "m3"}, "title": {"title": "Board"}})
    assert "Thursday 3 December" in str(exchange.answer)
    (changed,) = await kept(desk)
    assert (changed.id, changed.title, changed.rhythm) == (schedule.id, "Board", "monthly")


async def test_a_form_shows_what_it_would_make_before_anything_is_kept(desk: Desk) -> None:
    form = desk.admin.fills(await opened(desk), {"filter": {"filter": "town:Utrecht"}})
    await desk.admin.tap(form, "digest:preview")
    await desk.kompas.pieces.background.drain(10)
    refused = desk.sandbox.view_of(cast.ADMIN)
    assert refused is not None
    assert "town" in read(refused)
    mended = desk.admin.fills(refused, {"filter": {"filter": ""}, "day": {"day": "m1"}})
    await desk.admin.tap(mended, "digest:preview")
    await desk.kompas.pieces.background.drain(10)
    assert "October 2026" in (await desk.dm("October 2026", cast.ADMIN)).text
    shown = desk.sandbox.view_of(cast.ADMIN)
    assert shown is not None
    assert "in your messages with me" in read(shown)
    assert await kept(desk) == []


async def test_a_month_for_a_manager_is_a_place_to_start(desk: Desk) -> None:
    week = await opened(desk)
    await desk.admin.tap(week, "digest:new:month")
    await desk.kompas.pieces.background.drain(10)
    month = desk.sandbox.view_of(cast.ADMIN)
    assert month is not None
    exchange = await desk.admin.submit(month)
    assert "Thursday 3 December" in str(exchange.answer)
    (made,) = await kept(desk)
    assert (made.channel_id, made.by, len(made.metrics)) == (cast.WEEKLY, ["team", "account"], 6)


async def test_a_button_of_a_digest_that_is_gone_says_so(desk: Desk) -> None:
    schedule = await ordered(desk)
    await listed(desk)
    shown = desk.sandbox.ephemerals(cast.ADMIN)[-1]
    await desk.database.writer.work(
        lambda connection: schedules.remove(connection, desk.home, schedule.id)
    )
    await desk.admin.tap(shown, "digest:edit", value=str(schedule.id))
    await desk.whisper("no longer exists", cast.ADMIN)
