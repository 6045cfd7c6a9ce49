"""Low answers: with or without a remark, by the scale of each survey, and none that tells whom."""

from kpi.metrics import ASKED
from kpi.store import comments, surveys
from kpi.store.comments import Said
from kpi.store.database import Database
from kpi.store.imports import Imported, import_answers
from kpi.store.tables import Workspace
from tests.kpi.store.test_comments import commented
from tests.kpi.store.test_summaries import query
from tests.kpi.store.tickets import read, set_policy, write
from tests.moments import NOW


async def low(database: Database, workspace: Workspace) -> list[Said]:
    return await read(database, comments.low, workspace, query(*ASKED), 5)


async def rated(database: Database, workspace: Workspace, name: str, *scores: int) -> None:
    survey = await read(database, surveys.named, workspace.id, name)
    told = [
        Imported(external_key=f"{name}{at}", score=one, at=NOW) for at, one in enumerate(scores)
    ]
    await write(database, import_answers, workspace, survey, told, NOW)


async def test_low_scores_of_every_scale_with_or_without_a_word(
    database: Database, workspace: Workspace
) -> None:
    await rated(database, workspace, "csat", 5, 4, 3, 2, 1)
    await rated(database, workspace, "nps", 6, 7, 10)
    found = await low(database, workspace)
    assert sorted((one.definition.metric.value, one.score) for one in found) == [
        ("csat", 1),
        ("csat", 2),
        ("nps", 6),
    ]


async def test_of_an_anonymous_survey_only_what_was_meant_to_be_read(
    database: Database, workspace: Workspace
) -> None:
    await commented(database)
    assert [one.name for one in await low(database, workspace)] == ["J. Jansen"]
    await set_policy(database, "csat", anonymous="on")
    assert await low(database, workspace) == []
    await rated(database, workspace, "csat", 1, 2, 5, 5)
    (told,) = await low(database, workspace)
    assert (told.comment, told.name, told.subject, told.url) == (
        "Third time <this> month.",
        None,
        "",
        "",
    )
