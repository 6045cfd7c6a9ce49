"""Ticked reasons mean what their customer saw, whatever becomes of the list."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

import pytest

from kpi import reason_list
from kpi.answering import Verdict
from kpi.store import comments, responses
from kpi.store.database import Database
from kpi.store.responses import Comment
from kpi.store.tables import Response, ResponseChange, Workspace
from tests.kpi.store.asking import Asking
from tests.kpi.store.test_summaries import query
from tests.kpi.store.tickets import everything, read, set_policy, write
from tests.moments import NOW

SLOW = {"en": "Too slow", "nl": "Te traag"}
OPEN = {"en": "Not solved", "nl": "Niet opgelost"}
LISTS = {"reasons.en": "Too slow,Not solved", "reasons.nl": "Te traag,Niet opgelost"}
TURNED = {"reasons.en": "Not solved,Unclear", "reasons.nl": "Niet opgelost,Onduidelijk"}


@pytest.fixture
async def asking(database: Database, workspace: Workspace) -> Asking:
    await set_policy(database, "csat", **LISTS)
    return Asking(database, workspace)


async def answered(asking: Asking, channel: str = "chat") -> Comment:
    """Somebody answers; what is given is a comment on it that says nothing yet."""
    tap = asking.tap(await asking.ask(channel=channel), 2)
    await asking.database.writer.submit(responses.record_taps, tap)
    return Comment(
        workspace_id=tap.workspace_id,
        invitation_id=tap.invitation_id,
        team_id=tap.team_id,
        user_id=tap.user_id,
        comment="",
        may_contact=False,
        at=NOW,
    )


async def tick(asking: Asking, bare: Comment, *reasons: reason_list.Reason) -> Verdict:
    ticked = replace(bare, reasons=tuple(reason_list.key(one) for one in reasons))
    return (await asking.database.writer.submit(responses.record_comments, ticked)).verdict


async def kept(asking: Asking) -> list[Sequence[object]]:
    return [answer.reasons for answer in await everything(asking.database, Response)]


async def test_what_is_ticked_is_kept_with_its_history_and_undone_with_the_score(
    asking: Asking,
) -> None:
    bare = await answered(asking)
    assert await tick(asking, bare, OPEN, SLOW) is Verdict.COMMENTED
    assert await tick(asking, bare, OPEN, SLOW) is Verdict.SAME
    assert await kept(asking) == [[SLOW, OPEN]]
    await tick(asking, bare, OPEN)
    assert await kept(asking) == [[OPEN]]
    undo = asking.tap(bare.invitation_id, None, NOW + timedelta(seconds=1))
    await asking.database.writer.submit(responses.record_taps, undo)
    assert await kept(asking) == [[]]
    history = await everything(asking.database, ResponseChange)
    assert sorted(len(change.reasons) for change in history) == [0, 0, 1, 2]


async def test_a_list_that_changed_while_the_form_was_open_loses_nothing(asking: Asking) -> None:
    bare = await answered(asking)
    await set_policy(asking.database, "csat", **TURNED)
    await tick(asking, bare, SLOW, OPEN)
    assert sorted((await kept(asking))[0], key=str) == [OPEN, SLOW]


async def test_what_no_list_ever_held_is_left_out(asking: Asking) -> None:
    bare = await answered(asking)
    await tick(asking, bare, {"en": "Made up"}, SLOW)
    assert await kept(asking) == [[SLOW]]


async def test_one_batch_keeps_the_reasons_of_each_apart(asking: Asking) -> None:
    first, second = await answered(asking), await answered(asking)
    slow = replace(first, reasons=(reason_list.key(SLOW),))
    both = [slow, replace(second, reasons=(reason_list.key(OPEN),))]
    await write(asking.database, responses.record_comments, both)
    found = await everything(asking.database, Response)
    ticked = {one.invitation_id: one.reasons for one in found}
    assert ticked == {first.invitation_id: [SLOW], second.invitation_id: [OPEN]}


async def test_reasons_are_counted_beside_the_remarks(asking: Asking, workspace: Workspace) -> None:
    for reasons in ((SLOW, OPEN), (SLOW,), ()):
        await tick(asking, await answered(asking, channel="chat"), *reasons)
    await tick(asking, await answered(asking, channel="phone"), OPEN)
    told = await read(asking.database, comments.reasons, workspace, query(channel="Chat"))
    assert reason_list.counted(told, "nl") == [("Te traag", 2), ("Niet opgelost", 1)]
    said = await read(asking.database, comments.latest, workspace, query(), 9)
    assert sorted(len(one.reasons) for one in said) == [1, 1, 2]


async def test_of_few_anonymous_answers_no_reason_is_told(
    asking: Asking, workspace: Workspace
) -> None:
    await set_policy(asking.database, "csat", anonymous="yes")
    for _ in range(4):
        await tick(asking, await answered(asking), SLOW)
    assert await read(asking.database, comments.reasons, workspace, query()) == []
    await answered(asking)
    assert await read(asking.database, comments.reasons, workspace, query()) == [(SLOW, 4)]
