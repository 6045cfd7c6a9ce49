from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from kpi.store import imports, score_counts
from kpi.store.database import Database
from kpi.store.imports import Imported
from kpi.store.tables import Survey, Workspace
from tests.kpi.store.asking import Asking
from tests.moments import NOW

ANSWERS = [
    Imported(external_key="1", score=10, at=NOW, segments={"team": "US"}),
    Imported(external_key="2", score=3, at=NOW, segments={"team": "MEX"}, comment="Slow"),
    Imported(external_key="3", score=9, at=NOW, segments={"team": "US", "trigger": "hand"}),
]


async def bring_in(
    database: Database, workspace: Workspace, survey: Survey, answers: Sequence[Imported] = ANSWERS
) -> int:
    return await database.writer.work(
        lambda connection: imports.import_answers(connection, workspace, survey, answers, NOW)
    )


async def test_importing_twice_adds_nothing(database: Database, workspace: Workspace) -> None:
    survey = await Asking(database, workspace).survey("nps")
    assert await bring_in(database, workspace, survey) == 3
    assert await bring_in(database, workspace, survey) == 0
    async with database.reading() as connection:
        wanted = score_counts.of_survey(survey, date(2026, 11, 18), date(2026, 11, 19), by="team")
        counted = await score_counts.split(connection, wanted)
    assert counted == {"US": {10: 1}, "MEX": {3: 1}}


def test_an_answer_is_called_what_its_file_calls_it() -> None:
    for key, source, name in (
        ("id:ZD-41 (a)", "zendesk", "ZD-41 (a)"),
        ("id:41@zendesk", "zendesk", "41"),
        ("id:id:41", "", "id:41"),
        ("id:j.jansen@example.com", "zendesk", ""),  # names nobody
        ("id:j@example.com@zendesk", "zendesk", ""),
        ("id-hash:00ff", "", ""),  # was too long to keep
        ("row:00ff:1", "", ""),  # had no id
    ):
        assert imports.id_in_file(key, source) == name, key


async def test_two_tools_may_number_alike_and_a_file_that_names_none_may_be_of_either(
    database: Database, workspace: Workspace
) -> None:
    survey = await Asking(database, workspace).survey("nps")
    of = {tool: [replace(one, segments={"source": tool}) for one in ANSWERS] for tool in ("a", "b")}
    added = [
        await bring_in(database, workspace, survey, answers)
        for answers in (of["a"], of["b"], of["a"], of["b"], ANSWERS)
    ]
    assert added == [3, 3, 0, 0, 0]
