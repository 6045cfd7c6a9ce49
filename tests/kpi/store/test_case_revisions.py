"""What becomes of a case whose answer changed: its owner hears once, and of nothing else."""

from collections.abc import Sequence
from contextlib import suppress
from datetime import timedelta
from functools import partial
from random import Random
from uuid import UUID

import pytest
from sqlalchemy import update

from kpi import cases as life
from kpi.cases import Outcome, State, Step
from kpi.errors import KpiError
from kpi.store import case_facts, surveys
from kpi.store.answer_batch import HEEDED_AFTER
from kpi.store.cases import Deed
from kpi.store.database import Database
from kpi.store.rows import table
from kpi.store.tables import Delivery, Workspace
from tests.kpi.store.asking import Asking
from tests.kpi.store.test_heeding import CLAIMED, ENDED, MINUTE, Desk
from tests.moments import NOW


@pytest.fixture
def desk(database: Database, workspace: Workspace) -> Desk:
    return Desk(Asking(database, workspace))


async def test_who_has_a_case_that_needs_nobody_now_is_told_once_and_reminded_no_more(
    desk: Desk,
) -> None:
    await desk.rule()
    question = await desk.answer(1)
    await desk.heed()
    (case,) = await desk.cases()
    await desk.act(case, CLAIMED)
    for minutes, score in enumerate((None, 5, None, 4), start=1):
        await desk.tap(question, score, minutes * MINUTE)
        await desk.heed(HEEDED_AFTER + minutes * MINUTE)
    (case,) = await desk.cases()
    assert (case.state, case.owner_id, case.remind_at) == (State.CLAIMED, "U1", None)
    assert await desk.news() == [("U1", "taken_back")]
    await desk.tap(question, 2, 9 * MINUTE)
    await desk.heed(HEEDED_AFTER + 9 * MINUTE)
    (case,) = await desk.cases()
    assert case.remind_at is not None
    assert await desk.news() == [("U1", "taken_back")], "who never read it needs no second word"


async def test_who_read_that_nobody_is_needed_hears_once_that_somebody_is(desk: Desk) -> None:
    await desk.rule()
    question = await desk.answer(1)
    await desk.heed()
    (case,) = await desk.cases()
    await desk.act(case, CLAIMED)
    await desk.tap(question, 5, MINUTE)
    await desk.heed(HEEDED_AFTER + MINUTE)
    posted = update(table(Delivery)).values(state="sent", sent_at=NOW)
    await desk.database.writer.work(lambda connection: connection.execute(posted))
    for minutes, score in ((2, 1), (3, 2), (4, 5), (5, 1)):
        await desk.tap(question, score, minutes * MINUTE)
        await desk.heed(HEEDED_AFTER + minutes * MINUTE)
    assert await desk.news() == [("U1", "changed"), ("U1", "low_again")]


async def test_who_ended_a_case_hears_once_that_its_customer_spoke_again(desk: Desk) -> None:
    await desk.rule()
    question = await desk.answer(1)
    await desk.heed()
    (case,) = await desk.cases()
    await desk.act(case, CLAIMED)
    await desk.act(case, ENDED)
    await desk.tap(question, 5, HEEDED_AFTER + MINUTE)
    await desk.heed(2 * HEEDED_AFTER + MINUTE)
    assert await desk.news() == []
    for minutes in (2, 3):
        await desk.tap(question, 2, HEEDED_AFTER + minutes * MINUTE)
        await desk.heed(2 * HEEDED_AFTER + minutes * MINUTE)
    (case,) = await desk.cases()
    assert (case.state, case.outcome) == (State.DONE, Outcome.SOLVED)
    assert await desk.news() == [("U1", "spoke_again")]
    workspace = desk.asking.workspace
    async with desk.database.reading() as connection:
        told = (await case_facts.of(connection, workspace, [case.id]))[case.id]
    assert told.has_spoken_since


async def test_words_that_come_after_the_end_are_told_too(desk: Desk) -> None:
    await desk.rule()
    question = await desk.answer(1)
    await desk.heed()
    (case,) = await desk.cases()
    ended = partial(life.done, outcome=Outcome.NOT_OURS, note="", at=NOW - MINUTE)
    await desk.act(case, Deed(step=Step.DONE, doing=ended, by="U1"))
    await desk.say(question, "It happened again.")
    await desk.heed()
    assert await desk.news() == [("ULEAD", "spoke_again")]


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
async def test_whatever_happens_nothing_is_shown_that_anonymity_forbids(desk: Desk) -> None:
    dice = Random(11)
    await desk.rule()
    questions = [await desk.answer(1) for _ in range(3)]
    secret = await desk.promised(questions[0])
    met = set[str]()
    for minute in range(1, 18):
        before, is_silent = await desk.cases(), await _step(desk, dice, questions, minute * MINUTE)
        await desk.heed(HEEDED_AFTER + minute * MINUTE)
        cases, alerts = await desk.cases(), await desk.alerts()
        assert not (is_silent and len(cases) > len(before))
        answered = {one.response_id for one in cases}
        assert secret not in {*answered, *(one.response_id for one in alerts)}
        assert len(answered) == len(cases)
        assert len({(one.response_id, one.channel_id) for one in alerts}) == len(alerts)
        met |= {one.outcome or one.state for one in cases}
    assert met == {State.OPEN, State.CLAIMED, Outcome.SOLVED, Outcome.SILENCED}


async def _step(desk: Desk, dice: Random, questions: Sequence[UUID], at: timedelta) -> bool:
    """Have anybody do anything; tells whether the survey is anonymous by then."""
    question = dice.choice(questions)
    what = dice.choice(("tap", "tap", "tap", "say", "hush", "act"))
    if what == "tap":
        await desk.tap(question, dice.choice((None, 1, 2, 5)), at)
    elif what == "say":
        await desk.say(question, "Too slow", may_contact=dice.random() < 1 / 2)
    elif what == "hush":
        await desk.silenced(dice.choice(("yes", "no")))
    else:
        await _act(desk, dice.choice((CLAIMED, ENDED)))
    return surveys.policy(await desk.asking.survey()).anonymous


async def _act(desk: Desk, deed: Deed) -> None:
    for case in await desk.cases():
        with suppress(KpiError):
            await desk.act(case, deed)
