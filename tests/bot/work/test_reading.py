"""Comments are read soon, by whatever words were chosen last, and counted once."""

import asyncio
from collections.abc import Sequence
from typing import Any

from sqlalchemy import select

from bot.sandbox.identity import HOME
from bot.work.reading import Readings
from kpi.store import dictionaries, imports, readings, rows, surveys, workspaces
from kpi.store.imports import Imported
from kpi.store.tables import Response, ThemeTally
from kpi.store.theme_tallies import ANY
from kpi.themes import Theme
from tests.bot.conftest import ON_POSTGRES
from tests.bot.stage import Stage
from tests.moments import NOW


async def said(stage: Stage, remarks: Sequence[str]) -> None:
    async with stage.database.reading() as connection:
        workspace = await workspaces.find(connection, HOME)
        survey = await surveys.named(connection, HOME, "csat")
    answers = [
        Imported(external_key=one, score=2, at=NOW, comment=one, segments={}) for one in remarks
    ]
    await stage.database.writer.work(
        lambda connection: imports.import_answers(connection, workspace, survey, answers, NOW)
    )


async def choose(stage: Stage, word: str, *, is_owed: bool = True) -> None:
    """Have one theme more, known by a word."""
    theme = Theme("parking", {"en": "Parking"}, {"en": (word,)})

    async def chosen(connection: Any) -> None:
        await dictionaries.save(connection, HOME, theme, by="U1", now=NOW)
        if is_owed:
            await readings.read_again(connection, HOME)

    await stage.database.writer.work(chosen)


async def read_all(stage: Stage) -> None:
    """Have two read at once until nothing waits."""
    for _ in range(9):
        await asyncio.gather(Readings(stage.process).step(), Readings(stage.process).step())
        async with stage.database.reading() as connection:
            if not await readings.waiting(connection):
                return


async def every(stage: Stage, model: Any) -> list[Any]:
    async with stage.database.reading() as connection:
        return await rows.every(connection, model, select(rows.table(model)))


async def test_two_who_read_at_once_count_once(stage: Stage) -> None:
    await said(stage, ["Slow and the garage was closed", "🙂"])
    await read_all(stage)
    counted = {one.theme: one.n2 for one in await every(stage, ThemeTally) if not one.segment}
    assert (counted[ANY], counted["speed"]) == (2, 1)


async def test_the_words_that_were_chosen_last_count(stage: Stage) -> None:
    await said(stage, ["The garage was closed", "No parking to be found"])
    await asyncio.gather(
        Readings(stage.process).step(), choose(stage, "garage"), choose(stage, "parking")
    )
    await read_all(stage)
    found = {one.comment: one.themes for one in await every(stage, Response)}
    assert "parking" not in found["The garage was closed"]
    assert "parking" in found["No parking to be found"]


@ON_POSTGRES
async def test_words_of_another_version_have_all_read_again_when_it_starts(stage: Stage) -> None:
    await said(stage, ["The garage was closed"])
    await stage.round()
    await choose(stage, "garage", is_owed=False)
    await stage.round()
    assert [one.themes for one in await every(stage, Response)] == [["other"]]
    await stage.replica().round()
    assert [one.themes for one in await every(stage, Response)] == [["parking"]]
