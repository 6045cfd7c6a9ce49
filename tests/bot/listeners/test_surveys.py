"""The list of surveys over the wire: who sees what of it, and what its buttons do."""

from bot.sandbox import cast
from bot.sandbox.plain import read
from kpi.metrics import Metric
from kpi.store import surveys, versions
from tests.bot.listeners.conftest import Desk, said, speaks
from tests.bot.listeners.survey_desk import listed, over, survey
from tests.bot.listeners.test_home import as_message, opened
from tests.bot.listeners.test_home import read as read_home


async def test_an_admin_reads_what_each_survey_asks_and_how_its_week_goes(desk: Desk) -> None:
    await desk.customer.tap(await desk.asked(), "rate:4")
    shown = read(await listed(desk))
    assert "*CSAT* · on" in shown
    assert "How satisfied are you with our help?" in shown
    assert "1 asked this week, 1 answered" in shown
    assert "*NPS* · off" in shown
    assert "Nobody asked this week" in shown


async def test_a_lead_reads_it_and_changes_nothing(desk: Desk) -> None:
    await desk.admin.command("/survey", "leads @lbakker")
    lead = desk.sandbox.person(cast.LEAD)
    form = await listed(desk, lead)
    assert "Admins can change this" in read(form)
    assert not [block for block in form.blocks if block["type"] == "actions"]


async def test_others_are_told_what_they_can_do(desk: Desk) -> None:
    assert "What /survey can do" in said(await desk.agent.command("/survey"))
    assert desk.sandbox.view_of(cast.AGENT) is None


async def test_pausing_and_turning_on_again_is_drawn_at_once(desk: Desk) -> None:
    form = await listed(desk)
    await desk.admin.tap(form, "survey:pause", value="csat")
    paused = await desk.sandbox.wait_for_view(cast.ADMIN, unlike=form)
    assert "*CSAT* asks nobody any more" in read(paused)
    assert "*CSAT* · off" in read(paused)
    assert not surveys.policy(await survey(desk)).enabled
    await desk.admin.tap(paused, "survey:resume", value="csat")
    again = await desk.sandbox.wait_for_view(cast.ADMIN, unlike=paused)
    assert "*CSAT* asks from now on" in read(again)


async def test_a_survey_without_its_words_is_not_turned_on(desk: Desk) -> None:
    form = await listed(desk)
    await desk.admin.tap(form, "survey:pause", value="csat")
    await desk.sandbox.wait_for_view(cast.ADMIN, unlike=form)
    half, words = await survey(desk), {"question.en": "How was it?"}
    await desk.database.writer.work(lambda to: surveys.put(to, half, wording=words))
    shown = desk.sandbox.view_of(cast.ADMIN)
    assert shown is not None
    refused = await over(desk, shown, "survey:resume")
    assert "question.nl is empty" in read(refused)
    assert not surveys.policy(await survey(desk)).enabled


async def test_home_has_the_same_buttons_and_follows_them(desk: Desk) -> None:
    home = await opened(desk, desk.admin)
    assert "*CSAT* · on" in read_home(home)
    await desk.admin.tap(home, "survey:pause", value="csat")
    after = await desk.sandbox.wait_for_home(cast.ADMIN, unlike=home)
    assert "*CSAT* · off" in read_home(after)
    await desk.admin.tap(after, "survey:edit", value="nps")
    assert (await desk.sandbox.wait_for_view(cast.ADMIN)).callback_id == "survey_words"
    assert "survey:new" in str(as_message(after).blocks)


async def test_a_button_of_an_admin_serves_nobody_else(desk: Desk) -> None:
    form = await listed(desk)
    await desk.agent.tap(form, "survey:pause", value="csat", forged=True)
    await desk.kompas.pieces.background.drain(5)
    assert surveys.policy(await survey(desk)).enabled


async def test_a_list_that_slack_does_not_open_is_told_of(desk: Desk) -> None:
    desk.sandbox.faults.add("views.open", "error:expired_trigger_id")
    await desk.admin.command("/survey")
    await desk.whisper("too slow to open", cast.ADMIN)


async def test_the_list_speaks_dutch(desk: Desk) -> None:
    speaks(desk.sandbox, cast.ADMIN, "nl-NL")
    shown = read(await listed(desk))
    assert "Hoe tevreden bent u over onze hulp?" in shown
    assert "Deze week niemand iets gevraagd" in shown


async def test_each_door_leads_over_the_list(desk: Desk) -> None:
    form = await listed(desk)
    for name, told in (("campaigns", "no campaigns yet"), ("ledger", "Ledger"), ("people", "30")):
        page = await over(desk, form, f"survey:door:{name}", None)
        assert told in read(page)
        assert page.previous == form.id
        await desk.admin.close(page)
    systems = await over(desk, form, "connections", None)
    assert "No ticket system is connected yet" in read(systems)
    assert systems.previous == form.id


async def test_answers_before_another_question_are_told_to_be_left_out(desk: Desk) -> None:
    await desk.customer.tap(await desk.asked(), "rate:4")
    await desk.dm("4 of 5")
    half, words = await survey(desk), {"definition": "csat/1-7/top2/v1"}
    await desk.database.writer.work(
        lambda to: versions.rewrite(to, half, words, now=desk.clock.now())
    )
    answer = said(await desk.admin.command("/kpi", "csat 30d"))
    assert "No answers" in answer
    assert "The question changed on" in answer
    defined = said(await desk.admin.command("/kpi", "csat definition"))
    assert "csat/1-7/top2/v1, version 2" in defined


async def test_another_survey_is_asked_and_counted_by_its_name(desk: Desk) -> None:
    now = desk.clock.now()
    await desk.database.writer.work(
        lambda to: surveys.create(to, desk.home, "delivery", Metric.CES, title="Delivery", now=now)
    )
    delivery = await survey(desk, "delivery")
    await desk.database.writer.work(
        lambda to: surveys.change(to, delivery, {"enabled": "yes"}, now=now)
    )
    told = said(await desk.agent.command("/survey", "delivery @jjansen about the new laptop"))
    assert "I will ask" in told
    await desk.round()
    await desk.customer.tap(await desk.question(cast.CUSTOMER), "rate:6")
    await desk.dm("6 of 7")
    shown = said(await desk.admin.command("/kpi", "week survey:delivery trigger:hand"))
    assert "CES (delivery)" in shown
    assert "1 of 1 found it easy" in shown
    assert "no survey nowhere" in said(await desk.admin.command("/kpi", "week survey:nowhere"))
