"""A low score over the wire: it is told in a channel, claimed by one of two, followed up, done."""

import asyncio
from dataclasses import replace
from datetime import timedelta
from typing import Any

from sqlalchemy import select

from bot.sandbox import cast
from bot.sandbox.messages import Message
from bot.sandbox.person import Person
from bot.sandbox.plain import read
from kpi.store import alert_rules, rows, surveys, workspaces
from kpi.store.alert_rules import Wish
from kpi.store.tables import Case
from kpi.thresholds import Rule
from tests.bot.conftest import BOTH_DATABASES
from tests.bot.listeners.conftest import Desk, actions_of, said, speaks
from tests.bot.listeners.test_events import SHARED

A_WHILE = timedelta(minutes=3)


async def ruled(desk: Desk, *, language: str = "en", channel: str = cast.WEEKLY) -> None:
    async with desk.database.reading() as connection:
        survey = await surveys.named(connection, desk.home, "csat")
    wish = Wish(rule=Rule(steps=2), channel_id=channel, owner_id=cast.LEAD, language=language)
    await desk.database.writer.work(
        lambda connection: alert_rules.create(connection, survey, wish, desk.clock.now())
    )
    await desk.database.writer.work(
        lambda connection: workspaces.change(connection, desk.home, lead_ids=[cast.LEAD])
    )


async def low(desk: Desk) -> Message:
    """Let the customer give a 1, and wait for what the channel is told."""
    question = await desk.asked()
    await desk.customer.tap(question, "rate:1")
    await later(desk)
    return await desk.sandbox.wait_for_message(
        cast.WEEKLY, matching=lambda one: "case:claim" in actions_of(one)
    )


async def later(desk: Desk, by: timedelta = A_WHILE) -> None:
    desk.clock.move(by)
    await desk.round()
    await desk.kompas.pieces.background.drain(5)


async def settled(desk: Desk) -> None:
    await desk.kompas.pieces.background.drain(5)


def told(desk: Desk) -> str:
    (message,) = desk.sandbox.messages(cast.WEEKLY)
    return read(message)


async def case(desk: Desk) -> Case:
    async with desk.database.reading() as connection:
        (found,) = await rows.every(connection, Case, select(rows.table(Case)))
    return found


def lead(desk: Desk) -> Person:
    return desk.sandbox.person(cast.LEAD)


@BOTH_DATABASES
async def test_of_two_who_claim_at_once_one_has_it_and_the_other_is_told(desk: Desk) -> None:
    await ruled(desk)
    alert = await low(desk)
    assert "1 of 5" in read(alert)
    assert "VPN keeps dropping" in read(alert)
    assert "J. Jansen" not in read(alert)
    await asyncio.gather(desk.agent.tap(alert, "case:claim"), lead(desk).tap(alert, "case:claim"))
    await settled(desk)
    owner = (await case(desk)).owner_id
    other = ({cast.AGENT, cast.LEAD} - {owner}).pop()
    assert f"Claimed by <@{owner}>" in str(desk.sandbox.messages(cast.WEEKLY)[0].blocks)
    whisper = await desk.whisper("has claimed this already", other)
    assert f"<@{owner}>" in whisper.text


async def test_a_case_is_given_to_a_colleague_who_lets_it_rest(desk: Desk) -> None:
    await ruled(desk)
    alert = await low(desk)
    key = str((await case(desk)).id)
    await desk.agent.choose(alert, "case:menu", f"contacted:{key}")
    await settled(desk)
    await desk.agent.choose(alert, "case:menu", f"assign:{key}")
    form = await desk.sandbox.wait_for_view(cast.AGENT)
    assert "errors" in str((await desk.agent.submit(form, owner(cast.GUEST))).answer)
    await desk.agent.submit(form, owner(cast.LEAD))
    await later(desk, timedelta(seconds=1))
    given = await desk.dm("gave you this", cast.LEAD)
    await lead(desk).choose(given, "case:menu", f"snooze:{key}")
    form = await desk.sandbox.wait_for_view(cast.LEAD)
    own = {"until": {"until": "own"}, "day": {"day": "2026-11-17"}}
    assert "still to come" in str((await lead(desk).submit(form, own)).answer)
    await lead(desk).submit(form, {"until": {"until": "hours"}})
    await settled(desk)
    resting = (await case(desk)).snoozed_until
    assert resting is not None
    assert timedelta(minutes=119) < resting - desk.clock.now() <= timedelta(hours=2)
    assert "Rests until" in told(desk)
    await later(desk, timedelta(days=1))
    await desk.dm("This has rested until now", cast.LEAD)


