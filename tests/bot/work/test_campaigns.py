from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import select

from bot.sandbox.cast import ADMIN, CUSTOMER, GUEST, LEADS, SHARED, SUPPORT, WEEKLY
from bot.sandbox.identity import ELSEWHERE, HOME
from kpi.cohorts import Rhythm
from kpi.store import campaigns, contacts, rows, workspaces
from kpi.store.campaigns import Wish
from kpi.store.tables import Campaign, CampaignAsk, CampaignMember, Interaction, Invitation
from tests.bot.conftest import ON_POSTGRES
from tests.bot.stage import Stage

IN_CHANNEL = {"kind": campaigns.CHANNEL, "channel_id": SHARED}
IN_GROUP = {"kind": campaigns.GROUP, "group_id": LEADS}
HELPED = {"kind": campaigns.CONTACTS, "days": 30}
DAY = timedelta(days=1)
LAST_TURN = datetime(2026, 11, 19, 16, 1, tzinfo=UTC)


async def started(stage: Stage, audience: dict[str, Any], **wishes: Any) -> Campaign:
    """Start a campaign that asks everybody tomorrow."""
    wish = Wish(
        **{
            "name": "Relations",
            "survey": "nps",
            "rhythm": Rhythm.ONCE,
            "starts_on": stage.now.date(),
            "audience": audience,
            "owner_id": ADMIN,
            **wishes,
        }
    )
    work = stage.database.writer.work
    campaign = await work(lambda it: campaigns.create(it, HOME, wish, stage.now))
    async with stage.database.reading() as connection:
        workspace = await workspaces.find(connection, HOME)
    await work(lambda it: campaigns.start(it, campaign, workspace, stage.now))
    return campaign


async def members(stage: Stage) -> set[str]:
    table = rows.table(CampaignMember)
    async with stage.database.reading() as connection:
        inside = select(table).where(table.c.left_at.is_(None))
        return {one.person for one in await rows.every(connection, CampaignMember, inside)}


async def asks(stage: Stage) -> list[CampaignAsk]:
    table = rows.table(CampaignAsk)
    async with stage.database.reading() as connection:
        return await rows.every(connection, CampaignAsk, select(table).order_by(table.c.due_at))


async def state(stage: Stage) -> tuple[str, str]:
    (campaign,) = await stage.every(Campaign)
    return campaign.state, campaign.paused_because


async def until(stage: Stage, moment: datetime) -> None:
    """Let time pass by the hour, so that nobody's turn is missed."""
    while stage.now < moment:
        stage.process.clock.move(min(timedelta(hours=1), moment - stage.now))
        await stage.round()


async def test_members_of_a_channel_without_bots_and_leavers(stage: Stage) -> None:
    stage.slack.add_user("U0LEFT0001", "left", "left@example.com", deleted=True)
    inside = stage.slack.world.places.find(SHARED).members | {"U0LEFT0001"}
    stage.slack.world.places.change(SHARED, members=inside)
    await started(stage, IN_CHANNEL)
    await stage.round()
    people = inside - {"U0LEFT0001", stage.slack.identity.bot_user_id, GUEST}
    assert await members(stage) == {*(f"{HOME}/{one}" for one in people), f"{ELSEWHERE}/{GUEST}"}
    assert len(await asks(stage)) == len(people) + 1


async def test_a_user_group_and_whoever_was_helped_lately(stage: Stage) -> None:
    await started(stage, IN_GROUP)
    await stage.round()
    assert await members(stage) == {f"{HOME}/{one}" for one in ("U0LEAD0001",)}

    await stage.solved()
    await stage.round()
    await started(stage, HELPED)
    await stage.round()
    assert f"{HOME}/{CUSTOMER}" in await members(stage)


async def test_everybody_is_asked_once_on_the_day_and_the_campaign_ends(stage: Stage) -> None:
    await started(stage, {"kind": campaigns.CHANNEL, "channel_id": SUPPORT})
    await stage.round()
    assert await stage.every(Interaction) == []
    await until(stage, LAST_TURN)
    found = await stage.every(Invitation)
    assert [one.state for one in found] == ["sent"] * 4
    assert len(stage.posted(CUSTOMER)) == 1
    await until(stage, LAST_TURN + timedelta(hours=9))
    assert await state(stage) == (campaigns.DONE, "")


