import asyncio
from datetime import date, timedelta

import pytest
from sqlalchemy import select

from kpi.answering import Verdict
from kpi.store import removals, responses, score_counts
from kpi.store.database import Database
from kpi.store.responses import Comment, Tapped
from kpi.store.rows import every, table
from kpi.store.score_counts import DAY
from kpi.store.tables import Click, Invitation, ResponseChange, Workspace
from tests.kpi.store.asking import Asking
from tests.kpi.store.tickets import everything
from tests.moments import NOW

SECOND = timedelta(seconds=1)
WEDNESDAY = date(2026, 11, 18)


@pytest.fixture
def asking(database: Database, workspace: Workspace) -> Asking:
    return Asking(database, workspace)


async def tally(asking: Asking, **filters: str) -> dict[int, int]:
    survey = await asking.survey()
    async with asking.database.reading() as connection:
        wanted = score_counts.of_survey(
            survey, WEDNESDAY, WEDNESDAY + timedelta(days=1), filters=filters
        )
        return await score_counts.whole(connection, wanted)


async def test_a_tap_is_counted_under_its_segments(asking: Asking) -> None:
    question = await asking.ask(team="Network", agent="anna", channel="chat", account="Acme")
    tap = asking.tap(question, 4)
    result = await asking.database.writer.submit(responses.record_taps, tap)
    assert result == Tapped(Verdict.COUNTED, 4)
    assert await tally(asking) == {4: 1}
    assert await tally(asking, team="Network") == {4: 1}
    assert await tally(asking, account="Acme") == {4: 1}
    assert await tally(asking, team="Network", channel="chat") == {4: 1}
    assert await tally(asking, team="Billing") == {}


async def test_a_change_moves_the_tally_and_keeps_history(asking: Asking) -> None:
    question = await asking.ask(team="Network")
    for second, score in enumerate((4, 2, None, 5)):
        tap = asking.tap(question, score, NOW + second * SECOND)
        await asking.database.writer.submit(responses.record_taps, tap)
    assert await tally(asking, team="Network") == {5: 1}
    async with asking.database.reading() as connection:
        history = await every(connection, ResponseChange, select(table(ResponseChange)))
    assert sorted((change.at, change.score) for change in history) == [
        (NOW, 4),
        (NOW + SECOND, 2),
        (NOW + 2 * SECOND, None),
        (NOW + 3 * SECOND, 5),
    ]


async def test_the_same_tap_told_twice_counts_once(asking: Asking) -> None:
    question = await asking.ask()
    tap = asking.tap(question, 4)
    together = [asking.database.writer.submit(responses.record_taps, tap) for _ in range(3)]
    verdicts = [result.verdict for result in await asyncio.gather(*together)]
    assert verdicts == [Verdict.COUNTED, Verdict.REPEATED, Verdict.REPEATED]
    again = await asking.database.writer.submit(responses.record_taps, tap)
    assert again == Tapped(Verdict.REPEATED, 4)
    assert await tally(asking) == {4: 1}


async def test_somebody_elses_tap_changes_nothing_and_is_noted(asking: Asking) -> None:
    question = await asking.ask()
    tap = asking.tap(question, 1, user_id="U999")
    result = await asking.database.writer.submit(responses.record_taps, tap)
    assert result == Tapped(Verdict.FOREIGN, None)
    assert await tally(asking) == {}
    async with asking.database.reading() as connection:
        clicks = await every(connection, Click, select(table(Click)))
    assert [(click.user_id, click.verdict) for click in clicks] == [("U999", "foreign")]


async def test_a_score_outside_the_scale_is_refused(asking: Asking) -> None:
    question = await asking.ask()
    result = await asking.database.writer.submit(responses.record_taps, asking.tap(question, 9))
    assert result.verdict is Verdict.UNKNOWN


async def test_a_late_tap_is_kept_as_late_and_not_counted(asking: Asking) -> None:
    question = await asking.ask()
    tap = asking.tap(question, 5, NOW + timedelta(days=15))
    result = await asking.database.writer.submit(responses.record_taps, tap)
    assert result == Tapped(Verdict.LATE, None)
    assert await tally(asking) == {}
    async with asking.database.reading() as connection:
        (click,) = await every(connection, Click, select(table(Click)))
    assert (click.verdict, click.score) == ("late", 5)


async def test_asks_by_hand_are_counted_only_when_asked_for(asking: Asking) -> None:
    question = await asking.ask(team="Network", trigger="hand")
    await asking.database.writer.submit(responses.record_taps, asking.tap(question, 5))
    assert await tally(asking) == {}
    assert await tally(asking, trigger="hand") == {5: 1}


