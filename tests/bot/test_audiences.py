from bot.audiences import MOST_PAGES, PAGE, Audiences, pieces
from bot.sandbox.cast import SUPPORT
from kpi.store import audiences, campaigns
from tests.bot.stage import Stage
from tests.bot.work.test_campaigns import started


async def test_a_long_list_is_read_in_several_goes(stage: Stage) -> None:
    amount = PAGE * MOST_PAGES + 1
    for number in range(amount):
        stage.slack.add_user(f"U{number:09d}", f"p{number}", f"p{number}@example.com")
    inside = frozenset(f"U{number:09d}" for number in range(amount))
    stage.slack.world.places.change(SUPPORT, members=inside)
    campaign = await started(stage, {"kind": campaigns.CHANNEL, "channel_id": SUPPORT})
    reading = Audiences(stage.process)
    assert not await reading.compare(campaign)
    assert not await reading.compare(campaign)
    assert await reading.compare(campaign)
    async with stage.database.reading() as connection:
        assert await audiences.size(connection, campaign) == amount


def test_lists_are_cut_into_pieces() -> None:
    cut = pieces(list(range(1001)))
    assert [len(piece) for piece in cut] == [500, 500, 1]
    assert pieces([]) == []
