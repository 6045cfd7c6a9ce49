from bot.sandbox import cast
from tests.bot.listeners.conftest import Desk, order
from tests.bot.listeners.test_digests import listed

SHARED = {"type": "channel_shared", "connected_team_id": "T0GUEST001", "channel": cast.WEEKLY}


async def test_a_channel_that_becomes_shared_pauses_its_digests_and_tells_the_owner(
    desk: Desk,
) -> None:
    await order(desk)
    await desk.sandbox.event(SHARED)
    await desk.sandbox.event(SHARED)
    await desk.round()
    assert "paused" in await listed(desk)
    notices = desk.sandbox.messages(cast.ADMIN)
    assert len(notices) == 1
    assert f"<#{cast.WEEKLY}>" in notices[0].text


async def test_a_digest_ordered_again_goes_on(desk: Desk) -> None:
    await order(desk)
    await desk.sandbox.event(SHARED)
    await order(desk)
    assert "paused" not in await listed(desk)


async def test_other_channels_are_left_alone(desk: Desk) -> None:
    await order(desk)
    await desk.sandbox.event({**SHARED, "channel": cast.SUPPORT})
    assert "paused" not in await listed(desk)