async def test_a_case_ends_with_an_outcome_and_begins_again(desk: Desk) -> None:
    speaks(desk.sandbox, cast.AGENT, "nl-NL")
    await ruled(desk, language="nl")
    alert = await low(desk)
    await desk.agent.tap(alert, "case:claim")
    await settled(desk)
    (alert,) = desk.sandbox.messages(cast.WEEKLY)
    await desk.agent.tap(alert, "case:done")
    form = await desk.sandbox.wait_for_view(cast.AGENT)
    values = {"outcome": {"outcome": "solved"}, "note": {"note": "<!channel> =1+1"}}
    await desk.agent.submit(form, values)
    await settled(desk)
    (alert,) = desk.sandbox.messages(cast.WEEKLY)
    assert "1 van 5" in read(alert)
    assert "Afgerond: opgelost" in read(alert)
    assert "<!channel>" not in alert.text
    assert "case:claim" not in actions_of(alert)
    await again(desk, "rate:2")
    assert "De klant heeft zich daarna weer gemeld" in told(desk)
    await desk.dm("heeft zich weer gemeld", cast.AGENT)
    await desk.agent.tap(alert, "case:reopen")
    await settled(desk)
    assert (await case(desk)).state == "claimed"
    await again(desk, "undo")
    await desk.dm("nam het antwoord terug", cast.AGENT)
    assert (await case(desk)).remind_at is None


async def again(desk: Desk, action_id: str) -> None:
    """Let the customer answer anew, or take the answer back, and let it be heeded."""
    (question,) = desk.sandbox.messages(cast.CUSTOMER)
    if action_id.startswith("rate:"):
        await desk.customer.tap(question, "change")
        question = await desk.question(cast.CUSTOMER)
    await desk.customer.tap(question, action_id)
    await later(desk)
    await later(desk)


def owner(user_id: str) -> dict[str, Any]:
    return {"owner": {"owner": user_id}}


async def test_what_the_customer_says_later_is_shown_in_its_place_and_brought_as_a_file(
    desk: Desk,
) -> None:
    await ruled(desk)
    await low(desk)
    await desk.customer.tap(await desk.dm("1"), "comment")
    form = await desk.sandbox.wait_for_view(cast.CUSTOMER)
    hostile = "=1+1 <!channel> <https://evil.example|x> \u202e"
    await desk.customer.submit(
        form, {"comment": {"comment": hostile}, "may_contact": {"may_contact": ["yes"]}}
    )
    await later(desk)
    await later(desk)
    (alert,) = desk.sandbox.messages(cast.WEEKLY)
    assert "J. Jansen" in read(alert)
    assert "May be contacted." in read(alert)
    assert "=1+1 <!channel> <https://evil.example|x>" in read(alert)
    assert "\u202e" not in read(alert)
    assert "<!channel>" not in alert.text

    await lead(desk).command("/kpi", "cases interviews")
    await lead(desk).tap(desk.sandbox.ephemerals(cast.LEAD)[-1], "kpi:interview_file")
    await settled(desk)
    (file,) = desk.sandbox.world.files.all()
    head, row = file.content.decode("utf-8-sig").splitlines()
    assert head == "name,account,team,score,answered,subject,ticket,comment"
    assert row.startswith("J. Jansen,,Network,1,2026-11-18,VPN keeps dropping,,'=1+1")

    (question,) = desk.sandbox.messages(cast.CUSTOMER)
    await desk.customer.tap(question, "undo")
    await later(desk)
    assert "the answer changed" in told(desk)


async def test_guests_and_who_reads_no_alert_of_it_cannot_act(desk: Desk) -> None:
    await ruled(desk)
    alert = await low(desk)
    await desk.guest.tap(alert, "case:claim", forged=True)
    await settled(desk)
    assert (await case(desk)).owner_id == ""
    assert "only for members" in (await desk.whisper("only for members", cast.GUEST)).text

    elsewhere = replace(alert, channel=cast.SUPPORT, ts="1.000001")
    desk.sandbox.world.messages.add(elsewhere)
    await desk.agent.tap(elsewhere, "case:claim")
    await settled(desk)
    assert (await case(desk)).owner_id == ""
    await desk.whisper("Only leads", cast.AGENT)


