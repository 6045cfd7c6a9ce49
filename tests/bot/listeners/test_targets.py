"""Targets as leads set them, in words and in the form, and as everybody reads them."""

from bot.sandbox import cast
from kpi.metrics import Metric
from kpi.store import surveys, targets
from kpi.store.tables import Target
from tests.bot.listeners.conftest import Desk, actions_of, said
from tests.bot.listeners.survey_desk import filled
from tests.bot.listeners.test_kpi import answered, asked_by, name_lead


async def stored(desk: Desk) -> list[Target]:
    async with desk.database.reading() as connection:
        return await targets.of_workspace(connection, desk.home)


async def test_a_target_is_set_in_words_and_stands_in_every_answer(desk: Desk) -> None:
    await name_lead(desk)
    await answered(desk)
    lead = desk.sandbox.person(cast.LEAD)
    assert "Only leads" in said(await desk.agent.command("/kpi", "target csat 85"))
    assert "for everybody is now 85\xa0%" in said(await lead.command("/kpi", "doel csat 85%"))
    assert "team Network is now 90\xa0%" in said(
        await lead.command("/kpi", "target csat 90 team:network")
    )
    slip = said(await lead.command("/kpi", "target csat 9 team:Netwrok"))
    assert "Did you mean *Network*" in slip
    await lead.command("/kpi", "target first response time 1 h 30 min")
    assert [(one.metric, one.value, one.aim) for one in await stored(desk)] == [
        ("csat", "", 85.0),
        ("csat", "Network", 90.0),
        ("frt", "", 5400.0),
    ]
    shown = await asked_by(desk, cast.AGENT, "csat week")
    assert "Target 85\xa0%: too few to tell." in shown.text
    assert "90\\xa0%" in str((await asked_by(desk, cast.AGENT, "csat week by team")).blocks)
    listed = await asked_by(desk, cast.LEAD, "targets")
    assert actions_of(listed)[-1] == "target:new"
    await lead.tap(listed, "kpi:untarget", value='target csat remove team:"Network"')
    await desk.whisper("The target is removed.", cast.LEAD)
    assert len(await stored(desk)) == 2


async def test_the_form_shows_at_its_field_what_is_wrong(desk: Desk) -> None:
    listed = said(await desk.agent.command("/survey", "targets"))
    assert "A lead sets one" in listed
    await desk.admin.command("/survey", "targets")
    await desk.admin.tap(await desk.whisper("no targets yet", cast.ADMIN), "target:new")
    form = await desk.sandbox.wait_for_view(cast.ADMIN)
    for wrong, field, words in (
        (filled(metric="csat", aim="850", place="everybody"), "aim", "cannot be a target"),
        (filled(metric="frt", aim="2d", place="everybody"), "aim", "Only office hours"),
        (filled(metric="nps", aim="30", place="team"), "value", "Write its name"),
    ):
        answer = (await desk.admin.submit(form, wrong)).answer
        assert words in str(answer["errors"][field])
    await desk.admin.submit(form, filled(metric="nps", aim="+30", place="team", value="Network"))
    (kept,) = await stored(desk)
    assert (kept.metric, kept.segment, kept.value, kept.aim) == ("nps", "team", "Network", 30.0)


async def test_a_survey_with_a_name_has_a_target_too(desk: Desk) -> None:
    await desk.database.writer.work(
        lambda to: surveys.create(to, desk.home, "onboarding", Metric.NPS, now=desk.clock.now())
    )
    for words, answer in {
        "target 30 survey:Onboarding": "NPS for survey onboarding is now +30",
        "target nps +35 survey:onboarding": "is now +35",
        "target csat 85 survey:onboarding": "The survey onboarding asks for NPS",
        "target 85 survey:onbording": "There is no survey onbording here",
        "target csat 85 survey:csat": "CSAT for everybody is now 85\xa0%",
        "targets": "NPS · survey onboarding: +35",
    }.items():
        assert answer in said(await desk.admin.command("/kpi", words)), words
    assert "The target is removed" in said(
        await desk.admin.command("/kpi", 'target nps remove survey:"onboarding"')
    )
    await desk.admin.command("/survey", "targets")
    await desk.admin.tap(await desk.whisper("Where the numbers", cast.ADMIN), "target:new")
    form = await desk.sandbox.wait_for_view(cast.ADMIN)
    wrong = filled(metric="csat", aim="85", place="survey", value="onboarding")
    refused = (await desk.admin.submit(form, wrong)).answer
    assert "asks for NPS" in str(refused["errors"]["value"])
    await desk.admin.submit(
        form, filled(metric="nps", aim="30", place="survey", value="Onboarding")
    )
    assert {(one.segment, one.value) for one in await stored(desk)} == {
        ("", ""),
        ("survey", "onboarding"),
    }


async def test_nobody_gets_a_target_of_their_own(desk: Desk) -> None:
    for words in ("target csat 85 agent:anna", "target csat 85 trigger:system"):
        assert "I keep no targets" in said(await desk.admin.command("/kpi", words))
    assert await stored(desk) == []
