from bot.sandbox import cast
from bot.sandbox.messages import Message
from kpi.store import workspaces
from tests.bot.listeners.conftest import Desk, actions_of, said, speaks


async def answered(desk: Desk, score: int = 4) -> None:
    """Have one customer answer."""
    question = await desk.asked()
    await desk.customer.tap(question, f"rate:{score}")
    await desk.kompas.pieces.background.drain(5)


async def name_lead(desk: Desk) -> None:
    await desk.database.writer.work(
        lambda connection: workspaces.change(connection, desk.home, lead_ids=[cast.LEAD])
    )


async def asked_by(desk: Desk, user_id: str, text: str, channel: str = cast.WEEKLY) -> Message:
    """Ask for numbers, and give the private answer as it stands."""
    exchange = await desk.sandbox.person(user_id).command("/kpi", text, channel=channel)
    return await desk.sandbox.wait_for_ephemeral(
        user_id, matching=lambda one: one.text == said(exchange)
    )


async def test_a_lead_reads_a_number_that_includes_the_answer_of_just_now(desk: Desk) -> None:
    await name_lead(desk)
    await answered(desk)
    shown = await asked_by(desk, cast.LEAD, "csat week")
    assert "1 of 1" in shown.text
    assert actions_of(shown) == [
        *("kpi:split", "kpi:comments", "kpi:trend", "kpi:why", "kpi:export", "share")
    ]


async def test_the_language_is_that_of_the_persons_slack(desk: Desk) -> None:
    speaks(desk.sandbox, cast.LEAD, "nl-NL")
    exchange = await desk.sandbox.person(cast.LEAD).command("/kpi", "csat vorige week")
    assert "alle teams" in said(exchange)


async def test_buttons_lead_on_in_place(desk: Desk) -> None:
    await name_lead(desk)
    await answered(desk)
    shown = await asked_by(desk, cast.LEAD, "csat week")
    await desk.sandbox.person(cast.LEAD).choose(shown, "kpi:split", "csat 2026-W47 by team")
    split = await desk.whisper("Network", cast.LEAD)
    assert split.ts == shown.ts


async def test_a_typing_error_gets_the_nearest_meaning(desk: Desk) -> None:
    told = said(await desk.agent.command("/kpi", "csta week"))
    assert "csat" in told
    assert "/kpi csat week" in told


async def test_what_lies_behind_a_number(desk: Desk) -> None:
    await name_lead(desk)
    await answered(desk)
    shown = await asked_by(desk, cast.LEAD, "csat week")
    await desk.sandbox.person(cast.LEAD).tap(shown, "kpi:why")
    why = await desk.whisper("nothing from", cast.LEAD)
    assert (why.ts, "kpi:silence" in actions_of(why)) == (shown.ts, True)
    for text, told in {
        "csat week silence": "Answered 1 of 1",
        "csat klok": "no target for FRT",
        "csat week clock team:Networc": "Did you mean *Network*? Try `/kpi csat week clock team:",
        "csat week TEAM:netwrok comments": "`/kpi csat week TEAM:Network comments`",
        "csat week team:Brbl": "`/kpi csat week by team`",
    }.items():
        assert told in said(await desk.sandbox.person(cast.LEAD).command("/kpi", text)), text
    agent = desk.agent
    assert "nothing from" in said(await agent.command("/kpi", "csat week why"))
    assert "Only leads" in said(await agent.command("/kpi", "csat week why by account"))
    assert "Only leads see who is silent" in said(await agent.command("/kpi", "csat silence"))


async def test_members_see_totals_and_teams_only(desk: Desk) -> None:
    await answered(desk)
    shown = await asked_by(desk, cast.AGENT, "csat week by team")
    assert "Network" in shown.text
    assert "kpi:comments" not in actions_of(shown)
    assert "for leads" in said(await desk.agent.command("/kpi", "csat week comments"))
    assert "Only leads" in said(await desk.agent.command("/kpi", "csat week by account"))
    assert "Only leads" in said(await desk.agent.command("/kpi", "csat week account:Acme"))


async def test_by_agent_is_off_until_an_admin_turns_it_on(desk: Desk) -> None:
    assert "are off" in said(await desk.admin.command("/kpi", "csat week by agent"))
    await desk.admin.command("/survey", "agents on")
    assert "are off" not in said(await desk.admin.command("/kpi", "csat week by agent"))
    assert "Only leads" in said(await desk.agent.command("/kpi", "csat week by agent"))


async def test_outsiders_are_refused_politely(desk: Desk) -> None:
    exchange = await desk.guest.command("/kpi", "csat week", channel=cast.SHARED)
    assert "only for members" in said(exchange)


async def test_comments_are_shown_to_leads(desk: Desk) -> None:
    await name_lead(desk)
    await answered(desk, 2)
    await desk.customer.tap(await desk.dm("2 of 5"), "comment")
    form = await desk.sandbox.wait_for_view(cast.CUSTOMER)
    await desk.customer.submit(form, {"comment": {"comment": "Too slow"}})
    shown = await asked_by(desk, cast.LEAD, "csat week comments")
    assert "Too slow" in shown.text


async def test_definition_and_help(desk: Desk) -> None:
    assert "nps/0-10/net/v1" in said(await desk.agent.command("/kpi", "nps definition"))
    assert "/kpi csat week" in said(await desk.agent.command("/kpi", "help"))


async def test_share_posts_the_same_numbers_in_the_channel_once_and_says_so(desk: Desk) -> None:
    await answered(desk)
    shown = await asked_by(desk, cast.AGENT, "csat week")
    await desk.agent.taps(shown, "share", times=3)
    told = await desk.whisper("I have shared it in this channel.", cast.AGENT)
    await desk.kompas.pieces.background.drain(5)
    assert (told.ts, actions_of(told)) == (shown.ts, ["kpi:teams", "kpi:trend", "kpi:why"])
    assert told.text.startswith(shown.text)
    assert len(desk.sandbox.ephemerals(cast.AGENT)) == 1
    (shared,) = desk.sandbox.messages(cast.WEEKLY)
    assert shared.text == shown.text
    assert actions_of(shared) == []
    assert f"<@{cast.AGENT}>" in str(shared.blocks)


async def test_nothing_is_shared_where_outsiders_read_it(desk: Desk) -> None:
    shown = await asked_by(desk, cast.AGENT, "csat week", channel=cast.SHARED)
    await desk.agent.tap(shown, "share")
    await desk.whisper("outside", cast.AGENT)
    assert desk.sandbox.messages(cast.SHARED) == []


async def test_nothing_is_shared_where_the_bot_is_not(desk: Desk) -> None:
    desk.sandbox.add_channel("C0OTHER001", "other", [cast.AGENT])
    shown = await asked_by(desk, cast.AGENT, "csat week", channel="C0OTHER001")
    await desk.agent.tap(shown, "share")
    await desk.whisper("/invite", cast.AGENT)
    assert desk.sandbox.messages("C0OTHER001") == []
    await desk.agent.tap(shown, "share")
    await desk.kompas.pieces.background.drain(5)
    assert len(desk.sandbox.ephemerals(cast.AGENT)) == 3
