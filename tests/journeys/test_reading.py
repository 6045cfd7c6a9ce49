"""Reading the numbers: in two languages, with typing errors, and by whom."""

import csv
from datetime import timedelta

import pytest

from bot.sandbox import cast
from tests.journeys.desk import Desk
from tests.journeys.marks import on_postgres, on_sqlite


@pytest.fixture
async def answered(desk: Desk) -> Desk:
    await desk.appoint_lead()
    thanks = await desk.taps(desk.customer, await desk.asked(), "rate:2")
    form = await desk.opens(desk.customer, thanks, "comment")
    await desk.customer.submit(form, {"comment": {"comment": "Het duurde te lang."}})
    await desk.bot.settle()
    return desk


def speaks_dutch(desk: Desk) -> None:
    desk.slack.add_user(cast.LEAD, "lbakker", "l.bakker@example.com", locale="nl-NL")


async def test_the_same_question_in_two_languages(answered: Desk) -> None:
    desk = answered
    english = await desk.says(desk.lead, "/kpi csat week by team")
    assert "this week so far" in english
    assert "0 of 1 satisfied" in english
    assert "Network" in english

    assert await desk.says(desk.lead, "/kpi CSAT deze week per team") == english


@on_sqlite
async def test_a_dutch_lead_reads_dutch(answered: Desk) -> None:
    speaks_dutch(answered)

    answer = await answered.says(answered.lead, "/kpi csat deze week per team")

    assert "deze week tot nu toe" in answer.casefold()
    assert "0 van de 1 tevreden" in answer


@on_postgres
async def test_times_come_from_the_tickets_themselves(desk: Desk) -> None:
    opened = desk.clock.now() - timedelta(minutes=30)
    for number in range(6):
        answer = await desk.tickets.resolved(
            id=f"T-{number}", opened_at=opened, first_replied_at=opened + timedelta(minutes=number)
        )
        assert answer.status == 202, answer
    await desk.tickets.opened(id="T-9")
    await desk.later()

    replies = await desk.says(desk.agent, "/kpi eerste reactie week per team")
    assert "median · 6 replies" in replies
    assert "1 has no reply yet" in replies
    solved = await desk.says(desk.agent, "/kpi art week")
    assert "on average · 6 solved" in solved
    assert "1 open now" in solved
    assert "6 of 6 tickets" in await desk.says(desk.agent, "/kpi fcr week")
    assert "there are no comments" in await desk.says(desk.agent, "/kpi frt week comments")


@on_sqlite
async def test_a_typing_error_gets_the_nearest_meaning(desk: Desk) -> None:
    meant = {
        "/kpi csta week": "/kpi csat week",
        "/kpi csat wek": "/kpi csat week",
        "/kpi nps vorig kwartal": "/kpi nps vorig kwartaal",
    }
    for typed, example in meant.items():
        answer = await desk.says(desk.agent, typed)
        assert "Did you mean" in answer
        assert example in answer


@on_sqlite
async def test_everything_without_answers_is_no_data_never_zero(desk: Desk) -> None:
    answer = await desk.says(desk.agent, "/kpi")

    for metric in ("CSAT", "CES", "NPS"):
        assert metric in answer
    assert "0 %" not in answer
    assert "Nobody was asked" in answer


@on_sqlite
async def test_comments_are_for_leads(answered: Desk) -> None:
    desk = answered
    assert "Het duurde te lang." in await desk.says(desk.lead, "/kpi csat week comments")
    await desk.later()
    narrowed = await desk.says(desk.lead, "/kpi csat week comments theme:snelheid score:1-2")
    assert "Het duurde te lang." in narrowed
    assert "about Speed, score 1–2" in narrowed
    assert "Nobody left" in await desk.says(desk.lead, "/kpi csat week comments theme:price")
    assert "Did you mean *speed*" in await desk.says(desk.lead, "/kpi csat comments theme:sped")
    behind = await desk.says(desk.lead, "/kpi csat week why")
    assert "Speed was named in 1 of 1 comments" in behind
    assert "1 to 1 of 1" in narrowed
    refused = await desk.says(desk.agent, "/kpi csat week comments")

    assert "Het duurde" not in refused
    assert "for leads" in refused


@on_sqlite
async def test_an_answer_is_shared_in_a_channel_of_colleagues_only(answered: Desk) -> None:
    desk = answered
    for channel in (cast.WEEKLY, cast.SHARED):
        await desk.says(desk.lead, "/kpi csat week", channel=channel)
        answer = desk.slack.ephemerals(cast.LEAD)[-1]
        await desk.lead.tap(answer, "share")
        await desk.bot.settle()

    assert "0 of 1 satisfied" in desk.read(desk.question(cast.WEEKLY))
    assert desk.slack.messages(cast.SHARED) == []
    assert "outside" in desk.read(desk.slack.ephemerals(cast.LEAD)[-1])


@on_sqlite
async def test_what_stands_under_an_answer_asks_on(answered: Desk) -> None:
    desk = answered
    await desk.says(desk.lead, "/kpi csat week", channel=cast.WEEKLY)

    here = desk.slack.ephemerals(cast.LEAD)[-1]
    await desk.lead.choose(here, "kpi:split", "csat 2026-W47 by channel")
    await desk.bot.settle()
    assert "chat" in desk.read(desk.slack.ephemerals(cast.LEAD)[-1])
    await desk.taps(desk.lead, desk.slack.ephemerals(cast.LEAD)[-1], "kpi:comments")
    assert "Het duurde te lang." in desk.read(desk.slack.ephemerals(cast.LEAD)[-1])


@on_sqlite
async def test_a_lead_gets_the_rows_as_a_file_and_others_a_sentence(answered: Desk) -> None:
    desk = answered
    told = await desk.says(desk.lead, "/kpi export csat month")
    assert "direct message" in told
    brought = desk.question(cast.LEAD)
    assert "1 row." in desk.read(brought)
    (row,) = csv.DictReader(brought.files[0].content.decode("utf-8-sig").splitlines())
    assert (row["team"], row["score"], row["comment"]) == ("Network", "2", "Het duurde te lang.")

    await desk.says(desk.lead, "/kpi csat week", channel=cast.WEEKLY)
    await desk.taps(desk.lead, desk.slack.ephemerals(cast.LEAD)[-1], "kpi:export")
    assert desk.question(cast.LEAD).files[0].name == "kompas-csat-2026-W47.csv"

    assert "Only leads" in await desk.says(desk.agent, "/kpi exporteer csat maand")
    assert desk.slack.messages(cast.AGENT) == []
