"""Versions of a survey: when they begin, what they keep, and which answers are counted together."""

from datetime import timedelta
from typing import Any

import pytest

from kpi import periods
from kpi.errors import WrongSetting
from kpi.metrics import Band, Metric
from kpi.query import Query
from kpi.store import imports, invitations, responses, sending, summaries, surveys, versions
from kpi.store.database import Database
from kpi.store.imports import Imported
from kpi.store.tables import Survey, Workspace
from kpi.summary import Summary
from kpi.wording import Unfinished
from tests.kpi.store.asking import Asking
from tests.kpi.store.tickets import HOME, ask, claimed, event, jansen, planned, read, write
from tests.moments import NOW

DAY = timedelta(days=1)
ANEW = {"question.en": "How was it?", "question.nl": "Hoe was het?"}


async def csat(database: Database) -> Survey:
    return await read(database, surveys.named, HOME, "csat")


async def rewrite(database: Database, changes: dict[str, str], now: Any = NOW) -> Survey:
    survey = await csat(database)
    return await database.writer.work(
        lambda connection: versions.rewrite(connection, survey, changes, by="U0ADMIN", now=now)
    )


async def summary(database: Database, workspace: Workspace, first: Any, last: Any) -> Summary:
    text = f"{first.date()}..{last.date()}"
    period = periods.parse(text, today=last.date(), zone=workspace.time_zone)
    assert period is not None
    query = Query(metrics=(Metric.CSAT,), period=period)
    (found,) = await read(database, summaries.answer, workspace, query, last)
    return found


async def test_another_question_starts_a_version_and_another_follow_up_does_not(
    database: Database, workspace: Workspace
) -> None:
    assert (await rewrite(database, {"follow_up.low.en": "What was late?"})).version == 1
    assert (await rewrite(database, {"title": "After a ticket"})).version == 1
    assert (await rewrite(database, ANEW)).version == 2
    assert (await rewrite(database, ANEW)).version == 2
    assert (await rewrite(database, {"definition": "csat/1-7/top2/v1"})).version == 3
    survey = await csat(database)
    assert surveys.definition(survey).high == 7
    assert versions.settings(survey)["question.nl"] == "Hoe was het?"
    assert survey.title == "After a ticket"


@pytest.mark.parametrize(
    "changes",
    [{"question.en": "{x}"}, {"mood": "x"}, {"definition": "nps/0-10/net/v1"}, {"languages": "fr"}],
)
async def test_a_wrong_change_changes_nothing(
    database: Database, workspace: Workspace, changes: dict[str, str]
) -> None:
    with pytest.raises(WrongSetting):
        await rewrite(database, ANEW | changes)
    assert (await csat(database)).version == 1


async def test_a_survey_is_not_on_without_its_words_in_every_language(
    database: Database, workspace: Workspace
) -> None:
    half = {"question.en": "How was it?"}
    with pytest.raises(Unfinished, match=r"question\.nl"):
        await rewrite(database, half)
    await turn(database, "no")
    await rewrite(database, half)
    with pytest.raises(Unfinished, match=r"question\.nl"):
        await turn(database, "yes")
    await rewrite(database, {"languages": "en"})
    await turn(database, "yes")


async def turn(database: Database, enabled: str) -> None:
    survey = await csat(database)
    changes = {"enabled": enabled}
    await database.writer.work(
        lambda connection: surveys.change(connection, survey, changes, now=NOW)
    )


async def test_a_question_under_way_keeps_its_words_and_takes_new_follow_ups(
    database: Database, workspace: Workspace
) -> None:
    await jansen(database)
    invitation = await planned(database, event(channel=""))
    later = {"definition": "csat/1-7/top2/v1", "follow_up.low.en": "What was late?"}
    await rewrite(database, ANEW | later)
    asked = await read(database, invitations.question, HOME, invitation.id)
    assert asked.definition.high == 5
    assert asked.words("en").question == "How satisfied are you with our help?"
    assert asked.words("en").follow_up[Band.LOW] == "What was late?"
    await ask(database, invitation, NOW + DAY)
    asking = Asking(database, workspace)
    tap = asking.tap(invitation.id, 6, NOW + 2 * DAY, user_id="U0JANSEN")
    told = await database.writer.submit(responses.record_taps, tap)
    assert told.score is None


async def test_a_question_that_waits_asks_what_is_asked_when_it_goes_out(
    database: Database, workspace: Workspace
) -> None:
    await jansen(database)
    await planned(database, event(channel=""))
    await rewrite(database, ANEW)
    (delivery,) = await claimed(database, NOW + DAY)
    asked = await write(database, sending.ready, delivery, NOW + DAY)
    assert asked is not None
    assert (asked.invitation.version, asked.words("en").question) == (2, "How was it?")


async def test_numbers_do_not_run_across_a_change(database: Database, workspace: Workspace) -> None:
    asking = Asking(database, workspace)
    for score, days in ((1, 9), (1, 8)):
        await answered(asking, score, NOW - days * DAY)
    await rewrite(database, ANEW, NOW - 7 * DAY)
    await answered(asking, 5, NOW - 3 * DAY)

    now = await summary(database, workspace, NOW - 12 * DAY, NOW)
    assert (now.n, now.changed_on) == (1, (NOW - 7 * DAY).date())
    before = await summary(database, workspace, NOW - 12 * DAY, NOW - 8 * DAY)
    assert (before.n, before.changed_on) == (2, None)


async def test_a_change_that_no_answer_came_before_is_no_news(
    database: Database, workspace: Workspace
) -> None:
    await rewrite(database, ANEW, NOW - 7 * DAY)
    await answered(Asking(database, workspace), 5, NOW - 3 * DAY)
    found = await summary(database, workspace, NOW - 12 * DAY, NOW)
    assert (found.n, found.changed_on) == (1, None)


async def test_imported_answers_count_with_the_question_of_their_time(
    database: Database, workspace: Workspace
) -> None:
    survey = await rewrite(database, ANEW, NOW - 7 * DAY)
    brought = [
        Imported(external_key=str(days), score=4, at=NOW - days * DAY) for days in (400, 12, 3)
    ]
    await write(database, imports.import_answers, workspace, survey, brought, NOW)
    before = await summary(database, workspace, NOW - 13 * DAY, NOW - 8 * DAY)
    assert before.n == 1
    assert (await summary(database, workspace, NOW - 6 * DAY, NOW)).n == 1
    long_ago = NOW - 400 * DAY
    assert (await summary(database, workspace, long_ago, long_ago + DAY)).n == 1


async def answered(asking: Asking, score: int, at: Any) -> None:
    tap = asking.tap(await asking.ask(at=at), score, at)
    await asking.database.writer.submit(responses.record_taps, tap)


async def test_new_surveys_have_names_of_their_own_and_ask_nobody(
    database: Database, workspace: Workspace
) -> None:
    async def create(name: str) -> Survey:
        return await database.writer.work(
            lambda connection: surveys.create(connection, HOME, name, Metric.CSAT, now=NOW)
        )

    fresh = await create("Aftercare")
    assert (fresh.name, surveys.policy(fresh).enabled) == ("aftercare", False)
    names = [one.name for one in await read(database, surveys.of_workspace, HOME)]
    assert names == ["csat", "aftercare", "ces", "nps"]
    with pytest.raises(WrongSetting):
        await create("after care")
    with pytest.raises(Exception, match="already"):
        await create("csat")
