from bot.sandbox import cast
from tests.bot.listeners.conftest import Desk, order, said


async def listed(desk: Desk) -> str:
    return said(await desk.admin.command("/survey", "digest list"))


async def test_a_digest_is_ordered_listed_and_removed(desk: Desk) -> None:
    answer = await order(desk, weekday="4", time="16:30", filter="team:Network")
    assert f"<#{cast.WEEKLY}>" in str(answer)
    assert "Friday" in str(answer)
    shown = await listed(desk)
    assert f"1. CSAT, CES, NPS to <#{cast.WEEKLY}>, every Friday at 16:30 (team:Network)" in shown
    assert "Removed" in said(await desk.admin.command("/survey", "digest remove 1"))
    assert "no digests" in await listed(desk)


async def test_members_cannot_order_digests(desk: Desk) -> None:
    for text in ("digest", "digest list", "digest remove 1"):
        assert "Only leads" in said(await desk.agent.command("/survey", text))


async def test_a_number_that_is_not_on_the_list(desk: Desk) -> None:
    assert "no digest 7" in said(await desk.admin.command("/survey", "digest remove 7"))
