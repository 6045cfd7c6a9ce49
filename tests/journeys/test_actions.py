"""An improvement from the numbers to the customers who asked for it: begun, live, judged, told."""

from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from bot.sandbox import cast
from bot.sandbox.messages import Message
from bot.sandbox.modals import Modal
from kpi.store import rows, surveys
from kpi.store.columns import new_id
from kpi.store.tables import Action, Delivery, Response, Survey
from kpi.store.tallies import Counted, Deltas, apply
from tests.journeys.desk import Desk
from tests.journeys.marks import on_postgres

LIVE = date(2026, 11, 23)
DAY, WEEK = timedelta(days=1), timedelta(days=7)


def filled(**values: object) -> dict[str, dict[str, object]]:
    return {name: {name: value} for name, value in values.items()}


async def answered(desk: Desk, scores: Mapping[date, Sequence[int]]) -> None:
    """Count answers about team Network, by their days."""
    home = desk.slack.identity.team_id
    async with desk.bot.database.reading() as connection:
        survey = await surveys.named(connection, home, "csat")
    days = [(day, score) for day, given in scores.items() for score in given]
    answers = [_answer(survey, day, score) for day, score in days]
    deltas = Deltas()
    for one in answers:
        deltas.move(Counted.of(one.model_dump(), one.day), None, one.score)
    work = desk.bot.database.writer.work
    await work(lambda connection: rows.add(connection, *answers))
    await work(lambda connection: apply(connection, deltas))


def _answer(survey: Survey, day: date, score: int) -> Response:
    at = datetime.combine(day, time(12), UTC)
    return Response(
        workspace_id=survey.workspace_id,
        id=new_id(at),
        survey_id=survey.id,
        version=survey.version,
        score=score,
        day=day,
        answered_at=at,
        changed_at=at,
        trigger="system",
        team="Network",
    )


async def complained(desk: Desk) -> None:
    """Have the customer, who reads Dutch, say that it took too long."""
    thanks = await desk.taps(desk.customer, await desk.asked(), "rate:2")
    form = await desk.opens(desk.customer, thanks, "comment")
    await desk.customer.submit(form, filled(comment="Het duurde veel te lang."))
    await desk.later(timedelta(minutes=5))


async def form_of(desk: Desk, person: Any, command: str) -> Modal:
    await desk.says(person, command)
    return await desk.slack.wait_for_view(person.user.id)


def whispered(desk: Desk, user_id: str) -> Message:
    return desk.slack.ephemerals(user_id)[-1]


async def begun(desk: Desk) -> None:
    """Begin an action in the form, where a slip of the pen is met."""
    form = await form_of(desk, desk.lead, "/kpi action new Call back within a day")
    wish = {"theme": "speed", "metric": "csat", "place": "team", "due": "2026-11-20"}
    slip = await desk.lead.submit(form, filled(**wish, value="Netwrok"))
    assert "Network" in slip.answer["errors"]["value"]
    guest = await desk.lead.submit(form, filled(**wish, value="network", owner=cast.GUEST))
    assert "Choose a colleague" in guest.answer["errors"]["owner"]
    kept = await desk.lead.submit(form, filled(**wish, value="network", owner=cast.LEAD))
    assert kept.answer["response_action"] == "update"
    (action,) = await desk.every(Action)
    assert (action.value, action.begun_for_first) == ("Network", date(2026, 11, 9))


async def gone_live(desk: Desk) -> None:
    """Find it overdue on the list, and say that it goes live on Monday."""
    await desk.later(3 * DAY)
    assert "overdue" in await desk.says(desk.lead, "/kpi actions")
    assert "Only leads" in await desk.says(desk.agent, "/kpi acties")
    await desk.taps(desk.lead, whispered(desk, cast.LEAD), "action:open")
    day = await desk.opens(desk.lead, whispered(desk, cast.LEAD), "action:live")
    await desk.lead.submit(day, filled(live=LIVE.isoformat()))
    await desk.later(3 * DAY)
    (action,) = await desk.every(Action)
    assert (action.state, action.live_on) == ("live", LIVE)
    await desk.says(desk.lead, "/kpi csat trend team:Network")
    answer = desk.read(desk.slack.ephemerals(cast.LEAD)[-2])
    assert "Week 48: *Call back within a day* live since 23 November" in answer


async def judged(desk: Desk) -> Message:
    """Wait until its owner hears what it did."""
    await desk.later(5 * WEEK)
    await desk.bot.work()
    verdict = desk.question(cast.LEAD)
    assert "went from 50 % (60 answers) to 90 % (80)" in desk.read(verdict)
    assert "more than chance" in desk.read(verdict)
    return verdict


@on_postgres
async def test_from_a_complaint_to_a_thank_you(desk: Desk) -> None:
    await desk.appoint_lead()
    await complained(desk)
    before, after = [5] * 10 + [1] * 10, [5] * 18 + [1] * 2
    weeks = range(-6, 4)
    await answered(desk, {LIVE + week * WEEK: after if week >= 0 else before for week in weeks})
    await begun(desk)
    await gone_live(desk)
    verdict = await judged(desk)

    preview = await desk.opens(desk.lead, verdict, "action:thank")
    assert "1 person spoke of it" in desk.read(preview)
    sent = await desk.lead.submit(preview, filled(nl="Wij bellen nu <!channel> terug."))
    assert "1 person will be told" in str(sent.answer)
    await desk.taps(desk.lead, verdict, "action:thank")
    assert "told already" in desk.read(whispered(desk, cast.LEAD))
    await desk.later()
    told = desk.question(cast.CUSTOMER)
    assert "U zei het, wij deden het" in desk.read(told)
    assert "Wij bellen nu <!channel> terug." in desk.read(told)
    assert "<!channel>" not in told.text
    (thanked,) = [one for one in await desk.every(Delivery) if one.kind == "thanks"]
    assert thanked.state == "sent"