async def test_an_answer_counts_on_the_local_day_of_its_first_tap(asking: Asking) -> None:
    question = await asking.ask()
    midnight = NOW.replace(hour=23, minute=30)  # 00:30 on Thursday in Amsterdam
    await asking.database.writer.submit(responses.record_taps, asking.tap(question, 4, midnight))
    changed = asking.tap(question, 2, midnight + timedelta(days=3))
    await asking.database.writer.submit(responses.record_taps, changed)
    survey = await asking.survey()
    async with asking.database.reading() as connection:
        wanted = score_counts.of_survey(survey, WEDNESDAY, WEDNESDAY + timedelta(days=9), by=DAY)
        days = await score_counts.split(connection, wanted)
    assert days == {date(2026, 11, 19): {2: 1}}


def comment(asking: Asking, tap: responses.Tap, words: str, second: int) -> Comment:
    return Comment(
        workspace_id=tap.workspace_id,
        invitation_id=tap.invitation_id,
        team_id=tap.team_id,
        user_id=tap.user_id,
        comment=words,
        may_contact=True,
        at=NOW + second * SECOND,
    )


async def test_a_comment_is_kept_with_its_answer_and_undo_takes_it_back(asking: Asking) -> None:
    writer = asking.database.writer
    tap = asking.tap(await asking.ask(), 2)
    await writer.submit(responses.record_taps, tap)
    first = await writer.submit(responses.record_comments, comment(asking, tap, "Too slow", 1))
    twice = await writer.submit(responses.record_comments, comment(asking, tap, "Too slow", 1))
    assert (first.verdict, twice.verdict) == (Verdict.COMMENTED, Verdict.SAME)
    answer = await asking.answer_to(tap.invitation_id)
    assert answer is not None
    (question,) = await everything(asking.database, Invitation)
    assert answer.interaction_id == question.interaction_id
    assert (answer.comment, answer.may_contact, answer.score) == ("Too slow", True, 2)
    await writer.submit(
        responses.record_taps, asking.tap(tap.invitation_id, None, NOW + 2 * SECOND)
    )
    answer = await asking.answer_to(tap.invitation_id)
    assert answer is not None
    assert (answer.comment, answer.may_contact, answer.score) == ("", False, None)


async def test_the_last_comment_to_come_wins_even_when_our_clock_was_set_back(
    asking: Asking,
) -> None:
    writer = asking.database.writer
    tap = asking.tap(await asking.ask(), 2)
    await writer.submit(responses.record_taps, tap)
    for words, second in (("One", 3600), ("Two", 1), ("Two", 2)):
        await writer.submit(responses.record_comments, comment(asking, tap, words, second))
    answer = await asking.answer_to(tap.invitation_id)
    assert answer is not None
    assert answer.comment == "Two"
    async with asking.database.reading() as connection:
        history = await every(connection, ResponseChange, select(table(ResponseChange)))
    assert sorted(change.comment for change in history) == ["", "One", "Two"]


async def test_two_replicas_count_one_person_once(asking: Asking, replica: Database) -> None:
    question = await asking.ask(team="Network")
    taps = [asking.tap(question, 1 + n % 5, NOW + n * SECOND) for n in range(20)]
    await asyncio.gather(
        *(
            (asking.database if n % 2 else replica).writer.submit(responses.record_taps, tap)
            for n, tap in enumerate(taps)
        )
    )
    assert sum((await tally(asking)).values()) == 1
    assert await tally(asking) == await tally(asking, team="Network") == {5: 1}


async def test_a_removed_answer_is_gone_with_its_history_and_counts(asking: Asking) -> None:
    question, other = await asking.ask(team="Network"), await asking.ask(team="Network")
    for one, score in ((question, 4), (other, 5)):
        await asking.database.writer.submit(responses.record_taps, asking.tap(one, score))
    key = {(asking.workspace.id, question)}
    removed = [
        await asking.database.writer.work(lambda connection: removals.remove(connection, key))
        for _ in range(2)
    ]
    assert removed == [1, 0]
    assert await asking.answer_to(question) is None
    assert await tally(asking) == await tally(asking, team="Network") == {5: 1}
    async with asking.database.reading() as connection:
        clicks = await every(connection, Click, select(table(Click)))
        changes = await every(connection, ResponseChange, select(table(ResponseChange)))
    assert (len(clicks), len(changes)) == (1, 1)
