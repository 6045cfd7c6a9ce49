from collections.abc import AsyncIterator
from datetime import timedelta

import pytest

from bot.sandbox.cast import CUSTOMER
from bot.sandbox.identity import HOME
from kpi.store import removals, responses, write_backs
from kpi.store.responses import Comment, Tap
from kpi.store.tables import WriteBack
from tests.bot.stage import Stage, set_policy
from tests.bot.work.zendesk import Helped, helped

RATED = "Kompas: the customer gave {score} of 5 (CSAT)."
LATER = timedelta(minutes=3)


@pytest.fixture
async def desk(stage: Stage) -> AsyncIterator[Helped]:
    """A question that was asked, and writing back turned on."""
    async with helped(stage) as prepared:
        await prepared.change_hook(write_back=True)
        await prepared.solved()
        await prepared.settle()
        yield prepared


async def tap(desk: Helped, score: int | None) -> None:
    invitation, delivery = await desk.stage.invitation(), await desk.stage.delivery()
    told = Tap(
        workspace_id=HOME,
        invitation_id=invitation.id,
        team_id=HOME,
        user_id=CUSTOMER,
        channel_id=delivery.channel_id,
        message_ts=delivery.message_ts,
        action_id=f"rate:{score}",
        at=desk.stage.now,
        score=score,
    )
    await desk.stage.database.writer.submit(responses.record_taps, told)


async def say(desk: Helped, words: str) -> None:
    said = Comment(
        workspace_id=HOME,
        invitation_id=(await desk.stage.invitation()).id,
        team_id=HOME,
        user_id=CUSTOMER,
        comment=words,
        may_contact=True,
        at=desk.stage.now,
    )
    await desk.stage.database.writer.submit(responses.record_comments, said)


async def later(desk: Helped, by: timedelta = LATER) -> None:
    desk.stage.process.clock.move(by)
    await desk.settle()


async def owed(desk: Helped) -> tuple[str, str]:
    (found,) = await desk.stage.every(WriteBack)
    return found.state, found.reason


async def test_a_rating_and_its_comment_are_one_note_and_an_edit_is_another(desk: Helped) -> None:
    await tap(desk, 2)
    await say(desk, "Too *slow*")
    await desk.settle()
    assert desk.desk.notes == []
    await later(desk)
    first = "\n\n".join([RATED.format(score=2), "They may be contacted about it.", "Too *slow*"])
    assert desk.desk.notes == [first]
    await later(desk)
    assert len(desk.desk.notes) == 1
    await tap(desk, 4)
    await later(desk)
    assert desk.desk.notes[1].startswith("Kompas: the customer now gives 4 of 5 (CSAT).")
    await tap(desk, None)
    await later(desk)
    assert desk.desk.notes[2] == "Kompas: the customer took the rating back."
    assert await owed(desk) == ("done", "")


async def test_what_is_not_written_says_why(desk: Helped) -> None:
    await tap(desk, 2)
    desk.stage.process.clock.move(timedelta(seconds=5))
    await tap(desk, None)
    await later(desk)
    assert (desk.desk.notes, await owed(desk)) == ([], ("done", "taken_back"))

    await tap(desk, 2)
    await desk.change_hook(write_back=False)
    await later(desk)
    assert (desk.desk.notes, await owed(desk)) == ([], ("done", "turned_off"))
    await tap(desk, 3)
    assert await owed(desk) == ("done", "turned_off")

    await desk.change_hook(write_back=True)
    await set_policy(desk.stage.database, anonymous="yes")
    await tap(desk, 2)
    await later(desk)
    assert (desk.desk.notes, await owed(desk)) == ([], ("done", "anonymous"))


async def test_an_anonymous_question_owes_nothing(stage: Stage) -> None:
    await set_policy(stage.database, anonymous="yes")
    async with helped(stage) as desk:
        await desk.change_hook(write_back=True)
        await desk.solved()
        await desk.settle()
        await tap(desk, 2)
        assert await stage.every(WriteBack) == []


async def test_a_busy_system_is_tried_again_and_a_broken_one_is_not(desk: Helped) -> None:
    await tap(desk, 2)
    desk.desk.status = 429
    await later(desk)
    assert await owed(desk) == ("due", "http_429")
    desk.desk.status = 200
    await later(desk)
    assert (len(desk.desk.notes), await owed(desk)) == (1, ("done", ""))
    await tap(desk, 3)
    # It may have written the note before it broke.
    desk.desk.status = 502
    await later(desk)
    assert await owed(desk) == ("failed", "http_502")
    desk.desk.status = 200
    await later(desk, timedelta(hours=2))
    assert len(desk.desk.notes) == 1


async def test_what_may_stand_there_after_a_kill_is_not_written_again(desk: Helped) -> None:
    await tap(desk, 2)
    desk.stage.process.clock.move(LATER)
    now = desk.stage.now
    work = desk.stage.database.writer.work
    (claimed,) = await work(lambda connection: write_backs.claim(connection, now, 8))
    await later(desk)
    await later(desk)
    assert (desk.desk.notes, await owed(desk)) == ([], ("failed", "interrupted"))
    # A worker that comes back late changes nothing about it, but a new answer is written.
    await work(lambda connection: write_backs.settled(connection, claimed, ""))
    assert await owed(desk) == ("failed", "interrupted")
    await tap(desk, 3)
    await later(desk)
    assert (len(desk.desk.notes), await owed(desk)) == (1, ("done", ""))


async def test_an_edit_while_it_is_being_written_is_written_too(desk: Helped) -> None:
    await tap(desk, 2)
    desk.stage.process.clock.move(LATER)
    now = desk.stage.now
    work = desk.stage.database.writer.work
    (claimed,) = await work(lambda connection: write_backs.claim(connection, now, 8))
    await tap(desk, 4)
    await work(lambda connection: write_backs.written(connection, claimed, "", now))
    assert await owed(desk) == ("due", "")
    await later(desk)
    assert desk.desk.notes == ["Kompas: the customer now gives 4 of 5 (CSAT)."]


async def test_an_erased_answer_is_owed_no_more(desk: Helped) -> None:
    await tap(desk, 2)
    invitation = await desk.stage.invitation()
    await desk.stage.database.writer.work(
        lambda connection: removals.remove(connection, [(HOME, invitation.id)])
    )
    assert await desk.stage.every(WriteBack) == []
    await later(desk)
    assert desk.desk.notes == []
