"""Remarks on which words are tried: the newest, without names, and none of too few people."""

from datetime import timedelta

from kpi.store import readings, surveys, theme_trials
from kpi.store.database import Database
from kpi.store.imports import Imported, import_answers
from kpi.store.readings import Reading
from kpi.store.tables import Workspace
from kpi.store.theme_trials import Sample
from kpi.theme_trials import Remark
from tests.kpi.store.test_comments import commented, remarks
from tests.kpi.store.tickets import read, set_policy, write
from tests.moments import NOW

DAY = timedelta(days=1)


async def samples(database: Database, workspace: Workspace, most: int = 9) -> list[Sample]:
    return await read(database, theme_trials.samples, workspace, NOW, most)


async def test_the_newest_of_the_last_90_days_come_as_they_may_be_quoted(
    database: Database, workspace: Workspace
) -> None:
    await remarks(database, workspace, "Ask Mr Jansen", agent="anna.bakker@example.com")
    await remarks(database, workspace, "Too old", at=NOW - 90 * DAY)
    await remarks(database, workspace, "Last day", at=NOW - 89 * DAY)
    await remarks(database, workspace, "By hand", trigger="hand")
    await remarks(database, workspace, "", "Thanks to Bakker", agent="anna.bakker@example.com")
    nps = await read(database, surveys.named, workspace.id, "nps")
    told = [Imported(external_key="n", score=9, at=NOW - DAY, comment="Of another", segments={})]
    await write(database, import_answers, workspace, nps, told, NOW)

    found = await samples(database, workspace)
    assert [one.remark.text for one in found] == [
        "Ask Mr Jansen",
        "Thanks to Bakker",
        "Of another",
        "Last day",
    ]
    assert [one.quoted.comment for one in found[:2]] == ["Ask Mr ███", "Thanks to ███"]
    assert found[0].remark == Remark("Ask Mr Jansen", "", workspace.language)
    assert len(await samples(database, workspace, most=2)) == 2


async def test_nothing_is_told_of_too_few_who_were_promised_not_to_be_known(
    database: Database, workspace: Workspace
) -> None:
    await set_policy(database, "csat", anonymous="yes")
    await commented(database)
    unread = await read(database, readings.unread, workspace.id, 9)
    found = [Reading(one, "en", ("speed",)) for one in unread]
    await write(database, readings.keep, workspace.id, found, "v1")
    assert await samples(database, workspace) == []
    assert await read(database, theme_trials.counted, workspace, NOW) == {}

    await remarks(database, workspace, *"abcd")
    quoted = [one.quoted for one in await samples(database, workspace)]
    assert len(quoted) == 5
    assert {(one.name, one.subject, one.url) for one in quoted} == {(None, "", "")}
    assert await read(database, theme_trials.counted, workspace, NOW) == {"": 1, "speed": 1}
