"""Reminders of cases in Slack: of one whose owner left, the lead hears instead."""

from datetime import timedelta
from functools import partial

from bot.sandbox.cast import AGENT, LEAD
from kpi import cases as life
from kpi.cases import Step
from kpi.store import case_reminders, cases
from kpi.store.cases import Deed
from tests.bot.work.unhappy import Unhappy, unhappy

__all__ = ["unhappy"]


async def claimed(unhappy: Unhappy) -> None:
    """Have the agent claim what somebody answers now."""
    await unhappy.low()
    await unhappy.later()
    case = (await unhappy.cases())[-1]
    now = unhappy.stage.now
    deed = Deed(step=Step.CLAIMED, doing=partial(life.claimed, by=AGENT, at=now), by=AGENT)
    await unhappy.stage.database.writer.work(
        lambda connection: cases.act(connection, unhappy.asking.workspace, case.id, deed, now)
    )


async def test_of_one_whose_owner_left_the_lead_hears_at_once(unhappy: Unhappy) -> None:
    stage = unhappy.stage
    await claimed(unhappy)
    stage.slack.add_user(AGENT, "adevries", "a.devries@example.com", deleted=True)
    await unhappy.later(timedelta(days=2))
    assert stage.posted(AGENT) == []
    (told,) = stage.posted(LEAD)
    assert f"<@{AGENT}> claimed this and is no colleague any more" in told.text


async def test_an_owner_who_became_a_guest_reads_nothing_of_what_customers_said(
    unhappy: Unhappy,
) -> None:
    stage = unhappy.stage
    await claimed(unhappy)
    (case,) = await unhappy.cases()
    stage.slack.add_user(AGENT, "adevries", "a.devries@example.com", is_restricted=True)
    await stage.database.writer.work(
        lambda connection: case_reminders.hand_over(connection, case, by=LEAD, now=stage.now)
    )
    await unhappy.later()
    await unhappy.later()
    (told,) = stage.posted(LEAD)
    assert f"<@{AGENT}> claimed this and is no colleague any more" in told.text
    await unhappy.later(timedelta(days=2))
    assert (len(stage.posted(LEAD)), stage.posted(AGENT)) == (2, [])


async def test_what_its_owner_cannot_be_told_the_lead_hears(unhappy: Unhappy) -> None:
    stage = unhappy.stage
    await claimed(unhappy)
    stage.slack.faults.add("conversations.open", "error:user_disabled")
    await unhappy.later(timedelta(days=2))
    await stage.round()
    (told,) = stage.posted(LEAD)
    assert "no colleague any more" in told.text