async def test_leads_are_told_of_what_nobody_claims(desk: Desk) -> None:
    await ruled(desk)
    await low(desk)
    await later(desk, timedelta(days=1))
    reminder = await desk.dm("Nobody has claimed this yet", cast.LEAD)
    await lead(desk).tap(reminder, "case:claim")
    await settled(desk)
    assert f"<@{cast.LEAD}>" in str(desk.sandbox.messages(cast.WEEKLY)[0].blocks)
    await later(desk, timedelta(days=2))
    await desk.dm("the customer has not heard from you yet", cast.LEAD)


async def test_who_has_a_case_no_longer_sees_no_more_of_it(desk: Desk) -> None:
    await ruled(desk)
    alert = await low(desk)
    await given(desk, alert, cast.AGENT)
    mine = await desk.dm("gave you this", cast.AGENT)
    await given(desk, alert, cast.LEAD)
    await desk.agent.tap(mine, "case:contacted")
    await settled(desk)
    assert (await case(desk)).contacted_at is None
    (mine,) = desk.sandbox.messages(cast.AGENT)
    assert read(mine).strip() == f"@{cast.LEAD} follows this up now."


async def given(desk: Desk, alert: Message, to: str) -> None:
    """Let the lead give the case to somebody."""
    key = str((await case(desk)).id)
    await lead(desk).choose(alert, "case:menu", f"assign:{key}")
    form = await desk.sandbox.wait_for_view(cast.LEAD)
    await lead(desk).submit(form, owner(to))
    await later(desk, timedelta(seconds=1))


async def test_a_channel_that_is_shared_by_now_shows_nothing_more(desk: Desk) -> None:
    await ruled(desk)
    alert = await low(desk)
    desk.sandbox.world.places.change(cast.WEEKLY, is_ext_shared=True)
    await desk.sandbox.event(SHARED)
    await later(desk, timedelta(seconds=1))
    assert "VPN" not in told(desk)
    await desk.agent.tap(alert, "case:claim")
    await later(desk)
    assert "VPN" not in told(desk)
    assert f"<#{cast.WEEKLY}>" in (await desk.dm("told there no more", cast.LEAD)).text


async def test_leads_list_cases_and_act_on_them_there(desk: Desk) -> None:
    await ruled(desk)
    await low(desk)
    assert "Only leads" in said(await desk.agent.command("/kpi", "cases"))
    assert "1 case is open" in said(await lead(desk).command("/kpi", "csat week cases"))
    listed = desk.sandbox.ephemerals(cast.LEAD)[-1]
    await lead(desk).tap(listed, "case:not_ours")
    await settled(desk)
    assert "No case is open" in desk.sandbox.ephemerals(cast.LEAD)[-1].text
    assert "not ours" in said(await lead(desk).command("/kpi", "zaken afgehandeld"))
    assert "0 customers may be contacted" in said(
        await lead(desk).command("/kpi", "cases interviews")
    )


async def test_the_home_tab_leads_to_the_list(desk: Desk) -> None:
    speaks(desk.sandbox, cast.LEAD, "nl-NL")
    await ruled(desk)
    await low(desk)
    await lead(desk).opens_home()
    await settled(desk)
    home = desk.sandbox.world.homes[cast.LEAD]
    assert "1 zaak staat open, de oudste sinds 18 november" in str(home.blocks)
    await lead(desk).tap(home, "home:cases")
    page = await desk.sandbox.wait_for_view(cast.LEAD)
    await lead(desk).tap(page, "case:claim")
    await settled(desk)
    page = await desk.sandbox.wait_for_view(cast.LEAD)
    await lead(desk).tap(page, "case:done")
    form = await desk.sandbox.wait_for_view(cast.LEAD, unlike=page)
    await lead(desk).submit(form, {"outcome": {"outcome": "reached"}})
    await settled(desk)
    assert "Er staat geen zaak open" in read(await desk.sandbox.wait_for_view(cast.LEAD))
    assert (await case(desk)).outcome == "reached"
