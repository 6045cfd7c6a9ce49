"""The sample in a database: what the numbers say of it, and that nothing in it is left to do."""

import asyncio
import shutil
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import select

from bot import query as grammar
from bot.cli.demo.sample import aftermath, past
from bot.cli.demo.sample.answers import THE_DROP
from bot.cli.demo.sample.past import Past
from bot.cli.demo.sample.remarks import LANGUAGES, LINES
from bot.cli.demo.sample.rows import SOURCE
from bot.sandbox import cast
from kpi import keywords, periods
from kpi.changes import Verdict
from kpi.keywords import Remark
from kpi.replay import replay
from kpi.store import (
    comments,
    contacts,
    ledger,
    owed,
    resolutions,
    rows,
    service_verification,
    summaries,
    theme_summaries,
    verification,
    workspaces,
)
from kpi.store.database import Database
from kpi.store.tables import Delivery, Interaction, Invitation, Response
from kpi.summary import Summary

HOME = "T0HOME0001"
NOW = datetime(2026, 11, 18, 9, tzinfo=UTC)
SEED = 47


@pytest.fixture(scope="module")
def written(migrated_sqlite: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Past]:
    """A database with twelve weeks, written once; tests read it."""
    path = tmp_path_factory.mktemp("sample") / "sample.db"
    shutil.copy(migrated_sqlite, path)
    return path, asyncio.run(_write(path))


async def _write(path: Path) -> Past:
    database = Database.open(f"sqlite:///{path}")
    workspace = await database.writer.work(
        lambda connection: workspaces.ensure(connection, HOME, name="Delta", now=NOW)
    )
    begun = await past.begin(database, workspace, NOW, seed=SEED)
    await aftermath.settle(database, workspace, NOW)
    await database.close()
    return begun


@pytest.fixture
async def sample(written: tuple[Path, Past]) -> AsyncIterator[Database]:
    opened = Database.open(f"sqlite:///{written[0]}")
    yield opened
    await opened.close()


async def answered(database: Database, question: str, now: datetime = NOW) -> Summary:
    async with database.reading() as connection:
        workspace = await workspaces.find(connection, HOME)
        zone = workspace.time_zone
        query = grammar.parse(question, today=periods.today(now, zone), zone=zone)
        (found,) = await summaries.answer(connection, workspace, query, now)
    return found


async def test_one_team_went_down_and_all_together_hardly_moved(sample: Database) -> None:
    found = await answered(sample, "csat 30d by team")
    verdicts = {part.name: part.change.verdict for part in found.segments}
    assert verdicts == {
        "Network": Verdict.COULD_BE_CHANCE,
        "Workplace": Verdict.COULD_BE_CHANCE,
        "Billing": Verdict.DOWN,
    }
    assert found.change.verdict is Verdict.COULD_BE_CHANCE


async def test_every_week_of_the_quarter_has_a_number(sample: Database) -> None:
    found = await answered(sample, "csat week")
    scores = [week for week in found.weeks if week]
    assert len(scores) == len(found.weeks)
    assert not any(week.too_few for week in scores)
    assert found.funnel.coverage is not None
    assert 60 < found.funnel.coverage < 95


async def test_recommendations_can_be_compared(sample: Database) -> None:
    found = await answered(sample, "nps 60d")
    assert not found.too_few
    assert found.previous is not None
    assert not found.previous.too_few


async def test_every_tally_equals_its_answers(sample: Database) -> None:
    async with sample.reading() as connection:
        assert await verification.differences(connection, HOME) == []


async def test_the_ledger_holds_every_ticket_once(sample: Database) -> None:
    async with sample.reading() as connection:
        period = periods.parse("120d", today=NOW.date(), zone="Europe/Amsterdam")
        assert period is not None
        counts = await ledger.counts(connection, HOME, period, NOW)
        solved = rows.table(Interaction).c.solve_cycle > 0
        tickets = await rows.every(connection, Interaction, select(Interaction).where(solved))
        asked = await rows.every(connection, Invitation, select(rows.table(Invitation)))
    assert sum(count.n for count in counts) == len(tickets) == len(asked)
    assert {(count.outcome.value, count.reason) for count in counts} == {
        ("answered", ""),
        ("waiting", "sent"),
        ("expired", ""),
        ("not_asked", "cooldown"),
        ("not_asked", "no_slack_account"),
        ("not_asked", "opted_out"),
    }


async def test_nothing_is_left_to_do(sample: Database) -> None:
    async with sample.reading() as connection:
        assert await owed.steps(connection, NOW) == set()
        sent = await rows.every(connection, Delivery, select(rows.table(Delivery)))
    assert {delivery.state for delivery in sent} == {"sent"}