async def test_who_joins_and_who_leaves_is_seen_the_next_day(stage: Stage) -> None:
    await started(stage, IN_CHANNEL, rhythm=Rhythm.QUARTERLY)
    await stage.round()
    before = await members(stage)
    stage.slack.add_user("U0FRESH001", "fresh", "fresh@example.com")
    inside = stage.slack.world.places.find(SHARED).members - {CUSTOMER} | {"U0FRESH001"}
    stage.slack.world.places.change(SHARED, members=inside)
    await stage.round()
    assert await members(stage) == before
    stage.process.clock.move(DAY)
    await stage.round()
    assert await members(stage) == before - {f"{HOME}/{CUSTOMER}"} | {f"{HOME}/U0FRESH001"}
    assert f"{HOME}/U0FRESH001" in {one.person for one in await asks(stage)}


@pytest.mark.parametrize(
    ("audience", "reason"),
    [
        ({"kind": campaigns.CHANNEL, "channel_id": "C0NOWHERE1"}, "channel_not_found"),
        ({"kind": campaigns.GROUP, "group_id": "S0NOWHERE1"}, "no_such_subteam"),
    ],
)
async def test_an_audience_that_is_gone_pauses_it_and_tells_its_owner(
    stage: Stage, audience: dict[str, Any], reason: str
) -> None:
    await started(stage, audience)
    await stage.round()
    await stage.round()
    assert await state(stage) == (campaigns.PAUSED, reason)
    (told,) = stage.posted(ADMIN)
    assert "Relations" in told.text
    assert "paused" in told.text


async def test_a_channel_that_was_archived_since_pauses_it_and_nobody_has_left(
    stage: Stage,
) -> None:
    await started(stage, IN_CHANNEL, rhythm=Rhythm.QUARTERLY)
    await stage.round()
    before = await members(stage)
    stage.slack.world.places.change(SHARED, is_archived=True)
    stage.process.clock.move(DAY)
    await stage.round()
    assert await state(stage) == (campaigns.PAUSED, "is_archived")
    assert await members(stage) == before


async def test_a_list_that_changed_under_its_reading_is_read_anew(stage: Stage) -> None:
    stage.slack.faults.add("users.list", "error:invalid_cursor")
    await started(stage, {"kind": campaigns.CHANNEL, "channel_id": WEEKLY})
    await stage.round()
    stage.process.clock.move(timedelta(minutes=1))
    await stage.round()
    assert len(await asks(stage)) == 3
    assert stage.asked_slack("conversations.members") == 2


async def test_a_pause_that_slack_asks_for_leaves_everything_for_later(stage: Stage) -> None:
    stage.slack.faults.add("users.list", "429", retry_after=20)
    await started(stage, {"kind": campaigns.CHANNEL, "channel_id": WEEKLY})
    await stage.round()
    await stage.round()
    assert await asks(stage) == []
    stage.process.clock.move(timedelta(seconds=21))
    await stage.round()
    assert len(await asks(stage)) == 3
    assert stage.asked_slack("conversations.members") == 1


@ON_POSTGRES
async def test_after_a_restart_and_beside_another_replica_nobody_is_asked_twice(
    stage: Stage,
) -> None:
    await started(stage, {"kind": campaigns.CHANNEL, "channel_id": WEEKLY})
    await stage.round()
    other = stage.replica()
    await other.round()
    assert len(await asks(stage)) == 3
    while stage.now < LAST_TURN:
        stage.process.clock.move(timedelta(hours=2))
        await stage.round()
        await other.round()
    assert len(await stage.every(Interaction)) == 3


async def test_somebody_who_opted_out_is_not_asked_and_the_ledger_says_why(stage: Stage) -> None:
    await stage.database.writer.work(
        lambda it: contacts.opt_out(it, HOME, HOME, "U0LEAD0001", stage.now)
    )
    await started(stage, IN_GROUP)
    await stage.round()
    await until(stage, LAST_TURN)
    invitation = await stage.invitation()
    assert (invitation.state, invitation.reason) == ("not_asked", "opted_out")
