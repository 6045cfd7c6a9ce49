"""What remarks speak of, by the store: what a plain count of the answers finds, and no other."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import timedelta
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kpi.changes import Verdict
from kpi.metrics import Metric
from kpi.periods import Period
from kpi.query import Query
from kpi.spoken import Heard, spoken
from kpi.store import readings, removals, responses, surveys, theme_summaries, verification
from kpi.store.columns import new_id
from kpi.store.database import Database
from kpi.store.imports import Imported, import_answers
from kpi.store.readings import Reading
from kpi.store.tables import Response, Workspace
from kpi.theme_scores import Told
from tests.kpi.store.asking import Asking
from tests.kpi.store.test_summaries import query
from tests.kpi.store.tickets import everything, read, set_policy, write
from tests.moments import NOW

WEEK = timedelta(days=7)
TEAMS, THEMES = ("Network", "Billing", ""), ("speed", "price", "other")
One = tuple[int, int, str, str, tuple[str, ...]]
"""Weeks ago, score, team, channel and what it speaks of."""

ones = st.tuples(
    st.integers(0, 2),
    st.integers(1, 5),
    st.sampled_from(TEAMS),
    st.sampled_from(("chat", "phone")),
    st.lists(st.sampled_from(THEMES), max_size=2, unique=True).map(tuple),
)
FILTERS: Sequence[Mapping[str, str]] = (
    *({}, {"team": "Network"}, {"team": "network"}),
    *({"team": "Network", "channel": "chat"}, {"priority": "high"}),
)


async def remark(database: Database, workspace: Workspace, some: Iterable[One]) -> None:
    """Import answers with a remark each, but those that speak of nothing."""
    survey = await read(database, surveys.named, workspace.id, "csat")
    told = [
        Imported(
            external_key=str(new_id(NOW)),
            score=score,
            at=NOW - weeks * WEEK,
            comment=" ".join(themes),
            segments={"team": team, "channel": channel},
        )
        for weeks, score, team, channel, themes in some
    ]
    await write(database, import_answers, workspace, survey, told, NOW)
    unread = await read(database, readings.unread, workspace.id, len(told) + 1)
    found = [Reading(one, "en", _themes(one.comment)) for one in unread]
    await write(database, readings.keep, workspace.id, found, "v1")


def _themes(comment: str) -> tuple[str, ...]:
    return tuple(word for word in comment.split() if word in THEMES)


async def heard(database: Database, workspace: Workspace, asked: Query, **named: Any) -> Heard:
    found = await read(database, theme_summaries.of_question, workspace, asked, NOW, **named)
    return found[Metric.CSAT]


def counted(
    answers: Sequence[Response], period: Period, filters: Mapping[str, str], by: str | None
) -> dict[str, Told]:
    """Count the answers themselves."""
    parts: dict[str, list[Response]] = {}
    for one in answers:
        narrowed = all(
            getattr(one, name).casefold() == value.casefold() for name, value in filters.items()
        )
        if narrowed and period.first <= one.day < period.until and one.score is not None:
            parts.setdefault(getattr(one, by) if by else "", []).append(one)
    return {part: _told(some) for part, some in parts.items()}


def _told(some: Sequence[Response]) -> Told:
    spoken_of = {theme for one in some for theme in one.themes}
    by_theme = {theme: _scores(o for o in some if theme in o.themes) for theme in spoken_of}
    return Told(_scores(some), sum(bool(one.read_with) for one in some), by_theme)


def _scores(some: Iterable[Response]) -> dict[int, int]:
    counts: dict[int, int] = {}
    for one in some:
        counts[one.score or 0] = counts.get(one.score or 0, 0) + 1
    return counts


@settings(
    max_examples=5,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(some=st.lists(ones, min_size=1, max_size=12))
async def test_it_equals_a_count_of_the_answers(
    database: Database, workspace: Workspace, some: list[One]
) -> None:
    await remark(database, workspace, some)
    answers = await everything(database, Response)
    for filters in FILTERS:
        asked = replace(query(), filters=filters)
        found = await heard(database, workspace, asked)
        by = None if len(filters) == 1 and "team" in filters else "team"
        period = asked.period
        assert found.now == counted(answers, period, filters, by), filters
        if found.now:
            assert found.before == counted(answers, period.previous(), filters, by), filters
    assert await read(database, verification.theme_differences, workspace.id) == []


async def test_a_planted_shift_comes_first_and_more_of_a_team_is_no_shift(
    database: Database, workspace: Workspace
) -> None:
    slow, fine = ("speed",), ("other",)
    here = "Network", "chat"
    before: list[One] = [*[(1, 4, *here, fine)] * 55, *[(1, 2, *here, slow)] * 5]
    now: list[One] = [*[(0, 4, *here, fine)] * 30, *[(0, 2, *here, slow)] * 30]
    # Billing always speaks of price, and answers twenty times as often as the week before.
    dear = "Billing", "chat", ("price",)
    mix: list[One] = [*[(1, 4, *dear)] * 4, *[(0, 4, *dear)] * 80]
    await remark(database, workspace, [*before, *now, *mix])
    found = spoken(await heard(database, workspace, query()))
    assert (found.themes[0].theme, found.themes[0].grew.verdict) == ("speed", Verdict.UP)
    changed = {one.theme for one in found.themes if one.grew.verdict in {Verdict.UP, Verdict.DOWN}}
    assert changed == {"speed", "other"}
    assert (found.themes[0].costs or 0) > 0


async def test_quotes_follow_anonymity_and_asks_by_hand_do_not_count(
    database: Database, workspace: Workspace
) -> None:
    some: list[One] = [(0, 2, "Network", "chat", ("speed",))] * 4
    await remark(database, workspace, some)
    open_ = await heard(database, workspace, query())
    assert [one.score for one in open_.written] == [2] * 4
    assert (await heard(database, workspace, query(), most=0)).written == ()
    await set_policy(database, "csat", anonymous="yes")
    hidden = await heard(database, workspace, query())
    assert (hidden.written, spoken(hidden).themes) == ((), ())


async def test_removing_and_spoiling_is_found(database: Database, workspace: Workspace) -> None:
    asking = Asking(database, workspace)
    question = await asking.ask(team="Network")
    await database.writer.submit(responses.record_taps, asking.tap(question, 2))
    await remark(database, workspace, [(0, 2, "Network", "chat", ("speed",))])
    key = (workspace.id, question)
    await database.writer.work(lambda connection: removals.remove(connection, [key]))
    assert await read(database, verification.theme_differences, workspace.id) == []
    await database.writer.work(_spoil)
    (one, *_) = await read(database, verification.theme_differences, workspace.id)
    assert one.key[-1] in {"", "speed"}


async def _spoil(connection: Any) -> None:
    await connection.exec_driver_sql("UPDATE theme_tally SET n2 = n2 + 1")