async def test_comments_are_read_in_the_language_they_are_in(sample: Database) -> None:
    said = select(rows.table(Response)).where(rows.table(Response).c.comment != "")
    async with sample.reading() as connection:
        found = await rows.every(connection, Response, said)
    assert all(one.language == LANGUAGES[one.comment] for one in found)
    assert {theme for one in found for theme in one.themes} >= {"speed", "agent", "price"}


async def test_the_two_customers_were_never_asked(sample: Database) -> None:
    async with sample.reading() as connection:
        for user_id in (cast.CUSTOMER, cast.GUEST):
            assert await contacts.by_slack(connection, HOME, "", user_id) is None


async def test_all_of_it_is_marked_as_sample(sample: Database) -> None:
    async with sample.reading() as connection:
        tickets = await rows.every(connection, Interaction, select(rows.table(Interaction)))
        answers = await rows.every(connection, Response, select(rows.table(Response)))
    assert {ticket.source for ticket in tickets} == {SOURCE}
    assert all(SOURCE in ticket.tags for ticket in tickets)
    assert {answer.source for answer in answers} == {SOURCE}


async def test_customers_say_why_in_both_languages(sample: Database) -> None:
    async with sample.reading() as connection:
        workspace = await workspaces.find(connection, HOME)
        zone = workspace.time_zone
        query = grammar.parse("csat 30d team:Billing", today=periods.today(NOW, zone), zone=zone)
        said = await comments.latest(connection, workspace, query, 50)
    written_there = {one.comment for one in said}
    assert all(written_there & {*lines} for lines in LINES["portal"]["low"].values())
    assert all(one.name for one in said)


async def test_unhappy_remarks_have_words_that_set_them_apart(sample: Database) -> None:
    async with sample.reading() as connection:
        workspace = await workspaces.find(connection, HOME)
        zone = workspace.time_zone
        query = grammar.parse("csat quarter", today=periods.today(NOW, zone), zone=zone)
        said = await comments.latest(connection, workspace, query, theme_summaries.MOST)
    remarks = [Remark(one.comment, "nl", is_low=one.score < 3) for one in said if one.score != 3]
    assert {"facturio", "ticket"} <= {one.words for one in keywords.keywords(remarks)}


async def test_one_team_hears_ever_more_that_it_is_slow(sample: Database) -> None:
    slow = {
        line
        for band in ("low", "middle")
        for lines in LINES["speed"][band].values()
        for line in lines
    }
    answers = rows.table(Response).c
    said = select(rows.table(Response)).where(answers.team == THE_DROP, answers.comment.in_(slow))
    async with sample.reading() as connection:
        found = await rows.every(connection, Response, said)
    late = [one for one in found if NOW - one.answered_at < timedelta(weeks=4)]
    assert len(late) >= 8
    assert len(late) > 3 * (len(found) - len(late))


async def test_time_goes_on_at_the_helpdesk(written: tuple[Path, Past], tmp_path: Path) -> None:
    path, begun = tmp_path / "later.db", written[1]
    shutil.copy(written[0], path)
    database, monday = Database.open(f"sqlite:///{path}"), NOW + timedelta(days=5)
    before = await answered(database, "csat last week", monday)
    await begun.until(database, monday)
    after = await answered(database, "csat last week", monday)
    await database.close()
    assert before.n < after.n
    assert before.funnel.helped < after.funnel.helped


async def test_replaying_what_was_in_force_gives_the_same(sample: Database) -> None:
    async with sample.reading() as connection:
        found = await resolutions.since(connection, HOME, NOW - timedelta(days=120), NOW)
    zone = "Europe/Amsterdam"
    again = replay(found.resolutions, found.rules, history=found.history, zone=zone, until=NOW)
    assert len(found.resolutions) > 100
    assert again == {one.id: one.outcome for one in found.resolutions}


async def test_six_numbers_and_one_team_that_replies_later(sample: Database) -> None:
    async with sample.reading() as connection:
        workspace = await workspaces.find(connection, HOME)
        zone = workspace.time_zone
        query = grammar.parse("30d", today=periods.today(NOW, zone), zone=zone)
        found = await summaries.answer(connection, workspace, query, NOW)
    assert all(one.score is not None and not one.too_few for one in found if one.metric != "ces")
    frt = await answered(sample, "frt 30d by team")
    moved = {part.name for part in frt.segments if part.change.verdict is Verdict.UP}
    assert moved == {"Billing"}
    assert frt.desk is not None
    assert frt.desk.waiting
    assert frt.within_target is not None


async def test_customers_and_the_count_differ_about_first_contact(sample: Database) -> None:
    found = await answered(sample, "fcr 30d")
    assert found.desk is not None
    assert found.desk.confirmed is not None
    assert found.desk.confirmed.n > 100
    assert 0 < found.desk.confirmed.apart.percent < 30


async def test_every_service_tally_equals_its_tickets(sample: Database) -> None:
    async with sample.reading() as connection:
        assert await service_verification.differences(connection, HOME) == []
