from datetime import date
from uuid import uuid4

import pytest

from kpi.cohorts import Rhythm
from kpi.errors import NotFound
from kpi.store import campaigns
from kpi.store.database import Database
from kpi.store.tables import Delivery, Workspace
from tests.kpi.store.people import TOMORROW, draft
from tests.kpi.store.tickets import DAY, HOME, everything, read, write
from tests.moments import NOW


async def test_a_campaign_goes_from_draft_to_done_and_no_other_way(
    database: Database, workspace: Workspace
) -> None:
    campaign = await draft(database)
    assert not await write(database, campaigns.pause, campaign)
    assert not await write(database, campaigns.resume, campaign, workspace, NOW)
    assert await write(database, campaigns.start, campaign, workspace, NOW)
    assert not await write(database, campaigns.start, campaign, workspace, NOW)
    assert campaign.starts_on == TOMORROW
    assert await write(database, campaigns.pause, campaign)
    assert await write(database, campaigns.resume, campaign, workspace, NOW + 30 * DAY)
    assert campaign.starts_on == TOMORROW
    assert await write(database, campaigns.end, campaign)
    assert not await write(database, campaigns.end, campaign)
    assert await read(database, campaigns.find, HOME, campaign.id) == campaign


async def test_one_that_stops_by_itself_tells_its_owner_once(
    database: Database, workspace: Workspace
) -> None:
    campaign = await draft(database)
    assert not await write(database, campaigns.stop, campaign, "channel_not_found", NOW)
    await write(database, campaigns.start, campaign, workspace, NOW)
    assert await write(database, campaigns.stop, campaign, "channel_not_found", NOW)
    assert not await write(database, campaigns.stop, campaign, "channel_not_found", NOW)
    (notice,) = await everything(database, Delivery)
    assert (notice.kind, notice.user_id) == ("notice", "U0ADMIN")
    assert notice.body == {"campaign": "Relations", "because": "channel_not_found"}
    await write(database, campaigns.resume, campaign, workspace, NOW)
    assert (campaign.paused_because, campaign.synced_at) == ("", None)


async def test_campaigns_are_found_by_name_the_newest_first(
    database: Database, workspace: Workspace
) -> None:
    older = await draft(database)
    newer = await draft(database, now=NOW + DAY, rhythm=Rhythm.ONCE, starts_on=date(2027, 1, 1))
    assert await read(database, campaigns.named, HOME, " relations") == newer
    assert await read(database, campaigns.of_workspace, HOME) == [newer, older]
    assert await read(database, campaigns.of_workspace, "T0OTHER") == []
    for looked_for in (campaigns.named, campaigns.find):
        with pytest.raises(NotFound):
            await read(
                database, looked_for, HOME, "Other" if looked_for is campaigns.named else uuid4()
            )
    with pytest.raises(NotFound):
        await draft(database, survey="csta")
