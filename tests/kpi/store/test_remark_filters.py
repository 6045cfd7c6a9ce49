"""A theme is found by what anybody calls it, and a score that nobody can give is refused."""

from dataclasses import replace

import pytest

from kpi.errors import KpiError
from kpi.metrics import ASKED, Metric
from kpi.query import NotUnderstood, Query, View
from kpi.store import comments, dictionaries, remark_filters
from kpi.store.database import Database
from kpi.store.tables import Workspace
from kpi.themes import Theme
from tests.kpi.store.test_summaries import query
from tests.kpi.store.test_theme_summaries import One, remark
from tests.kpi.store.tickets import read, write
from tests.moments import NOW

SLOW, DEAR = ("speed",), ("price", "speed")


def asked(*metrics: Metric, theme: str = "", scores: tuple[int, int] | None = None) -> Query:
    found = replace(query(*metrics), view=View.COMMENTS)
    return replace(found, theme=theme, scores=scores)


async def meant(database: Database, workspace: Workspace, some: Query) -> Query:
    return await read(database, remark_filters.meant, workspace, some)


async def test_a_theme_has_several_names_and_the_nearest_is_offered(
    database: Database, workspace: Workspace
) -> None:
    parking = Theme("parking", {"en": "Parking", "nl": "Parkeren"}, {"en": ("park*",)})
    await write(database, dictionaries.save, workspace.id, parking, by="U1", now=NOW)
    for name in ("parking", "PARKEREN", "Parking"):
        assert (await meant(database, workspace, asked(theme=name))).theme == "parking"
    for name in ("other", "iets anders"):
        assert (await meant(database, workspace, asked(theme=name))).theme == "other"
    with pytest.raises(NotUnderstood) as slip:
        await meant(database, workspace, asked(theme="snelheit"))
    assert (slip.value.nearest, slip.value.word) == ("snelheid", "snelheit")
    assert slip.value.example.endswith('comments theme:"snelheid"')
    with pytest.raises(NotUnderstood, match=r"I know agent, communication, ease, .* and \d more"):
        await meant(database, workspace, asked(theme="zzzz"))


async def test_scores_must_be_on_a_scale_and_the_question_about_remarks(
    database: Database, workspace: Workspace
) -> None:
    for fine in (asked(scores=(1, 5)), asked(*ASKED, scores=(9, 10)), query()):
        assert await meant(database, workspace, fine) == fine
    with pytest.raises(NotUnderstood, match="CSAT runs from 1 to 5, so nobody gave it 7") as wrong:
        await meant(database, workspace, asked(scores=(1, 7)))
    assert wrong.value.example.endswith("score:1-2")
    with pytest.raises(KpiError, match="not numbers"):
        await meant(database, workspace, replace(asked(theme="speed"), view=View.SUMMARY))


async def test_comments_are_narrowed_and_read_page_by_page(
    database: Database, workspace: Workspace
) -> None:
    some: list[One] = [
        *[(0, 2, "Network", "chat", SLOW)] * 3,
        *[(0, 1, "Network", "chat", DEAR)] * 2,
        *[(0, 5, "Billing", "chat", ("other",))] * 2,
    ]
    await remark(database, workspace, some)
    narrowed = asked(theme="speed", scores=(2, 3))
    page = await read(database, comments.page, workspace, narrowed, 2)
    assert ([one.themes for one in page.said], page.all) == ([SLOW, SLOW], 3)
    rest = await read(database, comments.page, workspace, replace(narrowed, skipped=2), 2)
    assert (len(rest.said), rest.all) == (1, 3)
    both = await read(database, comments.page, workspace, asked(theme="price"), 9)
    assert {one.score for one in both.said} == {1}
    assert (await read(database, comments.page, workspace, asked(), 9)).all == 7
