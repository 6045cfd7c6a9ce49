"""Questions under a name, from the words in Slack to the answer in another language."""

from bot.sandbox import cast
from tests.bot.listeners.conftest import Desk, actions_of, said, speaks
from tests.bot.listeners.test_kpi import answered, asked_by, name_lead


async def test_a_lead_keeps_a_question_that_everybody_asks_in_their_own_words(desk: Desk) -> None:
    await name_lead(desk)
    await answered(desk)
    speaks(desk.sandbox, cast.LEAD, "nl-NL")
    lead = desk.sandbox.person(cast.LEAD)
    assert "Only leads" in said(await desk.agent.command("/kpi", "save Monday csat week"))
    kept = said(
        await lead.command(
            "/kpi",
            'save \N{LEFT DOUBLE QUOTATION MARK}Monday early" csat week by team',
        )
    )
    assert '/kpi "Monday early"' in kept
    asked, meant = [
        await asked_by(desk, cast.AGENT, one) for one in ("MONDAY early", "csat week by team")
    ]
    assert asked.text == meant.text
    assert "Network" in asked.text
    assert "Did you mean" in said(await desk.agent.command("/kpi", "Munday early"))
    assert "bewaard" in said(await lead.command("/kpi", "bewaar Directie csat week opmerkingen"))
    assert "for leads" in said(await desk.agent.command("/kpi", "Directie"))
    assert "Directie" not in said(await desk.agent.command("/kpi", "views"))
    listed = await asked_by(desk, cast.LEAD, "weergaven")
    assert actions_of(listed) == ["kpi:view", "kpi:unsave"] * 2
    await lead.tap(listed, "kpi:unsave", value="remove Directie")
    await desk.whisper("Directie is weg", cast.LEAD)
    assert "Directie" not in said(await lead.command("/kpi", "weergaven"))


async def test_what_cannot_be_kept_is_explained(desk: Desk) -> None:
    for words, complaint in (
        ("save week csat", "Choose another name"),
        ('save "csat month" ces', "Choose another name"),
        ("save Monday csta week", "Did you mean"),
        ("save Monday", "a name and the question"),
        ("save Monday csat by agent", "are off"),
        ("remove Sunday", "no view called Sunday"),
    ):
        assert complaint in said(await desk.admin.command("/kpi", words)), words


async def test_a_slip_in_a_question_that_is_kept_is_put_right_in_the_order_itself(
    desk: Desk,
) -> None:
    await answered(desk)
    for words, complaint in (
        ("save Desk csat week team:Netwrok", '`/kpi save "Desk" csat week team:Network`'),
        ('save "R&amp;D desk" csta month', '`/kpi save "R&amp;D desk" csat month`'),
    ):
        assert complaint in said(await desk.admin.command("/kpi", words)), words
    assert "Desk" not in said(await desk.admin.command("/kpi", "views"))
    assert "/kpi Desk" in said(await desk.admin.command("/kpi", "save Desk csat team:Warehouse"))
